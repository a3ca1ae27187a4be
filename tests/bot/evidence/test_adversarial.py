"""What a forged source or a loaded question can do to a label: nothing.

One small corpus with a claim that only a city hall makes; each attack adds to it and asks again.
`benchmarks/evidence.py` does the same over the shipped corpus with the real model.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.answering.extractive import ExtractiveComposer
from bot.answering.question import QuestionReader
from bot.assistant import Assistant
from bot.claims import Answer, Status
from bot.evidence.reader import StatementReader
from bot.labelling.ledger import Ledger
from retrieval.documents import Source
from retrieval.index import IndexFolder
from retrieval.naming import ActorNames
from retrieval.search import HybridSearch
from tests.fakes import FakeEmbedder, a_corpus, a_source, open_in_memory
from tests.fakes_attacks import Attack, Effect, Target, attacks_on, one_digit_off
from tests.fakes_evidence import CAST
from tests.fakes_parser import packaged, reading

DAY = date(2024, 3, 20)
CLAIM = "The ferry Petrel leaked 1,200 litres of oil"
QUOTATION = "the ferry Petrel leaked 1,200 litres of oil into our harbour"
REPORT = a_source(
    "petrel-leak",
    "The ferry Petrel leaked 1,200 litres of oil in the harbour, the mayor of Calder Ines Holt "
    f'said on 5 March 2024. "Last night {QUOTATION}," Holt said.\n',
    title="Ferry Petrel leaked oil, mayor says",
)
OTHERS = (
    a_source(
        "petrel-inquiry",
        "The Sea Safety Board has opened an inquiry into the ferry Petrel. It declined to say what "
        "it had found on board.\n",
        title="Inquiry into the ferry Petrel",
    ),
    a_source("mill", "The old mill opened a shop. It sells bread and flour.\n", title="Mill shop"),
)

TARGET = Target(CLAIM, DAY, REPORT, QUOTATION, "the Sea Safety Board")
Ask = Callable[[str, tuple[Source, ...]], Answer]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Asks a question of the corpus with these sources added."""

    def answered(question: str, added: tuple[Source, ...] = ()) -> Answer:
        corpus = a_corpus(tmp_path, REPORT, *OTHERS, *added)
        actors = [
            {
                "name": a.name,
                "aliases": list(a.aliases),
                "standing": a.standing.value,
                **({"side": a.side} if a.side else {}),
            }
            for a in CAST
        ]
        (tmp_path / "corpus" / "actors.yaml").write_text(yaml.safe_dump(actors))
        embedder = FakeEmbedder()
        folder = IndexFolder(tmp_path / "home", corpus, open_in_memory, reading())
        folder.update(embedder)
        return _assistant(folder, embedder).ask(question, DAY)

    return answered


def _assistant(folder: IndexFolder, embedder: FakeEmbedder) -> Assistant:
    index = folder.open(embedder)
    names = ActorNames(index.catalogue.actors(), QuestionReader.common_words())
    search = HybridSearch(index, embedder)
    statements = StatementReader(names, search.source, packaged())
    return Assistant(
        search,
        QuestionReader(names, packaged()),
        ExtractiveComposer(statements, search.document_frequency),
        Ledger(statements, search),
        index.catalogue.sources(),
    )


def test_the_claim_is_only_the_mayors_to_begin_with(ask: Ask) -> None:
    before = Effect.of(ask(CLAIM, ()))
    assert before.status == Status.UNCONFIRMED
    assert before.origins == {"Ines Holt"}


@pytest.mark.parametrize("attack", attacks_on(TARGET), ids=lambda attack: attack.name)
def test_an_attack_confirms_nothing_and_adds_no_origin(ask: Ask, attack: Attack) -> None:
    before = Effect.of(ask(CLAIM, ()))
    after = Effect.of(ask(attack.question(CLAIM), attack.sources))
    assert after.status != Status.CONFIRMED
    assert after.origins <= before.origins


@pytest.mark.parametrize(
    "name",
    ["a document that orders the label", "ten copies under ten publishers", "fake citation marks"],
)
def test_forged_pages_leave_qualifiers_and_origins_alone(ask: Ask, name: str) -> None:
    attack = next(a for a in attacks_on(TARGET) if a.name == name)
    before = Effect.of(ask(CLAIM, ()))
    changed = Effect.of(ask(CLAIM, attack.sources)).changes_from(before)
    assert {"status", "qualifiers", "origins added", "origins lost"}.isdisjoint(changed)


def test_a_figure_off_by_one_digit_finds_no_support(ask: Ask) -> None:
    board = a_source(
        "petrel-found",
        "The Sea Safety Board confirmed that the ferry Petrel leaked 1,200 litres of oil.\n",
        title="Board on the ferry Petrel",
        published=date(2024, 3, 12),
    )
    assert ask(CLAIM, (board,)).status is Status.CONFIRMED
    assert ask(one_digit_off(CLAIM), (board,)).status is not Status.CONFIRMED
