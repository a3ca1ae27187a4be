"""Each claim of a text with its label, and the few statements that it rests on."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from bot.answering.asked import Asked
from bot.answering.checkable import claims_in
from bot.answering.question import QuestionReader
from bot.answering.reading.joined import claims_joined
from bot.claims import Answer, CheckedClaim, Outcome, Status
from bot.evidence.deciding import NO_SOURCE, deciding_rows


class Asks(Protocol):
    """What answers a claim as a question."""

    def __call__(self, question: str, as_of: date | None = None, *, plain: bool = False) -> Answer:
        """The answer as of a day."""
        ...


def checked_claims(
    text: str, as_of: date | None, reader: QuestionReader, ask: Asks
) -> tuple[CheckedClaim, ...]:
    """The claims of a text in order, of one sentence that with the lower label first.

    A text without a sentence that can be checked is checked as it stands.
    """
    return tuple(
        claim
        for sentence in claims_in(text, reader) or (text,)
        for claim in sorted(
            (
                _checked(ask(_asked(part, reader), as_of, plain=True), part)
                for part in _parts(sentence, reader)
            ),
            key=lambda c: c.label.status is Status.CONFIRMED,
        )
    )


def _parts(sentence: str, reader: QuestionReader) -> tuple[str, ...]:
    parses = reader.parsed(sentence)
    return claims_joined(parses[0]) if len(parses) == 1 else (sentence,)


def _asked(claim: str, reader: QuestionReader) -> str:
    """The claim as a question whether it is so: "what they saw was smoke" asks for nothing."""
    if claim.rstrip().endswith("?") or reader.read(claim, None).asked is Asked.WHETHER:
        return claim
    parses, stated = reader.parsed(claim), claim.rstrip(" .")
    named = bool(parses) and parses[0].tags[:1] in {("NNP",), ("NNPS",)}
    return f"Is it true that {stated if named else stated[:1].lower() + stated[1:]}?"


def _checked(answer: Answer, claim: str) -> CheckedClaim:
    nearest = next(iter(answer.citations), None)
    if answer.outcome is not Outcome.ANSWERED or not answer.claims:
        return CheckedClaim(claim, answer.as_of, NO_SOURCE, nearest=nearest)
    first = answer.claims[0]
    deciding, contrary = deciding_rows(first)
    shown = None if deciding else nearest
    return CheckedClaim(claim, answer.as_of, first.label, deciding, contrary, first.history, shown)
