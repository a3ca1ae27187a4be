"""Several questions in one: the sentences, and the joined clauses, that ask something each.

A clause is a part of its own where a conjunction is followed by a question word or by an inverted
auxiliary ("..., and where does it lie?"), and a finite verb stands on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answering.asked import by_bare_noun
from bot.answering.reading.clause import Clause, clause_of
from bot.answering.reading.opening import is_auxiliary, is_question_word
from retrieval.parsing import Parse

MOST = 4
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECT_TAGS = frozenset({"DT", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "EX", "CD", "JJ"})


def leading(parses: Sequence[Parse]) -> Clause | None:
    """The clause that asks first; without one, that of the first sentence."""
    clauses = [c for c in map(clause_of, parses) if c is not None]
    return next((c for c in clauses if _asks(c)), next(iter(clauses), None))


def parts_of(text: str, parses: Sequence[Parse]) -> tuple[str, ...]:
    """The questions in a text that was parsed, in order, once each; none where there is one.

    What is told before a question goes with it, and a fragment with the question before it.
    """
    found: list[str] = []
    told = ""
    for parse in parses:
        clause = clause_of(parse)
        if clause is None:
            continue
        if found and clause.verb is None:
            found[-1] = f"{found[-1]} {_typed(text, parse)}"
            continue
        if not _asks(clause):
            told = f"{told} {_typed(text, parse)}".strip()
            continue
        for piece in _pieces(_typed(text, parse), parse):
            found.append(f"{told} {piece}".strip())
            told = ""
    distinct = {_key(part): part for part in reversed(found)}
    kept = tuple(reversed(distinct.values()))
    return kept[:MOST] if len(kept) > 1 else ()


def _asks(clause: Clause) -> bool:
    """Whether a sentence asks; "his reply?" does so without a verb."""
    if clause.asks:
        return True
    return clause.verb is None and by_bare_noun(clause) is not None


def _typed(text: str, parse: Parse) -> str:
    """The sentence as it was typed."""
    return text[parse.start : parse.end] if parse.end <= len(text) else text[parse.start :]


def _pieces(typed: str, parse: Parse) -> Iterator[str]:
    """A sentence parted before each joined clause that asks for itself."""
    start = 0
    for token in range(1, len(parse)):
        joint = parse.tags[token] in {"CC", ","} and _joins(parse, start, token)
        if joint:
            yield _question(typed, parse, (start, token))
            start = token + 1 + (parse.tags[token] == "," and parse.tags[token + 1] == "CC")
    yield _question(typed, parse, (start, len(parse)))


def _joins(parse: Parse, start: int, joint: int) -> bool:
    after = joint + 1
    while after < len(parse) - 1 and parse.tags[after] in {"CC", "RB", "IN", "TO"}:
        after += 1
    if after >= len(parse) - 1 or parse.lemmas[joint] == "or":
        return False
    both = _has_verb(parse, start, joint) and _has_verb(parse, after, len(parse))
    if not both or _only_tells_when(parse, after):
        return False
    if parse.tags[joint] == "," and parse.tags[joint + 1] != "CC":
        return _is_listed(parse, joint, after)
    return is_question_word(parse, after) or _is_inverted(parse, after)


def _is_listed(parse: Parse, comma: int, after: int) -> bool:
    """A comma parts questions only before a later "and", and before a question word."""
    later = any(
        parse.tags[t] == "CC" and _joins(parse, comma + 1, t) for t in range(after, len(parse))
    )
    return is_question_word(parse, after) and later


def _is_inverted(parse: Parse, token: int) -> bool:
    behind = parse.tags[token + 1] if token + 1 < len(parse) else ""
    return is_auxiliary(parse, token) and behind in _SUBJECT_TAGS


def _only_tells_when(parse: Parse, token: int) -> bool:
    """ "What did he know and when": nothing but the question word is added."""
    return not _has_verb(parse, token, len(parse))


def _has_verb(parse: Parse, start: int, end: int) -> bool:
    return any(parse.tags[t] in _FINITE for t in range(start, end))


def _question(typed: str, parse: Parse, part: tuple[int, int]) -> str:
    start, end = part
    while end > start + 1 and parse.tags[end - 1] in {".", ",", "CC"}:
        end -= 1
    begins, ends = parse.span(range(start, end))
    text = typed[begins:ends]
    return f"{text[:1].upper()}{text[1:]}?"


def _key(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
