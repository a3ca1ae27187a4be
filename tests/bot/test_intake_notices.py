"""What `onrecord add` and `doctor` notice: walls, live blogs, corrections, a first source."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.fakes_documents import ARTICLE, GERMAN, a_docx, a_page
from tests.fakes_place import Place, a_file
from tests.retrieval.loaders.test_html_entries import boxes
from tests.retrieval.loaders.test_html_entries import page_of as live_page
from tests.retrieval.loaders.test_walls import pages

ADDED_TO = (
    "was changed on 2024-04-01 and tells of 2024-03-09, after its day, 2024-03-06, under which all "
    "of it counts"
)
Write = Callable[[str, bytes], str]


@pytest.fixture
def write(place: Place) -> Write:
    def written(name: str, data: bytes) -> str:
        (place.root / name).write_bytes(data)
        return str(place.root / name)

    return written


def sources(ran_out: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ran_out)
    return [source for item in found for source in item["sources"]]


def test_a_source_is_shown_with_what_was_read_of_it(place: Place, write: Write) -> None:
    ran = place.run("add", write("a.html", a_page(language="en")))
    lines = [line.strip() for line in ran.out.splitlines()]
    assert "Harrow Mill Gazette · 2024-03-06, from its metadata" in lines
    (size,) = (line for line in lines if " words in English (en) · " in line)
    assert int(size.split(" · ")[1].split()[0]) > 0
    assert [line for line in lines if line.startswith("warning")] == [f"warning: {ADDED_TO}"]


def test_the_same_as_json(place: Place, write: Write) -> None:
    ran = place.run("add", write("a.html", a_page(language="en")), "none.md", "--json")
    assert ran.code == 1
    added, missing = json.loads(ran.out)
    assert (missing["result"], missing["sources"]) == ("failed", [])
    (source,) = added["sources"]
    assert source["published"] == "2024-03-06"
    assert source["day_from"] == "its metadata"
    assert source["words"] > 40
    assert source["statements"] > 0
    assert (source["corrections"], source["warnings"]) == ([], [ADDED_TO])


def test_a_wall_is_refused_in_one_line_and_force_adds_it_with_a_warning(
    place: Place, write: Write
) -> None:
    wall = write("wall.html", pages()["consent-en-partners"]["html"].encode())
    refused = place.run("add", wall)
    assert refused.code == 1
    assert "looks like a consent text and not an article" in refused.error
    assert refused.error.endswith("or pass --force to add it as it is")
    assert len(place.ids()) == 2
    forced = place.run("add", wall, "--force", "--json")
    (source,) = sources(forced.out)
    assert forced.code == 0
    assert source["warnings"][0].startswith("looks like a consent text")


def test_a_live_blog_is_a_source_a_day_and_grows_by_the_day(place: Place, write: Write) -> None:
    blog = write("live.html", live_page(boxes))
    url = ("--url", "https://radio.example/live")
    first = sources(place.run("add", blog, "--json", *url).out)
    days = ["2025-07-10", "2025-07-12", "2025-07-13"]
    assert [source["published"] for source in first] == days
    assert {source["day_from"] for source in first} == {"the times of its entries"}
    more = (
        "2025-07-13T21:00:00Z",
        "Water falls",
        "The water in the lower town of Lenz falls by a hand every hour.",
    )
    write("live.html", live_page(boxes, more))
    again = place.run("add", blog, "--json", *url)
    assert [source["id"] for source in sources(again.out)] == [first[-1]["id"]]
    assert len(place.ids()) == 2 + len(days)


def test_the_days_of_a_live_blog_are_not_overruled_unless_forced(
    place: Place, write: Write
) -> None:
    blog = write("live.html", live_page(boxes))
    refused = place.run("add", blog, "--published", "2025-07-10")
    assert "is a live blog with entries of 2025-07-10, 2025-07-12, 2025-07-13" in refused.error
    assert "leave out --published" in refused.error
    forced = place.run("add", blog, "--published", "2025-07-10", "--force", "--json")
    assert len(sources(forced.out)) == 1
    assert "added as one text" in sources(forced.out)[0]["warnings"][0]


def test_an_id_that_is_given_to_a_live_blog_is_that_of_each_day(place: Place, write: Write) -> None:
    added = place.run("add", write("live.html", live_page(boxes)), "--id", "flood", "--json")
    ids = [source["id"] for source in sources(added.out)]
    assert ids == ["flood-20250710", "flood-20250712", "flood-20250713"]


def test_a_correction_at_the_end_is_shown(place: Place, write: Write) -> None:
    note = "Correction, 7 March: An earlier version of this article named another bridge."
    page = a_page(language="en").replace(b"<footer>", f"<footer><p>{note}</p>".encode())
    ran = place.run("add", write("a.html", page))
    assert f"correction: {note}" in ran.out


def test_garbled_letters_are_put_right_and_it_is_said(place: Place, write: Write) -> None:
    garbled = "\n\n".join(GERMAN).encode().decode("cp1252", "ignore").encode()
    given = ("--title", "T", "--publisher", "P", "--published", "2024-03-06", "--id", "garbled")
    ran = place.run("add", write("a.txt", garbled), *given, "--json")
    assert "put right" in sources(ran.out)[0]["warnings"][0]
    assert "Mühlbrücke" in place.run("show", "garbled").out


def test_what_is_left_out_of_a_word_file_is_a_warning(place: Place, write: Write) -> None:
    from io import BytesIO

    from docx import Document as open_docx

    from tests.fakes_documents import saved

    file = open_docx(BytesIO(a_docx()))
    file.sections[0].header.paragraphs[0].text = "Draft - not for publication"
    given = ("--publisher", "P", "--published", "2024-03-06")
    ran = place.run("add", write("a.docx", saved(file)), *given)
    assert "warning: has a header that is left out: “Draft - not for publication”" in ran.out


def test_a_corpus_begins_with_its_first_source(place: Place, write: Write) -> None:
    empty = place.root / "empty"
    empty.mkdir()
    to = {"ONRECORD_CORPUS": str(empty)}
    assert (
        "no sources in this folder; add one with `onrecord add" in place.run("sources", **to).error
    )
    assert place.run("add", write("a.html", a_page(language="en")), **to).code == 0
    assert "mill-bridge-shut-after-cracks" in place.run("sources", **to).out
    assert list(empty.iterdir()) == []


def test_doctor_looks_at_a_whole_corpus(place: Place) -> None:
    assert place.run("doctor").code == 0
    place.write(
        "corpus/sources/wall.md",
        a_file("wall", "We use cookies.\n\nAccept all or manage options in our privacy policy.\n"),
    )
    place.write(
        "corpus/sources/late.md",
        a_file("late", f"{ARTICLE[0]}\n\nOn 12 March 2024, it opened again to all traffic.\n"),
    )
    found = {row["id"]: row for row in json.loads(place.run("doctor", "--json").out)}
    assert "looks like a consent text" in found["wall"]["warnings"][0]
    assert "tells of 2024-03-12, after its day, 2024-03-10" in found["late"]["warnings"][0]
    assert found["mill-bridge"]["warnings"] == []
    assert found["mill-bridge"]["statements"] > 0
    shown = place.run("doctor").out
    assert "mill-bridge\t2024-03-05" in shown
    assert "  warning: looks like a consent text" in shown
