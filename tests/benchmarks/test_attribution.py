"""PolNeAR in miniature: sentences that report, whose words they are, and why one is misread."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from public.attribution_errors import why_missed, why_taken
from public.attribution_group import measure, tables_of
from public.attribution_kinds import found_in
from public.attribution_read import covered, read_text
from public.attribution_sets import Article, Marked, polnear

TEXT = (
    "The mill burned, Ada Brook said. She denied that it was old. "
    "Officials wanted to rebuild it by the end of the year. It rained."
)


def place(words: str) -> tuple[tuple[int, int], ...]:
    """Where words stand in the text."""
    start = TEXT.index(words)
    return ((start, start + len(words)),)


def marked(source: str, cue: str, content: str) -> Marked:
    return Marked(place(source) if source else (), place(cue), place(content))


SAID = marked("Ada Brook", "said", "The mill burned")
DENIED = marked("She", "denied", "that it was old")
WANTED = marked("Officials", "wanted", "to rebuild it by the end of the year")
ARTICLE = Article("a", TEXT, (SAID, DENIED, WANTED))


def test_the_native_lines_are_read(tmp_path: Path) -> None:
    row = {
        "id": "a",
        "text": "He said so.",
        "attributions": [
            {"source": [[0, 2]], "cue": [[3, 7]], "content": [[8, 10]], "named": True}
        ],
    }
    path = tmp_path / "part.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(row).encode()))
    (article,) = polnear(path)
    assert article == Article("a", "He said so.", (Marked(((0, 2),), ((3, 7),), ((8, 10),)),))


def test_characters_are_covered_once_however_spans_overlap() -> None:
    assert bytes(covered("abcdef", [((0, 2), (1, 3)), ((5, 6),)])) == b"\1\1\1\0\0\1"


def test_a_sentence_is_reported_from_two_fifths_of_its_characters_on() -> None:
    sentences = measure(Article("b", TEXT, (SAID, marked("She", "denied", "old")))).sentences
    assert [s.gold for s in sentences] == [True, False, False, False]
    assert [s.ours for s in sentences][:2] == [True, True]


def test_a_name_is_right_by_its_words_and_a_pronoun_by_a_name_before_it() -> None:
    found = list(found_in(ARTICLE, read_text(TEXT)))
    assert [(f.kind, f.met, f.right) for f in found][:2] == [
        ("name", True, True),
        ("pronoun", True, True),
    ]
    wrong = Article("a", TEXT, (marked("The mill", "said", "The mill burned"),))
    assert [(f.kind, f.right) for f in found_in(wrong, read_text(TEXT))] == [("plain noun", False)]


def test_a_content_that_we_have_nobody_say_is_not_met() -> None:
    article = Article("a", TEXT, (marked("Ada Brook", "said", "It rained"),))
    assert [(f.met, f.unnamed, f.right) for f in found_in(article, read_text(TEXT))] == [
        (False, False, False)
    ]


@pytest.mark.parametrize(
    ("mark", "sentence", "why"),
    [
        (marked("", "rained", "It rained."), 3, "a verb of telling, not on our list"),
        (marked("Ada Brook", "said", "It rained."), 3, "goes on with words whose cue stands"),
    ],
)
def test_a_missed_sentence_is_told_by_its_cue(mark: Marked, sentence: int, why: str) -> None:
    measured = measure(Article("a", TEXT, (mark,)))
    assert why_missed(measured, measured.sentences[sentence]).startswith(why)


def test_what_the_set_does_not_mark_is_told_by_our_cue() -> None:
    measured = measure(Article("a", TEXT, (marked("She", "denied", "old"),)))
    assert why_taken(measured, measured.sentences[0]) == "a verb that asserts"
    assert why_taken(measured, measured.sentences[1]) == "the set marks less of it"


def test_the_tables_hold_each_part_and_kind() -> None:
    sentences, claimants, *misread = tables_of({"dev": [measure(ARTICLE)]})
    (row,) = sentences.rows
    assert row[:4] == ("dev", 1, 4, 3)
    assert [r[1:3] for r in claimants.rows] == [
        ("all", 3),
        ("name", 1),
        ("pronoun", 1),
        ("plain noun", 1),
    ]
    assert len(misread) == 1
