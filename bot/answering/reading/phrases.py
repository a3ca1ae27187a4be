"""The words of a noun phrase in a question."""

from __future__ import annotations

from retrieval.parsing import Parse


def noun_phrase(parse: Parse, head: int, between: tuple[int, int | None] = (-1, None)) -> str:
    """The words of a noun with what belongs to it, without article and relative clauses.

    Nothing beyond the auxiliary before it and the verb behind it belongs to it (`between`).
    """
    first, last = between
    stop = len(parse) if last is None or last <= head else last
    tokens = [t for t in _phrase(parse, head) if first < t < stop]
    while tokens and parse.tags[tokens[0]] in {"DT", "PRP$", "PDT", "WDT", "IN", "HYPH", ","}:
        tokens = tokens[1:]
    if not tokens:
        return parse.word(head)
    start, end = parse.span(tokens)
    return parse.text[start:end]


def _phrase(parse: Parse, head: int) -> list[int]:
    """The tokens in one row around a noun: clauses, asides and what stands apart are left out."""
    below, waiting = {head}, [head]
    while waiting:
        for child in parse.children(waiting.pop()):
            if parse.deps[child] not in {"relcl", "acl", "punct", "advcl", "case", "cc"}:
                below.add(child)
                waiting.append(child)
    row = [head]
    while row[0] - 1 in below:
        row.insert(0, row[0] - 1)
    while row[-1] + 1 in below or _goes_on(parse, row[-1]):
        row.append(row[-1] + 1)
    return row


def _goes_on(parse: Parse, last: int) -> bool:
    """Whether a name goes on behind a token, whatever the parse hangs it on ("did Ada Roon")."""
    both = last + 1 < len(parse) and parse.tags[last] == parse.tags[last + 1] == "NNP"
    return both and parse.deps[last + 1] in {"intj", "dep", "appos", "npadvmod"}
