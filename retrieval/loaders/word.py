"""Word files (.docx): paragraphs, headings and tables in reading order, by python-docx.

The text is the one with all tracked changes accepted. Footnotes and text boxes stand behind the
paragraph that they belong to. Headers, footers and comments are left out, and a notice says so.
Templates and pictures that lie elsewhere are never fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from retrieval.loaders.document import (
    Document,
    Notice,
    language_tag,
    printable,
    stated,
    table_row,
    title_of,
)
from retrieval.loaders.word_package import safe_package

_HEADING = re.compile(r"heading ([1-6])\Z", re.IGNORECASE)
_CHARACTERS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_SHOWN = 80  # characters of a header in a notice
# Moved away, drawn beside the text, or the old spelling of what stands there already.
_LEFT_OUT = frozenset({"moveFrom", "del", "txbxContent", "Fallback", "pPr", "rPr", "sectPr"})


@dataclass(frozen=True, slots=True)
class _Word:
    """An opened file with its footnotes and endnotes by kind and number."""

    file: Any
    notes: Mapping[tuple[str, str], Any]


def read(data: bytes) -> Document:
    """The text of a Word file with its title and author. Raises CorpusError, and what python-docx
    raises over a broken file."""
    from docx import Document as open_docx

    file = open_docx(safe_package(data))
    word = _Word(file, _notes(file))
    blocks = [(level, text) for level, text in _blocks(file.element.body, word) if text]
    body = "\n\n".join("#" * level + " " * bool(level) + text for level, text in blocks)
    first = blocks[0][1] if blocks and blocks[0][0] == 1 else None
    core = _core_properties(file)
    values = stated(
        title=title_of(getattr(core, "title", None)) or first,
        author=getattr(core, "author", None),
        language=language_tag(getattr(core, "language", None)),
    )
    return Document(body, values, notices=tuple(_notices(word)))


def _notices(word: _Word) -> Iterator[Notice]:
    for name in ("header", "footer"):
        if text := _beside(word.file, name):
            shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN].rsplit(' ', 1)[0]} …"
            yield Notice(f"has a {name} that is left out: “{shown}”")
    if any(part.partname.endswith("/comments.xml") for part in word.file.part.package.parts):
        yield Notice("has comments, which are left out")
    changes = word.file.element.body.iter("{*}ins", "{*}del", "{*}moveFrom")
    if next(changes, None) is not None:
        yield Notice("has tracked changes, read as if all were accepted")


def _beside(file: Any, name: str) -> str:
    """What the headers or the footers of a file say, each text once."""
    texts = dict.fromkeys(
        text
        for part in _parts(file, name)
        if (text := " ".join("".join(map(_text, part.iterchildren("*"))).split()))
    )
    return " / ".join(text for text in texts if any(map(str.isalpha, text)))


def _notes(file: Any) -> dict[tuple[str, str], Any]:
    """By kind and number; the lines that part them from the text are none."""
    return {
        (kind, _attribute(note, "id")): note
        for kind in ("footnote", "endnote")
        for part in _parts(file, f"{kind}s")
        for note in part.iterchildren("{*}" + kind)
        if not _attribute(note, "type")
    }


def _parts(file: Any, kind: str) -> Iterator[Any]:
    """The XML of the parts that the text is tied to by such a relation."""
    from docx.oxml import parse_xml

    for relation in file.part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            yield parse_xml(relation.target_part.blob)


def _core_properties(file: Any) -> Any:
    """What the file says of itself; python-docx would make up a title where it says nothing."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        return file.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).core_properties
    except KeyError:
        return None


def _blocks(container: Any, word: _Word) -> Iterator[tuple[int, str]]:
    """Heading level (0 for text) and text of each paragraph and table, content controls opened."""
    for element in container.iterchildren("*"):
        match _name(element):
            case "p":
                yield _level(element, word.file), " ".join(_text(element).split())
                yield from _hanging(element, word)
            case "tbl":
                yield 0, "\n".join(filter(None, map(_row, _within(element, "tr"))))
                yield from _hanging(element, word)
            case name if name not in _LEFT_OUT:
                yield from _blocks(element, word)


def _hanging(element: Any, word: _Word) -> Iterator[tuple[int, str]]:
    """The text boxes and notes that hang on a paragraph or a table, in their order."""
    for child in element.iterchildren("*"):
        name = _name(child)
        if name == "txbxContent":
            yield from _blocks(child, word)
        elif name in {"footnoteReference", "endnoteReference"}:
            kind = name.removesuffix("Reference")
            note = word.notes.get((kind, _attribute(child, "id")))
            if note is not None:
                yield 0, " ".join("".join(map(_text, note.iterchildren("*"))).split())
        elif name not in _LEFT_OUT:
            yield from _hanging(child, word)


def _row(row: Any) -> str:
    return table_row(text for cell in _within(row, "tc") for text in _cell(cell))


def _cell(cell: Any) -> Iterator[str]:
    """The text of a cell, and nothing for each further column that it takes up."""
    yield _text(cell)
    spans = [_attribute(span, "val") for span in cell.iter("{*}gridSpan")]
    for _ in range(int(spans[0]) - 1 if spans and spans[0].isdigit() else 0):
        yield ""


def _attribute(element: Any, name: str) -> str:
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def _within(element: Any, name: str) -> Iterator[Any]:
    """The nearest elements of that name, through content controls and tracked changes."""
    for child in element.iterchildren("*"):
        if _name(child) == name:
            yield child
        elif _name(child) not in _LEFT_OUT:
            yield from _within(child, name)


def _text(element: Any) -> str:
    name = _name(element)
    if name == "t":
        return printable(element.text or "")
    if name in _LEFT_OUT:
        return ""
    inner = "".join(map(_text, element.iterchildren("*")))
    return f"{inner} " if name == "p" else _CHARACTERS.get(name, "") + inner


def _level(paragraph: Any, file: Any) -> int:
    from docx.text.paragraph import Paragraph

    style = Paragraph(paragraph, file._body).style
    name = (style.name if style is not None else None) or ""
    match = _HEADING.match(name)
    return int(match[1]) if match else int(name == "Title")


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
