"""What tokens cost: a short table of list prices, and the price a person sets."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_TABLE = Path(__file__).with_name("prices.yaml")
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """US dollars for a million tokens read, and for a million written."""

    read: float
    written: float

    def of(self, input_tokens: int, output_tokens: int) -> float:
        """US dollars for so many tokens."""
        return (input_tokens * self.read + output_tokens * self.written) / _MILLION


def price_of(name: str, given: str | None = None, base_url: str | None = None) -> Price | None:
    """The price of provider:name; `given` ("in,out") goes before the table. None if unknown.

    A server of one's own has prices of its own, whatever its models are called.
    """
    if given is not None:
        return read_price(given)
    found = None if base_url else _table().get(name)
    return Price(*found) if found else None


def read_price(text: str) -> Price:
    """A price from "in,out". Raises ValueError."""
    parts = text.split(",")
    if len(parts) != 2 or not all(0 <= float(part) < math.inf for part in parts):
        raise ValueError("must be two prices, as in 0.25,2")
    return Price(*map(float, parts))


@cache
def _table() -> dict[str, list[float]]:
    loaded: dict[str, list[float]] = yaml.safe_load(_TABLE.read_text(encoding="utf-8"))
    return loaded
