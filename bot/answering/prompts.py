"""Texts the assistant says by template: files in prompts/ with flat $names."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from string import Template

_FOLDER = Path(__file__).resolve().parent.parent.parent / "prompts"


def render(name: str, **values: str) -> str:
    """The text of prompts/<name>.txt with its $names filled.

    Raises KeyError when a name of the file is not given, or a given one does not stand in it.
    """
    template = _template(name)
    unused = set(values) - set(template.get_identifiers())
    if unused:
        raise KeyError(f"prompts/{name}.txt does not use {', '.join(sorted(unused))}")
    return template.substitute(values).strip()


@lru_cache(maxsize=64)
def _template(name: str) -> Template:
    return Template((_FOLDER / f"{name}.txt").read_text(encoding="utf-8"))
