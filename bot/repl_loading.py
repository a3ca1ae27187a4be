"""What `onrecord repl` does in threads: opening the assistant, and working on a question."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Lock, Thread
from typing import TypeVar

from rich.console import Console

from bot.commands.drafting import Draft, can_watch, on_show
from bot.repl_seams import Answerer, Task

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
Opener = Callable[[Progress], Answerer]
_SOON = 0.3
_OFTEN = 0.1


class Loading:
    """An assistant on its way, opened in a thread.

    A failed opening is tried again by the next get(): most causes are cured from outside (a
    broken source file, a full disk, another process at the index), and a person should not lose
    the conversation over them.
    """

    def __init__(self, opener: Opener) -> None:
        self._opener = opener
        self._lock = Lock()
        self._future: Future[Answerer] | None = None
        self._step = ""
        self.on_change: Callable[[], None] = lambda: None

    def start(self) -> Future[Answerer]:
        """Begins to open, unless that is under way or done."""
        with self._lock:
            if self._future is None or _error_of(self._future) is not None:
                self._step = ""
                self._future = in_background(lambda: self._opener(self._progress))
                self._future.add_done_callback(lambda _: self.on_change())
            return self._future

    def get(self) -> Answerer:
        """The assistant; waits for it, and raises what opening it raised."""
        return self.start().result()

    @property
    def failed(self) -> bool:
        """Whether the latest opening ended in an error."""
        return self._future is not None and _error_of(self._future) is not None

    @property
    def ready(self) -> bool:
        """Whether get() returns without waiting."""
        return self._future is not None and self._future.done() and not self.failed

    def source_ids(self) -> tuple[str, ...]:
        """Ids of all sources, none before they are loaded."""
        return tuple(source.id for source in self.get().sources) if self.ready else ()

    def notice(self) -> str | None:
        """One line on what is wrong or still missing; None when all is well."""
        if self.ready:
            return None
        error = _error_of(self._future) if self._future else None
        if error is not None:
            return f"not loaded: {error} (the next question tries again)"
        return f"loading… {self._step}".rstrip()

    def _progress(self, step: str, done: int, total: int) -> None:
        self._step = f"{step} {done}/{total}"
        self.on_change()


class Interruptible:
    """Work in a thread. KeyboardInterrupt leaves the thread behind; a long wait is shown.

    So is what a model writes meanwhile, where that can be taken back.
    """

    def __init__(self, console: Console, notice: Callable[[], str | None]) -> None:
        self._console = console
        self._notice = notice

    def __call__(self, task: Task[T]) -> T:
        """The task's result; raises what the task raises, or KeyboardInterrupt."""
        draft = Draft()  # one for each task: what is left behind writes into its own
        heard = draft.hear if can_watch(self._console) else None
        future = in_background(lambda: task(heard))
        wait([future], timeout=_SOON)
        if not future.done():
            with on_show(self._console, draft, self._waiting):
                while not future.done():
                    # Never without a time limit: on Windows such a wait hears no Ctrl-C.
                    wait([future], timeout=_OFTEN)
        return future.result()

    def _waiting(self) -> str:
        return self._notice() or "working… (Ctrl-C cancels)"


def in_background(task: Callable[[], T]) -> Future[T]:
    """Runs the task in a thread that does not keep the program alive."""
    future: Future[T] = Future()

    def work() -> None:
        try:
            result = task()
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(result)

    Thread(target=work, daemon=True).start()
    return future


def _error_of(future: Future[Answerer]) -> BaseException | None:
    return future.exception() if future.done() else None
