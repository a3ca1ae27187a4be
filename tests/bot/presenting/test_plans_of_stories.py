"""What an answer to a real question of a story must be like: its first word, its roles, what leads.

The wording is free, and so is which sentences are chosen beside the lead.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from bot.assistant import Assistant
from bot.claims import Role, Status
from bot.presenting.planning import MOST_LINES, plan_of, word_limit
from bot.presenting.repeating import words_in
from bot.presenting.wording import lead_text, text_of

ORDER = (Role.LEAD, Role.SAID, Role.BEFORE, Role.LATER, Role.DISPUTED, Role.ALSO)
# story, question, day, first word, roles that must be there, source that leads ("" for any)
TABLE = (
    ("harbour", "so what was really in corvane's four tanks?", "", "", "", "corvane-admits"),
    ("harbour", "Was thionyl chloride in the tanks?", "2023-07-01", "yes", "", ""),
    ("harbour", "sailors dead on the amaranth star?? is that solid", "2023-03-10", "not", "", ""),
    ("harbour", "hartwin was asked if the docs were fake. her reply?", "", "", "said", "hartwin"),
    ("harbour", "What did Helga Wirsen say about a toxic chemical?", "", "", "", ""),
    ("harbour", "how many tonnes of the stuff escaped?", "2023-12-01", "", "", "long-final"),
    ("harbour", "why did the judge make corvane pay tarrow 84 million?", "", "", "", "court"),
    ("dam", "was it a drone that took the wall down?", "2021-05-23", "not", "", "brask"),
    ("dam", "did ouvel power know beforehand that the wall was damaged?", "", "not", "", ""),
    ("dam", "death toll?", "2021-08-01", "", "", "coroner"),
    ("dam", "why did the left wall give way?", "", "", "", "commission"),
    ("trial", "were patients who died left out of the study?", "", "not", "", "wexcombe"),
    ("trial", "did the cops really nick reece at the airport", "", "not", "", "nine-retract"),
    ("trial", "are there deaths nobody counted in that drug study?", "2018-05-06", "not", "", ""),
)


@pytest.mark.parametrize(("story_name", "question", "day", "first", "role", "source"), TABLE)
def test_a_real_question_gets_the_plan_that_it_must(
    story: Callable[[str], Assistant], story_name: str, *, question: str, day: str, first: str,
    role: str, source: str,
) -> None:  # fmt: skip
    as_of = date.fromisoformat(day) if day else None
    answer = story(story_name).ask(question, as_of)
    plan = plan_of(answer)
    assert plan.lead is not None
    assert (plan.short.value if plan.short else "").startswith(first)
    assert bool(plan.short) is bool(first)
    roles = [line.role for line in plan.shown]
    assert roles == sorted(roles, key=ORDER.index)
    assert not role or Role(role) in roles
    by_number = {c.n: c.source_id for c in answer.citations}
    assert by_number[plan.lead.citations[0]].startswith(source)


@pytest.mark.parametrize(("story_name", "question", "day"), [row[:3] for row in TABLE])
def test_what_is_read_is_short_cited_in_order_and_labelled(
    story: Callable[[str], Assistant], story_name: str, question: str, day: str
) -> None:
    as_of = date.fromisoformat(day) if day else None
    answer = story(story_name).ask(question, as_of)
    plan = plan_of(answer)
    assert plan.lead is not None
    alone = words_in(lead_text(plan))
    assert words_in(answer.text) <= max(word_limit(answer) + 1, alone)
    assert answer.text == text_of(plan)
    assert len(plan.lines) <= MOST_LINES
    assert plan.sources == tuple(range(1, len(plan.sources) + 1))
    for line in plan.lines:
        own: Status = answer.claims[line.claim].label.status
        assert own is answer.status or line.label is not None or line.role is Role.SAID
