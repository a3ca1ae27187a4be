"""Claims made of questions and their answers: "Who founded it?" and "Reed" make "Reed founded it."

People who ask put things otherwise than the text does, so what is claimed in their words and told
in its own is what the checker has to see through, and no rule of ours makes such pairs out of one
sentence. Of each claim there are a sentence that answers, a neighbour of it, and a twin with
another name or figure of that sentence in place of the answer (Demszky, Guu and Liang 2018,
arXiv 1809.02922, turn questions into sentences for the same end).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from retrieval.parsing import Parse, Parser
from training.editing import subject_of, tidy
from training.examples import LABELS, NOT_SUPPORTED, Example, read_rows, share_of

# Encyclopedias and news; posts and reviews speak of "the author" where their text says "I".
SHARES = {
    "squad1_train_part": 0.7,
    "squad1_dev": 0.7,
    "squadshifts_wiki": 0.7,
    "qed_train": 1.0,
    "timeqa_human": 0.5,
    "onestopqa": 1.0,
    "covidqa": 0.3,
}
_WORDS = 22
_ANSWER_WORDS = 7
_NEIGHBOUR = 0.33
_WH = frozenset({"WP", "WDT", "WRB", "WP$"})
_BARE = frozenset({"VB", "VBN", "VBG"})
_TIMES = ("when", "what year", "which year", "what month", "which month")


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with its answer, the sentence that holds it and its neighbours."""

    question: str
    answer: str
    sentence: str
    neighbours: tuple[str, ...]
    source: str
    group: str


def answered_questions(path: Path) -> list[Answered]:
    """The answered questions of the pool that may make a claim; always the same ones."""
    return [a for row in read_rows(path) for a in _answered(row)]


def question_examples(
    parser: Parser, answered: Sequence[Answered], draw: random.Random
) -> Iterator[Example]:
    """The pairs of each question that can be turned into a claim."""
    questions = parser.parse([a.question for a in answered])
    sentences = parser.parse([a.sentence for a in answered])
    for one, asked, told in zip(answered, questions, sentences, strict=True):
        claim = claim_of(asked[0], one.answer) if len(asked) == 1 else ""
        if not claim:
            continue
        yield _example(claim, one.sentence, (LABELS.index("supports"),), "question_answer", one)
        if one.neighbours and draw.random() < _NEIGHBOUR:
            other = draw.choice(one.neighbours)
            yield _example(claim, other, (), "question_neighbour", one)
        rivals = [n for parse in told for n in _rivals(parse, one.answer, one.question)]
        if rivals:
            twin = claim_of(asked[0], draw.choice(rivals))
            yield _example(twin, one.sentence, NOT_SUPPORTED, "question_twin", one)


def claim_of(asked: Parse, answer: str) -> str:
    """The question as a statement with the answer in its place; "" where the grammar is another.

    Handles a question word (or "which town", "how many men") in front that is the subject, or that
    an auxiliary and the subject follow. "Did found" stays: inflection is not what is learned.
    """
    roots = asked.roots()
    if len(roots) != 1 or not asked.text.rstrip().endswith("?"):
        return ""
    asking = _asking(asked)
    if asking is None:
        return ""
    first, last = asking
    rest = list(range(last + 1, len(asked)))
    subject = subject_of(asked, roots[0])
    if subject is not None and first <= subject <= last:
        return _stated(f"{answer} {_text(asked, rest)}")
    following = [t for t in asked.children(roots[0], "nsubj", "nsubjpass", "expl") if t > last]
    if not following or last + 1 == len(asked):
        return ""
    below = asked.subtree(following[0])
    auxiliary = last + 1
    if below[0] != auxiliary + 1 or asked.tags[auxiliary] not in {"VBD", "VBZ", "VBP", "MD"}:
        return ""
    behind = [t for t in rest if t > below[-1]]
    head = f"{_text(asked, below)} {asked.word(auxiliary)}"
    stated = _placed(asked, behind, roots[0], _as_told(asked, first, last, answer))
    return _stated(f"{head} {stated}") if stated else ""


def _asking(asked: Parse) -> tuple[int, int] | None:
    """The first and last token of the phrase that asks, in front of the question."""
    if not len(asked) or asked.tags[0] not in _WH:
        return None
    if asked.word(0).lower() in {"why", "how"} and asked.word(1).lower() not in {"many", "much"}:
        return None
    last = 0
    while last + 1 < len(asked) and asked.tags[last + 1][:2] in {"NN", "JJ", "RB", "CD", "VBG"}:
        last += 1
    return 0, last


def _as_told(asked: Parse, first: int, last: int, answer: str) -> str:
    """The answer as it would stand in a sentence: a day with its preposition, a count with what."""
    asking = phrase_of(asked, first, last).lower()
    if asking.startswith(_TIMES) and not answer.lower().startswith(("in ", "on ", "at ", "since ")):
        return f"in {answer}"
    if asking == "where" and answer[:1].isupper():
        return f"in {answer}"
    noun = asking.removeprefix("how many ").removeprefix("how much ")
    counted = noun != asking and noun and noun.split()[-1] not in answer.lower()
    return f"{answer} {noun}" if counted else answer


def phrase_of(parse: Parse, first: int, last: int) -> str:
    """The words between two tokens, both included."""
    return parse.text[parse.starts[first] : parse.ends[last]]


def _placed(asked: Parse, behind: Sequence[int], root: int, answer: str) -> str:
    """What is behind the subject, with the answer after its verb or at a stranded preposition."""
    words = [t for t in behind if asked.word(t) != "?"]
    if not words:
        return answer
    stranded = asked.tags[words[-1]] == "IN"
    if stranded or asked.tags[0] == "WRB" or root not in words:
        return f"{_text(asked, words)} {answer}"
    at = words.index(root) + 1
    return f"{_text(asked, words[:at])} {answer} {_text(asked, words[at:])}"


def _text(parse: Parse, tokens: Sequence[int]) -> str:
    kept = [t for t in tokens if parse.word(t) != "?"]
    return phrase_of(parse, kept[0], kept[-1]) if kept else ""


def _stated(text: str) -> str:
    return f"{tidy(text).rstrip(' .?')}."


def _rivals(told: Parse, answer: str, question: str) -> Iterator[str]:
    """Other names and figures of the sentence, of the kind of the answer."""
    spans = [(told.text[told.starts[a] : told.ends[b - 1]], k) for a, b, k in told.entity_spans()]
    kinds = {kind for text, kind in spans if text in answer or answer in text}
    for text, kind in spans:
        apart = text not in answer and answer not in text and text.lower() not in question.lower()
        if kind in kinds and apart:
            yield text


def _answered(row: dict[str, object]) -> Iterator[Answered]:
    source, answers = str(row["source"]), row["answers"]
    texts, sentences = row.get("answer_text"), row["sentences"]
    chosen = share_of(str(row["id"])) < SHARES.get(source, 0.0)
    if not (chosen and answers and texts):
        return
    assert isinstance(texts, list)
    assert isinstance(sentences, list)
    assert isinstance(answers, list)
    answer = min((str(t) for t in texts), key=len).strip(" .,")
    question = str(row["question"]).strip()
    short = len(question.split()) <= _WORDS and 0 < len(answer.split()) <= _ANSWER_WORDS
    if short and "\n" not in answer and answer in sentences[answers[0]]:
        at = answers[0]
        beside = [n for n in (at - 1, at + 1) if 0 <= n < len(sentences) and n not in answers]
        yield Answered(
            question[:1].upper() + question[1:].rstrip(" ?") + "?",
            answer,
            sentences[at],
            tuple(sentences[n] for n in beside),
            source,
            f"{source}/{row['group']}",
        )


def _example(
    claim: str, statement: str, right: tuple[int, ...], name: str, one: Answered
) -> Example:
    return Example(claim, (statement,), right, name, one.group)
