"""Answers kept between runs: only those that the same evaluation would give."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import StateError
from bot.evaluation.journal import Journal, Subject, version_of_code
from bot.evaluation.record import Outturn
from bot.evaluation.run import answered
from tests.fakes_examinees import FakeExaminee
from tests.fakes_outturns import an_item, failed

SUBJECT = Subject("c" * 64, "extractive", None, "all-MiniLM-L6-v2", "0.1.0+abc")
FIRST = an_item("one", passages=(("mill-bridge", "closed"),))
SECOND = an_item("two")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "home" / "evaluations" / "a.jsonl")


@pytest.fixture
def outturn() -> Outturn:
    return answered(FIRST, FakeExaminee())


def test_an_answer_comes_back_whole(journal: Journal, outturn: Outturn) -> None:
    assert outturn.answer is not None
    assert outturn.answer.confidence == 0.75
    assert outturn.retrieved
    journal.keep(outturn)
    assert journal.read([FIRST, SECOND]) == {"one": outturn}


def test_items_that_are_not_asked_for_are_left_alone(journal: Journal, outturn: Outturn) -> None:
    journal.keep(outturn)
    assert journal.read([SECOND]) == {}


def test_errors_are_not_kept_so_that_they_are_tried_again(journal: Journal) -> None:
    journal.keep(failed(FIRST))
    assert not journal.path.exists()
    assert journal.read([FIRST]) == {}


def test_a_line_cut_short_by_a_crash_is_asked_again(journal: Journal, outturn: Outturn) -> None:
    journal.keep(outturn)
    journal.keep(replace(outturn, item=SECOND))
    journal.path.write_bytes(journal.path.read_bytes()[:-40])
    assert set(journal.read([FIRST, SECOND])) == {"one"}


def test_a_journal_of_something_else_is_refused_with_a_cure(journal: Journal) -> None:
    journal.path.parent.mkdir(parents=True)
    journal.path.write_text('{"id": "one", "answer": {"question": 1}}\n')
    with pytest.raises(StateError, match=r"a\.jsonl: cannot be read .*; pass --fresh"):
        journal.read([FIRST])
    journal.path.write_bytes(b"\xff\n")
    with pytest.raises(StateError, match="pass --fresh"):
        journal.read([FIRST])
    journal.discard()
    assert journal.read([FIRST]) == {}
    journal.discard()


def test_a_journal_is_for_its_owner_alone(journal: Journal, outturn: Outturn) -> None:
    journal.keep(outturn)
    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600


def test_a_disk_that_refuses_is_an_error(tmp_path: Path, outturn: Outturn) -> None:
    (tmp_path / "home").write_text("a file, not a folder")
    with pytest.raises(StateError, match=r"cannot be written .*; set ONRECORD_HOME"):
        Journal(tmp_path / "home" / "a.jsonl").keep(outturn)


@pytest.mark.parametrize(
    ("change", "set_hash"),
    [
        ({}, "e" * 64),
        ({"corpus": "d" * 64}, "s" * 64),
        ({"composer": "generative"}, "s" * 64),
        ({"model": "vendor/model:1"}, "s" * 64),
        ({"embedding_model": "/some/folder"}, "s" * 64),
        ({"version": "0.1.0+abd"}, "s" * 64),
    ],
)
def test_whatever_may_change_an_answer_changes_the_name(
    change: dict[str, str], set_hash: str
) -> None:
    name = replace(SUBJECT, **change).journal_name(set_hash)
    assert name != SUBJECT.journal_name("s" * 64)
    assert "/" not in name
    assert len(name) < 200


def test_the_name_begins_with_set_and_corpus_and_says_who_answers() -> None:
    name = SUBJECT.journal_name("s" * 64)
    assert name.startswith(f"{'s' * 16}-{'c' * 16}-extractive-no_model-")


def test_two_states_of_the_code_have_two_versions(tmp_path: Path) -> None:
    for folder in ("bot", "retrieval", "prompts", "docs"):
        (tmp_path / folder).mkdir()
    code = tmp_path / "bot" / "a.py"
    code.write_text("x = 1\n")
    before = version_of_code("1.2", tmp_path)
    assert before.startswith("1.2+")
    (tmp_path / "docs" / "a.md").write_text("not code")
    (tmp_path / "bot" / "a.pyc").write_text("made from code")
    assert version_of_code("1.2", tmp_path) == before
    code.write_text("x = 2\n")
    after = version_of_code("1.2", tmp_path)
    code.rename(tmp_path / "bot" / "b.py")
    (tmp_path / "prompts" / "a.txt").write_text("Say so.")
    assert len({before, after, version_of_code("1.2", tmp_path)}) == 3
