"""How much of a question stands in the sentences that are to answer it, by weight.

A term stands there as itself, as a word that counts the same things or means the same, or as
another name of an actor who is mentioned or speaks. A term the corpus never uses weighs little
more than its rarest: a paraphrase is no proof that nothing is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.answering.question import Question
from bot.answering.ranking import TermWeights
from bot.evidence.statement import Statement
from bot.language.counted import alike, same
from bot.language.words import stems_of

_RAREST = 3.0


def covered(question: Question, weights: TermWeights, statements: Sequence[Statement]) -> float:
    """The weighted share of the question's terms in the statements and what heads them, 0 to 1."""
    return _share(_capped(weights), _stems(question, statements))


def covered_by_one(
    question: Question, weights: TermWeights, statements: Sequence[Statement]
) -> float:
    """The same for the one source whose statements cover most."""
    capped = _capped(weights)
    return max((_share(capped, stems) for stems in _by_source(question, statements)), default=0.0)


def words_in_one(question: Question, statements: Sequence[Statement]) -> int:
    """How many of the question's terms the statements of one source hold at most."""
    by_source = _by_source(question, statements)
    return max((sum(_stands(stems, t) for t in question.terms) for stems in by_source), default=0)


def _capped(weights: TermWeights) -> dict[str, float]:
    known = [w for t, w in weights.weights.items() if t not in weights.unknown]
    most = max([_RAREST, *known]) + 1
    return {t: min(w, most) for t, w in weights.weights.items()}


def _share(weights: Mapping[str, float], stems: frozenset[str]) -> float:
    total = sum(weights.values())
    found = sum(w for t, w in weights.items() if _stands(stems, t))
    return found / total if total else 1.0


def _stands(stems: frozenset[str], term: str) -> bool:
    return bool(stems & (same(term) | alike(term)))


def _by_source(question: Question, statements: Sequence[Statement]) -> list[frozenset[str]]:
    sources: dict[str, list[Statement]] = {}
    for statement in statements:
        sources.setdefault(statement.source.id, []).append(statement)
    return [_stems(question, own) for own in sources.values()]


def _stems(question: Question, statements: Iterable[Statement]) -> frozenset[str]:
    texts: set[str] = set()
    for statement in statements:
        source = statement.source
        texts |= {statement.sentence.text, source.title, source.publisher}
        texts |= _called(question, statement)
    return frozenset[str]().union(*map(stems_of, texts))


def _called(question: Question, statement: Statement) -> set[str]:
    """The claimant's name, and all names of the question's actors whose side is here."""
    here = actors_of(statement)
    named = {n for a in question.actors if {a.name, a.side} & here for n in a.names}
    return named | ({statement.claimant.name} if statement.claimant else set())


def actors_of(statement: Statement) -> set[str]:
    """Names and sides of everybody a statement mentions or quotes."""
    here = {m.actor.name for m in statement.mentions}
    here |= {m.actor.side for m in statement.mentions if m.actor.side}
    return here | (
        {statement.claimant.name, statement.claimant.side} if statement.claimant else set()
    )
