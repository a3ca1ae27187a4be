"""Real questions as drafts of items: what was asked, and where a person writes the gold.

A draft carries `draft: true`, so that no evaluation counts it before somebody has checked it. Its
facts are empty on purpose: gold that is copied from an answer only proves that the answer is
itself.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.claims import Answer, Outcome
from bot.errors import BadSet
from bot.evaluation.rows import rows_of
from bot.rendering.lines import clean

_HEAD = """\
# Drafts of questions. An evaluation leaves out an item that says `draft: true`.
# For each: correct `expect`, write the `facts` an answer must hold (a string, or a list of
# alternatives), then take the line `draft: true` out.
"""
_ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer to be turned into an item, and remarks on it, such as what people said."""

    answer: Answer
    remarks: tuple[str, ...] = ()
    doubted: bool = False

    @property
    def id(self) -> str:
        """The same for the same question as of the same day."""
        asked = f"{self.answer.question}\n{self.answer.as_of}"
        return f"draft-{hashlib.sha256(asked.encode()).hexdigest()[:8]}"


def append(path: Path, drafts: Sequence[Draft]) -> tuple[str, ...]:
    """Adds the drafts a file does not hold yet; returns their ids. Raises BadSet.

    What stands in the file stays as it is, comments included. The file changes as a whole or not
    at all.
    """
    if path.suffix.lower() not in _ENDINGS:
        raise BadSet(f"{path}: drafts are written as YAML; end the name in .yaml")
    before = _text(path)
    known = {row.values.get("id") for row in rows_of(path)} if before.strip() else set()
    new = {draft.id: draft for draft in drafts if draft.id not in known}
    if new:
        start = f"{before.rstrip()}\n" if before.strip() else _HEAD
        _write(path, start + "".join(f"\n{_block(draft)}" for draft in new.values()))
    return tuple(new)


def _block(draft: Draft) -> str:
    """One item of a YAML list. What the answer said stands in comments, to be judged."""
    answer = draft.answer
    said = answer.status or answer.outcome
    dumped = yaml.safe_dump(
        [_values(draft)], sort_keys=False, allow_unicode=True, width=1000, default_flow_style=None
    )
    return f"# answered, {said.value}: {clean(answer.text)}\n{dumped}"


def _values(draft: Draft) -> dict[str, Any]:
    answer = draft.answer
    return {
        "id": draft.id,
        "draft": True,
        "question": answer.question,
        "type": "other",
        "as_of": answer.as_of.isoformat() if answer.as_of else None,
        "expect": _gold(draft),
        "why": "; ".join((f"asked on {date.today()}", *draft.remarks)),
    }


def _gold(draft: Draft) -> dict[str, Any]:
    """What a person corrects; of an answer that people doubt nothing is taken over."""
    answer = draft.answer
    if draft.doubted:
        return {"outcome": None, "status": None, "qualifiers": [], "facts": [], "sources": []}
    if answer.outcome is not Outcome.ANSWERED:
        return {"outcome": answer.outcome.value}
    label = answer.claims[0].label if answer.claims else None
    return {
        "outcome": answer.outcome.value,
        "status": label.status.value if label else None,
        "qualifiers": [q.value for q in label.qualifiers] if label else [],
        "facts": [],
        "sources": list(dict.fromkeys(c.source_id for c in answer.citations)),
    }


def _text(path: Path) -> str:
    if not path.exists():
        return ""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSet(f"{path}: cannot be read ({error}); choose another file") from error


def _write(path: Path, text: str) -> None:
    """Writes beside the file first and checks that the result is a set that can be read."""
    partial = path.with_name(f".{path.name}.{os.getpid()}{path.suffix}")
    try:
        partial.write_text(text, encoding="utf-8")
        try:
            rows_of(partial)
        except BadSet as error:
            cure = "choose another file, or give every item a line `- id: ...` at the margin"
            raise BadSet(f"{path}: items cannot be added to what it holds; {cure}") from error
        partial.replace(path)
    except OSError as error:
        raise BadSet(f"{path}: cannot be written ({error.strerror}); choose another") from error
    finally:
        partial.unlink(missing_ok=True)
