"""What a person should see of a source: its title and day, how much it says, what to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.intake.items import Added
from retrieval.chunking import PARSED, language_in
from retrieval.documents import Source
from retrieval.text_notices import corrections_in, notices_of, words_in

_SAYS_NOTHING = 60  # words of a text in English from which some statement is expected
_SAME = 30  # characters in which two warnings of one kind are the same
_LANGUAGES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French",
    "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "pl": "Polish",
    "pt": "Portuguese", "ru": "Russian", "sv": "Swedish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceReport:
    """One source as `onrecord add` and `onrecord doctor` show it.

    `statements` is None where they were not counted.
    """

    source: Source
    day_from: str
    words: int
    language: str
    statements: int | None
    corrections: tuple[str, ...]
    warnings: tuple[str, ...]


def report_of(added: Added, statements: Mapping[str, int], today: date) -> SourceReport:
    """What is to be seen of a source, with how many statements were read of it by its id."""
    source, count = added.source, statements.get(added.source.id)
    language, words = language_in(source), words_in(source.body)
    warnings = [*added.notices, *notices_of(source, today)]
    if language != PARSED:
        warnings.append(f"is in {named_language(language)}, so that no statement is read of it")
    elif count == 0 and words >= _SAYS_NOTHING:
        warnings.append("no statement was read of it; look whether it is prose")
    return SourceReport(
        source=source,
        day_from=added.day_from,
        words=words,
        language=language,
        statements=count,
        corrections=corrections_in(source),
        warnings=tuple(_without_copies(warnings)),
    )


def named_language(code: str) -> str:
    """The language of a code, as in German (de)."""
    return f"{_LANGUAGES[code]} ({code})" if code in _LANGUAGES else f"the language '{code}'"


def day_from_file(source: Source) -> str:
    """Where the day stands of a source that is in a corpus already."""
    return "stated" if source.stated else "published"


def _without_copies(warnings: Sequence[str]) -> Sequence[str]:
    """Each warning once: what was noticed in a page is noticed in its text again."""
    kept = list[str]()
    for warning in warnings:
        if not any(known.startswith(warning[:_SAME]) for known in kept):
            kept.append(warning)
    return kept
