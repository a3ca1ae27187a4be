"""Question sets from three formats; what is wrong with one is said with file, item and cure."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.claims import Outcome, Qualifier, Status
from bot.errors import BadSet
from bot.evaluation.items import Expectation, Item, QuestionSet
from bot.evaluation.loading import SHIPPED, content_hash, load_set

ROOT = Path(__file__).resolve().parents[3]
FULL = Item(
    "bridge-01",
    "Why is it closed, then?",
    "factoid",
    date(2024, 3, 6),
    Expectation(
        Outcome.ANSWERED,
        Status.CONFIRMED,
        (Qualifier.OFFICIAL,),
        (("barge",), ("2 metres", "two metres")),
        ("sunk",),
        ("mill-bridge", "ferry"),
        "struck its pier",
        (("mill-bridge", "a barge struck its pier"),),
    ),
    "the office said so",
)
EMPTY = Item(
    "bridge-02",
    "What will it cost?",
    "other",
    None,
    Expectation(Outcome.NOTHING_FOUND, also=Status.UNCONFIRMED),
)
AS_YAML = """
- id: bridge-01
  question: Why is it closed, then?
  type: factoid
  as_of: 2024-03-06
  expect:
    outcome: answered
    status: confirmed
    qualifiers: [official]
    facts: [barge, [2 metres, two metres]]
    must_not: [sunk]
    sources: [mill-bridge, ferry]
    quote_contains: struck its pier
    passages: [{source: mill-bridge, quote: a barge struck its pier}]
  why: the office said so
- id: bridge-02
  question: "What will it cost?"
  as_of: null
  expect: {outcome: nothing_found, also: unconfirmed, status: null, facts: [], sources: null}
"""
AS_CSV = """\
id,question,type,as_of,outcome,status,qualifiers,facts,must_not,sources,quote_contains,passages,also,why
bridge-01,"Why is it closed, then?",factoid,2024-03-06,answered,confirmed,official,\
barge; 2 metres | two metres,sunk,mill-bridge; ferry,struck its pier,\
mill-bridge: a barge struck its pier,,the office said so
bridge-02,What will it cost?,,,nothing_found,,,,,,,,unconfirmed,
"""
AS_JSONL = "\n\n".join(json.dumps(row, default=str) for row in yaml.safe_load(AS_YAML))
BROKEN = {
    "an unknown field with a near one": (
        "- id: a\n  question: Who?\n  expect: {outcome: answered, fact: [x]}",
        "1: item a: expect.fact: there is no such field; did you mean facts?",
    ),
    "a field on the wrong level": (
        "- id: a\n  question: Who?\n  status: confirmed\n  expect: {outcome: answered}",
        "1: item a: status: there is no such field; status stands under expect",
    ),
    "a missing field": (
        "- id: a\n  question: Who?\n",
        "1: item a: expect: is missing; say what the answer must be, as in "
        "`expect: {outcome: answered}`",
    ),
    "no id": (
        "- id: a\n  question: Who?\n  expect: {outcome: answered}\n- question: Who?",
        "4: item number 2: id: is missing; give every item a name of its own, as in "
        "`id: bridge-01`",
    ),
    "a word that is none of the list": (
        "- id: a\n  question: Who?\n  expect: {outcome: answered, status: likely}",
        "1: item a: expect.status: 'likely' is not known; write one of confirmed, unconfirmed, "
        "or leave it out",
    ),
    "an outcome nobody can expect": (
        "- id: a\n  question: Who?\n  expect: {outcome: error}",
        "1: item a: expect.outcome: 'error' cannot be expected; write one of answered, "
        "nothing_found, out_of_scope",
    ),
    "an empty outcome": (
        "- id: a\n  question: Who?\n  expect: {outcome: }",
        "1: item a: expect.outcome: is empty; write one of answered, nothing_found, out_of_scope",
    ),
    "a day that is none": (
        "- id: a\n  question: Who?\n  as_of: 2024-02-30\n  expect: {outcome: answered}",
        "1: item a: as_of: '2024-02-30' is no day; write a day as in 2024-10-22, or leave it out",
    ),
    "a question that cannot be asked": (
        '- id: a\n  question: "?!"\n  expect: {outcome: answered}',
        '1: item a: question: the question is empty; ask one, as in "who said so?"',
    ),
    "a fact without alternatives": (
        "- id: a\n  question: Who?\n  expect: {outcome: answered, facts: [x, []]}",
        "1: item a: expect.facts entry 2: has no alternatives; write a list of strings, each or "
        "a list of alternatives, as in [bridge, [2, two]]",
    ),
    "a passage without its quote": (
        "- id: a\n  question: Who?\n  expect: {outcome: answered, passages: [{source: s}]}",
        "1: item a: expect.passages.quote entry 1: is missing; write a list of pairs, as in "
        "[{source: mill-bridge, quote: closed because}]",
    ),
    "gold that contradicts itself": (
        "- id: a\n  question: Who?\n  expect: {outcome: nothing_found, facts: [x]}",
        "1: item a: expect: nothing_found goes without facts; take facts out, or expect "
        "outcome: answered",
    ),
    "a second label of an answer": (
        "- id: a\n  question: Who?\n  expect: {outcome: answered, also: unconfirmed}",
        "1: item a: expect: also goes beside a refusal; take it out, or expect its status",
    ),
    "one id twice": (
        "- &a {id: a, question: Who?, expect: {outcome: answered}}\n\n- *a",
        "1: item a: id: the item on line 1 has this id too; give one another id",
    ),
    "two items that ran together": (
        "- id: a\n  question: Who?\n  id: b",
        "3: 'id' is there twice; remove one, or begin the next item with `- id: ...`",
    ),
    "no list": ("id: a", "1: is not a list of items; begin each with `- id: ...`"),
    "an item without fields": ("- a", "1: item number 1: has no fields; write `id: ...`"),
    "broken YAML": (
        '- id: "a\n',
        "2: broken YAML, found unexpected end of stream; mend that line, and put text with ': ' "
        "or '#' in quotation marks",
    ),
}


def written(folder: Path, text: str, name: str = "set.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def loaded(folder: Path, text: str, name: str = "set.yaml") -> QuestionSet:
    return load_set(written(folder, text, name))


@pytest.mark.parametrize(
    ("name", "text"), [("s.yaml", AS_YAML), ("s.YML", AS_YAML), ("s.jsonl", AS_JSONL)]
)
def test_a_set_reads_the_same_from_yaml_and_json_lines(
    tmp_path: Path, name: str, text: str
) -> None:
    assert loaded(tmp_path, text, name).items == (FULL, EMPTY)


def test_a_set_reads_the_same_from_csv(tmp_path: Path) -> None:
    found = loaded(tmp_path, AS_CSV, "s.csv")
    assert found.items == (FULL, EMPTY)
    assert found.content_hash == loaded(tmp_path, AS_YAML).content_hash


@pytest.mark.parametrize(("text", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_wrong_is_said_with_place_and_cure(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(BadSet) as raised:
        load_set(path)
    assert str(raised.value) == f"{path}:{message}"


def test_a_broken_json_line_is_named_by_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadSet, match=r"s\.jsonl:3: broken JSON, .*; every line must be one"):
        loaded(tmp_path, AS_JSONL.splitlines()[0] + "\n\n{", "s.jsonl")
    with pytest.raises(BadSet, match=r"s\.jsonl:1: is no JSON object"):
        loaded(tmp_path, "[]", "s.jsonl")
    row = {"id": "a", "question": "Who?", "expect": {"outcome": "answered", "facts": [True]}}
    with pytest.raises(BadSet, match="True is no text; write a list of strings"):
        loaded(tmp_path, json.dumps(row), "s.jsonl")


def test_a_broken_csv_line_is_named_by_its_line(tmp_path: Path) -> None:
    head = "id,question,outcome\n"
    with pytest.raises(BadSet, match=r"s\.csv:4: has 4 cells, the header 3; put cells that"):
        loaded(tmp_path, head + '"a\nb",Who?,answered\nc,Who, then?,answered\n', "s.csv")
    with pytest.raises(BadSet, match=r"s\.csv:1: there is no column 'answer'; the columns are id"):
        loaded(tmp_path, "id,answer\n", "s.csv")
    with pytest.raises(BadSet, match=r"s\.csv:2: broken CSV, "):
        loaded(tmp_path, head + '"a"x,Who?,answered\n', "s.csv")


def test_files_that_are_no_sets_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSet, match=r"a question set ends in \.yaml, \.yml, \.jsonl, \.csv"):
        load_set(tmp_path / "set.txt")
    with pytest.raises(BadSet, match=r"no such question set; check the path, or write an example"):
        load_set(tmp_path / "set.yaml")
    (tmp_path / "latin.yaml").write_bytes("- é".encode("latin-1"))
    with pytest.raises(BadSet, match="is not UTF-8 text"):
        load_set(tmp_path / "latin.yaml")
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(BadSet, match="cannot be read"):
        load_set(tmp_path / "folder.yaml")


@pytest.mark.parametrize("text", ["", "[]", "# nothing yet\n"])
def test_an_empty_file_is_an_empty_set(tmp_path: Path, text: str) -> None:
    assert loaded(tmp_path, text).items == ()


def test_yaml_scalars_are_the_text_that_was_typed(tmp_path: Path) -> None:
    facts = "[0528, no, 12:30, 1_000, 2024-10-22, 'null', 4.10]"
    text = f"- id: 1\n  question: Who?\n  expect: {{outcome: answered, facts: {facts}}}"
    (item,) = loaded(tmp_path, text).items
    assert item.id == "1"
    assert [fact for (fact,) in item.expect.facts] == (
        ["0528", "no", "12:30", "1_000", "2024-10-22", "null", "4.10"]
    )


def test_one_value_stands_for_a_list_of_one(tmp_path: Path) -> None:
    text = "- {id: a, question: Who?, expect: {outcome: answered, facts: x, sources: s}}"
    (item,) = loaded(tmp_path, text).items
    assert (item.expect.facts, item.expect.sources) == ((("x",),), ("s",))


def test_drafts_are_left_out_and_named(tmp_path: Path) -> None:
    found = loaded(tmp_path, AS_YAML + "- id: later\n  draft: true\n  question: Who?\n")
    assert (found.items, found.drafts) == ((FULL, EMPTY), ("later",))
    assert loaded(tmp_path, AS_YAML.replace("type:", "draft: false\n  type:")).drafts == ()


def test_the_hash_changes_with_what_is_asked_or_expected_and_with_nothing_else(
    tmp_path: Path,
) -> None:
    before = loaded(tmp_path, AS_YAML)
    assert loaded(tmp_path, "# a remark\n" + AS_YAML, "other.yaml").content_hash == (
        before.content_hash
    )
    assert content_hash([replace(FULL, why=None), EMPTY]) == before.content_hash
    others = (
        [EMPTY, FULL],
        [FULL],
        [replace(FULL, question="Who?"), EMPTY],
        [replace(FULL, as_of=None), EMPTY],
        [replace(FULL, expect=replace(FULL.expect, status=None)), EMPTY],
    )
    hashes = {content_hash(items) for items in others}
    assert len(hashes) == len(others)
    assert before.content_hash not in hashes


@given(st.text(), st.sampled_from(["s.yaml", "s.jsonl", "s.csv"]))
def test_any_text_loads_or_is_refused_with_a_cure(text: str, name: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, encoding="utf-8", errors="replace")
        assert "; " in (_refusal(path) or "; ")


def _refusal(path: Path) -> str | None:
    try:
        load_set(path)
    except BadSet as error:
        return str(error)
    return None


@pytest.mark.parametrize("story", ["breach", "harbour"])
def test_the_sets_of_the_invented_stories_load(story: str) -> None:
    assert load_set(ROOT / "tests" / "stories" / story / "qa.yaml").items


def test_the_example_loads_and_shows_every_field() -> None:
    example = SHIPPED.with_name("example.yaml")
    assert len(load_set(example).items) == 3
    text = example.read_text(encoding="utf-8")
    names = (*Item.__dataclass_fields__, *Expectation.__dataclass_fields__)
    assert [name for name in names if f"{name}:" not in text] == []
    assert [q for q in Qualifier if q not in text] == []
