"""What stands before the first question of an evaluation: its parts, warnings, the example."""

from __future__ import annotations

from enum import StrEnum
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.output import remarks, results
from bot.errors import BadEvaluation, BadSetting
from bot.rendering.lines import clean, print_raw
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.evaluation.examination import Examination
    from bot.evaluation.items import QuestionSet

_RELEASE_UNKNOWN = "0"


class ComposerName(StrEnum):
    """Who writes the answers."""

    EXTRACTIVE = "extractive"
    GENERATIVE = "generative"


def asking_with(settings: Settings, composer: ComposerName) -> Settings:
    """The settings to ask with: ONRECORD_MODEL writes answers only where that was asked for.

    Raises BadSetting where it is to write and is not set.
    """
    if composer is ComposerName.EXTRACTIVE:
        return settings.model_copy(update={"model": None, "composer": composer.value})
    if settings.model is None:
        cure = "set it to provider:name, as in openai:gpt-5-mini"
        raise BadSetting(f"ONRECORD_MODEL: is not set, and --composer generative needs it; {cure}")
    return settings.model_copy(update={"composer": composer.value})


def prepared(settings: Settings, questions: QuestionSet, composer: str) -> Examination:
    """The evaluation of these questions over the corpus as it is now, by these settings' model."""
    from bot.assembly import corpus_of
    from bot.evaluation.document import Place
    from bot.evaluation.examination import Examination
    from bot.evaluation.journal import Journal, Subject, version_of_code
    from retrieval.documents import combined_hash
    from retrieval.naming import ActorNames

    corpus = corpus_of(settings)
    sources, actors = corpus.sources(), corpus.actors()
    subject = Subject(
        corpus=combined_hash((*(s.content_hash for s in sources), *map(repr, actors))),
        composer=composer,
        model=settings.model,
        embedding_model=settings.embedding_model,
        version=version_of_code(_release()),
    )
    journal = settings.home / "evaluations" / subject.journal_name(questions.content_hash)
    place = Place(corpus.folder.resolve(), {s.id: s.body for s in sources})
    return Examination(questions, subject, place, ActorNames(actors), Journal(journal))


def warn(examination: Examination) -> None:
    """Says what in the set does not fit the corpus."""
    from bot.evaluation.examination import misquoted, strangers

    bodies = examination.place.bodies
    for problem in misquoted(examination.questions, bodies):
        remark(problem)
    strange = strangers(examination.questions, bodies)
    if strange:
        counted = f"{len(strange)} of {len(examination.questions.items)} items"
        cure = "is this the corpus they were written for?"
        remark(f"{counted} expect sources that this corpus lacks ({_some(strange)}); {cure}")


def say_left_out(questions: QuestionSet) -> None:
    """Says which drafts are not asked."""
    if questions.drafts:
        remark(f"left out as drafts: {_some(questions.drafts)}")


def _some(names: tuple[str, ...]) -> str:
    rest = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + rest


def write_example(path: Path) -> None:
    """Writes the commented example to a new file. Raises BadEvaluation."""
    from bot.evaluation.loading import SHIPPED

    if path.suffix.lower() not in (".yaml", ".yml"):
        raise BadEvaluation(f"--init: {path} must end in .yaml, the format of the example")
    if path.exists():
        raise BadEvaluation(f"--init: {path} exists; name a new file")
    path.write_text(SHIPPED.with_name("example.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    print_raw(results(), f"wrote {path}; edit it, then run `onrecord eval {path}`")


def _release() -> str:
    try:
        return metadata.version("onrecord")
    except metadata.PackageNotFoundError:
        return _RELEASE_UNKNOWN


def remark(text: str) -> None:
    """One line on stderr that is no error."""
    print_raw(remarks(), clean(text))
