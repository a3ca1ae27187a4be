"""Files of every format about a bridge in a town that does not exist, whole and tampered with."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document as new_docx

ARTICLE = (
    "The Mill Bridge in Harrow Mill closed on Tuesday after inspectors found cracks in its deck.",
    "“We do not know when it will open,” said the mayor, Tom Reed, on local radio on 9 March 2024.",
    "The ferry will run every ten minutes until further notice, and children travel free.",
)
GERMAN = (
    "Die Mühlbrücke in Harrow Mill ist seit Dienstag gesperrt, weil Prüfer Risse gefunden haben.",
    "„Wir wissen nicht, wann sie wieder öffnet“, sagte der Bürgermeister im Rundfunk.",
)
FRENCH = (
    "Le pont du Moulin à Harrow Mill est fermé depuis mardi après la découverte de fissures.",
    "« Nous ne savons pas quand il rouvrira », a déclaré le maire à la radio locale.",
)
HEAD = """<title>Mill Bridge shut after cracks - Harrow Mill Gazette</title>
<meta property="og:site_name" content="Harrow Mill Gazette"><meta name="author" content="Ada Brook">
<link rel="canonical" href="https://gazette.example/mill-bridge">
<meta property="article:published_time" content="2024-03-06T23:30:00-05:00">
<meta property="article:modified_time" content="2024-04-01T10:00:00Z">"""
BANNER = "We use cookies to make this site better. Accept all cookies or choose among them here."
COMMENT = "Bob says: I told you so, this bridge has been rotten for as many years as I can count."
RELATED = "The old mill burnt down in a night of fires that nobody in the town has forgotten"


def a_page(
    paragraphs: Sequence[str] = ARTICLE, head: str = HEAD, language: str = "", extra: str = ""
) -> bytes:
    """A news page: banner, menu, article, `extra` above its text, comments and a footer."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    lang = f' lang="{language}"' if language else ""
    return f"""<!doctype html><html{lang}><head><meta charset="utf-8">{head}</head><body>
<div id="cookie-consent" class="cookie-banner"><p>{BANNER}</p></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<article><h1>Mill Bridge shut after cracks</h1>{extra}{text}</article>
<section id="comments" class="comments"><h3>Comments</h3><p>{COMMENT}</p></section>
<aside><h3>Related</h3><ul><li><a href="/1">{RELATED}</a> <time datetime="2019-01-02">
</time></li></ul></aside><footer><p>© 2023 Harrow Mill Gazette</p></footer>
</body></html>""".encode()


def a_pdf(pages: Sequence[Sequence[str]], information: str = "", step: float = 14.0) -> bytes:
    """A PDF in Helvetica: the lines of each page from the top, "" for a blank one.

    A line that begins with "# " is set in letters of twice the size.
    """
    return pdf_of([_content(lines, step) for lines in pages], information)


def pdf_of(contents: Sequence[bytes], information: str = "", extra: str = "") -> bytes:
    """A PDF whose pages draw these streams; `extra` stands among the keys of each stream."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        keys = f"<< /Length {len(content)} {extra} >>".encode()
        objects.append(keys + b"\nstream\n" + content + b"\nendstream")
    objects.append(f"<< {information} >>".encode())
    return _with_table(objects)


def a_pdf_bomb(unpacked: int) -> bytes:
    """A PDF of one page whose stream unpacks to that many bytes."""
    return pdf_of([zlib.compress(b" " * unpacked, 9)], extra="/Filter /FlateDecode")


def _content(lines: Sequence[str], step: float) -> bytes:
    shown = []
    for n, line in enumerate(lines):
        size = 20 if line.startswith("# ") else 10
        escaped = line.removeprefix("# ").replace("(", "\\(").replace(")", "\\)")
        y = 780 - n * step
        if line:
            shown.append(f"BT /F1 {size} Tf 1 0 0 1 72 {y} Tm ({escaped}) Tj ET")
    return "\n".join(shown).encode("cp1252")


def _with_table(objects: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for n, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{n} 0 obj\n".encode() + content + b"\nendobj\n"
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R /Info {len(objects)} 0 R >>\n"
    table = f"xref\n0 {size}\n0000000000 65535 f \n{rows}{trailer}startxref\n{len(out)}\n%%EOF\n"
    return out + table.encode()


def a_docx(title: str = "Mill Bridge shut", author: str = "Ada Brook") -> bytes:
    """A Word file with headings, the article and a table."""
    file = new_docx()
    file.core_properties.title, file.core_properties.author = title, author
    file.add_heading("Bridge shut after cracks", level=1)
    file.add_paragraph(ARTICLE[0])
    file.add_heading("What the town says", level=2)
    file.add_paragraph(ARTICLE[1])
    table = file.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, (("Day", "Ferries"), ("Monday", "60")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return saved(file)


def saved(file: Any) -> bytes:
    """The bytes of a python-docx document."""
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def with_parts(docx: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """The same archive with parts added or replaced, or taken out where they are None."""
    out = BytesIO()
    with ZipFile(BytesIO(docx)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in dict.fromkeys((*old.namelist(), *changes)):
            content = changes[name] if name in changes else old.read(name)
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def part_of(docx: bytes, name: str) -> str:
    """The text of one part of a Word file."""
    with ZipFile(BytesIO(docx)) as archive:
        return archive.read(name).decode()
