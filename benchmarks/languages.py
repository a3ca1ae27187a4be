"""How far sources in other languages are found: six facts in each, among an English story.

A page of one fact per source and language stands in one corpus with tests/stories/harbour. Asked in
the page's language, and in English; counted is whether the right page comes first, or among three.
English pages of the same facts are left out, or they would come first for English questions.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path
from statistics import fmean

import yaml

from common import ROOT, parser, print_table

from bot.answering.question import QuestionReader
from bot.assembly import open_index
from bot.settings import load_settings
from retrieval.documents import Source
from retrieval.loaders.markdown import write_source
from retrieval.naming import ActorNames
from retrieval.search import HybridSearch, Query

_FILE = Path(__file__).with_name("languages.yaml")
STORY = ROOT / "tests" / "stories" / "harbour" / "sources"


def main() -> None:
    """Prints a row for each language."""
    facts = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    asked_in_english = [fact["question"] for fact in facts["en"]]
    rows = []
    for language, told in facts.items():
        with tempfile.TemporaryDirectory() as place:
            search = _search(Path(place), language, [fact["text"] for fact in told])
            own = ranks(search, [fact["question"] for fact in told])
            english = ranks(search, asked_in_english)
        rows.append((language, *shares(own), *shares(english)))
    columns = ("pages in", "own: first", "own: in three", "English: first", "English: in three")
    print_table("is the right page found?", columns, rows)


def _search(place: Path, language: str, texts: list[str]) -> HybridSearch:
    shutil.copytree(STORY, place / "corpus" / "sources")
    for n, text in enumerate(texts):
        page = Source(f"fact-{n}", f"Page {n}", "Benchmark", date(2024, 3, 5), text)
        path = place / "corpus" / "sources" / f"{page.id}.md"
        path.write_text(write_source(page).replace("language: en", f"language: {language}"))
    home = place / "home"
    home.mkdir()
    models = load_settings().home / "models"
    if models.is_dir():
        (home / "models").symlink_to(models)
    return HybridSearch(*open_index(load_settings(home=home, corpus=place / "corpus")))


def ranks(search: HybridSearch, questions: list[str]) -> list[int]:
    """Of each question's page among the sources found, from 0."""
    reader = QuestionReader(ActorNames(()), parser())
    ranks = []
    for n, text in enumerate(questions):
        asked = reader.read(text, None)
        hits = search.search(Query(asked.search_text, asked.search_phrases), 30)
        found = list(dict.fromkeys(hit.passage.source.id for hit in hits))
        ranks.append(found.index(f"fact-{n}") if f"fact-{n}" in found else len(found))
    return ranks


def shares(ranks: list[int]) -> tuple[str, str]:
    return f"{fmean(r < 1 for r in ranks):.2f}", f"{fmean(r < 3 for r in ranks):.2f}"


if __name__ == "__main__":
    main()
