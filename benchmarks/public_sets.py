"""Public sets: retrieval, abstention, support, attribution, factuality, corroboration.

Reads the native formats below ../shared/data; what is missing there is said and skipped. With
`--home DIR` the indexes are kept, so that a second run is quick; `--markdown FILE` writes the
tables as it shows them.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from common import console
from public import (
    abstention_group,
    attribution_group,
    corroboration_group,
    factuality_group,
    retrieval_group,
    support_group,
)
from public.tables import Table

GROUPS: dict[str, Callable[[Path, int | None], list[Table]]] = {
    "retrieval": retrieval_group.run,
    "abstention": abstention_group.run,
    "support": support_group.run,
    "attribution": attribution_group.run,
    "factuality": factuality_group.run,
    "corroboration": corroboration_group.run,
}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--home", type=Path, help="keep the indexes in this folder")
    parser.add_argument("--questions", type=int, metavar="N", help="about N questions of each set")
    parser.add_argument("--group", choices=GROUPS, action="append", help="only this group")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the tables there")
    return parser.parse_args()


def run(home: Path, groups: list[str], limit: int | None) -> list[Table]:
    """The tables of the groups, each printed as soon as it is there."""
    tables = []
    for group in groups:
        console.print(f"\n{group}", style="bold")
        for table in GROUPS[group](home, limit):
            table.show()
            tables.append(table)
    return tables


def main() -> None:
    """Runs every group asked for whose data is there."""
    chosen = _arguments()
    with tempfile.TemporaryDirectory() as temporary:
        home = chosen.home or Path(temporary)
        tables = run(home, chosen.group or list(GROUPS), chosen.questions)
    if chosen.markdown:
        text = "\n\n".join(table.markdown() for table in tables)
        chosen.markdown.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
