"""Mends the two faults that models make most in JSON, and leaves every string as it is."""

from __future__ import annotations

import json
import re

# A string in straight marks; one in typographic marks; a comma that nothing follows.
_TOKENS = re.compile(
    r"""(?P<straight>"(?:[^"\\]|\\.)*")
      | [“„”](?P<curly>(?:[^“”\\]|\\.)*)[”“]
      | (?P<comma>,)(?=\s*[}\]])""",
    re.DOTALL | re.VERBOSE,
)


def mended(text: str) -> str:
    """A text that begins with JSON, without commas before closing brackets, and with straight
    quotation marks around what stands in typographic ones outside of a string.
    """
    return _TOKENS.sub(_mend, text)


def _mend(match: re.Match[str]) -> str:
    if match["comma"]:
        return ""
    if match["straight"] is not None:
        return match["straight"]
    return _straight(match["curly"])


def _straight(inside: str) -> str:
    """The string in straight marks; those inside of it become part of its text."""
    return '"' + re.sub(r'(?<!\\)"', json.dumps('"')[1:-1], inside) + '"'
