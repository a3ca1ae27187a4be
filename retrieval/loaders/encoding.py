"""From bytes to text, never by a guess that another reading contradicts."""

from __future__ import annotations

import codecs

from retrieval.errors import CorpusError
from retrieval.loaders.document import silence

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_WESTERN = ("ascii", "iso8859-1")  # the web writes these names for Windows-1252
# Not ways to write a page: these spell text in ASCII, or take quadratic time.
_REFUSED = ("utf-7", "idna", "punycode", "unicode-escape", "raw-unicode-escape")
_MARGIN = 0.04  # by which a guess must fit its language better; half of it already errs


def decode(data: bytes, charset: str | None = None) -> str:
    """The text of `data`, line ends as `\\n`, without a byte order mark. Raises CorpusError.

    1. A byte order mark decides.
    2. Bytes that are valid UTF-8 are UTF-8, whatever they are declared to be.
    3. The declared `charset`, if the bytes are valid in it.
    4. What charset-normalizer finds, if no other reading fits nearly as well.
    """
    text = _decoded(data, charset)
    if text is None:
        raise CorpusError("its characters cannot be told for sure; save it as UTF-8")
    if "\0" in text:
        raise CorpusError("is binary, not text; save its text as .md in UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, charset: str | None) -> str | None:
    for mark, codec in _MARKS.items():
        if data.startswith(mark):
            return _valid(data, codec)
    text = _valid(data, "utf-8")
    escaped = "\x1b" in text if text else False  # ISO-2022 is made of ASCII bytes
    if text is not None and "\0" not in text and not (escaped and charset):
        return text
    declared = _declared(data, charset) if charset else None
    if declared is not None:
        return declared
    return _detected(data) if text is None else text


def _declared(data: bytes, charset: str) -> str | None:
    try:
        name = codecs.lookup(charset.strip()).name
    except (LookupError, ValueError):
        return None
    if name in _REFUSED:
        return None
    return _valid(data, "cp1252" if name in _WESTERN else name)


def _detected(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    silence("charset_normalizer")
    found = list(from_bytes(data))
    if not found:
        return None
    best, text = found[0], str(found[0])
    rivals = (m for m in found if m.chaos <= best.chaos + 0.01 and str(m) != text)
    nearest = max((m.coherence for m in rivals), default=0.0)
    return text if best.coherence - nearest >= _MARGIN else None


def _valid(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeError, LookupError):  # a codec from bytes to bytes is no encoding
        return None
