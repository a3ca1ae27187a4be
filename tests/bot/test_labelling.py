"""The ledger: which statements stand behind a claim, and the label that follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.answering.composer import DraftClaim, DraftSentence
from bot.claims import Qualifier, Stance, Status
from bot.evidence.reader import StatementReader
from bot.labelling.labelled import LabelledClaim
from bot.labelling.ledger import Ledger
from retrieval.documents import Sentence, Source
from tests.fakes import a_source
from tests.fakes_evidence import NAMES, Shelf, a_hit, asked
from tests.fakes_parser import packaged, sentences_of

QUESTION = "Was the hull cracked?"


def page(source_id: str, body: str, day: int = 1) -> Source:
    return a_source(
        source_id, body, title="A page", publisher=source_id, published=date(2024, 3, day)
    )


HOLT = page("holt", "The hull was cracked, Ines Holt said.", 1)
BROOK = page("brook", "Ada Brook denied that the hull was cracked.", 2)
LYLE = page("lyle", "The hull was cracked, Owen Lyle said.", 3)
STORM = page("storm", "The storm had passed by then, Owen Lyle said.", 3)


def drafted(*sources: Source) -> tuple[DraftClaim, ...]:
    """A claim for each source: its first sentence."""
    spans = ((s, sentences_of(s)[0]) for s in sources)
    made = (DraftSentence(one.text, source.id, one.start, one.end) for source, one in spans)
    return tuple(DraftClaim((sentence,), sentence) for sentence in made)


def claims(
    question: str,
    answer: Sequence[Source],
    corpus: Sequence[Source],
    as_of: date | None = None,
) -> tuple[LabelledClaim, ...]:
    sources = {source.id: source for source in (*answer, *corpus)}

    def document(source_id: str) -> tuple[Source, tuple[Sentence, ...]]:
        return sources[source_id], sentences_of(sources[source_id])

    ledger = Ledger(StatementReader(NAMES, document, packaged()), Shelf(sources.values()))
    hits = [a_hit(source)[0] for source in answer]
    return ledger.claims(asked(question, as_of), drafted(*answer), hits)


def first(question: str, *corpus: Source, as_of: date | None = None) -> LabelledClaim:
    """The label of an answer from the first source of a corpus."""
    return claims(question, corpus[:1], corpus, as_of)[0]


def test_there_is_a_label_for_each_claim_in_order() -> None:
    assert claims(QUESTION, (), (HOLT,)) == ()
    found = claims(QUESTION, (HOLT, LYLE), (HOLT, LYLE))
    assert [claim.rows[0].source_id for claim in found] == ["holt", "lyle"]


def test_the_first_claim_has_all_that_bears_on_the_question_behind_it() -> None:
    found = first(QUESTION, HOLT, BROOK, LYLE, STORM)
    assert {row.source_id for row in found.rows} == {"holt", "brook", "lyle"}
    assert found.label.status is Status.CONFIRMED
    assert set(found.label.qualifiers) == {
        Qualifier.OFFICIAL,
        Qualifier.DENIED,
        Qualifier.DISPUTED,
    }


def test_a_further_claim_has_only_its_own_words_behind_it() -> None:
    _, second = claims(QUESTION, (LYLE, HOLT), (LYLE, HOLT, BROOK))
    assert [row.source_id for row in second.rows] == ["holt"]
    assert second.label.status is Status.UNCONFIRMED


def test_every_row_is_a_span_of_its_source_with_its_day_and_stance() -> None:
    rows = {row.source_id: row for row in first(QUESTION, HOLT, BROOK).rows}
    for source in (HOLT, BROOK):
        row = rows[source.id]
        assert source.body[row.start : row.end] == row.quote
        assert row.date == source.dated
    assert rows["brook"].stance is Stance.DENIES
    assert rows["holt"].claimant == "Ines Holt"


def test_what_is_not_about_the_question_does_not_bear_on_it() -> None:
    assert [row.source_id for row in first(QUESTION, HOLT, STORM).rows] == ["holt"]


def test_a_copy_is_a_row_and_no_further_voice() -> None:
    copy = page("copy", HOLT.body, 2)
    found = first(QUESTION, HOLT, copy)
    assert len({row.origin for row in found.rows}) == 1
    assert found.label.status is Status.UNCONFIRMED


def test_what_somebody_said_is_on_record_though_others_deny_it() -> None:
    found = first("What did Ines Holt say of the hull?", HOLT, BROOK)
    assert (found.label.status, found.label.qualifiers) == (
        Status.CONFIRMED,
        (Qualifier.ON_RECORD,),
    )


def test_a_question_that_presumes_a_confirmation_is_set_right() -> None:
    declined = page("lyle", "Owen Lyle declined to confirm that the hull was cracked.")
    found = first("When did the board confirm that the hull was cracked?", declined)
    assert found.label.status is Status.UNCONFIRMED
    assert Qualifier.REFUTED in found.label.qualifiers


def test_a_forecast_is_an_opinion_whoever_gives_it() -> None:
    found = first("Would the hull crack if it struck a rock?", LYLE)
    assert found.label.qualifiers[0] is Qualifier.OPINION


def test_that_somebody_denied_it_is_a_proposition_of_its_own() -> None:
    found = first("Ada Brook denied that the hull was cracked.", BROOK, LYLE)
    assert (found.label.status, found.label.qualifiers) == (
        Status.CONFIRMED,
        (Qualifier.ON_RECORD,),
    )
    assert {row.source_id for row in found.rows} == {"brook"}
    found = first("Owen Lyle denied that the hull was cracked.", LYLE)
    assert found.label.status is Status.UNCONFIRMED


def test_what_came_later_is_told_apart_and_changes_no_label() -> None:
    confirmed = page("later", "The board confirmed that the hull was cracked.", 9)
    found = first(QUESTION, HOLT, confirmed, as_of=HOLT.dated)
    assert found.label.status is Status.UNCONFIRMED
    assert {row.source_id for row in found.rows} == {"holt"}
    assert found.later is not None
    assert "9 March 2024" in found.later
    assert "CONFIRMED" in found.later
    assert first(QUESTION, HOLT, as_of=HOLT.dated).later is None


def test_history_ends_with_the_label_in_force() -> None:
    found = first(QUESTION, LYLE, BROOK, HOLT)
    assert [step.date.day for step in found.history] == [1, 2, 3]
    assert found.history[-1].status is found.label.status
    assert found.history[0].status is Status.UNCONFIRMED


def test_the_order_of_the_hits_never_matters() -> None:
    one = claims(QUESTION, (HOLT,), (HOLT, BROOK, LYLE))[0]
    other = claims(QUESTION, (HOLT,), (LYLE, BROOK, HOLT))[0]
    assert one.label == other.label
    assert set(one.rows) == set(other.rows)


def test_a_figure_that_another_side_counts_otherwise_is_disputed() -> None:
    brook = page("brook", "About 40 crates were lost, Ada Brook said.", 1)
    holt = page("holt", "At least 90 crates were lost, Ines Holt said.", 2)
    found = first("How many crates were lost?", brook, holt)
    assert Qualifier.DISPUTED in found.label.qualifiers
    assert "put otherwise by Ines Holt" in found.label.reason
    agreeing = page("holt", "Some 42 crates were lost, Ines Holt said.", 2)
    assert (
        Qualifier.DISPUTED
        not in first("How many crates were lost?", brook, agreeing).label.qualifiers
    )


def test_evidence_is_what_the_answer_says_where_no_yes_or_no_is_asked() -> None:
    other = page("other", "The hull was painted, Owen Lyle said.", 4)
    found = first("What happened to the hull?", HOLT, LYLE, other)
    assert {row.source_id for row in found.rows} == {"holt", "lyle"}


def test_an_old_denial_does_not_contradict_what_was_confirmed_since() -> None:
    early = page("early", "The hull had not been cracked, Owen Lyle said.", 1)
    late = page("late", "The hull was cracked, the board confirmed.", 9)
    found = first(QUESTION, early, late)
    assert found.label.status is Status.CONFIRMED
    assert found.deciding is not None
    assert found.deciding.source_id == "late"
    assert Qualifier.REFUTED in first(QUESTION, early).label.qualifiers
