"""Plain text and Markdown as anybody writes them: front matter is read where there is some."""

from __future__ import annotations

import re

from retrieval.errors import CorpusError
from retrieval.loaders import markdown
from retrieval.loaders.document import Document, stated
from retrieval.loaders.encoding import decode

_TITLE = re.compile(r"^#[ \t]+(.+?)[ \t#]*$", re.MULTILINE)


def read(data: bytes, charset: str | None, *, marked_up: bool) -> Document:
    """The text as it stands; without front matter, the first `# Heading` of `marked_up` text
    is the title. Raises CorpusError."""
    front, body = markdown.split(decode(data, charset))
    if front is None:
        heading = _TITLE.search(body) if marked_up else None
        return Document(body, stated(title=heading[1] if heading else None))
    known = markdown.FrontMatter.model_fields
    values = {k: v for k, v in markdown.parse_front_matter(front).items() if k in known}
    wrong = next((key for key, value in values.items() if not isinstance(value, str)), None)
    if wrong is not None:
        raise CorpusError(f"'{wrong}' is not valid; write one line `{wrong}: ...`")
    return Document(body, stated(**values))
