"""From a body of text to sentences with exact offsets, and from sentences to passages.

Three steps: the body falls into paragraphs, a paragraph into sentences as the parser reads it, and
a passage is a sentence with its neighbours. Headings are not sentences: they are kept beside the
sentences they stand over. A text in another language than the parser's is parted by rule and not
parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from retrieval.borders import rule_spans
from retrieval.documents import Passage, Sentence, Source
from retrieval.loaders.language import language_of
from retrieval.parsing import Parse, Parser

VERSION = "sentences-4"
PARSED = "en"
_TERMINAL = re.compile(r"[.!?…:;。！？؟۔।][\"'”’»)\]」』）]*\s*\Z")
_MARKUP_HEADING = re.compile(r"\A\s*#{1,6}\s+")
_BULLET = re.compile(r"\A\s*[-*•‣·]\s+(?=.*\w)", re.DOTALL)  # "* * *" parts sections
_MAX_HEADING_WORDS = 16
_WRAPPED_LINE = 120


@dataclass(frozen=True, slots=True)
class _Paragraph:
    start: int
    text: str
    heading: str | None = None


def parsed(
    source: Source, parser: Parser | None, *, headings: bool = False
) -> tuple[tuple[Sentence, ...], tuple[Parse, ...]]:
    """All sentences of a source in order, and the parse of each, whose place is in the body.

    A body of headings alone yields those; with `headings`, those that tell something count in any
    body. Without a parser borders are told by rule alone.
    """
    found = _parsable(source, headings=headings)
    reads = parser if language_in(source) == PARSED else None
    of_paragraphs = _parses([paragraph.text for paragraph in found], reads)
    return _put_together(source, found, of_paragraphs, headings=headings)


def parsed_together(
    sources: Sequence[Source], parser: Parser
) -> list[tuple[tuple[Sentence, ...], tuple[Parse, ...]]]:
    """The same for several sources, whose texts the parser gets at once, in a quarter less time."""
    found = [_parsable(source) for source in sources]
    known = [language_in(source) == PARSED for source in sources]
    texts = [p.text for own, reads in zip(found, known, strict=True) if reads for p in own]
    parses = iter(parser.parse(texts))
    made = []
    for source, own, reads in zip(sources, found, known, strict=True):
        of_paragraphs = (
            [next(parses) for _ in own] if reads else _parses([p.text for p in own], None)
        )
        made.append(_put_together(source, own, of_paragraphs))
    return made


def _parsable(source: Source, *, headings: bool = False) -> tuple[_Paragraph, ...]:
    under = () if headings else tuple(_under_headings(source.body))
    return under or tuple(map(_unmarked, _paragraphs(source.body)))


def _put_together(
    source: Source,
    found: Sequence[_Paragraph],
    of_paragraphs: Sequence[Sequence[Parse]],
    *,
    headings: bool = False,
) -> tuple[tuple[Sentence, ...], tuple[Parse, ...]]:
    pairs = [
        (paragraph, replace(parse, start=paragraph.start + parse.start))
        for paragraph, parses in zip(found, of_paragraphs, strict=True)
        for parse in parses
        if not headings or not _is_heading(paragraph.text) or _tells(parse)
    ]
    sentences = tuple(
        Sentence(source.id, n, parse.start, parse.end, parse.text, paragraph.heading)
        for n, (paragraph, parse) in enumerate(pairs)
    )
    return sentences, tuple(parse for _, parse in pairs)


def sentences_of(source: Source, parser: Parser | None) -> tuple[Sentence, ...]:
    """All sentences of a source in order; a body of headings alone yields those."""
    return parsed(source, parser)[0]


def sentence_spans(text: str, parser: Parser | None = None) -> Iterator[tuple[int, int]]:
    """Spans of all sentences of a text without headings, such as a message, in order.

    Without a parser borders are told by rule alone.
    """
    paragraphs = tuple(_paragraphs(text))
    of_paragraphs = _parses([p.text for p in paragraphs], parser)
    for paragraph, parses in zip(paragraphs, of_paragraphs, strict=True):
        for parse in parses:
            yield paragraph.start + parse.start, paragraph.start + parse.end


def passage_around(source: Source, sentences: tuple[Sentence, ...], position: int) -> Passage:
    """The sentence at `position` with its neighbours: a run of at most three."""
    first = max(0, position - 1)
    return Passage(source, sentences[first : position + 2])


def passage_holding(source: Source, start: int, end: int) -> Passage | None:
    """The sentences that body[start:end] is in, by rule alone, with a neighbour on either side.

    None where no sentence has any part of it.
    """
    sentences = sentences_of(source, None)
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


def language_in(source: Source) -> str:
    """The language of a source: what it states, or English unless its words tell another."""
    stated = source.language.lower().partition("-")[0]
    return (language_of(source.body) or PARSED) if stated == PARSED else stated


def _parses(texts: Sequence[str], parser: Parser | None) -> Sequence[Sequence[Parse]]:
    """The sentences of each paragraph; without words where nobody parses them."""
    if parser is not None:
        return parser.parse(texts)
    return [[Parse.unread(a, text[a:b]) for a, b in rule_spans(text)] for text in texts]


def _under_headings(body: str) -> Iterator[_Paragraph]:
    """The paragraphs that are no headings, each with the heading over it."""
    heading: str | None = None
    for paragraph in _paragraphs(body):
        if _is_heading(paragraph.text):
            heading = _MARKUP_HEADING.sub("", paragraph.text)
        else:
            yield replace(_unmarked(paragraph, _BULLET), heading=heading)


def _paragraphs(body: str) -> Iterator[_Paragraph]:
    """Paragraphs without surrounding white space.

    Blank lines always part them; single line breaks do, unless the block is hard-wrapped prose.
    """
    for lines in _blocks(body):
        wrapped = _wrapped_lines([line[0] for line in lines])
        start = lines[0].start()
        for n, (line, following) in enumerate(pairwise(lines)):
            if n not in wrapped:
                yield _trimmed(body, start, line.end())
                start = following.start()
        yield _trimmed(body, start, lines[-1].end())


def _blocks(body: str) -> Iterator[list[re.Match[str]]]:
    """Lines that no blank line parts."""
    block = list[re.Match[str]]()
    for line in re.finditer(r"[^\n]+", body):
        is_blank = not line[0].strip()
        if block and (is_blank or line.start() > block[-1].end() + 1):
            yield block
            block = []
        if not is_blank:
            block.append(line)
    if block:
        yield block


def _tells(parse: Parse) -> bool:
    """False for a heading that only names its topic: without a verb or a colon."""
    verbal = any(tag.startswith(("V", "MD")) for tag in parse.tags)
    return verbal or ":" in parse.text or not len(parse)


def _unmarked(paragraph: _Paragraph, mark: re.Pattern[str] = _MARKUP_HEADING) -> _Paragraph:
    """A heading, or an item of a list, without its marks."""
    text = mark.sub("", paragraph.text)
    return _Paragraph(paragraph.start + len(paragraph.text) - len(text), text)


def _wrapped_lines(lines: list[str]) -> frozenset[int]:
    """Which lines of a block run on into the next one.

    A line that fills the column runs on, full stop or not ("the U.S." may end it), once another
    such line shows that the block is hard-wrapped by breaking off inside a sentence.
    """
    longest = max(map(len, lines))
    full = frozenset(
        n
        for n, pair in enumerate(pairwise(lines))
        if len(pair[0]) >= 0.6 * longest
        and not any(map(_MARKUP_HEADING.match, pair))
        and not _BULLET.match(pair[1])
    )
    breaks_off = any(not _TERMINAL.search(lines[n]) for n in full)
    return full if breaks_off and longest <= _WRAPPED_LINE else frozenset()


def _trimmed(body: str, start: int, end: int) -> _Paragraph:
    text = body[start:end]
    return _Paragraph(start + len(text) - len(text.lstrip()), text.strip())


def _is_heading(paragraph: str) -> bool:
    """Marked as one, or short and without a full stop, as are agency credits: "(dpa, AFP)"; an item
    of a list is none."""
    if _MARKUP_HEADING.match(paragraph):
        return True
    if _BULLET.match(paragraph):
        return False
    return not _TERMINAL.search(paragraph) and len(paragraph.split()) <= _MAX_HEADING_WORDS


def _one_line(text: str) -> str:
    return " ".join(text.split())
