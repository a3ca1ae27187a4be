"""What stands under an answer can be pressed by everybody, and after the bot was restarted, too."""

from __future__ import annotations

import re

import pytest

from bot.discord_bot.buttons import REASONS
from bot.state.ratings import Feedback, Reason, Verdict
from tests.bot.discord_bot.acts import (
    TANKS,
    answer_id,
    answer_to,
    asked,
    button,
    form_after,
    page_after,
    refusal,
)
from tests.bot.discord_bot.stage import Live, Scene, on_air
from tests.discord_standin.interactions import Interaction
from tests.discord_standin.world import Message, User

pytestmark = pytest.mark.anyio
RELEASED = "How much thionyl chloride was released?"
PAGE = re.compile(r"Page (\d+) of (\d+)")


async def press(live: Live, user: User, message: Message, label: str) -> Interaction:
    return await live.discord.press(user, message, button(message, label))


async def fill_in(live: Live, opened: Interaction, value: str) -> Message:
    """The answer to a form that is sent off with one value."""
    await form_after(live, opened)
    return await answer_to(live, await live.discord.submit(opened.user, opened, {"value": value}))


def rating(live: Live, user: User, message: Message) -> Feedback | None:
    return live.client.desk.stores.feedback.rating(answer_id(message), f"discord:{user.id}")


async def rate(live: Live, user: User, message: Message, reason: Reason | None = None) -> Message:
    """Presses Helpful, or Not helpful with a reason; what the person is told."""
    if reason is None:
        return await answer_to(live, await press(live, user, message, "Helpful"))
    return await fill_in(live, await press(live, user, message, "Not helpful"), reason.value)


async def pages_of(live: Live, user: User, shown: Message) -> list[str]:
    """Every page of a message, turned to one after the other in the same message."""
    found = [shown.content]
    count = int((PAGE.search(shown.content) or ["", "", "1"])[2])
    for n in range(2, count + 1):
        await page_after(live, await press(live, user, shown, "Next"))
        assert f"Page {n} of {count}" in shown.content
        found.append(shown.content)
    return found


async def test_why_shows_every_statement_to_who_pressed_it_page_by_page(live: Live) -> None:
    message = await asked(live, live.ann, RELEASED)
    shown = await answer_to(live, await press(live, live.bob, message, "Why"))
    assert shown.seen_by is live.bob
    pages = await pages_of(live, live.bob, shown)
    assert len(pages) > 1
    kept = await live.client.desk.answer(answer_id(message))
    whole = "\n".join(pages)
    for n, claim in enumerate(kept.claims, 1):
        assert f"Claim {n}" in whole
        for row in claim.evidence:
            assert f"({row.standing.value}) {row.stance.value} · " in whole
            assert f"in {row.source_id}: [" in whole
    assert whole.count("Statement ") == sum(len(claim.evidence) for claim in kept.claims)
    await page_after(live, await press(live, live.bob, shown, "Back"))
    assert shown.content == pages[-2]


async def test_sources_show_each_passage_with_the_quoted_words_in_bold(live: Live) -> None:
    message = await asked(live, live.ann, RELEASED)
    shown = await answer_to(live, await press(live, live.bob, message, "Sources"))
    assert shown.seen_by is live.bob
    whole = "\n".join(await pages_of(live, live.bob, shown))
    kept = await live.client.desk.answer(answer_id(message))
    for citation in kept.citations:
        assert f"**“{' '.join(citation.quote.split())}”**" in whole
        assert f"[{citation.title}](<{citation.url}>)" in whole


async def test_pages_under_a_private_answer_leave_the_answer_as_it_is(live: Live) -> None:
    message = await asked(live, live.ann, private=True)
    before = dict(message.body)
    shown = await answer_to(live, await press(live, live.ann, message, "Why"))
    assert shown is not message
    assert message.body == before


async def test_helpful_is_kept_once_for_each_person(live: Live) -> None:
    message = await asked(live, live.ann)
    for person in (live.ann, live.ann, live.bob):
        told = await rate(live, person, message)
        assert told.seen_by is person
        assert told.content.startswith("Kept: helpful.")
    mine = [r for r in live.client.desk.stores.feedback.rated() if _is_of(r.feedback, message)]
    assert [len(rated.feedback) for rated in mine] == [2]
    assert rating(live, live.boss, message) is None


def _is_of(feedback: tuple[Feedback, ...], message: Message) -> bool:
    return any(one.answer_id == answer_id(message) for one in feedback)


@pytest.mark.parametrize("reason", list(Reason))
async def test_not_helpful_is_kept_with_its_reason(live: Live, reason: Reason) -> None:
    message = await asked(live, live.ann)
    told = await rate(live, live.bob, message, reason)
    assert told.seen_by is live.bob
    assert REASONS[reason].lower() in told.content
    kept = rating(live, live.bob, message)
    assert kept
    assert (kept.verdict, kept.reason) == (Verdict.BAD, reason)


async def test_a_rating_can_be_changed(live: Live) -> None:
    message = await asked(live, live.ann)
    verdicts = []
    for reason in (Reason.LABEL, None, Reason.OTHER):
        await rate(live, live.ann, message, reason)
        kept = rating(live, live.ann, message)
        assert kept
        verdicts.append((kept.verdict, kept.reason))
    assert verdicts == [
        (Verdict.BAD, Reason.LABEL),
        (Verdict.GOOD, None),
        (Verdict.BAD, Reason.OTHER),
    ]
    mine = [r for r in live.client.desk.stores.feedback.rated() if _is_of(r.feedback, message)]
    assert [len(rated.feedback) for rated in mine] == [1]


async def test_a_question_is_asked_again_for_another_day(live: Live) -> None:
    message = await asked(live, live.ann)
    again = await fill_in(live, await press(live, live.bob, message, "As of…"), "8 March 2023")
    assert again.seen_by is live.bob
    assert again.content.startswith("**UNCONFIRMED**")
    assert "as known on <t:1678269600:D>" in again.content.partition("\n")[0]
    assert TANKS in again.content
    assert message.content.startswith("**CONFIRMED**")
    why = await answer_to(live, await press(live, live.bob, again, "Why"))
    assert "2023-06-22" not in why.content


async def test_a_day_that_cannot_be_read_is_refused(live: Live) -> None:
    message = await asked(live, live.ann)
    opened = await press(live, live.ann, message, "As of…")
    await form_after(live, opened)
    act = await live.discord.submit(live.ann, opened, {"value": "soon"})
    told = await act.message()
    assert "soon" in refusal(told)
    assert told.seen_by is live.ann


async def test_a_button_of_another_version_says_so(live: Live) -> None:
    message = await asked(live, live.ann)
    for row in message.components:
        for one in row["components"]:
            one["custom_id"] = one["custom_id"].replace("onrecord:why:", "onrecord:because:")
    act = await press(live, live.ann, message, "Why")
    told = await act.message()
    assert "another version" in refusal(told)
    assert told.seen_by is live.ann


async def test_old_buttons_and_forms_work_after_a_restart(scene: Scene) -> None:
    async with on_air(scene) as before:
        message = await asked(before, before.ann, RELEASED)
        pages = await answer_to(before, await press(before, before.ann, message, "Why"))
        reason = await press(before, before.bob, message, "Not helpful")
        day = await press(before, before.bob, message, "As of…")
        await form_after(before, reason)
        await form_after(before, day)
    async with on_air(scene) as live:
        assert live.client is not before.client
        sources = await answer_to(live, await press(live, live.ann, message, "Sources"))
        assert "**“" in sources.content
        assert (
            "Page 2 of"
            in (await page_after(live, await press(live, live.ann, pages, "Next"))).content
        )
        await rate(live, live.ann, message)
        for opened, value in ((reason, Reason.OUTDATED.value), (day, "2023-03-08")):
            await answer_to(live, await live.discord.submit(live.bob, opened, {"value": value}))
        kept = [rating(live, person, message) for person in (live.ann, live.bob)]
        assert [one and (one.verdict, one.reason) for one in kept] == [
            (Verdict.GOOD, None),
            (Verdict.BAD, Reason.OUTDATED),
        ]
        await fill_in(live, await press(live, live.ann, message, "Not helpful"), "wrong")
        changed = rating(live, live.ann, message)
        assert changed
        assert changed.reason is Reason.WRONG
