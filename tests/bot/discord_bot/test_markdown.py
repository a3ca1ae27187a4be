"""Text of others is shown as it is, and can make no mark of its own."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.discord_bot.markdown import (
    address,
    escaped,
    link,
    one_line,
    shown,
    timestamp,
    with_timestamps,
)
from tests.fakes_discord_markdown import alive, rendered

MARKS = (
    "@everyone and @here",
    "<@123456789012345678> <@!1> <@&2> <#3> <id:customize>",
    "</ask:123456789012345678>",
    "<t:1700000000:R> <:smile:123> <a:wave:456> :smile:",
    "[press here](https://evil.example) [x]( <https://evil.example> 'title')",
    "see https://evil.example/a_b?c=d and <https://evil.example> or steam://run/1",
    "discord.gg/abc discord.com/invite/abc https://discord.gg/abc discordapp.com/invite/x",
    "<someone@example.org> <+49 30 123456>",
    "# heading\n## heading\n-# small\n> quote\n>>> quote to the end",
    "- item\n* item\n1. item\n12. item\n+ item",
    "`code` ``more`` ```fence\ncode```",
    "||spoiler|| **bold** *it* _it_ __under__ ~~gone~~ ***all***",
    "\\*a\\* \\\\ back\\slash \\<@1> ends with \\",
    "¯\\_(ツ)_/¯",
    "[nested [brackets]](https://evil.example) ](https://evil.example)",
)


@pytest.mark.parametrize("text", MARKS)
def test_marks_are_shown_as_they_were_typed(text: str) -> None:
    made = rendered(escaped(text))
    assert made.marks == []
    assert made.text == text
    assert alive(escaped(text)) == []


@pytest.mark.parametrize("text", [m for m in MARKS if "\\" not in m])
def test_the_model_sees_every_one_of_them_where_nothing_is_escaped(text: str) -> None:
    assert rendered(text).marks


@pytest.mark.filterwarnings("ignore:'audioop' is deprecated:DeprecationWarning")
def test_what_discord_py_offers_would_not_do() -> None:
    """It escapes no command, date or emoji, and puts unseen characters into names."""
    from discord.utils import escape_markdown, escape_mentions

    stock = rendered(escape_mentions(escape_markdown("\n".join(MARKS))))
    assert {"command", "timestamp", "emoji", "address", "link"} <= {kind for kind, _ in stock.marks}
    assert "\u200b" in stock.text


_SCRAPS = "http https :// discord .gg/ a é @ < > ( ) [ ] # - 1. ` * _ | ~ : ! \\ \u200d 👩".split()
_PIECES = st.sampled_from((*MARKS, *_SCRAPS, "\n", " "))
HOSTILE = st.lists(_PIECES, max_size=12).map("".join) | st.text(max_size=60)


@given(HOSTILE, st.sampled_from(["", "> ", "“", "x ", "-# "]))
@example("-\u200b# small", "")
@example("1\u200b. item", "")
def test_no_text_makes_a_mark_wherever_it_is_put(text: str, before: str) -> None:
    made = rendered(before + escaped(text))
    ours = {"> ": ["quote"], "-# ": ["subtext"]}.get(before, [])
    assert [kind for kind, _ in made.marks] == (ours if escaped(text) else made_of(before))
    assert alive(escaped(text)) == []


def made_of(before: str) -> list[str]:
    return [kind for kind, _ in rendered(before).marks]


@given(HOSTILE)
def test_a_person_reads_the_cleaned_text_to_the_letter(text: str) -> None:
    assert rendered(escaped(text)).text == shown(text)
    assert rendered(escaped(one_line(text))).text == one_line(text)
    assert shown(shown(text)) == shown(text)


@given(HOSTILE, HOSTILE)
def test_texts_joined_by_a_space_are_still_no_mark(one: str, other: str) -> None:
    assert rendered(f"{escaped(one_line(one))} {escaped(one_line(other))}").marks == []


def test_lines_stay_and_what_cannot_be_seen_goes() -> None:
    assert shown("\n\none\u200b  two\u202e \r\n\n\n\nthree\x07\n") == "one two\n\nthree"
    assert shown("b\u00adridge\ufeff o\u200dpen") == "bridge open"


def test_joiners_that_shape_a_word_or_an_emoji_stay() -> None:
    for text in ("می\u200cخواهم", "👩\u200d🚀"):
        assert shown(text) == text


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://gazette.example/bridge", "https://gazette.example/bridge"),
        ("http://a.example:8080/x?y=1&z=(2)#t", "http://a.example:8080/x?y=1&z=%282%29#t"),
        ("https://a.example/a b<c>\"d'", "https://a.example/a%20b%3Cc%3E%22d%27"),
        ("https://a.example/caf%C3%A9/é", "https://a.example/caf%C3%A9/%C3%A9"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
        ("javascript:alert(1)", None),
        ("https://gazette.example@evil.example/", None),
        ("https://", None),
        ("https://a.example:port/", None),
        ("https://exa mple/", None),
        ("ftp://a.example/", None),
        ("https://a.example/" + "x" * 300, None),
        ("", None),
    ],
)
def test_an_address_is_made_safe_or_refused(url: str, expected: str | None) -> None:
    assert address(url) == expected


def test_a_link_is_one_link_that_is_not_unfurled() -> None:
    made = link("Bridge [updated] *shut*", "https://a.example/x_(y)")
    assert made == r"[Bridge (updated) \*shut\*](<https://a.example/x_%28y%29>)"
    assert rendered(made).of("link") == ["https://a.example/x_%28y%29"]
    assert alive(made) == []


def test_a_text_that_reads_like_an_address_cannot_hide_another() -> None:
    made = rendered(link("https://good.example", "https://evil.example"))
    assert made.marks == [("link", "https://evil.example"), ("link text", "https:good.example")]


@given(HOSTILE, st.text(max_size=40) | HOSTILE.map("https://a.example/{}".format))
def test_a_link_leads_only_to_its_address(text: str, url: str) -> None:
    made = rendered(f"{link(text, url)} end")
    kinds = [kind for kind, _ in made.marks]
    assert kinds == (["link", "link text"] if address(url) else [])
    assert made.of("link") == ([address(url)] if address(url) else [])
    assert made.text.endswith(" end")


def test_a_day_has_the_iso_date_beside_it() -> None:
    assert timestamp(date(2024, 10, 22)) == "<t:1729591200:D>"


@pytest.mark.parametrize("hours", [-10, -5, 0, 5.75, 9, 12, 13, 13.75])
def test_a_day_is_the_same_from_hawaii_to_new_zealand_in_summer(hours: float) -> None:
    stamp = int(rendered(timestamp(date(2024, 10, 22))).of("timestamp")[0][3:-3])
    there = datetime.fromtimestamp(stamp, UTC).astimezone(timezone(timedelta(hours=hours)))
    assert there.date() == date(2024, 10, 22)


@given(st.dates())
def test_every_day_has_a_timestamp(day: date) -> None:
    assert re.fullmatch(r"<t:-?\d+:D>", timestamp(day))


def test_days_of_our_own_words_are_shown_as_discord_shows_days() -> None:
    told = "on record 9 Mar 2024; denied until 30 February 2024, and 12 Marble 2024 and 2024"
    assert with_timestamps(told) == told.replace("9 Mar 2024", timestamp(date(2024, 3, 9)))
