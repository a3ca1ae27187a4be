"""What a model may do before the search: translate a question, split it, put a follow-up alone.

It lends words to the search and to nothing else: labels, quotations and dates are found as for
any question. What it writes is held to what it was given, and where it fails the question goes
on as it was.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from bot.answering.prepared import ENGLISH, Prepared
from bot.answering.prompts import render
from bot.answering.tracing import Tracer
from bot.errors import ModelError
from bot.language.words import function_words, stem, stems_of, words_of
from bot.writing.model import Prompt, WritingModel
from retrieval.loaders.language import language_of

MOST_SEARCHES = 3
LONGEST = 2000
_LONG = 12  # words; a shorter question asks one thing
_LATIN = 0.5  # of the letters; fewer are no English
_SHARE_OF_ENGLISH = 0.25
_NUMBER = re.compile(r"\d[\d.,\u00a0\u202f]*\d")
_LETTERS = 20  # in fewer, no language can be told


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of the three are wanted."""

    rewrite: bool = True
    translate: bool = True
    split: bool = True


class Translation(BaseModel):
    """A question in English."""

    model_config = ConfigDict(extra="ignore")
    english: str = Field(description="the question in plain English, nothing added or left out")


class Searches(BaseModel):
    """A question in parts."""

    model_config = ConfigDict(extra="ignore")
    searches: list[str] = Field(description="short questions, each asking one thing, at most three")


class StandAlone(BaseModel):
    """A follow-up on its own."""

    model_config = ConfigDict(extra="ignore")
    question: str = Field(description="the question as it can be asked on its own")


class Preparer:
    """Prepares questions by a model; safe to share between threads."""

    def __init__(self, model: WritingModel, wanted: Wanted) -> None:
        self._model = model
        self._wanted = wanted

    def prepare(self, question: str) -> Prepared:
        """The question in English and its parts, as far as that is wanted and called for."""
        tracer = Tracer(self._model)
        language = spoken_in(question) if self._wanted.translate else ENGLISH
        english = self._translated(question, tracer) if language != ENGLISH else question
        if english is None:
            return Prepared(question, trace=tracer.trace())
        parts = self._parts(english, tracer) if self._wanted.split and is_complex(english) else ()
        return Prepared(english, parts, language, tracer.trace() if tracer.asked else None)

    def stand_alone(self, question: str, earlier: str, by_rule: str) -> str:
        """A follow-up put on its own; `by_rule` is what rules make of it, and what is returned
        where the model adds words that stand in neither question."""
        if not self._wanted.rewrite or not earlier.strip():
            return by_rule
        told = {"question": question, "earlier": earlier}
        prompt = _prompt("prepare_stand_alone", told)
        try:
            made = _line(self._model.write(prompt, StandAlone).value.question)
        except ModelError:
            return by_rule
        return made if made and is_made_of(made, f"{question} {earlier}") else by_rule

    def _translated(self, question: str, tracer: Tracer) -> str | None:
        try:
            reply = self._model.write(_prompt("prepare_translation", question), Translation)
        except ModelError as error:
            tracer.step(f"the question was not translated: {error}")
            return None
        tracer.add(reply)
        english = _line(reply.value.english)
        if not english or not _same_figures(english, question):
            tracer.step("the translation of the question does not hold its figures; left out")
            return None
        tracer.step(f"searched as: {english}")
        return english

    def _parts(self, question: str, tracer: Tracer) -> tuple[str, ...]:
        try:
            reply = self._model.write(_prompt("prepare_searches", question), Searches)
        except ModelError as error:
            tracer.step(f"the question was not split: {error}")
            return ()
        tracer.add(reply)
        made = (_line(part) for part in reply.value.searches)
        kept = [part for part in made if part and is_made_of(part, question)][:MOST_SEARCHES]
        parts = tuple(dict.fromkeys(part for part in kept if part != question))
        if parts:
            tracer.step(f"searched for: {'; '.join(parts)}")
        return parts


def spoken_in(question: str) -> str:
    """The language of a question (ISO 639-1), "und" where its letters are foreign and tell no more.

    In Latin letters a quarter of English function words makes it English, and so does doubt.
    """
    letters = [c for c in question if c.isalpha()]
    latin = sum(c <= "\u024f" for c in letters)
    if latin < _LATIN * len(letters):
        return language_of(question, _LETTERS) or "und"
    words = [w.lower() for w in words_of(question)]
    if sum(w in function_words() for w in words) >= _SHARE_OF_ENGLISH * len(words):
        return ENGLISH
    return language_of(question, _LETTERS) or ENGLISH


def is_complex(question: str) -> bool:
    """Whether a question may ask more than one thing: it is long, and joins or compares."""
    words = [w.lower() for w in words_of(question)]
    joins = {"and", "or", "versus", "than", "both", "while", "but"} & set(words)
    return len(words) >= _LONG and bool(joins or question.count("?") > 1 or ";" in question)


def is_made_of(made: str, given: str) -> bool:
    """Whether all telling words of a text, and its figures, stand in what it was made of."""
    known = stems_of(given)
    telling = (stem(w) for w in words_of(made) if w.lower() not in function_words())
    return all(word in known for word in telling)


def _same_figures(one: str, other: str) -> bool:
    """Whether both hold the same numbers of two digits and more, however these are grouped."""
    found = ({re.sub(r"\D", "", n) for n in _NUMBER.findall(text)} for text in (one, other))
    return next(found) == next(found)


def _prompt(name: str, told: str | dict[str, str]) -> Prompt:
    return Prompt(render("prepare_rules"), render(name, data=json.dumps(told, ensure_ascii=False)))


def _line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST and line.isprintable() else ""
