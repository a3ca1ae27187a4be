"""How much of a document is read at most; a file made to exhaust the reader is refused."""

from __future__ import annotations

MAX_BYTES = 10_000_000  # of a file as it lies on disk or comes from a server
MAX_PAGES = 500  # of a PDF
MAX_STREAM = 20_000_000  # bytes of one unpacked stream of a PDF
MAX_UNPACKED = 30_000_000  # bytes of all XML in a Word file, unpacked
MAX_PARTS = 5_000  # files packed in a Word file
PDF_SECONDS = 60.0
