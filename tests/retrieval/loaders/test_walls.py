"""Pages that are no article, or only the beginning of one, on the labelled pages of pages.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from retrieval.loaders.reading import read_document
from retrieval.loaders.walls import Signs, article_in, is_correction
from tests.fakes_documents import ARTICLE

_SAID = {
    "a consent text": "consent",
    "a form to log in": "login",
    "an error page": "error",
    "an offer to subscribe": "paywall",
    "the teaser of an article": "paywall",
    "only the beginning": "beginning",
    "a list of links": "links",
}


@cache
def pages() -> dict[str, dict[str, str]]:
    text = Path(__file__).with_name("pages.yaml").read_text(encoding="utf-8")
    return {row["name"]: row for row in yaml.safe_load(text)}


def what_it_looks_like(html: str) -> str:
    notices = read_document(html.encode(), "page.html").notices
    text = notices[0].text if notices else ""
    return next((kind for said, kind in _SAID.items() if said in text), text or "article")


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_page_is_told_for_what_it_is(name: str) -> None:
    page = pages()[name]
    assert what_it_looks_like(page["html"]) == page["is"]


@pytest.mark.parametrize("name", sorted(pages()))
def test_only_an_article_and_its_beginning_are_let_in_unasked(name: str) -> None:
    page = pages()[name]
    notices = read_document(page["html"].encode(), "page.html").notices
    assert any(notice.grave for notice in notices) == (page["is"] not in {"article", "beginning"})
    assert all(notice.cure for notice in notices if notice.grave)


def test_the_offer_behind_a_beginning_is_left_out_and_a_correction_is_not() -> None:
    offer = ("To continue reading, subscribe now.", "Already a subscriber? Log in.")
    note = "Correction, 6 May: An earlier version of this article named another bridge."
    kept, notices = article_in((*ARTICLE, *offer, note))
    assert kept == (*ARTICLE, note)
    assert "only the beginning" in notices[0].text


def test_a_box_inside_an_article_goes_and_the_article_goes_on() -> None:
    box = "Already a subscriber? Log in. Start your free trial, cancel any time."
    kept, notices = article_in((ARTICLE[0], box, *ARTICLE[1:]))
    assert (kept, notices) == (ARTICLE, ())


def test_words_in_quotation_marks_are_not_the_pages_own() -> None:
    told = (
        "The publisher put “To continue reading, subscribe now. Cancel any time.” over the whole "
        "of its site on Monday, so that even the weather could not be read without an account.",
        *ARTICLE,
    )
    assert article_in(told) == (told, ())


def test_a_page_that_is_not_free_and_whole_is_an_article() -> None:
    long = tuple(f"{n}. {text}" for n in range(5) for text in ARTICLE)
    assert article_in(long, Signs(free=False)) == (long, ())
    assert article_in(long[:3], Signs(free=False))[1]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Correction: The bridge is in Orn.", True),
        ("Corrections and clarifications, 6 May 2025: The bridge is in Orn.", True),
        ("*This article was amended on 6 May 2025 to name the bridge.", True),
        ("Editor's note: an earlier headline named another bridge.", True),
        ("Korrektur: Die Brücke liegt in Orn.", True),
        ("Berichtigung vom 6. Mai: Die Brücke liegt in Orn.", True),
        ("Rectificatif : le pont est à Orn.", True),
        ("Fe de errores: el puente está en Orn.", True),
        ("Corrections officers went on strike, their union said: no shift was filled.", False),
        ("The court ordered a correction of the report.", False),
    ],
)
def test_a_note_of_a_correction_is_told_by_how_it_opens(text: str, is_one: bool) -> None:
    assert is_correction(text) is is_one
