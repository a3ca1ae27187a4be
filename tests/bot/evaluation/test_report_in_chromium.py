"""The report in a real browser, opened as a file: it filters, fits and keeps to its policy."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.report import render_report
from tests.fakes_report import (
    a_comparison,
    a_long_entry,
    a_mixed_evaluation,
    an_entry,
    an_evaluation,
)

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-sync "
    "--disable-background-networking --disable-component-update --disable-dev-shm-usage "
    "--enable-logging=stderr --virtual-time-budget=5000"
).split()
# The page under test lies in a frame of a given width; a script beside it acts and looks.
PROBE = """<!doctype html><title>probe</title>
<iframe id="frame" width="%(width)d" height="800" style="border:0"></iframe><pre id="seen"></pre>
<script>
const frame = document.getElementById("frame");
frame.onload = async () => {
  const page = frame.contentWindow, doc = page.document;
  const shown = () => [...doc.querySelectorAll("article.item")].filter((a) => !a.hidden)
    .map((a) => a.id);
  const type = (name, value) => {
    const field = doc.getElementsByName(name)[0];
    if (field.type === "checkbox") field.checked = value; else field.value = value;
    field.dispatchEvent(new page.Event("input", {bubbles: true}));
  };
  const settled = () => new Promise((done) => setTimeout(done, 50));
  const seen = await (async () => { %(script)s })();
  document.getElementById("seen").textContent = JSON.stringify(seen);
};
frame.src = "report.html%(address)s";
</script>"""

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="chromium is not installed; try: apt-get install chromium"
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A page after its scripts ran, and what the browser complained about."""

    dom: str
    complaints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Browser:
    """Headless Chromium over the files of one folder."""

    folder: Path
    profile: Path

    def write(
        self, evaluation: Mapping[str, Any], compared: Mapping[str, Any] | None = None
    ) -> None:
        """Puts a report into the folder."""
        page = render_report(evaluation, compared)
        (self.folder / "report.html").write_text(page, encoding="utf-8")

    def open(self, name: str = "report.html", *flags: str) -> Opened:
        """Opens a file of the folder; `name` may carry a #fragment."""
        file, hash_sign, fragment = name.partition("#")
        address = (self.folder / file).as_uri() + hash_sign + fragment
        command = [str(CHROMIUM), *QUIET, f"--user-data-dir={self.profile}", *flags]
        done = subprocess.run(
            [*command, "--dump-dom", address],
            capture_output=True,
            text=True,
            timeout=500,
            check=True,
        )
        lines = done.stderr.splitlines()
        return Opened(done.stdout, tuple(line for line in lines if "CONSOLE" in line))

    def ask(self, script: str, address: str = "", width: int = 1280) -> Any:
        """What a script finds that acts on the page in a frame so many pixels wide."""
        probe = PROBE % {"script": script, "address": address, "width": width}
        (self.folder / "probe.html").write_text(probe, encoding="utf-8")
        opened = self.open("probe.html", "--allow-file-access-from-files")
        assert opened.complaints == ()
        return json.loads(unescape(opened.dom.partition('id="seen">')[2].partition("</pre>")[0]))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One folder and profile for all tests; each test writes its own report."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for name in ("pages", "profile"):
            (Path(folder) / name).mkdir()
        yield Browser(Path(folder) / "pages", Path(folder) / "profile")


def test_the_script_reads_the_filter_from_the_address(browser: Browser) -> None:
    browser.write(a_mixed_evaluation())
    opened = browser.open("report.html#gold=unconfirmed&faults=1")
    assert opened.complaints == ()
    assert ">1 of 5 items shown</output>" in opened.dom
    articles = [part.partition(">")[0] for part in opened.dom.split("<article")[1:]]
    assert [' hidden=""' in start for start in articles] == [True, True, False, True, True]


def test_a_script_that_got_into_the_page_would_not_run(browser: Browser) -> None:
    browser.write(a_mixed_evaluation())
    page = (browser.folder / "report.html").read_text(encoding="utf-8")
    harm = "<script>document.title = 'harmed'</script><img src=x onerror=\"document.title=1\">"
    (browser.folder / "harmed.html").write_text(page.replace("<h1>", harm + "<h1>"))
    opened = browser.open("harmed.html")
    assert "<title>Evaluation of harbour.yaml</title>" in opened.dom
    assert any("Content Security Policy" in line for line in opened.complaints)


FILTERS: list[tuple[dict[str, Any], list[str]]] = [
    ({"type": "who_said"}, ["item-q-2"]),
    ({"outcome": "nothing_found"}, ["item-q-4"]),
    ({"outcome": "error"}, ["item-q-5"]),
    ({"gold": "unconfirmed"}, ["item-q-2", "item-q-3"]),
    ({"gold": "unconfirmed", "got": "confirmed"}, ["item-q-3"]),
    ({"got": "no answer"}, ["item-q-4"]),
    ({"faults": True}, ["item-q-3", "item-q-5"]),
    ({"q": "MAYOR's  knew"}, []),
    ({"q": "know MAYOR's"}, ["item-q-2"]),
    ({"q": '"know mayor\'s"'}, []),
    ({"q": "\"mayor's office know"}, ["item-q-2"]),
    ({"q": "denied"}, ["item-q-2"]),
    ({"q": "evidence"}, []),
    ({"q": '""'}, ["item-q-1", "item-q-2", "item-q-3", "item-q-4", "item-q-5"]),
    ({"type": "status", "q": "index is gone"}, ["item-q-5"]),
]


def test_filters_and_search_narrow_what_is_shown(browser: Browser) -> None:
    browser.write(a_mixed_evaluation())
    seen = browser.ask(
        f"return {json.dumps([wanted for wanted, _ in FILTERS])}.map((wanted) => {{"
        "doc.getElementById('clear').click();"
        "for (const [name, value] of Object.entries(wanted)) type(name, value);"
        "return [shown(), doc.getElementById('count').textContent,"
        "  doc.getElementById('none').hidden] })"
    )
    for (wanted, ids), found in zip(FILTERS, seen, strict=True):
        assert found == [ids, f"{len(ids)} of 5 items shown", bool(ids)], wanted


def test_the_address_follows_the_filter_and_clearing_shows_everything(browser: Browser) -> None:
    browser.write(a_mixed_evaluation())
    before, cleared, count = browser.ask(
        "type('got', 'no answer'); type('faults', true); const before = page.location.hash;"
        "doc.getElementById('clear').click();"
        "return [before, page.location.hash, shown().length]"
    )
    assert (before, cleared, count) == ("#got=no+answer&faults=1", "#items", 5)


def test_a_count_of_the_confusion_matrix_leads_to_its_questions(browser: Browser) -> None:
    browser.write(a_mixed_evaluation())
    found = browser.ask(
        "[...doc.querySelectorAll('.matrix a')].find((a) => a.hash.includes('gold=no+answer&"
        "got=no+answer')).click(); await settled(); return shown()"
    )
    assert found == ["item-q-4"]


def test_an_anchor_opens_its_item_and_no_other(browser: Browser) -> None:
    browser.write(a_mixed_evaluation())
    opened = "[...doc.querySelectorAll('article > details[open]')].map((d) => d.parentNode.id)"
    assert browser.ask(f"return {opened}", "#item-q-2.c1") == ["item-q-2"]


def test_an_anchor_to_a_hidden_item_clears_the_filter(browser: Browser) -> None:
    browser.write(a_mixed_evaluation())
    script = "page.location.hash = 'item-q-2'; await settled(); return shown().length"
    assert browser.ask(script, "#type=unanswerable") == 5


def test_an_odd_address_breaks_nothing(browser: Browser) -> None:
    browser.write(a_mixed_evaluation())
    odd = ["#type=nothing&gold=%00", "#q=%", "#item-%E0%A4%A", "#=&=", "#q=%22", "#"]
    counts = browser.ask(
        f"const counts = []; for (const address of {json.dumps(odd)}) {{"
        "page.location.hash = address; await settled(); counts.push(shown().length); }"
        "return counts"
    )
    assert set(counts) <= {0, 5}


def test_opening_and_closing_all_touches_only_what_is_shown(browser: Browser) -> None:
    browser.write(a_mixed_evaluation())
    count = "doc.querySelectorAll('article > details[open]').length"
    seen = browser.ask(
        f"type('gold', 'unconfirmed'); doc.getElementById('open').click(); const open = {count};"
        f"doc.getElementById('close').click(); return [open, {count}]"
    )
    assert seen == [2, 0]


def test_every_control_can_be_reached_by_keyboard_and_has_a_name(browser: Browser) -> None:
    browser.write(a_mixed_evaluation(), a_comparison())
    named = browser.ask(
        "const all = [...doc.querySelectorAll('input, select, button, summary, a[href]')];"
        "return all.filter((e) => e.tabIndex < 0 || !(e.labels?.length || e.textContent.trim()))"
        ".map((e) => e.outerHTML)"
    )
    assert named == []


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_nothing_is_wider_than_the_screen(browser: Browser, width: int) -> None:
    long = "x" * 400
    worst = an_entry(long, type=long, question=long, faults=[long], why=long, retrieved=[long])
    entries = (worst, *a_mixed_evaluation()["items"], a_long_entry(1))
    evaluation = a_mixed_evaluation() | {"items": list(entries), "corpus": a_corpus(long)}
    browser.write(evaluation, a_comparison())
    script = (
        "for (const d of doc.querySelectorAll('details')) d.open = true;"
        "const root = doc.scrollingElement;"
        "return [root.scrollWidth, root.clientWidth]"
    )
    needed, there = browser.ask(script, width=width)
    assert there in range(width - 20, width + 1)
    assert needed <= there


def test_only_changed_items_are_shown_when_asked_for(browser: Browser) -> None:
    browser.write(a_mixed_evaluation(), a_comparison())
    assert browser.ask("type('changed', true); return shown()") == ["item-q-2", "item-q-3"]
    assert browser.ask("return shown()", "#turn=worse") == ["item-q-3"]


def test_five_hundred_items_are_searched_at_once(browser: Browser) -> None:
    browser.write(an_evaluation(*(a_long_entry(n) for n in range(500))))
    found, milliseconds = browser.ask(
        "const start = page.performance.now(); type('q', 'CLAIM \"2 of 41:\"');"
        "return [shown(), page.performance.now() - start]"
    )
    assert found == ["item-long-41"]
    assert milliseconds < 5000


def a_corpus(folder: str) -> dict[str, Any]:
    """A corpus in a folder of this name."""
    return {**a_mixed_evaluation()["corpus"], "folder": folder}
