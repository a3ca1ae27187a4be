"""Adds files and web pages to a corpus; one bad item never stops the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from urllib.parse import urlsplit

from bot.dates import read_date
from bot.errors import BadDate, BadSetting
from bot.intake.items import Added, Item, Result, Wanted, items_named
from bot.intake.reading import Read, Tools, read_all
from bot.intake.report import named_language
from bot.intake.texts import texts_of
from bot.rendering.lines import Listing
from retrieval.chunking import PARSED, language_in
from retrieval.corpus import Corpus
from retrieval.documents import Source
from retrieval.errors import RetrievalError
from retrieval.intake import Incomplete, names_id, source_of
from retrieval.loaders.document import Document
from retrieval.placing import Placement, Shelf, Verdict

_Ask = Callable[[str], str] | None
_Placed = tuple[Item, tuple[Source, ...]]  # a row, and the sources to take in
_OF_ONE_ITEM = ("id", "title", "url")
_QUESTIONS = {
    "title": "title",
    "publisher": "publisher (who published it)",
    "published": "published (the day it appeared, as 2024-10-22)",
}


def add_all(
    corpus: Corpus,
    names: Sequence[str],
    overrides: Mapping[str, str],
    tools: Tools,
) -> tuple[Item, ...]:
    """Adds files, the files of folders, and web pages, all in one step at the end.

    Raises BadSetting, and CorpusError where the corpus cannot be read, before the first.
    """
    items = items_named(names)
    wanted = [item for item in items if isinstance(item, Wanted)]
    single = [f"--{key}" for key in _OF_ONE_ITEM if key in overrides]
    if single and len(wanted) > 1:
        raise BadSetting(f"{', '.join(single)}: fits one item only; pass one, or leave it out")
    shelf = Shelf(() if corpus.is_empty() else corpus.sources())
    asking = replace(tools, ask=tools.ask if len(items) == 1 else None)
    with tools.progress() as progress:  # a bar is gone before anything is asked
        read = read_all(wanted, tools, partial(progress, "Reading sources"))
    placed = [_placed(shelf, *pair, overrides, asking) for pair in zip(wanted, read, strict=True)]
    rows = iter(_taken_in(corpus, placed))
    return tuple(item if isinstance(item, Item) else next(rows) for item in items)


def as_listing(items: Iterable[Item]) -> Listing:
    """A table of what came in, what did not, and why."""
    return Listing(("item", "result", "why"), tuple((i.name, i.result, i.why) for i in items))


def failure(items: Sequence[Item]) -> str | None:
    """One line on what failed, or None."""
    failed = [item for item in items if item.result is Result.FAILED]
    if not failed:
        return None
    if len(failed) == 1:
        name, why = failed[0].name, failed[0].why
        return f"not added: {why if why.startswith(name) else f'{name}: {why}'}"
    return f"{len(failed)} of {len(items)} items were not added; the table says why"


def _placed(
    shelf: Shelf,
    wanted: Wanted,
    read: Read | RetrievalError,
    overrides: Mapping[str, str],
    tools: Tools,
) -> _Placed:
    try:
        if isinstance(read, RetrievalError):
            raise read
        texts = texts_of(read.document, overrides, force=tools.force)
        placed = []
        for text, given in texts:
            own = replace(read, document=text)
            source, named = _source(wanted, own, given, tools.ask)
            at = source.url if read.url or "url" in overrides else None
            placement = shelf.place(source, named=named, at=at, part=len(texts) > 1)
            placed.append((placement, text, named))
    except RetrievalError as error:
        return _failed(wanted.name, str(error).removeprefix(f"{wanted.name}: ")), ()
    return _as_row(wanted, placed, overrides)


def _as_row(
    wanted: Wanted,
    placed: Sequence[tuple[Placement, Document, bool]],
    overrides: Mapping[str, str],
) -> _Placed:
    """What became of an item, which came in where any of its texts did."""
    clash = next((p for p, _, _ in placed if p.verdict is Verdict.CLASH), None)
    if clash is not None:
        why = f"is another text for {clash.other}, which came just before; pass it alone"
        return _failed(wanted.name, why), ()
    new = [row for row in placed if row[0].verdict in (Verdict.NEW, Verdict.VERSION)]
    if not new:
        placement, _, named = placed[0]
        return Item(wanted.name, Result.SKIPPED, _about_known(placement, named, overrides)), ()
    why = "; ".join(_about_added(placement, named) for placement, _, named in new)
    if len(placed) > 1:
        why = f"a live blog, each day by itself: {why}"
    added = tuple(
        Added(p.source, _day_from(text, overrides), tuple(n.text for n in text.notices))
        for p, text, _ in new
    )
    return Item(wanted.name, Result.ADDED, why, added), tuple(a.source for a in added)


def _about_known(placement: Placement, named: bool, overrides: Mapping[str, str]) -> str:
    if named and placement.source.id == placement.other:
        return f"already there as {placement.source.id}"
    cure = f"; --id {placement.other} would set its other values" if overrides else ""
    return f"the same text as {placement.other}{cure}"


def _day_from(document: Document, overrides: Mapping[str, str]) -> str:
    if "published" in overrides:
        return "as given"
    return document.day_from or "its front matter"


def _source(
    wanted: Wanted, read: Read, overrides: Mapping[str, str], ask: _Ask
) -> tuple[Source, bool]:
    """The source, and whether somebody gave it its id; what is missing is asked for."""
    stem = "" if wanted.path is None else wanted.path.stem
    fallback = stem if read.url is None else urlsplit(read.url).hostname or ""
    try:
        source = source_of(read.document, overrides, read.url, fallback)
    except Incomplete as error:
        answers = {key: _answer(key, ask) for key in error.missing} if ask else {"": ""}
        if not all(answers.values()):
            raise
        return _source(wanted, read, {**overrides, **answers}, None)
    return source, names_id(read.document, overrides, read.url)


def _answer(key: str, ask: Callable[[str], str]) -> str:
    """What the person says, read as the flag would be; "" where they leave it empty."""
    question = _QUESTIONS[key]
    while answer := ask(question).strip():
        if key != "published":
            break
        try:
            return read_date(answer).isoformat()
        except BadDate as error:
            question = f"{error}; {_QUESTIONS[key]}"
    return answer


def _about_added(placement: Placement, named: bool) -> str:
    """What it is now, and what it was found to be, for the person to check."""
    source, other = placement.source, placement.other
    if placement.verdict is Verdict.VERSION:
        what = f"new version of {other}"
    elif other is None:
        what = f"as {source.id}"
    else:
        what = f"as {source.id} (--id {other} would make it a new version of that)"
    count, language = len(source.pages), language_in(source)
    facts = (
        "" if named else f"from {source.publisher}",
        f"{count} page{'s' * (count > 1)}" if count else "",
        "" if language == PARSED else _about_language(language),
    )
    return ", ".join(filter(None, (what, *facts)))


def _about_language(code: str) -> str:
    unread = "found when asked in it, but not parsed, so that it confirms nothing"
    return f"in {named_language(code)}: {unread}"


def _taken_in(corpus: Corpus, placed: Sequence[_Placed]) -> tuple[Item, ...]:
    """The rows, after all that is new was taken in together."""
    batch = [source for _, sources in placed for source in sources]
    try:
        if batch:
            corpus.take_in(batch)
    except RetrievalError as error:
        why = f"nothing was added: {error}"
        return tuple(_failed(row.name, why) if sources else row for row, sources in placed)
    return tuple(row for row, _ in placed)


def _failed(name: str, why: str) -> Item:
    return Item(name, Result.FAILED, why)
