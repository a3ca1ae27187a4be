"""How sure a number is: bootstrap intervals over items, and tests over pairs of items.

Numbers arrive as rows, one for each item: a value, or counts that are added up before a ratio is
taken. Every draw is seeded and rows are put in order first, so that the order of a set changes
nothing and two runs agree to the last digit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from math import ceil

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000
_SEED = 20241022
_LEVEL = 0.95
_SWAPS = 4999
_EXACT_UP_TO = 12
_CELLS = 2_000_000
_TIE = 1e-12
_BETA = 2.0

Rows = Sequence[Sequence[float]]
Array = NDArray[np.float64]
# From samples of rows (sample, item, column) to one number for each sample.
Statistic = Callable[[Array], Array]


class PairTest(StrEnum):
    """How pairs are tested.

    MCNEMAR (exact) is for rows of 0 and 1; SWAP exchanges old and new at random within items, for
    means and ratios. NONE is for times: what one run has in common, the load of the machine, moves
    all its items together, and no test over items can see that.
    """

    MCNEMAR = "mcnemar"
    SWAP = "swap"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Interval:
    """Where 95 % of the resampled values lie."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Paired:
    """Two runs over the same items: `delta` is new minus old; `p` is None where not tested."""

    old: float
    new: float
    delta: float
    interval: Interval | None
    p: float | None


def mean(samples: Array) -> Array:
    """The mean of the first column."""
    return np.asarray(samples[:, :, 0].mean(axis=1))


def total(samples: Array) -> Array:
    """The sum of the first column."""
    return np.asarray(samples[:, :, 0].sum(axis=1))


def macro_f1(samples: Array) -> Array:
    """The mean F1 of the two statuses, over those that occur; `label_row` has the columns."""
    counts = samples.sum(axis=1)
    hits = counts[:, (0, 4)]
    missed = counts[:, (1, 3)] + counts[:, (2, 5)]
    wrongly = counts[:, (3, 1)]
    whole = 2 * hits + missed + wrongly
    f1 = np.divide(2 * hits, whole, out=np.zeros_like(whole), where=whole > 0)
    return np.asarray(f1.sum(axis=1) / np.maximum((whole > 0).sum(axis=1), 1))


def f_measure(samples: Array) -> Array:
    """F with recall weighed twice (beta 2) from columns of hits, extras and misses."""
    counts, weight = samples.sum(axis=1), _BETA * _BETA
    hits, extras, misses = counts[:, 0], counts[:, 1], counts[:, 2]
    whole = (1 + weight) * hits + weight * misses + extras
    f = np.divide((1 + weight) * hits, whole, out=np.zeros_like(whole), where=whole > 0)
    return np.asarray(f)


def percentile(share: float) -> Statistic:
    """The nearest-rank percentile: the smallest value that `share` of all do not exceed."""
    return partial(_percentile, share)


def value_of(rows: Rows, statistic: Statistic) -> float | None:
    """The statistic of the rows themselves; None when there are none."""
    return float(statistic(_ordered(rows)[None])[0]) if len(rows) else None


def bootstrap(rows: Rows, statistic: Statistic) -> Interval | None:
    """The percentile interval over resampled items; None below two items, which cannot vary.

    It is stretched to hold the value itself, which a biased statistic could leave outside.
    """
    if len(rows) < 2:
        return None
    ordered = _ordered(rows)
    drawn = np.concatenate([statistic(ordered[index]) for index in _draws(ordered)])
    return _interval(drawn, float(statistic(ordered[None])[0]))


def paired(
    old: Rows, new: Rows, statistic: Statistic, test: PairTest = PairTest.SWAP
) -> Paired | None:
    """Both values, their difference with its interval, and the p-value of a paired test.

    None when there are no pairs.
    """
    if not len(old):
        return None
    pairs = _ordered([(*a, *b) for a, b in zip(old, new, strict=True)])
    before, after = pairs[:, : len(old[0])], pairs[:, len(old[0]) :]
    values = [float(statistic(rows[None])[0]) for rows in (before, after)]
    delta = values[1] - values[0]
    interval = _paired_interval(before, after, statistic) if len(pairs) > 1 else None
    p = None
    if test is PairTest.MCNEMAR:
        p = _mcnemar_of(before, after)
    elif test is PairTest.SWAP:
        p = _swap_test(before, after, statistic)
    return Paired(values[0], values[1], delta, interval, p)


def mcnemar(only_old: int, only_new: int) -> float:
    """Exact two-sided p-value from the items that only one side got right."""
    discordant = only_old + only_new
    ways, tail = 1, 0
    for k in range(min(only_old, only_new) + 1):
        tail += ways
        ways = ways * (discordant - k) // (k + 1)
    return min(1.0, 2 * tail / (1 << discordant))


def _percentile(share: float, samples: Array) -> Array:
    # A share such as 0.95 is not exact in binary; the small step keeps 0.95 * 20 at rank 19.
    rank = max(1, ceil(share * samples.shape[1] - _TIE))
    return np.asarray(np.sort(samples[:, :, 0], axis=1)[:, rank - 1])


def _ordered(rows: Rows) -> Array:
    array = np.asarray(rows, dtype=np.float64)
    return np.asarray(array[np.lexsort(array.T[::-1])])


def _draws(rows: Array) -> Iterator[NDArray[np.int64]]:
    """Indices of resampled items in blocks that fit into memory."""
    generator = np.random.default_rng(_SEED)
    for size in _blocks(RESAMPLES, rows.size):
        yield generator.integers(0, len(rows), size=(size, len(rows)))


def _blocks(samples: int, cells: int) -> Iterator[int]:
    block = max(1, min(samples, _CELLS // max(cells, 1)))
    yield from (min(block, samples - done) for done in range(0, samples, block))


def _interval(drawn: Array, value: float) -> Interval:
    tails = ((1 - _LEVEL) / 2, (1 + _LEVEL) / 2)
    low, high = (float(x) for x in np.quantile(drawn, tails))
    return Interval(min(low, value), max(high, value))


def _paired_interval(before: Array, after: Array, statistic: Statistic) -> Interval:
    both = np.concatenate([before, after], axis=1)
    drawn = [statistic(after[index]) - statistic(before[index]) for index in _draws(both)]
    value = float(statistic(after[None])[0]) - float(statistic(before[None])[0])
    return _interval(np.concatenate(drawn), value)


def _mcnemar_of(before: Array, after: Array) -> float:
    gain = after[:, 0] - before[:, 0]
    return mcnemar(int((gain < 0).sum()), int((gain > 0).sum()))


def _swap_test(before: Array, after: Array, statistic: Statistic) -> float:
    """Two-sided permutation test: what if old and new were only names?"""
    differing = np.flatnonzero((before != after).any(axis=1))
    if not len(differing):
        return 1.0
    seen = abs(float(statistic(after[None])[0]) - float(statistic(before[None])[0]))
    exact = len(differing) <= _EXACT_UP_TO
    as_large, swaps = 0, 0
    for mask in _masks(len(differing), before.size, exact=exact):
        swapped = np.zeros((len(mask), len(before), 1), dtype=bool)
        swapped[:, differing, 0] = mask
        gap = statistic(np.where(swapped, before, after)) - statistic(
            np.where(swapped, after, before)
        )
        as_large += int((np.abs(gap) >= seen * (1 - _TIE) - _TIE).sum())
        swaps += len(mask)
    return as_large / swaps if exact else (as_large + 1) / (swaps + 1)


def _masks(n: int, cells: int, *, exact: bool) -> Iterator[NDArray[np.bool_]]:
    """Which pairs are swapped: every choice there is, or a seeded sample of them."""
    generator = np.random.default_rng(_SEED)
    first = 0
    for size in _blocks(2**n if exact else _SWAPS, cells):
        if exact:
            choices = np.arange(first, first + size)[:, None]
            yield (choices >> np.arange(n)) & 1 == 1
        else:
            yield generator.integers(0, 2, size=(size, n)) == 1
        first += size
