"""Taking sources in and out for people in Discord: one at a time, in a thread, all or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from bot.assembly import corpus_of, fetcher_of, update_index
from bot.errors import BadCommand, NotNow
from bot.intake.adding import add_all
from bot.intake.items import Item, Result
from bot.intake.reading import Tools
from bot.settings import Settings
from retrieval.errors import CorpusError
from retrieval.when import When

if TYPE_CHECKING:
    from retrieval.fetching.fetcher import Fetcher

_PATIENCE = 60.0  # seconds
# The command line's flags, as a text from there names them, are options here.
_FLAG = re.compile(r"--([a-z][a-z-]*)(?: [A-Z]+)?")


class Sourcing:
    """Adds and removes; who asks waits for the index, and nobody else does."""

    def __init__(self, settings: Settings, fetcher: Callable[[], Fetcher] | None = None) -> None:
        self._settings = settings
        self._fetcher = fetcher or (lambda: fetcher_of(settings))
        self._turn = Lock()

    def add_page(self, url: str, overrides: Mapping[str, str], *, force: bool = False) -> str:
        """Takes in a web page; returns what it is now, and a line for each thing noticed.

        With `force` also what looks like no article. Raises BadCommand with the reason where it
        cannot be taken in.
        """
        if "://" not in url:  # it would be a path on this machine
            raise BadCommand("not added: write the whole address, as in https://example.org/story")
        return self._add(url, overrides, force)

    def add_file(self, path: Path, overrides: Mapping[str, str], *, force: bool = False) -> str:
        """Takes in a file; otherwise as add_page."""
        return self._add(str(path), overrides, force)

    def _add(self, name: str, overrides: Mapping[str, str], force: bool) -> str:
        with self._alone():
            tools = Tools(self._fetcher, force=force)
            item, *_ = add_all(corpus_of(self._settings), [name], overrides, tools)
            if item.result is Result.ADDED:
                update_index(self._settings)
        if item.result is Result.FAILED:
            raise BadCommand(f"not added: {as_options(item.why)}")
        return "\n".join([f"{item.result.value}: {as_options(item.why)}", *_noticed(item)])

    def remove(self, source_id: str) -> None:
        """Takes a source out; its text stays in the history. Raises BadCommand if it is not in."""
        with self._alone():
            try:
                corpus_of(self._settings).take_out([source_id])
            except CorpusError as error:
                unknown = f"there is no source {source_id}; /sources lists them all"
                raise BadCommand(unknown) from error
            update_index(self._settings)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if not self._turn.acquire(timeout=_PATIENCE):
            raise NotNow("another source is being taken in or out; ask again in a minute")
        try:
            yield
        finally:
            self._turn.release()


def _noticed(item: Item) -> Iterator[str]:
    """Of each source that came in its title, its day and where that stands, and what is odd."""
    for added in item.added:
        source = added.source
        day = f"{When.on(source.published).words}, from {added.day_from}"
        yield f"{source.title} ({day}; {len(source.body.split())} words)"
        yield from (f"Look at it: it {as_options(notice)}" for notice in added.notices)


def as_options(text: str) -> str:
    """A text of the command line in the words of Discord's."""
    return _FLAG.sub(lambda flag: f"the option {flag[1].replace('-', '_')}", text)
