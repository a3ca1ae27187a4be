"""What comes from elsewhere within a time: a stream that says nothing cannot hold anybody up.

A server may keep a connection alive and never send a word, which no client's timeout notices.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextvars import copy_context
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Event, Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class Broken(Exception):
    """What was waited for failed, or did not come in time; `error` is what it raised."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


@dataclass(frozen=True, slots=True)
class _Told(Generic[T]):
    """One thing that came, an error, or with neither the end."""

    item: tuple[T, ...] = ()
    error: Exception | None = None


def within(seconds: float, produce: Callable[[], Iterable[T]]) -> Iterator[T]:
    """What `produce` gives, made in a thread of its own, as it comes. Raises Broken.

    When time is over, or nobody wants more, the thread stops at the next thing that comes.
    """
    told: Queue[_Told[T]] = Queue()
    stopped = Event()
    work = (copy_context().run, (_work, produce, told, stopped))
    Thread(target=work[0], args=work[1], daemon=True, name="onrecord-model").start()
    end = time.monotonic() + seconds
    try:
        yield from _heard(told, end, seconds)
    finally:
        stopped.set()


def _heard(told: Queue[_Told[T]], end: float, seconds: float) -> Iterator[T]:
    while True:
        left = end - time.monotonic()
        try:
            one = told.get(timeout=max(0.0, left))
        except Empty:
            one = _Told(error=TimeoutError(f"no complete reply within {seconds:.3g} s"))
        if one.error is not None:
            raise Broken(one.error)
        if not one.item:
            return
        yield from one.item


def _work(produce: Callable[[], Iterable[T]], told: Queue[_Told[T]], stopped: Event) -> None:
    try:
        for item in produce():
            if stopped.is_set():
                return
            told.put(_Told((item,)))
        told.put(_Told())
    except Exception as error:
        told.put(_Told(error=error))
