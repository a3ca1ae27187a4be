"""One item's numbers: an answer against its gold, by rule and without a model.

A value is None where there is nothing to judge; after an error everything but `errors` is. A
refusal of an answerable question misses its facts, its sources and its status.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.answering import gates
from bot.answering.gates import QuoteVerdict
from bot.claims import Answer, Citation, Outcome, Qualifier, Status
from bot.evaluation.attributed import attributed_sentences, is_named
from bot.evaluation.items import Expectation, Item
from bot.evaluation.matching import forbidden_in, missing_facts, plain
from bot.evaluation.ranked import gold_passage, ranking_scores
from bot.evaluation.reading_text import text_read
from bot.evaluation.record import Outturn
from bot.evaluation.statistics import f_measure, value_of
from bot.evaluation.support import supported_sentences
from bot.presenting.wording import without_our_words
from retrieval.naming import ActorNames

NAMES = (
    "outcome_accuracy wrong_on_unanswerable refused_on_answerable fact_recall fact_recall_strict "
    "must_not_violations citation_precision citation_recall source_hit quotes_found "
    "numbers_supported status_accuracy status_macro_f1 over_confirmation under_confirmation "
    "qualifier_f1 attribution_kept as_of_consistency recall_at_5 recall_at_10 mrr ndcg_at_10 "
    "latency_p50_ms latency_p95_ms errors"
).split()
_NOBODY = ActorNames(())

Values = dict[str, float | None]


@dataclass(frozen=True, slots=True)
class ItemScore:
    """The numbers of one item, what is wrong with it in words, and a verdict on each citation."""

    values: Mapping[str, float | None]
    faults: tuple[str, ...] = ()
    quotes: tuple[tuple[int, QuoteVerdict], ...] = ()


def score(outturn: Outturn, bodies: Mapping[str, str], actors: ActorNames = _NOBODY) -> ItemScore:
    """The score of one outturn; `bodies` is body by source id, `actors` whom the corpus lists."""
    answer = outturn.answer
    if answer is None or answer.outcome is Outcome.ERROR:
        reason = outturn.error or (answer.text if answer else "no answer")
        return ItemScore(dict.fromkeys(NAMES) | {"errors": 1.0}, (f"error: {reason}",))
    gold, ms = outturn.item.expect, answer.elapsed.total
    quotes = tuple((c.n, _verdict(c, bodies)) for c in answer.citations)
    values: Values = dict.fromkeys(NAMES)
    values |= {"errors": 0.0, "latency_p50_ms": ms, "latency_p95_ms": ms}
    values |= {"quotes_found": _share(v is QuoteVerdict.FOUND for _, v in quotes)}
    values |= _outcome_values(gold, answer) | _fact_values(gold, answer)
    values |= _label_values(gold, answer)
    faults = list(_gold_faults(gold, answer))
    faults += [f"citation {n} is {v}" for n, v in quotes if v is not QuoteVerdict.FOUND]
    for measured, found in (
        _citation_values(answer, bodies),
        _attribution_value(answer, actors),
        _dated_value(outturn.item, answer),
        _retrieval_values(outturn, bodies),
    ):
        values |= measured
        faults += found
    return ItemScore(values, tuple(faults), quotes)


def got_status(answer: Answer) -> Status | None:
    """The label of an answer; None when it has none or is no answer."""
    return answer.status if answer.outcome is Outcome.ANSWERED else None


def got_qualifiers(answer: Answer) -> tuple[Qualifier, ...]:
    """The qualifiers of the first claim, the one that answers the question."""
    answered = answer.outcome is Outcome.ANSWERED and answer.claims
    return answer.claims[0].label.qualifiers if answered else ()


def qualifier_row(gold: Iterable[str], got: Iterable[str]) -> tuple[float, ...]:
    """How many qualifiers are hits, extras and misses."""
    wanted, given = frozenset(gold), frozenset(got)
    return tuple(float(len(part)) for part in (wanted & given, given - wanted, wanted - given))


def _outcome_values(gold: Expectation, answer: Answer) -> Values:
    answerable = gold.outcome is Outcome.ANSWERED
    answered = answer.outcome is Outcome.ANSWERED
    return {
        "outcome_accuracy": float(_is_expected(gold, answer)),
        "wrong_on_unanswerable": (
            None if answerable else float(answered and not _is_expected(gold, answer))
        ),
        "refused_on_answerable": float(not answered) if answerable else None,
    }


def _is_expected(gold: Expectation, answer: Answer) -> bool:
    """The outcome, or an answer with the label that is right beside it."""
    is_also = gold.also is not None and got_status(answer) is gold.also
    return answer.outcome is gold.outcome or is_also


def _fact_values(gold: Expectation, answer: Answer) -> Values:
    values: Values = {}
    answered = answer.outcome is Outcome.ANSWERED
    if gold.must_not:
        values["must_not_violations"] = float(bool(forbidden_in(gold.must_not, text_read(answer))))
    if gold.outcome is not Outcome.ANSWERED:
        return values
    if gold.facts:
        missing = missing_facts(gold.facts, text_read(answer) if answered else "")
        values["fact_recall"] = 1 - len(missing) / len(gold.facts)
        values["fact_recall_strict"] = float(not missing)
    if gold.sources:
        values["source_hit"] = float(answered and _cites(answer, gold.sources))
    return values


def _label_values(gold: Expectation, answer: Answer) -> Values:
    if gold.outcome is not Outcome.ANSWERED or gold.status is None:
        return {}
    got = got_status(answer)
    said = (got, gold.status)
    right = float(got is gold.status)
    return {
        "status_accuracy": right,
        "status_macro_f1": right,
        "over_confirmation": float(said == (Status.CONFIRMED, Status.UNCONFIRMED)),
        "under_confirmation": float(said == (Status.UNCONFIRMED, Status.CONFIRMED)),
        "qualifier_f1": _qualifier_value(gold, answer),
    }


def _qualifier_value(gold: Expectation, answer: Answer) -> float | None:
    if not gold.qualifiers:
        return None
    return value_of([qualifier_row(gold.qualifiers, got_qualifiers(answer))], f_measure)


def _citation_values(answer: Answer, bodies: Mapping[str, str]) -> tuple[Values, list[str]]:
    """Precision, recall and the numbers gate, for answers only."""
    if answer.outcome is not Outcome.ANSWERED:
        return {}, []
    sentences = supported_sentences(answer.text, answer.citations, bodies)
    loose = gates.unsupported_figures(without_our_words(answer.text), answer.citations)
    values: Values = {
        "citation_precision": _share(
            n in s.supporting for s in sentences for n in s.sentence.numbers
        ),
        "citation_recall": _share(bool(s.supporting) for s in sentences),
        "numbers_supported": float(not loose),
    }
    faults = [f"no citation supports: {s.sentence.text}" for s in sentences if not s.supporting]
    return values, faults + [f"no cited passage holds the figure {figure}" for figure in loose]


def _attribution_value(answer: Answer, actors: ActorNames) -> tuple[Values, list[str]]:
    if answer.outcome is not Outcome.ANSWERED:
        return {}, []
    judged = [
        (sentence, claimants, any(is_named(c, run, actors) for c in claimants))
        for sentence, claimants, run in attributed_sentences(answer)
    ]
    faults = [
        f"names none of {', '.join(claimants)}: {sentence.text}"
        for sentence, claimants, kept in judged
        if not kept
    ]
    return {"attribution_kept": _share(kept for _, _, kept in judged)}, faults


def _dated_value(item: Item, answer: Answer) -> tuple[Values, list[str]]:
    """Whether nothing behind the answer is newer than the day it was asked for."""
    dated = tuple(_dated(answer))
    if item.as_of is None or not dated:
        return {}, []
    late = [f"{what} is of {day}, after {item.as_of}" for what, day in dated if day > item.as_of]
    return {"as_of_consistency": float(not late)}, late


def _dated(answer: Answer) -> Iterator[tuple[str, date]]:
    for citation in answer.citations:
        yield f"citation {citation.n}", citation.stated or citation.published
    for claim in answer.claims:
        yield from ((f"evidence from {row.source_id}", row.date) for row in claim.evidence)
        yield from ((f"history by {row.source_id}", row.date) for row in claim.history)


def _retrieval_values(outturn: Outturn, bodies: Mapping[str, str]) -> tuple[Values, list[str]]:
    passages = outturn.item.expect.passages
    found = [gold_passage(source_id, quote, bodies) for source_id, quote in passages]
    gold = [passage for passage in found if passage is not None]
    faults = [
        f"unscored: the gold passage of {source_id} does not stand there: {quote}"
        for (source_id, quote), passage in zip(passages, found, strict=True)
        if passage is None
    ]
    if not gold or faults:
        return {}, faults
    return {**ranking_scores(outturn.retrieved, gold)}, []


def _gold_faults(gold: Expectation, answer: Answer) -> Iterator[str]:
    """What is wrong measured by the gold, one line each, the outcome first."""
    answered = answer.outcome is Outcome.ANSWERED
    yield from (
        f"says what it must not: {w}" for w in forbidden_in(gold.must_not, text_read(answer))
    )
    if not _is_expected(gold, answer):
        yield f"outcome {answer.outcome}, gold {gold.outcome}"
    if not answered or gold.outcome is not Outcome.ANSWERED:
        return
    yield from (
        f"fact missing: {' | '.join(f)}" for f in missing_facts(gold.facts, text_read(answer))
    )
    if gold.sources and not _cites(answer, gold.sources):
        cited = ", ".join(dict.fromkeys(c.source_id for c in answer.citations)) or "nothing"
        yield f"cites {cited}, gold {', '.join(gold.sources)}"
    if gold.quote_contains and not any(
        plain(gold.quote_contains) in plain(c.quote) for c in answer.citations
    ):
        yield f"no citation holds: {gold.quote_contains}"
    yield from _label_faults(gold, answer)


def _label_faults(gold: Expectation, answer: Answer) -> Iterator[str]:
    if gold.status is not None and got_status(answer) is not gold.status:
        yield f"status {got_status(answer) or 'none'}, gold {gold.status}"
    lacking = [q for q in gold.qualifiers if q not in got_qualifiers(answer)]
    if lacking:
        yield f"qualifiers missing: {', '.join(lacking)}"


def _cites(answer: Answer, sources: Iterable[str]) -> bool:
    return not {c.source_id for c in answer.citations}.isdisjoint(sources)


def _verdict(citation: Citation, bodies: Mapping[str, str]) -> QuoteVerdict:
    """The gate's verdict; the source named is asked first, since the others are many."""
    named = {i: bodies[i] for i in (citation.source_id,) if i in bodies}
    verdict = gates.verdict(citation.quote, citation.source_id, named)
    if verdict is QuoteVerdict.FOUND:
        return verdict
    return gates.verdict(citation.quote, citation.source_id, bodies)


def _share(holds: Iterable[bool]) -> float | None:
    found = tuple(holds)
    return sum(found) / len(found) if found else None
