"""`onrecord watch` and `changes`, and what the front ends keep of shown answers."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from rich.console import Console

from bot.assembly import corpus_of
from bot.claims import Qualifier, Status
from bot.commands.recording import Recorder
from bot.rendering.changes import change_lines, news_line
from bot.rendering.lines import plain, print_lines
from bot.repl_commands import Session
from bot.repl_keeping import Keeper
from bot.settings import load_settings
from bot.state.database import STATE_FILE
from bot.state.tracked import Cause, Happened, StatusEvent
from bot.state.tracking import Tracking
from tests.fakes_answers import a_label, an_answer
from tests.fakes_consoles import HOSTILE, LABEL, STYLE, terminal, written
from tests.fakes_place import QUESTION, Place
from tests.fakes_repl import FakeAssistant
from tests.fakes_tracking import NOON, Clock

NO = a_label(Status.UNCONFIRMED, Qualifier.REPORTED, reason="Only Tom Reed said so.")
EVENT = StatusEvent(
    "Is it shut?",
    None,
    NO,
    a_label(),
    (Cause("office", Happened.ADDED), Cause("rumour", Happened.NEW_VERSION)),
    NOON,
)


def tracking_in(place: Place) -> Tracking:
    settings = load_settings(home=place.home, corpus=place.corpus)
    return Tracking(place.home / STATE_FILE, corpus_of(settings).key)


def record(place: Place, *events: StatusEvent) -> None:
    with closing(tracking_in(place)) as tracking:
        since = tracking.examined()
        assert tracking.record((since, (since or 0) + 1), events)


@pytest.fixture
def watching(place: Place) -> Place:
    """A place where one claim is watched."""
    with closing(tracking_in(place)) as tracking:
        tracking.watch(an_answer(question=QUESTION, as_of=None))
    return place


def test_watching_shows_the_label_and_the_list_has_it(place: Place) -> None:
    ran = place.run("watch", "add", QUESTION)
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "UNCONFIRMED · reported"
    number, claim, as_of, label, why = place.run("watch", "list").out.rstrip("\n").split("\t")
    assert (number, claim, as_of) == ("1", QUESTION, "")
    assert label == "UNCONFIRMED · reported"
    assert why in ran.out


def test_a_claim_that_nothing_answers_yet_can_be_watched(place: Place) -> None:
    ran = place.run("watch", "add", "Who painted the town hall blue in 1911?")
    assert (ran.code, ran.out) == (0, "Watched. No source answers it yet.\n")
    assert "\tno answer\t" in place.run("watch", "list").out


@pytest.mark.parametrize("named", [QUESTION, f"  {QUESTION} ", "1"])
def test_a_claim_is_watched_no_longer_by_its_words_or_its_number(
    watching: Place, named: str
) -> None:
    ran = watching.run("watch", "remove", named)
    assert (ran.code, ran.out) == (0, f"No longer watched: {' '.join(QUESTION.split())}\n")
    ran = watching.run("watch", "list")
    assert (ran.code, ran.out) == (3, "")
    assert ran.error == "no claim is watched; `onrecord watch add CLAIM` watches one"


@pytest.mark.parametrize("named", ["Is it so?", "2", "0", "²"])
def test_what_is_not_watched_cannot_be_removed(watching: Place, named: str) -> None:
    ran = watching.run("watch", "remove", named)
    assert ran.code == 3
    assert ran.error == f"this is not watched: {named}; `onrecord watch list` shows what is"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("watch", "add", " "), 2), (("changes", "--since", "soon"), 2), (("watch", "add"), 2)],
)
def test_bad_usage_is_one_line(place: Place, arguments: tuple[str, ...], code: int) -> None:
    ran = place.run(*arguments)
    assert (ran.code, ran.out) == (code, "")
    assert ran.error


def test_changes_are_listed_with_all_there_is_to_know(place: Place) -> None:
    record(place, EVENT)
    assert place.run("changes").out.rstrip("\n").split("\t") == [
        "2026-11-24T12:00:00+00:00",
        "Is it shut?",
        "",
        "UNCONFIRMED · reported",
        "CONFIRMED · official",
        "The harbour office said so without hedge.",
        "office (added), rumour (new version)",
    ]


def test_changes_are_listed_from_a_day_on(place: Place) -> None:
    record(place, EVENT)
    assert place.run("changes", "--since", "2026-11-24").code == 0
    ran = place.run("changes", "--since", "25 Nov 2026")
    assert (ran.code, ran.out) == (3, "")
    assert ran.error == (
        "no label of a tracked claim changed since 2026-11-25; "
        "`onrecord watch add CLAIM` follows one"
    )


def test_a_person_reads_a_change_without_colour() -> None:
    assert plain(change_lines([EVENT])).splitlines() == [
        "24 Nov 2026: “Is it shut?”",
        "  UNCONFIRMED · reported -> CONFIRMED · official",
        "  The harbour office said so without hedge.",
        "  by office (added), rumour (new version)",
    ]


def test_no_text_of_an_event_is_obeyed_by_a_terminal() -> None:
    label = a_label(Status.UNCONFIRMED, reason=HOSTILE)
    hostile = StatusEvent(HOSTILE, None, None, label, (Cause(HOSTILE, Happened.ADDED),), NOON)
    console = terminal()
    print_lines(console, change_lines([hostile]))
    text = STYLE.sub("", written(console))
    assert "\x1b" not in text
    assert "\x9b" not in text
    assert not LABEL.search(text)


def test_an_answer_that_was_asked_for_is_tracked_until_it_is_watched_too(place: Place) -> None:
    assert place.run("ask", QUESTION, "--json").code == 0
    with closing(tracking_in(place)) as tracking:
        assert [claim.text for claim in tracking.tracked()] == [QUESTION]
        assert tracking.watched() == ()


def test_a_state_that_cannot_be_written_takes_no_answer_away(place: Place) -> None:
    (place.home / STATE_FILE).mkdir()
    ran = place.run("ask", QUESTION)
    assert ran.code == 0
    assert ran.out.startswith("UNCONFIRMED")
    assert ran.error.startswith("what was shown is not kept: ")


class Desk:
    """A recorder with its store, and what it complained of."""

    def __init__(self, home: Path) -> None:
        self.complaints: list[str] = []
        self.path = home / STATE_FILE
        self.recorder = Recorder(self.opened, self.complaints.append)

    def opened(self) -> Tracking:
        return Tracking(self.path, "town", Clock())

    def tracked(self) -> list[str]:
        with closing(self.opened()) as tracking:
            return [claim.text for claim in tracking.tracked()]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.recorder.close()


def test_what_goes_wrong_is_said_once(desk: Desk) -> None:
    desk.path.mkdir()
    for _ in range(3):
        desk.recorder.shown(an_answer())
        assert desk.recorder.news() is None
    (complaint,) = desk.complaints
    assert "cannot be used" in complaint


def test_news_is_told_once(desk: Desk) -> None:
    assert desk.recorder.news() is None
    with closing(desk.opened()) as tracking:
        tracking.record((None, 1), [EVENT, EVENT])
    told = "2 labels changed since you were last here; `onrecord changes` lists them"
    assert [desk.recorder.news(), desk.recorder.news()] == [told, None]
    assert news_line([EVENT]) == told.replace("2 labels", "1 label")


def test_a_session_tracks_what_it_shows_and_nothing_out_of_scope(
    desk: Desk, tmp_path: Path
) -> None:
    out = Console(file=io.StringIO(), width=90)
    session = Session(FakeAssistant, out, keeper=Keeper(tmp_path, desk.recorder))
    for line in ("Is it shut?", ":why", "The weather?", "Write a poem", ":timeline Is it wet?"):
        session.handle(line)
    assert sorted(desk.tracked()) == ["Is it shut?", "The weather?"]
