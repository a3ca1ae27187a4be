"""A corpus: its files, its actors, and what `add` and `remove` do to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.corpus import Corpus, Known, read_actors
from retrieval.documents import Actor, Standing
from retrieval.errors import CorpusError, DuplicateId, RetrievalError, StorageError
from tests.fakes import a_corpus, a_source, write_sources

BRIDGE = a_source("bridge", "The bridge is shut.\n")
FERRY = a_source("ferry", "The ferry runs.\n")


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return a_corpus(tmp_path, BRIDGE, FERRY)


def ids(corpus: Corpus) -> list[str]:
    return [source.id for source in corpus.sources()]


def one_line(caught: pytest.ExceptionInfo[RetrievalError]) -> str:
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_corpus_is_read_in_a_fixed_order(corpus: Corpus) -> None:
    assert corpus.sources() == (BRIDGE, FERRY)
    assert corpus.actors() == ()


def test_a_readme_hidden_files_and_other_formats_are_no_sources(corpus: Corpus) -> None:
    for name in ("README.md", ".draft.md", "photo.jpg", "bridge.md.part"):
        (corpus.folder / "sources" / name).write_text("nothing")
    assert ids(corpus) == ["bridge", "ferry"]


def test_a_folder_without_sources_is_answered_with_what_to_pass(tmp_path: Path) -> None:
    for folder in (tmp_path / "none", tmp_path):
        with pytest.raises(CorpusError) as caught:
            Corpus(folder, tmp_path / "overlay").sources()
        assert str(folder) in one_line(caught)
        assert "--corpus DIR" in str(caught.value)


def test_an_empty_sources_folder_is_answered_with_what_to_add(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    with pytest.raises(CorpusError, match=r"no sources in this folder; add one with `onrecord add"):
        Corpus(tmp_path, tmp_path / "overlay").sources()


def test_two_sources_with_one_id_are_both_named(corpus: Corpus) -> None:
    first = corpus.folder / "sources" / "bridge.md"
    second = first.with_name("copy.md")
    shutil.copy(first, second)
    with pytest.raises(DuplicateId) as caught:
        corpus.sources()
    message = one_line(caught)
    assert all(part in message for part in (str(first), str(second), "'bridge'", "change one"))


def test_one_broken_file_stops_the_reading_and_is_named(corpus: Corpus) -> None:
    broken = corpus.folder / "sources" / "broken.md"
    broken.write_text("---\nid: broken\n---\nText.")
    with pytest.raises(CorpusError, match="'title' is missing") as caught:
        corpus.sources()
    assert (caught.value.path, caught.value.line) == (broken, 1)


def test_corpora_in_different_folders_have_different_keys(tmp_path: Path) -> None:
    one, other = (Corpus(tmp_path / name / "story", tmp_path) for name in "ab")
    assert one.key != other.key
    assert one.key.startswith("story-")
    assert Corpus(tmp_path / "a" / ".." / "a" / "story", tmp_path).key == one.key


def test_stamps_change_with_every_file_that_decides_what_the_corpus_holds(corpus: Corpus) -> None:
    seen = {corpus.stamps()}
    (corpus.folder / "actors.yaml").write_text("- name: Council\n")
    seen.add(corpus.stamps())
    write_sources(corpus.folder / "sources", replace(FERRY, title="Another title"))
    seen.add(corpus.stamps())
    corpus.take_in([a_source("third")])
    seen.add(corpus.stamps())
    corpus.take_out(["bridge"])
    seen.add(corpus.stamps())
    assert len(seen) == 5
    assert corpus.stamps() == corpus.stamps()


def test_an_added_source_joins_and_the_folder_stays_as_it_was(corpus: Corpus) -> None:
    before = sorted(corpus.folder.rglob("*"))
    corpus.take_in([a_source("third")])
    assert corpus.sources() == (BRIDGE, FERRY, a_source("third"))
    assert sorted(corpus.folder.rglob("*")) == before


def test_adding_the_same_source_again_changes_nothing(corpus: Corpus) -> None:
    corpus.take_in([a_source("third")])
    stamps = corpus.stamps()
    corpus.take_in([a_source("third"), BRIDGE])
    assert corpus.stamps() == stamps


@pytest.mark.parametrize("source_id", ["bridge", "third"])
def test_another_text_under_a_known_id_is_its_next_version(corpus: Corpus, source_id: str) -> None:
    corpus.take_in([a_source("third")])
    changed = a_source(source_id, "Quite another text.")
    corpus.take_in([changed])
    assert changed in corpus.sources()
    assert sorted(ids(corpus)) == ["bridge", "ferry", "third"]


def test_many_come_in_together_or_not_at_all(corpus: Corpus) -> None:
    broken = replace(a_source("broken"), title="\ud800")  # no file can hold it
    with pytest.raises((StorageError, UnicodeEncodeError)):
        corpus.take_in([a_source("third"), broken])
    assert ids(corpus) == ["bridge", "ferry"]


def test_a_removed_source_no_longer_counts_though_its_file_stays(corpus: Corpus) -> None:
    corpus.take_out(["bridge"])
    assert ids(corpus) == ["ferry"]
    assert (corpus.folder / "sources" / "bridge.md").exists()


def test_a_removed_source_can_be_added_again_and_follows_its_file(corpus: Corpus) -> None:
    corpus.take_out(["bridge"])
    corpus.take_in([BRIDGE])
    assert ids(corpus) == ["bridge", "ferry"]
    edited = replace(BRIDGE, title="Another title")
    write_sources(corpus.folder / "sources", edited)
    assert corpus.sources() == (edited, FERRY)


def test_a_removed_source_may_come_back_with_another_text(corpus: Corpus) -> None:
    corpus.take_out(["bridge"])
    corpus.take_in([a_source("bridge", "Quite another text.")])
    assert {s.id: s.body for s in corpus.sources()}["bridge"] == "Quite another text."


def test_an_added_source_can_be_removed_and_its_id_used_anew(corpus: Corpus) -> None:
    corpus.take_in([a_source("third")])
    corpus.take_out(["third"])
    assert ids(corpus) == ["bridge", "ferry"]
    corpus.take_in([a_source("third", "Quite another text.")])
    assert ids(corpus) == ["bridge", "ferry", "third"]


def test_removing_an_unknown_source_says_how_to_list_them_and_removes_none(corpus: Corpus) -> None:
    for unknown in ("thrid", ""):
        with pytest.raises(CorpusError, match="`onrecord sources` lists the ids"):
            corpus.take_out(["bridge", unknown])
    assert ids(corpus) == ["bridge", "ferry"]
    corpus.take_out(["bridge"])
    with pytest.raises(CorpusError, match="no source 'bridge'"):
        corpus.take_out(["bridge"])


def test_a_place_that_cannot_be_written_is_named_and_nothing_is_lost(tmp_path: Path) -> None:
    corpus = a_corpus(tmp_path, BRIDGE, FERRY)
    corpus.overlay.write_text("a file where a folder should be")
    changes: tuple[Callable[[], None], ...] = (
        lambda: corpus.take_in([a_source("third")]),
        lambda: corpus.take_out(["bridge"]),
    )
    for change in changes:
        with pytest.raises(StorageError) as caught:
            change()
        assert str(corpus.overlay) in one_line(caught)
        assert "ONRECORD_HOME" in str(caught.value)
    assert ids(corpus) == ["bridge", "ferry"]


def test_all_sources_of_a_folder_may_be_removed_and_come_back(corpus: Corpus) -> None:
    corpus.take_out(["bridge", "ferry"])
    assert ids(corpus) == []
    corpus.take_in([FERRY])
    assert ids(corpus) == ["ferry"]


def test_what_was_read_before_is_not_read_again(corpus: Corpus) -> None:
    stamps = {one.stamp: (one.id, one.content_hash) for one in corpus.held() if one.stamp}
    kept = {(BRIDGE.id, BRIDGE.content_hash): replace(BRIDGE, note="from memory")}
    knowing = replace(corpus, read_before=lambda: Known(stamps, lambda: kept))
    assert [one.source for one in knowing.held()] == [None, None]
    assert [source.note for source in knowing.sources()] == ["from memory", None]
    edited = replace(FERRY, title="Another title")
    write_sources(corpus.folder / "sources", edited)
    assert [one.source for one in knowing.held()] == [None, edited]


def actors_from(folder: Path, text: str) -> tuple[Actor, ...]:
    path = folder / "actors.yaml"
    path.write_text(text, encoding="utf-8")
    return read_actors(path)


def test_actors_are_read_with_names_standing_and_side(tmp_path: Path) -> None:
    text = """\ufeff# who speaks
- name: Town council
  aliases: [council, Hafenrat]
  standing: authority
  side: Town
  colour: blue
- name: Ferry company
"""
    assert actors_from(tmp_path, text) == (
        Actor("Town council", ("council", "Hafenrat"), Standing.AUTHORITY, "Town"),
        Actor("Ferry company", (), Standing.OTHER),
    )


def test_an_empty_actors_file_lists_nobody(tmp_path: Path) -> None:
    assert actors_from(tmp_path, "# nobody yet\n") == ()


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("- name: A\n- name: [B\n", 3, "broken YAML"),
        ("- name: A\n  note: a: b\n", 2, "broken YAML"),
        ("- name: A\n- name: B\x07\n", 2, "control characters"),
        ("name: A\n", 1, "not a list of actors"),
        ("- name: A\n\n- aliases: [b]\n", 3, "actor 2 name: Field required"),
        ("- name: A\n- name: B\n  standing: king\n", 2, "actor 2 standing"),
        ("- name: A\n  aliases: b\n", 1, "actor 1 aliases"),
        ("- just a name\n", 1, "actor 1"),
        ("- name: A\n- name: B\n- name: A\n", 3, "'A' is listed twice"),
    ],
)
def test_a_broken_actors_file_is_named_with_line_and_fault(
    tmp_path: Path, text: str, line: int, what: str
) -> None:
    with pytest.raises(CorpusError) as caught:
        actors_from(tmp_path, text)
    assert one_line(caught).startswith(f"{tmp_path / 'actors.yaml'}:{line}: ")
    assert what in str(caught.value)


def test_an_impossible_date_in_the_actors_file_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="quote it"):
        actors_from(tmp_path, "- name: A\n  note: 2024-02-30\n")


def test_an_actors_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "actors.yaml").mkdir()
    with pytest.raises(CorpusError, match="cannot be read"):
        read_actors(tmp_path / "actors.yaml")
