"""Whatever an answer holds, Discord's limits hold, and no text of others makes a mark."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.claims import Answer, Citation, Claim, Label, Outcome, Qualifier, Role, Stance, Status
from bot.discord_bot import buttons
from bot.discord_bot.blocks import REST
from bot.discord_bot.markdown import address, one_line, timestamp
from bot.discord_bot.message import Message
from bot.discord_bot.messages import NewerLink, Superseded, answer_message, line_text
from bot.discord_bot.notices import (
    error_message,
    help_message,
    notice_message,
    status_message,
    timeline_message,
)
from bot.discord_bot.pages import page_message, source_list_pages, sources_pages, why_pages
from bot.discord_bot.planning import size
from bot.presenting.planning import plan_of
from bot.state.tracked import Cause, Happened, StatusEvent
from retrieval.documents import Passage, Sentence, Source, Standing
from tests.bot.discord_bot.test_markdown import HOSTILE
from tests.fakes_answers import a_change, a_citation, a_claim, a_trace, an_answer, an_evidence
from tests.fakes_consoles import LABEL
from tests.fakes_discord_markdown import Rendering, alive, rendered

ID = "f" * 32
JUMP = "https://discord.com/channels/11111111111111111111/22222222222222222222/33333333333333333333"
OURS = {"quote", "subtext", "link", "link text", "timestamp", "bold", "strike"}
MOMENT = datetime(2024, 3, 9, tzinfo=UTC)
PATTERNS = (
    buttons.WHY,
    buttons.MORE,
    buttons.SOURCES,
    buttons.HELPFUL,
    buttons.NOT_HELPFUL,
    buttons.AS_OF,
)

long_texts = st.builds(lambda text, n: text * n, HOSTILE, st.sampled_from([1, 1, 1, 9, 90]))
texts = long_texts.map(lambda text: text[:2500])
urls = st.none() | st.sampled_from(["", "x" * 5000, "@a"]) | HOSTILE
addresses = urls.map(lambda tail: tail and f"https://gazette.example/{tail}") | urls
dates = st.dates(date(1900, 1, 1), date(2100, 1, 1))
labels = st.builds(
    Label,
    st.sampled_from(Status),
    st.lists(st.sampled_from(Qualifier), unique=True).map(tuple),
    texts,
)
rows = st.builds(
    an_evidence,
    source_id=texts,
    claimant=st.none() | texts,
    standing=st.sampled_from(Standing),
    stance=st.sampled_from(Stance),
    hedged=st.booleans(),
    date=dates,
    quote=texts,
    origin=texts,
)
traces = st.builds(a_trace, model=texts, steps=st.lists(texts, max_size=2).map(tuple))
changes = st.builds(a_change, date=dates, source_id=texts, reason=texts)


@st.composite
def citations(draw: st.DrawFn, most: int) -> tuple[Citation, ...]:
    """Up to `most`, made of a few that are drawn, so that drawing stays quick."""
    kinds = st.builds(
        a_citation,
        source_id=st.sampled_from(["mill-bridge", "ferry"]),
        title=texts,
        publisher=texts,
        published=dates,
        stated=st.none() | dates,
        url=addresses,
        quote=texts,
        pages=st.none() | st.tuples(st.integers(1, 999), st.integers(1000, 99999)),
    )
    few = draw(st.lists(kinds, min_size=1, max_size=4))
    count = draw(st.sampled_from([0, 1, 2, 5, most]))
    return tuple(
        a_citation(n, **{f: getattr(few[n % len(few)], f) for f in _FIELDS})
        for n in range(1, count + 1)
    )


_FIELDS = [f for f in Citation.__dataclass_fields__ if f != "n"]


@st.composite
def answers(draw: st.DrawFn, most: int = 60) -> Answer:
    """Answers of every outcome, with up to 12 claims on up to `most` citations."""
    cited = draw(citations(most))
    numbers = st.lists(st.integers(1, 61), unique=True, max_size=8).map(tuple)
    made = st.builds(
        a_claim,
        text=texts,
        label=labels,
        citations=numbers,
        evidence=st.lists(rows, max_size=2).map(tuple),
        history=st.lists(changes, max_size=3).map(tuple),
    )
    claims = draw(st.lists(made, max_size=3).map(lambda few: tuple(few * 4)))
    quotes = "\n\n".join(f"{c.quote} [{c.n}]" for c in cited[: len(claims)])
    return an_answer(
        question=draw(texts),
        as_of=draw(st.none() | dates),
        outcome=draw(st.sampled_from([Outcome.ANSWERED] * 6 + list(Outcome))),
        text=draw(texts | st.just(quotes)),
        claims=claims,
        citations=cited,
        later=draw(st.none() | texts),
        as_of_in_question=draw(st.booleans()),
        model=draw(st.sampled_from([None, "fake:model"])),
        trace=draw(st.none() | traces),
    )


def is_labelled(answer: Answer) -> bool:
    return answer.outcome is Outcome.ANSWERED and bool(answer.claims)


def check_limits(message: Message) -> None:
    """Every limit of Discord on what we send."""
    title, description = (
        (message.embed.title, message.embed.description) if message.embed else ("-", "-")
    )
    assert 0 < size(message.content.strip()) <= 2000
    assert 0 < size(title) <= 256
    assert 0 < size(description.strip()) <= 4096
    assert size(title) + size(description) <= 6000
    assert len(message.rows) <= 5
    assert all(0 < len(row) <= 5 for row in message.rows)
    pressed = [b for row in message.rows for b in row]
    assert all(0 < len(b.label) <= 80 and 0 < len(b.id) <= 100 for b in pressed)
    assert len({b.id for b in pressed}) == len(pressed)
    assert message.picture is None or 0 < size(message.picture.alt) <= 1024


def check_marks(texts: Iterable[str], urls: Iterable[str | None]) -> list[Rendering]:
    """No mark but ours, no link but to a source, and each of them whole."""
    known = {address(url, 900) for url in urls if url} | {JUMP}
    made = [rendered(text) for text in texts]
    for text, seen in zip(texts, made, strict=True):
        assert alive(text) == []
        assert {kind for kind, _ in seen.marks} <= OURS
        assert set(seen.of("link")) <= known
        assert all(re.fullmatch(r"<t:-?\d+:D>", t) for t in seen.of("timestamp"))
        assert seen.text.count("<t:") >= len(seen.of("timestamp"))
    return made


def parts_of(message: Message) -> list[str]:
    return [message.content, *([message.embed.description] if message.embed else [])]


def check_quotations(quotes: Iterable[str], known: set[str]) -> None:
    """Each is word for word a quotation of the answer, or a marked beginning of one."""
    for line in quotes:
        shown = rendered(line).text.removeprefix("our summary: ")
        if not shown.startswith("“"):
            assert shown.startswith("[")  # the line of its source
        elif shown.endswith(f"” … {REST}"):
            begun = shown[1 : -len(f"” … {REST}")]
            assert begun
            assert any(q.startswith(begun) and q != begun for q in known)
        else:
            assert shown[1:-1] in known
            assert shown[-1] == "”"


@settings(max_examples=80)
@given(answers(), st.booleans())
def test_an_answer_keeps_every_limit_and_makes_no_mark_but_ours(
    answer: Answer, superseded: bool
) -> None:
    label = answer.claims[0].label if answer.claims else None
    newer = (
        Superseded(date(2024, 3, 9), label, NewerLink("newer answer", JUMP)) if superseded else None
    )
    message = answer_message(answer, {"ferry"}, ID, newer)
    check_limits(message)
    made = check_marks(parts_of(message), (c.url for c in answer.citations))
    known = {one_line(c.quote) for c in answer.citations}
    check_quotations((quote for seen in made for quote in seen.of("quote")), known)
    for button in (b for row in message.rows for b in row):
        assert any(p.fullmatch(button.id) for p in PATTERNS)


@pytest.mark.parametrize("unit", ["*", "a ", "* ", "👩", "x"])
@pytest.mark.parametrize("superseded", [True, False])
def test_the_longest_of_everything_still_fits(unit: str, superseded: bool) -> None:
    long, url = unit * 2000, "https://gazette.example/" + "x" * 276
    label = Label(Status.UNCONFIRMED, tuple(Qualifier), long)
    cited = [
        a_citation(n, title=long, publisher=long, quote=long, url=url, pages=(1, 99999))
        for n in (1, 2, 3)
    ]
    answer = an_answer(
        question=long,
        as_of_in_question=True,
        text=long,
        later=long,
        claims=(a_claim(text=long, label=label, citations=(1, 2, 3)),) * 3,
        citations=tuple(cited),
        trace=a_trace(model=long, steps=(long,)),
    )
    newer = Superseded(date(2024, 3, 9), label, NewerLink(long, JUMP)) if superseded else None
    check_limits(answer_message(answer, {"mill-bridge"}, ID, newer))


@settings(max_examples=60)
@given(answers())
def test_the_first_line_is_the_label_of_the_answer_and_its_claim_is_never_dropped(
    answer: Answer,
) -> None:
    message = answer_message(answer, (), ID)
    seen = rendered(message.content)
    if not is_labelled(answer):
        assert seen.text.startswith("No answer. ")
        assert not {"CONFIRMED", "UNCONFIRMED"} & set(seen.of("bold"))
        assert not LABEL.match(seen.text)
        return
    claim = answer.claims[0]
    assert seen.text.startswith(f"{claim.label.status.value.upper()}:")
    assert seen.of("bold")[0] == claim.label.status.value.upper()
    cited = [c for n in claim.citations for c in answer.citations if c.n == n]
    if cited:
        first = cited[0]
        source = next(line for line in seen.text.split("\n") if line.startswith(f"[{first.n}] "))
        assert timestamp(first.published) in source


@settings(max_examples=60)
@given(answers())
def test_no_claim_is_shown_without_a_label_that_is_its_own(answer: Answer) -> None:
    """Beside it, unless it is that of the first line."""
    if not is_labelled(answer):
        return
    plan = plan_of(answer)
    first = answer.claims[0].label.status
    for line in plan.lines:
        own = answer.claims[line.claim].label.status
        assert own is first or line.role is Role.SAID or line.label is not None
        if line.label is not None:
            assert own.value.upper() in line_text(line)


def pieces_of(pages: Iterable[str]) -> str:
    """All that stands between quotation marks in block quotes, without white space."""
    quotes = (rendered(q).text for page in pages for q in rendered(page).of("quote"))
    inner = (re.search("“(.*)”", q) for q in quotes if not q.startswith(("[", "in ")))
    return "".join("".join(found[1].split()) for found in inner if found)


@settings(max_examples=25)
@given(answers(most=6), st.booleans())
def test_sources_leave_nothing_out(answer: Answer, placed: bool) -> None:
    source = Source("mill-bridge", "T", "P", date(2024, 3, 5), "", url="https://a.example")
    passage = Passage(source, (Sentence("mill-bridge", 0, 0, 0, ""),))
    pages = sources_pages(answer, [passage] if placed else ())
    for page in range(1, len(pages) + 1):
        check_limits(page_message(pages, page, f"onrecord:sources:{ID}:{{}}"))
    check_marks(pages, (c.url for c in answer.citations))
    if answer.citations:
        said = ("".join(one_line(c.quote).split()) for c in answer.citations)
        assert pieces_of(pages) == "".join(said)


@settings(max_examples=25)
@given(
    st.lists(st.builds(a_claim, text=texts, label=labels), max_size=2), st.lists(rows, max_size=9)
)
def test_why_leaves_nothing_out(claims: list[Claim], evidence: list[object]) -> None:
    claims = [a_claim(text=c.text, label=c.label, evidence=tuple(evidence)) for c in claims]
    pages = why_pages(claims)
    for page in range(1, len(pages) + 1):
        check_limits(page_message(pages, page, f"onrecord:why:{ID}:{{}}"))
    check_marks(pages, ())
    said = ("".join(one_line(row.quote).split()) for claim in claims for row in claim.evidence)
    assert pieces_of(pages) == "".join(said)


@settings(max_examples=25)
@given(texts, addresses, HOSTILE, st.integers(0, 40))
def test_a_list_of_sources_keeps_every_limit(
    text: str, url: str | None, query: str, count: int
) -> None:
    source = Source(text, text, text, date(2024, 3, 5), "", url=url)
    pages = source_list_pages([source] * count, query)
    for page in range(1, len(pages) + 1):
        check_limits(page_message(pages, page, f"onrecord:list:{{}}:{query}"))
    check_marks(pages, [url])
    listed = [mark for page in pages for mark in rendered(page).of("subtext")]
    assert len(listed) == count


@settings(max_examples=25)
@given(answers(), texts, st.none() | labels, st.lists(texts, max_size=9))
def test_messages_that_are_no_answers_keep_every_limit(
    answer: Answer, text: str, label: Label | None, ids: list[str]
) -> None:
    causes = tuple(Cause(i, Happened.ADDED) for i in ids)
    event = StatusEvent(text, answer.as_of, label, label, causes, MOMENT)
    facts = [(text, other) for other in ids * 9]
    messages = [
        timeline_message(answer, ID, b"png"),
        notice_message(event),
        status_message(facts),
        help_message(facts),
        error_message(text, text),
    ]
    for message in messages:
        check_limits(message)
        check_marks(parts_of(message), (c.url for c in answer.citations))


def test_where_everything_is_as_long_as_it_can_be_the_first_claim_is_still_whole() -> None:
    long, day = "_ " * 3000, date(1900, 1, 2)
    cited = tuple(
        a_citation(
            n,
            source_id="ferry",
            title=long,
            publisher=long,
            published=date(1900, 1, 1),
            stated=day,
            url="https://a.example/" + "x" * 282,
            quote="_________ " * 900,
            pages=(9999, 99999),
        )
        for n in (998, 999)
    )
    label = Label(Status.UNCONFIRMED, tuple(Qualifier), long)
    claim = a_claim(text=long, label=label, citations=(998, 999))
    answer = an_answer(
        question=long,
        as_of=day,
        text=long,
        claims=(claim, claim),
        citations=cited,
        later=long,
        as_of_in_question=True,
    )
    message = answer_message(
        answer, {"ferry"}, ID, Superseded(day, label, NewerLink("newer answer", JUMP))
    )
    check_limits(message)
    assert re.search(r"\\\[998\\\]\\\[999\\\] \(shortened", message.content)
    assert r"-# \[998\] \_" in message.content
    assert "press Sources" in message.content
