"""Adds files and web pages to a corpus; one bad item never stops the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from urllib.parse import urlsplit

from bot.dates import read_date
from bot.errors import BadDate, BadSetting
from bot.intake.items import Item, Result, Wanted, items_named
from bot.intake.reading import Read, Tools, read_all
from bot.rendering.lines import Listing
from retrieval.chunking import PARSED, language_in
from retrieval.corpus import Corpus
from retrieval.documents import Source
from retrieval.errors import RetrievalError
from retrieval.intake import Incomplete, names_id, source_of
from retrieval.placing import Placement, Shelf, Verdict

_Ask = Callable[[str], str] | None
_Placed = tuple[Item, Source | None]  # a row, and the source to take in, if it is one
_OF_ONE_ITEM = ("id", "title", "url")
_QUESTIONS = {
    "title": "title",
    "publisher": "publisher (who published it)",
    "published": "published (the day it appeared, as 2024-10-22)",
}
_LANGUAGES = {
    "ar": "Arabic", "de": "German", "es": "Spanish", "fr": "French", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "pl": "Polish", "pt": "Portuguese", "ru": "Russian",
    "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip


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
    shelf = Shelf(corpus.sources())
    ask = tools.ask if len(items) == 1 else None
    with tools.progress() as progress:  # a bar is gone before anything is asked
        read = read_all(wanted, tools, partial(progress, "Reading sources"))
    placed = [_placed(shelf, *pair, overrides, ask) for pair in zip(wanted, read, strict=True)]
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
    ask: _Ask,
) -> _Placed:
    try:
        if isinstance(read, RetrievalError):
            raise read
        source, named = _source(wanted, read, overrides, ask)
    except RetrievalError as error:
        return _failed(wanted.name, str(error).removeprefix(f"{wanted.name}: ")), None
    at = source.url if read.url or "url" in overrides else None
    placement = shelf.place(source, named=named, at=at)
    if placement.verdict in (Verdict.NEW, Verdict.VERSION):
        return Item(wanted.name, Result.ADDED, _about_added(placement, named)), placement.source
    if placement.verdict is Verdict.CLASH:
        why = f"is another text for {placement.other}, which came just before; pass it alone"
        return _failed(wanted.name, why), None
    if named and source.id == placement.other:
        return Item(wanted.name, Result.SKIPPED, f"already there as {source.id}"), None
    cure = f"; --id {placement.other} would set its other values" if overrides else ""
    why = f"the same text as {placement.other}{cure}"
    return Item(wanted.name, Result.SKIPPED, why), None


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
    name = f"{_LANGUAGES[code]} ({code})" if code in _LANGUAGES else f"the language '{code}'"
    return f"in {name}: found when asked in it, but not parsed, so that it confirms nothing"


def _taken_in(corpus: Corpus, placed: Sequence[_Placed]) -> tuple[Item, ...]:
    """The rows, after all that is new was taken in together."""
    batch = [source for _, source in placed if source is not None]
    try:
        if batch:
            corpus.take_in(batch)
    except RetrievalError as error:
        why = f"nothing was added: {error}"
        return tuple(row if source is None else _failed(row.name, why) for row, source in placed)
    return tuple(row for row, _ in placed)


def _failed(name: str, why: str) -> Item:
    return Item(name, Result.FAILED, why)
