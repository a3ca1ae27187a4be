"""Web pages: the article's text and what the page says of itself, by trafilatura.

No script runs, and nothing that the page links to is loaded. Menus, banners and readers' comments
are left out, and so is what is no article: see walls. A live blog falls into days: see entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from retrieval.errors import CorpusError
from retrieval.loaders.document import (
    Document,
    Notice,
    language_tag,
    printable,
    silence,
    stated,
    table_row,
)
from retrieval.loaders.encoding import decode
from retrieval.loaders.html_dates import Dated, days_told, published_on
from retrieval.loaders.html_entries import (
    entries_in,
    mark,
    parts_of,
    parts_stated,
    without_marks,
)
from retrieval.loaders.json_ld import Stated, stated_in
from retrieval.loaders.walls import Signs, article_in, is_correction

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_LINE_END = "\u2028"
_BLOCKS = frozenset({"head", "p", "quote", "list", "item", "table", "div", "code"})
_LONGEST_NOTE = 800  # characters of a note of a correction
_NOT_PARTED = Notice(
    "calls itself a live blog, and its entries cannot be told apart by day",
    grave=True,
    cure="add each entry that matters as a text of its own with --published DATE",
)
_FEWEST_WORDS = 5  # fewer are a "Loading..." rather than an article
# Where trafilatura would take an account's name or a year for the publisher's name.
_NO_PUBLISHER = '//meta[@name="twitter:site" or @name="copyright" or @name="application-name"]'
_UNREAD = f"//noscript | //template | {_NO_PUBLISHER}"


def read(data: bytes, charset: str | None) -> Document:
    """The article of a page. Raises CorpusError where there is none, and what the libraries raise
    over a broken page."""
    from trafilatura.utils import load_html

    silence("trafilatura", "htmldate", "courlan", "justext")
    declared = _CHARSET.search(data[:1024])
    tree = load_html(decode(data, charset or (declared[1].decode("ascii") if declared else None)))
    if tree is None:
        raise _no_article()
    for element in tree.xpath(_UNREAD):
        element.drop_tree()
    title = next((" ".join(t.itertext()) for t in tree.xpath("//head/title")), None)
    stated_there = stated_in(tree, title, _address(tree))
    dated = published_on(tree, stated_there)
    entries = entries_in(tree, stated_there, dated.day)
    signs = _signs(tree, title or "", stated_there)
    mark(entries, tree)
    page, body = _extracted(tree)
    parts = parts_of(body, entries, dated.changed) if entries else ()
    if stated_there.is_live and not parts:
        parts = parts_stated(stated_there)
    document = _document(page, tree, dated, without_marks(body))
    if parts:
        return replace(document, parts=parts)
    blocks, notices = article_in((*document.body.split("\n\n"), *_corrections(tree, body)), signs)
    if stated_there.is_live:
        notices = (*notices, _NOT_PARTED)
    notices += _about_later(document.body, dated)
    return replace(document, body="\n\n".join(blocks), notices=notices)


def _extracted(tree: Any) -> tuple[Any, str]:
    from trafilatura import bare_extraction

    page: Any = bare_extraction(tree, include_comments=False, with_metadata=True)
    body = "" if page is None or page.body is None else _text(page.body)
    if len(body.split()) < _FEWEST_WORDS:
        raise _no_article()
    return page, body


def _document(page: Any, tree: Any, dated: Dated, body: str) -> Document:
    url = page.url if str(page.url or "").startswith(("http://", "https://")) else None
    languages = tree.xpath("/html/@lang | /html/@xml:lang")
    values = stated(
        title=page.title,
        publisher=_publisher(page),
        published=dated.day.isoformat() if dated.day else None,
        author=page.author,
        url=url,
        language=language_tag(languages[0]) if languages else None,
    )
    return Document(body, values, day_from=dated.where)


def _address(tree: Any) -> str | None:
    found = tree.xpath('//link[@rel="canonical"]/@href | //meta[@property="og:url"]/@content')
    return next((str(url) for url in found if str(url).startswith("http")), None)


def _signs(tree: Any, title: str, about: Stated) -> Signs:
    heads = [head for head in tree.iter("h2", "h3", "h4") if _leads_away(head)]
    return Signs(
        title=title,
        links=_texts(tree.xpath("//body//a")),
        heads=_texts(heads),
        teasers=_texts(_under(heads, tree)),
        free=about.free,
        password=bool(tree.xpath('//input[@type="password"]')),
    )


def _leads_away(head: Any) -> bool:
    """Whether a heading is a link to another page, and not to its own place in this one."""
    links = (*head.iter("a"), *head.iterancestors("a"))
    return any(not (a.get("href") or "#").startswith("#") for a in links)


def _under(heads: Sequence[Any], tree: Any) -> Iterator[Any]:
    """The paragraphs that stand under one of these headings, and not under another."""
    known, last = set(heads), None
    for element in tree.iter("h1", "h2", "h3", "h4", "p"):
        if element.tag != "p":
            last = element
        elif last in known:
            yield element


def _texts(elements: Iterable[Any]) -> frozenset[str]:
    return frozenset(" ".join("".join(element.itertext()).split()) for element in elements)


def _about_later(body: str, dated: Dated) -> tuple[Notice, ...]:
    """That a page was added to: it tells of days between its own and that of its last change."""
    if dated.day is None or dated.changed is None or dated.changed <= dated.day:
        return ()
    told = days_told(body, dated.day, dated.changed)
    if not told:
        return ()
    what = f"was changed on {dated.changed} and tells of {', '.join(map(str, told))}"
    return (Notice(f"{what}, after its day, {dated.day}, under which all of it counts"),)


def _corrections(tree: Any, body: str) -> list[str]:
    """Notes of corrections that stand beside the text, where the article's text was taken from."""
    known = " ".join(body.split())
    found: list[str] = []
    for element in tree.xpath("//body//p | //body//div[not(p or div or section or article)]"):
        text = _tidy(" ".join("".join(element.itertext()).split()))
        new = text not in known and text not in found and len(text.split()) >= _FEWEST_WORDS
        if new and len(text) <= _LONGEST_NOTE and is_correction(text):
            found.append(text)
    return found


def _publisher(page: Any) -> str | None:
    """The site's name, unless trafilatura only took it from the address."""
    name = str(page.sitename or "")
    derived = name.lower() in str(page.hostname or "").lower() or "://" in name
    return None if derived else name


def _text(body: Any) -> str:
    for line_break in body.iter("lb"):
        line_break.text = _LINE_END
    return "\n\n".join(filter(None, map(_tidy, _blocks(body))))


def _blocks(element: Any) -> Iterator[str]:
    """The text of an element, parted where a block begins or ends; headings marked as such."""
    if element.tag == "table":
        yield _LINE_END.join(map(_row, element.iter("row")))
        return
    run = _mark(element) + (element.text or "")
    for child in element:
        if child.tag in _BLOCKS:
            yield run
            yield from _blocks(child)
            run = child.tail or ""
        else:
            run += "".join(child.itertext()) + (child.tail or "")
    yield run


def _row(row: Any) -> str:
    return table_row("".join(cell.itertext()) for cell in row.iter("cell"))


def _mark(element: Any) -> str:
    if element.tag != "head":
        return ""
    level = str(element.get("rend", ""))[1:]
    return "#" * (int(level) if level in {"1", "2", "3", "4", "5", "6"} else 2) + " "


def _tidy(block: str) -> str:
    lines = (" ".join(printable(line).split()) for line in block.split(_LINE_END))
    text = "\n".join(lines).strip()
    return "" if not text.strip("#|\n ") else text


def _no_article() -> CorpusError:
    return CorpusError("no article text found; save its text as .md and add that")
