"""An assistant for the REPL's tests: no search, no model, one story about a bridge."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date

from bot.claims import Answer, CheckedClaim, Outcome, Status
from bot.writing.model import Heard
from retrieval.documents import Hit, Kind, Passage, Sentence, Source
from retrieval.errors import IndexUnusable
from tests.fakes import a_source
from tests.fakes_answers import (
    a_citation,
    a_claim,
    a_label,
    a_non_answer,
    a_written_answer,
    an_answer,
    an_evidence,
)

BRIDGE = a_source("bridge-20240305", title="Bridge shut after storm")
FERRY = a_source("ferry-20240307", "Ferries run.", publisher="Coast Radio", kind=Kind.DIGEST)
DRAFT = '{"answerable": true, "claims": [{"text": "The bridge CONFIRMED to be of gol'


class FakeAssistant:
    """Answers at once about a bridge; some words in a question make it behave otherwise."""

    def __init__(self) -> None:
        self.sources: tuple[Source, ...] = (BRIDGE, FERRY)
        self.asked: list[tuple[str, date | None]] = []
        self.release = threading.Event()

    def ask(self, question: str, as_of: date | None = None, heard: Heard | None = None) -> Answer:
        """Two claims with three citations, unless the question says otherwise."""
        if "model" in question and heard:
            heard(DRAFT)
            self.release.wait(2)
        self.asked.append((question, as_of))
        if "slow" in question:
            self.release.wait(20)
        if "unreadable" in question:
            raise IndexUnusable("the index cannot be read; run onrecord index --rebuild")
        if "fault" in question:
            raise ZeroDivisionError("of ours")
        if "weather" in question:
            return a_non_answer(question=question, as_of=as_of)
        if "poem" in question:
            return a_non_answer(Outcome.OUT_OF_SCOPE, citations=(), text="That is not for me.")
        if "model" in question:
            return a_written_answer(question=question, as_of=as_of)
        return _answer(question, as_of)

    def check(self, text: str, as_of: date | None = None) -> tuple[CheckedClaim, ...]:
        """The first claim of what it would answer."""
        first = self.ask(text, as_of).claims[0]
        return (CheckedClaim(text, as_of, first.label, first.evidence[:1]),)

    def stand_alone(self, question: str, earlier: str) -> str:
        """What the ferry does is asked of it by "and the ferry?"."""
        return question if question != "and the ferry?" else f"{earlier} What about the ferry?"

    def passages(self, question: str, as_of: date | None = None) -> Sequence[Hit]:
        """One passage; none about the weather."""
        if "weather" in question:
            return ()
        sentence = Sentence(BRIDGE.id, 0, 0, len(BRIDGE.body), BRIDGE.body)
        return (Hit(Passage(BRIDGE, (sentence,)), sentence, score=0.9, similarity=0.71),)


def in_order(text: str, fragments: Sequence[str]) -> bool:
    """Whether the text holds all fragments, one after the other."""
    place = 0
    for fragment in fragments:
        place = text.find(fragment, place)
        if place < 0:
            return False
        place += len(fragment)
    return True


def _answer(question: str, as_of: date | None) -> Answer:
    ferries = a_claim(
        text="Ferries run.",
        label=a_label(Status.UNCONFIRMED),
        citations=(2,),
        evidence=(an_evidence(source_id=FERRY.id),),
    )
    return an_answer(
        question=question,
        as_of=as_of,
        text="The bridge is shut [1]. Ferries run [2]. The harbour office said so [3].",
        claims=(a_claim(citations=(1, 3)), ferries),
        citations=(a_citation(1), a_citation(2, source_id=FERRY.id), a_citation(3)),
    )
