"""Judged metrics as plain values: what `--json` keeps beside the metrics, and the page shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.evaluation.examination import Examined
from bot.evaluation.judging import JUDGED, Judged, JudgedMetric


def with_judged(found: Examined, judged: Judged) -> Examined:
    """The evaluation with what a judge made of it, apart from everything that is computed."""
    return replace(found, document=found.document | {"judged": judged_json(judged)})


def judged_json(judged: Judged) -> dict[str, Any]:
    """The judge, each metric with its spread, and each item's score in each run."""
    items: dict[str, dict[str, list[float | None]]] = {}
    for item_id, metric, judgements in judged.scores:
        items.setdefault(item_id, {})[metric] = [j.value for j in judgements]
    return {
        "judge": judged.judge,
        "runs": judged.runs,
        "metrics": [_metric_json(metric) for metric in judged.metrics],
        "items": [{"id": item_id, "scores": scores} for item_id, scores in items.items()],
    }


def _metric_json(metric: JudgedMetric) -> dict[str, Any]:
    spread = {"low": metric.low, "high": metric.high, "deviation": metric.deviation}
    return {
        "name": metric.name,
        "title": JUDGED[metric.name],
        "mean": metric.mean,
        **spread,
        "n": metric.n,
        "runs": list(metric.runs),
        "unscored": [{"reason": reason, "items": n} for reason, n in metric.unscored],
    }
