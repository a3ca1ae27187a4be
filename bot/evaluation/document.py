"""An evaluation as JSON: what `--json` writes, and the report and comparisons read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.claims import Answer, Citation
from bot.errors import BadEvaluation
from bot.evaluation.items import Expectation, QuestionSet
from bot.evaluation.journal import Subject
from bot.evaluation.metrics import Summary, summary_json
from bot.evaluation.record import Outturn
from bot.evaluation.run import Run
from bot.evaluation.scoring import ItemScore
from bot.evaluation.written import writing_json
from bot.rendering.json_format import answer_json

SCHEMA = 1
_AROUND = 200


@dataclass(frozen=True, slots=True)
class Place:
    """The corpus that was asked."""

    folder: Path
    bodies: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Occasion:
    """What was evaluated, when, and for how long."""

    questions: QuestionSet
    subject: Subject
    place: Place
    started: datetime
    seconds: float


def as_document(
    occasion: Occasion, run: Run, scores: Sequence[ItemScore], summary: Summary
) -> dict[str, Any]:
    """The evaluation as plain values, ready for json.dumps."""
    questions, subject, place = occasion.questions, occasion.subject, occasion.place
    return {
        "schema": SCHEMA,
        "set": {
            "name": questions.name,
            "content_hash": questions.content_hash,
            "items": len(questions.items),
        },
        "corpus": {
            "folder": str(place.folder),
            "content_hash": subject.corpus,
            "sources": len(place.bodies),
        },
        "composer": subject.composer,
        "model": subject.model,
        "embedding_model": subject.embedding_model,
        "version": subject.version,
        "started": occasion.started.isoformat(timespec="seconds"),
        "seconds": round(occasion.seconds, 3),
        "complete": run.complete,
        **({"writing": writing} if (writing := writing_json(run.outturns)) else {}),
        **summary_json(summary),
        "items": [
            _item(outturn, score, place.bodies)
            for outturn, score in zip(run.outturns, scores, strict=True)
        ],
    }


def write_document(path: Path, document: Mapping[str, Any]) -> None:
    """Writes the file; characters a terminal would obey are escaped."""
    text = json.dumps(document, indent=1, ensure_ascii=True, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")


def read_document(path: Path) -> dict[str, Any]:
    """An evaluation that was written before. Raises BadEvaluation."""
    cure = "pass a file that `onrecord eval --json FILE` wrote"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadEvaluation(f"{path}: cannot be read ({error.strerror}); {cure}") from error
    except ValueError as error:
        raise BadEvaluation(f"{path}: is not JSON; {cure}") from error
    if not isinstance(found, dict) or not {"schema", "set", "items", "metrics"} <= found.keys():
        raise BadEvaluation(f"{path}: is no evaluation; {cure}")
    if found["schema"] != SCHEMA:
        problem = f"{path}: is written in format {found['schema']}, this program reads {SCHEMA}"
        raise BadEvaluation(f"{problem}; evaluate again with this version")
    return found


def _item(outturn: Outturn, score: ItemScore, bodies: Mapping[str, str]) -> dict[str, Any]:
    item, answer = outturn.item, outturn.answer
    return {
        "id": item.id,
        "type": item.type,
        "question": item.question,
        "as_of": item.as_of.isoformat() if item.as_of else None,
        "why": item.why,
        "gold": _gold(item.expect),
        "answer": answer_json(answer) if answer else None,
        "confidence": answer.confidence if answer else None,
        "error": outturn.error,
        "retrieved": list(outturn.retrieved),
        "scores": dict(score.values),
        "faults": list(score.faults),
        "quotes": [{"n": n, "verdict": verdict.value} for n, verdict in score.quotes],
        "passages": _passages(answer, bodies) if answer else {},
    }


def _gold(gold: Expectation) -> dict[str, Any]:
    return {
        "outcome": gold.outcome.value,
        "status": gold.status.value if gold.status else None,
        "qualifiers": [q.value for q in gold.qualifiers],
        "facts": [fact[0] if len(fact) == 1 else list(fact) for fact in gold.facts],
        "must_not": list(gold.must_not),
        "sources": list(gold.sources),
        "quote_contains": gold.quote_contains,
        "passages": [{"source": source, "quote": quote} for source, quote in gold.passages],
        "also": gold.also.value if gold.also else None,
    }


def _passages(answer: Answer, bodies: Mapping[str, str]) -> dict[str, dict[str, str]]:
    return {str(c.n): _passage(c, bodies.get(c.source_id, "")) for c in answer.citations}


def _passage(citation: Citation, body: str) -> dict[str, str]:
    """A quote with the text around it; without, where it does not stand at its offsets."""
    start, end = citation.start, citation.end
    stands = body[start:end] == citation.quote
    return {
        "before": body[max(0, start - _AROUND) : start] if stands else "",
        "quote": citation.quote,
        "after": body[end : end + _AROUND] if stands else "",
    }
