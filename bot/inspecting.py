"""What is read of a text, as plain values: each sentence with who says what in it, and how."""

from __future__ import annotations

from bot.claims import ReadSentence, ReadStatement
from bot.evidence.reader import StatementReader
from bot.evidence.statement import Reading, Statement
from bot.reading.claimant import UNNAMED
from retrieval.chunking import PARSED, language_in
from retrieval.documents import Source


def other_language_of(source: Source) -> str | None:
    """The language of a text that is not the parser's: it makes no statements."""
    language = language_in(source)
    return None if language == PARSED else language


def sentences_read(source: Source, reader: StatementReader) -> tuple[ReadSentence, ...]:
    """The sentences and headings of a text in order, read afresh."""
    return tuple(_sentence(reading) for reading in reader.of_source(source, headings=True))


def _sentence(reading: Reading) -> ReadSentence:
    sentence = reading.lead.sentence
    statements = tuple(_statement(part) for part in reading.parts)
    return ReadSentence(sentence.start, sentence.end, sentence.text, statements)


def _statement(made: Statement) -> ReadStatement:
    unnamed = made.claimant == UNNAMED
    named = made.claimant.name if made.claimant and not unnamed else None
    return ReadStatement(
        start=made.start,
        end=made.end,
        claimant=named,
        unnamed=unnamed,
        standing=made.standing,
        stance=made.stance,
        hedged=made.hedged,
        negated=made.negated,
        planned=made.planned,
        quote=made.text,
    )
