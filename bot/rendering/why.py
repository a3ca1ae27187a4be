"""Why a claim has its label: the evidence of the claims that a typed number means."""

from __future__ import annotations

import re

from bot.claims import Answer, Claim
from bot.errors import BadCommand
from bot.rendering.lines import BLANK, Line, block
from bot.rendering.text import evidence_table

_NUMBER = re.compile(r"\[?(\d{1,4})\]?")


def why_lines(answer: Answer, number: str) -> tuple[Line, ...]:
    """The evidence behind a claim, or behind the claims that rest on a citation.

    An empty number means the first claim. Raises BadCommand.
    """
    lines: list[Line] = []
    for n in _claims_meant(answer, number):
        claim = answer.claims[n - 1]
        lines += (BLANK, block(_claim_heading(n, claim), "bold"), *evidence_table(claim))
    return tuple(lines)


def _claims_meant(answer: Answer, argument: str) -> tuple[int, ...]:
    """Numbers of the claims that are meant: claim N itself, and claims that rest on [N].

    Both are numbered from 1 in what a person reads, so both are shown where they differ;
    brackets ask for the citation alone.
    """
    count = len(answer.claims)
    if not count:
        raise BadCommand("the last answer makes no claim; :passages shows what search found")
    match = _NUMBER.fullmatch(argument or "1")
    if match is None:
        raise BadCommand(f"{argument} is no number; type :why 1 for the first claim")
    n = int(match[1])
    claim = n if "[" not in argument else None
    meant = [k for k, c in enumerate(answer.claims, 1) if k == claim or n in c.citations]
    if not meant:
        raise BadCommand(f"nothing is numbered {n} that has a label; the claims are 1 to {count}")
    return tuple(meant)


def _claim_heading(n: int, claim: Claim) -> str:
    return " ".join((f"Claim {n}", *(f"[{key}]" for key in claim.citations)))
