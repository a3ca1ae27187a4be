"""Web pages: what of them is the article, and what they state of themselves."""

from __future__ import annotations

import pytest

from retrieval.errors import CorpusError
from retrieval.loaders.reading import read_document
from tests.fakes import a_source
from tests.fakes_documents import ARTICLE, BANNER, COMMENT, FRENCH, GERMAN, HEAD, RELATED, a_page
from tests.fakes_parser import sentences_of

NO_DATE = HEAD.replace("published_time", "x").replace("modified_time", "y")


def values(page: bytes, charset: str | None = None) -> dict[str, str]:
    return dict(read_document(page, "page.html", charset=charset).values)


def test_a_page_states_its_title_publisher_day_author_address_and_language() -> None:
    assert values(a_page(language="en-GB")) == {
        "title": "Mill Bridge shut after cracks",
        "publisher": "Harrow Mill Gazette",
        "published": "2024-03-06",
        "author": "Ada Brook",
        "url": "https://gazette.example/mill-bridge",
        "language": "en",
    }


def test_a_page_that_states_nothing_has_its_language_at_most() -> None:
    page = "".join(f"<p>{paragraph}</p>" for paragraph in ARTICLE)
    assert values(f"<html><body>{page}</body></html>".encode()) == {"language": "en"}


def test_menus_banners_comments_and_neighbours_are_left_out() -> None:
    body = read_document(a_page(), "page.html").body
    assert all(paragraph in body for paragraph in ARTICLE)
    assert not [text for text in (BANNER, COMMENT, RELATED, "Home", "©") if text in body]


def test_blocks_are_parted_and_headings_are_marked() -> None:
    extra = (
        "<p>It is <b>shut</b>\n  now.<br>Really.</p><h2>Why *</h2><ul><li>Rust eats the <i>iron"
        "</i> away.</li><li>Frost does the rest of it.</li></ul><table><tr><th>Day<th>Ferries"
        "<tr><td>Monday<td>60</table><h3>Words</h3>"
    )
    assert read_document(a_page(extra=extra), "page.html").body.split("\n\n") == [
        "# Mill Bridge shut after cracks",
        "It is shut now.\nReally.",
        "## Why *",
        "Rust eats the iron away.",
        "Frost does the rest of it.",
        "Day | Ferries\nMonday | 60",
        "### Words",
        *ARTICLE,
    ]


def test_the_body_falls_into_the_sentences_of_the_article() -> None:
    body = read_document(a_page(extra="<h2>Deck</h2>"), "page.html").body
    sentences = sentences_of(a_source(body=body))
    assert [sentence.text for sentence in sentences] == list(ARTICLE)
    assert {sentence.heading for sentence in sentences} == {"Deck"}


@pytest.mark.parametrize(
    ("label", "day"),
    [
        ('<meta name="date" content="2024-03-05T10:00:00Z">', "2024-03-05"),
        ('<meta itemprop="datePublished" content="20240305">', "2024-03-05"),
        ('<meta name="dcterms.issued" content="Tue, 05 Mar 2024 10:00:00 GMT">', "2024-03-05"),
        (
            '<script type="application/ld+json">{"datePublished": "2024-03-05"}</script>',
            "2024-03-05",
        ),
        ('<p class="byline">By Ada Brook, 5 March 2024, 10:31</p>', "2024-03-05"),
        ('<span class="date">März</span><span class="date">5. März 2024</span>', "2024-03-05"),
        ('<p class="date">Publié le 5 mars 2024 à 7h10</p>', "2024-03-05"),
        ('<div id="posted-on">March 5th, 2024</div>', "2024-03-05"),
        ('<p class="datum">05.03.2024 10.31 Uhr</p>', "2024-03-05"),
        ('<time class="published" datetime="2024-03-05">last Tuesday</time>', "2024-03-05"),
    ],
)
def test_a_day_that_the_page_labels_as_its_own_is_its_day(label: str, day: str) -> None:
    assert values(a_page(head=NO_DATE, extra=label))["published"] == day


@pytest.mark.parametrize(
    "label",
    [
        "",
        "<p>On 2024-03-05 the town held a vigil for the bridge and everything it stood for.</p>",
        '<p>The vigil was on <time datetime="2024-03-05">Tuesday</time>.</p>',
        '<meta property="article:modified_time" content="2024-03-05">',
        '<meta name="copyright" content="2024"><meta itemprop="copyrightYear" content="2024">',
        '<meta name="date" content="2024-03">',
        '<meta name="date" content="2024-02-30">',
        '<meta name="date" content="05/03/2024">',
        '<p class="date">March 2024 - 5 min read</p>',
        '<p class="date">Updated: 5 March 2024</p>',
        '<p class="date">5 March 2024</p><p class="date">6 March 2024</p>',
        '<script type="application/ld+json">{"startDate": "2024-03-05"}</script>',
        '<p class="date">yesterday</p>',
    ],
)
def test_a_day_that_is_only_mentioned_changed_partial_or_in_doubt_is_none(label: str) -> None:
    assert "published" not in values(a_page(head=NO_DATE, extra=label))


def test_what_a_page_says_in_its_head_outweighs_its_text() -> None:
    extra = '<script type="application/ld+json">{"datePublished": "2020-01-01"}</script>'
    assert values(a_page(extra=extra))["published"] == "2024-03-06"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('property="og:site_name"', 'name="twitter:site"', "publisher"),
        ('property="og:site_name"', 'name="copyright"', "publisher"),
        ("https://gazette.example/mill-bridge", "javascript:alert(1)", "url"),
        ("https://gazette.example/mill-bridge", "file:///etc/passwd", "url"),
    ],
)
def test_what_is_no_name_and_no_address_is_not_taken_for_one(old: str, new: str, key: str) -> None:
    assert key in values(a_page())
    assert key not in values(a_page(head=HEAD.replace(old, new)))


@pytest.mark.parametrize(
    ("paragraphs", "language"), [(GERMAN, "de"), (FRENCH, "fr"), (ARTICLE, "en")]
)
def test_a_page_without_a_language_has_that_of_its_words(
    paragraphs: tuple[str, ...], language: str
) -> None:
    assert values(a_page(paragraphs))["language"] == language
    assert values(a_page(paragraphs, language="x-none"))["language"] == language
    assert values(a_page(paragraphs, language="nb_NO"))["language"] == "nb"


@pytest.mark.parametrize("charset", [None, "iso-8859-1"])
@pytest.mark.parametrize("declared", ["utf-8", "windows-1252"])
def test_a_wrongly_declared_charset_does_no_harm(charset: str | None, declared: str) -> None:
    page = a_page(GERMAN).replace(b'charset="utf-8"', f"charset={declared}".encode())
    assert GERMAN[0] in read_document(page, "page.html", charset=charset).body


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<!doctype html><html><body><script>let it = 'be known to one and all';</script></body>",
        "<html><body><div id='root'>Loading ...</div><noscript>You need to enable JavaScript to "
        "run this application in the browser of your choice.</noscript></body></html>",
        "<html><body>" + "<div>" * 50_000 + ARTICLE[0],
        "<html" + "<" * 5_000,
    ],
)
def test_a_page_without_an_article_is_refused_with_a_cure(page: str) -> None:
    with pytest.raises(CorpusError, match=r"no article text found; save its text as \.md"):
        read_document(page.encode(), "page.html")


def test_broken_markup_still_gives_its_paragraphs() -> None:
    page = f"<html><body><article><p>{ARTICLE[0]}<p><b>{ARTICLE[2]}</i></article><div></html><p>"
    assert read_document(page.encode(), "page.html").body == f"{ARTICLE[0]}\n\n{ARTICLE[2]}"


def test_entities_neither_grow_nor_read_files() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    page = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY e0 "ha">{levels}<!ENTITY f SYSTEM '
        f'"file:///etc/passwd">]><html xmlns="http://www.w3.org/1999/xhtml"><body>'
        f"<p>{ARTICLE[0]} &e9; &f;</p></body></html>"
    )
    body = read_document(page.encode(), "page.html").body
    assert ARTICLE[0] in body
    assert "haha" not in body
    assert "root:" not in body
