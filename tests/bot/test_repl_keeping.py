"""What a conversation leaves behind: ratings that can be changed, questions as drafts."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from bot.evaluation.loading import load_set
from bot.repl_commands import Session
from bot.repl_keeping import Keeper
from bot.state.feedback import STATE_FILE, FeedbackStore
from bot.state.ratings import Rated, Reason, Verdict
from tests.fakes_repl import FakeAssistant


class Sitting:
    """A session that keeps things below a home."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._file = io.StringIO()
        self._session = Session(
            FakeAssistant, Console(file=self._file, width=90), keeper=Keeper(home)
        )

    def says(self, line: str) -> str:
        """What is printed in reply to one line."""
        before = len(self._file.getvalue())
        self._session.handle(line)
        return self._file.getvalue()[before:]

    def rated(self) -> tuple[Rated, ...]:
        """What the home holds."""
        store = FeedbackStore(self.home / STATE_FILE)
        try:
            return store.rated()
        finally:
            store.close()


@pytest.fixture
def sitting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sitting:
    monkeypatch.chdir(tmp_path)
    return Sitting(tmp_path / "home")


def test_a_rating_is_kept_with_its_answer(sitting: Sitting) -> None:
    sitting.says(":as-of 2024-03-06")
    sitting.says("Is the bridge shut?")
    said = sitting.says(":bad LABEL")
    assert said == (
        "Kept: bad, label. `onrecord feedback export FILE` makes drafts of questions from it.\n"
    )
    (rated,) = sitting.rated()
    assert rated.answer.question == "Is the bridge shut?"
    assert str(rated.answer.as_of) == "2024-03-06"
    assert [(f.verdict, f.reason) for f in rated.feedback] == [(Verdict.BAD, Reason.LABEL)]


def test_another_rating_of_the_same_answer_replaces_the_first(sitting: Sitting) -> None:
    sitting.says("Is the bridge shut?")
    for line in (":bad", ":bad wrong", ":good"):
        sitting.says(line)
    (rated,) = sitting.rated()
    assert [(f.verdict, f.reason) for f in rated.feedback] == [(Verdict.GOOD, None)]


def test_the_same_question_asked_again_is_rated_anew(sitting: Sitting) -> None:
    for line in ("Is the bridge shut?", ":bad", "Is the bridge shut?", ":good"):
        sitting.says(line)
    assert [r.feedback[0].verdict for r in sitting.rated()] == [Verdict.BAD, Verdict.GOOD]


@pytest.mark.parametrize("line", [":good", ":bad wrong", ":save"])
def test_there_must_be_an_answer_first(sitting: Sitting, line: str) -> None:
    assert "no answer yet; ask a question first" in sitting.says(line)
    assert sitting.rated() == ()
    assert not Path("drafts.yaml").exists()


def test_a_question_is_saved_as_a_draft_once(sitting: Sitting) -> None:
    sitting.says("Is the bridge shut?")
    assert "in drafts.yaml; write its facts, then take `draft: true` out." in (
        sitting.says(":save")
    )
    assert "drafts.yaml holds this question already, as draft-" in sitting.says(":save")
    assert len(load_set(Path("drafts.yaml")).drafts) == 1


def test_a_draft_goes_to_the_file_that_is_named(sitting: Sitting) -> None:
    sitting.says("What will the weather be?")
    assert "in my questions.yaml;" in sitting.says(":save my questions.yaml")
    assert "nowhere/x.yaml: cannot be written" in sitting.says(":save nowhere/x.yaml")
    assert "end the name in .yaml" in sitting.says(":save x.txt")


def test_a_home_that_cannot_be_used_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    sitting = Sitting(tmp_path / "home")
    sitting.says("Is the bridge shut?")
    said = sitting.says(":good")
    assert "state.sqlite: cannot be used" in said
    assert "ONRECORD_HOME" in said
