"""`onrecord eval --judged`: what it needs, what it prints and keeps, and that it never gates."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.evaluation_judged import Judges
from bot.evaluation.judging import CORRECTNESS, FAITHFULNESS, JUDGED, RELEVANCY, Case
from tests.fakes_judges import FakeJudge
from tests.fakes_place import QUESTION, Place, Ran

SET = f"""
- id: bridge-01
  question: "{QUESTION}"
  type: factoid
  expect: {{outcome: answered, facts: [barge], sources: [mill-bridge]}}
- id: strike-01
  question: "Which rise does the ferrymen's union ask for?"
  type: numeric
  expect: {{outcome: answered, facts: [[9, nine]], sources: [ferry-strike]}}
- id: bridge-02
  question: "Who painted the Sistine Chapel?"
  type: unanswerable
  expect: {{outcome: nothing_found}}
"""
KEY = "sk-test-0123456789abcdef"
installed = find_spec("ragas") is not None


@pytest.fixture
def questions(indexed: Place, tmp_path: Path) -> str:
    """Three questions, of which two are answered."""
    for journal in (indexed.home / "evaluations").glob("*"):
        journal.unlink()
    path = tmp_path / "set.yaml"
    path.write_text(SET, encoding="utf-8")
    return str(path)


def run_with(judge: FakeJudge, place: Place, *arguments: str) -> Ran:
    """The command with this judge in place of the configured one."""
    judges = Judges(lambda settings, progress: judge)
    result = CliRunner().invoke(app, arguments, env=place.environment, obj=judges)
    return Ran(result.exit_code, result.stdout, result.stderr)


def rule(metric: str, case: Case, nth: int) -> float | str:
    """The strike's facts cannot be judged, all else is 0.5."""
    return "the model is busy" if metric == CORRECTNESS and "union" in case.question else 0.5


def rows_of(out: str) -> dict[str, list[str]]:
    rows = (line.split("\t") for line in out.splitlines() if "\t" in line)
    return {row[0]: row[1:] for row in rows if row[0] in JUDGED}


def test_judged_metrics_stand_below_the_others_with_their_spread(
    indexed: Place, questions: str
) -> None:
    ran = run_with(FakeJudge(rule), indexed, "eval", questions, "--judged")
    assert ran.code == 0
    assert "Judged by fake:judge, 3 runs; judged metrics never gate.\n" in ran.out
    assert rows_of(ran.out) == {
        FAITHFULNESS: ["0.500", "0.500 to 0.500", "0.000", "2", "0"],
        RELEVANCY: ["0.500", "0.500 to 0.500", "0.000", "2", "0"],
        CORRECTNESS: ["0.500", "0.500 to 0.500", "0.000", "1", "1"],
    }
    assert "answer_correctness: 1 unscored, the model is busy" in ran.out
    assert ran.err == "Answering 3 questions…\nCollecting 18 judgements…\n"


def test_everything_a_judge_said_is_kept_in_the_json_and_shown_on_the_page(
    indexed: Place, questions: str, tmp_path: Path
) -> None:
    kept, page = tmp_path / "e.json", tmp_path / "e.html"
    flags = ("--judged", "--judge-runs", "4", "--json", str(kept), "--html", str(page))
    assert run_with(FakeJudge(rule), indexed, "eval", questions, *flags).code == 0
    judged = json.loads(kept.read_text(encoding="utf-8"))["judged"]
    assert (judged["judge"], judged["runs"]) == ("fake:judge", 4)
    assert judged["metrics"][2]["unscored"] == [{"reason": "the model is busy", "items": 1}]
    assert [item["id"] for item in judged["items"]] == ["bridge-01", "strike-01"]
    assert judged["items"][1]["scores"][CORRECTNESS] == [None] * 4
    assert "fake:judge read every answer in 4 runs" in page.read_text(encoding="utf-8")


def test_without_judged_no_judge_is_asked_and_nothing_of_it_kept(
    indexed: Place, questions: str, tmp_path: Path
) -> None:
    judge, kept = FakeJudge(), tmp_path / "e.json"
    ran = run_with(judge, indexed, "eval", questions, "--json", str(kept))
    assert (ran.code, judge.asked) == (0, [])
    assert "judged" not in json.loads(kept.read_text(encoding="utf-8"))
    assert "udged" not in ran.out


def test_a_bad_judgement_changes_no_exit_code_and_no_comparison(
    indexed: Place, questions: str, tmp_path: Path
) -> None:
    old = tmp_path / "old.json"
    assert run_with(FakeJudge(), indexed, "eval", questions, "--json", str(old)).code == 0
    worst = FakeJudge(lambda *_: 0.0)
    ran = run_with(worst, indexed, "eval", questions, "--judged", "--compare", str(old))
    assert ran.code == 0
    assert rows_of(ran.out)[FAITHFULNESS][0] == "0.000"
    assert not set(JUDGED) & set(ran.out.partition("items compared")[2].split())


def test_a_judge_that_always_fails_measures_nothing_and_the_rest_stands(
    indexed: Place, questions: str
) -> None:
    ran = run_with(FakeJudge(lambda *_: "it is gone"), indexed, "eval", questions, "--judged")
    assert ran.code == 0
    assert rows_of(ran.out)[RELEVANCY] == ["–", "", "–", "0", "2"]
    assert "fact_recall\t0.500" in ran.out


def test_an_interruption_of_the_judge_keeps_the_answers(indexed: Place, questions: str) -> None:
    def interrupted(metric: str, case: Case, nth: int) -> float:
        raise KeyboardInterrupt

    ran = run_with(FakeJudge(interrupted), indexed, "eval", questions, "--judged")
    assert (ran.code, ran.out) == (130, "")
    again = run_with(FakeJudge(), indexed, "eval", questions, "--judged")
    assert again.code == 0
    assert "3 of 3 answers are kept from before" in again.err


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--judged"], "ONRECORD_MODEL: is not set, and --judged needs a model; set it to provid"),
        (
            ["--judged", "--judge-runs", "2"],
            "'--judge-runs': Input should be greater than or eq",
        ),
        (["--judge-runs", "3"], "--judge-runs: nothing is judged without --judged; add it"),
        (["--judged", "--fail-under", "faithfulness=0.9"], "judged metrics never gate"),
    ],
)
def test_bad_usage_exits_with_2_and_one_line(
    indexed: Place, questions: str, arguments: list[str], problem: str
) -> None:
    ran = indexed.run("eval", questions, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert problem in ran.error


@pytest.mark.skipif(installed, reason="ragas is installed")
def test_without_the_extra_the_cure_is_named(indexed: Place, questions: str) -> None:
    ran = indexed.run("eval", questions, "--judged", ONRECORD_MODEL="openai:any")
    assert (ran.code, ran.out) == (2, "")
    assert ran.error.endswith('pip install "onrecord[judged]"')


@pytest.mark.parametrize("model", ["gpt", "openai:", ":gpt"])
def test_a_model_is_written_with_its_provider(place: Place, model: str) -> None:
    ran = place.run("status", ONRECORD_MODEL=model)
    assert (ran.code, ran.error) == (
        2,
        "ONRECORD_MODEL: must be provider:name, as in openai:gpt-5-mini; correct or unset it",
    )


def test_status_shows_the_model_and_no_secret(indexed: Place) -> None:
    ran = indexed.run(
        "status",
        ONRECORD_MODEL="ollama:llama3.2:3b",
        ONRECORD_MODEL_BASE_URL="https://ada:hidden@models.example/v1",
        OPENAI_API_KEY=KEY,
    )
    assert "ONRECORD_MODEL\tollama:llama3.2:3b\tenvironment\n" in ran.out
    assert "ONRECORD_MODEL_BASE_URL\thttps://********@models.example/v1\tenvironment" in ran.out
    assert "hidden" not in ran.out
    assert KEY not in ran.out
    assert "ONRECORD_MODEL\t(unset)\t" in indexed.run("status", ONRECORD_MODEL=" ").out
