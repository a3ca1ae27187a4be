"""Answers as text: an editor can trust what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from bot.claims import Label, Outcome, Qualifier, Stance, Status
from bot.rendering.answers import View, answer_text, print_answer
from bot.rendering.json_format import answer_json
from bot.rendering.lines import (
    day,
    plain,
    print_facts,
    print_listing,
)
from bot.rendering.text import evidence_table, passage_lines, source_table
from retrieval.documents import Hit, Kind, Passage, Sentence, Source
from tests.fakes import a_source
from tests.fakes_answers import (
    a_change,
    a_citation,
    a_claim,
    a_label,
    a_non_answer,
    a_written_answer,
    an_answer,
    an_evidence,
)
from tests.fakes_consoles import LABEL, STYLE, on_terminal, pipe, terminal, written

VERDICT = "CONFIRMED: The bridge is shut (Harbour Office, 4 Mar 2024; official)"
FURTHER = a_claim(
    text="Two boats sank.",
    label=a_label(Status.UNCONFIRMED, Qualifier.REPORTED, reason="Only a ferryman says so."),
    claimants=(),
    citations=(2,),
    evidence=(),
)
FERRY = a_citation(2, title="Ferrymen saw it", url=None, stated=None)


def test_the_first_line_names_the_label_and_what_it_is_the_label_of() -> None:
    assert answer_text(an_answer(as_of=None)).splitlines()[0] == VERDICT


def test_a_day_that_was_asked_for_stands_in_the_first_line() -> None:
    first = answer_text(an_answer()).splitlines()[0]
    assert first == f"{VERDICT[:-1]}; as known on 6 Mar 2024)"


@pytest.mark.parametrize(
    ("label", "words"),
    [
        (a_label(Status.CONFIRMED, Qualifier.ON_RECORD), "4 Mar 2024; on record)"),
        (a_label(Status.CONFIRMED, Qualifier.OFFICIAL, Qualifier.DENIED), "4 Mar 2024; official)"),
        (a_label(Status.UNCONFIRMED, Qualifier.DISPUTED, Qualifier.OPINION), "; disputed)"),
        (
            a_label(Status.UNCONFIRMED, Qualifier.REPORTED),
            "(only one side says so: Harbour Office, 4 Mar 2024)",
        ),
    ],
)
def test_one_qualifier_the_telling_one_stands_in_plain_words(label: Label, words: str) -> None:
    first = answer_text(an_answer(claims=(a_claim(label=label),), as_of=None)).splitlines()[0]
    assert first.endswith(words)


def test_who_denies_it_is_named() -> None:
    label = a_label(Status.UNCONFIRMED, Qualifier.REPORTED, Qualifier.DENIED)
    denial = an_evidence(claimant="Ferrymen", stance=Stance.DENIES, origin="ferrymen")
    claim = a_claim(label=label, evidence=(an_evidence(), denial))
    assert "denied by Ferrymen" in answer_text(an_answer(claims=(claim,))).splitlines()[0]


@pytest.mark.parametrize(
    ("label", "word"),
    [
        (a_label(), "Yes."),
        (a_label(Status.UNCONFIRMED, Qualifier.REFUTED), "No."),
        (a_label(Status.UNCONFIRMED, Qualifier.REPORTED), "Not confirmed."),
    ],
)
def test_a_question_whether_is_answered_in_a_word_first(label: Label, word: str) -> None:
    asked = an_answer(claims=(a_claim(label=label),), statement="the bridge is shut")
    lead = answer_text(asked).splitlines()[2]
    assert lead == f"{word} The bridge is shut. [1]"


def test_a_whole_answer_reads_in_the_agreed_order() -> None:
    answer = an_answer(
        as_of=None,
        claims=(a_claim(), FURTHER),
        citations=(a_citation(), FERRY),
        later="On 9 Mar 2024 it became UNCONFIRMED: a diver, 9 Mar 2024, on the record; denied.",
    )
    assert answer_text(answer) == "\n".join(
        (
            VERDICT,
            "",
            "The bridge is shut. [1]",
            "  Also: UNCONFIRMED · Two boats sank. [2]",
            "",
            "Later: On 9 Mar 2024 it became UNCONFIRMED: a diver, 9 Mar 2024, on the record.",
            "",
            "Sources",
            "[1] Bridge shut",
            "    Harbour Gazette, 5 Mar 2024 (said 4 Mar 2024)",
            "    https://gazette.example/bridge",
            "[2] Ferrymen saw it",
            "    Harbour Gazette, 5 Mar 2024",
        )
    )


def test_what_is_left_out_is_counted_and_stands_behind_a_command() -> None:
    same = replace(FURTHER, text="The bridge is shut now.")
    answer = an_answer(claims=(a_claim(), same), citations=(a_citation(), FERRY))
    text = answer_text(answer)
    assert "shut now" not in text
    assert text.endswith("One more claim stands behind this: --more")
    whole = answer_text(answer, View(whole=True))
    assert "\n  UNCONFIRMED · The bridge is shut now. [2]\n" in whole
    assert "    “The bridge is shut, the harbour office said.”" in whole


def test_figures_over_time_are_a_table_newest_first() -> None:
    lead = a_claim(text="20 lorries sank.", value="20 lorries")
    older = an_evidence(claimant="Ferrymen", date=date(2024, 3, 2), source_id="ferry", origin="f")
    other = replace(FURTHER, text="About 9 lorries sank.", value="about 9 lorries")
    other = replace(other, evidence=(replace(older, quote="About 9 lorries sank."),))
    ferry = replace(FERRY, source_id="ferry")
    answer = an_answer(claims=(lead, other), citations=(a_citation(), ferry), asked="number")
    lines = answer_text(answer).splitlines()
    at = lines.index("Figures over time")
    assert lines[at + 1 : at + 3] == [
        "  4 Mar 2024  Harbour Office  20       CONFIRMED [1]",
        "  2 Mar 2024  Ferrymen        about 9  UNCONFIRMED [2]",
    ]
    assert "Also" not in answer_text(answer)


def test_a_title_is_never_wrapped() -> None:
    answer = an_answer(citations=(a_citation(title="A long title " * 20),))
    shown = on_terminal(answer, 80).splitlines()
    (title,) = (line for line in shown if line.startswith("[1]"))
    assert len(title) == 80
    assert title.endswith("…")


def test_at_most_five_sources_are_listed() -> None:
    numbers = tuple(range(1, 8))
    claim = a_claim(citations=numbers)
    answer = an_answer(claims=(claim,), citations=tuple(a_citation(n) for n in numbers))
    assert "[5] Bridge shut\n" in answer_text(answer)
    assert "[6] Bridge shut" not in answer_text(answer)
    assert "and 2 more sources" in answer_text(answer)


@pytest.mark.parametrize("stated", [None, date(2024, 3, 5)])
def test_the_day_of_the_words_is_left_out_where_it_is_that_of_the_page(stated: date | None) -> None:
    text = answer_text(an_answer(citations=(a_citation(stated=stated),)))
    assert "Harbour Gazette, 5 Mar 2024\n" in text


def test_the_page_of_a_pdf_is_named() -> None:
    for pages, words in (((4, 4), "page 4"), ((4, 6), "pages 4-6")):
        text = answer_text(an_answer(citations=(a_citation(pages=pages),)))
        assert f"(said 4 Mar 2024), {words}\n" in text


def test_our_own_summary_is_cited_as_one() -> None:
    claim = a_claim(citations=(1, 2))
    answer = an_answer(claims=(claim,), citations=(a_citation(), a_citation(2, source_id="other")))
    text = answer_text(answer, View(digests={"mill-bridge"}))
    assert text.count("(said 4 Mar 2024), our summary\n") == 1
    assert text.count("(said 4 Mar 2024)\n") == 1


def test_the_words_of_a_model_have_the_quotations_beside_them() -> None:
    assert "    “The bridge is shut, the harbour office said.”" in answer_text(a_written_answer())


def test_nothing_found_offers_the_nearest_passages_and_no_label() -> None:
    text = answer_text(a_non_answer())
    assert text.startswith("The sources do not say.\n\nNearest, and no answer\n[1] Bridge shut")
    assert not LABEL.search(text)


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.ANSWERED])
def test_an_answer_that_is_none_never_shows_a_label_even_if_claims_are_in_it(
    outcome: Outcome,
) -> None:
    answer = a_non_answer(outcome, claims=(a_claim(), a_claim()), citations=())
    assert answer_text(answer) == "The sources do not say."
    assert answer_json(answer)["status"] is None


def test_no_more_than_two_nearest_passages_are_named() -> None:
    three = tuple(a_citation(n, source_id=f"s{n}", title=f"Title {n}") for n in (1, 2, 3))
    text = answer_text(a_non_answer(citations=three))
    assert "[2] Title 2" in text
    assert "Title 3" not in text


def test_an_answers_text_keeps_what_looks_like_markup() -> None:
    claim = a_claim(text="[red]x[/red] :smile:")
    assert "[red]x[/red] :smile: [1]" in on_terminal(an_answer(claims=(claim,)))


@pytest.mark.parametrize("width", [1, 20, 33, 80, 300])
def test_a_narrow_terminal_wraps_and_cuts_nothing(width: int) -> None:
    shown = on_terminal(an_answer(), width)
    words = answer_text(an_answer()).split()
    assert shown.split() == words
    assert max(len(line) for line in shown.splitlines() if "://" not in line) <= max(width, 24)


def test_a_link_is_never_broken_by_us() -> None:
    url = "https://gazette.example/" + "long" * 40
    assert url in on_terminal(an_answer(citations=(a_citation(url=url),)), width=30)


def test_a_wide_terminal_is_not_filled() -> None:
    shown = on_terminal(an_answer(claims=(a_claim(text="word " * 100),)), width=300)
    assert max(len(line) for line in shown.splitlines()) <= 100


def test_colours_tell_labels_apart_and_no_color_turns_them_off() -> None:
    colourful, sober = terminal(), terminal(NO_COLOR="1")
    print_answer(colourful, an_answer())
    print_answer(sober, an_answer())
    assert written(colourful).startswith("\x1b[1;32mCONFIRMED")
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", written(sober))
    assert STYLE.sub("", written(sober)) == STYLE.sub("", written(colourful))


def test_a_pipe_gets_plain_text_with_every_block_on_one_line() -> None:
    console, answer = pipe(), an_answer(claims=(a_claim(text="word " * 100),))
    print_answer(console, answer)
    assert written(console) == answer_text(answer) + "\n"
    assert "word " * 99 in written(console)


def test_why_shows_each_row_and_the_history() -> None:
    rows = (
        an_evidence(),
        an_evidence(claimant=None, hedged=True, origin="wire-1", source_id="rumour"),
    )
    text = plain(evidence_table(a_claim(evidence=rows, history=(a_change(),))))
    assert text == "\n".join(
        (
            "CONFIRMED · official",
            "The harbour office said so without hedge.",
            "“The bridge is shut.”",
            "",
            "Evidence",
            "  1. Harbour Office (authority) asserts · not hedged · 4 Mar 2024"
            " · origin harbour-office",
            "     “The bridge is shut, the harbour office said.”",
            "     in mill-bridge",
            "  2. no claimant named (authority) asserts · hedged · 4 Mar 2024 · origin wire-1",
            "     “The bridge is shut, the harbour office said.”",
            "     in rumour",
            "",
            "History",
            "  1 Mar 2024: UNCONFIRMED · reported — Only a ferryman said so. (rumour)",
        )
    )


def test_why_says_so_when_no_row_bears_on_a_claim() -> None:
    assert "No statement bears on this claim." in plain(evidence_table(a_claim(evidence=())))


def a_hit(source: Source, bm25: float) -> Hit:
    sentence = Sentence(source.id, 0, 0, len(source.body), source.body)
    return Hit(Passage(source, (sentence,)), sentence, 0.5, 0.876, 0.9, bm25)


def test_passages_are_listed_with_place_and_scores() -> None:
    text = plain(passage_lines([a_hit(a_source(), 7.25), a_hit(a_source("other"), 0.0)]))
    assert text == "\n".join(
        (
            "1. Title of mill-bridge — Harbour Gazette, 5 Mar 2024",
            "    mill-bridge#1 · cosine 0.88 · bm25 7.2",
            "    “The bridge is shut.”",
            "2. Title of other — Harbour Gazette, 5 Mar 2024",
            "    other#1 · cosine 0.88 · no word match",
            "    “The bridge is shut.”",
        )
    )


def test_sources_are_tab_separated_in_a_pipe() -> None:
    console = pipe()
    source = a_source(title="Tab\tand\nbreak", stated=date(2024, 3, 1), kind=Kind.REPORT)
    print_listing(console, source_table([source]))
    assert written(console) == ("mill-bridge\t2024-03-01\treport\tHarbour Gazette\tTab and break\n")


def test_sources_are_a_table_with_headers_on_a_terminal() -> None:
    console = terminal()
    print_listing(console, source_table([a_source(title="[red]x[/red]")]))
    header, row = STYLE.sub("", written(console)).splitlines()
    assert header.split() == ["id", "date", "kind", "publisher", "title"]
    assert row.rstrip().endswith("[red]x[/red]")


def test_facts_before_an_error_are_printed() -> None:
    def facts() -> Iterator[tuple[str, str]]:
        yield "corpus", "/a"
        raise LookupError

    console = pipe()
    with pytest.raises(LookupError):
        print_facts(console, facts())
    assert written(console) == "corpus\t/a\n"


def test_days_are_written_without_leading_zero() -> None:
    assert day(date(2024, 10, 4)) == "4 Oct 2024"
