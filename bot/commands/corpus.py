"""`onrecord index`, `add`, `remove` and `sources`: what the answers are made from."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.asking import JsonFlag
from bot.commands.failures import NOTHING_FOUND
from bot.commands.options import CorpusFlag, settings_with
from bot.commands.output import results, say_error
from bot.commands.updating import bring_in_line
from bot.dates import read_date
from bot.errors import BadSetting
from bot.rendering.lines import print_listing, print_raw
from bot.settings import Settings
from retrieval.documents import Kind

if TYPE_CHECKING:
    from retrieval.corpus import Corpus

Given = str | None
ForceFlag = Annotated[bool, typer.Option("--force", help="Add also what looks like no article.")]


def index(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Start from nothing.")] = False,
    corpus: CorpusFlag = None,
) -> None:
    """Bring the index in line with the corpus.

    Questions do so by themselves when a source changed.
    """
    bring_in_line(settings_with(corpus), rebuild=rebuild)


def add(  # a command's options are its parameters, however many
    context: typer.Context,
    items: Annotated[
        list[str] | None,
        typer.Argument(metavar="PATH|URL...", help="Files, folders and web pages."),
    ] = None,
    listed: Annotated[
        Given, typer.Option("--list", metavar="FILE", help="One path or URL a line; - is stdin.")
    ] = None,
    corpus: CorpusFlag = None,
    source_id: Annotated[Given, typer.Option("--id", help="Id of the source.")] = None,
    title: Annotated[Given, typer.Option(help="Its title.")] = None,
    publisher: Annotated[Given, typer.Option(help="Who published it.")] = None,
    published: Annotated[Given, typer.Option(metavar="DATE", help="The day it appeared.")] = None,
    stated: Annotated[Given, typer.Option(metavar="DATE", help="The day it was said.")] = None,
    url: Annotated[Given, typer.Option(help="Where it can be read.")] = None,
    kind: Annotated[Kind | None, typer.Option(help="What it is.")] = None,
    author: Annotated[Given, typer.Option(help="Who wrote it.")] = None,
    language: Annotated[Given, typer.Option(metavar="CODE", help="As in en or de.")] = None,
    note: Annotated[Given, typer.Option(help="What readers should know of it.")] = None,
    syndicated_from: Annotated[Given, typer.Option(help="The agency it was taken from.")] = None,
    force: ForceFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Add web pages and files (PDF, HTML, DOCX, Markdown, text) as sources.

    Options replace what an item says of itself. A known id or URL with a changed text becomes its
    new version. What looks like no article is refused. The folder itself is not written to.
    """
    given = {
        "id": source_id,
        "title": title,
        "publisher": publisher,
        "published": _as_iso(published),
        "stated": _as_iso(stated),
        "url": url,
        "kind": kind,
        "author": author,
        "language": language,
        "note": note,
        "syndicated_from": syndicated_from,
    }
    overrides = {key: str(value) for key, value in given.items() if value is not None}
    from bot.commands.intake_tools import take_in, terminal_tools

    settings = settings_with(corpus)
    tools = terminal_tools(settings, context.obj, force=force)
    take_in(settings, _names(items or (), listed), overrides, tools, as_json=as_json)


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
    bring_in_line(settings, purge=purge)
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
    from bot.rendering.text import is_listed_under, source_table

    known = sorted(corpus_of(settings_with(corpus)).sources(), key=lambda s: (s.dated, s.id))
    found = [source for source in known if is_listed_under(source, matching or "")]
    if not found:
        say_error(f"no source holds '{matching}'; `onrecord sources` lists all {len(known)}")
        raise typer.Exit(NOTHING_FOUND)
    print_listing(results(), source_table(found))


def _was_taken_out(corpus: Corpus, source_id: str) -> bool:
    """True for a source that only the history still knows."""
    if source_id in {one.id for one in corpus.held()}:
        return False
    return source_id in corpus.archive.local() or bool(corpus.archive.versions(source_id))


def _forget(settings: Settings, source_ids: Sequence[str]) -> None:
    """Takes the texts of sources out of the history, answers that quote them out of the log, and
    all that a model wrote out of its cache, where nothing says from what.
    """
    from bot.assembly import corpus_of
    from bot.state.feedback import STATE_FILE, FeedbackStore
    from bot.state.replies import Replies

    corpus_of(settings).archive.purge(source_ids)
    with closing(FeedbackStore(settings.home / STATE_FILE)) as store:
        forgotten = store.forget_sources(frozenset(source_ids))
    with closing(Replies(settings.home / STATE_FILE)) as replies:
        replies.forget_all()
    if forgotten:
        print_raw(results(), f"{forgotten} logged answers that quoted it forgotten")


def _names(given: Sequence[str], listed: str | None) -> tuple[str, ...]:
    """All that is to be added. Raises BadSetting where it is nothing."""
    from bot.intake.items import names_in

    names = (*given, *(names_in(listed) if listed is not None else ()))
    if not names and listed is None:
        cure = "name a file, a folder or a web address, or pass --list FILE"
        raise BadSetting(f"Missing argument PATH|URL; {cure}")
    if not names:
        raise BadSetting(f"--list: {listed}: nothing to add; write a path or URL on each line")
    return names


def _as_iso(day: str | None) -> str | None:
    return None if day is None else read_date(day).isoformat()
