"""A small model of what Discord makes of a message's Markdown, written for tests.

It follows the order of Discord's own parser (escape before marks, blocks at line starts) and
errs on the side of seeing a mark: whatever it does not see is literal text. `alive` is the other
half, what the server finds in the raw text: mentions that ping, addresses that unfurl, invites.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field


@dataclass
class Rendering:
    """The visible text, and every mark as (kind, visible text or target)."""

    text: str = ""
    marks: list[tuple[str, str]] = field(default_factory=list)

    def of(self, *kinds: str) -> list[str]:
        """What stands in marks of these kinds."""
        return [what for kind, what in self.marks if kind in kinds]


_BLOCKS = (
    ("quote", re.compile(r" *>(?:>>)? +")),
    ("heading", re.compile(r" *#{1,6} +")),
    ("subtext", re.compile(r" *-# +")),
    ("list", re.compile(r" *(?:[-*+]|\d+\.) +")),
)
_ATOMS = (
    ("fence", re.compile(r"```[\s\S]+?```")),
    ("escape", re.compile(r"\\([^0-9A-Za-z\s])")),
    ("code", re.compile(r"(`+)[\s\S]*?[^`]\1(?!`)")),
    ("autolink", re.compile(r"<[^: >]+:/[^ >]+>|<[^\s<>@]+@[^\s<>@]+>|<\+?[\d(][-\d() ./]+>")),
    ("address", re.compile(r"[A-Za-z][A-Za-z0-9+.]*://[^\s<]")),
    ("timestamp", re.compile(r"<t:(-?\d+)(?::[a-zA-Z])?>")),
    ("mention", re.compile(r"<@[!&$]?\d+>|@everyone|@here|<#\d+>|<id:\w+>|<@time:[^>]*>")),
    ("command", re.compile(r"</[^:>]+:\d+>")),
    ("emoji", re.compile(r"<a?:\w+:\d+>|:[\w+-]+:|<sound:[^>]*>")),
)
_SPANS = (
    ("bold", re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)")),
    ("underline", re.compile(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)")),
    ("italic", re.compile(r"\*((?:\\[\s\S]|[^\\*])+?)\*(?!\*)|_((?:\\[\s\S]|[^\\_])+?)_")),
    ("strike", re.compile(r"~~([\s\S]+?)~~")),
    ("spoiler", re.compile(r"\|\|([\s\S]+?)\|\|")),
)
# Brackets within a link must be balanced, and a backslash does not help there.
_LINK = re.compile(
    r"\[((?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*)\]\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?"
    r"(?:\s+['\"][\s\S]*?['\"])?\s*\)"
)
_ALIVE = re.compile(r"<@[!&]?\d+>|<#\d+>|https?://\S+|discord(?:app)?\.\w+/\w+", re.IGNORECASE)
_NOT_UNFURLED = re.compile(r"\]\(<https?://[^<>\s]+>\)")


def rendered(text: str) -> Rendering:
    """What a person sees of a message."""
    made = Rendering()
    _parse(text, made, at_line_start=True)
    return made


def alive(text: str) -> list[str]:
    """What the server acts on in raw text, but @everyone, which allowed mentions must stop."""
    return _ALIVE.findall(_NOT_UNFURLED.sub("]", text))


def _parse(text: str, made: Rendering, *, at_line_start: bool) -> None:
    at = 0
    while at < len(text):
        start = at_line_start if at == 0 else text[at - 1] == "\n"
        at = next((end for step in _STEPS if (end := step(text, at, made, start)) is not None), at)


def _block(text: str, at: int, made: Rendering, start: bool) -> int | None:
    for kind, pattern in _BLOCKS if start else ():
        if match := pattern.match(text, at):
            line = text[match.end() :].split("\n", 1)[0]
            made.marks.append((kind, line))
            if kind == "quote":
                _parse(line, made, at_line_start=True)
                return match.end() + len(line)
            return match.end()
    return None


def _atom(text: str, at: int, made: Rendering, _: bool) -> int | None:
    for kind, pattern in _ATOMS:
        if match := pattern.match(text, at):
            if kind == "escape":
                made.text += match[1]
            else:
                made.marks.append((kind, match[0]))
                made.text += match[0]
            return match.end()
    return None


def _link(text: str, at: int, made: Rendering, _: bool) -> int | None:
    match = _LINK.match(text, at)
    if match is None:
        return None
    inner = rendered(match[1])
    made.text += inner.text
    made.marks += [("link", match[2]), ("link text", inner.text), *inner.marks]
    return match.end()


def _span(text: str, at: int, made: Rendering, _: bool) -> int | None:
    for kind, pattern in _SPANS:
        if match := pattern.match(text, at):
            inner = Rendering()
            _parse(next(g for g in match.groups() if g is not None), inner, at_line_start=False)
            made.text += inner.text
            made.marks += [(kind, inner.text), *inner.marks]
            return match.end()
    return None


def _letter(text: str, at: int, made: Rendering, _: bool) -> int | None:
    made.text += text[at]
    return at + 1


_STEPS: tuple[Callable[[str, int, Rendering, bool], int | None], ...] = (
    _block,
    _atom,
    _link,
    _span,
    _letter,
)


def lines(text: str) -> Iterator[str]:
    """The visible lines of a message."""
    yield from rendered(text).text.split("\n")
