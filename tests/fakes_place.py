"""A small corpus, a home for it, and the `onrecord` command run in them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from bot.cli import app
from tests.fakes import a_source, write_sources

REPOSITORY = Path(__file__).parents[1]
PROCESS = {"PYTHONPATH": str(REPOSITORY)}
QUESTION = "Why is the Mill Bridge closed?"
SOURCES = (
    a_source(
        "mill-bridge",
        "The Mill Bridge is closed because a barge struck its pier, the Harbour Office said on "
        "5 March 2024. Divers found a crack of two metres below the water.\n",
        title="Mill Bridge closed after barge strikes pier",
    ),
    a_source(
        "ferry-strike",
        "The ferrymen's union called a strike for Friday. It asks for a rise of 7 percent.\n",
        title="Ferrymen call strike",
        published="2024-03-08",
    ),
)
BODY = "The swing bridge stayed open all night, the Harbour Office said on 9 March 2024.\n"


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def error(self) -> str:
        """The one line on stderr behind the program's name; only progress may precede it."""
        *progress, line = self.err.splitlines()
        assert all(step.endswith("…") for step in progress)
        assert line.startswith("onrecord: ")
        return line.removeprefix("onrecord: ")


@dataclass(frozen=True, slots=True)
class Place:
    """A corpus of two sources and a home with the exported model, nothing indexed."""

    root: Path

    @property
    def home(self) -> Path:
        return self.root / "home"

    @property
    def corpus(self) -> Path:
        return self.root / "corpus"

    @property
    def environment(self) -> dict[str, str]:
        return {"ONRECORD_HOME": str(self.home), "ONRECORD_CORPUS": str(self.corpus)}

    def run(self, *arguments: str, **environment: str) -> Ran:
        """Runs a command in this process."""
        result = CliRunner().invoke(app, arguments, env=self.environment | environment)
        return Ran(result.exit_code, result.stdout, result.stderr)

    def start(self, *arguments: str, **options: object) -> Ran:
        """Runs a command as a process of its own."""
        return self.execute(sys.executable, "-m", "bot", *arguments, **options)

    def execute(self, *program: str, **options: object) -> Ran:
        """Runs any program with the settings of this place."""
        done = subprocess.run(  # type: ignore[call-overload]
            program,
            env=os.environ | self.environment | PROCESS | {"HOME": str(self.root / "person")},
            cwd=self.root,
            capture_output=True,
            text=True,
            **options,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    def write(self, name: str, text: str) -> str:
        """A file beside the corpus; returns its path."""
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text, encoding="utf-8")
        return str(self.root / name)

    def ids(self) -> list[str]:
        """Ids that `sources` lists."""
        return [line.split("\t")[0] for line in self.run("sources").out.splitlines()]

    def generation(self) -> Path:
        """The folder of the index in force."""
        (current,) = (self.home / "indexes").glob("*/current")
        return current.parent / current.read_text(encoding="utf-8")


def furnish(root: Path, model: Path) -> Place:
    place = Place(root)
    write_sources(place.corpus / "sources", *SOURCES)
    (place.home / "models").mkdir(parents=True)
    (place.home / "models" / model.name).symlink_to(model)
    return place


def a_file(source_id: str = "swing-bridge", body: str = BODY) -> str:
    return (
        f"---\nid: {source_id}\ntitle: Swing bridge open\npublisher: Gazette\n"
        f"published: 2024-03-10\n---\n{body}"
    )
