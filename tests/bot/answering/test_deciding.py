"""The sentence that settles a question comes first, once."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.composer import Draft, DraftClaim, DraftSentence
from bot.answering.deciding import led_by
from bot.claims import Outcome

NEAR = DraftSentence("Not yet, Lyle said.", "near", 0, 19)
FIRM = DraftSentence("[Sea Safety Board:] We confirm it.", "firm", 40, 63)


def draft(*sentences: DraftSentence) -> Draft:
    return Draft(Outcome.ANSWERED, tuple(DraftClaim((s,), s) for s in sentences))


def test_the_run_that_holds_it_comes_first() -> None:
    held = replace(FIRM, text="We confirm it.")
    led = led_by(draft(NEAR, held), FIRM)
    assert [claim.key for claim in led.claims] == [held, NEAR]


def test_where_no_run_holds_it_it_is_put_in_front_of_all_others() -> None:
    led = led_by(draft(NEAR), FIRM)
    assert [claim.key for claim in led.claims] == [FIRM, NEAR]
