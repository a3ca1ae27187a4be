"""Plain text and Markdown, with and without front matter."""

from __future__ import annotations

import pytest

from retrieval.errors import CorpusError
from retrieval.loaders.language import language_of
from retrieval.loaders.reading import read_document
from tests.fakes_documents import ARTICLE, FRENCH, GERMAN


def test_front_matter_gives_the_values_and_the_body_begins_behind_it() -> None:
    text = "---\nid: mill\ntitle: 'Mill: shut'\npublished: 2024-03-05\nlanguage: no\nmood: x\n---\n"
    document = read_document(f"{text}\n# Mill\nShut.\n".encode(), "a.md")
    assert document.body == "\n# Mill\nShut.\n"
    assert document.values == {
        "id": "mill",
        "title": "Mill: shut",
        "published": "2024-03-05",
        "language": "no",
    }


def test_the_first_heading_of_markdown_is_its_title_and_stays_in_the_body() -> None:
    text = "Intro.\n\n# The Mill Bridge #\n\nShut. # Not\n\n# Later"
    document = read_document(text.encode(), "a.md")
    assert (document.body, document.values) == (text, {"title": "The Mill Bridge"})


def test_plain_text_states_nothing() -> None:
    assert read_document(b"# The Mill Bridge\n\nShut.", "a.txt").values == {}


def test_a_value_that_is_no_line_is_refused() -> None:
    with pytest.raises(CorpusError, match=r"a\.md: 'note' is not valid; write one line `note"):
        read_document(b"---\nnote: [x]\n---\nShut.", "a.md")


@pytest.mark.parametrize(
    ("paragraphs", "language"), [(ARTICLE, "en"), (GERMAN, "de"), (FRENCH, "fr")]
)
def test_the_language_is_told_from_the_words(paragraphs: tuple[str, ...], language: str) -> None:
    document = read_document("\n\n".join(paragraphs).encode(), "a.txt")
    assert document.values == {"language": language}


@pytest.mark.parametrize(
    "text",
    ["", "Shut.", "Harrow Mill", "12 345 67", "asdf qwer zxcv uiop hjkl vbnm poiu rewq dfgh"],
)
def test_a_language_that_cannot_be_told_is_none(text: str) -> None:
    assert language_of(text) is None


def test_few_characters_of_chinese_are_enough() -> None:
    assert (
        language_of("大桥于周二关闭，此前检查人员发现了裂缝。市长表示，他不知道大桥何时重新开放。")
        == "zh"
    )
