"""What we say in words of our own: all in one file, and fit to be read aloud."""

from __future__ import annotations

import re

import pytest

from bot.presenting.catalogue import say, sentence, sentences

NEVER = ("as asked", "hedge", "claimant", "retriev", "proposition", "corpus", "passage", "id ")


@pytest.mark.parametrize("name", sentences())
def test_no_sentence_speaks_like_a_program(name: str) -> None:
    assert not [word for word in NEVER if word in sentence(name).casefold()]
    assert not re.search(r"\b(?:UN)?CONFIRMED\b", sentence(name))


def test_a_name_that_is_missing_or_not_used_is_an_error() -> None:
    with pytest.raises(KeyError):
        say("qualifier.denied")
    with pytest.raises(KeyError):
        say("short.yes", who="x")
    with pytest.raises(KeyError):
        say("nothing.of.this.name")
