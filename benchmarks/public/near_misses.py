"""Near misses: our own questions over four stories of ECB+, half of them about what is not told.

ECB+ holds news pages as tokens, some twenty pages a story; near_misses.yaml names the stories and
asks for what they tell and for what they leave out although they tell of all around it.
"""

from __future__ import annotations

import io
import re
import tarfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import yaml

from public.abstention_sets import AbstentionSet, Case
from public.retrieval_sets import UNDATED

from retrieval.documents import Source

_QUESTIONS = Path(__file__).with_name("near_misses.yaml")
_GLUED = re.compile(r"\s+([.,;:!?%)\]’]|'s|n't|'re|'ll|'ve)")
_OPENING = re.compile(r"([(\[$£€])\s+")
_TITLE = 90


STORIES = (8, 12, 18, 30)


def near_misses(archive: Path, story: int) -> AbstentionSet:
    """The pages of one story, each question asked of all of them."""
    asked = yaml.safe_load(_QUESTIONS.read_text(encoding="utf-8"))[story]
    sources = tuple(_sources(archive, story))
    every = frozenset(s.id for s in sources)
    cases = (
        Case(question, kind, kind == "answerable", every)
        for kind in ("answerable", "near_miss")
        for question in asked[kind]
    )
    return AbstentionSet(sources, tuple(cases))


def _sources(archive: Path, story: int) -> Iterator[Source]:
    """The pages of the story's first event, in the order of their names."""
    wanted = re.compile(rf"(?:.*/)?{story}/(?P<id>\d+_\d+ecb)\.xml")
    with tarfile.open(archive) as tar:
        members = {m["id"]: name for name in tar.getnames() if (m := wanted.fullmatch(name))}
        for name in sorted(members):
            opened = tar.extractfile(members[name])
            assert opened is not None
            text = read_tokens(opened.read())
            title = text if len(text) <= _TITLE else text[:_TITLE].rsplit(" ", 1)[0]
            yield Source(name.replace("_", "-"), title, "ECB+", UNDATED, text)


def read_tokens(page: bytes) -> str:
    """The running text of a page that is stored token by token."""
    tokens = ET.parse(io.BytesIO(page)).getroot().iter("token")
    text = " ".join(token.text or "" for token in tokens)
    return _OPENING.sub(r"\1", _GLUED.sub(r"\1", text)).replace("`` ", '"').replace(" ''", '"')
