"""What is read of a text, as plain values: each sentence with who says what in it, and how."""

from __future__ import annotations

import re

from bot.claims import ReadSentence, ReadStatement
from bot.evidence.reader import StatementReader
from bot.evidence.statement import Reading, Statement
from bot.reading.claimant import UNNAMED
from retrieval.chunking import PARSED, language_in
from retrieval.documents import Source

_MARK = r"(?:[\"“”„«»‘’]|''|``|')"
_OPENING = re.compile(rf"{_MARK}\Z")
_CLOSING = re.compile(rf"[,.!?…]*{_MARK}")


def other_language_of(source: Source) -> str | None:
    """The language of a text that is not the parser's: it makes no statements."""
    language = language_in(source)
    return None if language == PARSED else language


def sentences_read(source: Source, reader: StatementReader) -> tuple[ReadSentence, ...]:
    """The sentences and headings of a text in order, read afresh."""
    return tuple(_sentence(reading) for reading in reader.of_source(source, headings=True))


def content_span(statement: Statement) -> tuple[int, int]:
    """Where the words of a statement stand in the body, with the quotation marks around them."""
    sentence, body = statement.sentence, statement.source.body
    before = _OPENING.search(body, sentence.start, statement.start)
    behind = _CLOSING.match(body, statement.end, sentence.end)
    start = before.start() if before else statement.start
    return start, behind.end() if behind else statement.end


def _sentence(reading: Reading) -> ReadSentence:
    sentence = reading.lead.sentence
    statements = tuple(_statement(part) for part in reading.parts)
    return ReadSentence(sentence.start, sentence.end, sentence.text, statements)


def _statement(made: Statement) -> ReadStatement:
    unnamed = made.claimant == UNNAMED
    start, end = content_span(made)
    named = made.claimant.name if made.claimant and not unnamed else None
    return ReadStatement(
        start=start,
        end=end,
        claimant=named,
        unnamed=unnamed,
        standing=made.standing,
        stance=made.stance,
        hedged=made.hedged,
        negated=made.negated,
        planned=made.planned,
        quote=made.source.body[start:end],
    )
