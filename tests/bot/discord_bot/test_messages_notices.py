"""Messages that are no answers, written out in full, and what discord.py is given."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.claims import Qualifier, Status
from bot.discord_bot.message import Message
from bot.discord_bot.messages import answer_message
from bot.discord_bot.notices import (
    error_message,
    help_message,
    notice_message,
    status_message,
    timeline_message,
)
from bot.state.tracked import Cause, Happened, StatusEvent
from tests.fakes_answers import a_change, a_claim, a_label, a_non_answer, an_answer

IMPORTS_DISCORD = pytest.mark.filterwarnings("ignore:'audioop' is deprecated:DeprecationWarning")
EVENT = StatusEvent(
    "The bridge is *shut*",
    date(2024, 3, 6),
    a_label(Status.UNCONFIRMED, Qualifier.REPORTED),
    a_label(),
    (Cause("mill-bridge", Happened.ADDED), Cause("rumour", Happened.REMOVED)),
    datetime(2024, 3, 9, 23, 59, tzinfo=UTC),
)


def test_a_changed_label_is_told_new_label_first() -> None:
    assert notice_message(EVENT).content == "\n".join(
        (
            "**CONFIRMED** · official · changed on <t:1709978400:D>",
            "before: UNCONFIRMED · reported",
            "The harbour office said so without hedge.",
            r"Claim: The bridge is \*shut\*, as of <t:1709719200:D>",
            "by mill-bridge (added), rumour (removed)",
        )
    )


def test_a_claim_that_nothing_answers_any_more_has_no_label() -> None:
    event = StatusEvent("Q", None, EVENT.old, None, EVENT.causes[:1] * 8, EVENT.at)
    assert notice_message(event).content == "\n".join(
        (
            "No answer any more · changed on <t:1709978400:D>",
            "before: UNCONFIRMED · reported",
            "Claim: Q",
            f"by {', '.join(['mill-bridge (added)'] * 5)} and 3 more sources",
        )
    )


def test_a_timeline_says_in_words_what_its_picture_shows() -> None:
    answer = an_answer(claims=(a_claim(history=(a_change(),)),))
    message = timeline_message(answer, "abc", b"\x89PNG")
    assert message.content == "\n".join(
        (
            "**CONFIRMED** · official · as of <t:1709719200:D>",
            "The harbour office said so without hedge.",
            "Question: “Is the bridge shut?”",
            "",
            "<t:1709287200:D>: **UNCONFIRMED** · reported — Only a ferryman said so. (rumour)",
        )
    )
    assert message.picture is not None
    assert message.picture.alt == (
        "Status over time. 1 Mar 2024: UNCONFIRMED · reported, in rumour. "
        "Now: CONFIRMED · official; The harbour office said so without hedge."
    )


def test_a_long_timeline_keeps_the_newest_changes_and_counts_the_others() -> None:
    history = tuple(a_change(date=date(2024, 3, n)) for n in range(1, 31))
    content = timeline_message(an_answer(claims=(a_claim(history=history),)), "abc").content
    assert "<t:1711792800:D>: " in content
    assert "<t:1709287200:D>: " not in content
    assert content.endswith(f"and {30 - content.count('UNCONFIRMED')} earlier changes: press Why")


def test_a_timeline_without_statements_or_claim_says_so() -> None:
    assert "No dated statement bears on it." in timeline_message(an_answer(), "abc").content
    none = a_non_answer()
    assert timeline_message(none, "abc") == answer_message(none, (), "abc")


def test_status_help_and_failures_are_private() -> None:
    assert status_message([("sources", "162"), ("index", "/a_b")]) == Message(
        "**Status**\nsources: 162\nindex: /a\\_b", private=True
    )
    assert help_message([("/ask", "asks a question"), ("/sources", "lists them")]) == Message(
        "**What can be asked of Onrecord**\n**/ask** — asks a question\n**/sources** — lists them",
        private=True,
    )
    assert error_message("the index is busy; ask again", "7F3A") == Message(
        "That did not work: the index is busy; ask again\n-# Reference: 7F3A", private=True
    )


def test_a_status_too_long_counts_the_lines_it_leaves_out() -> None:
    content = status_message([(f"fact {n}", "x" * 90) for n in range(40)]).content
    assert content.endswith(f"and {40 - content.count('fact')} more lines")


@IMPORTS_DISCORD
def test_discord_is_told_to_mention_nobody_on_every_send() -> None:
    arguments = error_message("@everyone", "1").send_arguments()
    assert arguments["allowed_mentions"].to_dict() == {"parse": []}
    assert arguments["ephemeral"] is True
    assert set(arguments) == {"content", "embeds", "allowed_mentions", "ephemeral"}


@IMPORTS_DISCORD
def test_everything_of_an_answer_reaches_discord() -> None:
    answer = an_answer(claims=(a_claim(), a_claim()))
    message = answer_message(answer, (), "abc")
    arguments = message.send_arguments()
    assert arguments["content"] == message.content
    assert arguments["embeds"] == []
    rows = arguments["view"].to_components()
    sent = [[(b["label"], b["custom_id"], b["style"]) for b in r["components"]] for r in rows]
    assert sent == [[(b.label, b.id, 2) for b in row] for row in message.rows]
    assert arguments["view"].timeout is None
    assert "ephemeral" not in arguments


@IMPORTS_DISCORD
def test_a_picture_is_sent_with_its_words() -> None:
    file = timeline_message(an_answer(), "abc", b"\x89PNG").send_arguments()["file"]
    assert (file.filename, file.fp.read()) == ("timeline.png", b"\x89PNG")
    assert file.description.startswith("Status over time. No dated statement.")
