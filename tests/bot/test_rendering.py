"""Answers as text: an editor can trust what stands there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from bot.claims import Outcome, Qualifier, Status
from bot.rendering.json_format import answer_json
from bot.rendering.lines import (
    day,
    plain,
    print_facts,
    print_listing,
)
from bot.rendering.text import (
    answer_text,
    evidence_table,
    passage_lines,
    print_answer,
    source_table,
)
from retrieval.documents import Hit, Kind, Passage, Sentence, Source
from tests.fakes import a_source
from tests.fakes_answers import (
    a_change,
    a_citation,
    a_claim,
    a_label,
    a_non_answer,
    an_answer,
    an_evidence,
)
from tests.fakes_consoles import LABEL, STYLE, on_terminal, pipe, terminal, written


def test_the_first_line_is_the_label_as_a_word_with_its_qualifiers_and_date() -> None:
    assert answer_text(an_answer()).splitlines()[0] == "CONFIRMED · official · as of 6 Mar 2024"


def test_without_a_date_the_label_is_as_of_the_latest_source() -> None:
    first = answer_text(an_answer(as_of=None)).splitlines()[0]
    assert first == "CONFIRMED · official · as of the latest source"


def test_every_qualifier_is_shown_in_words() -> None:
    label = a_label(Status.UNCONFIRMED, Qualifier.REPORTED, Qualifier.DISPUTED)
    assert answer_text(an_answer(claims=(a_claim(label=label),))).startswith(
        "UNCONFIRMED · reported · disputed ·"
    )
    on_record = a_claim(label=a_label(Status.CONFIRMED, Qualifier.ON_RECORD))
    assert answer_text(an_answer(claims=(on_record,))).startswith("CONFIRMED · on record ·")


def test_the_reason_follows_the_label_as_it_is() -> None:
    claim = a_claim(claimants=("The harbour office", "Ferrymen's Union"))
    second = answer_text(an_answer(claims=(claim,))).splitlines()[1]
    assert second == "The harbour office said so without hedge."


def test_a_whole_answer_reads_in_the_agreed_order() -> None:
    further = a_claim(
        label=a_label(Status.UNCONFIRMED, Qualifier.REPORTED, reason="Only a ferryman says so."),
        claimants=(),
        citations=(2, 3),
    )
    answer = an_answer(
        text="The bridge is shut [1]. Two boats sank [2][3].",
        claims=(a_claim(claimants=()), further),
        later="On 9 Mar 2024 the bridge was opened again.",
    )
    assert answer_text(answer) == "\n".join(
        (
            "CONFIRMED · official · as of 6 Mar 2024",
            "The harbour office said so without hedge.",
            "",
            "The bridge is shut [1]. Two boats sank [2][3].",
            "",
            "Further claims",
            "  UNCONFIRMED · reported · claim 2 [2][3] — Only a ferryman says so.",
            "",
            "Later: On 9 Mar 2024 the bridge was opened again.",
            "",
            "Sources",
            "[1] Bridge shut — Harbour Gazette, 5 Mar 2024 (said 4 Mar 2024)",
            "    https://gazette.example/bridge",
            "    “The bridge is shut, the harbour office said.”",
        )
    )


@pytest.mark.parametrize("stated", [None, date(2024, 3, 5)])
def test_the_day_of_the_words_is_left_out_where_it_is_that_of_the_page(stated: date | None) -> None:
    text = answer_text(an_answer(citations=(a_citation(stated=stated),)))
    assert "Harbour Gazette, 5 Mar 2024\n" in text


def test_the_page_of_a_pdf_is_named() -> None:
    for pages, words in (((4, 4), "page 4"), ((4, 6), "pages 4-6")):
        text = answer_text(an_answer(citations=(a_citation(pages=pages),)))
        assert f"(said 4 Mar 2024), {words}\n" in text


def test_our_own_summary_is_cited_as_one() -> None:
    answer = an_answer(citations=(a_citation(), a_citation(2, source_id="other")))
    text = answer_text(answer, digests={"mill-bridge"})
    assert text.count("    our summary: “The bridge") == 1
    assert text.count("    “The bridge") == 1


def test_paragraphs_stay_and_line_breaks_within_them_do_not() -> None:
    lines = answer_text(an_answer(text="One\nline [1].\n \nTwo [1].")).splitlines()
    assert lines[3:6] == ["One line [1].", "", "Two [1]."]


def test_nothing_found_offers_the_nearest_passages_and_no_label() -> None:
    text = answer_text(a_non_answer())
    assert text.startswith("The sources do not say.\n\nNearest passages:\n[1] Bridge shut")
    assert not LABEL.search(text)


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.ANSWERED])
def test_an_answer_that_is_none_never_shows_a_label_even_if_claims_are_in_it(
    outcome: Outcome,
) -> None:
    answer = a_non_answer(outcome, claims=(a_claim(), a_claim()), citations=())
    assert answer_text(answer) == "The sources do not say."
    assert answer_json(answer)["status"] is None


def test_an_answers_text_keeps_what_looks_like_markup() -> None:
    assert "[red]x[/red] :smile: [1]" in on_terminal(an_answer(text="[red]x[/red] :smile: [1]"))


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
    shown = on_terminal(an_answer(text="word " * 100), width=300)
    assert max(len(line) for line in shown.splitlines()) <= 100


def test_colours_tell_labels_apart_and_no_color_turns_them_off() -> None:
    colourful, sober = terminal(), terminal(NO_COLOR="1")
    print_answer(colourful, an_answer())
    print_answer(sober, an_answer())
    assert written(colourful).startswith("\x1b[1;32mCONFIRMED")
    assert not re.search(r"\x1b\[[0-9;]*3[0-9]m", written(sober))
    assert STYLE.sub("", written(sober)) == STYLE.sub("", written(colourful))


def test_a_pipe_gets_plain_text_with_every_block_on_one_line() -> None:
    console, answer = pipe(), an_answer(text="word " * 100)
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
