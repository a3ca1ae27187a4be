"""Measures the labels of claims: true ones in other words than the source's, and their twins.

A twin has one thing changed and must stay UNCONFIRMED. `benchmarks/claims/<story>.yaml`, and
`<story>.later.yaml`, written by somebody else, are by people who had not read the code; `--only`
chooses sets, so that thresholds chosen on some are measured on others, `--wrong` lists what went
wrong.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from common import ROOT, SHARED, console, print_table

from bot.assembly import open_assistant
from bot.claims import CheckedClaim, Status
from bot.settings import load_settings

CLAIMS = ROOT / "benchmarks" / "claims"
CORPORA = {"shipped": ROOT / "corpus", "lk99": SHARED / "stories" / "lk99"}
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim of the benchmark and what was made of it."""

    story: str
    row: dict[str, str]
    checked: CheckedClaim

    @property
    def id(self) -> str:
        """The story and the claim's own id: two stories may number alike."""
        return f"{self.story}/{self.row['id']}"

    @property
    def twin_of(self) -> str:
        """The true claim that this one twists, by `id`."""
        return f"{self.story}/{self.row.get('twin_of', '')}"

    @property
    def is_true(self) -> bool:
        """Whether the sources confirm it."""
        return self.row["expect"] == "confirmed"

    @property
    def confirmed(self) -> bool:
        """Whether we do."""
        return self.checked.label.status is Status.CONFIRMED

    @property
    def kind(self) -> str:
        """How far a true claim is from its source, or what was changed in a twin."""
        return str(self.row.get("near") or self.row.get("changed") or "")


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="stories, separated by commas")
    parser.add_argument("--wrong", action="store_true", help="list what went wrong")
    given = parser.parse_args()
    written = (p.name.removesuffix(".yaml") for p in CLAIMS.glob("*.yaml"))
    stories = given.only.split(",") if given.only else sorted(written)
    judged = [claim for story in stories for claim in judged_of(story)]
    for story in stories:
        _print_story(story, [c for c in judged if c.story == story])
    print_table(f"All {len(stories)} stories", _COLUMNS, [_row("all", judged)])
    _print_kinds(judged)
    if given.wrong:
        _print_wrong(judged)


def judged_of(story: str) -> list[Judged]:
    """Every claim of a story's set with its label, as of the newest source."""
    told = story.partition(".")[0]
    folder = CORPORA.get(told, ROOT / "tests" / "stories" / told)
    rows = yaml.safe_load((CLAIMS / f"{story}.yaml").read_text(encoding="utf-8"))
    assistant = open_assistant(load_settings(corpus=Path(folder)))
    try:
        return [Judged(story, row, _lowest(assistant.check(row["claim"]))) for row in rows]
    finally:
        assistant.close()


def _lowest(checked: Sequence[CheckedClaim]) -> CheckedClaim:
    """The lowest label of a claim's parts."""
    return min(checked, key=lambda c: c.label.status is Status.CONFIRMED)


_COLUMNS = ("story", "true", "CONFIRMED", "share", "false", "CONFIRMED", "share", "pairs right")


def _print_story(story: str, judged: Sequence[Judged]) -> None:
    print_table(story, _COLUMNS, [_row(story, judged)])


def _row(name: str, judged: Sequence[Judged]) -> tuple[object, ...]:
    true = [c for c in judged if c.is_true]
    false = [c for c in judged if not c.is_true]
    found, wrong = ([c for c in kind if c.confirmed] for kind in (true, false))
    confirmed = {c.id for c in found}
    pairs = [c for c in false if c.row.get("twin_of")]
    right = [c for c in pairs if c.twin_of in confirmed and not c.confirmed]
    shares = (
        f"{len(part) / max(len(whole), 1):.3f}"
        for part, whole in ((found, true), (wrong, false), (right, pairs))
    )
    of_true, of_false, of_pairs = shares
    return name, len(true), len(found), of_true, len(false), len(wrong), of_false, of_pairs


def _print_kinds(judged: Sequence[Judged]) -> None:
    asked, found = Counter(c.kind for c in judged), Counter(c.kind for c in judged if c.confirmed)
    rows = [(kind, n, found[kind]) for kind, n in sorted(asked.items())]
    print_table("By kind", ("kind", "claims", "CONFIRMED"), rows)


def _print_wrong(judged: Sequence[Judged]) -> None:
    for claim in judged:
        if claim.is_true is not claim.confirmed:
            label = claim.checked.label
            console.print(f"{claim.id} [{claim.kind}] {claim.row['claim']}", markup=False)
            console.print(f"    {label.status.value}: {label.reason}"[:160], markup=False)
            for row in claim.checked.deciding:
                console.print(f"    {row.source_id}: {row.quote[:200]}", markup=False)


if __name__ == "__main__":
    main()
