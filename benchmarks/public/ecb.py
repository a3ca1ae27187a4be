"""Reader of ECB+ (Cybulska and Vossen 2014): articles with marked events, told apart by chain.

Only the sentences that the set's own list names are taken: the others are not fully marked.
"""

from __future__ import annotations

import csv
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

_ARTICLES = "ECBplus_xml.tgz"
_CHECKED = "ECBplus_coreference_sentences.csv"
_REPORTING = frozenset({"ACTION_REPORTING", "NEG_ACTION_REPORTING"})
_QUOTES = {"``": "“", "''": "”"}
_NO_BLANK_BEFORE = frozenset(". , ; : ? ! ) ] % ” ' 's 'm 'd 're 've 'll n't".split())
_NO_BLANK_BEHIND = frozenset("( [ $ “".split())
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of an article: its reporting events as spans, its events by their chains.

    `story` is the topic and the half of it: each topic holds two stories of the same kind.
    """

    topic: str
    story: str
    article: str
    text: str
    reporting: tuple[Place, ...]
    events: frozenset[str]


def read_ecb(folder: Path) -> list[Told]:
    """The checked sentences of all articles, in order."""
    checked = _checked(folder / _CHECKED)
    with tarfile.open(folder / _ARTICLES) as archive:
        members = sorted(archive.getnames())
        pages = ((Path(name).stem, archive.extractfile(name)) for name in members)
        return [
            told
            for name, page in pages
            if page is not None and name in checked
            for told in _sentences(name, ElementTree.parse(page).getroot(), checked[name])
        ]


def _checked(path: Path) -> dict[str, set[str]]:
    sentences: defaultdict[str, set[str]] = defaultdict(set)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            sentences[f"{row['Topic']}_{row['File']}"].add(row["Sentence Number"])
    return sentences


def _sentences(name: str, page: ElementTree.Element, wanted: set[str]) -> Iterator[Told]:
    tokens: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for token in page.iter("token"):
        tokens[token.attrib["sentence"]].append((token.attrib["t_id"], token.text or ""))
    marked = {mark.attrib["m_id"]: mark for mark in page.iterfind("Markables/*")}
    chains = dict(_chains(page, marked))
    topic, _, file = name.partition("_")
    story = f"{topic}{file.lstrip('0123456789')}"
    for number, words in tokens.items():
        if number in wanted:
            text, spans = joined(words)
            here = {m: [spans[t] for t in _anchors(m, marked) if t in spans] for m in marked}
            reporting = {
                (min(start for start, _ in found), max(end for _, end in found))
                for m, found in here.items()
                if found and marked[m].tag in _REPORTING
            }
            events = frozenset(chains[m] for m, found in here.items() if found and m in chains)
            yield Told(topic, story, name, text, tuple(sorted(reporting)), events)


def _anchors(mark: str, marked: dict[str, ElementTree.Element]) -> list[str]:
    return [anchor.attrib["t_id"] for anchor in marked[mark].iterfind("token_anchor")]


def _chains(
    page: ElementTree.Element, marked: dict[str, ElementTree.Element]
) -> Iterator[tuple[str, str]]:
    """Mentions of actions with the name of the chain, the same in all articles, they belong to."""
    for chain in page.iterfind("Relations/CROSS_DOC_COREF"):
        for source in chain.iterfind("source"):
            mark = source.attrib["m_id"]
            if mark in marked and "ACTION" in marked[mark].tag:
                yield mark, chain.attrib["note"]


def joined(words: Iterable[tuple[str, str]]) -> tuple[str, dict[str, Place]]:
    """Tokens, each with its id, as a writer joins them, and where each then stands."""
    text, spans, glued, inside = "", {}, True, False
    for name, word in words:
        shown = _QUOTES.get(word, word)
        if shown == '"':
            shown, inside = ("”" if inside else "“"), not inside
        if not (glued or shown in _NO_BLANK_BEFORE):
            text += " "
        spans[name] = (len(text), len(text) + len(shown))
        text += shown
        glued = shown in _NO_BLANK_BEHIND
    return text, spans
