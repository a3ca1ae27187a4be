"""What a claimant does to what is reported, from the cue, what governs it and what is reported.

Rules in order:
1. a confirmation or admission that is not given declines ("could not confirm", "refused to
   confirm"), a denial that is not given evades, and so does who does not say;
2. one that is only to come, hoped for or asked for is a hedged assertion;
3. the stance of the cue itself: a denial, a confirmation, an admission, a retraction;
4. who calls it untrue denies it; who knows of no evidence declines;
5. anything else is asserted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bot.claims import Stance
from bot.reading import reporting
from bot.reading.modality import FACT, Modality, modality_of
from bot.reading.reporting import Telling
from bot.reading.tellings import is_saying
from retrieval.parsing import Parse

_GIVEN = {
    Telling.CONFIRMS: Stance.CONFIRMS,
    Telling.ADMITS: Stance.ADMITS,
    Telling.DENIES: Stance.DENIES,
    Telling.RETRACTS: Stance.RETRACTS,
    Telling.EVADES: Stance.EVADES,
}
_NOT_GIVEN = {
    Telling.CONFIRMS: Stance.DECLINES,
    Telling.ADMITS: Stance.DECLINES,
    Telling.DENIES: Stance.EVADES,
    Telling.ASSERTS: Stance.EVADES,
}
_DECLINED = frozenset({"comment", "discuss", "speculate", "elaborate", "disclose"})
_NO = frozenset({"no", "not", "never"})
_COPULAR = ("attr", "acomp", "oprd")
_ONESELF = frozenset({"it", "i", "we", "there"})
_HAVING = frozenset({"have", "see", "find", "be", "possess", "receive"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")


def stance_at(
    parse: Parse, cue: int, telling: Telling, content: Collection[int]
) -> tuple[Stance, Modality]:
    """What the subject of a cue does, by rules 1 to 3, and how the telling itself is told.

    A "no" that is part of the content says nothing of the telling.
    """
    told = modality_of(parse, cue, _clause_top(parse, cue))
    if any(t in content and parse.lemmas[t] in _NO for t in parse.children(cue)):
        told = FACT
    if parse.lemmas[cue] in reporting.words("hearing"):
        told = told.over(Modality(hedged=True))
    if told.negated and parse.lemmas[cue] in reporting.words("settling"):
        return Stance.DECLINES, told
    if told.negated and telling in _NOT_GIVEN:
        if parse.lemmas[cue] in _DECLINED:
            return Stance.DECLINES, told
        return Stance.EVADES if _neither(parse, cue) else _NOT_GIVEN[telling], told
    if (told.hedged or told.planned) and not told.negated:
        return Stance.ASSERTS, told
    if told.negated:
        return Stance.ASSERTS, told
    return _GIVEN.get(telling, Stance.ASSERTS), told


def _clause_top(parse: Parse, cue: int) -> int:
    """The highest word above a cue that no colon, semicolon or other telling parts from it."""
    top = cue
    for above in parse.ancestors(cue):
        told = parse.deps[top] == "ccomp" and reporting.telling_verb(parse.lemmas[above])
        if told and parse.tags[above].startswith("V"):
            break
        first, last = sorted((top, above))
        if any(parse.word(t) in {":", ";"} for t in range(first, last)):
            break
        top = above
    return top


def _neither(parse: Parse, cue: int) -> bool:
    """ "Neither confirmed nor denied"."""
    pair = {cue, parse.heads[cue], *parse.children(cue, "conj")}
    kinds = {reporting.telling_verb(parse.lemmas[t]) for t in pair}
    return {Telling.CONFIRMS, Telling.DENIES} <= kinds


def stance_of_words(parse: Parse, tokens: Sequence[int]) -> Stance:
    """What somebody's own words do, by rules 4 and 5."""
    inside = frozenset(tokens)
    if any(_is_untrue(parse, t) for t in inside):
        return Stance.DENIES
    if any(_is_unknown(parse, t) for t in inside):
        return Stance.DECLINES
    return Stance.ASSERTS


def _is_untrue(parse: Parse, token: int) -> bool:
    """ "It is a fabrication", "that report is not true", "called it fake", "fake news"."""
    if parse.lemmas[token] in reporting.words("substance") and _is_none(parse, token):
        of = (o for p in parse.children(token, "prep") for o in parse.children(p, "pobj"))
        return any(is_saying(parse, o) for o in of)
    invented = parse.lemmas[token] in reporting.words("invented")
    unsound = reporting.words("untrue") | reporting.words("mocking")
    untrue = invented or parse.lemmas[token] in unsound
    true = parse.lemmas[token] in {"true", "correct", "accurate", "so", "real"}
    if not (untrue or true):
        return False
    if parse.deps[token] in {"amod", "compound"}:
        return untrue and is_saying(parse, parse.heads[token])
    if parse.deps[token] not in {*_COPULAR, "pobj", "ROOT", "ccomp"}:
        return False
    negated = modality_of(parse, token).negated
    if invented:
        return not negated
    about = [s for h in _governors(parse, token) for s in parse.children(h, *_SUBJECTS, "dobj")]
    return untrue is not negated and (not about or any(is_saying(parse, s) for s in about))


def _governors(parse: Parse, token: int) -> Iterator[int]:
    """The verb that a predicate stands under, through "as"."""
    yield token
    for above in parse.ancestors(token):
        yield above
        if parse.tags[above].startswith("V"):
            return


def _is_unknown(parse: Parse, token: int) -> bool:
    """ "There is no evidence", "have no information", "is not aware", "is not established"."""
    lemma = parse.lemmas[token]
    if lemma in reporting.words("unknown") and parse.tags[token].startswith("NN"):
        return _is_none(parse, token)
    settled = lemma in reporting.words("settled") and parse.deps[token] != "amod"
    return settled and _is_of_oneself(parse, token) and modality_of(parse, token).negated


def _is_none(parse: Parse, noun: int) -> bool:
    """ "There is no evidence", "they have not seen evidence"."""
    none = any(parse.lemmas[t] == "no" for t in parse.children(noun, "det"))
    head = parse.heads[noun]
    held = parse.lemmas[head] in _HAVING or head == noun
    return none or (held and modality_of(parse, head).negated)


def _is_of_oneself(parse: Parse, token: int) -> bool:
    """ "It is not clear", "we have not verified": not what others have left open."""
    verbs = [t for t in (token, parse.heads[token]) if t == token or parse.lemmas[t] == "be"]
    subjects = {parse.lemmas[s] for v in verbs for s in parse.children(v, *_SUBJECTS)}
    return bool(subjects & _ONESELF) or any(parse.children(v, "auxpass") for v in verbs)
