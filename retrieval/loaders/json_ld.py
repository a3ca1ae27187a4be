"""What a page states of itself in JSON-LD: its own article, never one that it only points to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from rapidfuzz.fuzz import token_set_ratio

Thing = dict[str, Any]

_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|PressRelease)\Z", re.IGNORECASE)
_PAGE = re.compile(r"(?:Web|Item|About|QA|FAQ|Media)Page\Z")
_LISTS = re.compile(r"(?:ItemList|CollectionPage|SearchResultsPage|ProfilePage)\Z")
_COMMENT = re.compile(r"\A\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|(?://\s*)?\]\]>)\s*\Z")
_ALIKE = 60.0  # of 100: headlines are shortened and rewritten for the head of a page


@dataclass(frozen=True, slots=True)
class Stated:
    """The page's own article, as far as JSON-LD has it; `others` tells of objects beside it."""

    article: Thing | None
    others: tuple[Thing, ...]

    def value(self, key: str) -> str | None:
        """A value of the article that is one string."""
        value = (self.article or {}).get(key)
        return value if isinstance(value, str) else None

    @property
    def free(self) -> bool | None:
        """Whether the article says that all may read it."""
        value = (self.article or {}).get("isAccessibleForFree")
        return None if value is None else str(value).strip().lower() not in {"false", "no", "0"}

    @property
    def updates(self) -> tuple[Thing, ...]:
        """The entries of a live blog."""
        return tuple(_things((self.article or {}).get("liveBlogUpdate")))

    @property
    def is_live(self) -> bool:
        """Whether the article calls itself a live blog."""
        return "LiveBlogPosting" in _types(self.article or {})


def stated_in(tree: Any, title: str | None, url: str | None) -> Stated:
    """What a page's JSON-LD says of the page itself. The article is, by the first rule that finds
    one:

    1. an article whose address is the page's;
    2. an article whose headline is nearly the page's title;
    3. the only article, where it has neither headline nor address, or the page has none;
    4. the page's own object (WebPage), or one that says of no type what it is.
    """
    top = [thing for script in _scripts(tree) for thing in _top(script)]
    articles = [t for t in top if any(map(_ARTICLE.search, _types(t)))]
    pages = [t for t in top if not _types(t) or any(map(_PAGE.search, _types(t)))]
    titles = [text for text in (title, *_headings(tree)) if text]
    own = (
        next((t for t in articles if url and _same_address(t, url)), None)
        or next((t for t in articles if _same_headline(t, titles)), None)
        or (articles[0] if len(articles) == 1 and _is_silent(articles[0], titles, url) else None)
        or next((t for t in pages if not _is_of_other(t, titles, url)), None)
    )
    return Stated(own, tuple(_inner(top, own)))


def _scripts(tree: Any) -> Iterator[Any]:
    for script in tree.xpath('//script[contains(@type, "ld+json")]'):
        text = _COMMENT.sub("", (script.text or "").strip())
        try:
            yield json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue


def _top(value: Any) -> Iterator[Thing]:
    """The objects that a script is about, with what a page calls its main entity."""
    for thing in _things(value):
        yield from _top(thing.get("@graph"))
        yield from _top(thing.get("mainEntity"))
        if "@graph" not in thing or len(thing) > 3:
            yield thing


def _things(value: Any) -> Iterator[Thing]:
    if isinstance(value, dict):
        yield value
    elif isinstance(value, list):
        yield from (thing for thing in value if isinstance(thing, dict))


def _inner(value: Any, own: Thing | None) -> Iterator[Thing]:
    """All objects with a day of publication, however deep, that are not the article's own."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, dict):
            if "datePublished" in found and found is not own:
                yield found
            waiting += found.values()
        elif isinstance(found, list):
            waiting += found


def _types(thing: Thing) -> tuple[str, ...]:
    kinds = thing.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return tuple(kind for kind in named if isinstance(kind, str))


def _headings(tree: Any) -> list[str]:
    return [" ".join(head.itertext()).strip() for head in tree.xpath("//h1")[:2]]


def _addresses(thing: Thing) -> Iterator[str]:
    main = thing.get("mainEntityOfPage")
    for value in (thing.get("url"), thing.get("@id"), main):
        address = value.get("@id", value.get("url")) if isinstance(value, dict) else value
        if isinstance(address, str) and address.startswith(("http://", "https://")):
            yield address


def _same_address(thing: Thing, url: str) -> bool:
    return any(_bare(address) == _bare(url) for address in _addresses(thing))


def _bare(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.netloc.removeprefix("www."), parts.path.rstrip("/")


def _headline(thing: Thing) -> str:
    value = thing.get("headline") or thing.get("name")
    return value if isinstance(value, str) else ""


def _same_headline(thing: Thing, titles: list[str]) -> bool:
    headline = _headline(thing).casefold()
    return bool(headline) and any(
        token_set_ratio(headline, title.casefold()) >= _ALIKE for title in titles
    )


def _is_silent(thing: Thing, titles: list[str], url: str | None) -> bool:
    """Whether nothing says that an article is not the page's."""
    other_title = bool(_headline(thing)) and bool(titles)
    return not other_title and not _is_of_other(thing, titles, url)


def _is_of_other(thing: Thing, titles: list[str], url: str | None) -> bool:
    named = bool(_headline(thing)) and bool(titles) and not _same_headline(thing, titles)
    addressed = url is not None and any(_addresses(thing)) and not _same_address(thing, url)
    return named and (addressed or url is None) and bool(_types(thing))
