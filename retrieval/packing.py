"""Parses of one source as bytes, to be kept beside it, and back.

A sentence's text and place are not kept: the source has them. Words are kept as gaps and lengths,
heads as distances, strings once a source; a lemma that is its word in lower case not at all.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from retrieval.documents import Sentence
from retrieval.errors import IndexUnusable
from retrieval.parsing import Parse

_AS_THE_WORD = ""
_KINDS = (("B", 1), ("H", 2), ("I", 4))  # numbers of an array, by what they take
_COLUMNS = 8


def pack(parses: Sequence[Parse]) -> bytes:
    """The columns of all sentences, one after the other."""
    strings = dict[str, int]()

    def numbers(texts: Iterable[str]) -> list[int]:
        return [strings.setdefault(text, len(strings)) for text in texts]

    columns = [list[int]() for _ in range(_COLUMNS)]
    for parse in parses:
        for column, values in zip(
            columns,
            (
                [len(parse)],
                _gaps(parse),
                [end - start for start, end in zip(parse.starts, parse.ends, strict=True)],
                [_zigzag(head - n) for n, head in enumerate(parse.heads)],
                numbers(parse.tags),
                numbers(parse.deps),
                numbers(parse.entities),
                numbers(_lemmas(parse)),
            ),
            strict=True,
        ):
            column += values
    kinds = [_kind(column) for column in columns]
    lengths = [len(column) for column in columns]
    header = json.dumps([list(strings), kinds, lengths], ensure_ascii=False).encode()
    body = b"".join(map(_as_bytes, kinds, columns))
    return zlib.compress(len(header).to_bytes(4, "little") + header + body, 9)


def unpack(packed: bytes, sentences: Sequence[Sentence]) -> tuple[Parse, ...]:
    """What `pack` made of the parses of these sentences. Raises IndexUnusable."""
    try:
        data = zlib.decompress(packed)
        behind = 4 + int.from_bytes(data[:4], "little")
        texts, kinds, lengths = json.loads(data[4:behind])
        counts, *columns = _columns(data[behind:], kinds, lengths)
    except (zlib.error, ValueError) as error:
        cure = "run `onrecord index --rebuild`"
        raise IndexUnusable(f"the parses in the index are damaged; {cure}") from error
    strings = [sys.intern(text) for text in texts]
    ends = [0]
    for count in counts:
        ends.append(ends[-1] + count)
    return tuple(
        _parse(sentence, [column[first:last] for column in columns], strings)
        for sentence, (first, last) in zip(sentences, pairwise(ends), strict=True)
    )


def _zigzag(number: int) -> int:
    """A number below or above 0 as one that is not below: 0, -1, 1, -2 become 0, 1, 2, 3."""
    return 2 * number if number >= 0 else -2 * number - 1


def _unzigzag(number: int) -> int:
    return number // 2 if number % 2 == 0 else -(number // 2) - 1


def _gaps(parse: Parse) -> list[int]:
    """How far behind the end of the one before each word begins."""
    return [start - end for start, end in zip(parse.starts, (0, *parse.ends), strict=False)]


def _lemmas(parse: Parse) -> Iterator[str]:
    for n, lemma in enumerate(parse.lemmas):
        yield _AS_THE_WORD if lemma == parse.word(n).lower() else lemma


def _kind(column: Sequence[int]) -> str:
    """The smallest that holds all numbers of a column."""
    most = max(column, default=0)
    return next(kind for kind, width in _KINDS if most < 1 << 8 * width)


def _as_bytes(kind: str, column: Sequence[int]) -> bytes:
    numbers = array(kind, column)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _columns(body: bytes, kinds: Sequence[str], lengths: Sequence[int]) -> Iterator[array[int]]:
    start = 0
    for kind, length in zip(kinds, lengths, strict=True):
        size = dict(_KINDS)[kind] * length
        numbers = array(kind, body[start : start + size])
        if sys.byteorder == "big":
            numbers.byteswap()
        yield numbers
        start += size


def _parse(sentence: Sentence, columns: Sequence[array[int]], strings: Sequence[str]) -> Parse:
    gaps, lengths, heads, tags, deps, entities, lemmas = columns
    starts, ends = list[int](), [0]
    for gap, length in zip(gaps, lengths, strict=True):
        starts.append(ends[-1] + gap)
        ends.append(starts[-1] + length)
    text = sentence.text
    return Parse(
        start=sentence.start,
        text=text,
        starts=tuple(starts),
        ends=tuple(ends[1:]),
        lemmas=tuple(
            strings[kept] or sys.intern(text[start:end].lower())
            for kept, start, end in zip(lemmas, starts, ends[1:], strict=True)
        ),
        tags=tuple(strings[tag] for tag in tags),
        deps=tuple(strings[dep] for dep in deps),
        heads=tuple(n + _unzigzag(head) for n, head in enumerate(heads)),
        entities=tuple(strings[entity] for entity in entities),
    )
