"""The judge as it is installed: ragas, LangChain and real HTTP, against a scripted server."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.judging import CORRECTNESS, FAITHFULNESS, RELEVANCY
from retrieval.onnx_embedding import OnnxEmbedder
from tests.fakes_chat_server import ChatServer, serving
from tests.fakes_place import PROCESS, QUESTION, Place, Ran

pytestmark = pytest.mark.skipif(
    find_spec("ragas") is None, reason='needs pip install "onrecord[judged]"'
)
KEY = "sk-test-0123456789abcdef"
STRIKE = "Which rise does the ferrymen's union ask for?"
ASKED_BACK = "What does the union want?"
SET = f"""
- id: bridge
  question: "{QUESTION}"
  expect: {{outcome: answered, facts: [barge]}}
- id: strike
  question: "{STRIKE}"
  expect: {{outcome: answered, facts: [[7 percent, seven percent]]}}
- id: divers
  question: "What did divers find below the water?"
  expect: {{outcome: answered, facts: [crack]}}
- id: chapel
  question: "Who painted the Sistine Chapel?"
  expect: {{outcome: nothing_found}}
"""
_DATA = re.compile(r"input: (\{.*\})\s*Output:", re.DOTALL)


def script(prompt: str, nth: int) -> str | tuple[int, str]:
    """A model that agrees with what it reads, but for three flaws.

    It doubts the first statement of an answer when asked for the second time; of the divers it
    writes prose where a question was asked for, and refuses all else with an error that repeats
    the key.
    """
    if "Now perform the same" not in prompt:
        return "Hello to you!"
    data = json.loads(_DATA.findall(prompt.rpartition("Now perform the same")[2])[0])
    if "AnswerRelevanceOutput" in prompt:
        return asked_back(data["response"])
    if "crack" in json.dumps(data):
        return 400, f"the key {KEY} may not see this"
    if "NLIStatementOutput" in prompt:
        return verdicts(data["statements"], doubted=nth == 1)
    if "ClassificationWithReason" in prompt:
        return classes(data["answer"])
    return json.dumps({"statements": re.split(r"(?<=\.)\s+", data["answer"])})


def asked_back(answer: str) -> str:
    if "crack" in answer:
        return "I would rather not ask."
    question = QUESTION if "barge" in answer else ASKED_BACK
    return f"```json\n{json.dumps({'question': question, 'noncommittal': 0})}\n```"


def verdicts(statements: list[str], doubted: bool) -> str:
    rows: list[dict[str, Any]] = [
        {"statement": s, "reason": "it is there", "verdict": 1} for s in statements
    ]
    rows[0]["verdict"] = 0 if doubted else 1
    return json.dumps({"statements": rows})


def classes(statements: list[str]) -> str:
    """Of the answer, what holds a fact is true; no fact is missing."""
    held = [bool(re.search("barge|percent", s)) for s in statements]
    rows = [{"statement": s, "reason": "so it is"} for s in statements]
    right = [row for row, holds in zip(rows, held, strict=True) if holds]
    wrong = [row for row, holds in zip(rows, held, strict=True) if not holds]
    return json.dumps({"TP": right, "FP": wrong, "FN": []})


def judged_by(server: ChatServer, place: Place, folder: Path) -> Ran:
    """The command as a process of its own, which reaches nothing but through the server."""
    (folder / "set.yaml").write_text(SET, encoding="utf-8")
    environment = {
        "ONRECORD_MODEL": "openai:scripted",
        "ONRECORD_MODEL_BASE_URL": f"{server.address}/v1",
        "OPENAI_API_KEY": KEY,
        "HOME": str(folder / "person"),
        "NO_PROXY": "127.0.0.1",
        **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), server.address),
    }
    proxies = {name.lower(): value for name, value in environment.items() if "PROXY" in name}
    flags = ("--judged", "--json", "e.json", "--html", "e.html")
    done = subprocess.run(
        [sys.executable, "-m", "bot", "eval", "set.yaml", *flags],
        env=os.environ | place.environment | PROCESS | environment | proxies,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def test_ragas_judges_by_the_configured_model_alone(
    indexed: Place, model_folder: Path, tmp_path: Path
) -> None:
    with serving(ChatServer(script)) as server:
        ran = judged_by(server, indexed, tmp_path)
    assert ran.code == 0, ran.err
    kept = (tmp_path / "e.json").read_text(encoding="utf-8")
    judged = json.loads(kept)["judged"]
    assert re.fullmatch(r"openai:scripted, ragas 0\.4\.\d+", judged["judge"])
    metrics = {metric["name"]: metric for metric in judged["metrics"]}
    scores = {item["id"]: item["scores"] for item in judged["items"]}

    # One statement of the bridge and two of the strike, the first doubted once in three runs.
    assert sorted(scores["bridge"][FAITHFULNESS]) == [0.0, 1.0, 1.0]
    assert sorted(scores["strike"][FAITHFULNESS]) == [0.5, 1.0, 1.0]
    assert metrics[FAITHFULNESS]["mean"] == pytest.approx(0.75)
    assert metrics[FAITHFULNESS]["deviation"] > 0

    # Asked back word for word, and otherwise: the cosine is that of our own embedder.
    one, other = OnnxEmbedder(model_folder).embed([STRIKE, ASKED_BACK])
    assert scores["bridge"][RELEVANCY] == pytest.approx([1.0] * 3, abs=1e-4)
    assert scores["strike"][RELEVANCY] == pytest.approx([float(one @ other)] * 3, abs=1e-4)

    # All of the bridge's; of the strike's precision 1/2, recall 1, so F2 is 5/2 over 3.
    assert scores["bridge"][CORRECTNESS] == pytest.approx([1.0] * 3)
    assert scores["strike"][CORRECTNESS] == pytest.approx([2.5 / 3] * 3)

    # What failed is unscored for its reason, and the key is in none.
    assert {name: metric["n"] for name, metric in metrics.items()} == dict.fromkeys(metrics, 2)
    assert scores["divers"] == {name: [None] * 3 for name in metrics}
    (prose,), (refused,) = (metrics[n]["unscored"] for n in (RELEVANCY, FAITHFULNESS))
    assert prose == {"reason": "the model's reply is not the JSON that was asked for", "items": 1}
    assert refused["items"] == 1
    assert "the key ******** may not see this" in refused["reason"]
    page = (tmp_path / "e.html").read_text(encoding="utf-8")
    assert KEY not in ran.out + ran.err + kept + page

    # A greeting; in each of three runs 8 calls for each of two items and 4 for the third.
    assert server.lines == ["POST /v1/chat/completions"] * (1 + 3 * (2 * 8 + 4))
    assert server.keys == {f"Bearer {KEY}"}
    assert list((tmp_path / "person").rglob("*ragas*")) == []


def test_a_model_that_cannot_be_reached_is_said_before_a_question_is_asked(
    indexed: Place, tmp_path: Path
) -> None:
    with serving(ChatServer(lambda prompt, nth: (401, f"no such key: {KEY}"))) as server:
        ran = judged_by(server, indexed, tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert ran.error.startswith("openai:scripted: ")
    assert "Error code: 401" in ran.error
    assert ran.error.endswith("; check the model's name, its key and ONRECORD_MODEL_BASE_URL")
    assert KEY not in ran.err
    assert server.lines == ["POST /v1/chat/completions"]
