"""Text that was once read in the wrong encoding: mended where that is certain, else pointed out.

"KÃ¶lvik" is "Kölvik" whose bytes somebody read as Windows-1252. ftfy knows how such text looks,
and changes it only where the bytes prove to be another text's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from retrieval.loaders.document import Document, Notice, Part

_LOST = "\ufffd"
_SHOWN = 24  # characters around the first fault


def mended(document: Document) -> Document:
    """The document with what is certain put right, and a notice of what was or what is not."""
    values = {key: _mend(value) for key, value in document.values.items()}
    body, pages = _mend_pages(document.body, document.pages)
    parts = tuple(Part(part.day, _mend(part.body)) for part in document.parts)
    if body == document.body and values == document.values and parts == document.parts:
        return document
    first = next((pair for pair in _words(document.body, body)), None)
    shown = f" (“{first[0]}” is “{first[1]}”)" if first else ""
    notice = Notice(f"was saved with its letters garbled; they were put right{shown}")
    notices = (*document.notices, notice)
    return replace(document, body=body, values=values, pages=pages, parts=parts, notices=notices)


def garbled(text: str) -> str | None:
    """What is wrong with the letters of a text that cannot be mended, in words; None for none."""
    from ftfy.badness import is_bad

    bad = next((line for line in text.splitlines() if _LOST in line or is_bad(line)), None)
    if bad is None:
        return None
    at = bad.find(_LOST) if _LOST in bad else _first_bad(bad)
    shown = bad[max(0, at - _SHOWN // 2) : at + _SHOWN].strip()
    return f"has letters that cannot be told for sure (“{shown}”); save it as UTF-8 and add it anew"


def _mend(text: str) -> str:
    return "\n".join(map(_mend_line, text.split("\n")))


def _mend_line(line: str) -> str:
    if line.isascii():
        return line
    from ftfy import fix_encoding
    from ftfy.badness import badness

    fixed = fix_encoding(line)
    return fixed if fixed != line and not badness(fixed) and _LOST not in fixed else line


def _mend_pages(body: str, pages: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
    """The body mended page by page, so that it stays known where each begins."""
    if not pages or body.isascii():
        return _mend(body), pages
    texts = [_mend(body[a:b]) for a, b in pairwise((*pages, len(body)))]
    offsets, length = list[int](), 0
    for text in texts:
        offsets.append(length)
        length += len(text)
    return "".join(texts), tuple(offsets)


def _words(before: str, after: str) -> Sequence[tuple[str, str]]:
    pairs = zip(before.split(), after.split(), strict=False)
    return [(old.strip(".,;:"), new.strip(".,;:")) for old, new in pairs if old != new]


def _first_bad(line: str) -> int:
    from ftfy.badness import BADNESS_RE

    found = BADNESS_RE.search(line)
    return int(found.start()) if found else 0
