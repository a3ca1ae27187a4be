"""What a correction does to an answer: what is new leads, what was wrong is taken back.

Four small invented corpora: a figure in wire copies, a name, an office's own figure, whole reports.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from bot.assembly import open_assistant
from bot.assistant import Assistant
from bot.claims import Answer, Qualifier, Status
from bot.settings import load_settings

UNCONFIRMED, REFUTED = Status.UNCONFIRMED, Qualifier.REFUTED

STORM = {
    "herald-0310": (
        "Storm hits the coast",
        "Tarn Herald",
        "2025-03-10",
        "The storm destroyed 300 homes in Kestrel Bay on Sunday. Two bridges were closed.\n\n"
        "CORRECTION, 12 March: The number of homes destroyed is 30, not 300.",
    ),
    "post-0310": (
        "Homes gone after the storm",
        "Ulm Post",
        "2025-03-10",
        "The storm destroyed 300 homes in Kestrel Bay on Sunday. Rain is expected until Friday.",
    ),
}
QUARRY = {
    "mail-0402": (
        "Man killed at Dorn quarry",
        "Dorn Mail",
        "2025-04-02",
        "A fall at the Dorn quarry killed a man on Tuesday. The rescue service named the victim as "
        "Aldo Reyes. The quarry stayed shut for two days.\n\n"
        "Editor's note, 4 April: An earlier version of this story misidentified the victim as Aldo "
        "Reyes. He is Bram Castell.",
    ),
}
FEVER = {
    "sun-0601": (
        "Fever spreads in Harl",
        "Harl Sun",
        "2025-06-01",
        "The Health Office said that 120 people had fallen ill with river fever in Harl.",
    ),
    "sun-0607": (
        "Fever count withdrawn",
        "Harl Sun",
        "2025-06-07",
        "The Health Office has withdrawn its figure of 120. It now speaks of 87 cases.",
    ),
}
BRIDGE = {
    "weekly-0704": (
        "Bridge gone",
        "Gale Weekly",
        "2025-07-04",
        "The Orrin bridge collapsed on Friday morning. Nobody was hurt.",
    ),
    "weekly-0711": (
        "Orrin bridge",
        "Gale Weekly",
        "2025-07-11",
        "Last week we reported that the Orrin bridge had collapsed. That was wrong. The Orrin "
        "bridge is open to traffic.",
    ),
    "times-0709": (
        "Mayor buys yacht",
        "Gale Times",
        "2025-07-09",
        "The mayor of Gale bought a yacht with money of the town.\n\n"
        "Editor's note, 15 July: The Times has withdrawn this report. Its author had not seen the "
        "papers that he quoted.",
    ),
}
CORPORA = {"storm": STORM, "quarry": QUARRY, "fever": FEVER, "bridge": BRIDGE}
Asks = Callable[..., Answer]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory, model_folder: Path) -> Asks:
    """Asks one of the corpora by its name."""
    root = tmp_path_factory.mktemp("corrections")
    (root / "home" / "models").mkdir(parents=True)
    (root / "home" / "models" / model_folder.name).symlink_to(model_folder)

    def opened(name: str) -> Assistant:
        folder = root / name / "sources"
        folder.mkdir(parents=True)
        for source_id, (title, publisher, published, body) in CORPORA[name].items():
            head = f"id: {source_id}\ntitle: {title}\npublisher: {publisher}\n"
            page = f"---\n{head}published: {published}\n---\n\n{body}\n"
            (folder / f"{source_id}.md").write_text(page, encoding="utf-8")
        (root / name / "actors.yaml").write_text(ACTORS, encoding="utf-8")
        return open_assistant(load_settings(home=root / "home", corpus=root / name))

    kept = cache(opened)
    return lambda name, question, as_of=None: kept(name).ask(question, as_of)


ACTORS = """
- {name: Health Office, aliases: [the office], standing: authority, side: Health Office}
- {name: Rescue service, aliases: [the rescue service], standing: authority, side: Rescue service}
"""


@pytest.mark.parametrize(
    ("name", "question", "new", "old"),
    [
        ("storm", "How many homes did the storm destroy in Kestrel Bay?", "30", "300"),
        ("quarry", "Who was the victim of the fall?", "Bram Castell", "Aldo"),
        ("fever", "How many people fell ill with river fever in Harl?", "87", "120"),
    ],
)
def test_the_new_value_is_told_before_the_old_one(
    ask: Asks, name: str, question: str, new: str, old: str
) -> None:
    told = re.findall(rf"\b(?:{new}|{old})\b", ask(name, question).text)
    assert told[:1] == [new]


@pytest.mark.parametrize(
    ("name", "claim"),
    [
        ("storm", "Did the storm destroy 300 homes in Kestrel Bay?"),
        ("quarry", "Was the victim Aldo Reyes?"),
        ("fever", "Did 120 people fall ill with river fever in Harl?"),
        ("bridge", "Did the Orrin bridge collapse?"),
        ("bridge", "Did the mayor of Gale buy a yacht?"),
    ],
)
def test_what_was_wrong_is_refuted(ask: Asks, name: str, claim: str) -> None:
    answer = ask(name, claim)
    assert answer.status is UNCONFIRMED
    assert REFUTED in answer.claims[0].label.qualifiers


@pytest.mark.parametrize(
    ("name", "claim", "before"),
    [
        ("storm", "Did the storm destroy 300 homes in Kestrel Bay?", date(2025, 3, 11)),
        ("fever", "Did 120 people fall ill with river fever in Harl?", date(2025, 6, 5)),
        ("bridge", "Did the Orrin bridge collapse?", date(2025, 7, 10)),
        ("bridge", "Did the mayor of Gale buy a yacht?", date(2025, 7, 14)),
    ],
)
def test_a_day_before_the_correction_nothing_is_known_of_it(
    ask: Asks, name: str, claim: str, before: date
) -> None:
    answer = ask(name, claim, before)
    assert REFUTED not in answer.claims[0].label.qualifiers
    assert all(word not in answer.text for word in ("CORRECTION", "note", "wrong", "withdrawn"))


def test_the_history_has_the_day_of_the_correction(ask: Asks) -> None:
    answer = ask("storm", "Did the storm destroy 300 homes in Kestrel Bay?")
    assert [c.date for c in answer.claims[0].history] == [date(2025, 3, 10), date(2025, 3, 12)]


@pytest.mark.parametrize(
    ("name", "claim"),
    [
        ("storm", "Did the storm destroy 30 homes in Kestrel Bay?"),
        ("storm", "Were two bridges closed?"),
        ("quarry", "Did the quarry stay shut for two days?"),
        ("bridge", "Is the Orrin bridge open to traffic?"),
    ],
)
def test_what_stands_instead_and_beside_is_not_refuted(ask: Asks, name: str, claim: str) -> None:
    answer = ask(name, claim)
    assert REFUTED not in answer.claims[0].label.qualifiers
