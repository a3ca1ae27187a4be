"""Question sets from YAML, JSON lines and CSV files; an error names item, field and cure.

All three become rows of plain values, each with the line it begins on, and one check turns a row
into an Item. YAML scalars stay the text that was typed: a fact `0528`, `no` or `12:30` means
those characters.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from pydantic import ValidationError

from bot.assistant import checked_question
from bot.errors import BadQuestion, BadSet
from bot.evaluation.items import Item, QuestionSet
from bot.evaluation.rows import Row, rows_of
from bot.evaluation.schema import ItemRow, problem_of

SHIPPED = Path(__file__).with_name("sets") / "shipped.yaml"


def load_set(path: Path) -> QuestionSet:
    """The questions of a file. Raises BadSet.

    Items marked `draft: true` are left out; the set says which.
    """
    rows = rows_of(path)
    drafts = tuple(_name(row) for row in rows if _is_draft(row))
    items = tuple(_item(row, path) for row in rows if not _is_draft(row))
    _refuse_twins(items, [row for row in rows if not _is_draft(row)], path)
    return QuestionSet(path.name, items, content_hash(items), drafts)


def content_hash(items: Iterable[Item]) -> str:
    """SHA-256 over what is asked and expected; remarks (`why`) do not count."""
    kept = [{k: v for k, v in asdict(item).items() if k != "why"} for item in items]
    text = json.dumps(kept, default=str, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _item(row: Row, path: Path) -> Item:
    try:
        item = ItemRow.model_validate(row.values).as_item()
        checked_question(item.question)
    except ValidationError as error:
        problem = problem_of(error)
    except BadQuestion as error:
        problem = f"question: {error}"
    else:
        return item
    raise BadSet(f"{path}:{row.line}: item {_name(row)}: {problem}")


def _refuse_twins(items: Sequence[Item], rows: Sequence[Row], path: Path) -> None:
    seen: dict[str, int] = {}
    for item, row in zip(items, rows, strict=True):
        if item.id in seen:
            where = f"the item on line {seen[item.id]} has this id too"
            raise BadSet(f"{path}:{row.line}: item {item.id}: id: {where}; give one another id")
        seen[item.id] = row.line


def _is_draft(row: Row) -> bool:
    return str(row.values.get("draft") or "").casefold() in ("true", "yes", "1")


def _name(row: Row) -> str:
    """The id where there is one, else the number."""
    return str(row.values.get("id") or f"number {row.number}")
