"""A question as it was typed, made fit to be parsed: tags, end marks and shouting."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.language.words import function_words
from retrieval.naming import Mention

_TAG = re.compile(
    r"(?:[,;.–-]\s*(?:right|correct|yes|no|true|eh|or no|is that (?:right|true|correct|so))|"
    r"[,;]?\s(?:or not|yes or no|true or (?:not|false)|confirmed or not)|"
    r"[,;]?\s(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)(?P<not>n['’]?t)?"
    r" (?:it|they|he|she|there|that|we)(?P<full> not)?)[\s?!.]*\Z",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\W*(?:(?:and|but|so|ok|then|now)\W+)*(?:(?:in|on|at|by|to|for|from|since|until) "
    r"(?:what|which|whom?|how|when|where)|any(?:thing|one|body)?|who|whom|whose|what|which|when|where|why|how|is|are|was|"
    r"were|do|does|did|has|have|had|can|could|will|would|should|might|may)(?:n['’]?t|['’]?s)?\b",
    re.IGNORECASE,
)


_WORD = re.compile(r"(?<![\w'’-])[^\W\d_]{4,}(?![\w'’-])")


def asks(text: str) -> bool:
    """Whether a text opens with a question word or an auxiliary."""
    return _ASKS.match(text) is not None


def without_tag(text: str) -> str:
    """The text without "right?", "didn't it?", "yes or no?" behind it."""
    found = _TAG.search(text)
    if found is None or found.start() == 0:
        return text
    rest = text[: found.start()]
    told = len(rest.split()) > 2 and not asks(rest)
    alone = re.search(
        r"(?:not|yes or no|false|right|correct|yes|no|true)[\s?!.]*\Z", found[0], re.I
    )
    return f"{rest}?" if told or alone else text


def parsable(text: str, mentions: Sequence[Mention], knows: Callable[[str], bool]) -> str:
    """The text for the parser: names as the corpus writes them, no shouting, no tag, an end mark.

    A word in small letters that English does not know (`knows`) is taken for a name. What is left
    stands where it stood.
    """
    letters = [c for c in text if c.isalpha()]
    shouts = len(letters) > 1 and all(c.isupper() for c in letters) and " " in text.strip()
    told = text.lower() if shouts and len(text.lower()) == len(text) else text
    for mention in mentions:
        name = _written(told[mention.start : mention.end], mention)
        told = f"{told[: mention.start]}{name}{told[mention.end :]}"
    told = _WORD.sub(lambda m: m[0] if _is_common(m[0], knows) else m[0].capitalize(), told)
    told = without_tag(told.rstrip())
    last = re.split(r"[.?!]\s", told)[-1]
    return f"{told}?" if asks(last) and told[-1:].isalnum() else told


def _is_common(word: str, knows: Callable[[str], bool]) -> bool:
    odd = word.islower() and word.isascii() and word not in function_words()
    return not odd or knows(word)


def _written(typed: str, mention: Mention) -> str:
    """The name as the corpus writes it, where that is as long as what was typed."""
    same = (n for n in mention.actor.names if n.casefold() == typed.casefold())
    name = next(same, typed.title() if typed.islower() and " " not in typed else typed)
    return name if len(name) == len(typed) else typed
