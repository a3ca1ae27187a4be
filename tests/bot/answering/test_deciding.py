"""The sentence that settles a question comes first, once, with its speaker."""

from __future__ import annotations

from datetime import date

from bot.answering.composer import Draft, DraftClaim, DraftSentence
from bot.answering.deciding import led_by
from bot.claims import Evidence, Outcome, Stance
from retrieval.documents import Standing

NEAR = DraftSentence("Not yet, Lyle said.", "near", 0, 19)
FIRM = DraftSentence("The board confirmed it.", "firm", 40, 63)
ROW = Evidence(
    "firm",
    "Sea Safety Board",
    Standing.AUTHORITY,
    Stance.CONFIRMS,
    False,
    date(2024, 3, 5),
    "The board confirmed it.",
    40,
    63,
    "Sea Safety Board",
)


def draft(*sentences: DraftSentence) -> Draft:
    return Draft(Outcome.ANSWERED, tuple(DraftClaim((s,), s) for s in sentences))


def test_the_run_that_holds_it_comes_first() -> None:
    led = led_by(draft(NEAR, FIRM), ROW, ROW.quote)
    assert [claim.key for claim in led.claims] == [FIRM, NEAR]


def test_where_no_run_holds_it_it_is_put_in_front_of_all_others() -> None:
    led = led_by(draft(NEAR), ROW, "[Sea Safety Board:] We confirm it.")
    assert [claim.key.source_id for claim in led.claims] == ["firm", "near"]
    assert (led.claims[0].key.start, led.claims[0].key.end) == (40, 63)
    assert led.claims[0].key.text == "[Sea Safety Board:] We confirm it."
