"""What Tab offers in the REPL."""

from __future__ import annotations

from collections.abc import Sequence

from bot.repl_commands import COMMANDS, LATEST
from bot.state.ratings import Reason


def completions(line: str, source_ids: Sequence[str]) -> tuple[str, ...]:
    """What the last word of `line` may become.

    1. A line that is one word with a colon: the commands.
    2. The argument of `:as-of`: latest; of `:bad`: the reasons.
    3. Any word after `:sources`, and elsewhere a word that was begun: the source ids.
    """
    word = line.split(" ")[-1]
    if line.startswith(":") and word == line:
        return _beginning(word, [c.name for c in COMMANDS])
    if line.startswith(":as-of "):
        return _beginning(word, [LATEST])
    if line.startswith(":bad "):
        return _beginning(word, list(Reason))
    return _beginning(word, source_ids) if word or line.startswith(":sources ") else ()


def _beginning(word: str, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name.casefold().startswith(word.casefold()))
