"""How a sentence opens: with a question word, an auxiliary, an adjunct, or as a statement."""

from __future__ import annotations

from bot.answering.reading.vocabulary import words
from retrieval.parsing import Parse

ASKERS = frozenset("you u i we me us one someone somebody anyone anybody".split())
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_WH = frozenset({"WDT", "WP", "WP$", "WRB"})
_WH_WORDS = frozenset("who whom whose what which when where why how".split())
_NEVER_RELATIVE = frozenset({"how", "what", "why"})
_AUXILIARIES = frozenset({"be", "do", "have"})


def question_word(parse: Parse) -> int | None:
    """The word that asks; "the man who", "when asked", "that he knew who" ask nothing."""
    opening = opening_of(parse)
    polar = opening is not None and is_auxiliary(parse, opening)
    for token in range(_behind_colon(parse), len(parse)):
        if not is_question_word(parse, token):
            continue
        if _introduces(parse, token):
            return token
        if (polar and opening is not None and opening < token) or _is_subordinate(parse, token):
            continue
        if _heads_clause(parse, token) or token >= len(parse) - 2:
            return token
    return None


def is_question_word(parse: Parse, token: int) -> bool:
    """Whether a token can ask: "who", "which", "how"."""
    return parse.tags[token] in _WH and parse.word(token).lower() in _WH_WORDS


def is_auxiliary(parse: Parse, token: int) -> bool:
    """Whether a token is a finite or bare form of be, do, have, or a modal verb."""
    if parse.tags[token] == "MD":
        return True
    return parse.lemmas[token] in _AUXILIARIES and parse.tags[token] in {*FINITE, "VB"}


def opening_of(parse: Parse) -> int | None:
    """The first word behind courtesies and adjuncts that a comma parts from the clause."""
    at = _behind_colon(parse) or _first_word(parse)
    comma = next((t for t in range(at, len(parse)) if parse.tags[t] in {",", ":"}), None)
    if comma is not None and comma + 1 < len(parse):
        finite = at < len(parse) and is_auxiliary(parse, at)
        if not finite and is_auxiliary(parse, comma + 1):
            return comma + 1
    return at if at < len(parse) else None


def _behind_colon(parse: Parse) -> int:
    """Where a question stands that a colon parts from what it is about, else 0."""
    for token in reversed(range(1, len(parse) - 1)):
        behind = token + 1 + (parse.tags[token + 1] in {"IN", "TO"})
        asks = behind < len(parse) and (
            is_question_word(parse, behind) or is_auxiliary(parse, behind)
        )
        if parse.word(token) == ":" and asks:
            return token + 1
    return 0


def fronted_end(parse: Parse) -> int | None:
    """The comma behind a clause that stands in front of the one that asks."""
    for token in range(1, len(parse) - 1):
        if parse.tags[token] == "," and (
            is_question_word(parse, token + 1) or is_auxiliary(parse, token + 1)
        ):
            return token
    return None


def _first_word(parse: Parse) -> int:
    at = 0
    while at < len(parse) - 1 and (
        parse.tags[at] in {",", ":", ".", "UH", "CC", "``", "''", "-LRB-", "HYPH"}
        or parse.lemmas[at] in words("courtesies")
    ):
        at += 1
    return at


def _introduces(parse: Parse, token: int) -> bool:
    """Whether "tell me", "do you know" or the like stands in front of a question word."""
    before = [parse.word(t).lower() for t in range(token)]
    verbs = [t for t in range(token) if parse.lemmas[t] in words("introducing")]
    if not verbs or (verbs[-1] > 0 and parse.tags[verbs[-1]] == "VBN"):
        return False
    ordered = parse.tags[verbs[-1]] in {"VB", "VBP"} and verbs[-1] <= _first_word(parse)
    stated = parse.text.rstrip().endswith(".") and not {"want", "like", "wonder"} & set(before)
    asker = bool(ASKERS & set(before[: verbs[-1]])) and not stated
    return (ordered or asker) and token - verbs[-1] <= 3


def _heads_clause(parse: Parse, token: int) -> bool:
    """Whether nothing of its own clause stands before a question word but a preposition."""
    at = token - 1
    while at >= 0 and (parse.tags[at] in {"IN", "TO"} or parse.lemmas[at] in words("courtesies")):
        at -= 1
    if at < 0 or parse.tags[at] in {",", ":", ".", "CC", "-LRB-", "``", "''", "UH"}:
        return True
    if parse.word(token).lower() in _NEVER_RELATIVE:
        return not any(parse.tags[t] in FINITE for t in range(token))
    return parse.tags[at] == "RB" and at == 0


def _is_subordinate(parse: Parse, token: int) -> bool:
    """ "When asked", "when the dam burst, who": a clause that says when, not one that asks."""
    if parse.word(token).lower() not in {"when", "where", "how", "what"}:
        return False
    if token + 1 < len(parse) and is_auxiliary(parse, token + 1):
        return False
    verb = next((t for t in parse.ancestors(token) if parse.tags[t][:1] in "VM"), None)
    follows = token + 1 < len(parse) and parse.tags[token + 1] == "VBN"
    resumed = any(
        parse.tags[t - 1] == "," and is_auxiliary(parse, t) for t in range(token + 2, len(parse))
    )
    if token and parse.tags[token - 1] == "IN" and resumed:
        return True
    later = any(
        parse.tags[t] in _WH and parse.tags[t - 1] in {",", "CC"}
        for t in range(token + 2, len(parse))
    )
    return follows or (later and verb is not None and parse.deps[verb] == "advcl")
