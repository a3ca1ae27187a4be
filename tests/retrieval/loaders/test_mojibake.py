"""Letters read in a wrong encoding: mended where that is certain, pointed out where it is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.loaders.document import Document
from retrieval.loaders.mojibake import garbled, mended
from tests.fakes_documents import FRENCH, GERMAN

PLAIN = (*GERMAN, *FRENCH, "Мост закрыт.", "橋は閉鎖", "Ångström, naïve, 40 €", "x² ≥ 3 · ½")


@pytest.mark.parametrize("text", [*GERMAN, *FRENCH, "“It’s late – €40,000.”"])
@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
def test_what_was_read_in_a_western_encoding_is_put_right(text: str, codec: str) -> None:
    try:
        wrong = text.encode().decode(codec)
    except UnicodeDecodeError:
        pytest.skip("these bytes mean nothing there")
    made = mended(Document(wrong, {"title": wrong}))
    assert (made.body, made.values["title"]) == (text, text)
    assert "put right" in made.notices[0].text


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_right_stays_as_it_is(text: str) -> None:
    document = Document(text, {"title": text})
    assert mended(document) is document
    assert garbled(text) is None


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_is_never_touched(text: str) -> None:
    document = Document(text, {})
    assert mended(document) is document


def test_the_pages_of_a_pdf_begin_where_they_did() -> None:
    pages = [text.encode().decode("latin-1") for text in GERMAN]
    document = Document("".join(pages), {}, (0, len(pages[0])))
    made = mended(document)
    assert [made.body[a:] for a in made.pages] == ["".join(GERMAN), GERMAN[1]]


def test_what_is_lost_is_pointed_out() -> None:
    assert "ï¿½" in (garbled("Das Mï¿½rchen ist aus.") or "")
    assert "\ufffd" in (garbled("Das M\ufffdrchen ist aus.") or "")
