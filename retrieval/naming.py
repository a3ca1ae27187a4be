"""Finds actors by any of their names in a text: longest name first, each word used once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.documents import Actor

_TOKEN = re.compile(r"[^\W_]+(?:[.&'’-][^\W_]+)*\.?", re.UNICODE)
_SHORT = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor named at [start, end) of a text."""

    actor: Actor
    start: int
    end: int


class ActorNames:
    """All names of a corpus's actors, ready to be looked up.

    Names of up to three capitals (US, UN) count only in capitals, since many are words as well;
    `casual=True`, for questions typed in a chat, lets them be lower case unless they are in
    `words`.
    """

    def __init__(self, actors: Sequence[Actor], words: frozenset[str] = frozenset()) -> None:
        self._words = words
        self.actors = {actor.name: actor for actor in actors}
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, Actor]]] = {}
        for actor in actors:
            for name in actor.names:
                tokens = tuple(_folded(m[0]) for m in _TOKEN.finditer(name))
                if tokens:
                    self._by_first.setdefault(tokens[0], []).append((tokens, name, actor))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, text: str, *, casual: bool = False) -> tuple[Mention, ...]:
        """Mentions in the order of the text, none overlapping another."""
        return tuple(self._scan(text, casual))

    def _scan(self, text: str, casual: bool) -> Iterator[Mention]:
        tokens = list(_TOKEN.finditer(text))
        folded = [_folded(m[0]) for m in tokens]
        at = 0
        while at < len(tokens):
            match = self._match(text, tokens, folded, at, casual)
            if match is None:
                at += 1
                continue
            actor, length = match
            last = tokens[at + length - 1]
            yield Mention(actor, tokens[at].start(), last.start() + len(_bare(last[0])))
            at += length

    def _match(
        self, text: str, tokens: list[re.Match[str]], folded: list[str], at: int, casual: bool
    ) -> tuple[Actor, int] | None:
        for wanted, name, actor in self._by_first.get(folded[at], ()):
            if tuple(folded[at : at + len(wanted)]) != wanted:
                continue
            written = _bare(tokens[at][0])
            if len(wanted) == 1 and self._is_other_word(name, written, casual):
                continue
            return actor, len(wanted)
        return None

    def _is_other_word(self, name: str, written: str, casual: bool) -> bool:
        if not name.isupper() or len(name.replace(".", "")) > _SHORT or written.isupper():
            return False
        return not casual or written.lower() in self._words


def _bare(token: str) -> str:
    """A token without the possessive ending and the full stop of a sentence."""
    token = re.sub(r"['’][sS]?\.?\Z", "", token)
    return token if token.count(".") > 1 else token.rstrip(".")


def _folded(token: str) -> str:
    return _bare(token).replace(".", "").replace("’", "'").casefold()
