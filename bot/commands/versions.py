"""`onrecord show`: a source as it is or was, and every version of it there has been."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.failures import NOTHING_FOUND
from bot.commands.options import CorpusFlag, settings_with
from bot.commands.output import Preparation, remarks, results, say_error
from bot.rendering.lines import Listing, print_listing, print_raw

if TYPE_CHECKING:
    from retrieval.archive import Version


def show(
    source_id: Annotated[str, typer.Argument(metavar="ID", help="Id as `sources` shows it.")],
    version: Annotated[
        int | None, typer.Option("--version", metavar="N", help="A version of --history.")
    ] = None,
    history: Annotated[bool, typer.Option("--history", help="List its versions.")] = False,
    corpus: CorpusFlag = None,
) -> None:
    """Show a source: its facts and its text, now or in an earlier version.

    --history lists every version with the time (UTC) at which it came and went.
    """
    from bot.assembly import corpus_of, update_index
    from retrieval.loaders.markdown import write_source

    settings = settings_with(corpus)
    with Preparation(remarks()) as progress:
        update_index(settings, progress)
    known = corpus_of(settings)
    versions = known.archive.versions(source_id)
    if not versions:
        say_error(f"no source '{source_id}', now or ever; `onrecord sources` lists the ids")
        raise typer.Exit(NOTHING_FOUND)
    if history:
        print_listing(results(), as_listing(versions))
        return
    wanted = version or len(versions)
    if not 1 <= wanted <= len(versions):
        say_error(f"'{source_id}' has no version {wanted}; --history lists its {len(versions)}")
        raise typer.Exit(NOTHING_FOUND)
    source = known.archive.text(source_id, versions[wanted - 1].content_hash)
    if source is None:
        say_error(f"the text of version {wanted} of '{source_id}' was purged")
        raise typer.Exit(NOTHING_FOUND)
    print_raw(results(), write_source(source))


def as_listing(versions: tuple[Version, ...]) -> Listing:
    """A row for each version, oldest first."""
    rows = (
        (
            str(number),
            _minute(one.entered),
            _minute(one.left) if one.left else "in force",
            one.content_hash[:12],
            "kept" if one.kept else "purged",
        )
        for number, one in enumerate(versions, 1)
    )
    return Listing(("version", "came", "went", "content", "text"), tuple(rows))


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
