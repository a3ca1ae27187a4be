"""How an event is told, and what modal verbs make of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.language import signatures
from bot.reading.predicates import auxiliaries, is_infinitive
from bot.reading.reporting import telling_verb
from retrieval.parsing import Parse

_OPEN_MODALS = frozenset({"may", "might", "could", "can", "would", "ca", "'d", "’d", "must"})
_COMING_MODALS = frozenset({"will", "shall", "wo", "sha", "'ll", "’ll", "should", "ought"})
_SHIFTED = frozenset({"would", "'d", "’d"})
_PAST = frozenset({"was", "were", "had"})
_TOMORROW = frozenset({"tomorrow", "tonight", "soon", "shortly"})
_NEXT = frozenset({"next", "coming", "upcoming", "later"})


@dataclass(frozen=True, slots=True)
class Modality:
    """How an event is told: it may be so, it is not so, it is only meant to be."""

    hedged: bool = False
    negated: bool = False
    planned: bool = False

    def over(self, inner: Modality) -> Modality:
        """What holds where `inner` stands inside this."""
        return Modality(
            self.hedged or inner.hedged,
            self.negated is not inner.negated,
            self.planned or inner.planned,
        )


FACT = Modality()


def signed(sign: str) -> Modality:
    """The modality that a sign of signatures.yaml stands for."""
    return Modality("o" in sign, "-" in sign, "p" in sign)


def modal_of(parse: Parse, token: int) -> Modality:
    """What modal verbs and the timetable's present make of a predicate."""
    words = list(auxiliaries(parse, token))
    past = "have" in words or "'ve" in words or "’ve" in words
    if past and {"should", "ought", "must"} & set(words):
        return Modality(hedged=True)
    if parse.tags[token] == "VBG" and parse.lemmas[token] == "go" and "be" not in words:
        to_come = [t for t in parse.children(token, "xcomp") if is_infinitive(parse, t)]
        if to_come:
            return Modality(planned=True)
    if parse.tags[token] in {"VBZ", "VBP"} and not words and _is_still_to_come(parse, token):
        return Modality(planned=True)
    told = (_told_by(parse, token, word, past=past) for word in words)
    return next((modality for modality in told if modality is not None), FACT)


def _told_by(parse: Parse, token: int, word: str, *, past: bool) -> Modality | None:
    """What one auxiliary makes of a predicate; None for one that leaves it as it is."""
    negated = bool(parse.children(token, "neg"))
    able = parse.lemmas[token] in signatures.words("ability") or negated
    if word in {"could", "can", "ca"} and able and not past:
        return None
    shifted = word in _SHIFTED and not past and _is_told_in_past(parse, token)
    if (word == "must" and not past) or shifted:
        return Modality(planned=True)
    if word in _OPEN_MODALS and _is_modal(parse, token, word):
        return Modality(hedged=True)
    return Modality(planned=True) if word in _COMING_MODALS else None


def _is_still_to_come(parse: Parse, token: int) -> bool:
    """The present of a timetable: "begins next month", "opens tomorrow"."""
    times = parse.children(token, "npadvmod", "advmod")
    behind = [t for p in parse.children(token, "prep") for t in parse.children(p, "pobj")]
    return any(
        parse.lemmas[t] in _TOMORROW
        or any(parse.lemmas[a] in _NEXT for a in parse.children(t, "amod", "advmod"))
        for t in (*times, *behind)
    )


def _is_told_in_past(parse: Parse, token: int) -> bool:
    """The "would" of "said they would pay": the "will" of what was said."""
    above = (parse.heads[token],) if parse.deps[token] == "ccomp" else ()
    telling = (*above, *parse.children(token, "parataxis"))
    return any(
        telling_verb(parse.lemmas[verb]) is not None
        and (parse.tags[verb] == "VBD" or _PAST & set(auxiliaries(parse, verb)))
        for verb in telling
    )


def _is_modal(parse: Parse, token: int, word: str) -> bool:
    """The "'d" of "he'd left" is no modal."""
    aux = (t for t in parse.children(token, "aux") if parse.word(t).lower() == word)
    return any(parse.tags[t] == "MD" for t in aux)
