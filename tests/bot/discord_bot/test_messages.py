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


def test_an_answer_with_two_claims_reads_label_claim_quotation_source_date_twice() -> None:
    answer = an_answer(
        text="The bridge is closed, the harbour office said. [1]\n\nTwo boats went down. [2]",
        claims=(a_claim(), FURTHER),
        citations=(a_citation(), FERRY),
        later="After this date, on 9 Mar 2024, the bridge was opened again.",
    )
    message = answer_message(answer, {"mill-bridge"}, ID)
    assert message.content == "\n".join(
        (
            "**CONFIRMED** · official · as of <t:1709719200:D> (2024-03-06)",
            "The harbour office said so without hedge.",
            r"The bridge is closed, the harbour office said. \[1\]",
            "> our summary: “The bridge is shut, the harbour office said.”",
            r"> \[1\] [Bridge shut](<https://gazette.example/bridge>) — Harbour Gazette,"
            " <t:1709632800:D> (2024-03-05), said <t:1709546400:D> (2024-03-04)",
            "",
            "Later: After this date, on <t:1709978400:D> (2024-03-09), the bridge was opened "
            "again.",
            "",
            "-# Question: “Is the bridge shut?” · more below: further claims",
        )
    )
    assert message.embed is not None
    assert message.embed.title == "Further claims"
    assert message.embed.description == "\n".join(
        (
            "**UNCONFIRMED** · reported",
            "only a ferryman says so",
            r"Two boats went down. \[2\]",
            "> “Two boats sank, a ferryman said.”",
            r"> \[2\] [Ferrymen (live): “we saw it”](<https://ferry.example/a_%281%29>)"
            r" — Ferry\_Times, <t:1709719200:D> (2024-03-06), page 4",
        )
    )
    assert not message.private


def test_a_claim_that_is_word_for_word_its_quotation_is_shown_once() -> None:
    answer = an_answer(text="The bridge is shut, the harbour office said. [1]", as_of=None)
    assert rendered(answer_message(answer, (), ID).content).text == "\n".join(
        (
            "CONFIRMED · official · as of the latest source",
            "The harbour office said so without hedge.",
            "“The bridge is shut, the harbour office said.”",
            "[1] Bridge shut — Harbour Gazette, <t:1709632800:D> (2024-03-05),"
            " said <t:1709546400:D> (2024-03-04)",
            "",
            "Question: “Is the bridge shut?”",
        )
    )


def test_the_last_line_tells_which_model_wrote_the_answer() -> None:
    message = answer_message(a_written_answer(), (), ID)
    assert message.content.endswith(
        "\n\n-# Question: “Is the bridge shut?”\n-# Written by openai\\:gpt-5-mini from these"
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
    first = answer_message(an_answer(as_of_in_question=True), (), ID).content.split("\n")[0]
    assert first.endswith("as of <t:1709719200:D> (2024-03-06), the day in the question")


def test_a_denied_claim_keeps_its_denial_beside_it() -> None:
    label = a_label(
        Status.UNCONFIRMED,
        Qualifier.REPORTED,
        Qualifier.DENIED,
        reason="denied by Harbour Office, 4 Mar 2024; no source here says it",
    )
    denial = an_evidence(stance=Stance.DENIES)
    answer = an_answer(claims=(a_claim(label=label, evidence=(denial,)),))
    assert answer_message(answer, (), ID).content.startswith(
        "**UNCONFIRMED** · reported · denied · as of <t:1709719200:D> (2024-03-06)\n"
        "denied by Harbour Office, <t:1709546400:D> (2024-03-04); "
        "no source here says it\n"
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
    second = answer_message(an_answer(), (), ID, newer).content.split("\n")[1]
    assert second == (
        f"superseded on <t:1709978400:D> (2024-03-09): {now} · [newer answer](<{url}>)"
    )


def test_sources_that_no_claim_rests_on_come_last() -> None:
    message = answer_message(an_answer(citations=(a_citation(), FERRY)), (), ID)
    assert message.embed is not None
    assert message.embed.title == "Further sources"
    assert message.embed.description.startswith("> “Two boats sank, a ferryman said.”\n> \\[2\\] ")


def test_what_has_no_room_is_counted_and_the_button_that_shows_it_is_named() -> None:
    long = "The bridge is shut and nobody may pass. " * 25
    citations = tuple(a_citation(n, quote=f"{n} {long}") for n in range(1, 31))
    claims = tuple(a_claim(text=f"{n}", citations=(n, n + 1)) for n in range(1, 20))
    message = answer_message(an_answer(claims=claims, citations=citations), (), ID)
    assert message.embed is not None
    assert message.content.count("and 1 more source: press Sources") == 1
    assert message.embed.description.endswith(
        "and 15 more claims: press Why, and 10 more sources: press Sources"
    )


def test_a_quotation_without_room_ends_at_a_sentence_and_says_where_the_rest_is() -> None:
    quote = "The bridge is shut. " * 150
    text = "The bridge is shut. [1]"
    answer = an_answer(text=text, citations=(a_citation(quote=quote),))
    lines = rendered(answer_message(answer, (), ID).content).text.split("\n")
    assert lines[3].startswith("“The bridge is shut. The bridge is shut.")
    assert lines[3].endswith("The bridge is shut.” … (shortened; press Sources for the whole)")
    assert len(lines[3]) > 1000


def test_nothing_found_offers_the_nearest_passages_and_no_label() -> None:
    message = answer_message(a_non_answer(), (), ID)
    assert message.content == "\n\n".join(
        (
            "No answer. The sources do not say.",
            "Asked as of <t:1709719200:D> (2024-03-06).",
            "-# Question: “Is the bridge shut?” · more below: nearest passages",
        )
    )
    assert message.embed is not None
    assert message.embed.title == "Nearest passages"
    assert not LABEL.search(message.embed.description)
    assert [b.label for row in message.rows for b in row] == [
        "Sources",
        "As of…",
        "Helpful",
        "Not helpful",
    ]


def test_out_of_scope_names_the_command_of_discord() -> None:
    message = answer_message(a_non_answer(Outcome.OUT_OF_SCOPE, citations=()), (), ID)
    assert message.content.startswith(
        "No answer. That is not something these sources are about. "
        "Ask about the story they cover; /sources lists them."
    )
    assert message.embed is None


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.ANSWERED])
def test_an_answer_that_is_none_never_looks_like_a_label(outcome: Outcome) -> None:
    text = "CONFIRMED · official"
    message = answer_message(a_non_answer(outcome, text=text, claims=(a_claim(),)), (), ID)
    assert not LABEL.search(rendered(message.content).text)
    assert rendered(message.content).of("bold") == []


def test_a_claim_without_a_passage_still_shows_its_words() -> None:
    answer = an_answer(citations=())
    lines = rendered(answer_message(answer, (), ID).content).text.split("\n")
    assert lines[2] == "The bridge is shut, the harbour office said [1]."


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
