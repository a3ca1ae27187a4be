"""Source files: what is read, what is written, and what each mistake is answered with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.documents import Kind, Source
from retrieval.errors import CorpusError
from retrieval.loaders.markdown import read_source, write_source
from tests.fakes import a_source

FULL = """---
id: mill-bridge
title: "Mill Bridge: shut until June"
publisher: Harbour Gazette
published: 2024-03-05
stated: 2024-03-04
url: https://gazette.example/mill
kind: digest
author: Ada Brook
syndicated_from: Agency
language: no
licence: CC BY 4.0
note: "The council met on 4 March."
---
The bridge is shut.
"""
MINIMAL = "---\nid: a\ntitle: T\npublisher: P\npublished: 2024-03-05\n---\nShut.\n"


def written(folder: Path, text: str | bytes, name: str = "source.md") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def complaint(path: Path) -> str:
    with pytest.raises(CorpusError) as caught:
        read_source(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert "\n" not in message
    return message.removeprefix(str(path))


def test_every_key_of_a_source_file_is_read(tmp_path: Path) -> None:
    assert read_source(written(tmp_path, FULL)) == Source(
        id="mill-bridge",
        title="Mill Bridge: shut until June",
        publisher="Harbour Gazette",
        published=date(2024, 3, 5),
        body="The bridge is shut.\n",
        stated=date(2024, 3, 4),
        url="https://gazette.example/mill",
        kind=Kind.DIGEST,
        author="Ada Brook",
        syndicated_from="Agency",
        language="no",
        licence="CC BY 4.0",
        note="The council met on 4 March.",
    )


def test_four_keys_are_enough(tmp_path: Path) -> None:
    source = read_source(written(tmp_path, MINIMAL))
    assert (source.kind, source.language, source.stated) == (Kind.ARTICLE, "en", None)


def test_unknown_keys_are_ignored(tmp_path: Path) -> None:
    path = written(tmp_path, MINIMAL.replace("id: a\n", "id: a\nmood: grey\ntags: [x, y]\n"))
    assert read_source(path).id == "a"


@pytest.mark.parametrize("day", ["'2024-03-05'", '"2024-03-05"', "2024-03-05"])
def test_a_date_may_be_quoted(tmp_path: Path, day: str) -> None:
    path = written(tmp_path, MINIMAL.replace("2024-03-05", day))
    assert read_source(path).published == date(2024, 3, 5)


@pytest.mark.parametrize("nothing", ["", "null", "~", '""'])
def test_an_optional_key_may_be_left_empty(tmp_path: Path, nothing: str) -> None:
    path = written(tmp_path, MINIMAL.replace("id: a", f"id: a\nstated: {nothing}"))
    assert read_source(path).stated is None


@pytest.mark.parametrize("title", ["2024", "1.10", "2024-10-22", "yes", "3:45"])
def test_a_title_that_yaml_would_read_as_something_else_stays_text(
    tmp_path: Path, title: str
) -> None:
    assert read_source(written(tmp_path, MINIMAL.replace("T\n", f"{title}\n"))).title == title


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (MINIMAL, "Shut.\n"),
        (MINIMAL.replace("---\nShut", "---\n\n\nShut"), "\n\nShut.\n"),
        (MINIMAL.replace("---\nShut", "---  \nShut"), "Shut.\n"),
        (MINIMAL.replace("Shut.\n", "Shut.\n---\nOpen.\n"), "Shut.\n---\nOpen.\n"),
        (MINIMAL.replace("\n", "\r\n"), "Shut.\n"),
        ("\ufeff" + MINIMAL, "Shut.\n"),
        (MINIMAL.replace("Shut", "   关闭 🎉"), "   关闭 🎉.\n"),
    ],
)
def test_the_body_begins_right_behind_the_closing_fence(
    tmp_path: Path, text: str, body: str
) -> None:
    assert read_source(written(tmp_path, text)).body == body


@pytest.mark.parametrize(
    ("text", "where", "what", "cure"),
    [
        ("Shut.\n", ":1: ", "no front matter", "start the file with '---'"),
        (MINIMAL.replace("---\nShut", "Shut"), ":1: ", "no front matter", "'---'"),
        (MINIMAL.replace("title: T\n", ""), ":1: ", "'title' is missing", "add a line `title:"),
        (MINIMAL.replace("2024-03-05", ""), ":5: ", "'published' is missing", "2024-10-22"),
        (MINIMAL.replace("2024-03-05", "soon"), ":5: ", "'published' is not valid", "2024-10-22"),
        (MINIMAL.replace("2024-03-05", "2024-02-30"), ":5: ", "'published' is not", "2024-10-22"),
        (MINIMAL.replace("2024-03-05", "20240305"), ":5: ", "'published' is not", "2024-10-22"),
        (MINIMAL.replace("id: a", "id: a/b"), ":2: ", "'id' is not valid", "letters, digits"),
        (MINIMAL.replace("id: a", "id: ../b"), ":2: ", "'id' is not valid", "letters, digits"),
        (MINIMAL.replace("T\n", "T\nkind: rumour\n"), ":4: ", "'kind' is not valid", "digest"),
        (MINIMAL.replace("T\n", "T\nstated: x\n"), ":4: ", "'stated' is not", "leave the key out"),
        (MINIMAL.replace("T\n", "T\nnote: [x]\n"), ":4: ", "'note' is not valid", "`note: ...`"),
        (MINIMAL.replace("T\n", "Flood: day two\n"), ":3: ", "broken YAML", "quote values"),
        (MINIMAL.replace("T\n", "[T\n"), ":4: ", "broken YAML", "mend that line"),
        (MINIMAL.replace("T\n", "Té\x07\n"), ":3: ", "control characters", "mend that line"),
        ("---\n- a\n- b\n---\nShut.\n", ":2: ", "must be 'key: value' lines", "key: value"),
        (MINIMAL.replace("Shut.\n", "  \n\n"), ": ", "the body is empty", "add the text"),
        (b"---\nid: \xff\n---\n", ": ", "is not UTF-8", "save it as UTF-8"),
    ],
)
def test_a_broken_file_is_named_with_its_line_the_fault_and_the_cure(
    tmp_path: Path, text: str | bytes, where: str, what: str, cure: str
) -> None:
    message = complaint(written(tmp_path, text))
    assert message.startswith(where)
    assert what in message
    assert cure in message


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    assert "cannot be read" in complaint(tmp_path / "none.md")
    assert "cannot be read" in complaint(tmp_path)


def test_overrides_stand_in_for_front_matter(tmp_path: Path) -> None:
    keys = {"id": "b", "title": "T", "publisher": "P", "published": "2024-03-05"}
    source = read_source(written(tmp_path, "Shut.\n", "plain.txt"), keys)
    assert (source.id, source.body) == ("b", "Shut.\n")
    assert read_source(written(tmp_path, MINIMAL), {"id": "b"}).id == "b"


LINE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(str.strip)
TEXT = LINE.filter(lambda text: text not in {"", "null", "~"})
BODY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"))
DAY = st.dates(date(1900, 1, 1), date(2100, 1, 1))
SOURCES = st.builds(
    Source,
    id=st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]*", fullmatch=True),
    title=TEXT,
    publisher=TEXT,
    published=DAY,
    body=BODY.filter(str.strip),
    stated=st.none() | DAY,
    url=st.none() | TEXT,
    kind=st.sampled_from(Kind),
    author=st.none() | TEXT,
    syndicated_from=st.none() | TEXT,
    language=TEXT,
    licence=st.none() | TEXT,
    note=st.none() | st.lists(TEXT, min_size=1).map("\n".join),
)


@given(SOURCES)
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, source: Source
) -> None:
    path = written(tmp_path_factory.mktemp("written"), write_source(source))
    assert read_source(path) == source


def test_a_written_source_opens_in_any_editor() -> None:
    text = write_source(a_source(title="Mill Bridge: «shut»", kind=Kind.DIGEST))
    assert text.startswith("---\nid: mill-bridge\ntitle: 'Mill Bridge: «shut»'\n")
    assert text.endswith("\nkind: digest\nlanguage: en\n---\nThe bridge is shut.")
