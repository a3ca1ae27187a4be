"""One parser for all tests of a process: it takes a second to load."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from retrieval.parsing import Parse
from retrieval.spacy_parser import PACKAGED, SpacyParser


@cache
def loaded() -> SpacyParser:
    """The packaged pipeline, loaded once."""
    return SpacyParser()


class SharedParser:
    """The packaged parser, loaded when something is first parsed."""

    name = PACKAGED

    def knows(self, word: str) -> bool:
        """Whether English has a word."""
        return loaded().knows(word)

    def parse(self, texts: Sequence[str]) -> list[tuple[Parse, ...]]:
        """The sentences of each text."""
        return loaded().parse(texts)


PARSER = SharedParser()
