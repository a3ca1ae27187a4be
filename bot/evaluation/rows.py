"""The files of question sets as rows of plain values: YAML lists, JSON lines and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.errors import BadSet

CSV_SEPARATOR, CSV_ALTERNATIVE = ";", "|"
_NOTHING = ("", "~", "null", "Null", "NULL")
_LISTS = ("qualifiers", "facts", "must_not", "sources", "passages")
_EXPECTED = ("outcome", "status", "quote_contains", "also", *_LISTS)
_OUTER = ("id", "question", "type", "as_of", "why", "draft")


@dataclass(frozen=True, slots=True)
class Row:
    """The values of one item as they stand in the file, and the line they begin on."""

    number: int
    line: int
    values: Mapping[str, Any]


def rows_of(path: Path) -> tuple[Row, ...]:
    """The items of a file, by its ending. Raises BadSet."""
    readers = {".yaml": _yaml, ".yml": _yaml, ".jsonl": _jsonl, ".csv": _csv}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise BadSet(f"{path}: a question set ends in {', '.join(readers)}; rename or convert it")
    return tuple(reader(_text(path), path))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadSet(f"{path}: is not UTF-8 text; save it as UTF-8") from error
    except FileNotFoundError as error:
        cure = f"check the path, or write an example with `onrecord eval --init {path.name}`"
        raise BadSet(f"{path}: there is no such question set; {cure}") from error
    except OSError as error:
        raise BadSet(f"{path}: cannot be read ({error.strerror}); check the path") from error


def _yaml(text: str, path: Path) -> Iterator[Row]:
    try:
        root = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        raise _broken_yaml(error, path) from error
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        raise BadSet(f"{path}:1: is not a list of items; begin each with `- id: ...`")
    for number, node in enumerate(root.value, 1):
        line = node.start_mark.line + 1
        values = _plain(node, path)
        if not isinstance(values, dict):
            raise BadSet(f"{path}:{line}: item number {number}: has no fields; write `id: ...`")
        yield Row(number, line, values)


def _plain(node: yaml.Node, path: Path) -> Any:
    """Text, lists and dictionaries; only an unquoted null is None."""
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, path) for child in node.value]
    if isinstance(node, yaml.ScalarNode):
        return None if not node.style and node.value in _NOTHING else node.value
    values: dict[str, Any] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in values:
            cure = "remove one, or begin the next item with `- id: ...`"
            raise BadSet(f"{path}:{key.start_mark.line + 1}: '{name}' is there twice; {cure}")
        values[name] = _plain(value, path)
    return values


def _broken_yaml(error: yaml.YAMLError, path: Path) -> BadSet:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
    where = f"{path}:{mark.line + 1}" if mark else str(path)
    cure = "mend that line, and put text with ': ' or '#' in quotation marks"
    return BadSet(f"{where}: broken YAML, {problem}; {cure}")


def _jsonl(text: str, path: Path) -> Iterator[Row]:
    lines = ((n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip())
    for number, (line, content) in enumerate(lines, 1):
        try:
            values = json.loads(content)
        except json.JSONDecodeError as error:
            cure = "every line must be one JSON object"
            raise BadSet(f"{path}:{line}: broken JSON, {error.msg}; {cure}") from error
        if not isinstance(values, dict):
            raise BadSet(f"{path}:{line}: is no JSON object; write {{...}} on every line")
        yield Row(number, line, values)


def _csv(text: str, path: Path) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(header, path)
        before = reader.line_num
        number = 0
        for cells in reader:
            line, before = before + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                cure = "put cells that hold commas in quotation marks"
                problem = f"has {len(cells)} cells, the header {len(header)}"
                raise BadSet(f"{path}:{line}: {problem}; {cure}")
            number += 1
            yield Row(number, line, _csv_values(dict(zip(header, cells, strict=True))))
    except csv.Error as error:
        cure = "check the quotation marks"
        raise BadSet(f"{path}:{reader.line_num}: broken CSV, {error}; {cure}") from error


def _check_header(header: list[str], path: Path) -> None:
    known = (*_OUTER, *_EXPECTED)
    unknown = [name for name in header if name not in known]
    if unknown:
        cure = f"the columns are {', '.join(known)}"
        raise BadSet(f"{path}:1: there is no column '{unknown[0]}'; {cure}")


def _csv_values(cells: Mapping[str, str]) -> dict[str, Any]:
    given = {name: cell.strip() for name, cell in cells.items() if cell.strip()}
    outer: dict[str, Any] = {name: given[name] for name in _OUTER if name in given}
    expect = {name: _csv_cell(name, given[name]) for name in _EXPECTED if name in given}
    return outer | {"expect": expect}


def _csv_cell(name: str, cell: str) -> Any:
    if name not in _LISTS:
        return cell
    parts = _split(cell, CSV_SEPARATOR)
    if name == "facts":
        return [_split(part, CSV_ALTERNATIVE) for part in parts]
    if name == "passages":
        pairs = (part.partition(":") for part in parts)
        return [{"source": source.strip(), "quote": quote.strip()} for source, _, quote in pairs]
    return parts


def _split(text: str, separator: str) -> list[str]:
    return [part.strip() for part in text.split(separator) if part.strip()]
