"""What a conversation leaves behind: ratings in the state, questions as drafts in a file."""

from __future__ import annotations

import getpass
from datetime import date
from pathlib import Path
from typing import Protocol

from bot.claims import Answer
from bot.state.ratings import Feedback, Reason, Verdict

DRAFTS_FILE = "drafts.yaml"


class Recorder(Protocol):
    """Tracks the claims of answers; neither method raises."""

    def shown(self, answer: Answer) -> None:
        """An answer was shown."""
        ...

    def news(self) -> str | None:
        """One line on labels that changed since this was last asked, if any did."""
        ...


class Keeper:
    """Keeps ratings below `home`; an answer rated twice is one answer with one rating.

    Without a recorder no claim is tracked.
    """

    def __init__(self, home: Path, recorder: Recorder | None = None) -> None:
        self._home = home
        self._recorder = recorder
        self._logged: tuple[Answer, str] | None = None

    def shown(self, answer: Answer) -> None:
        """Tracks the claim of an answer that was shown."""
        if self._recorder:
            self._recorder.shown(answer)

    def news(self) -> str | None:
        """What to tell the person of labels that changed, once."""
        return self._recorder.news() if self._recorder else None

    def rate(self, answer: Answer, verdict: Verdict, reason: Reason | None) -> str:
        """Keeps what the person thinks of an answer; returns what to tell them."""
        from bot.state.feedback import STATE_FILE, FeedbackStore

        store = FeedbackStore(self._home / STATE_FILE)
        try:
            if self._logged is None or self._logged[0] is not answer:
                self._logged = answer, store.log(answer)
            store.rate(Feedback(self._logged[1], _person(), verdict, reason, date.today()))
        finally:
            store.close()
        said = f"{verdict}, {reason}" if reason else str(verdict)
        return f"Kept: {said}. `onrecord feedback export FILE` makes drafts of questions from it."

    def save(self, answer: Answer, name: str) -> str:
        """Adds the question to a file of drafts; returns what to tell the person."""
        from bot.evaluation.drafts import Draft, append

        path = Path(name or DRAFTS_FILE).expanduser()
        draft = Draft(answer)
        if append(path, [draft]):
            return f"Saved as {draft.id} in {path}; write its facts, then take `draft: true` out."
        return f"{path} holds this question already, as {draft.id}."


def _person() -> str:
    try:
        return f"local:{getpass.getuser()}"
    except (OSError, KeyError):  # a container without a user
        return "local"
