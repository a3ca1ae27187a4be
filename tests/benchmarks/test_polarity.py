"""Polarity: whether a sentence says that an event happened, leaves it open or denies it."""

from __future__ import annotations

import pytest

from public.polarity import Told, told_as

H, O, D = Told.HAPPENED, Told.OPEN, Told.DENIED  # noqa: E741
CASES = (
    # 1. what presupposes its event tells it, negated or not
    ("Ada knew that they left.", "left", H),
    ("Ada did not know that they left.", "left", H),
    ("The board was not surprised that they left.", "left", H),
    # 2. implicatives keep or turn what holds for themselves
    ("They managed to leave.", "leave", H),
    ("They did not manage to leave.", "leave", D),
    ("They failed to leave.", "leave", D),
    ("They did not fail to leave.", "leave", H),
    ("The board refused to pay.", "pay", D),
    ("The firm denied that it paid.", "paid", D),
    ("They may have failed to leave.", "leave", O),
    # 3. beliefs and wishes leave open; a belief that is not held speaks against
    ("The board thinks that they left.", "left", O),
    ("The board does not think that they left.", "left", D),
    ("They hope to leave.", "leave", O),
    ("They did not want to leave.", "leave", O),
    ("The firm is accused of paying.", "paying", O),
    # 4. any other verb before "that" tells, unless it is negated itself
    ("The court found that they left.", "left", H),
    ("The court did not say that they left.", "left", O),
    # 5. negation, modals, conditions, a bare "to" and questions
    ("The ship sank.", "sank", H),
    ("The ship did not sink.", "sink", D),
    ("The ship didn't sink.", "sink", D),
    ("The ship did not only sink.", "sink", H),
    ("Nobody left.", "left", D),
    ("The ship could sink.", "sink", O),
    ("If the ship sank, the firm pays.", "sank", O),
    ("The board named two men to run the mill.", "run", O),
    ("Did the ship sink?", "sink", O),
    # another clause does not reach in
    ("They did not leave, but the ship sank.", "sank", H),
    ("The man who did not leave was seen: the ship sank.", "sank", H),
)


@pytest.mark.parametrize(("text", "event", "told"), CASES, ids=[case[0] for case in CASES])
def test_an_event_is_told_as_the_words_that_govern_it_say(
    text: str, event: str, told: Told
) -> None:
    assert told_as(text, text.index(event)) is told


def test_who_reports_it_can_be_left_aside() -> None:
    text = "The firm denied that the ship did not sink."
    assert told_as(text, text.index("sink"), text.index("the ship")) is D
