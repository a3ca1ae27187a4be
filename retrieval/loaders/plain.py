"""Plain text and Markdown as anybody writes them: front matter is read where there is some."""

from __future__ import annotations

import re

from retrieval.errors import CorpusError
from retrieval.loaders import markdown
from retrieval.loaders.document import Document, stated
from retrieval.loaders.encoding import decode

_TITLE = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_OFFSET = re.compile(r"\d{1,9}", re.ASCII)


def read(data: bytes, charset: str | None, *, marked_up: bool) -> Document:
    """The text as it stands; without front matter, the first `# Heading` of `marked_up` text
    is the title. Raises CorpusError."""
    front, body = markdown.split(decode(data, charset))
    if front is None:
        heading = _TITLE.search(body) if marked_up else None
        return Document(body, stated(title=heading[1] if heading else None))
    known = markdown.FrontMatter.model_fields
    values = {k: v for k, v in markdown.parse_front_matter(front).items() if k in known}
    pages = _pages(values.pop("pages", ()), len(body))
    wrong = next((key for key, value in values.items() if not isinstance(value, str)), None)
    if wrong is not None:
        raise CorpusError(f"'{wrong}' is not valid; write one line `{wrong}: ...`")
    return Document(body, stated(**values), pages)


def _pages(offsets: object, length: int) -> tuple[int, ...]:
    """The offsets at which pages begin, in a body of that length. Raises CorpusError."""
    written = offsets if isinstance(offsets, list | tuple) else ("",)
    if all(isinstance(offset, str) and _OFFSET.fullmatch(offset) for offset in written):
        pages = tuple(map(int, written))
        if list(pages) == sorted(pages) and max(pages, default=0) <= length:
            return pages
    raise CorpusError("'pages' is not valid; write rising offsets as `pages: [0, 1893]`, or none")
