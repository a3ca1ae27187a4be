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
from bot.intake.items import Result
from bot.intake.reading import Tools
from bot.settings import Settings
from retrieval.errors import CorpusError

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

    def add_page(self, url: str, overrides: Mapping[str, str]) -> str:
        """Takes in a web page; returns what it is now, in one line.

        Raises BadCommand with the reason where it cannot be taken in.
        """
        if "://" not in url:  # it would be a path on this machine
            raise BadCommand("not added: write the whole address, as in https://example.org/story")
        return self._add(url, overrides)

    def add_file(self, path: Path, overrides: Mapping[str, str]) -> str:
        """Takes in a file; otherwise as add_page."""
        return self._add(str(path), overrides)

    def _add(self, name: str, overrides: Mapping[str, str]) -> str:
        with self._alone():
            tools = Tools(self._fetcher)
            item, *_ = add_all(corpus_of(self._settings), [name], overrides, tools)
            if item.result is Result.ADDED:
                update_index(self._settings)
        if item.result is Result.FAILED:
            raise BadCommand(f"not added: {as_options(item.why)}")
        return f"{item.result.value}: {as_options(item.why)}"

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


def as_options(text: str) -> str:
    """A text of the command line in the words of Discord's."""
    return _FLAG.sub(lambda flag: f"the option {flag[1].replace('-', '_')}", text)
