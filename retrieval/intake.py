"""From a document to a source: what a person says of it, what it says of itself, and no more."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from pydantic import ValidationError

from retrieval.documents import Kind, Source
from retrieval.errors import CorpusError
from retrieval.loaders.document import Document
from retrieval.loaders.markdown import FrontMatter

LONGEST_ID = 60
# What a page from the network may say of itself; what it is, and under which id and address it
# is kept, is not for a stranger to decide.
_OF_A_PAGE = frozenset({"title", "publisher", "published", "author", "language", "licence"})
_NOTHING = ("", "null", "~")  # how the native format writes a value that is not there
_LONGEST = 500  # characters of a value; a longer one is no title or name
_WORDS_OF_ID = 6
_MARKS = re.compile(r"['’`\u0300-\u036f]")  # apostrophes and accents: Côte d'Or is cote dor
_ROOM_FOR_NUMBER = 4
_ABSENT = {
    "title": ("no title", "--title TITLE"),
    "publisher": ("no publisher", "--publisher NAME"),
    "published": ("no day of publication", "--published DATE"),
}
_CURES = {
    "published": "pass --published DATE, the day it appeared, as in 2024-10-22",
    "stated": "pass --stated DATE, as in 2024-10-21, or leave it out",
    "kind": "pass --kind, one of: " + ", ".join(Kind),
    "id": "pass --id ID of letters, digits, '-', '_' and '.' only, as in bridge-closed-20240301",
}


class Incomplete(CorpusError):
    """A document does not say what a source must have; `missing` names the keys."""

    def __init__(self, missing: Sequence[str], why_no_day: str = "") -> None:
        self.missing = tuple(missing)
        absent, flags = zip(*(_ABSENT[key] for key in missing), strict=True)
        why = f" ({why_no_day})" if why_no_day and "published" in missing else ""
        super().__init__(f"{_listed(absent)} found{why}; pass {_listed(flags)}")


def source_of(
    document: Document,
    overrides: Mapping[str, str],
    url: str | None = None,
    fallback: str = "",
) -> Source:
    """The source that a document is, by the keys of FrontMatter. Raises CorpusError, Incomplete,
    and FetchError for a `url` among the overrides that is none.

    1. `overrides` win over what the document states.
    2. For a page from the network, `url` is its canonical address after redirects, and its host
       the publisher where it names none; it has no say in its own id, kind or address.
    3. An id that nobody gave is made from the title, or from `fallback` (a host or the name of a
       file) where the title has no letters of ASCII, and the day of publication.
    """
    values = {**_stated(document, url), **overrides}
    missing = [key for key in _ABSENT if key not in values]
    if missing:
        raise Incomplete(missing, document.day_from)
    named = "id" in values
    if "url" in overrides:
        values["url"] = _canonical(overrides["url"])
    source = _checked(document, values if named else {**values, "id": "unnamed"})
    return source if named else replace(source, id=derived_id(source, fallback))


def names_id(document: Document, overrides: Mapping[str, str], url: str | None = None) -> bool:
    """Whether somebody gave the source its id, so that it means the source of that id."""
    return "id" in overrides or (url is None and "id" in _stated(document, url))


def derived_id(source: Source, fallback: str) -> str:
    """An id of at most LONGEST_ID characters, with room for a number behind it."""
    digest = hashlib.sha256(source.body.encode()).hexdigest()[:8]
    words = _ascii_words(source.title) or _ascii_words(fallback) or f"source-{digest}"
    return f"{words}-{_compact(source.published)}"


def _compact(day: date) -> str:
    return day.isoformat().replace("-", "")


def _ascii_words(text: str) -> str:
    """The first words, lower case, joined by '-'; empty where no letter is left."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    ascii_only = re.sub(r"\W", " ", bare).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_only)
    if not any(letter.isalpha() for letter in ascii_only):
        return ""
    room = LONGEST_ID - len("-20240301") - _ROOM_FOR_NUMBER
    kept = words[:_WORDS_OF_ID]
    while len(kept) > 1 and len("-".join(kept)) > room:
        kept.pop()
    return "-".join(kept)[:room]


def _stated(document: Document, url: str | None) -> dict[str, str]:
    said = {
        key: value
        for key, value in document.values.items()
        if value.strip() not in _NOTHING and (len(value) <= _LONGEST or key == "note")
    }
    if url is None:
        return said
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    by_page = {key: value for key, value in said.items() if key in _OF_A_PAGE}
    return {"publisher": host, **by_page, "url": url}


def _checked(document: Document, values: Mapping[str, str]) -> Source:
    empty = next((key for key, value in values.items() if value.strip() in _NOTHING), None)
    if empty is not None:
        raise CorpusError(f"'{empty}' is empty; {_cure(empty)}")
    try:
        checked = FrontMatter.model_validate({**values, "pages": document.pages})
    except ValidationError as error:
        key = str(error.errors()[0]["loc"][0])
        raise CorpusError(f"'{key}' is not valid ('{values[key]}'); {_cure(key)}") from error
    return Source(body=document.body, **checked.model_dump())


def _canonical(url: str) -> str:
    from retrieval.fetching.urls import canonical_url  # loads the web's parts

    return canonical_url(url)


def _cure(key: str) -> str:
    return _CURES.get(key, f"pass --{key.replace('_', '-')} with a value, or leave it out")


def _listed(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))
