"""PDF files: lines become running text, pages keep their places, and bombs stay packed."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from retrieval.errors import CorpusError
from retrieval.loaders import pdf
from retrieval.loaders.limits import MAX_PAGES
from retrieval.loaders.pdf_text import Line, running_text
from retrieval.loaders.reading import read_document
from tests.fakes import a_source
from tests.fakes_documents import ARTICLE, a_pdf, a_pdf_bomb, pdf_of
from tests.fakes_parser import sentences_of

REPORT = [
    [
        "Harrow Mill Council",
        "",
        "# Report on the Mill Bridge",
        "",
        "The Mill Bridge in Harrow Mill was closed to all traffic on Tuesday after the inspec-",
        "torate of works had found cracks in its deck. A well-known engineer of the U.S.",
        "government looked at it. The ferry, which is as well-",
        "known, runs every ten minutes.",
        "Nobody was hurt. The mayor, Tom Reed, said that all of 12,000 vehicles a day would",
        "have to take the long and narrow road that leads to the ferry through Lower Harrow",
        "Page 1 of 3",
    ],
    [
        "Harrow Mill Council",
        "",
        "Street until the bridge opens again in June, which is later than had been expected.",
        "",
        "Background",
        "Construction began in 1931 and took four years, in which the river rose three times.",
        "Page 2 of 3",
    ],
    ["Harrow Mill Council", "", "The end of the report on the bridge.", "Page 3 of 3"],
]
BODY = """## Report on the Mill Bridge

The Mill Bridge in Harrow Mill was closed to all traffic on Tuesday after the inspectorate of \
works had found cracks in its deck. A well-known engineer of the U.S. government looked at it. \
The ferry, which is as well-known, runs every ten minutes.

Nobody was hurt. The mayor, Tom Reed, said that all of 12,000 vehicles a day would have to \
take the long and narrow road that leads to the ferry through Lower Harrow Street until the \
bridge opens again in June, which is later than had been expected.

Background

Construction began in 1931 and took four years, in which the river rose three times.

The end of the report on the bridge."""


def refusal(data: bytes) -> str:
    with pytest.raises(CorpusError) as caught:
        read_document(data, "a.pdf")
    return str(caught.value).removeprefix("a.pdf: ")


def encrypted(password: str, algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(a_pdf([ARTICLE]))))
    writer.encrypt(password, owner_password="owner", algorithm=algorithm)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_lines_become_paragraphs_and_page_furniture_goes() -> None:
    document = read_document(a_pdf(REPORT), "a.pdf")
    assert document.body == BODY
    starts = ("## Report on", "Street until", "The end of")
    assert document.pages == tuple(map(BODY.index, starts))


def test_no_sentence_ends_at_a_line_or_a_page_end() -> None:
    body = read_document(a_pdf(REPORT), "a.pdf").body
    sentences = [sentence.text for sentence in sentences_of(a_source(body=body))]
    assert [text for text in sentences if not text.endswith(".")] == []
    assert any("Lower Harrow Street until" in text for text in sentences)


def test_a_pdf_states_its_title_author_and_language_but_never_its_day() -> None:
    information = "/Title (Mill Bridge) /Author (Ada Brook) /CreationDate (D:20240305120000Z)"
    assert read_document(a_pdf([ARTICLE], information), "a.pdf").values == {
        "title": "Mill Bridge",
        "author": "Ada Brook",
        "language": "en",
    }


@pytest.mark.parametrize(
    "title", ["", " ", "Microsoft Word - bridge3", "bridge_final.docx", "Untitled1"]
)
def test_the_name_of_a_file_is_not_a_title(title: str) -> None:
    assert "title" not in read_document(a_pdf([ARTICLE], f"/Title ({title})"), "a.pdf").values


def test_a_page_without_text_begins_where_the_next_one_does() -> None:
    document = read_document(a_pdf([[], ARTICLE[:1], [], [], ARTICLE[2:], []]), "a.pdf")
    second = document.body.index(ARTICLE[2])
    assert document.pages == (0, 0, second, second, second, len(document.body))


def test_a_wide_gap_parts_paragraphs_and_so_does_a_bullet() -> None:
    lines = ["The bridge is", "shut until June", "", "Nobody knows", "• why", "• how long"]
    body, _ = running_text([[Line(t, 72, 700 - 14 * n, 10) for n, t in enumerate(lines) if t]])
    assert body.split("\n\n") == [
        "The bridge is shut until June",
        "Nobody knows",
        "• why",
        "• how long",
    ]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the inspec-", "torate came", "the inspectorate came"),
        ("the inspec\u00ad", "torate came", "the inspectorate came"),
        ("so said Jean-", "Pierre there", "so said Jean-Pierre there"),
        ("the state-of-the-", "art bridge", "the state-of-the-art bridge"),
        ("die Vor-", "und Nachteile", "die Vor- und Nachteile"),
        ("from 1931-", "1935 it was", "from 1931- 1935 it was"),
        ("the bridge \u2013", "as he said", "the bridge \u2013 as he said"),
        ("o\ufb03ce of the \ufb02", "eet", "office of the fl eet"),
    ],
)
def test_a_word_is_mended_only_where_a_line_end_parted_it(
    first: str, second: str, joined: str
) -> None:
    assert running_text([[Line(first), Line(second)]])[0] == joined


def test_a_column_that_begins_with_a_name_goes_on_with_the_sentence() -> None:
    wide = [Line("x" * 90 + ".", 72, 700 - 14 * n, 10) for n in range(4)]
    left = [Line("in a narrow column of it", 72, 600 - 14 * n, 10) for n in range(3)]
    right = [Line("Harrow Mill has a bridge.", 300, 600, 10)]
    body, _ = running_text([[*wide, *left, *right]])
    assert body.endswith("column of it Harrow Mill has a bridge.")


WORDS = st.lists(st.text("abcXYZ-.,•ﬁ1 \u00ad", min_size=1).map(str.strip).filter(bool), max_size=6)


@given(st.lists(WORDS, max_size=5))
def test_pages_begin_in_order_and_every_line_is_kept_or_is_furniture(
    texts: list[list[str]],
) -> None:
    pages = [[Line(text, 72, 700 - 14 * n, 10) for n, text in enumerate(page)] for page in texts]
    body, offsets = running_text(pages)
    assert len(offsets) == len(pages)
    assert all(a <= b for a, b in pairwise((0, *offsets, len(body))))
    letters = {c for page in texts for text in page for c in text if c in "abcXYZ"}
    assert {c for c in body if c in "abcXYZ"} <= letters


@given(st.lists(st.sampled_from([*ARTICLE, "Nobody was hurt."]), min_size=1, max_size=4))
def test_a_page_begins_with_its_first_line(firsts: list[str]) -> None:
    pages = [[Line(f"{n} {text}", 72, 700, 10)] for n, text in enumerate(firsts)]
    pages = [[*page, Line(f"Filler {'abcd'[n]}.", 72, 600, 10)] for n, page in enumerate(pages)]
    body, offsets = running_text(pages)
    for n, (offset, page) in enumerate(zip(offsets, pages, strict=True)):
        kept = page[0].text if page[0].text in body else page[1].text
        assert body[offset:].startswith(kept), n


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_password_is_needed_only_where_the_empty_one_does_not_open(algorithm: str) -> None:
    assert ARTICLE[0] in read_document(encrypted("", algorithm), "a.pdf").body
    assert "remove the password" in refusal(encrypted("secret", algorithm))


def test_a_scan_is_told_from_a_text() -> None:
    assert "text recognition (OCR)" in refusal(pdf_of([b"0 0 100 100 re f"]))


def test_too_many_pages_are_refused() -> None:
    assert f"more than {MAX_PAGES} pages" in refusal(pdf_of([b""] * (MAX_PAGES + 1)))


@pytest.mark.parametrize("unpacked", [30_000_000, 100_000_000])
def test_a_stream_that_unpacks_to_too_much_is_refused(unpacked: int) -> None:
    bomb = a_pdf_bomb(unpacked)
    assert len(bomb) < 400_000
    assert refusal(bomb).startswith("unpacks to too much")


def test_a_page_that_takes_too_long_is_given_up() -> None:
    assert ARTICLE[0] in pdf.read(a_pdf([ARTICLE])).body
    with pytest.raises(CorpusError, match="takes too long to read; save its text"):
        pdf.read(a_pdf([ARTICLE]), seconds=0)


def test_pages_that_contain_each_other_are_refused() -> None:
    loop = a_pdf([ARTICLE]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    assert "cannot be read" in refusal(loop) or "no text" in refusal(loop)


def test_a_broken_file_is_refused_without_a_word_on_the_terminal(
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert "is damaged and cannot be read" in refusal(b"%PDF-1.7\nnothing")
    read_document(a_pdf([ARTICLE]).replace(b"startxref\n", b"startxref\n9"), "a.pdf")
    assert capfd.readouterr() == ("", "")
