"""The noun phrases of a parsed sentence: who or what each names, by which words, how salient.

A phrase is a NAME (an entity or capitalised words at its head, or as its apposition), a NOUN or a
PRONOUN. Its weight is that of Lappin and Leass, "An Algorithm for Pronominal Anaphora Resolution"
(Computational Linguistics 20:4, 1994), with one factor more for whoever tells something.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.language.people import can_be_person, is_title, role_of, title_gender, words_for
from bot.reading.people import Name, parted
from retrieval.parsing import Parse

_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART"})
_COUNTED = frozenset(
    {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE"}
)
_NO_HEAD = frozenset({"compound", "nmod", "amod", "case", "flat"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_WEIGHTS = {"nsubj": 150, "nsubjpass": 150, "dobj": 50, "attr": 50, "dative": 40, "agent": 40}
_RECENT, _UNEMBEDDED, _IN_CLAUSE, _TELLS = 100, 80, 50, 100
_IN_QUOTES, _OF_A_KIND = 0.4, 0.3
_ASIDE = frozenset({"relcl", "advcl"})
_BESIDE = frozenset({"appos", "conj", "cc", "preconj", "acl"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


class Kind(StrEnum):
    """What a phrase refers by."""

    NAME = "name"
    NOUN = "noun"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase; `roles` are the nouns said of it, each with the words beside it."""

    sentence: int
    head: int
    kind: Kind
    lemma: str
    name: Name
    entity: str
    plural: bool
    definite: bool
    quoted: bool
    tells: bool
    weight: float
    roles: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def gender(self) -> str:
        """ "m" or "f" where name, title or role tells, else ""."""
        of_name = self.name.gender if self.kind is Kind.NAME else ""
        return title_gender(self.roles) or of_name


def phrases_of(
    parse: Parse, sentence: int, quoted: Sequence[bool], known: frozenset[str] = frozenset()
) -> list[Phrase]:
    """The noun phrases of a sentence in order; `quoted` is true for each token in a quotation,
    `known` are the surnames of the document, whatever the tagger takes them for.
    """
    tops = [t for t in range(len(parse)) if _is_top(parse, t)]
    return [_phrase(parse, sentence, top, quoted[top], known) for top in tops]


def surnames_in(parses: Iterable[Parse]) -> frozenset[str]:
    """The last words of all full names of persons."""
    return frozenset(
        parse.word(last - 1)
        for parse in parses
        for first, last, kind in parse.entity_spans()
        if kind == "PERSON" and 1 < last - first <= 3 and parse.tags[last - 1].startswith("NNP")
    )


def _is_top(parse: Parse, token: int) -> bool:
    tag, dep = parse.tags[token], parse.deps[token]
    if tag in {"PRP", "PRP$"}:
        return True
    if not tag.startswith("NN") or dep in _NO_HEAD:
        return False
    return parse.entities[token][2:] not in _COUNTED


def _phrase(parse: Parse, sentence: int, head: int, quoted: bool, known: frozenset[str]) -> Phrase:
    is_known = parse.word(head) in known and parse.tags[head].startswith("NN")
    named = head if is_known else name_head(parse, head)
    kind = Kind.PRONOUN if parse.tags[head].startswith("PRP") else Kind.NOUN
    return Phrase(
        sentence,
        head,
        Kind.NAME if named is not None else kind,
        parse.lemmas[head],
        parted(name_at(parse, named)) if named is not None else Name((), ()),
        parse.entities[head if named is None else named][2:],
        parse.tags[head] in {"NNS", "NNPS"} and not is_known,
        any(parse.lemmas[t] in _DEFINITE for t in parse.children(head, "det")),
        quoted,
        tells(parse, head),
        weight_of(parse, head)
        * (_IN_QUOTES if quoted else 1)
        * (1 if named is not None or _is_somebody(parse, head) else _OF_A_KIND),
        dict(_roles(parse, head, named)) if kind is Kind.NOUN else {},
    )


def _is_somebody(parse: Parse, head: int) -> bool:
    """False for a noun that names a kind: "more professor than politician"."""
    beside = parse.children(head, "det", "poss", "nummod")
    return parse.tags[head] != "NN" or bool(beside)


def name_head(parse: Parse, head: int) -> int | None:
    """The token at which a name stands for the phrase: its head, or an apposition of a noun."""
    if _is_name(parse, head):
        return head
    if parse.tags[head] in {"NN", "NNP"} and not parse.entities[head]:
        beside = [t for t in parse.children(head, "appos") if _is_name(parse, t)]
        if beside and parse.entities[beside[0]][2:] in {"PERSON", "ORG"}:
            return beside[0]
    return None


def _is_name(parse: Parse, token: int) -> bool:
    kind = parse.entities[token][2:]
    if kind in _NAMED:
        return kind != "NORP" and not _only_role(parse, token)
    proper = parse.tags[token] in {"NNP", "NNPS"} or _is_label(parse, token)
    return proper and not kind and not _only_role(parse, token)


def _is_label(parse: Parse, token: int) -> bool:
    """True for a noun with a capital alone before a colon ("Brook: ..."), if it names no kind."""
    if token or len(parse) < 2 or parse.word(1) != ":" or not parse.word(0).istitle():
        return False
    known = words_for("bodies") | words_for("documents")
    lemma = parse.lemmas[0]
    return parse.tags[0] == "NN" and not can_be_person(lemma) and lemma not in known


def _only_role(parse: Parse, token: int) -> bool:
    """True for "the Prime Minister": a role in capitals, nobody's name."""
    word = parse.word(token)
    if not is_title(word) or parse.entities[token][2:] in {"ORG", "GPE"}:
        return False
    run = parse.word(_run_start(parse, token))
    return run == word or is_title(run) or parse.entities[token] == ""


def name_at(parse: Parse, head: int) -> str:
    """The words of the name at a token, with titles that stand right before it."""
    first, last = _entity_around(parse, head)
    kind = parse.entities[head][2:]
    if last - first == 1 or not kind:
        first = min(first, _run_start(parse, head))
    words = [t for t in range(first, last) if parse.deps[t] != "case" and parse.tags[t] != "POS"]
    if kind in {"PERSON", ""}:
        words = _behind_roles(parse, words)
    start, end = parse.span(words)
    return parse.text[start:end].strip(" ,;:'\"“”‘’()-")


def _entity_around(parse: Parse, token: int) -> tuple[int, int]:
    """The entity of a token, cut where a word joins two names ("Brook and Holt")."""
    for first, last, _ in parse.entity_spans():
        if first <= token < last:
            joints = [t for t in range(first, last) if parse.deps[t] == "cc"]
            begin = max((t + 1 for t in joints if t < token), default=first)
            return begin, min((t for t in joints if t > token), default=last)
    return token, token + 1


def _run_start(parse: Parse, head: int) -> int:
    """Where the capitalised words that end at a head begin."""
    first = head
    while first > 0 and parse.tags[first - 1] in {"NNP", "NNPS"}:
        if parse.heads[first - 1] not in {head, first} or parse.entities[first - 1][2:] in _COUNTED:
            break
        first -= 1
    return first


def _behind_roles(parse: Parse, words: list[int]) -> list[int]:
    """Without what stands before the last role in it: "Belmor CEO Ada Brook" is Ada Brook."""
    roles = [n for n, t in enumerate(words[:-1]) if is_title(parse.word(t))]
    return words[roles[-1] :] if roles and roles[-1] > 0 else words


def _roles(parse: Parse, head: int, named: int | None) -> Iterator[tuple[str, frozenset[str]]]:
    """The nouns said of a phrase: title, modifier, apposition, complement, or itself."""
    if named != head:
        yield role_of(parse.lemmas[head]), _beside(parse, head)
    else:
        for token in _before(parse, head):
            yield role_of(parse.word(token)), _beside(parse, token) | _beside(parse, head)
        words = parted(name_at(parse, head)).words
        if len(words) > 1 and parse.entities[head][2:] != "PERSON":
            yield parse.lemmas[head], frozenset()
    for token in (*parse.children(head, "appos"), *_complements(parse, head)):
        if token != named and parse.tags[token].startswith("NN"):
            yield role_of(parse.lemmas[token]), _beside(parse, token)


def _before(parse: Parse, head: int) -> Iterator[int]:
    """Role words right before a name: "energy minister Ada Brook", "Sen. Brook"."""
    for token in parse.children(head, "compound", "nmod", "amod", "appos"):
        title = is_title(parse.word(token)) and parse.tags[token].startswith("NN")
        if token < head and title:
            yield token


def _complements(parse: Parse, head: int) -> tuple[int, ...]:
    """ "Ada Brook is the mayor": mayor."""
    verb = parse.heads[head]
    if parse.deps[head] != "nsubj" or parse.lemmas[verb] != "be":
        return ()
    return parse.children(verb, "attr")


def _beside(parse: Parse, token: int) -> frozenset[str]:
    """Words that tell one bearer of a role from another: "energy" minister, mayor of "Lenz"."""
    near = parse.children(token, "compound", "nmod", "amod", "poss")
    governed = [
        o
        for p in parse.children(token, "prep")
        for o in parse.children(p, "pobj")
        for o in (o, *parse.children(o, "compound"))
    ]
    return frozenset(parse.lemmas[t] for t in (*near, *governed)) - {"the"}


def weight_of(parse: Parse, head: int) -> float:
    """How salient a phrase is, by its place in the sentence."""
    while parse.deps[head] == "conj":
        head = parse.heads[head]
    weight = _RECENT + _WEIGHTS.get(parse.deps[head], 0)
    above = list(parse.ancestors(head))
    if not any(parse.tags[t].startswith("NN") for t in above[:2]):
        weight += _UNEMBEDDED
    if parse.deps[head] != "pobj":
        weight += _IN_CLAUSE
    return weight + (_TELLS if tells(parse, head) else 0)


def tells(parse: Parse, head: int) -> bool:
    """True for the subject of a verb that has a clause for its object, or in "according to X"."""
    above = parse.heads[head]
    if parse.deps[head] == "pobj":
        return parse.lemmas[parse.heads[above]] == "accord"
    told = parse.lemmas[above] != "be" and parse.children(above, "ccomp", "parataxis")
    return parse.deps[head] in _SUBJECTS and bool(told)


def words_at(parse: Parse, head: int) -> str:
    """The phrase in its own words, without relative clauses, appositions and conjuncts."""
    whole = parse.subtree(head)
    tops = [t for t in whole if t != head and parse.deps[t] in _ASIDE]
    tops += [t for t in parse.children(head) if parse.deps[t] in _BESIDE]
    left_out = {t for top in tops for t in parse.subtree(top)}
    since = max((t for t in whole if t < head and _parts(parse, t)), default=-1)
    kept = [t for t in whole if t > since and t not in left_out]
    while kept and (
        parse.deps[kept[-1]] in {"punct", "case"} or parse.tags[kept[-1]] in {"``", "''", ","}
    ):
        kept.pop()
    while kept and parse.deps[kept[0]] == "punct":
        kept.pop(0)
    if not kept:
        return ""
    text = "".join(_spaced(parse, kept)).strip()
    named = parse.entities[kept[0]][2:] not in _COUNTED | {""}
    opener = not named and parse.tags[kept[0]] not in {"NNP", "NNPS"}
    return text[:1].lower() + text[1:] if opener else text


def _parts(parse: Parse, token: int) -> bool:
    """A colon or a dash between blanks: no phrase reaches over it ("Dam leaks - officials")."""
    if parse.word(token) in {"-", "–", "—"}:
        return token > 0 and parse.starts[token] > parse.ends[token - 1]
    return parse.word(token) == ":"


def _spaced(parse: Parse, tokens: Sequence[int]) -> Iterator[str]:
    """The words with the spaces that stand between them in the text, one at most."""
    for n, token in enumerate(tokens):
        if n and parse.starts[token] > parse.ends[tokens[n - 1]]:
            yield " "
        yield parse.word(token)
