"""The plain values: what makes two sources the same, and what a source's day is."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from retrieval.documents import Actor, Kind, Source, combined_hash
from tests.fakes import a_source

OTHER_VALUES: dict[str, Any] = {
    "published": date(2020, 1, 1),
    "stated": date(2020, 1, 1),
    "kind": Kind.REPORT,
}


@pytest.mark.parametrize("key", [f.name for f in fields(Source)])
def test_a_change_of_any_key_changes_the_content_hash(key: str) -> None:
    source = a_source()
    changed = replace(source, **{key: OTHER_VALUES.get(key, "something else")})
    assert changed.content_hash != source.content_hash


def test_equal_sources_have_equal_content_hashes() -> None:
    assert a_source().content_hash == a_source().content_hash


def test_the_hash_of_many_sources_does_not_depend_on_their_order() -> None:
    assert combined_hash(["a", "b"]) == combined_hash(["b", "a"]) != combined_hash(["a"])


def test_a_source_is_dated_by_the_day_its_words_were_public() -> None:
    source = a_source(published=date(2024, 3, 5))
    assert source.dated == date(2024, 3, 5)
    assert replace(source, stated=date(2024, 3, 4)).dated == date(2024, 3, 4)


def test_the_names_of_an_actor_begin_with_the_main_one() -> None:
    assert Actor("Town council", ("council",)).names == ("Town council", "council")
