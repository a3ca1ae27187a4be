"""Questions with the sentences to choose from: lists of one answer and what is easily taken for it.

A list holds an answering sentence, neighbours of it from its passage, and sentences that a search
by words finds for the question in other passages: those are what a search puts beside the answer,
and negatives from the same passage alone teach nothing that the search does not know. Where nothing
answers, the list has none. Unanswerable twins are made by another name or year in the question.
Half of the questions are made to look typed.
"""

from __future__ import annotations

import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from bot.readers.layout import context_text
from training.examples import Example, read_rows, share_of

# Sets where words alone find the sentence, or that are far from news, are cut down.
SHARES = {
    "squad1_train_part": 0.25,
    "squad1_dev": 0.3,
    "squad2_dev_unanswerable": 1.0,
    "squad2_train_part": 1.0,
    "squadshifts_wiki": 0.3,
    "squadshifts_reddit": 0.08,
    "squadshifts_amazon": 0.06,
    "qed_train": 0.35,
    "selqa": 0.7,
    "condaqa": 0.15,
    "onestopqa": 1.0,
    "timeqa_human": 0.7,
    "fairytaleqa": 0.25,
    "covidqa": 0.4,
    "policyqa": 0.2,
    "qadiscourse": 0.15,
    "qamr": 0.15,
}
# What else is taken of a set, with negatives that vectors find.
MORE = {
    "squad1_train_part": 0.6,
    "squad1_dev": 0.7,
    "squadshifts_wiki": 0.7,
    "squadshifts_reddit": 0.2,
    "squadshifts_amazon": 0.12,
    "qed_train": 0.9,
    "selqa": 1.0,
    "timeqa_human": 1.0,
    "fairytaleqa": 0.5,
    "covidqa": 0.8,
    "policyqa": 0.4,
    "qadiscourse": 0.4,
    "qamr": 0.6,
    "condaqa": 0.25,
}
_DERIVED = 0.35  # of the derived unanswerable ones that the share takes
_NEIGHBOURS, _ELSEWHERE = 2, 2
_TWINS = 0.12


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the pool with its passage."""

    question: str
    sentences: tuple[str, ...]
    answers: tuple[int, ...]
    unsure: tuple[int, ...]
    texts: tuple[str, ...]
    title: str
    source: str
    group: str


class Elsewhere(Protocol):
    """Finds, in other passages, what is easily taken for an answer."""

    def near(self, asked: Asked, most: int) -> list[str]:
        """Sentences of other groups in their context, none of which holds an answer."""
        ...


class ByWords:
    """A search by words over the sentences of many passages: those with most of the rarer words."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self._rows = sorted(
            {(s, b, a.title, a.group) for a in asked for s, b in sentences_with_before(a)}
        )
        self._holding: dict[str, list[int]] = defaultdict(list)
        for n, (sentence, _, title, _) in enumerate(self._rows):
            for word in _words(f"{title} {sentence}"):
                self._holding[word].append(n)

    def near(self, asked: Asked, most: int) -> list[str]:
        """Sentences of other groups that share words with the question and hold no answer."""
        rows = [self._rows[n] for n in self._found(asked.question)]
        fit = [r for r in rows if r[3] != asked.group and not holds_answer(r[0], asked.texts)]
        return [context_text(sentence, title, before) for sentence, before, title, _ in fit[:most]]

    def _found(self, question: str) -> list[int]:
        """The best twelve; words that one sentence in fifty holds say nothing."""
        weights: Counter[int] = Counter()
        for word in _words(question):
            places = self._holding.get(word, [])
            if len(places) * 50 < len(self._rows):
                for place in places:
                    weights[place] += round(1000 * math.log(len(self._rows) / len(places)))
        return [n for n, _ in weights.most_common(12)]


def pool_questions(path: Path) -> list[Asked]:
    """The questions of the pool, by the shares above; always the same ones."""
    return [_asked(row) for row in read_rows(path) if _is_chosen(row, SHARES)]


def further_questions(path: Path) -> list[Asked]:
    """Those of the larger shares that are not among the first."""
    rows = (row for row in read_rows(path) if _is_chosen(row, MORE))
    return [_asked(row) for row in rows if not _is_chosen(row, SHARES)]


def reader_examples(
    asked: Sequence[Asked], elsewhere: Elsewhere, draw: random.Random
) -> Iterator[Example]:
    """A list for each question, and unanswerable twins for some."""
    names = sorted({n for a in asked for n in _names(a.question)})
    for one in asked:
        others = elsewhere.near(one, _ELSEWHERE)
        yield _example(one, typed(one.question, draw), others, draw)
        twin = _twin(one.question, names, draw) if one.answers and draw.random() < _TWINS else None
        if twin and one.source != "condaqa":
            yield _example(one, typed(twin, draw), others, draw, answered=False)


def typed(question: str, draw: random.Random) -> str:
    """The question as people type it, every second time."""
    if draw.random() < 0.5:
        return question
    text = question.rstrip(" ?") + draw.choice(["", "", "", "?", "??"])
    if draw.random() < 0.8:
        text = text.lower()
    if draw.random() < 0.4:
        text = _loosened(text)
    if draw.random() < 0.35:
        text = _misspelt(text, draw)
    if draw.random() < 0.15:
        text = draw.choice(
            ["pls {}", "hey {}", "so {}", "{} pls", "{} anyone know", "ok {}"]
        ).format(text)
    return text


_CHAT = ("pls {}", "hey {}", "so {}", "{} pls", "{} anyone know", "ok {}")
_LOOSE = (
    (r"\bwhat is\b", "whats"),
    (r"\bwho is\b", "whos"),
    (r"\bwhere is\b", "wheres"),
    (r"\b(do|did|does) not\b", r"\1nt"),
    (r"\byou\b", "u"),
    (r"\bpeople\b", "ppl"),
    (r"\bbecause\b", "cuz"),
    (r"\b(the|a|an) ", ""),
    (r"'", ""),
)


def _loosened(text: str) -> str:
    for pattern, words in _LOOSE:
        text = re.sub(pattern, words, text, flags=re.IGNORECASE)
    return text


def _misspelt(text: str, draw: random.Random) -> str:
    """Two letters of one longer word in the wrong order, or one left out."""
    words = text.split()
    long = [n for n, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    if not long:
        return text
    n = draw.choice(long)
    at, word = draw.randrange(1, len(words[n]) - 2), words[n]
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    words[n] = swapped if draw.random() < 0.5 else word[:at] + word[at + 1 :]
    return " ".join(words)


def _is_chosen(row: dict[str, object], shares: Mapping[str, float]) -> bool:
    share = shares.get(str(row["source"]), 0.0) * (_DERIVED if row.get("derived") else 1.0)
    return share_of(str(row["id"])) < share


def _asked(row: dict[str, object]) -> Asked:
    def items(key: str) -> tuple[object, ...]:
        found = row.get(key) or ()
        return tuple(found) if isinstance(found, list) else (found,) if found else ()

    return Asked(
        question=str(row["question"]),
        sentences=tuple(map(str, items("sentences"))),
        answers=tuple(int(str(n)) for n in items("answers")),
        unsure=tuple(int(str(n)) for n in items("maybe")),
        texts=tuple(map(str, items("answer_text"))),
        title=str(row.get("title") or "").replace("_", " "),
        source=str(row["source"]),
        group=f"{row['source']}/{row['group']}",
    )


def _example(
    asked: Asked, question: str, others: list[str], draw: random.Random, *, answered: bool = True
) -> Example:
    """The list of a question in random order."""
    apart = {*asked.answers, *asked.unsure}
    pairs = list(sentences_with_before(asked))
    texts = [context_text(sentence, asked.title, before) for sentence, before in pairs]
    right = [texts[draw.choice(asked.answers)]] if asked.answers else []
    # The sentence that shares most words with the question stands among the wrong ones.
    wrong = sorted(
        (n for n in range(len(texts)) if n not in apart),
        key=lambda n: -_shared(asked.question, asked.sentences[n]),
    )
    near = wrong[:1] + draw.sample(wrong[1:], min(len(wrong[1:]), _NEIGHBOURS - 1))
    chosen = [*right, *(texts[n] for n in near), *others]
    draw.shuffle(chosen)
    places = tuple(chosen.index(text) for text in right) if answered else ()
    source = asked.source if answered else f"{asked.source}_twin"
    return Example(question, tuple(chosen), places, source, asked.group)


def sentences_with_before(asked: Asked) -> Iterator[tuple[str, str]]:
    """Each sentence of the passage with the one before it."""
    return zip(asked.sentences, ("", *asked.sentences[:-1]), strict=True)


def _shared(question: str, sentence: str) -> int:
    return len(_words(question) & _words(sentence))


def _words(text: str) -> set[str]:
    return {word[:7] for word in re.findall(r"\w{3,}", text.lower())}


def holds_answer(sentence: str, texts: Sequence[str]) -> bool:
    """Whether the words of an answer stand in the sentence."""
    return any(text and text.lower() in sentence.lower() for text in texts)


_NAME = re.compile(r"(?<!^)\b[A-Z][a-z]+(?: [A-Z][a-z]+)*\b")
_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")


def _names(question: str) -> list[str]:
    return _NAME.findall(question)


def _twin(question: str, names: Sequence[str], draw: random.Random) -> str | None:
    """The question with another year or name, to which the passage has no answer."""
    if _YEAR.search(question):
        return _YEAR.sub(lambda year: str(int(year[0]) + draw.choice([-7, -3, 2, 4])), question, 1)
    found = _names(question)
    if not found:
        return None
    return question.replace(draw.choice(found), draw.choice(names), 1)
