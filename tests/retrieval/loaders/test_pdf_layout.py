"""PDF pages by where their text stands: columns, tables, headings, letters without a name."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from retrieval.loaders.document import Document
from retrieval.loaders.pdf_layout import Run, laid_out
from retrieval.loaders.pdf_letters import LOST, letters_for, with_letters
from retrieval.loaders.pdf_text import Line, running_text
from retrieval.loaders.reading import read_document
from tests.fakes_documents import ARTICLE, a_pdf, pdf_of

LEFT = (
    "The regulator confirmed that the",
    "outage in Lenz was caused by a",
    "bird that flew into the line at",
    "Orn. Nobody was hurt by it.",
)
RIGHT = (
    "The ministry announced that the",
    "operator of the Korb line was",
    "fined 90,000 crowns for false",
    "readings in the past year.",
)
THIRD = (
    "Bakers in Vale said that bread",
    "will cost a fifth more from the",
    "first of May, as flour has been",
    "short since the mill burnt down.",
)
Place = tuple[str, float, float]


def page(*texts: Place, size: int = 10) -> bytes:
    """A page that draws these texts, each at its place, in this order."""
    shown = (
        f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET".encode("cp1252")
        for text, x, y in texts
    )
    return b"\n".join(shown)


def column(lines: Iterable[str], x: float, top: float = 700.0) -> list[Place]:
    return [(text, x, top - 13 * n) for n, text in enumerate(lines)]


def read(*contents: bytes) -> Document:
    return read_document(pdf_of(contents), "a.pdf")


def across(*columns: list[Place]) -> list[Place]:
    return [place for row in zip(*columns, strict=True) for place in row]


@pytest.mark.parametrize("lower", [0.0, 4.0, 6.0])
def test_columns_drawn_line_by_line_are_read_one_after_the_other(lower: float) -> None:
    places = across(column(LEFT, 60), column(RIGHT, 320, 700 - lower))
    body = read(page(*places)).body
    assert body.startswith(" ".join(LEFT))
    assert body.endswith(" ".join(RIGHT))


def test_three_columns_are_three_texts() -> None:
    body = read(page(*across(column(LEFT, 40), column(RIGHT, 220), column(THIRD, 400)))).body
    assert all(" ".join(lines) in body for lines in (LEFT, RIGHT, THIRD))


def test_a_line_over_both_columns_parts_them_from_what_is_above() -> None:
    wide = "The week in Lenz, Korb and Vale, as it was told by those who were there on the spot."
    above = across(column(LEFT, 60, 760), column(RIGHT, 320, 760))
    below = across(column(THIRD, 60, 660), column(LEFT, 320, 660))
    body = read(page(*above, (wide, 60, 690), *below)).body
    order = [body.index(text) for text in (LEFT[0], RIGHT[0], wide, THIRD[0])]
    assert order == sorted(order)


def test_a_table_keeps_its_rows_its_head_and_its_empty_cells() -> None:
    rows = [
        ("Region", "Outages 2023", "Outages 2024"),
        ("Lenz", "12", "31"),
        ("Tarsk", "7", ""),
        ("Total", "19", "31"),
    ]
    places = [
        (text, 60 + 100 * n, 700 - 15 * r)
        for r, row in enumerate(rows)
        for n, text in enumerate(row)
        if text
    ]
    found = read(page(("The regulator counts outages once a year, by region.", 60, 730), *places))
    table = found.body.split("\n\n")[1]
    assert table.split("\n") == [
        "Region | Outages 2023 | Outages 2024",
        "Lenz | 12 | 31",
        "Tarsk | 7 |",
        "Total | 19 | 31",
    ]
    assert "table" in found.notices[0].text


def test_labels_with_text_beside_them_are_rows_and_long_cells_go_on() -> None:
    places = [
        ("Applicant", 60, 700), ("The Harbour Office of Vale, in the name of the", 180, 700),
        ("town and of both yards", 180, 687),
        ("Matter", 60, 674), ("Leave to dredge the outer basin of the harbour", 180, 674),
        ("Decided", 60, 661), ("On 4 May 2025 by the district court of Lenz", 180, 661),
    ]  # fmt: skip
    assert read(page(*places)).body.split("\n")[0] == (
        "Applicant | The Harbour Office of Vale, in the name of the town and of both yards"
    )


def test_bullets_and_numbers_stay_with_their_text() -> None:
    lines = ["The ferry will run every ten minutes,", "The bridge stays shut until June,"] * 2
    places = [(f"{n + 1}.", 60, 700 - 14 * n) for n in range(4)] + [
        (text, 80, 700 - 14 * n) for n, text in enumerate(lines)
    ]
    body = read(page(*places)).body
    assert "1. The ferry" in body
    assert "|" not in body


def test_plain_text_is_one_column_whatever_the_gaps_in_a_line() -> None:
    gaps = [line.replace(" in ", "     in     ") for line in ARTICLE]
    found = read_document(a_pdf([gaps]), "a.pdf")
    assert (found.body, found.notices) == (" ".join(ARTICLE), ())


def test_columns_that_cannot_be_measured_are_refused_where_they_are_mixed() -> None:
    turned = b"BT /F1 10 Tf 0 1 -1 0 560 100 Tm (Printed for the file of the council) Tj ET\n"
    found = read(turned + page(*across(column(LEFT, 60), column(RIGHT, 320))))
    (notice,) = found.notices
    assert notice.grave
    assert "columns whose lines are mixed on page 1" in notice.text


def test_bold_letters_twice_drawn_are_read_once() -> None:
    runs = [Run("Bridge shut", x, x + 60, 700, 10) for x in (60.0, 60.4)]
    assert [line.text for line in laid_out(runs).lines] == ["Bridge shut"]


def test_larger_and_bold_lines_are_headings() -> None:
    text = [Line(part, 72, 600 - 14 * n, 10) for n, part in enumerate(ARTICLE)]
    lines = [Line("Why it is shut", 72, 640, 14), Line("The deck", 72, 620, 10, bold=True), *text]
    body, _ = running_text([lines])
    assert body.split("\n\n")[:2] == ["## Why it is shut", "## The deck"]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("The well-", "known engineer", "The well-known engineer"),
        ("the inspec-", "tors came", "the inspectors came"),
        ("a new con-", "tract for it", "a new contract for it"),
        ("the sub-", "station burnt", "the substation burnt"),
        ("a 23-", "year-old helper", "a 23-year-old helper"),
    ],
)
def test_a_hyphen_stays_between_two_known_words_that_make_no_third(
    first: str, second: str, joined: str
) -> None:
    known = frozenset("well known contract con tract sub station engineer tors".split())
    assert running_text([[Line(first), Line(second)]], known)[0] == joined


def test_joined_letters_without_a_name_are_found_by_their_words() -> None:
    known = frozenset({"efficiency", "officials", "fire", "first"})
    texts = ["The e\x00ciency of it.", "O\x00cials saw the \x01re \x01rst." + " and more" * 20]
    letters = letters_for(texts, known)
    assert letters == {"\x00": "ffi", "\x01": "fi"}
    assert with_letters(texts[0], letters) == "The efficiency of it."
    assert letters_for(["The e\x00ciency of the relay is below the limit."], ()) == {"\x00": LOST}
    assert letters_for(["\x00T\x00h\x00e"], known) == {}


def test_a_page_that_is_a_picture_is_named_beside_pages_of_text() -> None:
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, NumberObject, StreamObject

    picture = StreamObject()
    picture.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Width"): NumberObject(1),
            NameObject("/Height"): NumberObject(1),
        }
    )
    writer = PdfWriter(clone_from=PdfReader(BytesIO(a_pdf([ARTICLE, [], []]))))
    resources = writer.pages[1]["/Resources"]
    assert isinstance(resources, DictionaryObject)
    own = DictionaryObject(resources)
    own[NameObject("/XObject")] = DictionaryObject({NameObject("/P"): writer._add_object(picture)})
    writer.pages[1][NameObject("/Resources")] = own
    out = BytesIO()
    writer.write(out)
    (notice,) = read_document(out.getvalue(), "a.pdf").notices
    assert notice.text == ("holds pictures in place of text on page 2; run text recognition (OCR)")
