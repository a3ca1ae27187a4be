"""Web pages: the article's text and what the page says of itself, by trafilatura.

No script runs, and nothing that the page links to is loaded. Menus, banners and readers' comments
are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from retrieval.errors import CorpusError
from retrieval.loaders.document import Document, language_tag, printable, silence, stated
from retrieval.loaders.encoding import decode
from retrieval.loaders.html_dates import published_on

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_LINE_END = "\u2028"
_BLOCKS = frozenset({"head", "p", "quote", "list", "item", "table", "div", "code"})
_FEWEST_WORDS = 5  # fewer are a "Loading..." rather than an article
# Where trafilatura would take an account's name or a year for the publisher's name.
_NO_PUBLISHER = '//meta[@name="twitter:site" or @name="copyright" or @name="application-name"]'
_UNREAD = f"//noscript | //template | {_NO_PUBLISHER}"


def read(data: bytes, charset: str | None) -> Document:
    """The article of a page. Raises CorpusError where there is none, and what the libraries raise
    over a broken page."""
    from trafilatura import bare_extraction
    from trafilatura.utils import load_html

    silence("trafilatura", "htmldate", "courlan", "justext")
    declared = _CHARSET.search(data[:1024])
    tree = load_html(decode(data, charset or (declared[1].decode("ascii") if declared else None)))
    if tree is None:
        raise _no_article()
    for element in tree.xpath(_UNREAD):
        element.drop_tree()
    page: Any = bare_extraction(tree, include_comments=False, with_metadata=True)
    body = "" if page is None or page.body is None else _text(page.body)
    if len(body.split()) < _FEWEST_WORDS:
        raise _no_article()
    return Document(body, _values(page, tree))


def _values(page: Any, tree: Any) -> dict[str, str]:
    url = page.url if str(page.url or "").startswith(("http://", "https://")) else None
    languages = tree.xpath("/html/@lang | /html/@xml:lang")
    return stated(
        title=page.title,
        publisher=_publisher(page),
        published=published_on(tree),
        author=page.author,
        url=url,
        language=language_tag(languages[0]) if languages else None,
    )


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
    cells = (" ".join("".join(cell.itertext()).split()) for cell in row.iter("cell"))
    return " | ".join(filter(None, cells))


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
