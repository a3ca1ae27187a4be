"""The attacks of benchmarks/evidence.py on the claims of attacks.yaml, with the real model.

Each corpus is copied to a folder of its own; forged sources come and go there, and the index takes
only what is new.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml

from common import ROOT

from bot.assembly import open_assistant
from bot.claims import Answer
from bot.settings import Settings, load_settings
from retrieval.corpus import Corpus
from tests.fakes import write_sources
from tests.fakes_attacks import Attack, Effect, Target, attacks_on, one_digit_off

Row = tuple[object, ...]
COLUMNS = ("claim", "attack", "status before", "after", "what else changed")


class Stage:
    """A copy of a corpus to which forged sources are added; its index only takes the new ones."""

    def __init__(self, corpus: Path, folder: Path) -> None:
        self._folder = folder
        shutil.copytree(corpus / "sources", folder / "sources")
        shutil.copy(corpus / "actors.yaml", folder / "actors.yaml")
        (folder / "home").mkdir()
        models = load_settings().home / "models"
        models.mkdir(parents=True, exist_ok=True)
        (folder / "home" / "models").symlink_to(models, target_is_directory=True)

    @property
    def settings(self) -> Settings:
        """The settings of an assistant over the copy."""
        return load_settings(home=self._folder / "home", corpus=self._folder)

    def target(self, corpus_id: str, claim: str, as_of: date, moved: tuple[str, str]) -> Target:
        """A claim that a source of the corpus makes; `moved` is a quotation and a new mouth."""
        corpus = Corpus(self._folder, self._folder / "overlay")
        source = next(s for s in corpus.sources() if s.id == corpus_id)
        return Target(claim, as_of, source, *moved)

    def under(self, attack: Attack, target: Target) -> Answer:
        """The answer while the attack's sources lie in the corpus."""
        write_sources(self._folder / "sources", *attack.sources)
        try:
            question = attack.question(target.claim)
            return open_assistant(self.settings).ask(question, target.as_of)
        finally:
            for source in attack.sources:
                (self._folder / "sources" / f"{source.id}.md").unlink()


def attack_rows(targets: Path) -> Iterator[Row]:
    """What each attack changes on each target; nothing is what is wanted."""
    loaded = yaml.load(targets.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for name in dict.fromkeys(str(t["corpus"]) for t in loaded):
        with tempfile.TemporaryDirectory() as folder:
            stage = Stage(ROOT / name, Path(folder))
            for given in (t for t in loaded if t["corpus"] == name):
                day = date.fromisoformat(str(given["as_of"]))
                moved = (given["quotation"], given["authority"])
                target = stage.target(given["source"], given["claim"], day, moved)
                yield from _attacked(stage, target)


def _attacked(stage: Stage, target: Target) -> Iterator[Row]:
    before = Effect.of(stage.under(Attack("none"), target))
    digit = (Attack("a figure changed by one digit", question=one_digit_off),)
    with_figure = any(c.isdigit() for c in target.claim)
    for attack in (*attacks_on(target), *(digit if with_figure else ())):
        after = Effect.of(stage.under(attack, target))
        changed = ", ".join(after.changes_from(before)) or "nothing"
        yield target.claim, attack.name, before.status, after.status, changed
