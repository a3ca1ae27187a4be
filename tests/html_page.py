"""A page as a browser would read it, for tests of what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Document(HTMLParser):
    """What a browser would see: elements with their attributes, and the text between."""

    elements: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    bodies: dict[str, list[str]] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag if tag in {"script", "style"} else ""
        if tag in {"td", "th", "dt", "dd", "br", "li"}:
            self.texts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        (self.bodies.setdefault(self._inside, []) if self._inside else self.texts).append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    @property
    def text(self) -> str:
        """All text on one line."""
        return " ".join("".join(self.texts).split())

    def attributes(self, tag: str, name: str) -> list[str]:
        """The values of one attribute of all elements of a kind."""
        return [
            attrs[name] or "" for found, attrs in self.elements if found == tag and name in attrs
        ]

    def ids(self) -> list[str]:
        """Every id in its order."""
        return [attrs["id"] or "" for _, attrs in self.elements if "id" in attrs]


def parsed(page: str) -> Document:
    """A whole page, read to its end."""
    document = Document()
    document.feed(page)
    document.close()
    return document
