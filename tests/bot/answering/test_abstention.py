"""When not to answer: each rule of bot.answering.abstention in turn, and what passes it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.answering import coverage, slots
from bot.answering.abstention import Decision, Findings, asks_favour, decide
from bot.answering.ranking import TermWeights, rank
from bot.claims import Outcome
from bot.language.words import stem
from tests.fakes import a_source
from tests.fakes_evidence import NOBODY, Occurrences, a_hit, a_statement, asked

LOST = "The crates were lost at sea."
ANSWERED, NOTHING, SCOPE = Outcome.ANSWERED, Outcome.NOTHING_FOUND, Outcome.OUT_OF_SCOPE


def decided(
    question: str, *texts: str, unknown: tuple[str, ...] = (), similarity: float = 0.6
) -> Decision:
    """The decision when these sentences were found and chosen, and these words are nowhere."""
    read = asked(question)
    weights = TermWeights.of(read, Occurrences(**dict.fromkeys(unknown, 0.0)))
    found = [a_hit(a_source(f"s{n}", t), similarity=similarity) for n, t in enumerate(texts)]
    ranked = rank(read, found, weights)
    return decide(read, Findings(ranked, [r.statement for r in ranked], weights))


def outcome(question: str, *texts: str, unknown: tuple[str, ...] = ()) -> Outcome:
    return decided(question, *texts, unknown=unknown).outcome


def test_what_is_far_from_everything_is_out_of_scope() -> None:
    assert decided("Were the crates lost?", LOST, similarity=0.1).outcome is SCOPE
    assert decided("Were the crates lost?", LOST, similarity=0.1).confidence == 0.0
    assert decided("Were the crates lost?").outcome is SCOPE
    assert decided("Were the crates lost?", LOST).outcome is ANSWERED


def test_what_is_hardly_near_must_have_words_of_the_corpus() -> None:
    question = "When is sourdough bread baked on board of ships?"
    unknown = ("baked", "sourdough", "bread")
    for similarity, nowhere, expected in (
        (0.36, unknown, SCOPE),
        (0.36, unknown[:1], ANSWERED),
        (0.45, unknown[:2], ANSWERED),
    ):
        text = "The crates on board of the ships were lost."
        found = decided(question, text, unknown=nowhere, similarity=similarity)
        assert found.outcome is expected


def test_what_is_hardly_near_is_answered_where_its_own_words_stand() -> None:
    for text, expected in ((LOST, ANSWERED), ("It rained.", SCOPE)):
        assert decided("Were the crates lost at sea?", text, similarity=0.28).outcome is expected


def test_the_word_for_the_kind_of_answer_is_no_stranger() -> None:
    question, text = "By what date are the crates lost?", "The crates were lost on 5 May 2023."
    assert decided(question, text, unknown=("date",), similarity=0.36).outcome is ANSWERED


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("What are the names of the divers?", "The divers found a crack.", NOTHING),
        ("What are the names of the divers?", "The divers, named Tam and Roy, left.", ANSWERED),
        ("What are the names of the divers?", "A ship named Ulva sank.", NOTHING),
        ("What price did the hull fetch?", "The hull was sold for 40 crates.", NOTHING),
        ("What price did the hull fetch?", "The hull was sold for 40 crowns.", ANSWERED),
        ("How much did Calder pay?", "Calder paid $40.", ANSWERED),
        ("How much did Calder pay?", "Calder paid on 40 days.", NOTHING),
        ("What did the hull of the ship cost?", "The hull of the ship was cheap.", NOTHING),
        ("What did the hull of the ship cost?", "The hull of the ship cost 40 crowns.", ANSWERED),
        ("What were the crates worth?", "The crates were lost.", NOTHING),
        ("Was the hull worth the pay?", "The hull was hardly worth the pay.", ANSWERED),
        ("How many crates were lost?", "Some crates were lost.", NOTHING),
        ("How many crates were lost?", "Of 40 crates none was lost.", ANSWERED),
        ("How many crates were lost?", "Forty crates were lost.", ANSWERED),
        ("How many crates were lost?", "On 5 March the crates were lost.", NOTHING),
        ("How many ships were lost?", "Forty vessels were lost.", ANSWERED),
        ("How many crates were lost?", "40 men saw how in the end the crates sank.", NOTHING),
        ("Which lighthouse was it?", "The harbour saw it.", NOTHING),
        ("Which lighthouse was it?", "Two lighthouses saw it.", ANSWERED),
        ("Which of them was it?", "The harbour saw it.", ANSWERED),
        ("What word did the divers use?", "The divers called it a mess.", ANSWERED),
    ],
)
def test_an_answer_must_hold_what_is_asked_for(question: str, text: str, expected: Outcome) -> None:
    assert outcome(question, text) is expected


def test_what_is_counted_must_occur_somewhere() -> None:
    text = "Forty crates were lost."
    assert outcome("How many saffron crates were lost?", text) is ANSWERED
    assert outcome("How many saffron crates were lost?", text, unknown=("saffron",)) is NOTHING
    assert (
        outcome("How many vessels were lost?", "40 ships sank.", unknown=("vessels",)) is ANSWERED
    )


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("What did Ada Brook say?", "The hull was cracked, Ada Brook said.", ANSWERED),
        ("What did Ada Brook say?", "The hull was cracked, Owen Lyle said.", NOTHING),
        ("What did Ada Brook say?", "The hull was cracked, Dunmere Ferries said.", ANSWERED),
        ("What did Ada Brook say?", "The hull of Ada Brook was cracked.", NOTHING),
        ("What did the divers say?", "The hull was cracked, the divers said.", ANSWERED),
        ("What did the divers say?", "The hull was cracked.", NOTHING),
        ("What did they say?", "The hull was cracked.", ANSWERED),
        ("What did Calder's bishop say?", "The hull was cracked, Calder said.", NOTHING),
        ("What did Calder's bishop say?", "Calder said its bishop prayed.", ANSWERED),
        ("What did captain Ada Brook say?", "The hull was cracked, Ada Brook said.", ANSWERED),
    ],
)
def test_who_is_asked_about_must_speak(question: str, text: str, expected: Outcome) -> None:
    assert outcome(question, text) is expected


def test_a_speaker_the_corpus_never_names_says_nothing() -> None:
    text = "The hull was cracked, the divers of Ulva said."
    question = "What did the divers of Saffron Bay say?"
    assert outcome(question, text, unknown=("saffron", "bay")) is NOTHING


def test_the_publisher_of_a_page_is_no_stranger() -> None:
    read = asked("What did the Gazette say?")
    weights = TermWeights.of(read, Occurrences(gazette=0.0))
    ranked = rank(read, [a_hit(a_source(body=LOST, publisher="Ulva Gazette"))], weights)
    findings = Findings(ranked, [r.statement for r in ranked], weights)
    assert decide(read, findings).outcome is ANSWERED


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Did walruses take the crates?", NOTHING),
        ("Did crates float?", ANSWERED),
        ("How many crates did walruses take?", NOTHING),
        ("Who lost the crates of the walruses?", ANSWERED),
        ("Did Brook take the crates?", NOTHING),
        ("Did Lyle take the crates?", ANSWERED),
    ],
)
def test_the_subject_of_a_yes_or_no_must_stand_in_the_answer(
    question: str, expected: Outcome
) -> None:
    assert outcome(question, "Forty crates were lost at sea, the board said.") is expected


def test_some_topic_word_must_occur_somewhere() -> None:
    question, text = "When did saffron walruses sing?", "The walruses were lost at sea."
    nowhere = ("sing", "saffron", "walruses")
    assert outcome(question, text, unknown=nowhere) is NOTHING
    assert outcome(question, text, unknown=nowhere[:2]) is ANSWERED


@pytest.mark.parametrize(
    ("question", "texts", "expected"),
    [
        ("When did the divers sing?", (LOST,), NOTHING),
        ("When did the divers sing?", ("The divers were lost at sea.",), ANSWERED),
        ("Who sang to the divers at the lighthouse?", ("The divers were lost.",), NOTHING),
        ("Who sang to the divers at the lighthouse?", ("The divers sang.",), ANSWERED),
        ("Where did the keeper sing?", ("The harbour burned.", "A keeper sang."), ANSWERED),
        ("Where did the keeper dance and sing?", ("A keeper left.", "A choir sang."), NOTHING),
        (
            "Who of all the ropers, riggers, coopers, caulkers, smiths, pilots and keepers sang?",
            ("The pilots, the smiths and a keeper sang.",),
            ANSWERED,
        ),
        (
            "Who of all the ropers, riggers, coopers, caulkers, smiths, pilots and keepers sang?",
            ("The smiths left.", "The pilots sang."),
            NOTHING,
        ),
        ("Who led the ferry company?", ("Dunmere Ferries was led by a fool.",), ANSWERED),
        ("How many kids were lost?", ("Forty children were lost.",), ANSWERED),
    ],
)
def test_the_answer_must_hold_enough_of_the_question(
    question: str, texts: tuple[str, ...], expected: Outcome
) -> None:
    assert outcome(question, *texts) is expected


def test_a_word_the_corpus_never_uses_weighs_little_more_than_a_rare_one() -> None:
    read, rare = asked("When did the divers yodel?"), a_statement("The divers left.", NOBODY)
    known = TermWeights.of(read, Occurrences(divers=0.05, yodel=0.05))
    unknown = TermWeights.of(read, Occurrences(divers=0.05, yodel=0.0))
    assert coverage.covered(read, known, [rare]) == pytest.approx(0.5)
    assert 0.4 < coverage.covered(read, unknown, [rare]) < 0.5
    assert unknown.covered(frozenset({stem("divers")})) < 0.3


def test_confidence_grows_with_what_is_near_and_covered_and_with_the_rules() -> None:
    decisions = [
        decided("How many crates were lost?", "It rained.", unknown=("crates",), similarity=0.4),
        decided("How many crates were lost?", "Forty crates sank.", similarity=0.4),
        decided("How many crates were lost?", "Forty crates sank.", similarity=0.9),
        decided("How many crates were lost?", "Forty crates were lost.", similarity=0.9),
    ]
    assert [d.outcome for d in decisions] == [NOTHING, ANSWERED, ANSWERED, ANSWERED]
    assert all(one.confidence < other.confidence for one, other in pairwise(decisions))
    assert all(0 < d.confidence < 1 for d in decisions)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many blue crates were lost?", ("blue", "crates")),
        ("Names of the divers?", ("divers",)),
        ("which lighthouse keeper of Ulva did it see", ("lighthouse", "keeper", "Ulva")),
        ("Who saw it?", ()),
    ],
)
def test_the_slot_is_the_noun_phrase_asked_for(question: str, expected: tuple[str, ...]) -> None:
    assert slots.slot_words(asked(question)) == tuple(map(stem, expected))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did the old mayor say about it?", ("old", "mayor")),
        ("how has Brook reacted?", ("Brook",)),
        ("what does Brook want?", ()),
        ("how did Brook react?", ("Brook",)),
        ("who said so?", ()),
    ],
)
def test_the_speaker_is_whoever_is_asked_about(question: str, expected: tuple[str, ...]) -> None:
    assert slots.speaker_words(asked(question)) == tuple(map(stem, expected))


def test_which_x_did_it_wants_the_x_and_not_the_verb() -> None:
    sentence = a_statement("The harbour saw it.", NOBODY)
    assert not slots.can_hold(asked("Which lighthouse saw it?"), [sentence])


def test_an_abbreviated_head_is_found_in_its_long_form() -> None:
    sentence = a_statement("Two universities and a laboratory looked at it.", NOBODY)
    assert slots.can_hold(asked("Which univ was it?"), [sentence])
    assert not slots.can_hold(asked("Which lab was it?"), [sentence])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Can you book me a ferry for Friday?", True),
        ("could u write a poem about the ferry", True),
        ("Can you tell me why the ferry sank?", False),
        ("Could you check whether the ferry sank?", False),
        ("Would you say that the ferry sank?", False),
        ("Can the ferry sail?", False),
        ("Why did the ferry sink?", False),
    ],
)
def test_a_favour_is_no_question(question: str, expected: bool) -> None:
    assert asks_favour(asked(question)) is expected


@pytest.mark.parametrize(
    ("question", "sentence", "holds"),
    [
        ("How tall is the lighthouse?", "The lighthouse is 40 metres tall.", True),
        ("How tall is the lighthouse?", "The lighthouse was painted.", False),
        ("How tall is the lighthouse?", "The mast is 40 metres tall.", False),
        ("How big was the fine?", "The firm paid a penalty of 300 euros.", True),
        ("How deep do the divers say it is?", "Divers saw a crack.", True),
        ("What price did they pay for the oil?", "The oil cost 30 dollars a barrel.", True),
        ("What price did they pay for the oil?", "Sailors earn 30 dollars a day.", False),
    ],
)
def test_what_is_measured_or_bought_stands_with_its_figure(
    question: str, sentence: str, holds: bool
) -> None:
    assert slots.can_hold(asked(question), [a_statement(sentence)]) is holds
