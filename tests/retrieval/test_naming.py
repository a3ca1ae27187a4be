"""Names in a text: the longest first, each word once, and no word taken for a name."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from retrieval.documents import Actor
from retrieval.naming import ActorNames

COUNCIL = Actor("Town council", ("council", "T.C.", "TC"))
TOWN = Actor("Town")
BROOK = Actor("Ada Brook", ("Brook", "Mayor"))
IT = Actor("Institute of Tides", ("IT",))
NAMES = ActorNames([COUNCIL, TOWN, BROOK, IT], frozenset({"it"}))


def found(text: str, *, casual: bool = False) -> list[tuple[str, str]]:
    mentions = NAMES.find(text, casual=casual)
    return [(mention.actor.name, text[mention.start : mention.end]) for mention in mentions]


def test_the_longest_name_wins_and_uses_its_words_up() -> None:
    assert found("The Town council of the Town met.") == [
        ("Town council", "Town council"),
        ("Town", "Town"),
    ]


def test_case_possessives_and_punctuation_do_not_hide_a_name() -> None:
    assert found("TOWN COUNCIL'S vote, said Ada Brook’s aide. (Brook)") == [
        ("Town council", "TOWN COUNCIL"),
        ("Ada Brook", "Ada Brook"),
        ("Ada Brook", "Brook"),
    ]


def test_an_abbreviation_is_found_with_and_without_full_stops() -> None:
    assert found("The T.C. met; the TC left.") == [
        ("Town council", "T.C."),
        ("Town council", "TC"),
    ]


def test_a_short_name_in_capitals_is_no_ordinary_word() -> None:
    assert found("It said that IT had measured it.") == [("Institute of Tides", "IT")]


def test_in_a_chat_a_short_name_may_be_lower_case_unless_it_is_a_word() -> None:
    assert found("did tc meet?", casual=True) == [("Town council", "tc")]
    assert found("did it meet?", casual=True) == []
    assert found("did tc meet?") == []


def test_a_part_of_a_word_is_no_name() -> None:
    assert found("Townsfolk and Brooklyn counciled.") == []


@given(st.text())
def test_mentions_of_any_text_are_in_order_and_never_overlap(text: str) -> None:
    end = 0
    for mention in NAMES.find(f"{text} Town council {text}"):
        assert end <= mention.start < mention.end
        end = mention.end
    assert "Town council" in {m.actor.name for m in NAMES.find(f"{text} Town council {text}")}


def test_a_possessive_may_end_the_sentence() -> None:
    assert found("The idea was the Town's.") == [("Town", "Town")]


def test_a_name_is_found_with_and_without_its_marks() -> None:
    hall, wojcik = Actor("Müllersdorf town hall"), Actor("Łukasz Wójcik")
    names = ActorNames([hall, wojcik])
    for text in ("Muellersdorf town hall", "Mullersdorf town hall", "MÜLLERSDORF TOWN HALL"):
        assert [m.actor for m in names.find(text)] == [hall]
    decomposed = unicodedata.normalize("NFD", "So said Łukasz Wójcik.")
    for text in ("So said Lukasz Wojcik.", "So said Łukasz Wójcik.", decomposed):
        (mention,) = names.find(text)
        assert mention.actor == wojcik
        assert text[mention.start :].removesuffix(".") == text[mention.start : mention.end]
    assert [m.actor for m in ActorNames([Actor("Muller")]).find("Müller")] == [Actor("Muller")]


def test_a_slavic_name_is_found_by_each_way_to_transliterate_it() -> None:
    names = ActorNames([Actor("Serhii Zabolynskyi")])
    for text in ("Sergei Zabolinsky", "Serhiy Zabolinskiy", "Sergey Zabolynskyy"):
        assert len(names.find(text)) == 1
    assert ActorNames([Actor("John Hill")]).find("John Gill") == ()


def test_what_only_looks_like_another_name_is_not_found() -> None:
    assert ActorNames([Actor("Joe Mill")]).find("Jo Mill, Joe Mil, Joel Mill") == ()
