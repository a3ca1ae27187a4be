"""Broken corpora, indexes, disks and code: one line that says what to do, and nothing is lost."""

from __future__ import annotations

import json
import os
import resource
from pathlib import Path

import pytest
import typer
from filelock import FileLock
from typer.testing import CliRunner

from bot.commands.failures import OneLineErrors
from retrieval.sentence_embedding import model_folder as folder_of
from tests.fakes_place import BODY, QUESTION, Place, Ran, a_file


def test_a_corpus_folder_of_the_environment_that_is_missing_is_an_error(place: Place) -> None:
    ran = place.run("ask", QUESTION, ONRECORD_CORPUS="nowhere")
    assert (ran.code, ran.out) == (1, "")
    assert ran.error.startswith("nowhere: there is no such folder; pass --corpus DIR")


def test_a_broken_source_is_named_with_file_line_and_what_is_wrong(place: Place) -> None:
    path = place.write(
        "corpus/sources/bad.md", a_file().replace("published: 2024", "published: maybe 2024")
    )
    for command in (["ask", QUESTION], ["index"], ["sources"]):
        ran = place.run(*command)
        assert (ran.code, ran.out) == (1, "")
        assert ran.error.startswith(f"{path}:5: 'published' is not valid; ")


def test_two_sources_with_one_id_are_both_named(place: Place) -> None:
    path = place.write("corpus/sources/twin.md", a_file("mill-bridge"))
    ran = place.run("ask", QUESTION)
    assert (ran.code, ran.out) == (1, "")
    assert path in ran.error
    assert str(place.corpus / "sources" / "mill-bridge.md") in ran.error


def test_a_corpus_that_breaks_later_leaves_the_index_in_force(place: Place) -> None:
    before = place.run("ask", QUESTION).out
    broken = Path(place.write("corpus/sources/bad.md", "no front matter"))
    assert place.run("ask", QUESTION).code == 1
    broken.unlink()
    again = place.run("ask", QUESTION)
    assert (again.out, again.err) == (before, "")


def test_broken_actors_are_named_with_file_and_line(place: Place) -> None:
    path = place.write("corpus/actors.yaml", "- name: A\n- name: [B\n")
    ran = place.run("index")
    assert ran.code == 1
    assert ran.error.startswith(f"{path}:")


@pytest.mark.parametrize("damaged", ["catalogue.sqlite", "*/chroma.sqlite3"])
def test_an_unreadable_index_says_how_to_mend_it_and_that_works(place: Place, damaged: str) -> None:
    place.run("index")
    files = list(place.generation().glob(damaged))
    assert files
    for file in files:
        file.write_bytes(b"nonsense" * 1000)
    ran = place.start("ask", QUESTION)
    assert (ran.code, ran.out) == (1, "")
    assert "run `onrecord index --rebuild`" in ran.error
    assert place.start("index", "--rebuild").code == 0
    assert place.start("ask", QUESTION).code == 0


def test_an_index_without_catalogue_says_how_to_mend_it(place: Place) -> None:
    place.run("index")
    (place.generation() / "catalogue.sqlite").unlink()
    assert "run `onrecord index --rebuild`" in place.run("ask", QUESTION).error


def test_an_index_of_another_model_is_refused_and_kept(place: Place, model_folder: Path) -> None:
    place.run("index")
    other = folder_of(place.home / "models", "other-model")
    other.mkdir()
    for name in ("model.onnx", "tokenizer.json"):
        (other / name).symlink_to(model_folder / name)
    described = json.loads((model_folder / "model.json").read_text(encoding="utf-8"))
    (other / "model.json").write_text(json.dumps(described | {"name": "other-model"}))
    ran = place.run("ask", QUESTION, ONRECORD_EMBEDDING_MODEL="other-model")
    assert (ran.code, ran.out) == (1, "")
    assert "run `onrecord index --rebuild`, or set ONRECORD_EMBEDDING_MODEL=all-" in ran.error
    state = place.run("status", ONRECORD_EMBEDDING_MODEL="other-model").out
    assert "made by another model" in state
    assert place.run("ask", QUESTION).code == 0


def test_a_question_does_not_wait_for_a_process_that_indexes(place: Place) -> None:
    place.run("index")
    place.corpus.joinpath("sources", "ferry-strike.md").touch()
    with FileLock(place.generation().parent / "writer.lock"):
        ran = place.run("ask", QUESTION)
    assert ran.code == 0
    assert "Waiting" not in ran.err


def test_a_home_that_is_no_folder_is_refused(place: Place) -> None:
    ran = place.run("sources", ONRECORD_HOME=place.write("home-file", ""))
    assert ran.code == 0  # reading needs no home
    ran = place.run("remove", "mill-bridge", ONRECORD_HOME=str(place.root / "home-file"))
    assert (ran.code, ran.out) == (1, "")
    assert "set ONRECORD_HOME to a folder you can write to" in ran.error


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_home_is_refused_and_nothing_is_lost(place: Place) -> None:
    place.home.chmod(0o500)
    try:
        ran = place.run("ask", QUESTION)
    finally:
        place.home.chmod(0o700)
    assert (ran.code, ran.out) == (1, "")
    assert "set ONRECORD_HOME to a folder you can write to" in ran.error
    assert place.run("ask", QUESTION).code == 0


def test_a_full_disk_is_one_line_and_the_old_index_stays(place: Place) -> None:
    before = place.run("ask", QUESTION).out
    place.write("corpus/sources/more.md", a_file(body=BODY * 400))

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    ran = place.start("ask", QUESTION, preexec_fn=little_room)
    assert (ran.code, ran.out) == (1, "")
    assert "free some space" in ran.error
    (place.corpus / "sources" / "more.md").unlink()
    assert place.start("ask", QUESTION) == Ran(0, before, "")


def failing(error: BaseException) -> typer.Typer:
    broken = typer.Typer(cls=OneLineErrors, pretty_exceptions_enable=False)

    @broken.callback()
    def start() -> None:
        """A command group like ours."""

    @broken.command()
    def fail() -> None:
        raise error

    return broken


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (KeyboardInterrupt(), 130, "interrupted; nothing was lost"),
        (OSError(28, "No space left on device", "/x"), 1, "/x: No space left on device; check"),
        (ValueError("two\nlines \x1b[31m"), 1, "unexpected ValueError: two lines [31m; set"),
        (typer.Exit(3), 3, None),
    ],
)
def test_whatever_is_raised_is_one_line_without_traceback(
    error: BaseException, code: int, line: str | None
) -> None:
    result = CliRunner().invoke(failing(error), ["fail"])
    assert (result.exit_code, result.stdout) == (code, "")
    assert result.stderr.startswith(f"onrecord: {line}" if line else "")
    assert len(result.stderr.splitlines()) == (1 if line else 0)


def test_an_unforeseen_error_keeps_its_traceback_on_request() -> None:
    result = CliRunner().invoke(failing(ValueError("ours")), ["fail"], env={"ONRECORD_DEBUG": "1"})
    assert isinstance(result.exception, ValueError)
