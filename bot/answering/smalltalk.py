"""A message that asks nothing of the sources: a greeting, thanks, or what can be asked here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from bot.answering.question import QuestionReader
from retrieval.documents import Source

_ADDRESS = r"(?:\s+(?:there|all|everyone|everybody|team|folks|guys|bot|onrecord|again|you|mate))*"
_MARKS = re.compile(r"[^\w\s'’]+")


class Smalltalk(StrEnum):
    """What somebody says who asks nothing yet."""

    HELLO = "hello"
    THANKS = "thanks"
    HELP = "help"


_PATTERNS = {
    Smalltalk.HELLO: re.compile(
        r"(?:hi|hello|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)|yo)"
        rf"{_ADDRESS}(?:\s+how are you(?:\s+(?:doing|today))*)?|how are you(?:\s+(?:doing|today))*"
    ),
    Smalltalk.THANKS: re.compile(
        r"(?:(?:ok|okay|great|good|perfect|cool|many)\s+)*(?:thanks|thank you|thx|cheers|ta)"
        rf"(?:\s+(?:a lot|so much|very much|for (?:that|this|your help)))*{_ADDRESS}|"
        r"(?:good|bad) bot|(?:ok|okay|great|cool|bye|goodbye|see you)"
    ),
    Smalltalk.HELP: re.compile(
        r"(?:help|help me|(?:so\s+)?what can (?:you|i|this bot|onrecord) (?:do|ask|answer)"
        r"(?:\s+(?:here|you|for me))*|what do you do|who are you|what are you|"
        r"how (?:do|does) (?:you|this|it|i use (?:you|this|it)) ?(?:work)?|"
        r"what (?:is|are) (?:onrecord|this|this bot))"
    ),
}


def smalltalk_in(text: str) -> Smalltalk | None:
    """What kind of small talk a message is, where it is nothing else."""
    plain = " ".join(_MARKS.sub(" ", text).casefold().split())
    return next((kind for kind, p in _PATTERNS.items() if p.fullmatch(plain)), None)


def example_questions(reader: QuestionReader, sources: Sequence[Source]) -> tuple[str, str]:
    """Two questions that the sources can answer: of whom their titles name most, else of their
    newest titles."""
    named = Counter(
        name
        for s in sources
        for name in dict.fromkeys(m.actor.name for m in reader.mentions(s.title))
    )
    asked = [f"What did {name} say?" for name, _ in named.most_common(2)]
    titles = [f"What is known of “{s.title}”?" for s in reversed(sources)]
    one, two = [*asked, *titles, "What is known?", "Who says so?"][:2]
    return one, two
