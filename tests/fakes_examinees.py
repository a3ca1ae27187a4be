"""Things to evaluate: they answer at once, or as their question asks for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import date

from bot.claims import Answer, Outcome
from retrieval.documents import Hit, Passage, Sentence
from retrieval.errors import IndexUnusable
from tests.fakes import a_source
from tests.fakes_outturns import BODIES, CLOSED, cited, refusal, saying

SOURCE = a_source("mill-bridge", BODIES["mill-bridge"])


class FakeExaminee:
    """Says that the bridge is closed; words in a question make it behave otherwise.

    `before` is called with each question first, in the thread that asks it.
    """

    def __init__(self, before: Callable[[str], None] = lambda question: None) -> None:
        self.asked: list[tuple[str, date | None]] = []
        self.searched: list[tuple[str, date | None, int]] = []
        self.threads: set[int] = set()
        self._before = before

    def ask(self, question: str, as_of: date | None = None) -> Answer:
        """One sound sentence, unless the question says otherwise."""
        self._before(question)
        self.threads.add(threading.get_ident())
        self.asked.append((question, as_of))
        if "unreadable" in question:
            raise IndexUnusable("the index cannot be read")
        if "fault" in question:
            raise ZeroDivisionError("of ours")
        if "mistake" in question:
            return saying("It went wrong.", outcome=Outcome.ERROR, claims=(), question=question)
        if "cost" in question:
            return refusal()
        return saying(f"{CLOSED} [1]", cited(1, CLOSED), question=question, confidence=0.75)

    def passages(self, question: str, as_of: date | None = None, k: int = 10) -> Sequence[Hit]:
        """The first sentence of the bridge's source."""
        self.searched.append((question, as_of, k))
        sentence = Sentence(SOURCE.id, 0, 0, len(CLOSED), CLOSED)
        return (Hit(Passage(SOURCE, (sentence,)), sentence, score=0.9),)
