"""`onrecord add` from end to end: files of every format, pages, lists, and what goes wrong."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.assembly import corpus_of
from bot.cli import app
from bot.errors import BadSetting
from bot.intake.reading import Tools, pool_for, run_in
from bot.settings import load_settings
from retrieval.documents import Kind, Source
from retrieval.errors import CorpusError
from tests.fakes_documents import ARTICLE, GERMAN, a_docx, a_page, a_pdf
from tests.fakes_place import PROCESS, SOURCES, Place, Ran, a_file
from tests.fakes_web import Route, local_fetcher, page, redirect, web_server

HOSTILE = b"<!doctype html><html><body><p " + b"".join(b"a%d=1 " % n for n in range(300_000))
HOSTILE += b">The Mill Bridge is shut for all who come.</p></body></html>"
ARTICLE_ID = "mill-bridge-shut-after-cracks-20240306"
REPORT = ("--publisher", "Harbour Office", "--published", "1 March 2024")
DATED = ("--published", "2024-03-06")
STORY = page(a_page(language="en"))  # what states its language is read faster
UNDATED = page(
    "\n\n".join(("---\nlanguage: en\ntitle: Bridge shut\n---", *ARTICLE)).encode(), "text/markdown"
)
UNDATED_ID = "bridge-shut-20240306"

Add = Callable[..., Ran]
Routes = dict[str, Route]


@pytest.fixture
def add(place: Place) -> Add:
    """Runs the command with a fetcher that may reach this machine."""

    def run(*arguments: str, tools: Tools | None = None, stdin: str | None = None) -> Ran:
        given = tools or Tools(local_fetcher)
        result = CliRunner().invoke(
            app, ("add", *arguments), stdin, env=place.environment, obj=given
        )
        return Ran(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def routes() -> Routes:
    return {}


@pytest.fixture
def web(routes: Routes) -> Iterator[str]:
    with web_server(routes) as base:
        yield base


def table(ran: Ran) -> list[tuple[str, str, str]]:
    rows = [line.split("\t") for line in ran.out.splitlines() if "\t" in line]
    return [(Path(name).name, result, why) for name, result, why in rows]


def sources(place: Place) -> dict[str, Source]:
    settings = load_settings(home=place.home, corpus=place.corpus)
    return {source.id: source for source in corpus_of(settings).sources()}


def test_a_folder_of_all_formats_comes_in(place: Place, add: Add) -> None:
    folder = place.root / "in"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(a_pdf([[ARTICLE[0]], [ARTICLE[1]]], "/Title (Bridge report)"))
    (folder / "b.docx").write_bytes(a_docx())
    (folder / "c.html").write_bytes(a_page(GERMAN))
    place.write("in/d.md", a_file())
    place.write("in/e.txt", "Nobody knows who wrote this text about the bridge and its cracks.\n")
    ran = add("in", *REPORT)
    assert table(ran) == [
        ("a.pdf", "added", "as bridge-report-20240301, from Harbour Office, 2 pages"),
        ("b.docx", "added", "as mill-bridge-shut-20240301, from Harbour Office"),
        (
            "c.html",
            "added",
            "as mill-bridge-shut-after-cracks-20240301, from Harbour Office, in German (de): found "
            "when asked in it, but not parsed, so that it confirms nothing",
        ),
        ("d.md", "added", "as swing-bridge"),
        ("e.txt", "failed", "no title found; pass --title TITLE"),
    ]
    assert ran.code == 1
    assert ran.error == "not added: in/e.txt: no title found; pass --title TITLE"
    assert "Reading 5 sources…\n" in ran.err
    kept = sources(place)["bridge-report-20240301"]
    at = kept.body.index("mayor")
    assert kept.pages_of(at, at + 1) == (2, 2)


def test_pages_come_in_under_their_final_address_without_tracking(
    place: Place, add: Add, routes: Routes, web: str
) -> None:
    routes |= {
        "/old?id=1&utm_source=mail": redirect("/story?id=1&utm_source=mail"),
        "/story?id=1&utm_source=mail": STORY,
        "/report": page(a_pdf([ARTICLE], "/Title (Report)"), "application/pdf"),
    }
    ran = add(f"{web}/old?id=1&utm_source=mail", f"{web}/report", *DATED)
    assert [result for _, result, _ in table(ran)] == ["added", "added"]
    kept = sources(place)
    assert kept[ARTICLE_ID].url == f"{web}/story?id=1"
    assert kept[ARTICLE_ID].publisher == "Harrow Mill Gazette"
    assert (kept["report-20240306"].publisher, kept["report-20240306"].pages) == ("127.0.0.1", (0,))


def test_a_changed_page_is_a_new_version_and_an_unchanged_one_is_known(
    place: Place, add: Add, routes: Routes, web: str
) -> None:
    routes["/story"] = STORY
    assert table(add(f"{web}/story"))[0][1] == "added"
    assert table(add(f"{web}/story#top")) == [
        ("story#top", "skipped", f"the same text as {ARTICLE_ID}")
    ]
    routes["/story"] = page(
        a_page((*ARTICLE, "Update: the bridge will open again in May."), language="en")
    )
    (row,) = table(add(f"{web}/story"))
    assert row[1:] == ("added", f"new version of {ARTICLE_ID}, from Harrow Mill Gazette")
    assert "in May" in sources(place)[ARTICLE_ID].body
    assert len(sources(place)) == 3


def test_the_same_text_twice_is_one_source(
    place: Place, add: Add, routes: Routes, web: str
) -> None:
    routes |= {"/1": STORY, "/2": STORY}
    twin = place.write("twin.md", a_file("twin", SOURCES[0].body))
    ran = add(f"{web}/1", f"{web}/2", twin)
    assert table(ran) == [
        ("1", "added", f"as {ARTICLE_ID}, from Harrow Mill Gazette"),
        ("2", "skipped", f"the same text as {ARTICLE_ID}"),
        ("twin.md", "skipped", "the same text as mill-bridge"),
    ]
    assert ran.code == 0


def test_two_texts_for_one_id_in_one_call_clash(place: Place, add: Add) -> None:
    paths = [place.write("a.md", a_file()), place.write("b.md", a_file(body="Quite another.\n"))]
    ran = add(*paths)
    assert [result for _, result, _ in table(ran)] == ["added", "failed"]
    assert "another text for swing-bridge" in ran.error


def test_a_page_without_a_date_is_refused_with_the_flag_that_cures_it(
    place: Place, add: Add, routes: Routes, web: str
) -> None:
    routes["/story"] = UNDATED
    ran = add(f"{web}/story")
    assert ran.code == 1
    assert ran.error.endswith("/story: no day of publication found; pass --published DATE")
    assert add(f"{web}/story", *DATED).code == 0
    assert len(sources(place)) == 3


def test_what_is_missing_is_asked_for_until_it_is_a_day(
    place: Place, add: Add, routes: Routes, web: str
) -> None:
    routes["/story"] = UNDATED
    answers, asked = ["soon", "6 March 2024"], []

    def ask(question: str) -> str:
        asked.append(question)
        return answers.pop(0)

    ran = add(f"{web}/story", tools=Tools(local_fetcher, ask=ask))
    assert ran.code == 0
    day = "published (the day it appeared, as 2024-10-22)"
    refused = "'soon' does not name one day; write it as in 2024-10-22"
    assert asked == [day, f"{refused}; {day}"]
    assert sources(place)[UNDATED_ID].publisher == "127.0.0.1"


def test_an_empty_answer_is_the_refusal_and_a_batch_asks_nothing(
    place: Place, add: Add, routes: Routes, web: str
) -> None:
    routes["/story"] = UNDATED
    silent = Tools(local_fetcher, ask=lambda _: "\n")
    assert "pass --published DATE" in add(f"{web}/story", tools=silent).error
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return "2024-03-06"

    curious = Tools(local_fetcher, ask=ask)
    assert add(f"{web}/story", place.write("a.md", a_file()), tools=curious).code == 1
    assert asked == []


def test_every_value_can_be_set(place: Place, add: Add, routes: Routes, web: str) -> None:
    routes["/story"] = STORY
    ran = add(
        f"{web}/story", "--id", "mine", "--title", "T", "--publisher", "P", "--stated",
        "2024-03-05", "--url", "https://Gazette.example/a?gclid=1", "--kind", "report", "--author",
        "A", "--language", "de", "--note", "N", "--syndicated-from", "S", *DATED,
    )  # fmt: skip
    assert table(ran)[0][1:] == (
        "added",
        "as mine, in German (de): found when asked in it, but not parsed, so that it confirms "
        "nothing",
    )
    kept = sources(place)["mine"]
    assert (kept.title, kept.publisher, kept.author, kept.note) == ("T", "P", "A", "N")
    assert (kept.url, kept.kind) == ("https://gazette.example/a", Kind.REPORT)
    assert (str(kept.stated), kept.language, kept.syndicated_from) == ("2024-03-05", "de", "S")


def test_a_list_names_paths_and_addresses(place: Place, add: Add, routes: Routes, web: str) -> None:
    routes["/story"] = STORY
    place.write("a.md", a_file())
    lines = f"# what to read\n\n{web}/story\n  a.md  \n"
    named = place.write("list.txt", lines)
    for ran in (add("--list", named), add("none.md", "--list", "-", stdin=lines)):
        assert [row[0] for row in table(ran)][-2:] == ["story", "a.md"]
    assert {ARTICLE_ID, "swing-bridge"} < set(sources(place))
    assert table(ran)[0] == ("none.md", "failed", "no such file; check the path")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ((), "Missing argument PATH|URL; name a file, a folder or a web address"),
        (("--list", "none.txt"), "--list: none.txt: cannot be read"),
        (
            ("--list", "empty.txt"),
            "--list: empty.txt: nothing to add; write a path or URL on each line",
        ),
        (("a.md", "b.md", "--url", "https://a.example/"), "--url: fits one item only"),
        (("a.md", "--published", "soon"), "'soon' does not name one day"),
    ],
)
def test_bad_usage_adds_nothing(
    place: Place, add: Add, arguments: tuple[str, ...], error: str
) -> None:
    place.write("empty.txt", "# nothing\n\n")
    place.write("a.md", a_file("a"))
    place.write("b.md", a_file("b"))
    ran = add(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.error.startswith(error)


def test_addresses_of_this_machine_are_refused_outside_of_tests(place: Place, web: str) -> None:
    ran = place.run("add", f"{web}/story")
    assert ran.code == 1
    assert "its host is at 127.0.0.1, which is not public" in ran.error


def test_a_page_made_to_hang_its_reader_fails_alone(
    place: Place, add: Add, routes: Routes, web: str
) -> None:
    routes |= {"/hostile": page(HOSTILE), "/gone": page(b"gone", status=404)}
    (place.root / "report.pdf").write_bytes(a_pdf([ARTICLE], "/Title (Report)"))
    names = (f"{web}/hostile", "report.pdf", f"{web}/gone", place.write("a.md", a_file()))
    ran = add(*names, *REPORT, tools=Tools(local_fetcher, seconds=4))
    why = "takes longer than 4 s to read; save its text as .md and add that"
    assert table(ran)[0] == ("hostile", "failed", why)
    assert [result for _, result, _ in table(ran)] == ["failed", "added", "failed", "added"]
    assert "there is no such page (HTTP 404)" in table(ran)[2][2]


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_reader_that_the_system_kills_fails_alone() -> None:
    pool = pool_for(1)
    try:
        with pytest.raises(CorpusError, match="ended the program that read it; save its text"):
            run_in(pool, 30, signal.raise_signal, signal.SIGKILL)
        assert run_in(pool, 30, abs, -3) == 3
        with pytest.raises(CorpusError, match="an error of the document"):
            run_in(pool, 30, refuse)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def refuse() -> None:
    raise CorpusError("an error of the document")


def test_nothing_is_added_when_the_disk_refuses(place: Place, add: Add) -> None:
    place.write("home/corpora", "a file where a folder should be")
    ran = add(place.write("a.md", a_file()), "none.md")
    assert ran.code == 1
    assert [result for _, result, _ in table(ran)] == ["failed", "failed"]
    assert table(ran)[0][2].startswith("nothing was added: ")
    assert "indexed" not in ran.out


def test_a_name_for_web_servers_must_fit_a_header() -> None:
    assert load_settings(user_agent="Newsroom/1.0 (desk@gazette.example)").user_agent
    assert load_settings(user_agent=" ").user_agent is None
    for wrong in ("Onrécord", "a\nb: c"):
        with pytest.raises(BadSetting, match="ONRECORD_USER_AGENT: must be one line of plain"):
            load_settings(user_agent=wrong)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_person_at_a_terminal_is_asked_and_can_leave(place: Place) -> None:
    import pexpect

    (place.root / "report.pdf").write_bytes(a_pdf([ARTICLE], "/Title (Report)"))
    env = os.environ | place.environment | PROCESS | {"TERM": "xterm", "NO_COLOR": "1"}

    def started(*arguments: str) -> pexpect.spawn[str]:
        command = ["-m", "bot", "add", "report.pdf", *arguments]
        child = pexpect.spawn(
            sys.executable,
            command,
            cwd=place.root,
            env=env,
            encoding="utf-8",
            timeout=120,
            use_poll=True,
        )
        child.expect_exact("publisher (who published it): ")
        return child

    child = started("--published", "2024-03-01")
    child.sendline("Harbour Office")
    child.expect_exact("as report-20240301, from Harbour Office, 1 page")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    child = started("--title", "Again")
    child.sendintr()
    child.expect_exact("interrupted; nothing was lost")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
