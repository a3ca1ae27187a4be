"""From a body of text to sentences with exact offsets, and from sentences to passages.

Three steps: the body falls into paragraphs, a paragraph into sentences (pysbd, rule based, which
knows abbreviations, decimals and quotations), and a passage is a sentence with its neighbours.
Headings are not sentences: they are kept beside the sentences they stand over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import pysbd

from retrieval.documents import Passage, Sentence, Source

VERSION = "sentences-2"
_TERMINAL = re.compile(r"[.!?…:;。！？؟۔।][\"'”’»)\]」』）]*\s*\Z")
_MARKUP_HEADING = re.compile(r"\A\s*#{1,6}\s+")
_SPACE = re.compile(r"\s")
_MAX_HEADING_WORDS = 16
_WRAPPED_LINE = 120


def sentences_of(source: Source) -> tuple[Sentence, ...]:
    """All sentences of a source in order; a body of headings alone yields those."""
    found = tuple(_sentences(source))
    return found or tuple(
        Sentence(source.id, n, start, end, source.body[start:end])
        for n, (start, end) in enumerate(_paragraphs(source.body))
    )


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Spans of all sentences of a text without headings, such as a message, in order."""
    for start, end in _paragraphs(text):
        for first, last in _split(text[start:end]):
            yield start + first, start + last


def passage_around(source: Source, sentences: tuple[Sentence, ...], position: int) -> Passage:
    """The sentence at `position` with its neighbours: a run of at most three."""
    first = max(0, position - 1)
    return Passage(source, sentences[first : position + 2])


def passage_holding(source: Source, start: int, end: int) -> Passage | None:
    """The sentences that body[start:end] is in, with a neighbour on either side.

    None where no sentence has any part of it.
    """
    sentences = sentences_of(source)
    held = [n for n, s in enumerate(sentences) if s.start < end and start < s.end]
    if not held:
        return None
    return Passage(source, sentences[max(0, held[0] - 1) : held[-1] + 2])


def embedded_text(source: Source, sentence: Sentence) -> str:
    """What is embedded for a sentence: the source's title, then the sentence."""
    return f"{_one_line(source.title)}. {_one_line(sentence.text)}"


def context_of(passage: Passage, position: int) -> str:
    """What the full text holds around the sentence at `position`: heading and neighbours.

    Short vague sentences ("Nor did Warsaw.") are only findable through their context.
    """
    heading = next((s.heading for s in passage.sentences if s.position == position), None)
    neighbours = (s.text for s in passage.sentences if s.position != position)
    parts = [heading, *neighbours]
    return " ".join(_one_line(part) for part in parts if part)


def _sentences(source: Source) -> Iterator[Sentence]:
    heading: str | None = None
    position = 0
    for start, end in _paragraphs(source.body):
        text = source.body[start:end]
        if _is_heading(text):
            heading = _MARKUP_HEADING.sub("", text)
            continue
        for first, last in _split(text):
            piece = text[first:last]
            yield Sentence(source.id, position, start + first, start + last, piece, heading)
            position += 1


def _paragraphs(body: str) -> Iterator[tuple[int, int]]:
    """Spans of paragraphs, without surrounding white space.

    Blank lines always part them; single line breaks do, unless the block is hard-wrapped prose.
    """
    for block in re.finditer(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+", body):
        lines = list(re.finditer(r"[^\n]+", block[0]))
        wrapped = _wrapped_lines([line[0] for line in lines])
        start = block.start() + lines[0].start()
        for n, (line, following) in enumerate(pairwise(lines)):
            if n not in wrapped:
                yield from _trimmed(body, start, block.start() + line.end())
                start = block.start() + following.start()
        yield from _trimmed(body, start, block.start() + lines[-1].end())


def _wrapped_lines(lines: list[str]) -> frozenset[int]:
    """Which lines of a block run on into the next one.

    A line that fills the column runs on, full stop or not ("the U.S." may end it), once another
    such line shows that the block is hard-wrapped by breaking off inside a sentence.
    """
    longest = max(map(len, lines))
    full = frozenset(
        n
        for n, pair in enumerate(pairwise(lines))
        if len(pair[0]) >= 0.6 * longest and not any(map(_MARKUP_HEADING.match, pair))
    )
    breaks_off = any(not _TERMINAL.search(lines[n]) for n in full)
    return full if breaks_off and longest <= _WRAPPED_LINE else frozenset()


def _trimmed(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    text = body[start:end]
    left = len(text) - len(text.lstrip())
    right = len(text) - len(text.rstrip())
    if text.strip():
        yield start + left, end - right


def _is_heading(paragraph: str) -> bool:
    """Marked as one, or short and without a full stop, as are agency credits: "(dpa, AFP)"."""
    if _MARKUP_HEADING.match(paragraph):
        return True
    return not _TERMINAL.search(paragraph) and len(paragraph.split()) <= _MAX_HEADING_WORDS


def _split(paragraph: str) -> Iterator[tuple[int, int]]:
    """Spans of sentences; pysbd names the pieces, their places are found in order."""
    flat = _SPACE.sub(" ", paragraph)  # pysbd ends a sentence at every line break
    cursor = 0
    for piece in _segmenter().segment(flat):
        wanted = piece.strip()
        at = flat.find(wanted, cursor) if wanted else -1
        if at >= 0:
            yield from _trimmed(flat, cursor, at)
            yield at, at + len(wanted)
            cursor = at + len(wanted)
    yield from _trimmed(flat, cursor, len(flat))  # words of pieces that the splitter altered


@lru_cache(maxsize=1)
def _segmenter() -> pysbd.Segmenter:
    return pysbd.Segmenter(language="en", clean=False)


def _one_line(text: str) -> str:
    return " ".join(text.split())
