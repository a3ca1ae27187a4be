"""What a person sees of a model that writes well, badly or not at all; over real HTTP.

For each draft and each fault: the screen, the exit code, the trace, the requests that were sent,
and that neither the label nor a quotation is any other than the sources allow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.assembly import open_assistant
from bot.rendering.json_format import answer_json
from bot.settings import load_settings
from bot.writing.retrying import TRIES
from retrieval.corpus import Corpus
from tests.fakes_chat_server import Hangs, Refused, Said, needs_openai
from tests.fakes_generative import (
    HARBOUR,
    HELD,
    KEY,
    MODEL,
    QUESTION,
    WORDS,
    Draft,
    Harbour,
    label_of,
    misplaced,
    moored,
    quoting,
    same,
    written_by,
)

pytestmark = needs_openai
BARE = "The four tanks at Gannet Quay contained thionyl chloride."
MARKS = "the text must be one or two plain sentences without marks"
UNUSABLE = "the model gave nothing to use: openai:scripted: "


@dataclass(frozen=True)
class Case:
    """A draft, what the trace says of it, and how many requests it took.

    `shown` is the text of the answer, None where the extractive one takes its place.
    """

    draft: Draft
    told: str
    requests: int = 2
    shown: str | None = None
    patience: str = "60"


@dataclass(frozen=True)
class Plain:
    """The answer without a model, and how it looks."""

    answer: dict[str, Any]
    screen: str


CASES = {
    "a good draft": Case(quoting(), "", 1, f"{HELD} [1]"),
    "an invented key": Case(quoting(key="k99"), "there is no passage 'k99'"),
    "an invented quotation": Case(
        quoting(words="The four tanks were full of poison."), "does not stand in passage"
    ),
    "a quotation from the other passage": Case(misplaced, "stands in another passage than"),
    "a stitched quotation": Case(
        quoting(words="The four tanks that stood at Gannet Quay ... left it under the wrong"),
        "is put together from several places",
    ),
    "a changed digit": Case(
        quoting("Corvane Chemicals said that on 7 March its four tanks held thionyl chloride."),
        "the date 7 March stands in no quoted sentence",
    ),
    "a changed figure": Case(
        quoting("Corvane Chemicals said that its 5 tanks contained thionyl chloride."),
        "the figure 5 stands in no quoted sentence",
    ),
    "attribution dropped": Case(quoting(BARE), "", 1, f"[Corvane Chemicals:] {BARE} [1]"),
    "a label in the text": Case(quoting(f"CONFIRMED: {HELD}"), MARKS),
    "a link in the text": Case(quoting(f"{HELD} See [it](https://evil.example)."), MARKS),
    "a mention in the text": Case(quoting(f"{HELD} @everyone"), MARKS),
    "broken JSON": Case(same('{"claims": [{"text": tanks}'), f"{UNUSABLE}the reply is not what"),
    "half a reply": Case(
        lambda p: Said(quoting()(p).model_dump_json(), half=True),  # type: ignore[union-attr]
        f"{UNUSABLE}OpenAIConnectionError: Connection error, tried 3 times; check the network",
        3,
    ),
    "an empty answer": Case(same(""), f"{UNUSABLE}the reply is empty", 1),
    "a refusal": Case(
        same(Said("", refusal="I would rather not.")),
        f"{UNUSABLE}the model refused (I would rather not.)",
        1,
    ),
    "too many requests": Case(
        same(Refused(429, "slow down", retry_after="1")),
        "tried 3 times; the server asks to wait 1 s; wait a while",
        3,
    ),
    "a server in trouble": Case(
        same(Refused(500)), "tried 3 times; the server is in trouble; ask again in a while", 3
    ),
    "a hanging connection": Case(same(Hangs()), "raise ONRECORD_MODEL_TIMEOUT", 1, None, "2"),
    "a wrong key": Case(same(Refused(401, f"bad key {KEY}")), "check the provider's key", 1),
    "a very long answer": Case(quoting("x" * 200_000), "the reply ran over 100,000 characters", 1),
}


@pytest.fixture(scope="module")
def bodies() -> dict[str, str]:
    return {source.id: source.body for source in Corpus(HARBOUR, HARBOUR).sources()}


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory, harbour_prepared: Path) -> Iterator[Harbour]:
    """One place for the whole table: nothing here changes what it holds."""
    place = moored(tmp_path_factory.mktemp("moored"), harbour_prepared)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place.root)
        yield place


@pytest.fixture(scope="module")
def plain(harbour: Harbour) -> Plain:
    return Plain(harbour.answer(), harbour.run("ask", QUESTION).out)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_person_gets_a_checked_answer_whatever_the_model_does(
    case: Case, harbour: Harbour, plain: Plain, bodies: dict[str, str]
) -> None:
    settings = {"ONRECORD_MODEL_CACHE": "false", "ONRECORD_MODEL_TIMEOUT": case.patience}
    with written_by(case.draft) as (server, turned_on):
        given = harbour.answer(**turned_on | settings)
        assert len(server.requests) == case.requests
        if case.requests == TRIES:  # which take seconds
            settings |= {"ONRECORD_MODEL_TIMEOUT": "0.5"}
        seen = harbour.run("ask", QUESTION, **turned_on | settings)
    assert (seen.code, seen.err) == (0, "")
    assert label_of(given) == label_of(plain.answer)
    assert given["text"] == (case.shown or plain.answer["text"])
    assert all(bodies[q["source_id"]][q["start"] : q["end"]] == q["quote"] for q in quotes(given))
    assert_told(case, given["trace"], seen.out, plain)
    assert KEY not in f"{given}{seen.out}"


def assert_told(case: Case, trace: dict[str, Any], screen: str, plain: Plain) -> None:
    """What the trace and the last line of the screen say of the model."""
    *answer, written = screen.splitlines()
    assert trace["model"] == MODEL
    if case.shown is None:
        assert case.told in "\n".join(trace["steps"])
        assert "\n".join(answer).strip() == plain.screen.strip()
        why = trace["steps"][-1].split(";")[0][:40]
        assert written.startswith(f"Extractive answer, since {MODEL} wrote none that holds: {why}")
        return
    assert (trace["steps"], trace["calls"]) == ([], 1)
    assert screen.splitlines()[:2] == plain.screen.splitlines()[:2]
    assert f"\n{case.shown}\n" in screen
    assert f"    “{WORDS}”\n" in screen
    assert written == f"Written by {MODEL} from these passages: 1 call, 120 tokens"


def quotes(given: dict[str, Any]) -> list[dict[str, Any]]:
    """Everything that is quoted in an answer."""
    return [*given["citations"], *(row for c in given["claims"] for row in c["evidence"])]


STREAMS = {
    "a good draft": Case(quoting(), "", 1, f"{HELD} [1]"),
    "half a stream": Case(
        lambda p: Said(quoting()(p).model_dump_json(), half=True),  # type: ignore[union-attr]
        f"{UNUSABLE}the reply broke off, tried 3 times; ask again",
        3,
    ),
    "signs of life and no word": Case(
        same(Hangs(dripping=True)), "no complete reply within 2 s", 1, None, "2"
    ),
    "a very long answer": Case(quoting("x" * 200_000), "the reply ran over 100,000 characters", 1),
}


@pytest.mark.parametrize("case", STREAMS.values(), ids=STREAMS.keys())
def test_a_draft_that_is_watched_is_held_to_the_same(
    case: Case, harbour: Harbour, plain: Plain, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    with written_by(case.draft) as (server, turned_on):
        terms = {"ONRECORD_MODEL_CACHE": "false", "ONRECORD_MODEL_TIMEOUT": case.patience}
        for name, value in (turned_on | terms).items():
            monkeypatch.setenv(name, value)
        assistant = open_assistant(load_settings(home=harbour.home, corpus=HARBOUR))
        given = answer_json(assistant.ask(QUESTION, heard=heard.append))
        assert len(server.requests) == case.requests
    assert all(request["stream"] for request in server.requests)
    assert label_of(given) == label_of(plain.answer)
    assert given["text"] == (case.shown or plain.answer["text"])
    assert case.told in "".join(given["trace"]["steps"])
    assert ('"text":"' in "".join(heard)) is ("within" not in case.told)
