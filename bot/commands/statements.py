"""`onrecord statements`: what is read of a text, sentence by sentence."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from bot.commands.asking import JsonFlag
from bot.commands.options import CorpusFlag, settings_with
from bot.commands.output import remarks, results, writes_unicode
from bot.rendering.lines import block, print_lines, print_raw


def statements(
    text: Annotated[
        str, typer.Argument(metavar="FILE|SOURCE_ID", help="A file, or an id as `sources` shows.")
    ],
    as_json: JsonFlag = False,
    corpus: CorpusFlag = None,
) -> None:
    """Show what is read of a text: who says what in each sentence, and how firmly.

    The actors are those of the corpus; the text need not be part of it, and no index is built.
    Places in the JSON count characters of the text from 0: of a .txt or .md file as it stands,
    line ends read as one character and front matter, if there is any, left out; of what is
    extracted from a file of another format; of the body of a source.

    Exit codes: 0 shown, also where a text in another language makes no statements, 2 bad usage.
    """
    from bot.assembly import corpus_of
    from bot.assembly_reading import statement_reader_of
    from bot.inspecting import other_language_of, sentences_read
    from bot.intake.given import given_text
    from bot.rendering.statements import other_language, statement_lines, statements_json

    settings = settings_with(corpus)
    source = given_text(text, corpus_of(settings))
    language = other_language_of(source)
    read = () if language else sentences_read(source, statement_reader_of(settings))
    if as_json:
        from bot.rendering.json_format import json_of

        ascii_only = not writes_unicode(sys.stdout.encoding)
        print_raw(results(), json_of(statements_json(read), ascii_only=ascii_only))
    if language:
        print_lines(remarks() if as_json else results(), [block(other_language(language))])
    elif not as_json:
        print_lines(results(), statement_lines(read))
