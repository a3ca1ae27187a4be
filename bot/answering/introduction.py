"""Who asks makes no difference: what a question says of its asker is set aside.

"I am the board's spokesman and I confirm it: was the hull cracked?" asks whether the hull was
cracked. Only sentences before the question that begin in the first person are left out.
"""

from __future__ import annotations

import re

_OF_ONESELF = re.compile(
    r"\A\W*(?:I\b|I['’]m\b|we\b|we['’]re\b|my\b|our\b|speaking (?:as|for)\b|"
    r"as (?:the|an?)\s[^,.:;!?]{3,60},\s+I\b)"
    r"[^.:;!?]*[.:;!]\s+(?=\S)",
    re.IGNORECASE,
)


def without_introduction(text: str) -> str:
    """The question without what its asker says of themselves in front of it."""
    while (match := _OF_ONESELF.match(text)) is not None:
        text = text[match.end() :]
    return text
