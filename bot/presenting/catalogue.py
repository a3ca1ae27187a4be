"""The catalogue of our own sentences: prompts/answer.yaml, by name, with flat $names."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from string import Template

import yaml

_FILE = Path(__file__).resolve().parent.parent.parent / "prompts" / "answer.yaml"


def say(name: str, **values: str) -> str:
    """The sentence of that name with its $names filled.

    Raises KeyError where there is none, a $name is not given, or a given one is not used.
    """
    template = Template(_sentences()[name])
    unused = set(values) - set(template.get_identifiers())
    if unused:
        raise KeyError(f"{name} in prompts/answer.yaml does not use {', '.join(sorted(unused))}")
    return template.substitute(values)


def sentence(name: str) -> str:
    """The sentence of that name as it stands in the catalogue."""
    return _sentences()[name]


def sentences() -> tuple[str, ...]:
    """The names of all sentences."""
    return tuple(_sentences())


@lru_cache(maxsize=1)
def _sentences() -> dict[str, str]:
    read = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {str(name): str(text) for name, text in read.items()}
