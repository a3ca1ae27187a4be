"""A comparison as a terminal shows it."""

from __future__ import annotations

from bot.claims import Qualifier, Status
from bot.evaluation.comparison import Comparison, compare
from bot.evaluation.comparison_lines import comparison_lines
from bot.rendering.lines import plain
from tests.fakes_evaluations import RIGHT, WRONG, document, of_set
from tests.fakes_outturns import (
    CLOSED,
    STRIKE,
    an_outturn,
    cited,
    labelled,
    refusal,
    saying,
    unanswerable,
)

UNCONFIRMED = Status.UNCONFIRMED


def shown(comparison: Comparison, **keys: int) -> str:
    return plain(comparison_lines(comparison, **keys))


def test_a_terminal_shows_notes_a_row_for_each_metric_and_both_answers() -> None:
    old = document(of_set(RIGHT, RIGHT), version="0.9", model="small")
    new = document(of_set(labelled(UNCONFIRMED, Qualifier.REPORTED), None))
    text = shown(compare(old, new))
    assert text.startswith(
        "2 items compared between 0.9 (extractive · small) and 1.0 (extractive)\n"
        "Note: model: small, now none\n"
    )
    row = next(line for line in text.splitlines() if line.startswith("status_accuracy"))
    assert row.split()[1:] == ["1.000", "0.000", "-1.000", "1.000", "1", "within", "chance"]
    assert "Items: 2 worse, 0 mixed, 0 better, 0 with the same scores in other words." in text
    assert f"  was: CONFIRMED {CLOSED} [1]\n  now: UNCONFIRMED {CLOSED} [1]" in text
    assert "  now: error: Timeout: too slow" in text
    assert "mrr" not in text  # no item has gold passages


def test_rows_fit_a_terminal_and_stand_in_columns() -> None:
    old = document(of_set(*[WRONG] * 12, RIGHT), composer="other")
    lines = shown(compare(old, document(of_set(*[RIGHT] * 13))), most=0).splitlines()
    head = next(n for n, line in enumerate(lines) if line.startswith("metric"))
    table = lines[head : lines.index("", head)]
    assert max(map(len, table)) <= 100
    row = next(line.split() for line in table if line.startswith("status_accuracy"))
    assert row[1:4] == ["0.077", "1.000", "+0.923"]
    assert row[4].startswith("+0.")
    assert row[5:] == ["to", "+1.000", "<.001", "13", "better"]
    column = table[0].index("verdict")
    assert all(line[column - 1] == " " != line[column] for line in table)


def test_only_some_changed_items_are_shown_in_full() -> None:
    old, new = document(of_set(*[RIGHT] * 5)), document(of_set(*[WRONG] * 5))
    text = shown(compare(old, new), most=2)
    assert text.count("was: ") == 2
    assert text.endswith("And 3 more; --html shows them all.")


def test_what_an_answer_holds_cannot_write_to_the_terminal() -> None:
    sly = saying(f"{STRIKE}\x1b[31m [1]", cited(1, STRIKE, "ferry-strike"), claims=WRONG.claims)
    assert "\x1b" not in shown(compare(document(of_set(RIGHT)), document(of_set(sly))))


def test_refusals_and_wrong_answers_are_shown_by_their_outcome() -> None:
    item = unanswerable("u")
    old = document([an_outturn(RIGHT, item)])
    text = shown(compare(old, document([an_outturn(refusal(), item)])))
    assert "now: NOTHING FOUND The sources do not say." in text
