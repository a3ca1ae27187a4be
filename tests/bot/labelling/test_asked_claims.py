"""Labels of what was asked: premises first, own words only, nothing borrowed from what is near."""

from __future__ import annotations

from datetime import date

from bot.answering.composer import DraftClaim, DraftSentence
from bot.claims import Evidence, Qualifier, Stance, Status
from bot.evidence.reader import StatementReader
from bot.labelling.labelled import LabelledClaim
from bot.labelling.ledger import Ledger
from retrieval.documents import Kind, Sentence, Source, Standing
from tests.fakes import a_source
from tests.fakes_evidence import NAMES, Shelf, a_hit, asked
from tests.fakes_parser import packaged, sentences_of

C, U = Status.CONFIRMED, Status.UNCONFIRMED


def page(source_id: str, body: str, day: int = 1, kind: Kind = Kind.ARTICLE) -> Source:
    published = date(2024, 3, day)
    title = "A page"
    return a_source(
        source_id, body, title=title, publisher=source_id, published=published, kind=kind
    )


def ledger_of(*corpus: Source) -> Ledger:
    sources = {source.id: source for source in corpus}

    def document(source_id: str) -> tuple[Source, tuple[Sentence, ...]]:
        return sources[source_id], sentences_of(sources[source_id])

    return Ledger(StatementReader(NAMES, document, packaged()), Shelf(corpus))


def label_of(question: str, *corpus: Source) -> LabelledClaim:
    """The label of an answer from the first sentence of the first source."""
    ledger = ledger_of(*corpus)
    one = sentences_of(corpus[0])[0]
    sentence = DraftSentence(one.text, corpus[0].id, one.start, one.end)
    hits = [a_hit(s, n)[0] for s in corpus for n in range(len(sentences_of(s)))]
    (found,) = ledger.claims(asked(question), (DraftClaim((sentence,), sentence),), hits)
    return found


def test_a_deed_that_no_source_tells_of_is_not_labelled_by_what_is_near() -> None:
    near = page("near", "Ada Brook works at Dunmere. The court has set a day for Ada Brook.")
    found = label_of("When was Ada Brook convicted?", near)
    assert (found.label.status, found.rows, found.lead) == (U, (), "lead_untold")
    assert found.label.reason == "no source here says it"


def test_a_premise_that_was_taken_back_is_refuted_and_said_first() -> None:
    told = page("wire", "Ada Brook was arrested at the airport, the Coast Wire reported.", 1)
    back = page(
        "Coast Wire",
        "We reported that Ada Brook had been arrested at the airport. That was untrue.",
        3,
        Kind.STATEMENT,
    )
    found = label_of("Why was Ada Brook arrested?", told, back)
    assert found.label.status is U
    assert Qualifier.REFUTED in found.label.qualifiers
    assert found.lead == "lead_refuted"
    assert found.deciding is not None
    assert found.deciding.source_id == "Coast Wire"


def test_a_premise_that_a_source_tells_of_stands() -> None:
    told = page("told", "Ada Brook was arrested at the airport because of the fire.")
    assert label_of("Why was Ada Brook arrested?", told).lead == ""


def test_what_somebody_said_is_not_on_record_by_the_words_of_others() -> None:
    others = page("others", "The fares would rise, Ines Holt said.")
    found = label_of("What did Ada Brook say about the fares?", others)
    assert (found.label.status, found.lead) == (U, "lead_speechless")


def test_nor_by_their_own_words_on_something_else() -> None:
    own = page("own", "The storm had passed by then, Ada Brook said.")
    assert label_of("What did Ada Brook say about the fares?", own).label.status is U
    fares = page("fares", "The storm was over. The fares will not rise, Ada Brook said.")
    found = label_of("What did Ada Brook say about the fares?", own, fares)
    assert found.label.status is C
    assert found.deciding is not None
    assert found.deciding.source_id == "fares"


def test_has_somebody_denied_it_is_answered_by_their_denial_alone() -> None:
    brook = page("brook", "Ada Brook denied that the hull was cracked.")
    holt = page("holt", "Ines Holt denied that the hull was cracked.")
    question = "Has Ada Brook denied that the hull was cracked?"
    assert label_of(question, brook).label.status is C
    assert label_of(question, holt).label.status is U


def test_a_denial_stays_on_record_when_they_come_round() -> None:
    denied = page("denied", "Ada Brook denied that the hull was cracked.", 1)
    admitted = page("admitted", "Ada Brook admitted that the hull was cracked.", 5)
    assert (
        label_of("Did Ada Brook deny that the hull was cracked?", denied, admitted).label.status
        is C
    )
    assert (
        label_of("Does Ada Brook deny that the hull was cracked?", denied, admitted).label.status
        is U
    )


def test_what_others_confirmed_is_no_admission() -> None:
    lyle = page("lyle", "Owen Lyle confirmed that the hull was cracked.")
    holt = page("holt", "The hull was cracked, Ines Holt said.")
    found = label_of("Has Ada Brook admitted that the hull was cracked?", lyle, holt)
    assert found.label.status is U


def test_an_admission_of_a_thing_is_ones_own_and_of_that_thing() -> None:
    other = page("other", "Owen Lyle admitted the crack.")
    beside = page("beside", "Ada Brook admitted that she had sold the barge.")
    own = page("own", "Ada Brook admitted the crack on 3 March 2024.", 4)
    assert label_of("Has Ada Brook admitted the crack?", beside, other).label.status is U
    found = label_of("Has Ada Brook admitted the crack?", own, beside, other)
    assert found.label.status is C
    assert {row.source_id for row in found.rows} == {"own"}


def test_the_first_to_confirm_is_the_earliest_by_the_day_of_speaking() -> None:
    early = page("early", "Owen Lyle confirmed on 2 March 2024 that the hull was cracked.", 20)
    late = page("late", "The Tidal Institute confirmed that the hull was cracked.", 10)
    found = label_of("Who first confirmed that the hull was cracked?", late, early)
    assert found.label.status is C
    assert found.deciding is not None
    assert found.deciding.source_id == "early"
    assert "Owen Lyle, 2 Mar 2024" in found.label.reason


def test_the_first_to_confirm_a_thing_that_is_only_named_said_so_in_so_many_words() -> None:
    told = page("told", "Ines Holt said on 1 March 2024 that the hull was cracked.", 3)
    early = page("early", "Owen Lyle confirmed on 2 March 2024 that cracks had formed.", 20)
    late = page("late", "The Tidal Institute confirmed that the cracks were deep.", 10)
    found = label_of("Who confirmed the cracks first?", told, late, early)
    assert found.label.status is C
    assert found.deciding is not None
    assert found.deciding.source_id == "early"


def test_a_deciding_sentence_names_its_speaker_once() -> None:
    spoken = page("b", "Owen Lyle spoke. It is true, he said.")
    named, unnamed = (
        Evidence(
            spoken.id,
            "Owen Lyle",
            Standing.PARTY,
            Stance.CONFIRMS,
            False,
            date(2024, 3, 1),
            sentence.text,
            sentence.start,
            sentence.end,
            "Owen Lyle",
        )
        for sentence in sentences_of(spoken)
    )
    ledger = ledger_of(spoken)
    assert ledger.told(named) == "Owen Lyle spoke."
    assert ledger.told(unnamed) == "It is true, he [Owen Lyle] said."


def test_a_claim_that_nothing_bears_on_says_so() -> None:
    near = page("near", "Ada Brook likes the sea.")
    found = label_of("Has Ada Brook been fined?", near)
    assert (found.label.status, found.lead) == (U, "lead_unsaid")
