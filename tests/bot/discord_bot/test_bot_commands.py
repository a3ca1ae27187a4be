"""Commands with which everybody asks and looks around, as people in Discord see them."""

from __future__ import annotations

import re

import pytest

from tests.bot.discord_bot.acts import (
    TANKS,
    answer_id,
    answer_to,
    asked,
    button,
    page_after,
    refusal,
)
from tests.bot.discord_bot.manners import CREATED, sent
from tests.bot.discord_bot.stage import Live
from tests.discord_standin.errors import Impossible
from tests.discord_standin.world import Message

pytestmark = pytest.mark.anyio
STATUS = re.compile(r"\*\*(CONFIRMED|UNCONFIRMED)\*\*")
CITED = re.compile(r"^[^-].*\\\[1\\\]", re.MULTILINE)
SOURCE = re.compile(r"\[[^\]]+\]\(<https://\S+>\) — .+, <t:(\d+):D>")
CREW = "Members of the crew of the Amaranth Star were killed."
AS_OF_MARCH = "as known on <t:1678442400:D>"


def days_in(message: Message) -> list[str]:
    return SOURCE.findall(message.content)


def is_whole(message: Message) -> bool:
    """Label first, then a sentence with its citation, and its source, link and date."""
    parts = (STATUS.match, CITED.search, SOURCE.search)
    return all(part(message.content) for part in parts)


async def test_a_question_is_answered_for_everybody_with_label_quotation_link_and_date(
    live: Live,
) -> None:
    message = await asked(live, live.ann)
    assert message.seen_by is None
    assert is_whole(message)
    assert message.content.startswith("**CONFIRMED**: ")
    assert "; admitted)" in message.content.partition("\n")[0]
    assert TANKS in message.content


async def test_a_private_question_is_answered_to_the_person_alone(live: Live) -> None:
    message = await asked(live, live.ann, private=True)
    assert message.seen_by is live.ann
    assert is_whole(message)
    with pytest.raises(Impossible, match="only ann sees"):
        await live.discord.press(live.bob, message, button(message, "Why"))


async def test_an_answer_for_a_day_rests_on_nothing_later(live: Live) -> None:
    message = await asked(live, live.ann, as_of="10 March 2023")
    assert message.content.startswith("**UNCONFIRMED**")
    assert AS_OF_MARCH in message.content
    assert days_in(message)
    assert max(map(int, days_in(message))) <= 1678442400  # 10 March 2023


async def test_days_with_sources_are_suggested_newest_first(live: Live) -> None:
    typed = {"focused": "as_of", "question": TANKS, "as_of": "2023-03"}
    days = await live.discord.autocomplete(live.ann, live.channel, "ask", **typed)
    values = [day["value"] for day in days]
    assert values[0] == "2023-03-16"
    assert values == sorted(set(values), reverse=True)
    assert all(value.startswith("2023-03") for value in values)
    typed = {"focused": "as_of", "claim": TANKS, "as_of": ""}
    days = await live.discord.autocomplete(live.ann, live.channel, "timeline", **typed)
    assert len(days) <= 25
    assert days[0]["value"] > values[0]


async def test_a_day_that_cannot_be_read_is_refused_at_once_and_in_private(
    live: Live, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "onrecord.discord")
    act = await live.discord.slash(
        live.ann, live.channel, "ask", question=TANKS, as_of="the day before"
    )
    message = await act.message()
    assert "the day before" in refusal(message)
    assert message.seen_by is live.ann
    assert (act.response_type, message.components) == (CREATED, [])
    (line,) = (r for r in caplog.records if r.getMessage().startswith("refused"))
    assert vars(line)["reference"] in message.content
    assert line.exc_info is None


async def test_a_question_without_a_word_is_refused(live: Live) -> None:
    act = await live.discord.slash(live.ann, live.channel, "ask", question="  ?")
    assert "question" in refusal(await act.message())
    with pytest.raises(Impossible, match="takes 1 to"):
        await live.discord.slash(live.ann, live.channel, "ask", question="")


async def test_a_question_about_something_else_gets_no_label(live: Live) -> None:
    message = await asked(live, live.ann, "How do I bake a lemon cake?")
    assert message.content.startswith("No answer. ")
    assert not STATUS.search(message.content)
    with pytest.raises(KeyError):
        button(message, "Why")


async def test_a_claim_is_checked(live: Live) -> None:
    message = await answer_to(
        live, await live.discord.slash(live.ann, live.channel, "check", claim=CREW)
    )
    assert is_whole(message)
    assert message.content.startswith("**UNCONFIRMED**")
    assert "otherwise" in message.content.partition("\n")[0]
    early = await live.discord.slash(
        live.ann, live.channel, "check", claim=CREW, as_of="2023-03-10"
    )
    assert "otherwise" not in (await answer_to(live, early)).content.partition("\n")[0]


async def test_a_timeline_is_a_picture_with_the_same_in_words(live: Live) -> None:
    act = await live.discord.slash(live.ann, live.channel, "timeline", claim=CREW)
    message = await answer_to(live, act)
    (picture,) = message.attachments
    _, kind, content = live.world.files[int(picture["id"])]
    assert (kind, content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    edit = next(r for r in live.discord.requests if act.token in r["path"] and "multipart" in r)
    (described,) = sent(edit)["attachments"]
    for words in ("refuted", "2023"):
        assert words in described["description"]
    lines = [line for line in message.content.splitlines() if line.startswith("<t:")]
    assert len(lines) > 1
    assert all(STATUS.search(line) for line in lines)
    assert message.content.startswith("**UNCONFIRMED** · ")


async def test_a_timeline_of_what_nothing_answers_has_no_picture(live: Live) -> None:
    act = await live.discord.slash(live.ann, live.channel, "timeline", claim="Lemon cake is sweet.")
    message = await answer_to(live, act)
    assert message.content.startswith("No answer. ")
    assert message.attachments == []


async def test_sources_are_listed_in_pages_that_turn_in_place(live: Live) -> None:
    act = await live.discord.slash(live.ann, live.channel, "sources")
    message = await answer_to(live, act)
    first = message.content
    assert message.seen_by is live.ann
    assert first.startswith("24 sources")
    assert "Page 1 of" in first
    with pytest.raises(Impossible, match="disabled"):
        await live.discord.press(live.ann, message, button(message, "Back"))
    listed = set(re.findall(r"-# (\S+\d{8})", first))
    pages = int(first.rpartition(" of ")[2])
    for _ in range(pages - 1):
        turned = await live.discord.press(live.ann, message, button(message, "Next"))
        assert (await page_after(live, turned)).seen_by is live.ann
        listed |= set(re.findall(r"-# (\S+\d{8})", message.content))
    assert len(listed) == 24
    await page_after(live, await live.discord.press(live.ann, message, button(message, "Back")))
    assert f"Page {pages - 1} of {pages}" in message.content


async def test_sources_are_found_by_words(live: Live) -> None:
    act = await live.discord.slash(live.ann, live.channel, "sources", query="Radio Coastline")
    message = await answer_to(live, act)
    assert message.content.startswith("2 sources for “Radio Coastline”")
    assert message.components == []
    none = await live.discord.slash(live.ann, live.channel, "sources", query="lemon cake")
    assert (await answer_to(live, none)).content == "No source for “lemon cake”"


async def test_the_status_tells_the_person_how_the_bot_is(live: Live) -> None:
    await asked(live, live.ann)
    act = await live.discord.slash(live.ann, live.channel, "status")
    message = await answer_to(live, act)
    assert message.seen_by is live.ann
    for line in ("Index: ready", "Sources: 24", "Questions that wait: 0", "Answers are kept for"):
        assert line in message.content


async def test_the_help_names_every_registered_command(live: Live) -> None:
    act = await live.discord.slash(live.ann, live.channel, "help")
    message = await act.message()
    assert message.seen_by is live.ann
    typed = set(re.findall(r"^\*\*(.+?)\*\*", message.content, re.MULTILINE))
    for command in live.world.commands[None].values():
        names = [command["name"]]
        if command["type"] == 1:
            subs = [o["name"] for o in command.get("options") or [] if o["type"] == 1]
            names = [f"/{command['name']} {sub}" for sub in subs] or [f"/{command['name']}"]
        assert [name for name in names if not any(name in one for one in typed)] == []


async def test_each_claim_of_a_message_is_checked_for_who_wants_to_know(live: Live) -> None:
    text = (
        "Morning all! The four tanks contained thionyl chloride. "
        "An explosion killed crew members of the Amaranth Star. What do you think?"
    )
    said = await live.discord.say(live.bob, live.channel, text)
    message = await answer_to(
        live, await live.discord.context_menu(live.ann, said, "Check this message")
    )
    assert message.seen_by is live.ann
    assert message.content.startswith("This message has 2 checkable claims.")
    first, second = message.content.split("Checked: ")[1:]
    assert STATUS.findall(first) == ["CONFIRMED"]
    assert STATUS.findall(second) == ["UNCONFIRMED"]
    assert CITED.search(first)
    assert SOURCE.search(second)


async def test_a_message_that_claims_nothing_has_nothing_to_check(live: Live) -> None:
    said = await live.discord.say(live.bob, live.channel, "Who wants coffee?")
    act = await live.discord.context_menu(live.ann, said, "Check this message")
    message = await answer_to(live, act)
    assert message.content.startswith("Nothing in this message can be checked")
    assert message.seen_by is live.ann


async def test_a_person_has_their_answers_and_ratings_deleted(live: Live) -> None:
    stores, person = live.client.desk.stores, f"discord:{live.ann.id}"
    mine, other = await asked(live, live.ann), await asked(live, live.bob)
    for message in (mine, other):
        act = await live.discord.press(live.ann, message, button(message, "Helpful"))
        await answer_to(live, act)
    act = await live.discord.slash(live.ann, live.channel, "forget me")
    told = (await answer_to(live, act)).content
    assert told.startswith("Deleted: 1 answer to your questions, 2 ratings;")
    assert stores.postings.of_person(person) == ()
    assert stores.feedback.rating(answer_id(other), person) is None
    assert stores.feedback.answer(answer_id(mine)) is None
    kept = stores.feedback.answer(answer_id(other))
    assert kept
    assert kept.question == TANKS


@pytest.mark.parametrize("label", ["Why", "Sources", "Helpful"])
async def test_buttons_of_a_deleted_answer_say_that_it_is_no_longer_kept(
    live: Live, label: str
) -> None:
    message = await asked(live, live.ann)
    await answer_to(live, await live.discord.slash(live.ann, live.channel, "forget me"))
    act = await live.discord.press(live.bob, message, button(message, label))
    assert "no longer kept" in refusal(await answer_to(live, act))
