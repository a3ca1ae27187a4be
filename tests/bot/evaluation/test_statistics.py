"""Intervals and paired tests against values worked out by hand, and what must always hold."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evaluation.statistics import (
    Interval,
    PairTest,
    Statistic,
    bootstrap,
    f_measure,
    macro_f1,
    mcnemar,
    mean,
    paired,
    percentile,
    total,
    value_of,
)

SHARES = st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=1, max_size=30)
BITS = st.lists(st.sampled_from([0.0, 1.0]), min_size=1, max_size=30)
# One item's cell of the confusion matrix, and its hits, extras and misses.
CELLS = st.lists(
    st.integers(0, 5).map(lambda cell: tuple(float(n == cell) for n in range(6))),
    min_size=1,
    max_size=30,
)
QUALIFIERS = st.lists(st.tuples(*[st.integers(0, 3).map(float)] * 3), min_size=1, max_size=30)


def column(*values: float) -> list[tuple[float]]:
    return [(value,) for value in values]


def cell(n: int, times: int) -> list[tuple[float, ...]]:
    return [tuple(float(n == at) for at in range(6))] * times


def test_a_mean_and_a_sum() -> None:
    assert value_of(column(0, 1, 1, 1), mean) == 0.75
    assert value_of(column(0, 1, 1, 1), total) == 3


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0.5, 50), (0.95, 95), (0.951, 96), (0.99, 99), (1.0, 100), (0.001, 1)],
)
def test_percentiles_are_values_that_occurred(share: float, expected: float) -> None:
    assert value_of(column(*range(100, 0, -1)), percentile(share)) == expected


def test_percentiles_of_few_values() -> None:
    assert value_of(column(7), percentile(0.95)) == 7
    assert value_of(column(3, 1, 2, 4), percentile(0.5)) == 2  # the lower of the middle two
    assert value_of(column(*range(1, 21)), percentile(0.95)) == 19


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # 3 right and 1 missed of confirmed: F1 = 6/7; 4 right, 1 wrongly: F1 = 8/9.
        (cell(0, 3) + cell(1, 1) + cell(4, 4), (6 / 7 + 8 / 9) / 2),
        # A refusal is a miss of its gold label alone: F1 = 2/3, and the other is perfect.
        (cell(0, 1) + cell(2, 1) + cell(4, 1), (2 / 3 + 1) / 2),
        # Only one label occurs.
        (cell(4, 5), 1),
        (cell(5, 5), 0),
        # A label that is only given wrongly occurs, too.
        (cell(4, 2) + cell(3, 2), (2 / 3 + 0) / 2),
    ],
)
def test_macro_f1_is_the_mean_over_the_labels_that_occur(
    rows: list[tuple[float, ...]], expected: float
) -> None:
    assert value_of(rows, macro_f1) == pytest.approx(expected)


def test_f_weighs_a_miss_four_times_an_extra() -> None:
    # 3 hits, 1 extra, 2 misses: 5 * 3 / (5 * 3 + 4 * 2 + 1).
    assert value_of([(2, 1, 0), (1, 0, 2)], f_measure) == 15 / 24


@pytest.mark.parametrize("statistic", [mean, total, percentile(0.5), macro_f1, f_measure])
def test_no_rows_have_no_value_and_no_interval(statistic: Statistic) -> None:
    assert value_of([], statistic) is None
    assert bootstrap([], statistic) is None
    assert paired([], [], statistic) is None


def test_one_row_has_a_value_but_no_interval() -> None:
    assert value_of(column(0.5), mean) == 0.5
    assert bootstrap(column(0.5), mean) is None
    found = paired(column(0.5), column(1.0), mean)
    assert found is not None
    assert (found.delta, found.interval, found.p) == (0.5, None, 1.0)


def test_equal_rows_have_an_interval_without_width() -> None:
    assert bootstrap(column(*[1.0] * 20), mean) == Interval(1.0, 1.0)


def test_a_bootstrap_interval_is_near_the_normal_one() -> None:
    # 50 of 100: the standard error is 0.05, so 95 % lie within 0.5 +- 0.098.
    found = bootstrap(column(*[0.0, 1.0] * 50), mean)
    assert found is not None
    assert found.low == pytest.approx(0.402, abs=0.02)
    assert found.high == pytest.approx(0.598, abs=0.02)


def test_the_same_rows_have_the_same_interval_in_any_order() -> None:
    rows = column(0.1, 0.7, 0.7, 0.3, 1.0, 0.0)
    assert bootstrap(rows, mean) == bootstrap(rows[::-1], mean)
    assert value_of(rows, mean) == value_of(rows[::-1], mean)


@pytest.mark.parametrize(
    ("only_old", "only_new", "p"),
    [
        (0, 0, 1),
        (0, 1, 1),
        (0, 5, 2 / 32),
        (5, 0, 2 / 32),
        (0, 6, 2 / 64),
        (1, 5, 2 * (1 + 6) / 64),
        (3, 3, 1),
        (2, 8, 2 * (1 + 10 + 45) / 1024),
    ],
)
def test_mcnemar_is_an_exact_binomial_test(only_old: int, only_new: int, p: float) -> None:
    assert mcnemar(only_old, only_new) == pytest.approx(p)


def test_mcnemar_takes_large_counts() -> None:
    assert mcnemar(3000, 3000) == 1
    assert 0 <= mcnemar(2000, 4000) < 1e-6


def test_zeros_and_ones_are_tested_by_mcnemar() -> None:
    old, new = column(*[0.0] * 6, 1, 1, 0), column(*[1.0] * 6, 1, 1, 0)
    found = paired(old, new, mean, PairTest.MCNEMAR)
    assert found is not None
    assert found.p == 2 / 64
    assert (found.old, found.new) == (2 / 9, 8 / 9)


@pytest.mark.parametrize(
    ("gains", "p"),
    [
        # All eight sign patterns of three equal gains: two are as far from zero.
        ((0.5, 0.5, 0.5), 2 / 8),
        ((0.5, 0.5, 0.5, 0.0, 0.0), 2 / 8),  # ties say nothing
        ((0.1, 0.2, 0.4), 2 / 8),
        # The sum is 0.2: of eight patterns of 0.1, 0.1, 0.4 only two fall below it.
        ((-0.1, -0.1, 0.4), 8 / 8),
        ((0.25, -0.25), 1),
        ((0.0, 0.0), 1),
    ],
)
def test_few_pairs_are_tested_by_every_exchange_of_old_and_new(
    gains: tuple[float, ...], p: float
) -> None:
    old = column(*[0.5] * len(gains))
    new = column(*[0.5 + gain for gain in gains])
    found = paired(old, new, mean)
    assert found is not None
    assert found.p == p
    assert found.delta == pytest.approx(sum(gains) / len(gains))


def test_many_pairs_are_tested_by_seeded_exchanges() -> None:
    old, new = column(*[0.2] * 40), column(*[0.3] * 40)
    first, second = paired(old, new, mean), paired(old[::-1], new[::-1], mean)
    assert first == second
    assert first is not None
    assert first.p == 1 / 5000  # nothing drawn is as far: the smallest p there is
    mixed = paired(column(*[0.0, 0.5] * 20), column(*[0.5, 0.0] * 20), mean)
    assert mixed is not None
    assert mixed.p == 1


def test_drawn_exchanges_come_near_the_exact_test() -> None:
    # 11 equal gains and 3 equal losses: 2 * (1 + 14 + 91 + 364) / 2**14 of all exchanges.
    found = paired(column(*[0.5] * 14), column(*[0.9] * 11, *[0.1] * 3), mean)
    assert found is not None
    assert found.p == pytest.approx(2 * 470 / 2**14, abs=0.01)


def test_times_have_a_difference_with_its_interval_and_no_test() -> None:
    slower = paired(column(*[10.0] * 10), column(*[30.0] * 10), percentile(0.5), PairTest.NONE)
    assert slower is not None
    assert (slower.old, slower.new, slower.delta) == (10.0, 30.0, 20.0)
    assert slower.interval == Interval(20.0, 20.0)
    assert slower.p is None


def test_exchanges_test_ratios_too() -> None:
    better = paired(cell(1, 8) + cell(4, 8), cell(0, 8) + cell(4, 8), macro_f1)
    assert better is not None
    assert better.p == 2 / 256


def test_the_interval_of_a_difference_uses_the_pairs() -> None:
    # Every pair gains 0.1, however far the items lie apart.
    old = column(0.0, 0.9, 0.3, 0.6)
    found = paired(old, [(value + 0.1,) for (value,) in old], mean)
    assert found is not None
    assert found.interval is not None
    assert found.interval.low == pytest.approx(0.1)
    assert found.interval.high == pytest.approx(0.1)


@given(SHARES)
def test_a_mean_lies_in_its_interval_and_both_in_zero_to_one(values: list[float]) -> None:
    held_by_interval(column(*values), mean)


@given(CELLS)
def test_macro_f1_lies_in_its_interval_and_both_in_zero_to_one(
    rows: list[tuple[float, ...]],
) -> None:
    held_by_interval(rows, macro_f1)


@given(QUALIFIERS)
def test_f_lies_in_its_interval_and_both_in_zero_to_one(rows: list[tuple[float, ...]]) -> None:
    held_by_interval(rows, f_measure)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=30))
def test_a_percentile_lies_in_its_interval(values: list[float]) -> None:
    value, interval = value_of(column(*values), percentile(0.95)), None
    if len(values) > 1:
        interval = bootstrap(column(*values), percentile(0.95))
        assert interval is not None
        assert value is not None
        assert min(values) <= interval.low <= value <= interval.high <= max(values)


@given(BITS)
def test_a_p_value_is_a_chance_and_exchange_does_not_change_it(
    values: list[float],
) -> None:
    old, new = column(*values), column(*reversed(values))
    for test in (PairTest.MCNEMAR, PairTest.SWAP):
        forth, back = paired(old, new, mean, test), paired(new, old, mean, test)
        assert forth is not None
        assert back is not None
        assert forth.p is not None
        assert 0 < forth.p <= 1
        assert forth.delta == pytest.approx(-back.delta)
        if test is PairTest.MCNEMAR:
            assert forth.p == back.p


def held_by_interval(rows: Sequence[tuple[float, ...]], statistic: Statistic) -> None:
    value = value_of(rows, statistic)
    interval = bootstrap(rows, statistic)
    assert value is not None
    assert isfinite(value)
    assert 0 <= value <= 1
    assert (interval is None) == (len(rows) == 1)
    if interval is not None:
        assert 0 <= interval.low <= value <= interval.high <= 1
