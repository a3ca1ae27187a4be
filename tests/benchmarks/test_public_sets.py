"""The public sets: measures by hand, native formats in miniature, plain bm25."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from pathlib import Path

import numpy as np
import pytest
from train_factuality import fit

from public import factuality_sets, retrieval_sets, support_sets
from public.abstention_sets import clapnq, mtrag
from public.bm25 import Bm25
from public.factuality_group import LABELS, at_event, label_scores
from public.factuality_sets import Event
from public.files import lines_of
from public.measures import auc, f1, macro_f1, ranking
from public.near_misses import near_misses, read_tokens
from public.support_sets import Pair
from public.support_verdicts import verdicts
from public.tables import Table

from tests.fakes import FakeEmbedder


def write_lines(path: Path, *rows: object) -> None:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


def test_a_ranking_is_measured_by_hand() -> None:
    gold = frozenset({"a", "b"})
    recall, reciprocal, gain = ranking(["x", "a", "y", "z", "w", "b"], gold)
    assert (recall, reciprocal) == (0.5, 0.5)
    assert gain == pytest.approx((1 / 1.58496 + 1 / 2.80735) / (1 + 1 / 1.58496), abs=1e-4)
    assert ranking(["a", "b"], gold) == (1.0, 1.0, 1.0)
    assert ranking([], gold) == (0.0, 0.0, 0.0)


def test_a_first_hit_beyond_ten_counts_nothing() -> None:
    assert ranking([f"x{n}" for n in range(10)] + ["a"], frozenset({"a"})) == (0.0, 0.0, 0.0)


def test_separation_counts_ties_half_and_is_none_without_a_side() -> None:
    assert auc([0.9, 0.5], [0.5, 0.1]) == 0.875
    assert auc([], [0.1]) is None


def test_a_label_that_nobody_gives_counts_zero() -> None:
    pairs = [("yes", "yes"), ("no", "yes"), ("maybe", "yes")]
    assert f1(pairs, "yes") == 0.5
    assert macro_f1(pairs, ("yes", "no", "maybe")) == pytest.approx(0.5 / 3)


def test_plain_bm25_likes_rare_words_and_stems_them() -> None:
    ranked = Bm25(["The ferry runs.", "A ferry sank near the mill.", "The mill burned."])
    assert ranked.scores("Which ferries sank?").argmax() == 1
    assert ranked.scores("the of and").max() == 0.0


def test_a_paragraph_of_squad_is_one_passage(tmp_path: Path) -> None:
    asked = [{"question": "Who?"}, {"question": "When?"}]
    paragraph = {"context": "Ada did it in May.", "qas": asked}
    path = tmp_path / "set.json"
    path.write_text(json.dumps({"data": [{"paragraphs": [paragraph]}]}), encoding="utf-8")
    read = retrieval_sets.xquad(path)
    assert [s.body for s in read.sources] == ["Ada did it in May."]
    assert {q.gold for q in read.questions} == {frozenset({read.sources[0].id})}


def test_questions_that_share_a_passage_share_a_source(tmp_path: Path) -> None:
    passage = {"title": "Mill", "text": "It burned."}
    rows = [{"question": q, "ctxs": [passage]} for q in ("what burned", "what did the mill do")]
    path = tmp_path / "set.jsonl.gz"
    path.write_bytes(gzip.compress("".join(json.dumps(r) + "\n" for r in rows).encode()))
    read = retrieval_sets.nq_open(path)
    assert len(read.sources) == 1
    assert read.plain == ("Mill. It burned.",)
    assert read.questions[0].gold == read.questions[1].gold


def test_a_question_over_several_facts_has_several_gold_passages(tmp_path: Path) -> None:
    fact = {"fact": "It burned.", "title": "Mill", "source": "Gazette", "url": "https://a.example"}
    other = {**fact, "fact": "It was sold."}
    dated = [{**f, "published_at": "2024-03-05T10:00:00+00:00"} for f in (fact, other)]
    write_lines(tmp_path / "facts.jsonl", *dated)
    both = {"question": "Sold or burned?", "evidence_list": dated}
    write_lines(tmp_path / "questions.jsonl", both, {"question": "Who sang?", "evidence_list": []})
    read = retrieval_sets.multihop(tmp_path)
    assert [len(q.gold) for q in read.questions] == [2, 0]
    assert read.sources[0].publisher == "Gazette"
    assert read.sources[0].dated.isoformat() == "2024-03-05"


def test_abstention_cases_know_their_passages(tmp_path: Path) -> None:
    passage = {"title": "Mill", "text": "It burned."}
    row = {"input": "what burned", "passages": [passage]}
    write_lines(tmp_path / "dev_answerable.jsonl", row)
    write_lines(tmp_path / "dev_unanswerable.jsonl", {**row, "input": "who lit it"})
    read = clapnq(tmp_path)
    assert [case.answerable for case in read.cases] == [True, False]
    assert len(read.sources) == 1
    assert read.cases[0].given == read.cases[1].given


def test_the_last_turn_of_a_conversation_is_asked(tmp_path: Path) -> None:
    turns = [{"text": "Hello"}, {"text": "And the ferry?"}]
    contexts = [{"text": "It runs."}, {"text": " "}]
    row = {"input": turns, "contexts": contexts, "answerability": ["PARTIAL"]}
    write_lines(tmp_path / "mtrag_un.jsonl", row)
    (case,) = mtrag(tmp_path).cases
    assert (case.question, case.kind, case.answerable) == ("And the ferry?", "partial", None)
    assert len(case.given) == 1


def test_empty_sets_of_lines_support_nothing(tmp_path: Path) -> None:
    row = {"claim": "It burned.", "evidence": ["Title", "It burned."], "label": "not_supported"}
    path = tmp_path / "wice.jsonl"
    write_lines(path, {**row, "supporting_sentences": [[]]})
    assert next(support_sets.wice(path)).supporting == ()


def test_split_tokens_are_joined_and_values_become_labels(tmp_path: Path) -> None:
    targets = [{"span1": [3, 4], "label": value} for value in (2.0, 1.9, -0.9, -1.0)]
    path = tmp_path / "events.jsonl"
    write_lines(path, {"text": "She did n't go .", "targets": targets})
    events = list(factuality_sets.events(path))
    assert events[0].text == "She didn't go."
    assert events[0].text[events[0].start :] == "go."
    assert [e.gold for e in events] == ["asserted", "hedged", "hedged", "denied"]


def test_an_embedded_clause_begins_where_it_stands_or_behind_its_verb(tmp_path: Path) -> None:
    path = tmp_path / "items.csv"
    head = "Target,Prompt,Verb,Mean"
    rows = ("She knew he sang.,he sang,know,2", "She thinks I sing.,Bo sings,think,0")
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    events = list(factuality_sets.commitment_bank(path))
    assert [e.text[e.start :] for e in events] == ["he sang.", "I sing."]


def test_the_last_line_counts_without_a_line_break(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"a": 1}\n{"a": 2}', encoding="utf-8")
    assert [row["a"] for row in lines_of(path)] == [1, 2]


def test_each_way_of_reading_factuality_is_scored_by_label() -> None:
    events = [
        Event("It sank.", 3, 7, 3.0),
        Event("It did not sink.", 11, 15, -3.0),
        Event("It wants to sink.", 12, 16, -3.0),
    ]
    judges = at_event(events, ("parse", "parse, planned as denied"))
    count, macro, asserted, *_, accuracy = label_scores(events, judges["parse"])
    assert (count, asserted) == (3, 1.0)
    assert macro == pytest.approx(5 / 9)
    assert accuracy == pytest.approx(2 / 3)
    assert label_scores(events, judges["parse, planned as denied"])[-1] == 1.0


def test_a_clause_is_judged_as_it_stands() -> None:
    text = "She knew that it did not sink."
    event = Event(text, text.index("sink"), text.index("."), 3.0)
    clause = Event(text, text.index("it"), text.index("."), 3.0, clause=True, verb="know")
    judges = at_event([event, clause])
    assert [judges["parse"](e) for e in (event, clause)] == ["denied", "asserted"]


def test_a_softmax_regression_learns_what_can_be_told_apart() -> None:
    features = np.repeat(np.eye(3), 4, axis=0)
    gold = [label for label in LABELS for _ in range(4)]
    assert fit(features, gold).labels(features) == gold


def test_support_is_a_yes_only_with_bearing_and_every_figure() -> None:
    embedder = FakeEmbedder()
    pairs = [
        Pair("The mill burned in 1912.", "The mill burned in 1912.", "supports"),
        Pair("The mill burned in 1913.", "The mill burned in 1912.", "refutes"),
    ]
    ours, yes, no, *_ = verdicts("set", pairs, embedder)
    assert ours[2:] == (1.0, 1.0, 1.0, 1.0)
    assert (yes[5], no[5]) == (0.5, 0.5)


def test_a_table_shows_three_decimals_and_a_dash_for_what_is_not_measured() -> None:
    table = Table("T", ("way", "value"), (("ours", 0.98765), ("theirs", None)))
    assert table.markdown().splitlines()[-2:] == ["| ours | 0.988 |", "| theirs | - |"]


def test_a_page_of_tokens_is_read_as_running_text() -> None:
    tokens = "".join(
        f"<token>{t}</token>" for t in ("It", "cost", "$", "40", ",", "he", "said", ".")
    )
    assert read_tokens(f"<Document>{tokens}</Document>".encode()) == "It cost $40, he said."


def test_near_misses_are_asked_of_the_pages_of_their_storys_first_event(tmp_path: Path) -> None:
    path, page = tmp_path / "set.tgz", b"<Document><token>Bang</token><token>.</token></Document>"
    with tarfile.open(path, "w:gz") as tar:
        for name in ("ECB+/8/8_1ecb.xml", "ECB+/8/8_1ecbplus.xml", "ECB+/9/9_1ecb.xml"):
            member = tarfile.TarInfo(name)
            member.size = len(page)
            tar.addfile(member, io.BytesIO(page))
    read = near_misses(path, 8)
    assert [(s.id, s.body) for s in read.sources] == [("8-1ecb", "Bang.")]
    assert {c.kind for c in read.cases} == {"answerable", "near_miss"}
    assert all(c.answerable is (c.kind == "answerable") for c in read.cases)
    assert all(c.given == {"8-1ecb"} for c in read.cases)
