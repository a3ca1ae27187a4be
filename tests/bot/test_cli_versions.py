"""`onrecord show`, `remove --purge`, `status --check`: what was there, and whether all agrees."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from bot.state.database import STATE_FILE
from tests.fakes_answers import a_citation, an_answer
from tests.fakes_place import QUESTION, Place, a_file
from tests.fakes_state import ADA, State, a_posting

OLD, NEW = "The swing bridge is open.", "The swing bridge is shut for good."


def add_two_versions(place: Place) -> None:
    for body in (OLD, NEW):
        file = place.write("swing.md", a_file(body=body))
        assert place.run("add", file).code == 0


def test_every_version_of_a_source_can_be_shown(place: Place) -> None:
    add_two_versions(place)
    rows = place.run("show", "swing-bridge", "--history").out.splitlines()
    assert [row.split("\t")[0] for row in rows] == ["1", "2"]
    assert [row.split("\t")[2] == "in force" for row in rows] == [False, True]
    assert NEW in place.run("show", "swing-bridge").out
    old = place.run("show", "swing-bridge", "--version", "1").out
    assert OLD in old
    assert "id: swing-bridge" in old


def test_what_was_never_there_says_where_the_ids_are(place: Place) -> None:
    ran = place.run("show", "nobody")
    assert (ran.code, ran.out) == (3, "")
    assert "no source 'nobody', now or ever; `onrecord sources` lists the ids" in ran.error
    add_two_versions(place)
    ran = place.run("show", "swing-bridge", "--version", "3")
    assert (ran.code, ran.out) == (3, "")
    assert "--history lists its 2" in ran.error


def test_a_removed_source_can_still_be_shown_until_it_is_purged(place: Place) -> None:
    add_two_versions(place)
    assert place.run("remove", "swing-bridge").out == "0 indexed, 1 removed, 2 unchanged\n"
    assert NEW in place.run("show", "swing-bridge").out
    assert place.run("remove", "swing-bridge", "--purge").code == 0
    ran = place.run("show", "swing-bridge")
    assert (ran.code, ran.out) == (3, "")
    assert "was purged" in ran.error
    assert "\tpurged\n" in place.run("show", "swing-bridge", "--history").out
    files = [path for path in place.home.rglob("*") if path.is_file()]
    assert not any(NEW.encode() in path.read_bytes() for path in files)


def test_what_is_purged_is_in_no_answer_and_posted_nowhere(place: Place) -> None:
    add_two_versions(place)
    with closing(State(place.home / STATE_FILE)) as state:
        told = an_answer(citations=(a_citation(source_id="swing-bridge"),))
        goes, stays = state.feedback.log(told), state.asks(ADA, QUESTION)
        state.postings.posted(a_posting(goes, message_id=701))
        ran = place.run("remove", "swing-bridge", "--purge")
        assert "1 logged answers that quoted it forgotten\n" in ran.out
        assert [posting.answer_id for posting in state.postings.of_person(ADA)] == [stays]


def test_a_check_finds_what_the_stores_disagree_about_and_a_repair_mends_it(place: Place) -> None:
    assert place.run("ask", QUESTION).code == 0
    assert "sentence vectors\tsound, no orphans\n" in place.run("status", "--check").out
    catalogue = place.generation() / "catalogue.sqlite"
    with closing(sqlite3.connect(catalogue)) as connection, connection:
        connection.execute("DELETE FROM full_text WHERE rowid = 1")
    ran = place.run("status", "--check")
    assert ran.code == 1
    assert "run `onrecord status --repair`" in ran.error
    ran = place.run("status", "--repair")
    assert ran.code == 0
    assert ran.out.endswith("mended\n")
    assert place.run("status", "--check").code == 0
