"""One item of a report: what was asked, expected, answered and why it was scored so.

Everything here but the words of verdicts is untrusted text. It stays plain text: the template
escapes it, and only `text_parts` and `link` say what may become a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any
from urllib.parse import urlsplit

from bot.evaluation.report_numbers import NO_ANSWER, amount

_KEY = re.compile(r"\[(\d{1,4})\]")
_NOT_IN_ANCHORS = re.compile(r"[^a-z0-9]+")
_HIDDEN = re.compile(r"[\s\x00-\x20\x7f\\@]")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an answer's text; `key` is the citation that a piece like [1] stands for."""

    text: str
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim of an answer beside the text that makes it; `parts` is empty when told apart."""

    parts: tuple[Part, ...]
    claim: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as it is shown; `statements` hold its text where claims and paragraphs agree."""

    outcome: str
    label: str
    paragraphs: tuple[tuple[Part, ...], ...]
    statements: tuple[Statement, ...]
    raw: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """An address that may be followed, shown by the host it leads to."""

    url: str
    host: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation, its quote in the passage around it, and what looking it up found."""

    raw: Mapping[str, Any]
    link: Link | None
    before: str
    after: str
    verdict: str | None


@dataclass(frozen=True, slots=True)
class Changed:
    """How an item changed against an older run, and its answer there with its faults."""

    turn: str
    moved: tuple[tuple[str, str, str], ...]
    shown: Shown | None
    error: str | None
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gold:
    """What the set expects; a fact stands as its alternatives."""

    outcome: str
    label: str
    qualifiers: tuple[str, ...]
    facts: tuple[str, ...]
    must_not: tuple[str, ...]
    sources: tuple[str, ...]
    quote: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One item with everything the page says about it."""

    anchor: str
    id: str
    raw: Mapping[str, Any]
    gold: Gold
    label: str
    outcome: str
    shown: Shown | None
    cited: tuple[Cited, ...]
    scores: tuple[tuple[str, str], ...]
    changed: Changed | None = None
    reworded: bool = False


def entries(
    items: Sequence[Mapping[str, Any]],
    titles: Mapping[str, str],
    compared: Mapping[str, Any] | None,
) -> tuple[Entry, ...]:
    """All items in their order; `compared` is a comparison with an older run."""
    anchors = _anchors(item["id"] for item in items)
    changes = {row["id"]: row for row in compared["changed"]} if compared else {}
    reworded = frozenset(compared["reworded"]) if compared else frozenset()
    plain = (_entry(a, item, titles) for a, item in zip(anchors, items, strict=True))
    return tuple(
        replace(
            entry,
            changed=_changed(changes[entry.id], titles) if entry.id in changes else None,
            reworded=entry.id in reworded,
        )
        for entry in plain
    )


def text_parts(text: str, keys: frozenset[int]) -> tuple[Part, ...]:
    """The text cut at its [n]; only numbers of citations that exist get a key."""
    parts: list[Part] = []
    end = 0
    for match in _KEY.finditer(text):
        if int(match[1]) in keys:
            parts += [Part(text[end : match.start()]), Part(match[0], int(match[1]))]
            end = match.end()
    return tuple(part for part in (*parts, Part(text[end:])) if part.text)


def link(url: str | None) -> Link | None:
    """The address if it may be followed: http or https, with a host, and nothing hidden in it."""
    if not url or _HIDDEN.search(url):
        return None
    try:
        address = urlsplit(url)
    except ValueError:
        return None
    if address.scheme not in {"http", "https"} or not address.hostname:
        return None
    return Link(url, address.hostname)


def label_of(outcome: str, status: str | None) -> str:
    """The label as the confusion matrix counts it, or error, which it does not count."""
    if outcome == "error":
        return outcome
    return status if outcome == "answered" and status else NO_ANSWER


def _entry(anchor: str, item: Mapping[str, Any], titles: Mapping[str, str]) -> Entry:
    answer = item["answer"]
    shown = _shown(answer) if answer else None
    return Entry(
        anchor=anchor,
        id=item["id"],
        raw=item,
        gold=_gold(item["gold"]),
        label=shown.label if shown else "error",
        outcome=shown.outcome if shown else "error",
        shown=shown,
        cited=_cited(item) if answer else (),
        scores=_scores(item["scores"], titles),
    )


def _gold(gold: Mapping[str, Any]) -> Gold:
    return Gold(
        outcome=gold["outcome"],
        label=label_of(gold["outcome"], gold.get("status")),
        qualifiers=tuple(gold.get("qualifiers") or ()),
        facts=tuple(_fact(fact) for fact in gold.get("facts") or ()),
        must_not=tuple(gold.get("must_not") or ()),
        sources=tuple(gold.get("sources") or ()),
        quote=gold.get("quote_contains"),
    )


def _shown(answer: Mapping[str, Any]) -> Shown:
    keys = frozenset(citation["n"] for citation in answer["citations"])
    texts = [text for text in _PARAGRAPH.split(answer["text"]) if text.strip()]
    paragraphs = tuple(text_parts(text, keys) for text in texts)
    claims = answer["claims"]
    agree = len(claims) == len(texts) and all(
        _bare(text) == _bare(claim["text"]) for text, claim in zip(texts, claims, strict=True)
    )
    told = paragraphs if agree else ((),) * len(claims)
    return Shown(
        outcome=answer["outcome"],
        label=label_of(answer["outcome"], answer["status"]),
        paragraphs=() if agree else paragraphs,
        statements=tuple(Statement(p, c) for p, c in zip(told, claims, strict=True)),
        raw=answer,
    )


def _bare(text: str) -> str:
    """The letters of a text, wherever its [n] and its blanks stand."""
    return "".join(_KEY.sub("", text).split())


def _cited(item: Mapping[str, Any]) -> tuple[Cited, ...]:
    verdicts = {row["n"]: row["verdict"] for row in item["quotes"]}
    passages = item.get("passages") or {}
    return tuple(
        _one_cited(citation, passages.get(str(citation["n"])) or {}, verdicts.get(citation["n"]))
        for citation in item["answer"]["citations"]
    )


def _one_cited(
    citation: Mapping[str, Any], passage: Mapping[str, str], verdict: str | None
) -> Cited:
    return Cited(
        raw=citation,
        link=link(citation["url"]),
        before=passage.get("before", ""),
        after=passage.get("after", ""),
        verdict=verdict,
    )


def _changed(row: Mapping[str, Any], titles: Mapping[str, str]) -> Changed:
    old = row["old"]
    return Changed(
        turn=row["turn"],
        moved=tuple(
            (
                titles.get(m["name"], m["name"]),
                amount(m["name"], m["old"]),
                amount(m["name"], m["new"]),
            )
            for m in row["scores"]
        ),
        shown=_shown(old["answer"]) if old["answer"] else None,
        error=old.get("error"),
        faults=tuple(old.get("faults") or ()),
    )


def _scores(
    scores: Mapping[str, float | None], titles: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """What an item counts for; its time is told elsewhere, and an error has no scores."""
    return tuple(
        (titles.get(name, name), amount(name, value))
        for name, value in scores.items()
        if value is not None and name != "errors" and not name.endswith("_ms")
    )


def _fact(fact: str | Sequence[str]) -> str:
    return fact if isinstance(fact, str) else " | ".join(fact)


def _anchors(ids: Iterable[str]) -> tuple[str, ...]:
    """A readable anchor for each id; ids that read alike are told apart by a number."""
    seen: set[str] = set()
    anchors = []
    for item_id in ids:
        name = f"item-{_NOT_IN_ANCHORS.sub('-', item_id.lower()).strip('-') or 'x'}"
        numbered = (name if n == 1 else f"{name}-{n}" for n in count(1))
        anchors.append(next(anchor for anchor in numbered if anchor not in seen))
        seen.add(anchors[-1])
    return tuple(anchors)
