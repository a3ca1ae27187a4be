"""Sentences parsed for tests, and a short way to mark a word of one."""

from __future__ import annotations

from functools import lru_cache

from retrieval.parsing import Parse
from tests.fakes_parser import packaged


@lru_cache(maxsize=4096)
def parse_of(sentence: str) -> Parse:
    """The parse of one sentence."""
    return packaged().parse([sentence])[0][0]


def marked(sentence: str) -> tuple[Parse, int]:
    """The parse of "The ship *sank*." without its asterisks, and the token between them."""
    before, word, after = sentence.split("*")
    parse = parse_of(before + word + after)
    return parse, parse.starts.index(len(before))
