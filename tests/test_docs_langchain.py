"""The page on LangChain keeps its word: its code runs as it stands, and prints what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.fakes import write_sources
from tests.fakes_place import PROCESS, SOURCES

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "langchain.md").read_text(encoding="utf-8")
_BLOCKS = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_the_code_of_the_page_runs_in_order_and_prints_what_stands_below_it(
    tmp_path: Path, model_folder: Path
) -> None:
    write_sources(tmp_path / "my-story" / "sources", *SOURCES)
    (tmp_path / "home" / "models").mkdir(parents=True)
    (tmp_path / "home" / "models" / model_folder.name).symlink_to(model_folder)
    code = "\n".join(text for kind, text in _BLOCKS.findall(PAGE) if kind == "python")
    printed = "".join(text for kind, text in _BLOCKS.findall(PAGE) if kind == "text")

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        cwd=tmp_path,
        env=os.environ | PROCESS | {"ONRECORD_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )

    assert done.stderr == ""
    assert done.stdout == printed


def test_the_page_names_every_block_of_code() -> None:
    assert {kind for kind, _ in _BLOCKS.findall(PAGE)} == {"python", "text"}
