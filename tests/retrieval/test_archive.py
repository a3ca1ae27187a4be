"""The archive: what was there when, every version with its text, until it is purged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.archive import Archive, Changed
from retrieval.documents import Source
from tests.fakes import a_source

BRIDGE = a_source("bridge", "The bridge is shut. Nobody knows why.")
REOPENED = replace(BRIDGE, body="The bridge is open. Nobody knows why.")
FERRY = a_source("ferry", "The ferry runs.")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "below" / "sources.sqlite")


def hold(archive: Archive, *sources: Source) -> int:
    return archive.record({s.id: s.content_hash for s in sources}, sources)


def test_before_anything_was_kept_there_is_nothing_and_no_file_is_made(archive: Archive) -> None:
    assert archive.local() == {}
    assert archive.local_state() == 0
    assert archive.changed_since(0) == (0, Changed((), ()))
    assert archive.versions("bridge") == ()
    assert archive.quoted("bridge", 0, 3, "The") is None


def test_every_change_is_told_once_and_the_same_state_again_is_none(archive: Archive) -> None:
    assert hold(archive, BRIDGE, FERRY) == 1
    assert hold(archive, BRIDGE, FERRY) == 1
    assert archive.changed_since(0) == (1, Changed(("bridge", "ferry"), ()))
    assert hold(archive, REOPENED) == 2
    assert archive.changed_since(1) == (2, Changed(("bridge",), ("bridge", "ferry")))
    assert archive.changed_since(2) == (2, Changed((), ()))


def test_what_came_and_went_in_between_is_no_change(archive: Archive) -> None:
    first = hold(archive, BRIDGE)
    hold(archive, BRIDGE, FERRY)
    hold(archive, BRIDGE)
    assert not archive.changed_since(first)[1]


def test_each_version_keeps_its_text_and_its_time(archive: Archive) -> None:
    hold(archive, BRIDGE)
    hold(archive, REOPENED)
    hold(archive, BRIDGE)
    stays = archive.versions("bridge")
    assert [v.content_hash for v in stays] == [s.content_hash for s in (BRIDGE, REOPENED, BRIDGE)]
    assert [v.left is None for v in stays] == [False, False, True]
    assert all(v.kept for v in stays)
    assert archive.text("bridge", REOPENED.content_hash) == REOPENED


def test_a_quotation_of_an_old_version_still_resolves(archive: Archive) -> None:
    hold(archive, BRIDGE)
    hold(archive, REOPENED)
    assert archive.quoted("bridge", 0, 19, "The bridge is shut.") == BRIDGE
    assert archive.quoted("bridge", 0, 19, "The bridge is open.") == REOPENED
    assert archive.quoted("bridge", 20, 37, "Nobody knows why.") == REOPENED
    assert archive.quoted("bridge", 0, 19, "The bridge is gone.") is None


def test_what_is_purged_was_there_but_leaves_no_text_behind(
    archive: Archive, tmp_path: Path
) -> None:
    secret = replace(BRIDGE, body="A very particular secret.")
    hold(archive, secret, FERRY)
    hold(archive, FERRY)
    archive.purge(["bridge"])
    (stay,) = archive.versions("bridge")
    assert stay.left is not None
    assert not stay.kept
    assert archive.text("bridge", secret.content_hash) is None
    assert archive.quoted("ferry", 0, 9, "The ferry") == FERRY
    files = (tmp_path / "below").iterdir()
    assert not any(b"particular secret" in file.read_bytes() for file in files)


def test_a_purged_text_that_comes_back_is_kept_again(archive: Archive) -> None:
    hold(archive, BRIDGE)
    hold(archive)
    archive.purge(["bridge"])
    hold(archive, BRIDGE)
    assert archive.text("bridge", BRIDGE.content_hash) == BRIDGE


def test_pages_survive(archive: Archive) -> None:
    paged = replace(BRIDGE, pages=(0, 20))
    hold(archive, paged)
    assert archive.text("bridge", paged.content_hash) == paged
    assert paged.pages_of(0, 20) == (1, 1)
    assert paged.pages_of(0, 21) == (1, 2)
    assert paged.pages_of(20, 37) == (2, 2)
    assert BRIDGE.pages_of(0, 20) is None
