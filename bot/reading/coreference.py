"""Who says it: the claimant that the subject of a verb of telling means, in one document.

Rules in order; the first that tells decides:
1. "who", "which": the noun that the relative clause stands at;
2. "we" and "I" outside of a quotation: the publisher; inside: who speaks it;
3. a spokesman of a listed body: that body, under his own name where he has one;
4. somebody listed: that actor; somebody named: by the fullest name in this document;
5. nobody for what cannot speak by itself: a river, a day, a chamber of parliament, an adjective;
6. any other noun: in its own words, unnamed ("the landlord", "two witnesses").
A pronoun that nothing clear stands before is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.language.people import can_be_person, words_for
from bot.reading.antecedents import Antecedents, Listed
from bot.reading.claimant import Claimant
from bot.reading.noun_phrases import Kind, Phrase, name_head, phrases_of, surnames_in, words_at
from bot.reading.people import may_be_one, parted
from bot.reading.somebody import Somebody, kind_of
from retrieval.documents import Actor
from retrieval.naming import ActorNames, Mention
from retrieval.parsing import Parse

_RELATIVE = frozenset({"WP", "WDT", "WP$"})
_MARK = re.compile(r"''|``|[\"“”]")
_PUBLISHER = frozenset({"we", "i"})
_MUTE = frozenset(
    {"DATE", "TIME", "MONEY", "QUANTITY", "ORDINAL", "LANGUAGE", "EVENT", "LOC", "FAC"}
)


class Cast:
    """The persons and bodies of one document; `publisher` speaks as "we" in its own texts."""

    def __init__(
        self, parses: Sequence[Parse], names: ActorNames, publisher: Claimant | None = None
    ) -> None:
        self._parses = parses
        self._publisher = publisher
        self._mentions = [names.find(parse.text) for parse in parses]
        self._quoted = list(quoted_tokens(parses))
        rows = zip(parses, self._quoted, strict=True)
        known = surnames_in(parses)
        phrases = [phrases_of(parse, n, quoted, known) for n, (parse, quoted) in enumerate(rows)]
        self._phrases = {(p.sentence, p.head): p for row in phrases for p in row}
        self._antecedents = Antecedents(parses, phrases, self._listed)

    def claimant_at(self, sentence: int, tokens: Sequence[int]) -> Claimant | None:
        """Who the subject of a verb of telling means; None where nobody can be told."""
        parse = self._parses[sentence]
        head = _noun_of(parse, _top(parse, tokens))
        if head is None:
            return None
        if parse.lemmas[head] in _PUBLISHER and not self._quoted[sentence][head]:
            return self._publisher
        phrase = self._phrases.get((sentence, head))
        if phrase is None:
            return _in_own_words(parse, head)
        somebody = self._antecedents.meant_at(sentence, head)
        found = self._claimant(somebody, phrase) if somebody else None
        return self._named_last(sentence, tokens) or found if _is_role(found) else found

    def somebody_at(self, sentence: int, head: int) -> Somebody | None:
        """Whom the noun phrase with that head means; None where nobody can be told."""
        return self._antecedents.meant_at(sentence, head)

    def _named_last(self, sentence: int, tokens: Sequence[int]) -> Claimant | None:
        """ "The mayor of Calder, Ines Holt": where the parse gives the name to the place.

        Without a comma only a listed full name is told from the place before it.
        """
        parse, last = self._parses[sentence], max(tokens)
        end = parse.ends[last]
        for mention in self._mentions[sentence]:
            full = " " in parse.text[mention.start : mention.end]
            if mention.end == end and full and mention.start > parse.starts[min(tokens)]:
                return Claimant.of(mention.actor)
        first = last
        while first > 0 and parse.tags[first - 1].startswith("NNP"):
            first -= 1
        set_off = first - 1 in tokens and parse.word(first - 1) == ","
        if not set_off or first == last or not parse.tags[last].startswith("NNP"):
            return None
        return Claimant(parse.text[parse.starts[first] : end])

    def _claimant(self, somebody: Somebody, phrase: Phrase) -> Claimant | None:
        if somebody.actor:
            return Claimant.of(somebody.actor)
        is_named, is_pronoun = bool(somebody.name.words), phrase.kind is Kind.PRONOUN
        told = somebody.phrases if is_named or is_pronoun else [phrase]
        body = next((b for p in told if (b := self._spoken_for(p))), None)
        if is_named:
            return None if _is_mute(somebody) else Claimant(somebody.name.text, body)
        if body:
            return Claimant.of(body)
        if is_pronoun and kind_of(somebody) == "thing":
            return None
        return _in_own_words(self._parses[told[0].sentence], told[0].head)

    def _listed(self, phrase: Phrase) -> Listed | None:
        """The actor whose name holds the head of a phrase, if it is nobody else's as well."""
        parse = self._parses[phrase.sentence]
        at = parse.starts[phrase.head]
        for mention in self._mentions[phrase.sentence]:
            if mention.start <= at < mention.end and _is_whole(parse, phrase, mention):
                return Listed(mention.actor, " " in parse.text[mention.start : mention.end])
        return None

    def _spoken_for(self, phrase: Phrase) -> Actor | None:
        """The listed body that a spokesman is called one of."""
        if words_for("speaking_for").isdisjoint(phrase.roles):
            return None
        parse = self._parses[phrase.sentence]
        start, end = parse.span(parse.subtree(phrase.head))
        at = parse.starts[phrase.head]
        for mention in self._mentions[phrase.sentence]:
            if start <= mention.start < end and not mention.start <= at < mention.end:
                return mention.actor
        return None


def _is_role(found: Claimant | None) -> bool:
    """True for words that name nobody themselves ("the mayor of Calder, Ines Holt")."""
    return found is not None and found.anonymous


def quoted_tokens(parses: Sequence[Parse]) -> Iterator[tuple[bool, ...]]:
    """For each sentence which of its tokens stand in quotation marks; a paragraph ends them."""
    is_open, end = False, 0
    for parse in parses:
        if not 0 <= parse.start - end <= 1:
            is_open = False
        end = parse.end
        flags, done = [], 0
        for start in parse.starts:
            is_open = _open_after(parse.text[done:start], is_open)
            flags.append(is_open)
            done = start
        is_open = _open_after(parse.text[done:], is_open)
        yield tuple(flags)


def _open_after(text: str, is_open: bool) -> bool:
    for mark in _MARK.findall(text):
        is_open = mark == "“" or (mark != "”" and not is_open)
    return is_open


def _top(parse: Parse, tokens: Sequence[int]) -> int:
    """The head of a phrase: the first noun governed from outside of it."""
    inside = set(tokens)
    tops = [t for t in tokens if parse.heads[t] == t or parse.heads[t] not in inside]
    nouns = [t for t in tops if parse.tags[t][:2] in {"NN", "PR", "WP", "WD"}]
    if not nouns and tops and parse.tags[tops[0]] == "DT":
        nouns = [t for t in tokens if parse.tags[t].startswith("NN")]
    return (nouns or tops or [tokens[0]])[0]


def _noun_of(parse: Parse, head: int) -> int | None:
    """For "who" or "which" the noun that its clause stands at; None where two may be meant."""
    if parse.tags[head] not in _RELATIVE:
        return head
    clause = next((t for t in parse.ancestors(head) if parse.deps[t] == "relcl"), None)
    if clause is None:
        return head
    noun = parse.heads[clause]
    beside = [t for t in parse.children(noun, "appos") if t < head and name_head(parse, t) == t]
    if any(parse.deps[t] == "conj" and t < head for t in parse.children(noun)):
        return None
    return beside[-1] if beside else _outer_person(parse, noun)


def _outer_person(parse: Parse, noun: int) -> int | None:
    """ "A resident of Lenz, who": the resident; "an aide to Ada Brook, who": either."""
    outer = parse.heads[parse.heads[noun]]
    if parse.deps[noun] != "pobj" or not can_be_person(parse.lemmas[outer]):
        return noun
    return None if parse.entities[noun][2:] == "PERSON" else outer


def _is_whole(parse: Parse, phrase: Phrase, mention: Mention) -> bool:
    """False where a listed surname is part of another one's full name."""
    if phrase.kind is not Kind.NAME or len(phrase.name.words) < 2:
        return True
    names = [parted(name) for name in mention.actor.names]
    written = parted(parse.text[mention.start : mention.end])
    return len(written.words) > 1 or any(may_be_one(phrase.name, name) for name in names)


def _is_mute(somebody: Somebody) -> bool:
    """True for a name that cannot speak by itself."""
    folded = somebody.name.text.casefold()
    if folded in words_for("seats"):
        return False
    if folded in words_for("chambers"):
        return True
    kinds = [p.entity for p in somebody.phrases]
    return sum(k in _MUTE for k in kinds) * 2 > len(kinds)


def _in_own_words(parse: Parse, head: int) -> Claimant | None:
    """Rules 5 and 6."""
    lemma, tag = parse.lemmas[head], parse.tags[head]
    alone = not parse.children(head, "det", "amod", "poss", "nummod", "compound")
    if tag.startswith(("PRP", "W", "EX", "JJ")) and alone and lemma not in words_for("some"):
        return None
    if parse.entities[head][2:] == "NORP" and tag in {"NNP", "JJ"} and alone:
        return None
    if lemma in words_for("places") | words_for("chambers") or parse.entities[head][2:] in _MUTE:
        return None
    words = words_at(parse, head)
    return Claimant(words, anonymous=True) if words else None
