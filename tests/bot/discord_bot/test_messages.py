"""Messages as a person reads them in Discord, written out in full."""

from __future__ import annotations

from datetime import date

import pytest

from bot.claims import Outcome, Qualifier, Stance, Status
from bot.discord_bot.message import Message
from bot.discord_bot.messages import NewerLink, Superseded, answer_message
from tests.fakes_answers import (
    a_citation,
    a_claim,
    a_label,
    a_non_answer,
    a_trace,
    a_written_answer,
    an_answer,
    an_evidence,
)
from tests.fakes_consoles import LABEL
from tests.fakes_discord_markdown import rendered

ID = "0123456789abcdef0123456789abcdef"
FERRY = a_citation(
    2,
    source_id="ferry",
    title="Ferrymen [live]: “we saw it”",
    publisher="Ferry_Times",
    published=date(2024, 3, 6),
    stated=None,
    url="https://ferry.example/a_(1)",
    quote="Two boats sank, a ferryman said.",
    pages=(4, 4),
)
FURTHER = a_claim(
    text="Two boats sank.",
    label=a_label(Status.UNCONFIRMED, Qualifier.REPORTED, reason="only a ferryman says so"),
    citations=(2,),
)


VERDICT = (
    "**CONFIRMED**: The bridge is shut (Harbour Office, <t:1709546400:D>; official; "
    "as known on <t:1709719200:D>)"
)


def test_an_answer_reads_verdict_lead_lines_and_one_list_of_sources() -> None:
    answer = an_answer(
        claims=(a_claim(), FURTHER),
        citations=(a_citation(), FERRY),
        later="On 9 Mar 2024 it became UNCONFIRMED: a diver, 9 Mar 2024, on the record.",
    )
    message = answer_message(answer, {"mill-bridge"}, ID)
    assert message.content == "\n".join(
        (
            VERDICT,
            r"The bridge is shut. \[1\]",
            r"**Also:** UNCONFIRMED · Two boats sank. \[2\]",
            "**Later:** On <t:1709978400:D> it became UNCONFIRMED: a diver, <t:1709978400:D>, "
            "on the record.",
            r"-# \[1\] [Bridge shut](<https://gazette.example/bridge>) — Harbour Gazette,"
            " <t:1709632800:D>, said <t:1709546400:D>, our summary",
            r"-# \[2\] [Ferrymen (live): “we saw it”](<https://ferry.example/a_%281%29>)"
            r" — Ferry\_Times, <t:1709719200:D>, page 4",
            "-# Question: “Is the bridge shut?”",
        )
    )
    assert message.embed is None
    assert not message.private


def test_a_question_whether_is_answered_in_a_word() -> None:
    message = answer_message(an_answer(statement="the bridge is shut"), (), ID)
    assert message.content.split("\n")[1] == r"Yes. The bridge is shut. \[1\]"


def test_what_fills_the_slot_is_bold() -> None:
    claim = a_claim(text="About 20 lorries sank.", value="About 20 lorries")
    message = answer_message(an_answer(claims=(claim,), asked="number"), (), ID)
    assert message.content.split("\n")[1] == r"**About 20 lorries** sank. \[1\]"


def test_what_stands_behind_is_counted_and_has_a_button() -> None:
    same = a_claim(text="The bridge is shut now.")
    message = answer_message(an_answer(claims=(a_claim(), same)), (), ID)
    assert message.content.endswith(" · One more claim stands behind this: press More")
    assert "More" in [b.label for row in message.rows for b in row]


def test_the_words_of_a_model_have_their_quotation_beside_them() -> None:
    message = answer_message(a_written_answer(), (), ID)
    assert "\n> “The bridge is shut, the harbour office said.”\n> \\[1\\] [" in message.content


def test_the_last_line_tells_which_model_wrote_the_answer() -> None:
    message = answer_message(a_written_answer(), (), ID)
    assert message.content.endswith(
        "\n-# Question: “Is the bridge shut?”\n-# Written by openai\\:gpt-5-mini from these"
        " passages: 2 calls, 3,412 tokens, $0.0012"
    )


def test_the_last_line_tells_why_a_draft_did_not_hold_and_nobody_is_mentioned_in_it() -> None:
    trace = a_trace(steps=("the model gave nothing to use: @everyone, *look*",))
    message = answer_message(an_answer(trace=trace), (), ID)
    assert message.content.splitlines()[-1] == (
        r"-# Extractive answer, since openai\:gpt-5-mini wrote none that holds: "
        r"the model gave nothing to use: \@everyone, \*look\*"
    )


def test_the_day_that_the_question_set_is_named_as_such() -> None:
    lines = answer_message(an_answer(as_of_in_question=True), (), ID).content.split("\n")
    assert lines[:2] == [VERDICT, "-# The question's own words set the day."]


def test_a_denied_claim_names_who_denies_it() -> None:
    label = a_label(Status.UNCONFIRMED, Qualifier.REPORTED, Qualifier.DENIED)
    denial = an_evidence(claimant="Ferrymen", stance=Stance.DENIES, origin="f")
    claim = a_claim(label=label, evidence=(an_evidence(), denial))
    message = answer_message(an_answer(claims=(claim,), as_of=None), (), ID)
    assert message.content.startswith(
        "**UNCONFIRMED**: The bridge is shut (Harbour Office, <t:1709546400:D>; denied by Ferrymen)"
    )


@pytest.mark.parametrize(
    ("label", "now"),
    [
        (a_label(Status.UNCONFIRMED, Qualifier.DISPUTED), "now **UNCONFIRMED** · disputed"),
        (None, "now no answer"),
    ],
)
def test_a_superseded_answer_says_so_below_its_label(label: None, now: str) -> None:
    url = "https://discord.com/channels/1/2/3"
    newer = Superseded(date(2024, 3, 9), label, NewerLink("newer answer", url))
    lines = answer_message(an_answer(), (), ID, newer).content.split("\n")
    assert lines[:2] == [
        f"~~{VERDICT}~~",
        f"superseded on <t:1709978400:D>: {now} · [newer answer](<{url}>)",
    ]


def test_at_most_five_sources_are_listed() -> None:
    citations = tuple(a_citation(n, title=f"Title {n}") for n in range(1, 10))
    claim = a_claim(citations=tuple(range(1, 10)))
    message = answer_message(an_answer(claims=(claim,), citations=citations), (), ID)
    assert "Title 5" in message.content
    assert "Title 6" not in message.content
    assert "-# and 4 more sources: press Sources" in message.content


def test_nothing_found_names_the_nearest_by_title_and_has_no_label() -> None:
    message = answer_message(a_non_answer(), (), ID)
    assert message.content == "\n".join(
        (
            "No answer. The sources do not say.",
            "Asked as of <t:1709719200:D>.",
            "-# Nearest, and no answer:",
            r"-# \[1\] [Bridge shut](<https://gazette.example/bridge>) — Harbour Gazette,"
            " <t:1709632800:D>, said <t:1709546400:D>",
            "-# Question: “Is the bridge shut?”",
        )
    )
    assert message.embed is None
    assert [b.label for row in message.rows for b in row] == [
        "Sources",
        "As of…",
        "Helpful",
        "Not helpful",
    ]


def test_out_of_scope_names_the_command_of_discord() -> None:
    message = answer_message(a_non_answer(Outcome.OUT_OF_SCOPE, citations=()), (), ID)
    assert message.content.startswith(
        "No answer. These sources are about something else. "
        "Ask about the story they cover; /sources lists them."
    )
    assert "Sources" not in [b.label for row in message.rows for b in row]


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.ANSWERED])
def test_an_answer_that_is_none_never_looks_like_a_label(outcome: Outcome) -> None:
    text = "CONFIRMED · official"
    message = answer_message(a_non_answer(outcome, text=text, claims=(a_claim(),)), (), ID)
    assert not LABEL.search(rendered(message.content).text)
    assert rendered(message.content).of("bold") == []


def test_a_claim_without_a_passage_still_shows_its_words() -> None:
    answer = an_answer(citations=())
    lines = rendered(answer_message(answer, (), ID).content).text.split("\n")
    assert lines[1] == "The bridge is shut. [1]"


def test_the_buttons_of_an_answer_know_which_answer_it_is() -> None:
    rows = answer_message(an_answer(), (), ID).rows
    assert [[(b.label, b.id) for b in row] for row in rows] == [
        [
            ("Sources", f"onrecord:sources:{ID}:1"),
            ("Why", f"onrecord:why:{ID}:1"),
            ("As of…", f"onrecord:as-of:{ID}"),
        ],
        [("Helpful", f"onrecord:helpful:{ID}"), ("Not helpful", f"onrecord:not-helpful:{ID}")],
    ]


def test_a_message_is_a_plain_value() -> None:
    assert answer_message(an_answer(), (), ID) == answer_message(an_answer(), (), ID)
    assert isinstance(hash(Message("x")), int)
