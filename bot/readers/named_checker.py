"""A checker by any sentence-transformers CrossEncoder that was trained on inference (NLI).

It needs torch, which our own checker does not: for people who name a larger model themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.errors import ModelError
from bot.readers.checker import Bearing

_SUPPORTS = ("entail", "support")
_CONTRADICTS = ("contradict", "refute")


class NamedChecker:
    """Support, contradiction or silence by a cross-encoder whose labels say which is which."""

    def __init__(self, name: str) -> None:
        """`name` is a local folder or a model of the hub. Raises ModelError."""
        self._model = load_cross_encoder(name)
        labels: Mapping[int, str] = self._model.config.id2label
        self._name = name
        self._supports = _place_of(_SUPPORTS, labels, name)
        self._contradicts = _place_of(_CONTRADICTS, labels, name)

    @property
    def name(self) -> str:
        """The name it was given."""
        return self._name

    def scores(self, claim: str, statements: Sequence[str]) -> list[Bearing]:
        """The bearing of each statement, in order."""
        if not statements:
            return []
        pairs = [(statement, claim) for statement in statements]  # premise first, as NLI has it
        shares = self._model.predict(pairs, apply_softmax=True, show_progress_bar=False)
        return [
            Bearing(float(row[self._supports]), float(row[self._contradicts])) for row in shares
        ]


def load_cross_encoder(name: str) -> Any:
    """The model of a local folder or of the hub, on the processor. Raises ModelError."""
    try:
        from sentence_transformers import CrossEncoder

        return CrossEncoder(name, device="cpu")
    except Exception as error:  # libraries of models raise whatever comes
        problem = (str(error).splitlines() or [type(error).__name__])[0][:200]
        raise ModelError(f"{name}: no cross-encoder can be loaded there ({problem})") from error


def _place_of(words: Sequence[str], labels: Mapping[int, str], name: str) -> int:
    """The place of the label that begins with one of the words."""
    for place, label in labels.items():
        if label.lower().startswith(tuple(words)):
            return int(place)
    known = ", ".join(labels.values())
    raise ModelError(
        f"{name}: its labels ({known}) hold no {words[0]}…: name a model trained on NLI"
    )
