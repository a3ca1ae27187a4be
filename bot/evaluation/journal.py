"""Answers kept as they come, so that an interrupted evaluation goes on where it stopped.

A journal is a file of JSON lines, one for each answer. Its name holds what an answer depends on:
the questions, the corpus, the composer with its model, and this program's own code. Answers of
another code or corpus are therefore never taken for this one's. Errors are not kept: they are
tried again.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.errors import StateError
from bot.evaluation.items import Item
from bot.evaluation.record import Outturn
from bot.rendering.json_format import answer_from_json, answer_json

ROOT = Path(__file__).resolve().parents[2]
_CODE = ("bot", "retrieval", "prompts")
_UNSAFE = re.compile(r"[^A-Za-z0-9.+_]+")


@dataclass(frozen=True, slots=True)
class Subject:
    """What is being evaluated, as far as it decides the answers."""

    corpus: str
    composer: str
    model: str | None
    embedding_model: str
    version: str

    @property
    def writer(self) -> str:
        """The composer, and the model behind it where there is one."""
        return f"{self.composer} · {self.model}" if self.model else self.composer

    def journal_name(self, set_hash: str) -> str:
        """A file name that no other evaluation has."""
        rest = hashlib.sha256(f"{self.embedding_model}\n{self.version}".encode()).hexdigest()
        model = _UNSAFE.sub("_", self.model or "no_model")[:40]
        parts = (set_hash[:16], self.corpus[:16], self.composer, model, rest[:16])
        return "-".join(parts) + ".jsonl"


def version_of_code(release: str, root: Path = ROOT) -> str:
    """The release with a hash over the code and prompts: two states of a checkout differ in it."""
    digest = hashlib.sha256()
    for path in sorted(p for folder in _CODE for p in (root / folder).rglob("*.*")):
        if not path.is_file() or path.suffix == ".pyc":
            continue
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return f"{release}+{digest.hexdigest()[:12]}"


class Journal:
    """The file of one evaluation, readable by its owner alone."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, items: Iterable[Item]) -> dict[str, Outturn]:
        """The kept answers of these items, by id; a line cut short by a crash is left out."""
        wanted = {item.id: item for item in items}
        rows = (_parsed(line) for line in self._lines())
        found = (row for row in rows if row is not None and row["id"] in wanted)
        try:
            return {row["id"]: _outturn(wanted[row["id"]], row) for row in found}
        except (KeyError, TypeError, ValueError) as error:
            raise self._unreadable(f"{type(error).__name__}: {error}") from error

    def keep(self, outturn: Outturn) -> None:
        """Adds an answer. Raises StateError when the disk refuses."""
        if outturn.answer is None:
            return
        row = {
            "id": outturn.item.id,
            "answer": answer_json(outturn.answer),
            "confidence": outturn.answer.confidence,
            "retrieved": outturn.retrieved,
        }
        self._change(lambda: self._append(json.dumps(row) + "\n"))

    def discard(self) -> None:
        """Takes the file away. Raises StateError when the disk refuses."""
        self._change(lambda: self.path.unlink(missing_ok=True))

    def _append(self, line: str) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            file.write(line)

    def _lines(self) -> list[str]:
        try:
            return self.path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError) as error:
            raise self._unreadable(str(error)) from error

    def _unreadable(self, reason: str) -> StateError:
        return StateError(f"{self.path}: cannot be read ({reason}); pass --fresh to start over")

    def _change(self, change: Callable[[], None]) -> None:
        try:
            change()
        except OSError as error:
            cure = "set ONRECORD_HOME to a folder you can write to"
            problem = f"{self.path}: cannot be written ({error.strerror}); {cure}"
            raise StateError(problem) from error


def _parsed(line: str) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except json.JSONDecodeError:
        return None
    return row if isinstance(row, dict) and {"id", "answer"} <= row.keys() else None


def _outturn(item: Item, row: dict[str, Any]) -> Outturn:
    answer = replace(answer_from_json(row["answer"]), confidence=row["confidence"])
    return Outturn(item, answer, None, tuple(row["retrieved"]))
