"""A judge and a chat model that follow a script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from threading import Lock

from bot.errors import NotJudged
from bot.evaluation.judging import Case

Score = Callable[[str, Case, int], float | str]


class FakeJudge:
    """Scores by a rule of metric, case and how often they were seen; text is why it cannot."""

    name = "fake:judge"

    def __init__(self, rule: Score = lambda metric, case, nth: 1.0) -> None:
        self.asked: list[tuple[str, Case]] = []
        self._rule = rule
        self._seen: Counter[tuple[str, Case]] = Counter()
        self._lock = Lock()

    def score(self, metric: str, case: Case) -> float:
        """What the rule says of the first, second, ... time."""
        with self._lock:
            self.asked.append((metric, case))
            self._seen[metric, case] += 1
            nth = self._seen[metric, case]
        found = self._rule(metric, case, nth)
        if isinstance(found, str):
            raise NotJudged(found)
        return found


class FakeChatModel:
    """Says what it is given to say, one reply after the other; the last one for ever."""

    name = "fake:chat"

    def __init__(self, *replies: str) -> None:
        self.prompts: list[str] = []
        self._replies = list(replies)

    def reply(self, prompt: str) -> str:
        """The next reply."""
        self.prompts.append(prompt)
        return self._replies.pop(0) if len(self._replies) > 1 else self._replies[0]
