"""The seam of the parser, and its value: a sentence with words, lemmas, dependencies, entities.

No type of a parsing library leaves the file that imports it: everything downstream reads `Parse`.
Tags are Penn Treebank's, dependencies ClearNLP's, entity types those of OntoNotes 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Parse:
    """One sentence, parsed: columns of equal length, one entry a token, in order.

    `start` is where the sentence stands in the text that was parsed, `text` its characters;
    `starts` and `ends` count in `text`. `heads` are places in the same columns; the root is its
    own head. `entities` is the type of the entity that a token belongs to, with "B-" before it for
    its first token and "I-" for the others, or "". What no token covers (white space, a dateline
    in front, a footnote mark) is part of `text` all the same. A sentence that was not parsed, as
    those of other languages, has no tokens.
    """

    start: int
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    entities: tuple[str, ...]
    _children: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        below: list[list[int]] = [[] for _ in self.heads]
        for token, head in enumerate(self.heads):
            if head != token:
                below[head].append(token)
        object.__setattr__(self, "_children", tuple(map(tuple, below)))

    @classmethod
    def unread(cls, start: int, text: str) -> Parse:
        """A sentence that was not parsed."""
        return cls(start, text, (), (), (), (), (), (), ())

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def end(self) -> int:
        """Where the sentence ends in the text that was parsed."""
        return self.start + len(self.text)

    def word(self, token: int) -> str:
        """The characters of a token."""
        return self.text[self.starts[token] : self.ends[token]]

    def children(self, head: int, *deps: str) -> tuple[int, ...]:
        """The tokens right below one, in order; only those of the dependencies named, if any."""
        below = self._children[head]
        return tuple(t for t in below if self.deps[t] in deps) if deps else below

    def subtree(self, top: int) -> tuple[int, ...]:
        """A token with all that depends on it, in the order of the text."""
        found, waiting = [top], [top]
        while waiting:
            below = self._children[waiting.pop()]
            found += below
            waiting += below
        return tuple(sorted(found))

    def ancestors(self, token: int) -> Iterator[int]:
        """The heads above a token, the nearest first."""
        while self.heads[token] != token:
            token = self.heads[token]
            yield token

    def roots(self) -> tuple[int, ...]:
        """The tokens that no other governs; mostly one."""
        return tuple(t for t, head in enumerate(self.heads) if head == t)

    def span(self, tokens: Sequence[int]) -> tuple[int, int]:
        """From the first character of the tokens to behind the last one, in `text`."""
        return self.starts[min(tokens)], self.ends[max(tokens)]

    def entity_spans(self) -> Iterator[tuple[int, int, str]]:
        """First token, token behind the last, and type of each entity, in order."""
        first = 0
        while first < len(self.entities):
            kind, last = self.entities[first][2:], first + 1
            while last < len(self.entities) and self.entities[last] == f"I-{kind}":
                last += 1
            if kind:
                yield first, last, kind
            first = last


class Parser(Protocol):
    """Parts a text into sentences and parses each."""

    @property
    def name(self) -> str:
        """The pipeline with its version; another name parses otherwise."""
        ...

    def knows(self, word: str) -> bool:
        """Whether its language has a word, in one of its forms."""
        ...

    def parse(self, texts: Sequence[str]) -> list[tuple[Parse, ...]]:
        """The sentences of each text, in order; a text is a paragraph without headings.

        Together they hold all of it but white space around them.
        """
        ...
