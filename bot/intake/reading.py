"""Reads what is to be added: pages fetched in threads, documents read in processes.

Nothing that parses a stranger's file has a time limit of its own, so each runs in a process that
can be killed. Files in the native format are read here and now: nothing in them can hang.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, as_completed
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from bot.intake.items import Wanted
from retrieval.errors import CorpusError, RetrievalError
from retrieval.loaders import markdown, plain
from retrieval.loaders.document import Document
from retrieval.loaders.limits import MAX_BYTES
from retrieval.loaders.mojibake import mended
from retrieval.loaders.reading import read_document, read_path

if TYPE_CHECKING:
    from pebble import ProcessPool

    from retrieval.fetching.fetcher import Fetcher

SECONDS = 60.0  # for one document
_FETCHED_AT_ONCE = 8
_READ_AT_ONCE = 4
_GRACE = 0.2  # seconds between asking a process to end and ending it
_LATEST = 10.0  # seconds after its time at which a process without a parent ends
_CURE = "save its text as .md and add that"

Report = Callable[[int, int], None]
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Tools:
    """What reading needs from outside: who fetches, how long a document may take, whom to ask.

    With `force` a text is taken in that looks as if it were none to quote. `ask` puts a question to
    the person and returns the answer; None where nobody is there. `progress` is told of each step:
    its name, how much is done, of how much.
    """

    fetcher: Callable[[], Fetcher]
    seconds: float = SECONDS
    force: bool = False
    ask: Callable[[str], str] | None = None
    progress: Callable[[], AbstractContextManager[Progress]] = lambda: nullcontext(_unheard)


@dataclass(frozen=True, slots=True)
class Read:
    """A document, and the canonical address of the page that it is, if it is one."""

    document: Document
    url: str | None = None


def _unheard(what: str, done: int, total: int) -> None:
    """Progress where nobody watches."""


def read_all(
    wanted: Sequence[Wanted], tools: Tools, report: Report
) -> tuple[Read | RetrievalError, ...]:
    """Each item's document, or why there is none, in their order; `report` gets done and total."""
    found: dict[int, Read | RetrievalError] = {}
    for n, item in enumerate(wanted):
        if (read := _native(item)) is not None:
            found[n] = read
    others = [n for n in range(len(wanted)) if n not in found]
    if others:
        report(len(found), len(wanted))
        _read_others(wanted, others, found, (tools, report))
    return tuple(found[n] for n in range(len(wanted)))


def _read_others(
    wanted: Sequence[Wanted],
    others: Sequence[int],
    found: dict[int, Read | RetrievalError],
    parts: tuple[Tools, Report],
) -> None:
    tools, report = parts
    fetcher = tools.fetcher() if any(wanted[n].path is None for n in others) else None
    pool = pool_for(len(others))
    reading = _in_threads(
        lambda n: _read(wanted[n], fetcher, lambda *call: run_in(pool, tools.seconds, *call)),
        others,
    )
    try:
        for done in as_completed(reading):
            found[reading[done]] = done.result()
            report(len(found), len(wanted))
    finally:
        for future in reading:
            future.cancel()
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _read(item: Wanted, fetcher: Fetcher | None, run: Callable[..., Document]) -> Any:
    """The item as Read, or the error; one that nobody foresaw is no reason to stop the others."""
    try:
        if item.path is not None:
            return Read(mended(run(read_path, item.path)))
        assert fetcher is not None
        page = fetcher.fetch(item.name)
        suffix = _suffix(page.content_type, page.url)
        document = run(read_document, page.data, page.url, suffix, page.charset)
        return Read(mended(document), page.url)
    except RetrievalError as error:
        return error
    except Exception as error:
        return CorpusError(f"cannot be read ({type(error).__name__}: {error}); {_CURE}")


def run_in(pool: ProcessPool, seconds: float, function: Callable[..., Any], *given: Any) -> Any:
    """What the function returns in a process of the pool, within `seconds` of its start.

    Raises what the function raises, and CorpusError where its process had to end or was ended.
    """
    from concurrent.futures.process import BrokenProcessPool

    from pebble import ProcessExpired

    future = pool.schedule(_in_time, args=(seconds, function, *given), timeout=seconds)
    try:
        return future.result()
    except TimeoutError as error:
        raise CorpusError(f"takes longer than {seconds:g} s to read; {_CURE}") from error
    except (ProcessExpired, BrokenProcessPool) as error:
        raise CorpusError(f"ended the program that read it; {_CURE}") from error


def _in_time(seconds: float, function: Callable[..., Any], *given: Any) -> Any:
    """Calls the function; the system ends this process if nobody is left to end it in time."""
    bounded = hasattr(signal, "setitimer")
    if bounded:
        signal.setitimer(signal.ITIMER_REAL, seconds + _LATEST)
    try:
        return function(*given)
    finally:
        if bounded:
            signal.setitimer(signal.ITIMER_REAL, 0)


def pool_for(documents: int) -> ProcessPool:
    """Processes to read that many documents in, none of which is started yet."""
    from multiprocessing import get_context

    from pebble import CONSTS, ProcessPool

    CONSTS.term_timeout = _GRACE
    workers = min(documents, os.cpu_count() or 1, _READ_AT_ONCE)
    return ProcessPool(max_workers=workers, context=get_context("spawn"))


def _in_threads(
    work: Callable[[int], Read | RetrievalError], numbers: Sequence[int]
) -> dict[Future[Read | RetrievalError], int]:
    """Starts the work in threads that never hold up the end of the program."""
    futures: dict[Future[Read | RetrievalError], int] = {Future(): n for n in numbers}
    waiting: SimpleQueue[Future[Read | RetrievalError]] = SimpleQueue()
    for future in futures:
        waiting.put(future)

    def loop() -> None:
        _leave_interrupts_to_main()
        with suppress(Empty, CancelledError):
            while True:
                future = waiting.get_nowait()
                if future.set_running_or_notify_cancel():
                    future.set_result(work(futures[future]))

    for _ in range(min(_FETCHED_AT_ONCE, len(numbers))):
        Thread(target=loop, daemon=True).start()
    return futures


def _leave_interrupts_to_main() -> None:
    """Ctrl-C reaches the main thread alone, and no process that is started from here."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _native(item: Wanted) -> Read | RetrievalError | None:
    """A text file with front matter, read; None where it is anything else."""
    path = item.path
    if path is None or path.suffix.lower() not in markdown.SUFFIXES:
        return None
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES or not data.removeprefix(b"\xef\xbb\xbf").startswith(b"---"):
            return None
        data.decode()
        document = plain.read(data, None, marked_up=False)
    except CorpusError as error:
        where = path if error.line is None else f"{path}:{error.line}"
        return CorpusError(f"{where}: {error}")
    except (OSError, UnicodeDecodeError):
        return None  # the general way has the words for it
    if not document.values:
        return None
    if not document.body.strip():
        return CorpusError(f"{path}: the body is empty; add the text below the front matter")
    return Read(document)


def _suffix(content_type: str, url: str) -> str:
    from retrieval.fetching import kinds

    if content_type == kinds.PLAIN and Path(url.partition("?")[0]).suffix == ".md":
        return ".md"
    return {
        kinds.PLAIN: ".txt",
        kinds.MARKDOWN: ".md",
        kinds.PDF: ".pdf",
        kinds.DOCX: ".docx",
    }.get(content_type, ".html")
