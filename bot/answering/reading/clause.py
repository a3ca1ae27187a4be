"""The clause of a sentence that asks: its question word, what that asks for, its verb, its subject.

Questions are parsed less well than statements, so that what a question's word order makes certain
comes first: the question word stands at the head of its clause, an auxiliary in front of the
subject, the verb behind it. Dependencies decide the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.answering.reading.opening import (
    ASKERS,
    FINITE,
    is_auxiliary,
    opening_of,
    question_word,
)
from bot.answering.reading.phrases import noun_phrase
from bot.answering.reading.vocabulary import words
from retrieval.parsing import Parse

_PAST = frozenset({"VBN", "VBD"})  # a participle at the end of a question is taken for either
_STILL_A_NOUN = {("NN",), ("NNS",), ("NNP",), ("NNPS",), ("POS",), ("HYPH",)}
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_NOBODY = frozenset("nobody none nothing no neither never nowhere".split())


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens of a parse: the question word, the head of what it asks for, the finite auxiliary in
    front of the subject, the verb, and the head of the subject."""

    parse: Parse
    wh: int | None
    slot: int | None
    aux: int | None
    verb: int | None
    subject: int | None

    @property
    def asks(self) -> bool:
        """Whether its words ask: by a question word, by their order, or as an order."""
        return self.wh is not None or self.is_polar or self.is_order

    @property
    def is_polar(self) -> bool:
        """Whether it opens with its auxiliary, and so asks yes or no."""
        return self.wh is None and self.aux is not None

    @property
    def wh_lemma(self) -> str:
        """The question word in lower case, or ""."""
        return "" if self.wh is None else self.parse.word(self.wh).lower()

    @property
    def verb_lemma(self) -> str:
        """The lemma of the verb, or ""."""
        return "" if self.verb is None else self.parse.lemmas[self.verb]

    @property
    def slot_lemma(self) -> str:
        """The lemma of what is asked for, or ""."""
        return "" if self.slot is None else self.parse.lemmas[self.slot]

    @property
    def subject_text(self) -> str:
        """The words of the subject without its article."""
        if self.subject is None:
            return ""
        start = -1 if self.aux is None or self.aux > self.subject else self.aux
        return noun_phrase(self.parse, self.subject, (start, self.verb))

    @property
    def is_negated(self) -> bool:
        """Whether this clause is negated; what a clause below it says does not count."""
        return any(_negates(self.parse, t) for t in self._own())

    @property
    def expects_yes(self) -> bool:
        """ "Hasn't it been sold?" asks whether it has: its negation stands before the subject."""
        after = None if self.aux is None else self.aux + 1
        fronted = after is not None and after < len(self.parse) and self.parse.deps[after] == "neg"
        return self.is_polar and fronted and "n" in self.parse.word(after or 0).lower()[:1]

    @property
    def is_order(self) -> bool:
        """ "Tell me about it", "can you list them"."""
        ordered = self.verb is not None and self.verb_lemma in words("orders")
        bare = ordered and self.parse.tags[self.verb or 0] in {"VB", "VBP"} and self.wh is None
        asker = self.subject is None or self.subject_text.lower() in ASKERS
        return bare and asker and not self._asks_whether

    @property
    def _asks_whether(self) -> bool:
        """ "Can you tell me if it sank?"."""
        below = self.parse.children(self.verb or 0, "ccomp", "advcl")
        marks = {self.parse.lemmas[m] for c in below for m in self.parse.children(c, "mark")}
        return bool(marks & {"if", "whether"})

    @property
    def asks_manner(self) -> bool:
        """ "How did it": no "how many", "how deep"."""
        after = -1 if self.wh is None else self.wh + 1
        measured = 0 < after < len(self.parse) and self.parse.lemmas[after] in words("measures")
        return self.wh_lemma == "how" and not measured

    @property
    def asks_name(self) -> bool:
        """ "What was it called"."""
        called = self.verb_lemma in {"call", "name"} and self.wh_lemma == "what"
        return called and self.aux is not None and self.parse.lemmas[self.aux] in {"be", "s"}

    def _own(self) -> Iterator[int]:
        """The tokens that belong to this clause: its verbs' children, and their determiners."""
        for head in {self.verb, self.aux} - {None}:
            assert head is not None
            for child in self.parse.children(head):
                yield child
                if self.parse.deps[child] in {*_SUBJECTS, "dobj", "attr", "acomp"}:
                    yield from self.parse.children(child, "det", "neg")


def clause_of(parse: Parse) -> Clause | None:
    """The clause of a sentence that asks, or that says what is asked whether it is so."""
    if not len(parse):
        return None
    wh = question_word(parse)
    start = opening_of(parse) if wh is None else wh
    slot = None if wh is None else _slot(parse, wh)
    finite = _finite_behind(parse, max(wh if wh is not None else -1, slot or -1) + 1)
    if wh is None and finite != start:
        return _stated(parse, finite)
    if finite is None:
        return Clause(parse, wh, slot, None, None, None)
    verb, subject = _verb_of(parse, finite, slot if slot is not None else wh)
    aux = finite if verb != finite or subject is None or subject > finite else None
    return Clause(parse, wh, slot, aux, verb, subject)


def _slot(parse: Parse, wh: int) -> int | None:
    """The head of the noun phrase behind "which", "how many" or "what"; its measure for "how"."""
    last = None
    for token in range(wh + 1, len(parse)):
        tag = parse.tags[token]
        if tag in _NOUNS and parse.deps[token] != "expl" and (tag != "DT" or last is None):
            if tag in {"DT", "PRP"}:
                break
            last = token
        elif tag[:2] in {"JJ", "RB", "PO", "HY", "VBG", "VB"[:2]} and not _ends_slot(parse, token):
            if tag[:2] == "JJ" and last is None and parse.word(wh).lower() == "how":
                last = token if parse.word(token).lower() not in {"many", "much"} else None
            continue
        else:
            break
    return last


def _ends_slot(parse: Parse, token: int) -> bool:
    return parse.tags[token] in FINITE or parse.deps[token] in {"aux", "auxpass"}


def _finite_behind(parse: Parse, start: int) -> int | None:
    """The first finite verb from a token on that is in no relative clause."""
    for token in range(start, len(parse)):
        if parse.tags[token] in FINITE and not _is_relative(parse, token, start):
            return token
        if is_auxiliary(parse, token) and token == start:
            return token
    return None


def _is_relative(parse: Parse, token: int, start: int) -> bool:
    """Whether a relative clause that begins behind `start` holds the token."""
    heads = (token, *parse.ancestors(token))
    found = next((t for t in heads if parse.deps[t] in {"relcl", "advcl"}), None)
    if found is None or found < start:
        return False
    return min(parse.subtree(found)) > start or (parse.deps[found] == "advcl" and found != token)


def _stated(parse: Parse, finite: int | None) -> Clause:
    """A sentence in the order of a statement, or one without a verb."""
    root = parse.roots()[0]
    verb = root if parse.tags[root][:1] == "V" else None
    if verb is None and finite is not None:
        verb, _ = _verb_of(parse, finite, None)
    subject = None if verb is None else next(iter(parse.children(verb, *_SUBJECTS)), None)
    return Clause(parse, None, None, None, verb, subject)


def _verb_of(parse: Parse, finite: int, asked: int | None) -> tuple[int, int | None]:
    """The verb and the subject of a clause whose first finite verb is known."""
    head = parse.heads[finite]
    inflected = parse.lemmas[finite] == "do" and parse.tags[head] not in {"VB", "VBP"}
    if inflected and (found := _mistaken_verb(parse, finite)) is not None:
        return found
    if parse.deps[finite] in {"aux", "auxpass"} and head > finite and parse.tags[head] != "IN":
        return head, _behind_article(parse, _subject(parse, head, finite), head)
    if parse.lemmas[finite] == "be":
        return _predicate(parse, finite)
    return finite, _subject(parse, finite, finite, asked)


def _subject(parse: Parse, verb: int, finite: int, asked: int | None = None) -> int | None:
    found = parse.children(verb, *_SUBJECTS) or parse.children(finite, *_SUBJECTS)
    behind = [t for t in found if t > finite]
    between = [t for t in range(finite + 1, verb) if parse.tags[t] in {"NN", "NNS", "NNP", "NNPS"}]
    return next(iter(behind or found), between[-1] if between else asked)


def _behind_article(parse: Parse, subject: int | None, verb: int) -> int | None:
    """An article is no subject: "was the well poisoned", with the noun taken for an adverb."""
    bare = subject is not None and parse.lemmas[subject] in {"the", "a", "an"}
    return subject + 1 if bare and subject is not None and subject + 1 < verb else subject


def _predicate(parse: Parse, be: int) -> tuple[int, int | None]:
    """ "Is the road closed", "were the miners taken": the participle is the verb."""
    held = parse.children(be, "acomp", "xcomp")
    below = (
        *parse.children(be, *_SUBJECTS),
        *(s for c in held for s in parse.children(c, "nsubj")),
    )
    subject = next(iter(below), None)
    for child in held:
        if parse.tags[child] == "VBN":
            return child, subject
    for noun in parse.children(be, "attr", *_SUBJECTS):
        within = parse.subtree(noun) if noun > be else ()
        last = [t for t in within if parse.tags[t] in _PAST and parse.deps[t] == "acl"]
        if last and not parse.children(be, "acomp"):
            return last[0], noun
    attribute = next((t for t in parse.children(be, "attr") if t > be), None)
    return be, attribute if subject is None or subject < be else subject


def _mistaken_verb(parse: Parse, did: int) -> tuple[int, int | None] | None:
    """Behind "did" stands a verb, whatever it was taken for ("did the ferry leave")."""
    below = (*parse.children(did), *parse.children(parse.heads[did], "nsubj"))
    noun = next((t for t in below if t > did and parse.tags[t][:2] == "NN"), None)
    if noun is not None and parse.tags[noun + 1 : noun + 2] and _may_be_verb(parse, noun + 1):
        return noun + 1, noun
    for token in range((did if noun is None else noun) + 1, len(parse)):
        row = parse.tags[token - 1][:2] == "NN" and parse.tags[token] in {"NN", "VB"}
        if row and parse.tags[token + 1 : token + 2] not in _STILL_A_NOUN:
            return token, _first_noun(parse, did, token) if noun is None else noun
    parts = () if noun is None else parse.children(noun, "compound", "poss", "nmod", "amod")
    return (noun, parts[-1]) if noun is not None and parts else None


def _may_be_verb(parse: Parse, token: int) -> bool:
    return parse.tags[token][:2] in {"RB", "JJ", "NN", "VB"}


def _first_noun(parse: Parse, start: int, end: int) -> int | None:
    """The head of the first noun phrase between two tokens."""
    nouns = [t for t in range(start + 1, end) if parse.tags[t][:2] == "NN"]
    return next((t for t in nouns if t + 1 not in nouns), None)


def _negates(parse: Parse, token: int) -> bool:
    return parse.deps[token] == "neg" or parse.lemmas[token] in _NOBODY
