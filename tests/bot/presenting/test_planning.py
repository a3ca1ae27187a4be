"""The plan of an answer: roles, order, sources, and how much of it is read at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.claims import Answer, Claim, Evidence, Outcome, Qualifier, Role, Stance, Status
from bot.presenting.plan import Short
from bot.presenting.planning import MOST_LINES, ONE_FACT, SEVERAL, plan_of, word_limit
from bot.presenting.repeating import words_in
from bot.presenting.wording import text_of, verdict_words, without_our_words
from tests.fakes_answers import a_citation, a_claim, a_label, a_non_answer, an_answer, an_evidence

LEAD = "The bridge is shut, the harbour office said."
WORDS = st.lists(
    st.sampled_from("bridge shut ferry boats sank he this 20 about mayor said".split()),
    min_size=1,
    max_size=45,
).map(" ".join)


def a_row(text: str, **keys: object) -> Evidence:
    """A row whose sentence stands in citation 1, at a place of its own."""
    start = keys.pop("start", 0)
    return an_evidence(quote=text, start=start, end=int(str(start)) + len(text), **keys)


def told(text: str, n: int, row: Evidence | None = None, **keys: object) -> Claim:
    """A further claim on citation `n`."""
    label = a_label(Status.UNCONFIRMED, Qualifier.REPORTED)
    return a_claim(
        **{"text": text, "label": label, "citations": (n,), "evidence": (row,) if row else ()}
        | keys
    )


def an_answer_of(*claims: Claim, **keys: object) -> Answer:
    cited = tuple(
        a_citation(n, source_id=f"s{n}", quote=claims[n - 1].text, start=0, end=9999)
        for n in range(1, len(claims) + 1)
    )
    return an_answer(**{"claims": claims, "citations": cited, "as_of": None} | keys)


def lead(*rows: Evidence, **keys: object) -> Claim:
    own = a_row(LEAD, source_id="s1", origin="office")
    return a_claim(**{"text": LEAD, "evidence": (own, *rows), "citations": (1,)} | keys)


def roles(answer: Answer) -> list[Role]:
    return [line.role for line in plan_of(answer).shown]


def test_a_denial_of_the_lead_is_who_disputes_it() -> None:
    denial = a_row("Nonsense.", source_id="s2", stance=Stance.DENIES, claimant="Ferrymen")
    denial = replace(denial, origin="ferrymen")
    answer = an_answer_of(lead(denial), told("Nonsense.", 2, denial))
    (line,) = plan_of(answer).lines
    assert (line.role, line.who) == (Role.DISPUTED, "Ferrymen")
    assert text_of(plan_of(answer)).endswith("\n\nDisputed by Ferrymen: Nonsense. [2]")


def test_what_was_left_open_before_it_was_confirmed_stands_before_the_denial() -> None:
    open_before = a_row(
        "The mayor left it open on Monday.",
        source_id="s2",
        stance=Stance.DECLINES,
        date=date(2024, 3, 1),
    )
    denial = a_row("Nonsense.", source_id="s3", stance=Stance.DENIES, origin="ferrymen")
    answer = an_answer_of(
        lead(open_before, denial),
        told("The mayor left it open on Monday.", 2, open_before),
        told("Nonsense.", 3, denial),
    )
    assert roles(answer) == [Role.LEAD, Role.BEFORE, Role.DISPUTED]


def test_the_words_of_a_speaker_are_told_newest_first_with_their_days() -> None:
    def said(n: int, day: int, text: str) -> Claim:
        row = a_row(text, source_id=f"s{n}", date=date(2024, 3, day), origin=f"o{n}")
        return told(text, n, row)

    answer = an_answer_of(
        lead(),
        said(2, 1, "Divers found a crack in the pier."),
        said(3, 9, "Lorries must go round by the north road."),
        asked="speech",
        question="What did the harbour office say?",
    )
    plan = plan_of(answer)
    assert [line.role for line in plan.lines] == [Role.SAID, Role.SAID]
    assert [line.when and line.when.words for line in plan.lines] == ["9 Mar 2024", "1 Mar 2024"]
    assert "\n\n9 Mar 2024: Lorries must go round" in text_of(plan)


def test_a_line_that_says_the_same_once_more_is_left_out() -> None:
    answer = an_answer_of(lead(), told("The harbour office said that the bridge is shut.", 2))
    plan = plan_of(answer)
    assert plan.lines == ()
    assert [line.claim for line in plan.more] == [1]


def test_a_line_that_points_back_to_what_is_not_shown_is_left_out() -> None:
    answer = an_answer_of(lead(), told("He added that two boats sank.", 2))
    assert roles(answer) == [Role.LEAD]


def test_a_sentence_right_behind_the_lead_goes_on_with_it() -> None:
    behind = told("It added that two boats sank in the storm.", 1, label=a_label())
    answer = an_answer_of(lead(), behind)
    quote = f"{LEAD} {behind.text}"
    answer = replace(answer, citations=(replace(answer.citations[0], quote=quote),))
    (line,) = plan_of(answer).lines
    assert line.goes_on
    assert text_of(plan_of(answer)) == f"{LEAD} [1] {behind.text} [1]"


def test_a_speaker_whom_a_line_does_not_name_stands_in_front() -> None:
    answer = an_answer_of(lead(), told("Two boats sank.", 2, speaker="Ferrymen"))
    assert text_of(plan_of(answer)).endswith("Also: [Ferrymen:] Two boats sank. [2]")


def test_a_non_answer_has_neither_verdict_nor_lead() -> None:
    for outcome in (o for o in Outcome if o is not Outcome.ANSWERED):
        plan = plan_of(a_non_answer(outcome))
        assert (plan.verdict, plan.lead, plan.short) == (None, None, None)
        assert plan.nearest == (1,)


def test_an_opening_that_may_go_is_marked_where_it_went() -> None:
    text = "After a long night, the mayor shut the bridge."
    plan = plan_of(an_answer_of(lead(text=text, droppable=20)))
    assert text_of(plan) == "… the mayor shut the bridge. [1]"
    assert without_our_words(text_of(plan)) == "the mayor shut the bridge. [1]"


def test_who_is_unnamed_is_called_so() -> None:
    row = a_row(LEAD, source_id="s1", claimant="somebody unnamed")
    answer = an_answer_of(a_claim(text=LEAD, evidence=(row,), citations=(1,)))
    verdict = plan_of(answer).verdict
    assert verdict is not None
    assert "(somebody unnamed, 4 Mar 2024; official)" in verdict_words(verdict)


def test_a_lead_that_holds_what_is_asked_for_wants_few_words_beside_it() -> None:
    counted = an_answer_of(replace(lead(), value="three bridges"), asked="number")
    settled = an_answer_of(lead(), asked="whether", statement="the bridge is shut")
    unsaid = an_answer_of(replace(lead(), evidence=()), asked="whether", statement="it is shut")
    named = an_answer_of(lead(), asked="person")
    limits = [word_limit(answer) for answer in (counted, settled, unsaid, named)]
    assert limits == [ONE_FACT, ONE_FACT, SEVERAL, SEVERAL]


@settings(max_examples=80)
@given(
    st.lists(WORDS, max_size=6),
    st.sampled_from(["whether", "number", "speech", "open", "several", ""]),
    st.lists(st.sampled_from(Status), min_size=7, max_size=7),
    st.booleans(),
)
def test_no_answer_is_longer_than_its_kind_is_worth(
    texts: list[str], asked: str, statuses: list[Status], whether: bool
) -> None:
    """Unless its lead alone is; and every line has a role, and a label that is its own."""
    claims = [
        told(text, n, label=a_label(status))
        for n, (text, status) in enumerate(zip(texts, statuses, strict=False), 2)
    ]
    statement = "the bridge is shut" if whether else ""
    answer = an_answer_of(lead(), *claims, asked=asked, statement=statement)
    plan = plan_of(answer)
    words = words_in(text_of(plan))
    assert words <= max(word_limit(answer), words_in(LEAD) + (2 if whether else 0))
    assert len(plan.lines) <= MOST_LINES
    assert all(line.role not in {Role.LEAD, Role.MORE} for line in plan.lines)
    for line in plan.lines:
        differs = answer.claims[line.claim].label.status is not claims_status(answer)
        assert (line.label is not None) is (differs and line.role is not Role.SAID)
    shown = {line.claim for line in (*plan.shown, *plan.more)}
    assert shown == set(range(len(answer.claims)))
    assert (plan.short is Short.YES) is whether


def claims_status(answer: Answer) -> Status:
    return answer.claims[0].label.status


def test_a_verdict_begins_with_what_is_said_not_with_whom_it_cites() -> None:
    text = "Citing two divers, the office said that citing cost, that the pier is shut."
    told = (text.index("citing cost"), len(text) - 1)
    row = replace(a_row(text, source_id="s1", origin="office", start=0), told=told)
    answer = an_answer_of(replace(lead(), text=text, evidence=(row,)))
    verdict = plan_of(answer).verdict
    assert verdict is not None
    assert verdict.claim == "The pier is shut"


@pytest.mark.parametrize(
    ("asked", "claim"),
    [
        ("reason", "What the question takes for granted"),
        ("speech", "What they are asked to have said"),
    ],
)
def test_what_is_only_near_is_not_what_the_verdict_labels(asked: str, claim: str) -> None:
    near = replace(lead(), evidence=(), remark="No source here says so; nearest to it:")
    verdict = plan_of(an_answer_of(near, asked=asked)).verdict
    assert verdict is not None
    assert verdict.claim == claim
