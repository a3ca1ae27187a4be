"""Claims told in other words: another verb, the other side of a deed, a title, a pronoun."""

from __future__ import annotations

from datetime import date

import pytest

from bot.evidence.bearers import Told
from bot.evidence.claimed import claimed_in
from bot.evidence.fitting import Fit, fit
from bot.evidence.meant import Meanings, Meant
from bot.evidence.page import Page
from bot.language.words import stem
from tests.bot.evidence.test_fitting import fitted, told
from tests.parsed import parse_of


def supports(found: Fit | None) -> bool:
    return found is not None and not (found.ends or found.modality.negated or found.modality.hedged)


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        # another verb, another particle
        ("Five sailors perished.", "Five sailors died."),
        ("The court rejected the appeal.", "The appeal was refused by the court."),
        ("The firm was established in Oban.", "The firm was founded in Oban."),
        ("Owen Lyle was sacked.", "The firm has dismissed Owen Lyle."),
        ("Owen Lyle stepped down.", "Owen Lyle resigned on Monday."),
        # the noun of the deed, with or without a light verb
        ("Owen Lyle resigned.", "The resignation of Owen Lyle was announced."),
        ("The firm paid the city.", "The firm made a payment to the city."),
        # the other side of it
        ("The council bought the pier.", "The owner sold the pier to the council."),
        ("The council received the money.", "The bank gave the money to the council."),
        # what somebody is called
        ("Ines Holt is the harbour master.", "Ines Holt, the harbour master, opened the gate."),
        ("Ines Holt is the transport minister.", "Transport minister Ines Holt opened the gate."),
    ],
)
def test_a_deed_in_other_words_or_another_construction_fits(claim: str, sentence: str) -> None:
    assert supports(fitted(claim, sentence))


@pytest.mark.parametrize(
    ("claim", "sentence"),
    [
        # a step of law or war is another step
        ("Owen Lyle was charged.", "Owen Lyle was accused."),
        ("The king was killed.", "The king was defeated."),
        ("Owen Lyle was convicted.", "Owen Lyle was tried."),
        # a particle makes another verb
        ("The firm took over the pier.", "The firm took the pier."),
        # not done yet
        ("Owen Lyle was arrested.", "A warrant for the arrest of Owen Lyle was issued."),
        ("Owen Lyle was dismissed.", "Owen Lyle faces dismissal."),
        ("Owen Lyle resigned.", "Protesters demanded the resignation of Owen Lyle."),
        # the other side of it, turned round
        ("The owner bought the pier.", "The owner sold the pier to the council."),
        ("The bank received the money.", "The bank gave the money to the council."),
        # somebody else's title
        ("Owen Lyle is the harbour master.", "Ines Holt, the harbour master, met Owen Lyle."),
        # who bears a deed is not the deed
        ("The fire is still burning.", "A fire was burning in the port on Monday."),
    ],
)
def test_another_step_side_or_plan_does_not(claim: str, sentence: str) -> None:
    assert not supports(fitted(claim, sentence))


def meaning(words: str) -> Meanings:
    """Every pronoun and definite noun means somebody of that name."""
    return lambda _: Meant(frozenset(stem(w.lower()) for w in words.split()))


def with_page(claim: str, sentence: str, meanings: Meanings | None = None, *page: str) -> bool:
    claimed = claimed_in(told(claim))
    assert claimed is not None
    parse = parse_of(sentence)
    pages = tuple(map(parse_of, page))
    here = Told(parse, (), day=date(2025, 3, 12), meanings=meanings, page=lambda: Page(pages))
    return supports(fit(claimed, here, range(len(parse))))


def test_whoever_a_pronoun_or_a_definite_noun_means_is_compared() -> None:
    claim = "Volvo was founded in 1961."
    for sentence in ("It was founded in 1961.", "The company was founded in 1961."):
        assert with_page(claim, sentence, meaning("Volvo Trucks"))
        assert not with_page(claim, sentence, meaning("Siemens"))
        assert not with_page(claim, sentence)


def test_no_place_is_meant_by_a_pronoun() -> None:
    claim, sentence = "The tug was sold in Lenz.", "The tug was sold with its pier."
    assert not with_page(claim, sentence, meaning("Lenz"))


def test_a_common_noun_is_not_who_is_named_behind_a_pronoun() -> None:
    assert not with_page("The lawyer filed a suit.", "It filed a suit.", meaning("Tarrow"))


@pytest.mark.parametrize(
    ("page", "fits"),
    [
        (("The Lenz inquiry began.",), True),
        (("The Lenz inquiry began.", "The Calder inquiry did not."), False),
        ((), False),
    ],
)
def test_a_noun_with_its_article_is_the_only_one_that_its_page_names(
    page: tuple[str, ...], fits: bool
) -> None:
    claim, sentence = "The Lenz inquiry ended in May.", "The inquiry ended in May."
    assert with_page(claim, sentence, None, *page) is fits


def test_what_ends_under_another_name_ends_the_state() -> None:
    found = fitted("The drug lisovarin is sold as Aspro.", "Aspro was withdrawn from sale in May.")
    assert found is not None
    assert found.ends
