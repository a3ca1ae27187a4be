"""Whose words a question asks for, and which statements are theirs.

A question what somebody said is answered by their own statements and nobody else's: a person's by
what they say themselves, or what their body prints where it names them; a state's or a body's by
whoever speaks for it. Whoever is not listed is known by the words of their name or office.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.answering.question import Question
from bot.claims import Stance
from bot.evidence.policy import UNDECIDED
from bot.evidence.reader import StatementReader
from bot.evidence.statement import OWN_WORDS, Reading, Statement
from bot.language import lexicon
from bot.language.counted import alike, same
from bot.language.words import function_words, stem, stems_of, words_of
from bot.reading.claimant import Claimant
from retrieval.documents import Actor, Hit

_HALF = 0.5
_REACH = 3  # sentences in which "them" and "the question" still mean what was asked about
Place = tuple[str, int]


class Speakers:
    """Finds the words of whoever is asked to have spoken."""

    def __init__(self, statements: StatementReader) -> None:
        self._statements = statements

    @staticmethod
    def are_known(question: Question) -> bool:
        """Whether a name tells whose words are asked for; "the woman from the office" does not."""
        words = words_of(question.speaker)
        named = bool(words) and all(w[:1].isupper() for w in words)
        return question.kind is None and (named or bool(speakers_of(question)))

    def words(
        self, question: Question, runs: Sequence[Sequence[Reading]], hits: Sequence[Hit]
    ) -> Reading | None:
        """The first sentence of theirs on what is asked about: of the answer, else of what was
        found."""
        found = (r.lead.sentence for run in runs for r in run)
        for sentence in (*found, *(hit.sentence for hit in hits)):
            document = self._statements.readings(sentence.source_id)
            parts = document[sentence.position].parts
            theirs = any(is_theirs(question, part) for part in parts)
            if theirs and touches(question, document, sentence.position):
                return document[sentence.position]
        return None

    def denials(self, question: Question, hits: Sequence[Hit]) -> Iterator[Statement]:
        """Where they deny what is asked about: "denied it four times" names it only before."""
        for hit in hits:
            document = self._statements.readings(hit.sentence.source_id)
            for at in range(max(0, hit.sentence.position - 1), hit.sentence.position + 2):
                parts = document[at].parts if at < len(document) else ()
                yield from (
                    p
                    for p in parts
                    if p.stance is Stance.DENIES
                    and is_theirs(question, p)
                    and touches(question, document, at, _HALF)
                )

    def left_open(self, question: Question, places: Iterable[Place]) -> Iterator[Statement]:
        """Where they neither deny nor confirm what is asked about: who "denies it" no longer does.

        `places` are sentences of the corpus that hold what is asked about.
        """
        read: set[Place] = set()
        for source_id, position in sorted(places):
            document = self._statements.readings(source_id)
            if any(_denies(question, part) for r in document for part in r.parts):
                continue  # who denies it there leaves nothing open by what else is said
            if not touches(question, document, position, _HALF):
                continue
            for at in range(position, min(position + _REACH, len(document))):
                if (source_id, at) not in read:
                    read.add((source_id, at))
                    parts = document[at].parts
                    yield from (
                        p for p in parts if p.stance in UNDECIDED and is_theirs(question, p)
                    )


def _denies(question: Question, statement: Statement) -> bool:
    return statement.stance is Stance.DENIES and is_theirs(question, statement)


def is_theirs(question: Question, statement: Statement) -> bool:
    """Whether whoever a question asks about makes a statement."""
    claimant = statement.claimant
    if claimant is None:
        return False
    asked = speakers_of(question)
    if asked:
        return any(_is_by(statement, claimant, actor) for actor in asked)
    clause = question.clause
    wanted = clause is not None and clause.subject in {clause.wh, clause.slot}
    if wanted or not question.speaker:  # "which chair warned of it" asks who they are
        return bool(_telling(question.text) & stems_of(claimant.name))
    names = claimant.actor.names if claimant.actor else (claimant.name,)
    return any(_telling(question.speaker) & stems_of(name) for name in names)


def speakers_of(question: Question) -> tuple[Actor, ...]:
    """The listed actors who are asked to have spoken; all that are named where nobody else is."""
    if question.act is not None:
        return (question.act.actor,)
    if not question.speaker:
        return question.actors
    words = _telling(question.speaker)
    return tuple(a for a in question.actors if any(_telling(n) <= words for n in a.names))


def touches(question: Question, reading: Sequence[Reading], at: int, share: float = 0.0) -> bool:
    """Whether a sentence, its neighbours or its title hold anything of what is asked about, or such
    a share of its words.

    Words that mean the same do. Whoever asks about nothing in particular asks about anything.
    """
    topic = topic_of(question)
    others = {a.side or a.name for a in question.actors} - {
        a.side or a.name for a in speakers_of(question)
    }
    around = [r.lead for r in reading[max(0, at - 1) : at + 2]]
    here = stems_of(" ".join([around[0].source.title, *(s.sentence.text for s in around)]))
    named = {m.actor.side or m.actor.name for s in around for m in s.mentions}
    if not topic and not others:
        return True
    found = sum(bool((alike(t) | same(t)) & here) for t in topic)
    if share:
        return found >= share * len(topic)
    return found > 0 or bool(others & named)


def topic_of(question: Question) -> frozenset[str]:
    """What is asked about: no word of who speaks, of speaking, or that says little."""
    own = stems_of(f"{question.speaker} {question.speech_verb}")
    spoken = {stem(w) for w in words_of(question.text) if _is_of_speaking(w)}
    return frozenset(question.topic) - own - spoken - lexicon.stems("light")


def _is_of_speaking(word: str) -> bool:
    return any(p.fullmatch(word) for _, p in lexicon.stance_patterns()) or (
        lexicon.pattern("asserts").fullmatch(word) is not None
    )


def _is_by(statement: Statement, claimant: Claimant, actor: Actor) -> bool:
    if claimant.actor is not None and claimant.actor.name == actor.name:
        return True
    asked = Claimant.of(actor)
    if asked.side != claimant.side:
        return False
    if not asked.is_person:
        return True
    source = statement.source
    prints = source.kind in OWN_WORDS and not claimant.is_person
    return prints and any(name in f"{source.title}\n{source.body}" for name in actor.names)


def _telling(text: str) -> frozenset[str]:
    return frozenset(stem(w) for w in words_of(text) if w.lower() not in function_words())
