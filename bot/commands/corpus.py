"""`onrecord index`, `add`, `remove` and `sources`: what the answers are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

import typer

from bot.commands.failures import ERROR, NOTHING_FOUND
from bot.commands.options import CorpusFlag, settings_with
from bot.commands.output import Preparation, remarks, results, say_error
from bot.dates import read_date
from bot.rendering.lines import print_listing, print_raw
from bot.settings import Settings
from retrieval.corpus import Corpus
from retrieval.documents import Kind, Source

Given = str | None


def index(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Start from nothing.")] = False,
    corpus: CorpusFlag = None,
) -> None:
    """Bring the index in line with the corpus.

    Questions do so by themselves when a source changed.
    """
    _update_index(settings_with(corpus), rebuild=rebuild)


def add(  # a command's options are its parameters, however many
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Text or Markdown files, or folders.")
    ],
    corpus: CorpusFlag = None,
    source_id: Annotated[Given, typer.Option("--id", help="Id of the source.")] = None,
    title: Annotated[Given, typer.Option(help="Its title.")] = None,
    publisher: Annotated[Given, typer.Option(help="Who published it.")] = None,
    published: Annotated[Given, typer.Option(metavar="DATE", help="The day it appeared.")] = None,
    stated: Annotated[Given, typer.Option(metavar="DATE", help="The day it was said.")] = None,
    url: Annotated[Given, typer.Option(help="Where it can be read.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="What it is.")] = None,
) -> None:
    """Add text or Markdown files as sources.

    Options replace what the front matter of a file says; a file without front matter needs
    --id, --title, --publisher and --published. The corpus folder itself is not written to.
    """
    given = {
        "id": source_id,
        "title": title,
        "publisher": publisher,
        "published": None if published is None else read_date(published).isoformat(),
        "stated": None if stated is None else read_date(stated).isoformat(),
        "url": url,
        "kind": None if kind is None else kind.value,
    }
    overrides = {key: value for key, value in given.items() if value is not None}
    _add(settings_with(corpus), paths, overrides)


def remove(
    source_ids: Annotated[list[str], typer.Argument(metavar="ID…", help="As `sources` shows.")],
    purge: Annotated[
        bool, typer.Option("--purge", help="Forget the text for good, in all versions.")
    ] = False,
    corpus: CorpusFlag = None,
) -> None:
    """Take sources out of the corpus: all of those named, or none.

    A file in the corpus folder itself stays where it is, and `add` takes it in again. Older
    versions stay in the history, so that answers citing them still resolve, unless --purge is
    given: then no text of the source is kept, only that it was there.
    """
    from bot.assembly import corpus_of

    settings = settings_with(corpus)
    known = corpus_of(settings)
    gone = [i for i in source_ids if purge and _was_taken_out(known, i)]
    known.take_out([i for i in source_ids if i not in gone])
    _update_index(settings, purge=purge)
    if purge:
        _forget(settings, source_ids)


def sources(
    matching: Annotated[
        Given, typer.Argument(metavar="TEXT", help="Only sources whose row holds this text.")
    ] = None,
    corpus: CorpusFlag = None,
) -> None:
    """List the sources, oldest first.

    Piped: a line each with id, date, kind, publisher and title between tabs.
    """
    from bot.assembly import corpus_of
    from bot.rendering.text import source_table

    known = sorted(corpus_of(settings_with(corpus)).sources(), key=lambda s: (s.dated, s.id))
    found = [source for source in known if _holds(source, matching or "")]
    if not found:
        say_error(f"no source holds '{matching}'; `onrecord sources` lists all {len(known)}")
        raise typer.Exit(NOTHING_FOUND)
    print_listing(results(), source_table(found))


def _add(settings: Settings, paths: Sequence[str], overrides: Mapping[str, str]) -> None:
    from bot.assembly import corpus_of
    from bot.commands.intake import Result, add_paths, as_listing, failure

    items = add_paths(corpus_of(settings), paths, overrides)
    try:
        if any(item.result is Result.ADDED for item in items):
            _update_index(settings)
    finally:
        print_listing(results(), as_listing(items))
    problem = failure(items)
    if problem is not None:
        say_error(problem)
        raise typer.Exit(ERROR)


def _was_taken_out(corpus: Corpus, source_id: str) -> bool:
    """True for a source that only the history still knows."""
    if source_id in {one.id for one in corpus.held()}:
        return False
    return source_id in corpus.archive.local() or bool(corpus.archive.versions(source_id))


def _forget(settings: Settings, source_ids: Sequence[str]) -> None:
    """Takes the texts of sources out of the history, and answers that quote them out of the log."""
    from bot.assembly import corpus_of
    from bot.state.feedback import STATE_FILE, FeedbackStore

    corpus_of(settings).archive.purge(source_ids)
    store = FeedbackStore(settings.home / STATE_FILE)
    try:
        forgotten = store.forget_sources(frozenset(source_ids))
    finally:
        store.close()
    if forgotten:
        print_raw(results(), f"{forgotten} logged answers that quoted it forgotten")


def _update_index(settings: Settings, *, rebuild: bool = False, purge: bool = False) -> None:
    from bot.assembly import update_index

    with Preparation(remarks()) as progress:
        change = update_index(settings, progress, rebuild=rebuild, purge=purge)
    counts = f"{change.added} indexed, {change.removed} removed, {change.unchanged} unchanged"
    print_raw(results(), counts)


def _holds(source: Source, text: str) -> bool:
    row = (source.id, source.dated.isoformat(), source.kind, source.publisher, source.title)
    return text.casefold() in " ".join(row).casefold()
