"""The invented stories, asked through the assistant: what must stay as good as it is.

The floors lie a little below what was measured; a change that breaks one must say why. Those of
facts were lowered once, when an answer of some 160 words became one of 60: the facts of the
sentences that went stand behind "More" now.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

import pytest

from bot.assistant import Assistant
from bot.claims import Answer, Outcome, Status
from bot.evaluation.items import Expectation, Item
from bot.evaluation.loading import load_set
from bot.evaluation.matching import forbidden_in, missing_facts

STORIES = Path(__file__).parents[1] / "stories"


@dataclass(frozen=True, slots=True)
class Result:
    """A question of a story and what became of it."""

    item: Item
    answer: Answer

    @property
    def gold(self) -> Expectation:
        return self.item.expect

    @property
    def answered(self) -> bool:
        return self.answer.outcome is Outcome.ANSWERED

    @property
    def facts(self) -> float:
        """Share of the gold's facts in the answer; a refusal holds none."""
        missing = missing_facts(self.gold.facts, self.answer.text if self.answered else "")
        return 1 - len(missing) / len(self.gold.facts)

    @property
    def source_hit(self) -> bool:
        cited = {citation.source_id for citation in self.answer.citations}
        return self.answered and bool(cited & set(self.gold.sources))

    @property
    def over_confirmed(self) -> bool:
        confirmed = self.answer.status is Status.CONFIRMED
        return confirmed and self.gold.status is Status.UNCONFIRMED


@dataclass(frozen=True, slots=True)
class Floors:
    """What a story must reach, and what it must not exceed."""

    facts: float
    source_hit: float
    status: float
    over_confirmed: int
    wrong_on_unanswerable: int
    refused: int


FLOORS = {
    "harbour": Floors(0.74, 0.83, 0.72, 2, 3, 3),
    "breach": Floors(0.61, 0.88, 0.72, 2, 3, 3),
    "dam": Floors(0.70, 0.85, 0.68, 2, 6, 4),
    "trial": Floors(0.65, 0.77, 0.65, 2, 6, 4),
}


@pytest.fixture(scope="module", params=sorted(FLOORS))
def told(
    request: pytest.FixtureRequest, story: Callable[[str], Assistant]
) -> tuple[Floors, Sequence[Result]]:
    """The floors of a story and all its questions, asked."""
    name = request.param
    assistant = story(name)
    items = load_set(STORIES / name / "qa.yaml").items
    return FLOORS[name], [Result(i, assistant.ask(i.question, i.as_of)) for i in items]


def answerable(results: Sequence[Result]) -> list[Result]:
    return [r for r in results if r.gold.outcome is Outcome.ANSWERED]


def share(holds: Sequence[bool]) -> float:
    return sum(holds) / len(holds)


def test_the_facts_asked_for_stand_in_the_answers(told: tuple[Floors, list[Result]]) -> None:
    floors, results = told
    assert fmean(r.facts for r in answerable(results) if r.gold.facts) >= floors.facts


def test_the_right_sources_are_cited(told: tuple[Floors, list[Result]]) -> None:
    floors, results = told
    hits = [r.source_hit for r in answerable(results) if r.gold.sources]
    assert share(hits) >= floors.source_hit


def test_labels_agree_with_the_gold(told: tuple[Floors, list[Result]]) -> None:
    floors, results = told
    hits = [r.answer.status is r.gold.status for r in answerable(results)]
    assert share(hits) >= floors.status


def test_what_is_unconfirmed_is_hardly_ever_called_confirmed(
    told: tuple[Floors, list[Result]],
) -> None:
    floors, results = told
    wrong = [r.item.id for r in answerable(results) if r.over_confirmed]
    assert len(wrong) <= floors.over_confirmed, wrong


def test_what_no_source_holds_is_mostly_not_answered(told: tuple[Floors, list[Result]]) -> None:
    floors, results = told
    unanswerable = [r for r in results if r.gold.outcome is not Outcome.ANSWERED]
    assert unanswerable
    wrong = [r.item.id for r in unanswerable if r.answered]
    assert len(wrong) <= floors.wrong_on_unanswerable, wrong


def test_what_the_sources_hold_is_hardly_ever_refused(told: tuple[Floors, list[Result]]) -> None:
    floors, results = told
    refused = [r.item.id for r in answerable(results) if not r.answered]
    assert len(refused) <= floors.refused, refused


def test_nothing_is_said_that_must_not_be_said(told: tuple[Floors, list[Result]]) -> None:
    said = {r.item.id: forbidden_in(r.gold.must_not, r.answer.text) for r in told[1]}
    assert {item: words for item, words in said.items() if words} == {}


def test_nothing_dated_after_the_as_of_day_is_told(told: tuple[Floors, list[Result]]) -> None:
    for result in told[1]:
        as_of = result.item.as_of
        if as_of is None:
            continue
        days = [c.stated or c.published for c in result.answer.citations]
        days += [row.date for claim in result.answer.claims for row in claim.evidence]
        assert all(day <= as_of for day in days), result.item.id
