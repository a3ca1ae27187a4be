"""Measures the labels: the ledger replayed, the question sets, the attacks, and what it costs.

`--markdown FILE` writes the tables for docs/evidence.md; `--floors` exits 1 below a bar.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import fmean
from time import perf_counter

import yaml

from common import DEV_SET, ROOT, SHARED, console, parser, print_table

from bot.answering.question import QuestionReader
from bot.assembly import open_assistant
from bot.assistant import Assistant
from bot.claims import Answer, Outcome, Status
from bot.evaluation.loading import load_set
from bot.evaluation.metrics import summarise
from bot.evaluation.run import answered
from bot.evaluation.scoring import score
from bot.evidence.keeping import kept
from bot.evidence.statements import readings_of
from bot.settings import load_settings
from retrieval import chunking
from retrieval.corpus import Corpus
from retrieval.naming import ActorNames
from retrieval.packing import pack

LEDGER = SHARED / "facts" / "ledger.yaml"
STORIES = ROOT / "tests" / "stories"
BARS = {"ledger accuracy": 0.85, "over-confirmation": 0.03, "seconds for 1,000 sentences": 8.0}
KEPT = (
    "status_accuracy",
    "over_confirmation",
    "under_confirmation",
    "fact_recall",
    "source_hit",
    "wrong_on_unanswerable",
)
_SENTENCES = 1000
Rows = list[tuple[object, ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One claim of the ledger on one day of its history, and what the assistant makes of it."""

    id: str
    claim: str
    day: date
    gold: Status
    answer: Answer

    @property
    def got(self) -> Status:
        """An answer that abstains leaves the claim unconfirmed."""
        return self.answer.status or Status.UNCONFIRMED

    @property
    def over(self) -> bool:
        """The costly error: confirmed here, not in the ledger."""
        return self.got is Status.CONFIRMED and self.gold is Status.UNCONFIRMED

    @property
    def reason(self) -> str:
        """Why the assistant says so."""
        claims = self.answer.claims
        return claims[0].label.reason if claims else self.answer.outcome.value


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a title, printed or written."""

    title: str
    columns: tuple[str, ...]
    rows: Rows

    def markdown(self) -> str:
        """The table for a page."""
        lines = [self.columns, tuple("---" for _ in self.columns), *self.rows]
        cells = ("| " + " | ".join(str(c).replace("|", "/") for c in row) + " |" for row in lines)
        return f"**{self.title}**\n\n" + "\n".join(cells) + "\n"


def replay(assistant: Assistant, path: Path) -> list[Entry]:
    """Asks for each claim of the ledger on each day of its history."""
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    entries = []
    for claim in loaded["claims"]:
        for step in claim["status_history"]:
            day = date.fromisoformat(str(step["date"]))
            gold = Status.CONFIRMED if step["status"] == "CONFIRMED" else Status.UNCONFIRMED
            answer = assistant.ask(claim["claim"], day)
            entries.append(Entry(claim["id"], claim["claim"], day, gold, answer))
    return entries


def ledger_tables(entries: Sequence[Entry]) -> tuple[Table, Table]:
    """How often the status is the ledger's, and where it is not."""
    total = len(entries)
    wrong = [e for e in entries if e.got is not e.gold]
    over = sum(e.over for e in entries)
    under = len(wrong) - over
    counts: Rows = [
        ("accuracy", f"{(total - len(wrong)) / total:.3f}", f"{total - len(wrong)}/{total}"),
        ("over-confirmation", f"{over / total:.3f}", f"{over}/{total}"),
        ("under-confirmation", f"{under / total:.3f}", f"{under}/{total}"),
    ]
    missed: Rows = [("over" if e.over else "under", e.id, e.day, e.claim, e.reason) for e in wrong]
    columns = ("error", "id", "as of", "claim", "reason given")
    return (
        Table("Ledger replayed", ("measure", "value", "of"), counts),
        Table("Disagreements with the ledger", columns, missed),
    )


def set_table() -> Table:
    """Labels over the three question sets."""
    sets: list[tuple[str, Path, Path | None]] = [("dev", DEV_SET, None)]
    sets += [(n, STORIES / n / "qa.yaml", STORIES / n) for n in ("harbour", "breach")]
    rows: Rows = [(name, *_measures(path, corpus)) for name, path, corpus in sets]
    return Table("Question sets", ("set", *KEPT), rows)


def _measures(path: Path, corpus: Path | None) -> tuple[str, ...]:
    assistant = open_assistant(load_settings(corpus=corpus))
    bodies = {s.id: s.body for s in assistant.sources}
    outturns = [answered(item, assistant) for item in load_set(path).items]
    found = summarise(outturns, [score(o, bodies) for o in outturns])
    return tuple(f"{found.value(name) or 0:.2f}" for name in KEPT)


def cost_table(assistant: Assistant) -> Table:
    """Labelling's share of a warm question, and how fast sentences become statements."""
    items = load_set(DEV_SET).items
    answers = [assistant.ask(i.question, i.as_of) for _ in range(2) for i in items][len(items) :]
    timed = [a.elapsed for a in answers if a.outcome is Outcome.ANSWERED]
    label, total = fmean(e.label for e in timed), fmean(e.total for e in timed)
    rows: Rows = [
        ("labelling, ms of a warm question", f"{label:.1f}", f"{100 * label / total:.0f} %"),
        *reading_rows(),
    ]
    return Table("Cost", ("what", "value", "of"), rows)


def reading_rows() -> Rows:
    """Seconds in which 1,000 sentences of the shipped corpus become statements, the parser loaded,
    and what an index keeps of a sentence."""
    corpus = Corpus(ROOT / "corpus", ROOT / "corpus" / "no-overlay")
    names = ActorNames(corpus.actors(), QuestionReader.common_words())
    sources = corpus.sources()
    chunking.parsed(sources[0], parser())  # loads it
    started = perf_counter()
    together = chunking.parsed_together(sources, parser())
    documents = [(s, *read) for s, read in zip(sources, together, strict=True)]
    parsed = perf_counter()
    read = [readings_of(*document, names) for document in documents]
    ended = perf_counter()
    count = sum(len(sentences) for _, sentences, _ in documents)
    packed = sum(len(pack(parses)) for *_, parses in documents)
    text = sum(len(kept(readings).encode()) for readings in read)
    bar = f"bar {BARS['seconds for 1,000 sentences']:.0f}"
    return [
        ("seconds for 1,000 sentences", f"{(ended - started) * _SENTENCES / count:.2f}", bar),
        ("of these, to parse", f"{(parsed - started) * _SENTENCES / count:.2f}", ""),
        ("of these, to read statements", f"{(ended - parsed) * _SENTENCES / count:.2f}", ""),
        ("bytes of an index for a sentence: parse", f"{packed / count:.0f}", ""),
        ("bytes of an index for a sentence: statements", f"{text / count:.0f}", ""),
    ]


def _attacks() -> Table:
    from attacks import COLUMNS, attack_rows

    return Table("Attacks", COLUMNS, list(attack_rows(Path(__file__).with_name("attacks.yaml"))))


def _below(entries: Sequence[Entry]) -> list[str]:
    accuracy = sum(e.got is e.gold for e in entries) / len(entries)
    over = sum(e.over for e in entries) / len(entries)
    broken = [f"ledger accuracy {accuracy:.3f}"] if accuracy < BARS["ledger accuracy"] else []
    return broken + ([f"over-confirmation {over:.3f}"] if over > BARS["over-confirmation"] else [])


def main() -> None:
    """Measures, prints, writes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--ledger", type=Path, default=LEDGER, help="the ledger to replay")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables to FILE")
    parser.add_argument("--quick", action="store_true", help="leave out the sets and the attacks")
    parser.add_argument("--floors", action="store_true", help="exit 1 below a bar")
    arguments = parser.parse_args()
    if not arguments.ledger.exists():
        raise SystemExit(f"{arguments.ledger}: no such ledger; pass one with --ledger FILE")
    assistant = open_assistant(load_settings())
    entries = replay(assistant, arguments.ledger)
    tables = [*ledger_tables(entries), cost_table(assistant)]
    if not arguments.quick:
        tables += [set_table(), _attacks()]
    for table in tables:
        print_table(table.title, table.columns, table.rows)
    if arguments.markdown:
        text = "\n".join(table.markdown() for table in tables)
        arguments.markdown.write_text(text, encoding="utf-8")
    broken = _below(entries)
    console.print("; ".join(broken) or "the ledger's bars hold")
    if arguments.floors and broken:
        raise SystemExit("below the bar: " + "; ".join(broken))


if __name__ == "__main__":
    main()
