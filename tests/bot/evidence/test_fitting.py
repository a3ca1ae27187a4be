"""Whether a sentence tells of the deed that is claimed: pairs of a claim and a sentence."""

from __future__ import annotations

from datetime import date

import pytest

from bot.evidence.bearers import Told
from bot.evidence.claimed import claimed_in
from bot.evidence.fitting import Fit, fit
from bot.reading.claimant import Claimant
from tests.fakes_evidence import BROOK, FERRIES, NAMES
from tests.parsed import parse_of


def told(sentence: str, speaker: Claimant | None = None) -> Told:
    return Told(parse_of(sentence), NAMES.find(sentence), speaker, day=date(2025, 3, 12))


def fitted(claim: str, sentence: str, speaker: Claimant | None = None) -> Fit | None:
    claimed = claimed_in(told(claim))
    assert claimed is not None
    beside = told(sentence, speaker)
    return fit(claimed, beside, range(len(beside.parse)))


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        (
            "The coastguard seized the trawler.",
            "The trawler was seized by the coastguard on Monday.",
        ),
        ("The trawler was seized.", "The coastguard has seized the trawler."),
        ("The captain was arrested.", "The arrest of the captain took place on Monday."),
        ("The crew are in Oban.", "The crew were taken to a hotel in Oban."),
        ("The pier opened in May.", "The mayor opened the pier in May."),
        ("The harbour bought a tug.", "The harbour purchased a tug in May."),
        ("Soldiers were killed.", "Two troops were killed near the bridge."),
    ],
)
def test_the_same_deed_in_other_words_fits(claim: str, sentence: str) -> None:
    assert fitted(claim, sentence) == Fit(claimed_in(told(claim)).modality)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        # another deed
        ("The coastguard sank the trawler.", "The coastguard seized the trawler."),
        # roles
        ("The trawler rammed the tug.", "The tug rammed the trawler."),
        ("Norway sent tugs to Iceland.", "Iceland sent tugs to Norway."),
        ("Norway sent tugs to Iceland.", "Norway sent tugs to Denmark."),
        # another bearer
        ("The captain was arrested.", "Two sailors were arrested."),
        ("The mayor was arrested.", "The mayor's driver was arrested."),
        ("Danish sailors were arrested.", "Norwegian sailors were arrested."),
        ("Ada Brook was arrested.", "Two employees of Dunmere Ferries were arrested."),
        ("Ada Brook was arrested.", "Owen Lyle was arrested."),
        # some of all
        ("The sailors were rescued.", "Three of the nine sailors were rescued."),
        ("All sailors were rescued.", "The sailors were rescued."),
        ("Only the tug sank.", "The tug sank."),
        ("The trawler was the first to leave.", "The trawler was among those to leave."),
        # not told as so
        ("The pier was closed.", "The council plans to close the pier."),
        ("The pier was closed.", "The council asked the harbour to close the pier."),
        ("The pier was closed.", "If the pier is closed, the ferry will stop."),
        ("The pier was closed.", "The pier will be closed in June."),
        ("The trial has begun.", "The trial begins next month."),
        ("The pier opened in April.", "The pier was to have opened in April."),
        # another place
        ("The crew are in Oban.", "The crew sailed from Oban."),
    ],
)
def test_another_deed_bearer_share_or_plan_does_not(claim: str, sentence: str) -> None:
    assert fitted(claim, sentence) is None


@pytest.mark.parametrize(
    ("sentence", "fits"),
    [
        ("A tug sank on 7 March.", True),
        ("A tug sank last Friday.", True),
        ("A tug sank in March.", True),
        ("A tug sank.", True),
        ("A tug sank on 9 March.", False),
        ("A tug sank last Monday.", False),
        ("A tug sank in February.", False),
    ],
)
def test_another_day_is_another_deed(sentence: str, fits: bool) -> None:
    assert (fitted("A tug sank on 7 March 2025.", sentence) is not None) is fits


def test_every_day_of_a_claim_is_told() -> None:
    sentence = "The pier, which was to open in 2025, was closed until 2027."
    assert fitted("The pier, which was to open in 2023, was closed until 2025.", sentence) is None
    assert fitted("The pier, which was to open in 2025, was closed until 2027.", sentence)


def test_what_is_told_as_not_so_speaks_against_it() -> None:
    found = fitted("The mayor was arrested.", "The mayor was not arrested.")
    assert found is not None
    assert found.modality.negated


def test_what_is_told_as_possible_stays_so() -> None:
    found = fitted("The pier was closed.", "The pier may have been closed.")
    assert found is not None
    assert found.modality.hedged


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Ada Brook is the captain.", "Ada Brook resigned as captain on Monday."),
        ("A curfew is in force in Oban.", "The curfew in Oban was lifted on 1 March."),
        ("The sailings are suspended.", "The sailings resumed on Monday."),
        ("The ferry Aurora is in service.", "The ferry Aurora was scrapped in 2019."),
    ],
)
def test_what_ends_a_state_ends_what_is_claimed_of_the_present(claim: str, sentence: str) -> None:
    found = fitted(claim, sentence)
    assert found is not None
    assert found.ends


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        ("Ada Brook was the captain.", "Ada Brook resigned as captain on Monday."),
        ("Ada Brook is the captain.", "Owen Lyle resigned as captain on Monday."),
        ("The pier is closed.", "The pier was shut in May."),
        ("A curfew is in force in Oban.", "The curfew in Mallaig was lifted."),
        ("A curfew is in force in Oban.", "The curfew in Oban will be lifted in May."),
    ],
)
def test_nothing_else_does(claim: str, sentence: str) -> None:
    found = fitted(claim, sentence)
    assert found is None or not found.ends


def test_a_speaker_says_it_of_themselves() -> None:
    claim, said = "Calder sold the pier.", "It sold the pier."
    ferries = Claimant.of(FERRIES)
    assert fitted(claim, said) is None  # nobody knows who is meant
    assert fitted(claim, said, ferries) is None
    assert fitted("Dunmere Ferries sold the pier.", said, ferries) is not None


def test_a_body_is_meant_where_its_people_are_and_a_person_is_not() -> None:
    assert fitted("Dunmere Ferries confirmed the leak.", "The ferry company confirmed the leak.")
    assert BROOK.side == FERRIES.name
    assert not fitted("Ada Brook sold the pier.", "The ferry company sold the pier.")


@pytest.mark.parametrize("claim", ["The navy was part of it.", "The navy was involved.", "Monday."])
def test_what_says_too_little_is_no_claim(claim: str) -> None:
    claimed = claimed_in(told(claim))
    assert claimed is None or claim == "Monday."
