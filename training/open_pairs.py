"""Pairs without a label, for a teacher to read: claims beside the evidence of other claims on the
same subject, as near as what a search puts together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from training.examples import Example, read_rows, share_of

CROSSED = frozenset({"fever", "fool_me_twice_test"})


def crossed_examples(path: Path, share: float) -> Iterator[Example]:
    """Claims of a group beside the statements of its other claims."""
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in read_rows(path):
        if row["source"] in CROSSED:
            pair = (str(row["claim"]), str(row["statement"]))
            groups[f"{row['source']}/{row['group']}"].append(pair)
    for group, pairs in groups.items():
        for claim, own in pairs:
            for _, statement in pairs:
                fit = statement != own and len(statement.split()) < 60
                if fit and share_of(f"{claim} {statement}") < share:
                    yield Example(claim, (statement,), (), "open_crossed", group)
