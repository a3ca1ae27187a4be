"""Asks again what a change of the corpus may touch, and tells which labels are others now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Protocol

from bot.claims import Answer
from bot.errors import BadDate
from bot.state.tracked import Cause, Finding, Happened, StatusEvent, Tracked, same_label
from bot.state.tracking import Tracking, now_utc
from bot.tracking.touching import Changed, Touch
from retrieval.documents import Source


class Asker(Protocol):
    """What claims are asked of; bot.assistant.Assistant is one."""

    @property
    def sources(self) -> Sequence[Source]:
        """All sources, after the change."""
        ...

    def ask(self, question: str, as_of: date | None = None, *, plain: bool) -> Answer:
        """The answer as of a date, without a model; raises BotError or RetrievalError."""
        ...


class Archive(Protocol):
    """What knows how the sources of a corpus changed."""

    def changed_since(self, revision: int) -> tuple[int, Changed]:
        """The present revision, and what came and went since another; 0 was before all."""
        ...


def catch_up(
    tracking: Tracking,
    archive: Archive,
    open_assistant: Callable[[], Asker],
    clock: Callable[[], datetime] = now_utc,
) -> tuple[StatusEvent, ...]:
    """Examines what changed since the last time and records what came of it; returns the events.

    To be called after every change of an index, and when one is opened: what a process that died
    left unexamined is examined then. The assistant is opened only where something is tracked.
    Raises StateError, BotError and RetrievalError; nothing is recorded then.
    """
    since = tracking.examined()
    revision, changed = archive.changed_since(since or 0)
    if revision == since:
        return ()
    claims = tracking.tracked() if changed.entered or changed.left else ()
    if not claims:
        tracking.record((since, revision))
        return ()
    examined = examine(claims, changed, open_assistant())
    events = tuple(events_of(claims, examined, changed, clock()))
    return events if tracking.record((since, revision), events, examined) else ()


def examine(claims: Sequence[Tracked], changed: Changed, assistant: Asker) -> tuple[Tracked, ...]:
    """The claims with what is found of them now, those that nothing touches as they were."""
    touch = Touch(changed, assistant.sources)
    return tuple(
        replace(claim, finding=_found(claim, assistant)) if touch.reaches(claim) else claim
        for claim in claims
    )


def events_of(
    before: Sequence[Tracked], after: Sequence[Tracked], changed: Changed, at: datetime
) -> Iterator[StatusEvent]:
    """An event for each claim whose status or qualifiers differ; another reason makes none."""
    for old, new in zip(before, after, strict=True):
        was, now = old.finding, new.finding
        if not same_label(was.label, now.label):
            causes = _causes(was, now, changed)
            yield StatusEvent(old.text, old.as_of, was.label, now.label, causes, at)


def _found(claim: Tracked, assistant: Asker) -> Finding:
    try:
        return Finding.of(assistant.ask(claim.text, claim.as_of, plain=True))
    except BadDate:  # the sources that were as old as that have left
        return Finding()


def _causes(was: Finding, now: Finding, changed: Changed) -> tuple[Cause, ...]:
    """The changed sources that the new label rests on, or the old one did; else all of them."""
    every = tuple(dict.fromkeys((*changed.entered, *changed.left)))
    part = (
        *(i for i in changed.entered if i in now.source_ids),
        *(i for i in changed.left if i in was.source_ids),
    )
    return tuple(Cause(i, _happened(i, changed)) for i in dict.fromkeys(part) or every)


def _happened(source_id: str, changed: Changed) -> Happened:
    if source_id not in changed.left:
        return Happened.ADDED
    return Happened.NEW_VERSION if source_id in changed.entered else Happened.REMOVED
