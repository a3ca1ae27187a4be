"""Live blogs: each entry counts under its own day, in whatever markup it comes."""

from __future__ import annotations

import json
from datetime import date

import pytest

from retrieval.loaders.document import Document
from retrieval.loaders.reading import read_document

ENTRIES = (
    ("2025-07-13T20:00:00Z", "Gate works", "The gate of the dam was repaired and opens again now."),
    (
        "2025-07-12T11:00:00Z",
        "Five dead",
        "Five people died in the flood in the lower town of Lenz.",
    ),
    ("2025-07-12T08:00:00Z", "Rain", "It has rained for nine hours, and the river rises still."),
    ("2025-07-10T06:00:00Z", "Warning", "The water office warned the town of a flood on the Orn."),
)
DAYS = [date(2025, 7, 10), date(2025, 7, 12), date(2025, 7, 13)]
HEAD = '<title>Flood in Lenz</title><meta property="og:site_name" content="River Radio">'
PUBLISHED = '<meta property="article:published_time" content="2025-07-10T06:00:00Z">'


def boxes(moment: str, head: str, text: str) -> str:
    return (
        f'<div class="block"><time datetime="{moment}">x</time><h2>{head}</h2><p>{text}</p></div>'
    )


def articles(moment: str, head: str, text: str) -> str:
    stamp = f'<header><h3>{head}</h3><time datetime="{moment}"></time></header>'
    return f"<article>{stamp}<p>{text}</p></article>"


def flat(moment: str, head: str, text: str) -> str:
    return f'<h3>{head}</h3><p class="timestamp">{_shown(moment)}</p><p>{text}</p><p>More soon.</p>'


def _shown(moment: str) -> str:
    day = date.fromisoformat(moment[:10])
    return f"{day.day} July {day.year}, {moment[11:16]}"


def headed(moment: str, head: str, text: str) -> str:
    """Under a heading that is a day without its year."""
    day = date.fromisoformat(moment[:10])
    return f"<h3>{day.day} July, {moment[11:16]}</h3><p>{head}. {text}</p>"


def bold(moment: str, head: str, text: str) -> str:
    return f"<p><strong>{_shown(moment)}</strong></p><p>{head}. {text}</p>"


def page_of(entry: object, *more: tuple[str, str, str], head: str = "", intro: str = "") -> bytes:
    """A page with the entries, and `more` above them, in some markup."""
    assert callable(entry)
    text = "".join(entry(*row) for row in (*more, *ENTRIES))
    body = f"<main><h1>Flood in Lenz</h1>{intro}{text}</main>"
    head = head or HEAD + PUBLISHED
    return f'<html lang="en"><head>{head}</head><body>{body}</body></html>'.encode()


def page(entry: object, head: str = "", intro: str = "") -> Document:
    return read_document(page_of(entry, head=head, intro=intro), "a.html")


@pytest.mark.parametrize("markup", [boxes, articles, flat, headed, bold])
def test_each_day_has_its_entries_oldest_first_in_whatever_markup(markup: object) -> None:
    parts = page(markup).parts
    assert [part.day for part in parts] == DAYS
    assert "Five people died" in parts[1].body
    assert "Five people died" not in parts[0].body
    assert parts[1].body.index("rained") < parts[1].body.index("died")
    assert all(ENTRIES[n][2] in parts[-1 if n == 0 else 0].body for n in (0, 3))
    assert "⟦" not in "".join(part.body for part in parts)


def test_what_stands_over_the_entries_counts_as_written_last() -> None:
    intro = "<p>At least five people have died in Lenz, and the dam's gate works again by now.</p>"
    parts = page(boxes, intro=intro).parts
    assert "At least five people" in parts[-1].body
    assert "At least five people" not in parts[0].body


def test_a_history_written_at_once_is_no_live_blog() -> None:
    later = HEAD + '<meta property="article:published_time" content="2025-07-20">'

    def dated(moment: str, head: str, text: str) -> str:
        return boxes(moment[:10], head, text)

    assert page(dated, head=later).parts == ()


def test_entries_of_the_pages_own_day_need_no_parting() -> None:
    def today(moment: str, head: str, text: str) -> str:
        return boxes("2025-07-10" + moment[10:], head, text)

    assert page(today).parts == ()


def test_comments_and_teasers_with_days_are_no_entries() -> None:
    def comment(moment: str, head: str, text: str) -> str:
        return f'<div class="comment"><time datetime="{moment}"></time><p>{text}</p></div>'

    def teaser(moment: str, head: str, text: str) -> str:
        return f'<div><time datetime="{moment}"></time><a href="/x">{head}: {text}</a></div>'

    article = "<article><p>The water office warned the town of Lenz of a flood on Thursday.</p>"
    for beside in (comment, teaser):
        text = "".join(beside(*row) for row in ENTRIES)
        html = f"<html><head>{HEAD}{PUBLISHED}</head><body>{article}{text}</article></body></html>"
        assert read_document(html.encode(), "a.html").parts == ()


def test_entries_that_stand_in_json_ld_alone_are_read_there() -> None:
    updates = [
        {"@type": "BlogPosting", "headline": head, "datePublished": at, "articleBody": text}
        for at, head, text in ENTRIES
    ]
    live = {"@type": "LiveBlogPosting", "headline": "Flood in Lenz", "liveBlogUpdate": updates}
    script = f'<script type="application/ld+json">{json.dumps(live)}</script>'
    body = "<main><h1>Flood in Lenz</h1><p>The latest from the flooded town of Lenz.</p></main>"
    html = f"<html><head>{HEAD}{PUBLISHED}{script}</head><body>{body}</body></html>"
    parts = read_document(html.encode(), "a.html").parts
    assert [part.day for part in parts] == DAYS
    assert parts[1].body.index("rained") < parts[1].body.index("died")


def test_a_live_blog_whose_entries_cannot_be_told_apart_is_refused() -> None:
    live = '<script type="application/ld+json">{"@type":"LiveBlogPosting"}</script>'
    texts = "".join(f"<p>{text}</p>" for _, _, text in ENTRIES)
    html = f"<html><head>{HEAD}{PUBLISHED}{live}</head><body><main>{texts}</main></body></html>"
    notices = read_document(html.encode(), "a.html").notices
    assert any(n.grave and "cannot be told apart by day" in n.text for n in notices)
