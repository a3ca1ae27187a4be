"""The bytes of a reply, decompressed in small steps and never more than allowed."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator

import httpx

from retrieval.fetching.transport import Reply
from retrieval.fetching.urls import refusal

ENCODINGS = "gzip"  # the value of Accept-Encoding: the one compression that is read
_STEP = 64 * 1024


def read_body(url: httpx.URL, reply: Reply, size: int) -> bytes:
    """The whole body. Raises FetchError when it is empty, broken or above `size` bytes.

    `size` bounds what comes over the network as well as what that inflates to.
    """
    too_large = refusal(url, f"is larger than {size / 2**20:g} MB; add its text as a file")
    if int(reply.headers.get("content-length", 0)) > size:
        raise too_large
    data = io.BytesIO()
    for piece in _decoded(url, reply, _bounded(reply.chunks, size, too_large)):
        if data.tell() + len(piece) > size:
            raise too_large
        data.write(piece)
    return data.getvalue()


def _bounded(chunks: Iterable[bytes], size: int, error: Exception) -> Iterator[bytes]:
    for chunk in chunks:
        size -= len(chunk)
        if size < 0:
            raise error
        yield chunk


def _decoded(url: httpx.URL, reply: Reply, chunks: Iterator[bytes]) -> Iterator[bytes]:
    encoding = reply.headers.get("content-encoding", "").strip().lower()
    if encoding in ("", "identity"):
        return chunks
    if encoding in ("gzip", "x-gzip"):
        return _inflated(url, chunks)
    raise refusal(url, f"is compressed as '{encoding[:40]}', unasked; save it and add the file")


def _inflated(url: httpx.URL, chunks: Iterator[bytes]) -> Iterator[bytes]:
    gzip = zlib.decompressobj(wbits=31)
    broken = refusal(url, "its compression is broken; try again later")
    for chunk in chunks:
        while chunk:
            if gzip.eof:  # a second stream, or rubbish
                raise broken
            try:
                yield gzip.decompress(chunk, _STEP)
            except zlib.error as error:
                raise broken from error
            chunk = gzip.unconsumed_tail or gzip.unused_data
    if not gzip.eof:
        raise broken
