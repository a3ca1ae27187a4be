"""The public pool of claims and statements as examples, each set weighed as its traps advise.

Shares: captions (SNLI, CAD, Breaking NLI) teach that another scene contradicts, so they are cut
down; MultiNLI's copy has one annotator's labels, but is most of what there is of plain paraphrase;
sets with contradictions only (fever_figures, fib_xsum_swaps) are small beside FEVER and SummEdits;
the news sets are kept whole. SummEdits compares long summaries that differ in one place: of these
only the sentences that differ are taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from training.examples import LABELS, NOT_SUPPORTED, Example, read_rows, share_of

SHARES = {
    "fever": 0.6,
    "fever_figures": 1.0,
    "fool_me_twice_test": 1.0,
    "summedits": 1.0,
    "fib_xsum_swaps": 1.0,
    "negation_nli": 1.0,
    "conjnli_human": 1.0,
    "conjnli_auto": 0.4,
    "help_and": 0.5,
    "breaking_nli": 0.3,
    "cad_nli": 0.4,
    "snli_dev": 0.4,
    "mnli_dev": 1.0,
}
# Their "neutral" may contradict, by the README of the pool.
_LOOSE_NEUTRAL = {"conjnli_auto", "help_and", "scitail_test", "rte_two_way"}


def pool_examples(path: Path) -> Iterator[Example]:
    """The examples of the training pool, by the shares above; always the same ones."""
    for row in read_rows(path):
        if share_of(str(row["id"])) < SHARES[str(row["source"])]:
            yield from _shortened(pair_of(row))


def pair_of(row: dict[str, object]) -> Example:
    """One row of the pool as it stands."""
    source, label = str(row["source"]), str(row["label"])
    loose = source in _LOOSE_NEUTRAL and label == "neutral"
    return Example(
        first=str(row["claim"]),
        seconds=(str(row["statement"]),),
        right=NOT_SUPPORTED if loose else (LABELS.index(label),),
        source=source,
        group=f"{source}/{row['group']}",
    )


def _shortened(example: Example) -> Iterator[Example]:
    if example.source != "summedits":
        yield example
        return
    claim, statement = _differing(example.first, example.seconds[0])
    if claim and statement:
        yield Example(claim, (statement,), example.right, example.source, example.group)


def _differing(claim: str, statement: str) -> tuple[str, str]:
    """The sentences in which two texts differ."""
    ours, theirs = (text.split(". ") for text in (claim, statement))
    changes = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    kept = [change for change in changes if change[0] != "equal"]
    return (
        ". ".join(s for _, a, b, _, _ in kept for s in ours[a:b]),
        ". ".join(s for _, _, _, a, b in kept for s in theirs[a:b]),
    )
