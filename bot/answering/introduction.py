"""Who asks, and how politely, makes no difference: what asks nothing is set aside.

"I am the board's spokesman and I confirm it: was the hull cracked?" asks whether the hull was
cracked; so do "Hi all, was the hull cracked? Thanks!" and the same question put twice. Only
sentences before the question that begin in the first person are left out.
"""

from __future__ import annotations

import re

_OF_ONESELF = re.compile(
    r"\A\W*(?:I\b|I['’]m\b|we\b|we['’]re\b|my\b|our\b|speaking (?:as|for)\b|"
    r"as (?:the|an?)\s[^,.:;!?]{3,60},\s+I\b)"
    r"[^.:;!?]*[.:;!]\s+(?=\S)",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"\A\W*(?:(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|dear|sorry|"
    r"excuse me|thanks|thank you|please|pls|quick question|one question|just wondering)\b"
    r"(?:\s(?:there|again|all|everyone|everybody|team|folks|guys|bot|onrecord))*\s*[,.!:;–-]+\s*|"
    r"(?:hi|hello|hey|please|pls)\s+(?:(?:there|all|everyone|team|folks|guys)\s+)?(?=\w))",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"(?:[\s,.!?–-]+(?:many thanks|thanks|thank you|thx|cheers|ta|please|pls|plz|kind regards|"
    r"best regards|much appreciated|appreciate it|sorry for asking)"
    r"(?:\s(?:a lot|so much|very much|in advance|again|all|everyone|guys|mate|you))*)+"
    r"[\s,.!?:)]*\Z",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.?!])\s+")


def without_introduction(text: str) -> str:
    """The question alone: no word of its asker's, no courtesy, no sentence twice."""
    told = _without(_OF_ONESELF, _without(_GREETING, text))
    thanks = _THANKS.search(told)
    if thanks is not None and any(c.isalnum() for c in told[: thanks.start()]):
        mark = "?" if "?" in thanks[0] else ""
        told = f"{told[: thanks.start()]}{mark}"
    return _once(told)


def _without(opening: re.Pattern[str], text: str) -> str:
    while (match := opening.match(text)) is not None and match.end() < len(text):
        text = text[match.end() :]
    return text


def _once(text: str) -> str:
    """Each sentence once, as it stands first."""
    sentences = _SENTENCE.split(text)
    kept = {_key(sentence): sentence for sentence in reversed(sentences)}
    return " ".join(reversed(kept.values())) if len(kept) < len(sentences) else text


def _key(sentence: str) -> str:
    return " ".join(re.findall(r"\w+", sentence.casefold()))
