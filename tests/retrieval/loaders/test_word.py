"""Word files: what is read, and that archive, XML and macros can do no harm."""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document as new_docx

from retrieval.errors import CorpusError
from retrieval.loaders.limits import MAX_PARTS
from retrieval.loaders.reading import read_document
from tests.fakes import a_source
from tests.fakes_documents import ARTICLE, a_docx, part_of, saved, with_parts
from tests.fakes_parser import sentences_of

TEXT = "word/document.xml"
TYPES = "[Content_Types].xml"
CORE = "docProps/core.xml"
MAIN_RELATIONS = "word/_rels/document.xml.rels"
BODY = f"""# Bridge shut after cracks

{ARTICLE[0]}

## What the town says

{ARTICLE[1]}

Day | Ferries
Monday | 60"""


def refusal(data: bytes) -> str:
    with pytest.raises(CorpusError) as caught:
        read_document(data, "a.docx")
    return str(caught.value).removeprefix("a.docx: ")


def edited(change: Callable[[str], str], part: str = TEXT, docx: bytes | None = None) -> bytes:
    docx = docx or a_docx()
    changed = change(part_of(docx, part))
    assert changed != part_of(docx, part)
    return with_parts(docx, {part: changed.encode()})


def with_paragraph(xml: str) -> bytes:
    return edited(lambda text: text.replace("<w:sectPr", f"{xml}<w:sectPr", 1))


def test_paragraphs_headings_and_tables_stand_in_order() -> None:
    document = read_document(a_docx(), "a.docx")
    assert document.body == BODY
    sentences = sentences_of(a_source(body=document.body))
    assert [sentence.text for sentence in sentences[:2]] == list(ARTICLE[:2])
    assert sentences[1].heading == "What the town says"


def test_the_properties_give_title_and_author_but_no_day() -> None:
    assert read_document(a_docx(), "a.docx").values == {
        "title": "Mill Bridge shut",
        "author": "Ada Brook",
        "language": "en",
    }


def test_a_file_without_properties_is_called_by_its_first_heading_or_nothing() -> None:
    relations = _without_core(part_of(a_docx(), "_rels/.rels"))
    bare = with_parts(a_docx(), {CORE: None, "_rels/.rels": relations.encode()})
    heading = "Bridge shut after cracks"
    assert new_docx(BytesIO(bare)).core_properties.title == "Word Document"  # made up
    assert read_document(bare, "a.docx").values == {"title": heading, "language": "en"}
    file = new_docx()
    file.add_paragraph(ARTICLE[0])
    file.core_properties.title = file.core_properties.author = ""
    assert read_document(saved(file), "a.docx").values == {"language": "en"}


def _without_core(relations: str) -> str:
    pieces = relations.split("<Relationship ")
    return "<Relationship ".join(p for p in pieces if "core-properties" not in p)


def test_tracked_changes_are_accepted_and_content_controls_opened() -> None:
    xml = (
        "<w:p><w:r><w:t>The bridge is </w:t></w:r><w:del><w:r><w:delText>open</w:delText></w:r>"
        "</w:del><w:ins><w:r><w:t>not open</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>, ha</w:t>"
        "</w:r></w:moveFrom><w:hyperlink><w:r><w:t xml:space='preserve'> any more</w:t></w:r>"
        "</w:hyperlink><w:r><w:t>.</w:t><w:br/><w:t>Really.</w:t></w:r></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    body = read_document(with_paragraph(xml), "a.docx").body
    assert body.endswith("The bridge is not open any more. Really.\n\nIn a control.")


@pytest.mark.parametrize(
    "changes",
    [
        {"word/vbaProject.bin": b"macro"},
        {"word/other/VBAPROJECT.BIN": b""},
        {TYPES: part_of(a_docx(), TYPES).replace("document.main", "macroEnabled.main").encode()},
    ],
)
def test_macros_are_refused(changes: dict[str, bytes]) -> None:
    assert refusal(with_parts(a_docx(), changes)) == "holds macros; save it as .docx without macros"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (with_parts(a_docx(), {TYPES: None}), "is a ZIP archive, not a Word file"),
        (with_parts(a_docx(), {TYPES: b"<Types/>"}), "is an Office file, but not of Word"),
        (with_parts(a_docx(), {TEXT: b"<w:document"}), "is not a whole Word file"),
        (a_docx()[:-200], "is not a whole Word file"),
        (with_parts(a_docx(), {TEXT: None}), "is damaged and cannot be read"),
        (with_parts(a_docx(), {TEXT: b"<a/>"}), "is damaged and cannot be read"),
        (with_parts(a_docx(), {f"word/{n}": b"" for n in range(MAX_PARTS)}), "unpacks to more"),
    ],
)
def test_what_is_no_whole_word_file_is_refused(data: bytes, what: str) -> None:
    assert refusal(data).startswith(what)


def test_an_archive_with_a_password_is_refused() -> None:
    locked = bytearray(a_docx())
    place = locked.rindex(b"PK\x01\x02")
    locked[place + 8] |= 1
    assert "remove the password" in refusal(bytes(locked))


def test_xml_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    bomb = with_parts(a_docx(), {TEXT: b" " * 40_000_000})
    assert len(bomb) < 200_000
    assert refusal(bomb).startswith("unpacks to more than 30 MB")


def test_a_directory_that_lies_about_a_size_is_refused() -> None:
    bomb = bytearray(with_parts(a_docx(), {"word/bomb.xml": b" " * 40_000_000}))
    place = bomb.rindex(b"PK\x01\x02")
    assert struct.unpack_from("<I", bomb, place + 24) == (40_000_000,)
    struct.pack_into("<I", bomb, place + 24, 1_000)
    assert refusal(bytes(bomb)).startswith("is not a whole Word file")


def test_an_archive_inside_the_archive_stays_closed() -> None:
    inner = with_parts(a_docx(), {"bomb": b"\0" * 40_000_000})
    nested = with_parts(
        a_docx(), {"word/embeddings/a.docx": inner, "word/b.bin": b"\0" * 40_000_000}
    )
    assert read_document(nested, "a.docx").body == BODY


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("part", [TEXT, TYPES, CORE, MAIN_RELATIONS])
def test_xml_that_declares_entities_is_refused(part: str, encoding: str) -> None:
    kinds = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">'
    xml = part_of(a_docx(), part)
    start = xml.index("?>") + 2 if xml.startswith("<?xml") else 0
    declared = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [{kinds}]>{xml[start:]}'
    data = with_parts(a_docx(), {part: declared.encode(encoding)})
    assert refusal(data).startswith(("declares entities", "is an Office file, but not of Word"))


def test_python_docx_itself_resolves_no_entity() -> None:
    kinds = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "grown">]>'
    data = edited(
        lambda xml: xml.replace("<w:document", f"{kinds}<w:document", 1).replace(
            "Bridge shut", "&a;&b;Bridge", 1
        )
    )
    text = "".join(paragraph.text for paragraph in new_docx(BytesIO(data)).paragraphs)
    assert ARTICLE[0] in text
    assert "grown" not in text


def test_nothing_outside_the_file_is_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/template.dotm"
        kind = (
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
        )
        relation = f'<Relationship Id="rX" Type="{kind}" Target="{url}" TargetMode="External"/>'
        data = edited(
            lambda xml: xml.replace("</Relationships>", f"{relation}</Relationships>"),
            MAIN_RELATIONS,
        )
        assert read_document(data, "a.docx").body == BODY
        with pytest.raises(BlockingIOError):
            server.accept()


FOOTNOTES = "word/footnotes.xml"
OF_NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_a_footnote_stands_behind_its_paragraph() -> None:
    paragraph = (
        '<w:p><w:r><w:t>It has 14 cracks.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        "</w:p><w:p><w:r><w:t>It is shut.</w:t></w:r></w:p>"
    )
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>It has 41.</w:t></w:r>'
        "</w:p></w:footnote></w:footnotes>"
    )
    relation = f'<Relationship Id="rN" Type="{OF_NOTES}" Target="footnotes.xml"/>'
    types = '<Override PartName="/word/footnotes.xml" ContentType="application/xml"/>'
    data = with_parts(with_paragraph(paragraph), {FOOTNOTES: notes.encode()})
    for part, old, new in (
        (MAIN_RELATIONS, "</Relationships>", f"{relation}</Relationships>"),
        (TYPES, "</Types>", f"{types}</Types>"),
    ):
        data = with_parts(data, {part: part_of(data, part).replace(old, new).encode()})
    body = read_document(data, "a.docx").body
    assert body.endswith("It has 14 cracks.\n\nIt has 41.\n\nIt is shut.")


def test_a_text_box_is_read_once_behind_its_paragraph() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>It costs 6 million.</w:t></w:r></w:p></w:txbxContent>"
    compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    xml = (
        f'<w:p><w:r><w:t>The plan.</w:t></w:r><w:r><mc:AlternateContent xmlns:mc="{compatible}">'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
        "</w:r></w:p>"
    )
    body = read_document(with_paragraph(xml), "a.docx").body
    assert body.endswith("The plan.\n\nIt costs 6 million.")


def test_cells_that_are_empty_or_wide_keep_the_others_in_their_columns() -> None:
    file = new_docx()
    file.add_paragraph(ARTICLE[0])
    table = file.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Region", "2023", "2024"), strict=True):
        cell.text = text
    table.cell(1, 0).merge(table.cell(1, 1)).text = "Tarsk"
    table.cell(1, 2).text = "410"
    body = read_document(saved(file), "a.docx").body
    assert body.endswith("Region | 2023 | 2024\nTarsk | | 410")


def test_what_is_left_out_is_named() -> None:
    file = new_docx()
    file.add_paragraph(ARTICLE[0])
    file.sections[0].header.paragraphs[0].text = "Draft - not for publication"
    notices = [notice.text for notice in read_document(saved(file), "a.docx").notices]
    assert notices == ["has a header that is left out: “Draft - not for publication”"]
    changed = with_paragraph("<w:p><w:ins><w:r><w:t>New.</w:t></w:r></w:ins></w:p>")
    assert "tracked changes" in read_document(changed, "a.docx").notices[0].text
