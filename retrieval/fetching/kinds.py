"""What a page is: the type its server declares, weighed against its first bytes."""

from __future__ import annotations

import re

HTML = "text/html"
XHTML = "application/xhtml+xml"
PLAIN = "text/plain"
MARKDOWN = "text/markdown"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = (HTML, XHTML, PLAIN, MARKDOWN, PDF, DOCX)
UNDECLARED = ("", "application/octet-stream")

_HEAD = 4096  # bytes looked at
_WIDE = ("utf-16", "utf-32", "utf16", "utf32", "ucs-2", "unicode")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
# Not through the email package, whose reading of parameters fails on some nonsense.
_CHARSET = re.compile(r"(?:^|[;\s])charset\s*=\s*[\"']?([\w.:+-]+)", re.ASCII)
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")  # bytes that no text holds


def declared(header: str) -> tuple[str, str | None]:
    """Media type and charset of a Content-Type header, in lower case, "" where it names none."""
    media_type, _, parameters = header.lower().partition(";")
    match = _CHARSET.search(parameters)
    return media_type.strip(), match[1] if match and _is_known(match[1]) else None


def actual_type(media_type: str, charset: str | None, data: bytes) -> str | None:
    """Which of TYPES a page is, or None. The bytes have the last word; the rules, in order:

    1. PDF and DOCX are known by their first bytes, whatever was declared.
    2. Other bytes that no text holds make a page nothing that can be read.
    3. A declared kind of text is believed.
    4. What was declared as PDF or DOCX, or not at all, is HTML if it looks so, else plain text.
    """
    head = data[:_HEAD]
    if head.lstrip().startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"PK\x03\x04") and b"word/document" in data:
        return DOCX
    if not _is_text(head, charset):
        return None
    if media_type in (HTML, XHTML, PLAIN, MARKDOWN):
        return media_type
    return HTML if _looks_like_html(head) else PLAIN


def _is_text(head: bytes, charset: str | None) -> bool:
    wide = charset is not None and charset.startswith(_WIDE)
    return wide or head.startswith(_WIDE_MARKS) or not _CONTROL.search(head)


def _looks_like_html(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return start.startswith(b"<") and (b"<html" in start or b"<!doctype html" in start)


def _is_known(charset: str) -> bool:
    try:
        return bool("a".encode(charset))
    except (LookupError, ValueError):
        return False
