"""A program that runs long sees what other processes did to the index, and never waits for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep
from typing import cast

import pytest

from bot.assembly import corpus_of, open_live_assistant, update_index
from bot.assistant import Assistant
from bot.live import LiveAssistant, Opened
from bot.settings import Settings, load_settings
from retrieval.errors import IndexUnusable
from retrieval.loaders.markdown import write_source
from tests.fakes import a_source
from tests.fakes_generative import Harbour

PATIENCE = 90.0  # seconds; much more than anything takes, also on a busy machine
SEVERAL = 5  # questions that are asked and answered while an index is built
NEWS = a_source(
    "crane-fell", "The blue crane at Pier Seven fell into the water, the harbour master confirmed."
)


@pytest.fixture
def settings(harbour: Harbour) -> Settings:
    return load_settings(home=harbour.home, corpus=harbour.corpus)


@pytest.fixture
def live(settings: Settings) -> Iterator[LiveAssistant]:
    opened = open_live_assistant(settings)
    yield opened
    opened.close()


def wait_until(met: Callable[[], bool]) -> None:
    deadline = monotonic() + PATIENCE
    while not met():
        assert monotonic() < deadline
        sleep(0.01)


def wait_for(source_id: str, live: LiveAssistant) -> None:
    wait_until(lambda: source_id in {source.id for source in live.sources})


def test_a_source_that_another_process_adds_is_answered_from_within_seconds(
    live: LiveAssistant, harbour: Harbour, tmp_path: Path
) -> None:
    question = "Did the blue crane at Pier Seven fall?"
    assert NEWS.id not in {c.source_id for c in live.ask(question).citations}
    (tmp_path / "news.md").write_text(write_source(NEWS), encoding="utf-8")
    ran = harbour.start("add", str(tmp_path / "news.md"))
    assert ran.code == 0, ran.err
    wait_for(NEWS.id, live)
    assert NEWS.id in {c.source_id for c in live.ask(question).citations}


def test_questions_go_on_while_the_index_is_being_written(
    live: LiveAssistant, settings: Settings
) -> None:
    corpus_of(settings).take_in([NEWS])
    done = Event()

    def write() -> None:
        update_index(settings, rebuild=True)
        done.set()

    writer = Thread(target=write)
    writer.start()
    answered = 0  # how long one takes is benchmarks/lifecycle.py's to measure
    while answered < SEVERAL and not done.is_set():
        assert live.ask("Who is responsible for the fire?").text
        answered += not done.is_set()
    writer.join()
    assert answered == SEVERAL
    wait_for(NEWS.id, live)


def test_follow_ups_and_claims_are_read_over_the_state_in_force(live: LiveAssistant) -> None:
    follow_up = live.stand_alone("and the fire chief?", "What did Corvane say about the tanks?")
    assert follow_up == "What did the fire chief say about the tanks?"
    assert live.claims_in("Hi! The tanks held acid.") == ("The tanks held acid.",)


class Counted:
    """Stands for an assistant; counts who has it and whether it was closed."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.closed = Event()

    def opened(self) -> Opened:
        return Opened(cast(Assistant, self), self.name, self.closed.set)

    @property
    def sources(self) -> str:
        assert not self.closed.is_set()
        return self.name


def test_the_old_state_is_closed_only_when_its_last_question_is_done() -> None:
    states = [Counted("one"), Counted("two")]
    current = iter(states)
    generation = ["one"]
    live = LiveAssistant(lambda: next(current).opened(), lambda: generation[0], every=0.01)
    with live._lent() as lent:
        generation[0] = "two"
        wait_until(lambda: cast(str, live.sources) == "two")
        assert not states[0].closed.wait(0.05)
        assert cast(Counted, lent).sources == "one"
    assert states[0].closed.wait(PATIENCE)
    live.close()
    assert states[1].closed.is_set()


def test_a_state_that_cannot_be_opened_is_tried_again_and_the_last_good_one_answers() -> None:
    states, failures = [Counted("one"), Counted("two")], [None, IndexUnusable("not yet"), None]
    tries: list[int] = []

    def opener() -> Opened:
        tries.append(1)
        failure = failures[len(tries) - 1]
        if failure is not None:
            raise failure
        return states[len(tries) // 2].opened()

    generation = ["one"]
    live = LiveAssistant(opener, lambda: generation[0], every=0.01)
    generation[0] = "two"
    wait_until(lambda: cast(str, live.sources) == "two")
    assert len(tries) == 3
    live.close()
