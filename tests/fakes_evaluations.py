"""Builders of whole evaluations, as `--json` writes them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.claims import Answer, Qualifier, Status
from bot.evaluation.document import Occasion, Place
from bot.evaluation.examination import examined
from bot.evaluation.items import QuestionSet
from bot.evaluation.journal import Subject
from bot.evaluation.record import Outturn
from bot.evaluation.run import Run
from retrieval.naming import ActorNames
from tests.fakes_outturns import BODIES, an_item, an_outturn, failed, labelled

RIGHT = labelled(Status.CONFIRMED)
WRONG = labelled(Status.UNCONFIRMED, Qualifier.REPORTED)


def document(outturns: Iterable[Outturn], **keys: Any) -> dict[str, Any]:
    """An evaluation as its file holds it; keys replace fields at the top."""
    found = tuple(outturns)
    items = tuple(o.item for o in found)
    occasion = Occasion(
        QuestionSet("bridges", items, "hash-of-set"),
        Subject("hash-of-corpus", "extractive", None, "MiniLM", "1.0"),
        Place(Path("corpus"), BODIES),
        datetime(2024, 3, 9, tzinfo=UTC),
        1.5,
    )
    written = examined(occasion, Run(found, complete=True), ActorNames(())).document
    loaded: dict[str, Any] = json.loads(json.dumps(written))
    return loaded | keys


def of_set(*answers: Answer | None, **expect: Any) -> list[Outturn]:
    """Items i0, i1, ... with these answers; None is an error."""
    items = (an_item(f"i{n}", **expect) for n in range(len(answers)))
    return [an_outturn(a, i) if a else failed(i) for a, i in zip(answers, items, strict=True)]
