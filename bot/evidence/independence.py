"""What counts once: the same claimant, the same wire copy, the same publisher's own voice."""

from __future__ import annotations

from bot.evidence.statements import Statement


def origin_of(statement: Statement) -> str:
    """A name for where a statement comes from; statements of one origin are one voice.

    In this order: a named claimant is an origin wherever printed; an unnamed one is an origin
    per chain it came through; a page's own voice belongs to the wire it copies, else to its
    publisher.
    """
    source = statement.source
    chain = source.syndicated_from or source.publisher
    if statement.claimant is None:
        return f"printed by {chain}"
    if statement.claimant.anonymous:
        return f"{statement.claimant.name} through {chain}"
    return statement.claimant.name
