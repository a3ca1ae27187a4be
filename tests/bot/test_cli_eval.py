"""`onrecord eval` and `onrecord feedback`: from a file of questions to figures and exit codes."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bot.evaluation.loading import SHIPPED, load_set
from bot.evaluation.metrics import METRICS
from bot.state.feedback import STATE_FILE, FeedbackStore
from bot.state.ratings import Feedback, Reason, Verdict
from tests.fakes_answers import an_answer
from tests.fakes_place import PROCESS, QUESTION, Place

SET = f"""
- id: bridge-01
  question: "{QUESTION}"
  type: factoid
  expect:
    outcome: answered
    facts: [barge]
    sources: [mill-bridge]
    passages: [{{source: mill-bridge, quote: The Mill Bridge is closed because a barge}}]
- id: strike-01
  question: "Which rise does the ferrymen's union ask for?"
  type: numeric
  expect: {{outcome: answered, facts: [[9, nine]], sources: [ferry-strike]}}
- id: bridge-02
  question: "Who painted the Sistine Chapel?"
  type: unanswerable
  expect: {{outcome: nothing_found}}
"""
TOO_EARLY = """
- id: early
  question: "Why is the Mill Bridge closed?"
  as_of: 1999-01-01
  expect: {outcome: answered, facts: [barge]}
"""


@pytest.fixture
def questions(indexed: Place, tmp_path: Path) -> str:
    """The set above; one item, strike-01, expects a fact that no source holds."""
    path = tmp_path / "set.yaml"
    path.write_text(SET, encoding="utf-8")
    return str(path)


@pytest.fixture(autouse=True)
def _no_journals(indexed: Place) -> None:
    """No test goes on from what another left."""
    for path in journals(indexed):
        path.unlink()


def table(out: str) -> dict[str, list[str]]:
    """The rows of the piped table by metric."""
    rows = (line.split("\t") for line in out.splitlines() if "\t" in line)
    return {row[0]: row[1:] for row in rows}


def journals(place: Place) -> list[Path]:
    return sorted((place.home / "evaluations").glob("*"))


def test_a_set_is_asked_and_every_metric_printed(indexed: Place, questions: str) -> None:
    ran = indexed.run("eval", questions)
    assert ran.code == 0
    rows = table(ran.out)
    assert list(rows) == [metric.name for metric in METRICS]
    assert rows["fact_recall"][0] == "0.500"
    assert rows["fact_recall"][2:] == ["2", "≥ 0.85", "missed"]
    assert rows["quotes_found"][0] == "1.000"
    assert rows["recall_at_5"][2] == "1"
    assert rows["errors"][0] == "0"
    assert "strike-01 (numeric): fact missing: 9 | nine" in ran.out
    assert ran.err == "Answering 3 questions…\n"
    assert journals(indexed) == []


def test_everything_is_kept_in_the_files_that_are_named(
    indexed: Place, questions: str, tmp_path: Path
) -> None:
    names = [tmp_path / f"out.{kind}" for kind in ("json", "html", "xml")]
    flags = ("--json", str(names[0]), "--html", str(names[1]), "--junit", str(names[2]))
    assert indexed.run("eval", questions, *flags).code == 0
    kept = json.loads(names[0].read_text(encoding="utf-8"))
    assert [item["id"] for item in kept["items"]] == ["bridge-01", "strike-01", "bridge-02"]
    assert kept["complete"] is True
    assert kept["set"]["name"] == "set.yaml"
    assert kept["corpus"]["folder"] == str(indexed.corpus.resolve())
    assert re.fullmatch(r"[\w.]+\+[0-9a-f]{12}", kept["version"])
    assert "bridge-02" in names[1].read_text(encoding="utf-8")
    assert len(ET.parse(names[2]).getroot()) == 3


def test_items_are_chosen_and_floors_decide_the_exit_code(indexed: Place, questions: str) -> None:
    held = ("--fail-under", "fact_recall=1", "--fail-under", "errors=0,latency_p50_ms=60000")
    assert indexed.run("eval", questions, "--only", "id=bridge-01", *held).code == 0
    ran = indexed.run("eval", questions, "--only", "type=numeric,factoid", *held)
    assert ran.code == 1
    assert ran.err.splitlines()[-1] == ("onrecord: fact_recall is 0.5, at least 1 was asked for")


def test_answers_are_the_same_with_several_jobs(
    indexed: Place, questions: str, tmp_path: Path
) -> None:
    texts = []
    for jobs in ("1", "3"):
        kept = tmp_path / f"{jobs}.json"
        assert indexed.run("eval", questions, "--jobs", jobs, "--json", str(kept)).code == 0
        items = json.loads(kept.read_text(encoding="utf-8"))["items"]
        texts.append([(item["id"], item["answer"]["text"]) for item in items])
    assert texts[0] == texts[1]


def test_a_comparison_stands_below_the_figures(
    indexed: Place, questions: str, tmp_path: Path
) -> None:
    old, page = tmp_path / "old.json", tmp_path / "new.html"
    assert indexed.run("eval", questions, "--json", str(old)).code == 0
    ran = indexed.run("eval", questions, "--compare", str(old), "--html", str(page))
    assert ran.code == 0
    assert "3 items compared between" in ran.out
    assert page.stat().st_size


def test_a_failed_question_is_an_error_and_only_it_is_asked_again(
    indexed: Place, questions: str
) -> None:
    mixed = Path(questions).with_name("mixed.yaml")
    mixed.write_text(SET + TOO_EARLY, encoding="utf-8")
    ran = indexed.run("eval", str(mixed))
    assert ran.code == 1
    last = ran.err.splitlines()[-1]
    assert last.startswith("onrecord: 1 of 4 questions failed, the same command asks only these ")
    assert "the first was early: BadDate: no source is as old as 1999-01-01" in last
    assert table(ran.out)["errors"][0] == "1"
    assert table(ran.out)["refused_on_answerable"][2] == "2"
    assert len(journals(indexed)) == 1
    again = indexed.run("eval", str(mixed))
    assert "3 of 4 answers are kept from before; --fresh asks them again" in again.err
    fresh = indexed.run("eval", str(mixed), "--fresh")
    assert "kept from before" not in fresh.err


def test_an_empty_set_measures_nothing_and_meets_no_floor(indexed: Place, tmp_path: Path) -> None:
    (tmp_path / "none.yaml").write_text("[]")
    ran = indexed.run("eval", str(tmp_path / "none.yaml"))
    assert ran.code == 0
    assert {row[0] for row in table(ran.out).values()} <= {"–", "0"}
    ran = indexed.run("eval", str(tmp_path / "none.yaml"), "--fail-under", "fact_recall=0")
    assert (ran.code, ran.error) == (1, "fact_recall was not measured")


def test_a_set_for_another_corpus_is_noticed(indexed: Place) -> None:
    ran = indexed.run("eval", "--only", "id=ship-01,ship-29")
    assert ran.code == 0
    assert "1 of 2 items expect sources that this corpus lacks (ship-01); is this the " in ran.err


def test_a_gold_passage_that_stands_nowhere_is_noticed(indexed: Place, questions: str) -> None:
    Path(questions).write_text(SET.replace("because a barge", "since a barge"), encoding="utf-8")
    ran = indexed.run("eval", questions)
    assert (
        "item bridge-01: passages: 'The Mill Bridge is closed since a barge' does not " in ran.err
    )
    assert table(ran.out)["recall_at_5"][0] == "–"


def test_drafts_are_left_out_and_said(indexed: Place, questions: str) -> None:
    Path(questions).write_text(SET.replace("  type: numeric", "  draft: true"), encoding="utf-8")
    ran = indexed.run("eval", questions)
    assert "left out as drafts: strike-01\n" in ran.err
    assert table(ran.out)["fact_recall"][0] == "1.000"


MISUSES: dict[str, tuple[Sequence[str], str]] = {
    "no such set": (["no.yaml"], "no.yaml: there is no such question set; check the path, "),
    "an unknown metric": (["--fail-under", "facts=1"], "the metrics are outcome_accuracy, "),
    "a floor that is no number": (["--fail-under", "mrr=x"], "'x' is no number"),
    "an unknown type": (["--only", "type=numerc"], "did you mean numeric?"),
    "an unknown composer": (["--composer", "poet"], "extractive"),
    "no jobs": (["--jobs", "0"], "greater than or equal to 1"),
    "no older evaluation": (["--compare", "no.json"], "no.json: cannot be read"),
    "no folder for the output": (["--json", "no/out.json"], "--json: no/out.json cannot be "),
    "a folder as the output": (["--html", "."], "--html: . cannot be written; name a file"),
    "an example in another format": (["--init", "a.csv"], "a.csv must end in .yaml"),
}


@pytest.mark.parametrize(("arguments", "problem"), MISUSES.values(), ids=MISUSES.keys())
def test_bad_usage_exits_with_2_and_one_line(
    indexed: Place, arguments: Sequence[str], problem: str
) -> None:
    ran = indexed.run("eval", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert problem in ran.error


def test_the_example_is_written_once_and_can_be_run(place: Place) -> None:
    ran = place.run("eval", "--init", "mine.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "wrote mine.yaml; edit it, then run `onrecord eval mine.yaml`\n"
    again = place.run("eval", "--init", "mine.yaml")
    assert (again.code, again.error) == (2, "--init: mine.yaml exists; name a new file")
    assert place.run("eval", "mine.yaml").code == 0


def test_the_shipped_set_fits_the_shipped_corpus() -> None:
    shipped = load_set(SHIPPED)
    kinds = {item.type for item in shipped.items}
    assert len(shipped.items) == 36
    assert {"numeric", "status", "who_said", "factoid", "opinion", "false_premise"} < kinds
    assert {"as_of", "two_source", "timeline", "near_miss", "adversarial", "unanswerable"} < kinds
    assert sum(bool(item.expect.passages) for item in shipped.items) >= 15
    assert sum(item.expect.status is None for item in shipped.items) == 8


def test_ctrl_c_keeps_what_is_done_and_the_next_run_goes_on(indexed: Place, tmp_path: Path) -> None:
    many = tmp_path / "many.yaml"
    item = SET.split("- id: strike-01")[0]
    many.write_text("".join(item.replace("bridge-01", f"b-{n}") for n in range(400)))
    with _started(indexed, tmp_path, "eval", str(many)) as process:
        _wait_for_lines(indexed, 5)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
    assert process.returncode == 130
    last = err.splitlines()[-1]
    done = re.fullmatch(
        r"onrecord: interrupted after (\d+) of 400; the same command goes on from there", last
    )
    assert done, err
    assert table(out)["errors"][2] == done[1]
    (journal,) = journals(indexed)
    assert len(journal.read_text().splitlines()) >= int(done[1]) >= 5
    rest = indexed.run("eval", str(many))
    assert rest.code == 0
    assert " of 400 answers are kept from before" in rest.err
    assert table(rest.out)["errors"][2] == "400"
    assert journals(indexed) == []


@contextmanager
def _started(place: Place, folder: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        env=os.environ | place.environment | PROCESS,
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _wait_for_lines(place: Place, count: int) -> None:
    for _ in range(1200):
        if any(len(path.read_text().splitlines()) >= count for path in journals(place)):
            return
        time.sleep(0.1)
    raise AssertionError("no answer was kept within two minutes")


def _rate(place: Place, question: str, *said: tuple[str, Verdict, Reason | None]) -> None:
    store = FeedbackStore(place.home / STATE_FILE)
    answer_id = store.log(an_answer(question=question))
    for person, verdict, reason in said:
        store.rate(Feedback(answer_id, person, verdict, reason, date(2026, 11, 23)))
    store.close()


def test_feedback_becomes_drafts(place: Place) -> None:
    _rate(place, "Is it shut?", ("ada", Verdict.GOOD, None))
    for person in ("ada", "bob"):
        _rate(place, "Who shut it?", (person, Verdict.BAD, Reason.LABEL))
    ran = place.run("feedback", "export", "drafts.yaml")
    assert (ran.code, ran.out) == (0, "2 added to drafts.yaml, 0 already there\n")
    text = (place.root / "drafts.yaml").read_text(encoding="utf-8")
    assert "rated bad (label) by 2" in text
    assert len(load_set(place.root / "drafts.yaml").drafts) == 2
    ran = place.run("feedback", "export", "drafts.yaml", "--only", "bad")
    assert ran.out == "0 added to drafts.yaml, 1 already there\n"


def test_no_feedback_is_said_and_no_file_made(place: Place) -> None:
    ran = place.run("feedback", "export", "drafts.yaml")
    assert (ran.code, ran.error) == (
        3,
        "no answer was rated yet; `:good` and `:bad` in `onrecord repl` do so",
    )
    assert not (place.root / "drafts.yaml").exists()
