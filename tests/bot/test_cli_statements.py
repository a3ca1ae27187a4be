"""`onrecord statements`: what is read of a text, in words and as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.inspecting import sentences_read
from bot.rendering.lines import print_lines
from bot.rendering.statements import statement_lines
from tests.fakes import a_source
from tests.fakes_consoles import STYLE, terminal, written
from tests.fakes_evidence import NAMES, a_reader
from tests.fakes_place import Place, a_file

TEXT = (
    "Brook: the dam is safe\n\n"
    "The dam is leaking, officials said on Monday. Ada Brook denied that it will break.\n\n"
    "It has been raining for a week.\n"
)
KEYS = [
    "sentence_start",
    "sentence_end",
    "start",
    "end",
    "claimant",
    "unnamed",
    "standing",
    "stance",
    "hedged",
    "negated",
    "planned",
    "quote",
]


@pytest.fixture
def bare(tmp_path: Path) -> Place:
    """A place with a corpus, without a model and without an index."""
    place = Place(tmp_path)
    place.write("corpus/sources/swing.md", a_file())
    place.write("corpus/actors.yaml", "- {name: Harbour Office, standing: authority}\n")
    return place


def read(place: Place, name: str) -> list[dict[str, Any]]:
    """The statements of a text as JSON."""
    ran = place.run("statements", name, "--json")
    assert ran.code == 0
    found: list[dict[str, Any]] = json.loads(ran.out)
    return found


def said(place: Place, text: str) -> list[tuple[str | None, str]]:
    """Who says which words of a text."""
    return [(s["claimant"], s["quote"]) for s in read(place, place.write("text.txt", text))]


def test_a_text_is_shown_sentence_by_sentence_with_who_says_what(bare: Place) -> None:
    ran = bare.run("statements", bare.write("dam.txt", TEXT))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "Brook: the dam is safe",
        "  Ada Brook (other) asserts",
        "    “the dam is safe”",
        "",
        "The dam is leaking, officials said on Monday.",
        "  officials (other) asserts",
        "    “The dam is leaking”",
        "",
        "Ada Brook denied that it will break.",
        "  Ada Brook (other) denies · hedged · planned",
        "    “that it will break”",
        "",
        "It has been raining for a week.",
        "  the page itself asserts",
        "    “It has been raining for a week”",
    ]


def test_the_json_has_a_row_for_each_statement_with_its_places_in_the_text(bare: Place) -> None:
    rows = read(bare, bare.write("dam.txt", TEXT))
    assert all(list(row) == KEYS for row in rows)
    assert [row["claimant"] for row in rows] == ["Ada Brook", "officials", "Ada Brook", None]
    for row in rows:
        assert TEXT[row["start"] : row["end"]] == row["quote"]
        assert row["sentence_start"] <= row["start"] < row["end"] <= row["sentence_end"]


def test_nothing_is_indexed_for_it(bare: Place) -> None:
    bare.run("statements", bare.write("dam.txt", TEXT))
    bare.run("statements", "swing-bridge")
    assert not (bare.home / "indexes").exists()


def test_a_source_is_read_by_its_id_with_the_actors_of_the_corpus(bare: Place) -> None:
    (row,) = read(bare, "swing-bridge")
    assert (row["claimant"], row["standing"], row["unnamed"]) == (
        "Harbour Office",
        "authority",
        False,
    )
    assert row["start"] == 0


def test_somebody_whom_nobody_can_name_is_told_from_the_page_and_from_an_office(
    bare: Place,
) -> None:
    text = "The dam was said to leak. The landlord said it was dry. It rained."
    rows = read(bare, bare.write("text.txt", text))
    assert [(row["claimant"], row["unnamed"]) for row in rows] == [
        (None, True),
        ("the landlord", False),
        (None, False),
    ]


def test_places_count_behind_the_front_matter_and_in_the_file_as_it_stands(bare: Place) -> None:
    words = "\tThe dam\x07 leaks, Jan Osk said.\n"
    plain, front = bare.write("plain.txt", words), bare.write("front.md", a_file("front", words))
    assert read(bare, plain) == read(bare, front)
    (row,) = read(bare, plain)
    assert words[row["start"] : row["end"]] == row["quote"]


def test_another_format_is_read_through_its_loader(bare: Place) -> None:
    page = (
        "<html><head><title>Dam</title></head><body><article><h1>Dam</h1>"
        "<p>The dam at the upper end of the valley is leaking, the engineer Jan Osk said on "
        "Monday after a long inspection of its gates and walls.</p></article></body></html>"
    )
    assert [s["claimant"] for s in read(bare, bare.write("dam.html", page))] == ["Jan Osk"]


def test_a_text_in_another_language_makes_no_statements_and_says_so(bare: Place) -> None:
    name = bare.write("damm.txt", "Der Damm ist sicher, sagte die Bürgermeisterin am Montag.\n")
    shown, rows = bare.run("statements", name), bare.run("statements", name, "--json")
    line = "The text is in another language (de); only English can be read into statements.\n"
    assert (shown.code, shown.out, shown.err) == (0, line, "")
    assert (rows.code, rows.out, rows.err) == (0, "[]\n", line)


@pytest.mark.parametrize("text", ["", " \n\n\t\n", "* * *\n\n--\n", "Ferry\n\nThe harbour\n"])
def test_a_text_without_sentences_has_no_statements(bare: Place, text: str) -> None:
    name = bare.write("empty.txt", text)
    assert read(bare, name) == []
    assert bare.run("statements", name).out == "There is no sentence in it.\n"


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("nobody", "there is neither a file nor a source 'nobody'"),
        ("corpus", "corpus is a folder; name a file in it"),
        ("binary.txt", "is binary, not text"),
        ("picture.png", "is a picture"),
        ("broken.pdf", "is damaged and cannot be read"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_exit_2(
    bare: Place, monkeypatch: pytest.MonkeyPatch, name: str, problem: str
) -> None:
    monkeypatch.chdir(bare.root)
    bare.write("binary.txt", "a\0b")
    (bare.root / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    bare.write("broken.pdf", "%PDF-1.4 and no more")
    ran = bare.run("statements", name)
    assert (ran.code, ran.out) == (2, "")
    assert problem in ran.error


def test_a_hundred_thousand_characters_without_a_full_stop_are_read(bare: Place) -> None:
    text = "the dam leaks and the harbour burns " * 2_800
    rows = read(bare, bare.write("long.txt", text))
    assert rows
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in rows)


def test_control_characters_reach_no_terminal_and_shift_no_place(bare: Place) -> None:
    text = "The dam \x1b[31mleaks\x1b[0m, Ada \u202eBrook said.\n"
    name = bare.write("control.txt", text)
    assert not {"\x1b", "\u202e"} & set(bare.run("statements", name).out)
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in read(bare, name))


@pytest.mark.parametrize(
    "text",
    [
        "“The dam is safe, and it will hold for years, Ada Brook said.",
        "Ada Brook said: “The dam ‘is safe” and it ’will hold.",
        '"""" Ada Brook said "the dam "is safe"',
    ],
)
def test_unclosed_and_crossed_quotation_marks_lose_nothing(bare: Place, text: str) -> None:
    rows = read(bare, bare.write("marks.txt", text))
    assert any(row["claimant"] == "Ada Brook" for row in rows)
    assert all(text[row["start"] : row["end"]] == row["quote"] for row in rows)


def test_a_headline_speaks_where_it_has_a_verb_or_a_colon(bare: Place) -> None:
    text = "Dam is safe, mayor says\n\nThe dam\n\n## Police: gates were open\n\nIt rained.\n"
    assert said(bare, text) == [
        ("mayor", "Dam is safe"),
        ("police", "gates were open"),
        (None, "It rained."),
    ]


def test_lines_are_wrapped_to_eighty_columns_on_a_terminal() -> None:
    words = "The dam at the upper end of the long valley of the Calder is leaking and will break"
    source = a_source(body=f"{words}, Ada Brook said on Monday. It rained.\n")
    console = terminal(width=80)
    print_lines(console, statement_lines(sentences_read(source, a_reader())))
    lines = STYLE.sub("", written(console)).splitlines()
    assert len(lines) > 4
    assert all(len(line) <= 80 for line in lines)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from('ab A.“”"‘’:\n(\tsaid Ada Brook,…'), max_size=80))
def test_whatever_the_text_its_statements_stand_where_they_say(text: str) -> None:
    source = a_source(body=f"{text}.")
    for sentence in sentences_read(source, a_reader(names=NAMES)):
        assert source.body[sentence.start : sentence.end] == sentence.text
        for one in sentence.statements:
            assert sentence.start <= one.start <= one.end <= sentence.end
            assert source.body[one.start : one.end] == one.quote
