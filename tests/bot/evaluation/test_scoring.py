"""One item's numbers, each worked out by hand."""

from __future__ import annotations

import pytest

from bot.claims import Answer, Outcome, Qualifier, Status
from bot.evaluation.items import Item
from bot.evaluation.metrics import METRICS
from bot.evaluation.record import Outturn
from bot.evaluation.scoring import NAMES, ItemScore, score
from tests.fakes_outturns import (
    BODIES,
    CLOSED,
    CRACK,
    an_item,
    an_outturn,
    cited,
    failed,
    labelled,
    refusal,
    saying,
    unanswerable,
)

SOUND = saying(f"{CLOSED} [1] {CRACK} [1]", cited(1, f"{CLOSED} {CRACK}"))
CONFIRMED, UNCONFIRMED = Status.CONFIRMED, Status.UNCONFIRMED


def scored(answer: Answer, item: Item | None = None, retrieved: tuple[str, ...] = ()) -> ItemScore:
    return score(an_outturn(answer, item, retrieved=retrieved), BODIES)


def value(name: str, answer: Answer, item: Item | None = None) -> float | None:
    return scored(answer, item).values[name]


def test_every_metric_has_a_value_or_none_for_every_item() -> None:
    assert [m.name for m in METRICS] == NAMES
    for outturn in (an_outturn(SOUND), an_outturn(refusal(), unanswerable()), failed()):
        assert list(score(outturn, BODIES).values) == NAMES


@pytest.mark.parametrize("outturn", [failed(), an_outturn(refusal(Outcome.ERROR))])
def test_an_error_is_counted_and_nothing_else_is_scored(outturn: Outturn) -> None:
    found = score(outturn, BODIES)
    assert {n for n, v in found.values.items() if v is not None} == {"errors"}
    assert found.values["errors"] == 1
    assert found.faults in {("error: Timeout: too slow",), ("error: The sources do not say.",)}
    assert found.quotes == ()


def test_a_sound_answer_has_no_faults() -> None:
    item = an_item(facts=(("crack",),), sources=("mill-bridge",), quote_contains="found a crack")
    assert scored(SOUND, item).faults == ()


@pytest.mark.parametrize(
    ("item", "answer", "expected"),
    [
        (an_item(), SOUND, (1, None, 0)),
        (an_item(), refusal(), (0, None, 1)),
        (an_item(), refusal(Outcome.OUT_OF_SCOPE), (0, None, 1)),
        (unanswerable(), refusal(), (1, 0, None)),
        (unanswerable(), SOUND, (0, 1, None)),
        (unanswerable(), refusal(Outcome.OUT_OF_SCOPE), (0, 0, None)),  # the other refusal
        (unanswerable(also=Status.CONFIRMED), SOUND, (1, 0, None)),
        (unanswerable(also=Status.UNCONFIRMED), SOUND, (0, 1, None)),
    ],
)
def test_outcomes_are_judged_both_ways(
    item: Item, answer: Answer, expected: tuple[float | None, ...]
) -> None:
    values = scored(answer, item).values
    names = ("outcome_accuracy", "wrong_on_unanswerable", "refused_on_answerable")
    assert tuple(values[n] for n in names) == expected


@pytest.mark.parametrize(
    ("facts", "answer", "partial", "strict"),
    [
        ((("crack",), ("closed", "shut")), SOUND, 1, 1),
        ((("crack",), ("sunk",)), SOUND, 1 / 2, 0),
        ((("crack",), ("sunk",), ("open",), ("2",)), SOUND, 2 / 4, 0),
        ((("1",),), SOUND, 0, 0),  # only the number of the citation
        ((("say",),), refusal(), 0, 0),  # a refusal holds no fact, whatever its words
        ((), SOUND, None, None),
    ],
)
def test_facts_are_counted_in_part_and_in_whole(
    facts: tuple[tuple[str, ...], ...], answer: Answer, partial: float | None, strict: float | None
) -> None:
    values = scored(answer, an_item(facts=facts)).values
    assert (values["fact_recall"], values["fact_recall_strict"]) == (partial, strict)


def test_a_missing_fact_is_named_with_its_alternatives() -> None:
    item = an_item(facts=(("sunk", "wrecked"),))
    assert scored(SOUND, item).faults == ("fact missing: sunk | wrecked",)


@pytest.mark.parametrize(
    ("must_not", "expected"),
    [(("sunk",), 0), (("sunk", "crack", "water"), 1), ((), None)],
)
def test_an_item_with_any_forbidden_string_is_one_violation(
    must_not: tuple[str, ...], expected: float | None
) -> None:
    assert value("must_not_violations", SOUND, an_item(must_not=must_not)) == expected


@pytest.mark.parametrize(
    ("sources", "answer", "expected"),
    [
        (("ferry-strike", "mill-bridge"), SOUND, 1),
        (("ferry-strike",), SOUND, 0),
        (("mill-bridge",), refusal(), 0),
        ((), SOUND, None),
    ],
)
def test_one_gold_source_is_enough(
    sources: tuple[str, ...], answer: Answer, expected: float | None
) -> None:
    assert value("source_hit", answer, an_item(sources=sources)) == expected


def test_a_quote_that_the_gold_wants_is_a_fault_when_no_citation_holds_it() -> None:
    found = scored(SOUND, an_item(quote_contains="rise of 7 percent"))
    assert found.faults == ("no citation holds: rise of 7 percent",)


@pytest.mark.parametrize(
    ("gold", "answer", "expected"),
    [
        (CONFIRMED, labelled(CONFIRMED), (1, 0, 0)),
        (UNCONFIRMED, labelled(CONFIRMED), (0, 1, 0)),
        (CONFIRMED, labelled(UNCONFIRMED), (0, 0, 1)),
        (UNCONFIRMED, labelled(UNCONFIRMED), (1, 0, 0)),
        (CONFIRMED, refusal(), (0, 0, 0)),  # a refusal is wrong, but confirms nothing
        (None, labelled(CONFIRMED), (None, None, None)),
    ],
)
def test_a_status_is_right_over_or_under(
    gold: Status | None, answer: Answer, expected: tuple[float | None, ...]
) -> None:
    values = scored(answer, an_item(status=gold)).values
    names = ("status_accuracy", "over_confirmation", "under_confirmation")
    assert tuple(values[n] for n in names) == expected


def test_a_label_on_an_unanswerable_question_is_no_status_error() -> None:
    values = scored(labelled(CONFIRMED), unanswerable()).values
    assert values["status_accuracy"] is None
    assert values["over_confirmation"] is None


@pytest.mark.parametrize(
    ("gold", "got", "expected"),
    [
        ((Qualifier.DENIED,), (Qualifier.DENIED,), 1),
        # One hit, one extra: 5 * 1 / (5 * 1 + 1).
        ((Qualifier.DENIED,), (Qualifier.DENIED, Qualifier.REPORTED), 5 / 6),
        # One hit, one miss: 5 * 1 / (5 * 1 + 4).
        ((Qualifier.DENIED, Qualifier.REPORTED), (Qualifier.DENIED,), 5 / 9),
        ((Qualifier.DENIED,), (Qualifier.REPORTED,), 0),
        ((), (Qualifier.REPORTED,), None),
    ],
)
def test_a_missing_qualifier_costs_four_times_an_extra_one(
    gold: tuple[Qualifier, ...], got: tuple[Qualifier, ...], expected: float | None
) -> None:
    item = an_item(status=UNCONFIRMED, qualifiers=gold)
    assert value("qualifier_f1", labelled(UNCONFIRMED, *got), item) == expected


def test_a_refusal_gives_none_of_the_qualifiers() -> None:
    assert value("qualifier_f1", refusal(), an_item(qualifiers=(Qualifier.OFFICIAL,))) == 0


def test_faults_say_what_is_wrong_in_words() -> None:
    item = an_item(
        status=UNCONFIRMED,
        qualifiers=(Qualifier.DENIED,),
        sources=("ferry-strike",),
        must_not=("crack",),
    )
    assert scored(SOUND, item).faults == (
        "says what it must not: crack",
        "cites mill-bridge, gold ferry-strike",
        "status confirmed, gold unconfirmed",
        "qualifiers missing: denied",
    )
    assert scored(refusal(), item).faults == ("outcome nothing_found, gold answered",)
