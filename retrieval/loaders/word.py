"""Word files (.docx): paragraphs, headings and tables in reading order, by python-docx.

The text is the one with all tracked changes accepted. Text boxes, footnotes, headers and comments
are left out. Templates and pictures that lie elsewhere are never fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from retrieval.loaders.document import Document, language_tag, printable, stated, title_of
from retrieval.loaders.word_package import safe_package

_HEADING = re.compile(r"heading ([1-6])\Z", re.IGNORECASE)
_CHARACTERS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
# Moved away, drawn beside the text, or the old spelling of what stands there already.
_LEFT_OUT = frozenset({"moveFrom", "del", "txbxContent", "Fallback", "pPr", "rPr", "sectPr"})


def read(data: bytes) -> Document:
    """The text of a Word file with its title and author. Raises CorpusError, and what python-docx
    raises over a broken file."""
    from docx import Document as open_docx

    file = open_docx(safe_package(data))
    blocks = [(level, text) for level, text in _blocks(file.element.body, file) if text]
    body = "\n\n".join("#" * level + " " * bool(level) + text for level, text in blocks)
    first = blocks[0][1] if blocks and blocks[0][0] == 1 else None
    core = _core_properties(file)
    values = stated(
        title=title_of(getattr(core, "title", None)) or first,
        author=getattr(core, "author", None),
        language=language_tag(getattr(core, "language", None)),
    )
    return Document(body, values)


def _core_properties(file: Any) -> Any:
    """What the file says of itself; python-docx would make up a title where it says nothing."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        return file.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).core_properties
    except KeyError:
        return None


def _blocks(container: Any, file: Any) -> Iterator[tuple[int, str]]:
    """Heading level (0 for text) and text of each paragraph and table, content controls opened."""
    for element in container.iterchildren("*"):
        match _name(element):
            case "p":
                yield _level(element, file), " ".join(_text(element).split())
            case "tbl":
                yield 0, "\n".join(filter(None, map(_row, _within(element, "tr"))))
            case name if name not in _LEFT_OUT:
                yield from _blocks(element, file)


def _row(row: Any) -> str:
    cells = (" ".join(_text(cell).split()) for cell in _within(row, "tc"))
    return " | ".join(filter(None, cells))


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
