"""Whose day it is: the article's own, never that of a related story, an update or a time zone."""

from __future__ import annotations

import json

import pytest

from retrieval.loaders.document import Document
from retrieval.loaders.reading import read_document
from tests.fakes_documents import HEAD, a_page

NO_DATE = HEAD.replace("published_time", "x").replace("modified_time", "y")
OWN = {
    "@type": "NewsArticle",
    "headline": "Mill Bridge shut after cracks",
    "datePublished": "2024-03-05",
}
OTHER = {
    "@type": "NewsArticle",
    "headline": "Night of fires in the old brewery",
    "url": "https://gazette.example/old-brewery",
    "datePublished": "2019-01-02",
}


def page(*things: object, head: str = NO_DATE, extra: str = "") -> Document:
    scripts = "".join(
        f'<script type="application/ld+json">{json.dumps(thing)}</script>' for thing in things
    )
    return read_document(a_page(head=head + scripts, extra=extra), "page.html")


def day(document: Document) -> str | None:
    return document.values.get("published")


@pytest.mark.parametrize(
    "things",
    [
        (OWN,),
        (OTHER, OWN),
        ([OTHER, OWN],),
        ({"@graph": [OTHER, OWN]},),
        ({"@type": "ItemList", "itemListElement": [OTHER]}, OWN),
        ({**OWN, "mentions": [OTHER]},),
        ({"@type": "WebPage", "mainEntity": OWN, "relatedLink": [OTHER]},),
        ({**OWN, "@type": ["Article", "ReportageNewsArticle"]},),
        ({"@type": "NewsArticle", "datePublished": "2024-03-05"},),
        (
            {
                "@type": "Article",
                "headline": "Cracks!",
                "mainEntityOfPage": {"@id": "https://gazette.example/mill-bridge"},
                "datePublished": "2024-03-05",
            },
            OTHER,
        ),
    ],
)
def test_the_day_is_that_of_the_pages_own_object(things: tuple[object, ...]) -> None:
    found = page(*things)
    assert (day(found), found.day_from) == ("2024-03-05", "its JSON-LD")


@pytest.mark.parametrize(
    "things",
    [
        (OTHER,),
        ({"@type": "ItemList", "itemListElement": [{"item": OTHER}]},),
        ({"@type": "WebPage", "name": "Mill Bridge", "hasPart": [OTHER]},),
    ],
)
def test_the_day_of_another_story_is_none_and_it_is_said(things: tuple[object, ...]) -> None:
    found = page(*things)
    assert (day(found), found.day_from) == (None, "only the day of another story stands there")


def test_where_only_an_update_is_there_it_is_said() -> None:
    changed = '<meta property="article:modified_time" content="2024-04-01T10:00:00Z">'
    found = page(head=NO_DATE + changed)
    assert day(found) is None
    assert found.day_from == "only the day of an update, 2024-04-01, stands there"


def test_broken_scripts_are_no_reason_to_fail() -> None:
    head = NO_DATE + '<script type="application/ld+json">{"datePublished": "2024-03</script>'
    assert day(page(OWN, head=head)) == "2024-03-05"
    wrapped = f"<!-- {json.dumps(OWN)} -->"
    head = NO_DATE + f'<script type="application/ld+json">{wrapped}</script>'
    assert day(page(head=head)) == "2024-03-05"


@pytest.mark.parametrize(
    "shown", ["March 4, 2024, 11:30 pm", "Published 4 March 2024", "4. März 2024, 23.30 Uhr"]
)
def test_a_moment_in_utc_has_the_day_of_the_place_where_that_is_shown(shown: str) -> None:
    label = f'<time datetime="2024-03-05T04:30:00Z" class="date">{shown}</time>'
    utc = '<meta property="article:published_time" content="2024-03-05T04:30:00Z">'
    assert day(page(extra=label)) == "2024-03-04"
    assert day(page(head=NO_DATE + utc, extra=label)) == "2024-03-04"
    far = label.replace("4 March", "2 March").replace("March 4", "March 2").replace("4. M", "2. M")
    assert day(page(head=NO_DATE + utc, extra=far)) == "2024-03-05"


def test_a_moment_in_utc_near_midnight_is_named_where_nothing_else_tells() -> None:
    utc = '<meta property="article:published_time" content="2024-03-05T%s:30:00Z">'
    night, noon = (page(head=NO_DATE + utc % hour) for hour in ("04", "12"))
    assert night.day_from == "its metadata (04:30 UTC, another day in some time zones)"
    assert noon.day_from == "its metadata"
