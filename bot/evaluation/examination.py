"""One evaluation from questions to document: asking, scoring and counting, resumed where it can."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from bot.evaluation.document import Occasion, Place, as_document
from bot.evaluation.items import QuestionSet
from bot.evaluation.journal import Journal, Subject
from bot.evaluation.metrics import Summary, summarise
from bot.evaluation.record import Outturn
from bot.evaluation.run import Examinee, Run, run
from bot.evaluation.scoring import ItemScore, score
from retrieval.naming import ActorNames

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Examined:
    """What came of an evaluation; `document` is what `--json` writes."""

    run: Run
    scores: tuple[ItemScore, ...]
    summary: Summary
    document: dict[str, Any]

    @property
    def errors(self) -> tuple[Outturn, ...]:
        """The items that ended in an error."""
        return tuple(o for o in self.run.outturns if o.error is not None)


@dataclass(frozen=True, slots=True)
class Examination:
    """Questions, what is asked about them, and the journal of answers that are there already."""

    questions: QuestionSet
    subject: Subject
    place: Place
    actors: ActorNames
    journal: Journal

    def known(self) -> dict[str, Outturn]:
        """The answers an interrupted run left."""
        return self.journal.read(self.questions.items)

    def hold(self, examinee: Examinee, progress: Progress, jobs: int) -> Examined:
        """Asks what is missing, scores everything and counts; Ctrl-C ends the asking."""
        started, clock = datetime.now(UTC), perf_counter()
        known = self.known()
        done, total = len(known), len(self.questions.items)
        progress(done, total)

        def kept(outturn: Outturn) -> None:
            nonlocal done
            self.journal.keep(outturn)
            done += 1
            progress(done, total)

        result = run(self.questions.items, examinee, known, kept, jobs)
        occasion = Occasion(
            self.questions, self.subject, self.place, started, perf_counter() - clock
        )
        return examined(occasion, result, self.actors)

    def finish(self, found: Examined) -> None:
        """Takes the journal away once every question has its answer, so that the next run asks."""
        if found.run.complete and not found.errors:
            self.journal.discard()


def examined(occasion: Occasion, result: Run, actors: ActorNames) -> Examined:
    """The scores and figures of outturns, wherever they come from."""
    bodies = occasion.place.bodies
    scores = tuple(score(outturn, bodies, actors) for outturn in result.outturns)
    summary = summarise(result.outturns, scores)
    return Examined(result, scores, summary, as_document(occasion, result, scores, summary))


def strangers(questions: QuestionSet, bodies: Mapping[str, str]) -> tuple[str, ...]:
    """Ids of items all of whose gold sources are missing from the corpus."""
    return tuple(
        item.id
        for item in questions.items
        if item.expect.sources and not any(s in bodies for s in item.expect.sources)
    )


def misquoted(questions: QuestionSet, bodies: Mapping[str, str]) -> Iterable[str]:
    """What gold passages say that does not stand in their source, one line each."""
    for item in questions.items:
        for source_id, quote in item.expect.passages:
            words = " ".join(quote.split())
            if source_id in bodies and words not in " ".join(bodies[source_id].split()):
                yield f"item {item.id}: passages: '{words[:60]}' does not stand in {source_id}"
