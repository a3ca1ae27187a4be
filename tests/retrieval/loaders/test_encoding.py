"""Which characters bytes stand for, by the rules of `decode` in their order."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import CorpusError
from retrieval.loaders.encoding import decode
from tests.fakes_documents import FRENCH, GERMAN

ACCENTS = "Der Bürgermeister: „Öffnet“ – café."
POLISH = "Most został zamknięty we wtorek po wykryciu pęknięć. Burmistrz nie wie, co dalej."
SPANISH = "El puente cerró el martes. El alcalde señaló que no sabe cuándo abrirá de nuevo."


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (codecs.BOM_UTF8 + ACCENTS.encode(), "latin-1"),
        (ACCENTS.encode("utf-16"), None),
        (codecs.BOM_UTF16_BE + ACCENTS.encode("utf-16-be"), "utf-8"),
        (ACCENTS.encode("utf-32"), None),
        (ACCENTS.encode(), None),
        (ACCENTS.encode(), "iso-8859-1"),
        (ACCENTS.encode("cp1252"), "windows-1252"),
        (ACCENTS.encode("cp1252"), "ISO-8859-1"),
        (ACCENTS.encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_a_mark_then_utf8_then_the_declared_charset_decide(data: bytes, charset: str) -> None:
    assert decode(data, charset) == ACCENTS


def test_ascii_that_is_declared_as_japanese_is_read_as_such() -> None:
    assert decode("橋は閉鎖".encode("iso2022_jp"), "iso-2022-jp") == "橋は閉鎖"


@pytest.mark.parametrize("text", [" ".join(GERMAN), " ".join(FRENCH)])
@pytest.mark.parametrize("charset", [None, "utf-8", "no-such-thing", "hex", "punycode"])
def test_a_text_that_fits_one_encoding_alone_needs_no_true_declaration(
    text: str, charset: str | None
) -> None:
    assert decode(text.encode("cp1252"), charset) == text


@pytest.mark.parametrize(
    "data", [SPANISH.encode("latin-1"), POLISH.encode("iso8859-2"), b"\xff\xfea", b"caf\xe9"]
)
def test_what_could_be_read_in_two_ways_is_refused(data: bytes) -> None:
    with pytest.raises(CorpusError, match="save it as UTF-8"):
        decode(data)


def test_line_ends_are_newlines() -> None:
    assert decode(b"a\r\nb\rc\n") == "a\nb\nc\n"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff")))
def test_utf8_is_read_as_it_is_written(text: str) -> None:
    assert decode(text.encode()) == text
