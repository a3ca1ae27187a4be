"""What preparing a question by a model can gain: with a model that does it perfectly.

translating   the six questions of languages.yaml in each language, over an English story that holds
              the facts in English: is the right page first, or among three, as asked and translated
splitting     two questions of a story joined by "and": are sources of both among the passages that
              a model would be offered, as joined and split into the two
No model is asked; the translations and the parts are the ones people wrote. So these are ceilings.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from languages import STORY, ranks, shares

from common import ROOT, print_table

from bot.answering.drafting.offering import MOST
from bot.answering.prepared import Prepared
from bot.assembly import open_assistant
from bot.assistant import Assistant
from bot.settings import load_settings
from retrieval.documents import Source
from retrieval.loaders.markdown import write_source

STORIES = ROOT / "tests" / "stories"


def main() -> None:
    """Prints both tables."""
    with tempfile.TemporaryDirectory() as place:
        home = Path(place) / "home"
        home.mkdir()
        models = load_settings().home / "models"
        if models.is_dir():
            (home / "models").symlink_to(models)
        translating(home, Path(place))
        splitting(home)


def translating(home: Path, place: Path) -> None:
    """Questions in other languages over English pages."""
    facts = yaml.safe_load((ROOT / "benchmarks" / "languages.yaml").read_text(encoding="utf-8"))
    corpus = place / "corpus"
    shutil.copytree(STORY, corpus / "sources")
    for n, fact in enumerate(facts["en"]):
        page = Source(f"fact-{n}", f"Page {n}", "Benchmark", date(2024, 3, 5), fact["text"])
        (corpus / "sources" / f"{page.id}.md").write_text(write_source(page))
    assistant = open_assistant(load_settings(home=home, corpus=corpus))
    search = assistant._search
    english = shares(ranks(search, [fact["question"] for fact in facts["en"]]))
    rows = [
        (language, *shares(ranks(search, [fact["question"] for fact in told])), *english)
        for language, told in facts.items()
        if language != "en"
    ]
    columns = ("asked in", "as asked: first", "in three", "translated: first", "in three")
    print_table("translating: is the right English page found?", columns, rows)


def splitting(home: Path) -> None:
    """Pairs of questions, joined and split."""
    rows = []
    for story in ("harbour", "breach", "dam", "trial"):
        assistant = open_assistant(load_settings(home=home, corpus=STORIES / story))
        items = yaml.safe_load((STORIES / story / "qa.yaml").read_text(encoding="utf-8"))
        wanted = [i for i in items if i["expect"].get("sources") and i["as_of"] is None]
        pairs = list(pairwise(wanted))
        whole = sum(both(assistant, pair, split=False) for pair in pairs)
        split = sum(both(assistant, pair, split=True) for pair in pairs)
        rows.append((story, len(pairs), f"{whole / len(pairs):.2f}", f"{split / len(pairs):.2f}"))
    columns = ("story", "pairs", "as joined", "split")
    print_table(f"splitting: sources of both among {MOST} passages?", columns, rows)


def both(assistant: Assistant, pair: Iterable[dict[str, Any]], *, split: bool) -> bool:
    """Whether each of two questions has an expected source among the passages."""
    one, other = pair
    questions = (one["question"], other["question"])
    joined = f"{questions[0].rstrip('?. ')}, and {questions[1]}"
    prepared = Prepared(joined, questions if split else ())
    asked = assistant._asked(joined, prepared, None)
    found = {h.passage.source.id for h in assistant._found(asked, prepared.searches)[:MOST]}
    return all(found & set(item["expect"]["sources"]) for item in (one, other))


if __name__ == "__main__":
    main()
