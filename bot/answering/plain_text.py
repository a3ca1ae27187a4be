"""What a person wrote, without what Discord's Markdown adds to it.

Taken away: quoting, fences, headings and bullets, emphasis, mentions, custom emoji, timestamps,
addresses. Of a masked link its words stay; so does what stands between fences.
"""

from __future__ import annotations

import re
import unicodedata

_ENTITY = re.compile(r"<(?:@[!&]?\d+|#\d+|a?:\w+:\d+|t:-?\d+(?::\w)?|/[^<>:]+:\d+|id:\w+)>")
_MASKED = re.compile(r"\[([^\[\]\n]+)\]\(\s*<?[a-z][a-z\d+.-]*://[^\s()<>]*>?\s*\)", re.IGNORECASE)
_ADDRESS = re.compile(r"<?\b(?:https?|ftp|discord)://[^\s<>]+>?|\bwww\.[^\s<>]+", re.IGNORECASE)
_FENCE = re.compile(r"```(?:[\w+#-]*\n)?")
_EVERYBODY = re.compile(r"@(?:everyone|here)\b")
_LINE_MARK = re.compile(r"^[ \t]*(?:>>>[ \t]*|(?:>[ \t]?)+)?(?:(?:-#|#{1,3}|[-*+])[ \t]+)?", re.M)
_EMPHASIS = re.compile(r"\*{1,3}|~~|\|\||__|`+|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)")
_BLANKS = re.compile(r"[^\S\n]+")


def plain(text: str) -> str:
    """The text without markup; its lines stay lines."""
    for pattern, kept in (
        (_FENCE, "\n"),
        (_ENTITY, " "),
        (_EVERYBODY, " "),
        (_MASKED, r"\1"),
        (_ADDRESS, " "),
        (_LINE_MARK, ""),
        (_EMPHASIS, ""),
    ):
        text = pattern.sub(kept, text)
    lines = (_BLANKS.sub(" ", _printable(line)).strip() for line in text.splitlines())
    return "\n".join(lines).strip()


def one_line(text: str) -> str:
    """The text with every run of white space as one blank."""
    return " ".join(text.split())


def _printable(line: str) -> str:
    """The line without control characters and code points that are none of a text."""
    return "".join(c for c in line if c == "\t" or unicodedata.category(c)[0] != "C")
