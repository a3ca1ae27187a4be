"""The walls of the house, read from imports: arrows point inwards, libraries stay in their room."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]
FILES = sorted(
    path.relative_to(CHECKOUT).as_posix()
    for package in ("bot", "retrieval")
    for path in (CHECKOUT / package).rglob("*.py")
)
FRONT_ENDS = ("bot/cli*", "bot/commands/*", "bot/repl*", "bot/discord_bot/*")
CONCRETE = (
    "retrieval.chroma_store",
    "retrieval.chroma_server",
    "retrieval.onnx_embedding",
    "retrieval.sentence_embedding",
    "retrieval.spacy_parser",
    "bot.readers.cross_encoder",
)
INNER = ("retrieval.index", "retrieval.search", "retrieval.contents", "retrieval.generations")
OUTER = (
    "bot.assembly",
    "bot.assembly_*",
    "bot.rendering",
    "bot.commands",
    "bot.cli",
    "bot.repl",
    "bot.repl_*",
)

ROOMS = {
    "chromadb": ("retrieval/chroma_*.py",),
    "sentence_transformers": ("retrieval/sentence_embedding.py", "bot/readers/named_checker.py"),
    "torch": ("retrieval/sentence_embedding.py",),
    "transformers": ("retrieval/sentence_embedding.py",),
    "onnxruntime": ("retrieval/onnx_embedding.py", "bot/readers/cross_encoder.py"),
    "tokenizers": ("retrieval/onnx_embedding.py", "bot/readers/cross_encoder.py"),
    "sqlalchemy": (
        "retrieval/database.py",
        "retrieval/catalogue.py",
        "retrieval/archive.py",
        "retrieval/tables.py",
        "retrieval/full_text.py",
        "bot/state/*.py",
    ),
    "spacy": ("retrieval/spacy_parser.py",),
    "http[cx]*": ("retrieval/fetching/*.py", "retrieval/chroma_server.py"),
    "trafilatura": ("retrieval/loaders/html.py",),
    "htmldate": ("retrieval/loaders/html_dates.py",),
    "pypdf": ("retrieval/loaders/pdf*.py",),
    "docx": ("retrieval/loaders/word.py",),
    "py3langid": ("retrieval/loaders/language.py",),
    "ftfy": ("retrieval/loaders/mojibake.py",),
    "charset_normalizer": ("retrieval/loaders/encoding.py",),
    "pebble": ("bot/intake/*.py",),
    "typer": ("bot/cli*.py", "bot/commands/*.py"),
    "prompt_toolkit": ("bot/repl*.py",),
    "matplotlib": ("bot/rendering/chart.py",),
    "discord": ("bot/discord_bot/*.py",),
    "pythonjsonlogger": ("bot/discord_bot/logs.py",),
    "langchain*": ("bot/chat_models.py", "bot/langchain.py", "retrieval/langchain.py"),
    "tenacity": ("bot/writing/retrying.py",),
    "ragas": ("bot/evaluation/judged_ragas.py",),
}
# Files on the left never import what stands on the right.
WALLS = [
    (("retrieval/*",), ("bot",)),
    (
        ("retrieval/documents.py", "retrieval/when.py", "retrieval/errors.py", "bot/errors.py"),
        ("retrieval", "bot"),
    ),
    (("bot/claims.py",), ("bot", "retrieval.[!dw]*")),
    (("retrieval/[!is]*.py", "retrieval/store.py", "retrieval/loaders/*"), INNER[:2]),
    (("retrieval/index.py",), ("retrieval.search",)),
    (("retrieval/*", "bot/[!a]*", "bot/assistant.py", "bot/answering/*"), CONCRETE),
    (("retrieval/[!c]*", "retrieval/c[!h]*", "bot/[!a]*"), ("retrieval.chroma_collection",)),
    (
        ("bot/assistant.py", "bot/evidence/*", "bot/reading/*", "bot/answering/*"),
        (*OUTER, "retrieval.index"),
    ),
    ((*FRONT_ENDS, "bot/rendering/*"), (*INNER, "bot.evidence", "bot.reading", "bot.answering")),
    (("bot/evaluation/*", "bot/state/*"), (*INNER, *(p for p in OUTER if p != "bot.rendering"))),
    (("bot/readers/*",), ("bot.[!er]*", "bot.evidence", "bot.evaluation", "bot.rendering")),
    (("bot/state/*",), ("bot.evaluation", "bot.assistant", "bot.answering", "bot.evidence")),
    (
        ("bot/rendering/*",),
        ("bot.assembly", "bot.assembly_*", "bot.commands", "bot.repl*", "bot.cli"),
    ),
]


@cache
def parsed(file: str) -> ast.Module:
    return ast.parse((CHECKOUT / file).read_text(encoding="utf-8"))


def imports(file: str) -> Iterator[str]:
    """Dotted names, those imported from a package included (`from bot import x` is bot.x)."""
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: write the full name of the package"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(name: str, pattern: str) -> bool:
    return fnmatch(name, pattern) or fnmatch(name, f"{pattern}.*")


def matches(file: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(file, pattern) for pattern in patterns)


@pytest.mark.parametrize(("insiders", "forbidden"), WALLS)
def test_arrows_point_inwards(insiders: tuple[str, ...], forbidden: tuple[str, ...]) -> None:
    inside = [file for file in FILES if matches(file, insiders)]
    assert [
        f"{file} imports {name}"
        for file in inside
        for name in imports(file)
        if any(is_within(name, pattern) for pattern in forbidden)
    ] == []


@pytest.mark.parametrize("library", ROOMS)
def test_a_heavy_library_stays_in_its_file(library: str) -> None:
    assert [
        f"{file} imports {name}"
        for file in FILES
        if not matches(file, ROOMS[library])
        for name in imports(file)
        if fnmatch(name.partition(".")[0], library)
    ] == []


@pytest.mark.parametrize("file", ["retrieval/documents.py", "retrieval/when.py", "bot/claims.py"])
def test_plain_values_know_no_framework(file: str) -> None:
    roots = {name.partition(".")[0] for name in imports(file)}
    assert roots - sys.stdlib_module_names <= {"retrieval"}


def test_every_package_has_a_docstring_and_imports_nothing() -> None:
    packages = [file for file in FILES if file.endswith("__init__.py")]
    assert {"bot/__init__.py", "retrieval/__init__.py"} <= set(packages)
    for file in packages:
        assert ast.get_docstring(parsed(file)), file
        assert list(imports(file)) == [], file


def test_every_module_says_what_it_is_for() -> None:
    assert [file for file in FILES if not ast.get_docstring(parsed(file))] == []


def test_files_stay_under_three_hundred_lines() -> None:
    lengths = {file: len((CHECKOUT / file).read_text().splitlines()) for file in FILES}
    assert {file: n for file, n in lengths.items() if n >= 300} == {}


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for file in FILES:
        for node in ast.walk(parsed(file)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{file}:{node.lineno} {node.name}", node


def test_functions_stay_under_fifty_lines() -> None:
    lengths = {where: (node.end_lineno or 0) - node.lineno + 1 for where, node in functions()}
    assert {where: n for where, n in lengths.items() if n >= 50} == {}


def test_nothing_takes_more_than_five_parameters() -> None:
    """Commands are left out, since theirs are options, and so are hooks a library shaped."""
    assert [
        where
        for where, node in functions()
        if not (where.startswith("bot/commands/") or node.decorator_list)
        if len({a.arg for a in (*node.args.args, *node.args.kwonlyargs)} - {"self", "cls"}) > 5
    ] == []


def test_only_front_ends_print() -> None:
    assert [
        f"{file}:{node.lineno}"
        for file in FILES
        if not matches(file, FRONT_ENDS)
        for node in ast.walk(parsed(file))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ] == []


def test_a_wall_would_notice_a_wrong_import() -> None:
    assert is_within("bot.evidence.policy.decide", "bot.evidence")
    assert not is_within("bot.evidence_room", "bot.evidence")
    assert "retrieval.contents.Index" in set(imports("retrieval/search.py"))
