"""Asks every question of a set, in threads, and keeps what is done when it is interrupted.

Ctrl-C waits a moment for the questions under way. One that takes longer is left behind in its
thread, and the process must then end without tidying up (`Run.left_behind`): native libraries
crash when the interpreter is taken down around them. All but asking happens in the caller's thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import Protocol

from bot.claims import Answer, Outcome
from bot.evaluation.items import Item
from bot.evaluation.record import Outturn
from retrieval.documents import Hit

DEPTH = 10
_OFTEN = 0.1
_GRACE = 2.0


class Examinee(Protocol):
    """What is evaluated; bot.assistant.Assistant is one. Threads share it."""

    def ask(self, question: str, as_of: date | None = None) -> Answer:
        """The answer as of a date; may raise."""
        ...

    def passages(self, question: str, as_of: date | None = None, k: int = 10) -> Sequence[Hit]:
        """What search finds, best first; may raise."""
        ...


@dataclass(frozen=True, slots=True)
class Run:
    """What was answered, in the order of the set; `complete` when nothing is missing.

    `left_behind` when a question is still being asked in a thread that nobody waits for.
    """

    outturns: tuple[Outturn, ...]
    complete: bool
    left_behind: bool = False


def run(
    items: Sequence[Item],
    examinee: Examinee,
    known: Mapping[str, Outturn],
    kept: Callable[[Outturn], None],
    jobs: int = 1,
) -> Run:
    """Asks what is not `known` yet, with `jobs` threads; Ctrl-C ends it early.

    `kept` hears of every new outturn as it comes. An exception while answering is an outturn of
    its own, never an abstention.
    """
    done = {item.id: known[item.id] for item in items if item.id in known}
    crew = _Crew([item for item in items if item.id not in done], examinee, jobs)

    def keep(outturn: Outturn) -> None:
        done[outturn.item.id] = outturn
        kept(outturn)

    try:
        for outturn in crew.results():
            keep(outturn)
    except KeyboardInterrupt:
        crew.dismiss()
        for outturn in crew.ready():
            keep(outturn)
    finally:
        crew.dismiss()
    outturns = tuple(done[item.id] for item in items if item.id in done)
    return Run(outturns, len(done) == len(items), crew.at_work)


def answered(item: Item, examinee: Examinee) -> Outturn:
    """One question asked; whatever goes wrong becomes the outturn's error."""
    try:
        answer = examinee.ask(item.question, item.as_of)
        retrieved = _retrieved(item, examinee)
    except Exception as error:
        return Outturn(item, None, f"{type(error).__name__}: {error}")
    if answer.outcome is Outcome.ERROR:
        return Outturn(item, None, answer.text or "the answer is an error without words")
    return Outturn(item, answer, None, retrieved)


def _retrieved(item: Item, examinee: Examinee) -> tuple[str, ...]:
    if not item.expect.passages:
        return ()
    hits = examinee.passages(item.question, item.as_of, DEPTH)
    spans = (hit.passage for hit in hits)
    return tuple(f"{p.source.id}@{p.start}-{p.end}" for p in spans)


class _Crew:
    """Threads that ask what waits, one question after the other."""

    def __init__(self, items: Sequence[Item], examinee: Examinee, jobs: int) -> None:
        self._count = len(items)
        self._examinee = examinee
        self._stop = Event()
        self._results: SimpleQueue[Outturn] = SimpleQueue()
        self._waiting: SimpleQueue[Item] = SimpleQueue()
        for item in items:
            self._waiting.put(item)
        many = min(jobs, len(items))
        self._threads = [Thread(target=self._work, daemon=True) for _ in range(many)]
        for thread in self._threads:
            thread.start()

    @property
    def at_work(self) -> bool:
        """True while a thread is busy with a question."""
        return any(thread.is_alive() for thread in self._threads)

    def results(self) -> Iterator[Outturn]:
        """Every result as it comes; never a wait without time limit, which may hear no Ctrl-C."""
        for _ in range(self._count):
            while True:
                try:
                    outturn = self._results.get(timeout=_OFTEN)
                    break
                except Empty:
                    continue
            yield outturn

    def dismiss(self) -> None:
        """No further question is begun; waits a moment for those under way, or until Ctrl-C."""
        self._stop.set()
        until = monotonic() + _GRACE
        try:
            for thread in self._threads:
                thread.join(max(0.0, until - monotonic()))
        except KeyboardInterrupt:
            return

    def ready(self) -> Iterator[Outturn]:
        """The results that are there and were not taken yet."""
        while True:
            try:
                yield self._results.get_nowait()
            except Empty:
                return

    def _work(self) -> None:
        while not self._stop.is_set():
            try:
                item = self._waiting.get_nowait()
            except Empty:
                return
            self._results.put(answered(item, self._examinee))
