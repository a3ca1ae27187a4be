"""From a change of the corpus to events: with a fake assistant, and with the real one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.assembly import open_assistant
from bot.assistant import Assistant
from bot.claims import Answer, Label, Qualifier, Status
from bot.errors import BadDate
from bot.settings import load_settings
from bot.state.database import STATE_FILE
from bot.state.tracked import Cause, Happened
from bot.state.tracking import Tracking
from bot.tracking.examining import catch_up
from retrieval.errors import IndexUnusable
from tests.fakes import a_source, write_sources
from tests.fakes_answers import a_label
from tests.fakes_place import Place
from tests.fakes_tracking import Change, Clock, FakeArchive, TableAssistant, labelled

YES = a_label()
NO = a_label(Status.UNCONFIRMED, Qualifier.REPORTED)
SHUT, OPEN = "Is the bridge shut?", "Is the ferry open?"


@pytest.fixture
def tracking(tmp_path: Path) -> Iterator[Tracking]:
    tracking = Tracking(tmp_path / STATE_FILE, "town", Clock())
    yield tracking
    tracking.close()


class Town:
    """One claim that is watched, and whatever is found of it after each change."""

    def __init__(self, tracking: Tracking, first: Label | None) -> None:
        self.tracking = tracking
        self.archive = FakeArchive()
        tracking.watch(labelled(SHUT, first, "old"))
        self.opened = TableAssistant({})

    def changes(
        self, answer: Answer | Exception, change: Change
    ) -> list[tuple[Label | None, Label | None, tuple[Cause, ...]]]:
        self.archive.changes.append(change)
        self.opened = TableAssistant({SHUT: answer})
        events = catch_up(self.tracking, self.archive, lambda: self.opened, Clock())
        return [(event.old, event.new, event.causes) for event in events]


def test_another_label_is_an_event_by_the_source_that_it_rests_on(tracking: Tracking) -> None:
    town = Town(tracking, NO)
    change = Change(entered=("new", "beside"), left=("old",))
    assert town.changes(labelled(SHUT, YES, "new"), change) == [
        (NO, YES, (Cause("new", Happened.ADDED), Cause("old", Happened.REMOVED)))
    ]
    (event,) = tracking.events()
    assert (event.text, event.new, event.at) == (SHUT, YES, Clock().now)
    assert tracking.tracked()[0].finding.label == YES


def test_a_new_version_is_called_so(tracking: Tracking) -> None:
    change = Change(entered=("old",), left=("old",))
    ((_, _, causes),) = Town(tracking, NO).changes(labelled(SHUT, YES, "old"), change)
    assert causes == (Cause("old", Happened.NEW_VERSION),)


def test_all_that_changed_is_named_where_no_label_rests_on_any_of_it(tracking: Tracking) -> None:
    town = Town(tracking, NO)
    town.archive.changes.append(Change(left=("old",)))
    ((_, _, causes),) = town.changes(labelled(SHUT, YES, "older"), Change(entered=("new",)))
    assert Cause("old", Happened.REMOVED) in causes


def test_other_qualifiers_are_an_event_and_another_reason_or_order_is_none(
    tracking: Tracking,
) -> None:
    town = Town(tracking, a_label(Status.UNCONFIRMED, Qualifier.DENIED, Qualifier.REPORTED))
    change = Change(entered=("old",), left=("old",))
    same = a_label(Status.UNCONFIRMED, Qualifier.REPORTED, Qualifier.DENIED, reason="Other.")
    assert town.changes(labelled(SHUT, same, "old"), change) == []
    assert town.opened.asked == [SHUT]
    assert tracking.tracked()[0].finding.label == same
    assert len(town.changes(labelled(SHUT, NO, "old"), change)) == 1


@pytest.mark.parametrize(("before", "after"), [(None, YES), (YES, None)])
def test_to_be_answered_at_all_is_a_change(
    tracking: Tracking, before: Label | None, after: Label | None
) -> None:
    town = Town(tracking, before)
    ((old, new, _),) = town.changes(labelled(SHUT, after, "old"), Change(left=("old",)))
    assert (old, new) == (before, after)


def test_a_day_before_all_sources_that_are_left_has_no_answer(tracking: Tracking) -> None:
    town = Town(tracking, YES)
    ((_, new, _),) = town.changes(BadDate("no source is as old"), Change(left=("old",)))
    assert new is None


def test_what_nothing_touches_is_not_asked(tracking: Tracking) -> None:
    town = Town(tracking, NO)
    assert town.changes(labelled(SHUT, YES, "old"), Change(left=("elsewhere",))) == []
    assert town.opened.asked == []
    assert tracking.examined() == 1


def test_the_same_revision_is_examined_once(tracking: Tracking) -> None:
    town = Town(tracking, NO)
    assert town.changes(labelled(SHUT, YES, "old"), Change(left=("old",)))
    for _ in range(2):
        assert catch_up(tracking, town.archive, lambda: town.opened) == ()
    assert len(tracking.events()) == 1


def test_what_fails_is_examined_the_next_time(tracking: Tracking) -> None:
    town = Town(tracking, NO)
    with pytest.raises(IndexUnusable):
        town.changes(IndexUnusable("the index is gone"), Change(left=("old",)))
    assert (tracking.examined(), tracking.events()) == (None, ())
    assert len(town.changes(labelled(SHUT, YES, "new"), Change(entered=("new",)))) == 1


def test_a_change_that_is_shown_before_it_is_examined_is_an_event_all_the_same(
    tracking: Tracking,
) -> None:
    town = Town(tracking, NO)
    tracking.shown(labelled(SHUT, YES, "new"))
    assert len(town.changes(labelled(SHUT, YES, "new"), Change(left=("old",)))) == 1


def test_nothing_is_opened_where_nothing_is_tracked(tracking: Tracking) -> None:
    def opener() -> TableAssistant:
        raise AssertionError("opened for nothing")

    assert catch_up(tracking, FakeArchive([Change(entered=("new",))]), opener) == ()
    assert tracking.examined() == 1


class Bridge:
    """A real corpus about a bridge, and a claim about it that was shown in an answer."""

    CLAIM = "A barge struck the Mill Bridge"
    RUMOUR = a_source(
        "rumour",
        "A barge struck the Mill Bridge, the ferryman Tom Reed said.\n",
        title="Ferryman tells of a night",
        published="2024-03-05",
    )
    WEATHER = a_source(
        "weather", "Rain is expected on Sunday.\n", title="Forecast", published="2024-03-04"
    )
    CONFIRMS = a_source(
        "office",
        "The Harbour Office confirmed that a barge struck the Mill Bridge.\n",
        title="Statement of the Harbour Office",
        publisher="Harbour Office",
        published="2024-03-07",
    )

    def __init__(self, place: Place) -> None:
        self.clock = Clock()
        self.tracking = Tracking(place.home / STATE_FILE, "town", self.clock)
        self.archive = FakeArchive()
        self._settings = load_settings(home=place.home, corpus=place.root / "town")
        self._folder = place.root / "town" / "sources"
        write_sources(self._folder, self.RUMOUR, self.WEATHER)
        (place.root / "town" / "actors.yaml").write_text(
            "- name: Harbour Office\n  standing: authority\n"
        )
        self.tracking.shown(self.assistant().ask(self.CLAIM))

    def assistant(self) -> Assistant:
        return open_assistant(self._settings)

    def adds_confirmation(self) -> list[tuple[str, str, str]]:
        there = (self._folder / "office.md").exists()
        write_sources(self._folder, self.CONFIRMS)
        return self._examined(Change() if there else Change(entered=("office",)))

    def removes_confirmation(self) -> list[tuple[str, str, str]]:
        (self._folder / "office.md").unlink()
        return self._examined(Change(left=("office",)))

    def _examined(self, change: Change) -> list[tuple[str, str, str]]:
        if change != Change():
            self.archive.changes.append(change)
        events = catch_up(self.tracking, self.archive, self.assistant, self.clock)
        return [
            (
                e.old.status if e.old else "none",
                e.new.status if e.new else "none",
                " ".join(f"{c.source_id} {c.happened}" for c in e.causes),
            )
            for e in events
        ]


@pytest.fixture
def bridge(place: Place) -> Iterator[Bridge]:
    bridge = Bridge(place)
    yield bridge
    bridge.tracking.close()


def test_a_confirmation_is_one_event_and_so_is_its_removal(bridge: Bridge) -> None:
    assert bridge.adds_confirmation() == [("unconfirmed", "confirmed", "office added")]
    assert bridge.adds_confirmation() == []
    assert bridge.removes_confirmation() == [("confirmed", "unconfirmed", "office removed")]
    assert len(bridge.tracking.events()) == 2


def test_an_answer_that_was_shown_long_ago_makes_no_event(bridge: Bridge) -> None:
    bridge.clock.pass_days(31)
    assert bridge.adds_confirmation() == []
    assert bridge.tracking.events() == ()
