"""Drafts of items from real questions: honest about what nobody has checked."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.claims import Outcome
from bot.errors import BadSet
from bot.evaluation.drafts import Draft, append
from bot.evaluation.loading import load_set
from bot.evaluation.rows import rows_of
from tests.fakes_answers import a_non_answer, an_answer
from tests.fakes_consoles import HOSTILE

GOOD = Draft(an_answer())
DOUBTED = Draft(an_answer(question="Who shut it?"), ("rated bad (label) by 2",), doubted=True)
REFUSED = Draft(a_non_answer(question="What will it cost?", as_of=None))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "drafts.yaml"


def test_a_draft_takes_over_the_answers_label_and_sources_but_never_facts(file: Path) -> None:
    assert append(file, [GOOD]) == (GOOD.id,)
    (row,) = rows_of(file)
    assert row.values == {
        "id": GOOD.id,
        "draft": "true",
        "question": "Is the bridge shut?",
        "type": "other",
        "as_of": "2024-03-06",
        "expect": {
            "outcome": "answered",
            "status": "confirmed",
            "qualifiers": ["official"],
            "facts": [],
            "sources": ["mill-bridge"],
        },
        "why": f"asked on {date.today()}",
    }
    assert "# answered, confirmed: The bridge is shut, the harbour office said [1].\n" in (
        file.read_text(encoding="utf-8")
    )


def test_nothing_is_taken_over_from_an_answer_people_doubt(file: Path) -> None:
    append(file, [DOUBTED])
    (row,) = rows_of(file)
    assert row.values["expect"] == {
        "outcome": None,
        "status": None,
        "qualifiers": [],
        "facts": [],
        "sources": [],
    }
    assert row.values["why"].endswith("; rated bad (label) by 2")


def test_a_refusal_expects_nothing_but_itself(file: Path) -> None:
    append(file, [REFUSED])
    (row,) = rows_of(file)
    assert row.values["expect"] == {"outcome": Outcome.NOTHING_FOUND.value}
    assert row.values["as_of"] is None


def test_drafts_are_added_behind_what_is_there_once_each(file: Path) -> None:
    file.write_text(
        "# mine\n- id: a\n  question: Who?\n  expect: {outcome: nothing_found}  # sure\n\n\n"
    )
    assert append(file, [GOOD, GOOD, REFUSED]) == (GOOD.id, REFUSED.id)
    assert append(file, [REFUSED, GOOD]) == ()
    text = file.read_text(encoding="utf-8")
    assert text.startswith("# mine\n- id: a\n")
    assert "# sure\n" in text
    found = load_set(file)
    assert [item.id for item in found.items] == ["a"]
    assert found.drafts == (GOOD.id, REFUSED.id)


def test_a_draft_loads_once_it_is_no_draft(file: Path) -> None:
    append(file, [GOOD, REFUSED])
    file.write_text(file.read_text().replace("  draft: true\n", "").replace("[]", "[shut]"))
    found = load_set(file)
    assert [item.expect.facts for item in found.items] == [(("shut",),), ()]


def test_the_same_question_on_another_day_is_another_draft() -> None:
    assert Draft(an_answer(as_of=None)).id != GOOD.id
    assert Draft(an_answer(text="Other words [1].")).id == GOOD.id


def test_hostile_text_stays_text(file: Path) -> None:
    draft = Draft(an_answer(question=f"{HOSTILE}\n- id: b", text=f"{HOSTILE}\n- id: c"))
    append(file, [draft])
    (row,) = rows_of(file)
    assert row.values["question"] == f"{HOSTILE}\n- id: b"
    assert "\x1b" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["[]\n", "a: b\n", "- id: a\n ...\n", "- [\n"])
def test_a_file_that_cannot_be_added_to_stays_as_it_is(file: Path, text: str) -> None:
    file.write_text(text)
    with pytest.raises(BadSet, match=r"drafts\.yaml"):
        append(file, [GOOD])
    assert file.read_text() == text
    assert list(file.parent.iterdir()) == [file]


def test_other_places_are_refused_with_a_cure(tmp_path: Path) -> None:
    with pytest.raises(BadSet, match=r"end the name in \.yaml"):
        append(tmp_path / "drafts.csv", [GOOD])
    with pytest.raises(BadSet, match=r"cannot be written .*; choose another"):
        append(tmp_path / "nowhere" / "drafts.yaml", [GOOD])
    (tmp_path / "latin.yaml").write_bytes("# é".encode("latin-1"))
    with pytest.raises(BadSet, match=r"cannot be read .*; choose another file"):
        append(tmp_path / "latin.yaml", [GOOD])
