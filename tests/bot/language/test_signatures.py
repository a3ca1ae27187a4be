"""The signatures of words: every word once in a frame, every sign known."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files

import pytest
import yaml

from bot.language import signatures
from bot.language.signatures import Signature

DATA = yaml.safe_load(files("bot.language").joinpath("signatures.yaml").read_text("utf-8"))
FRAMES = [name for name, listed in DATA.items() if isinstance(listed, dict)]
SIGNS = {"+", "-", "f", "o", "p", "o-", "p-"}


@pytest.mark.parametrize("frame", FRAMES)
def test_a_word_has_one_signature_in_a_frame(frame: str) -> None:
    words = Counter(word for listed in DATA[frame].values() for word in listed)
    assert [word for word, count in words.items() if count > 1] == []


@pytest.mark.parametrize("frame", FRAMES)
def test_every_sign_is_a_known_one(frame: str) -> None:
    assert {sign for signs in DATA[frame] for sign in signs.split()} <= SIGNS


def test_words_that_yaml_reads_as_truth_values_are_words() -> None:
    listed = [w for entry in DATA.values() if isinstance(entry, list) for w in entry]
    groups = [group for group in listed if isinstance(group, dict)]
    listed = [w for w in listed if not isinstance(w, dict)]
    listed += [words for group in groups for words in group.values()]
    words = [w for entry in listed for w in (entry if isinstance(entry, list) else [entry])]
    words += [w for f in FRAMES for listed in DATA[f].values() for w in listed]
    assert [word for word in words if not isinstance(word, str)] == []


def test_a_signature_is_looked_up_by_frame_and_lemma() -> None:
    assert signatures.signature("to", "manage") == Signature("+", "-")
    assert signatures.signature("that", "know") == Signature("f", "f")
    assert signatures.signature("that", "sing a song") is None
    assert "reportedly" in signatures.words("adverbs")
    assert signatures.signs("modifiers")["alleged"] == "o"
