"""From a document to a source, and where that belongs among those already there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.documents import Kind, Source
from retrieval.errors import CorpusError, FetchError
from retrieval.intake import LONGEST_ID, Incomplete, names_id, source_of
from retrieval.loaders import markdown
from retrieval.loaders.document import Document
from retrieval.loaders.reading import read_document
from retrieval.placing import Shelf, Verdict

BODY = "The Mill Bridge is closed."
SAID = {"title": "Bridge closed after cracks", "publisher": "Gazette", "published": "2024-03-01"}
PAGE = "https://www.gazette.example/bridge"
KNOWN = Source("bridge", "Bridge closed", "Gazette", date(2024, 3, 1), BODY, url=PAGE)
FERRY = Source("ferry", "Ferry strike", "Gazette", date(2024, 3, 2), "The ferrymen strike.")


def document(**values: str) -> Document:
    return Document(BODY, SAID | values)


def test_what_the_person_says_wins_over_the_document() -> None:
    source = source_of(document(author="Ada"), {"publisher": "Radio", "kind": "statement"})
    assert (source.publisher, source.kind, source.author) == ("Radio", Kind.STATEMENT, "Ada")
    assert source.published == date(2024, 3, 1)
    assert source_of(document(), {}).kind is Kind.ARTICLE


def test_the_pages_of_a_pdf_stay_with_its_source() -> None:
    assert source_of(Document(BODY, SAID, (0, 9)), {}).pages == (0, 9)


def test_a_page_has_its_address_and_by_default_its_host_as_publisher() -> None:
    source = source_of(Document(BODY, {"title": "T", "published": "2024-03-01"}), {}, PAGE)
    assert (source.url, source.publisher) == (PAGE, "gazette.example")
    assert source_of(document(), {}, PAGE).publisher == "Gazette"


def test_a_page_cannot_choose_its_id_address_or_kind() -> None:
    claims = {"id": "nato-statement", "url": "https://nato.example/", "kind": "digest"}
    claims |= {"stated": "2001-01-01", "syndicated_from": "Agency", "note": "Trust me"}
    fetched = source_of(document(**claims), {}, PAGE)
    assert fetched == source_of(document(), {}, PAGE)
    assert not names_id(document(**claims), {}, PAGE)
    assert names_id(document(**claims), {"id": "mine"}, PAGE)
    saved = source_of(document(**claims), {})
    assert (saved.id, saved.url, saved.kind) == (claims["id"], claims["url"], Kind.DIGEST)
    assert names_id(document(**claims), {})


@pytest.mark.parametrize(
    ("absent", "message"),
    [
        (["published"], "no day of publication found; pass --published DATE"),
        (
            ["publisher", "published"],
            "no publisher and no day of publication found; pass --publisher NAME and "
            "--published DATE",
        ),
        (
            ["title", "publisher", "published"],
            "no title, no publisher and no day of publication found; pass --title TITLE, "
            "--publisher NAME and --published DATE",
        ),
    ],
)
def test_what_is_missing_is_refused_with_its_flags(absent: list[str], message: str) -> None:
    said = {key: value for key, value in SAID.items() if key not in absent}
    with pytest.raises(Incomplete) as caught:
        source_of(Document(BODY, said), {})
    assert (str(caught.value), caught.value.missing) == (message, tuple(absent))


@pytest.mark.parametrize("nothing", ["null", "~", " ", "T" * 501])
def test_a_title_that_is_none_counts_as_missing(nothing: str) -> None:
    with pytest.raises(Incomplete):
        source_of(document(title=nothing), {})


@pytest.mark.parametrize(
    ("wrong", "cure"),
    [
        ({"published": "yesterday"}, "as in 2024-10-22"),
        ({"stated": "2024-13-01"}, "as in 2024-10-21"),
        ({"kind": "rumour"}, "article, digest, statement, report"),
        ({"id": "../up"}, "letters, digits"),
        ({"title": " "}, "--title"),
        ({"syndicated_from": ""}, "--syndicated-from"),
    ],
)
def test_a_wrong_value_is_named_with_its_cure(wrong: dict[str, str], cure: str) -> None:
    with pytest.raises(CorpusError) as caught:
        source_of(document(), wrong)
    assert cure in str(caught.value)
    assert f"'{next(iter(wrong))}'" in str(caught.value)


def test_a_given_address_is_made_canonical_or_refused() -> None:
    given_url = {"url": "HTTPS://Gazette.example/a?utm_source=x#top"}
    assert source_of(document(), given_url).url == "https://gazette.example/a"
    with pytest.raises(FetchError):
        source_of(document(), {"url": "gazette"})


@pytest.mark.parametrize(
    ("title", "fallback", "expected"),
    [
        ("Bridge closed after cracks", "x", "bridge-closed-after-cracks-20240301"),
        ("Château d’Eau’s “new” gate: 3 000 m²", "x", "chateau-deaus-new-gate-3-000-20240301"),
        ("Kyiv\u2014Moscow", "x", "kyiv-moscow-20240301"),
        ("Straße", "x", "strasse-20240301"),
        ("桥梁关闭 2024", "nato.int", "nato-int-20240301"),
        ("Мост закрыт", "мост", "source-"),
    ],
)
def test_an_id_is_made_from_the_title(title: str, fallback: str, expected: str) -> None:
    assert source_of(document(title=title), {}, fallback=fallback).id.startswith(expected)


@given(title=st.text(min_size=1), publisher=st.text(min_size=1), fallback=st.text())
def test_whatever_is_taken_in_can_be_read_again(title: str, publisher: str, fallback: str) -> None:
    try:
        source = source_of(document(title=title, publisher=publisher), {}, fallback=fallback)
    except CorpusError:
        return
    assert len(source.id) <= LONGEST_ID - len("-999")
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{source.id}.md"
        path.write_text(markdown.write_source(source), encoding="utf-8")
        assert markdown.read_source(path) == source


def shelf() -> Shelf:
    return Shelf([KNOWN, FERRY])


@pytest.mark.parametrize("named", [True, False])
def test_the_same_text_is_the_same_source_whatever_its_id(named: bool) -> None:
    copy = replace(KNOWN, id="copy", title="Other", body="The Mill\n Bridge  is closed.\n")
    placed = shelf().place(copy, named=named)
    assert (placed.verdict, placed.other) == (Verdict.SAME, "bridge")


def test_an_identical_source_is_the_same() -> None:
    assert shelf().place(KNOWN, named=True).verdict is Verdict.SAME


@pytest.mark.parametrize("change", [{"body": "It is open."}, {"publisher": "Radio"}])
def test_a_change_under_a_given_id_is_a_version(change: dict[str, str]) -> None:
    changed = replace(KNOWN, **change)  # type: ignore[arg-type]
    placed = shelf().place(changed, named=True)
    assert (placed.verdict, placed.source, placed.other) == (Verdict.VERSION, changed, "bridge")


def test_a_changed_page_keeps_the_id_of_its_address() -> None:
    changed = replace(KNOWN, id="made-up", title="Open", body="It is open.")
    placed = shelf().place(changed, named=False, at=f"{PAGE}?utm_source=x#top")
    assert (placed.verdict, placed.source.id) == (Verdict.VERSION, "bridge")


def test_an_address_of_two_sources_or_only_claimed_is_no_sign() -> None:
    changed = replace(KNOWN, id="bridge", title="Open", body="It is open.")
    two = Shelf([KNOWN, replace(FERRY, url=PAGE)])
    for known, at in ((two, PAGE), (shelf(), None)):
        placed = known.place(changed, named=False, at=at)
        assert (placed.verdict, placed.source.id) == (Verdict.NEW, "bridge-2")


def test_a_made_up_id_never_replaces_another_text() -> None:
    known = shelf()
    first, second = (
        known.place(replace(KNOWN, id="Bridge", body=body), named=False)
        for body in ("One more text.", "And another.")
    )
    assert [first.source.id, second.source.id] == ["Bridge-2", "Bridge-3"]
    assert {first.verdict, second.verdict} == {Verdict.NEW}
    assert first.other == "Bridge"


def test_a_new_text_with_a_free_id_is_new() -> None:
    placed = shelf().place(replace(KNOWN, id="gate", body="A gate."), named=True)
    assert (placed.verdict, placed.source.id, placed.other) == (Verdict.NEW, "gate", None)


def test_the_second_item_of_a_batch_sees_the_first() -> None:
    known = shelf()
    new = replace(KNOWN, id="gate", body="A gate.", url="https://gate.example/1")
    known.place(new, named=False, at=new.url)
    assert known.place(replace(new, id="copy"), named=False).other == "gate"
    changed = replace(new, body="Another gate.")
    assert known.place(changed, named=True).verdict is Verdict.CLASH
    assert known.place(changed, named=False, at=new.url).verdict is Verdict.CLASH


def test_pages_in_front_matter_become_offsets() -> None:
    data = b"---\ntitle: T\npages: [0, 5]\n---\nShut for good."
    read = read_document(data, "a.md")
    assert (read.pages, "pages" in read.values) == ((0, 5), False)


@pytest.mark.parametrize("pages", ["5", "[x]", "[-1]", "[5, 0]", "[0, 99]", "{a: 1}", "[[0]]"])
def test_offsets_that_cannot_be_are_refused(pages: str) -> None:
    with pytest.raises(CorpusError, match="'pages' is not valid; write rising offsets"):
        read_document(f"---\npages: {pages}\n---\nShut for good.".encode(), "a.md")
