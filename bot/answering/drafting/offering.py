"""The passages a model is offered, under keys that mean nothing and cannot be guessed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.answering.prompts import render
from bot.answering.question import Question
from bot.writing.model import Prompt
from retrieval.documents import Hit, Passage

MOST = 12
_KEY = 6


@dataclass(frozen=True, slots=True)
class Offered:
    """Passages by key, best first."""

    by_key: dict[str, Passage]

    def prompt(self, question: Question, wording: str) -> Prompt:
        """What the model is told; `wording` is the question in the asker's own words.

        Passages go in as JSON strings: nothing in them can end its string and speak for us.
        """
        user = render(
            "draft_question",
            question=json.dumps(wording, ensure_ascii=False),
            as_of=question.as_of.isoformat() if question.as_of else "the latest passage",
            passages="\n".join(_line(key, passage) for key, passage in self.by_key.items()),
        )
        return Prompt(render("draft_rules"), user)


def offered(question: Question, hits: Sequence[Hit]) -> Offered:
    """The best passages, at most MOST, none within another.

    The same question and passages have the same keys, so that a reply can be kept and found again.
    """
    kept: list[Passage] = []
    for hit in hits:
        passage = hit.passage
        if len(kept) < MOST and not any(_holds(other, passage) for other in kept):
            kept = [other for other in kept if not _holds(passage, other)] + [passage]
    return Offered({_key(question, passage): passage for passage in kept})


def _holds(one: Passage, other: Passage) -> bool:
    return one.source.id == other.source.id and one.start <= other.start and other.end <= one.end


def _key(question: Question, passage: Passage) -> str:
    name = f"{question.text}\n{passage.id}\n{passage.source.content_hash}"
    return sha256(name.encode()).hexdigest()[:_KEY]


def _line(key: str, passage: Passage) -> str:
    source = passage.source
    told = {
        "key": key,
        "publisher": source.publisher,
        "date": source.dated.isoformat(),
        "text": passage.text,
    }
    return json.dumps(told, ensure_ascii=False)
