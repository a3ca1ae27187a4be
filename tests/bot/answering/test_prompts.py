"""Every text the assistant says by template loads; a wrong name is an error, not a blank."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template

import pytest

from bot.answering import prompts
from bot.claims import Outcome

FOLDER = Path(prompts.__file__).resolve().parents[2] / "prompts"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def names_in(name: str) -> list[str]:
    return Template((FOLDER / f"{name}.txt").read_text(encoding="utf-8")).get_identifiers()


@pytest.mark.parametrize("name", NAMES)
def test_a_prompt_is_filled_with_its_own_names(name: str) -> None:
    text = prompts.render(name, **{key: f"<{key}>" for key in names_in(name)})
    assert text == text.strip() != ""
    assert all(f"<{key}>" in text for key in names_in(name))
    assert not re.search(r"\$\w", text)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_a_prompt_does_not_use_is_an_error(name: str) -> None:
    values = dict.fromkeys([*names_in(name), "no_such_name"], "x")
    with pytest.raises(KeyError, match="no_such_name"):
        prompts.render(name, **values)


@pytest.mark.parametrize("name", [name for name in NAMES if names_in(name)])
def test_a_name_that_is_missing_is_an_error(name: str) -> None:
    first, *others = names_in(name)
    with pytest.raises(KeyError, match=first):
        prompts.render(name, **dict.fromkeys(others, "x"))


def test_every_non_answer_has_its_text() -> None:
    assert {Outcome.NOTHING_FOUND.value, Outcome.OUT_OF_SCOPE.value} <= set(NAMES)


def test_values_are_not_read_as_templates() -> None:
    (name, *_) = [name for name in NAMES if names_in(name)]
    filled = prompts.render(name, **dict.fromkeys(names_in(name), "$no_such_name"))
    assert "$no_such_name" in filled
