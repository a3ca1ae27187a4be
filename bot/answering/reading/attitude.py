"""How a question stands to the facts: a forecast or judgement, a comparison, something presumed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.answering.reading.clause import Clause
from bot.answering.reading.vocabulary import words
from bot.claims import Stance
from retrieval.documents import Kind
from retrieval.parsing import Parse

_PRESUMED = (
    (Stance.CONFIRMS, frozenset({"confirm"})),
    (Stance.ADMITS, frozenset({"admit", "acknowledge", "concede", "confess", "own"})),
    (Stance.DENIES, frozenset({"deny"})),
)
_FORECASTS = frozenset({"will", "would", "could", "should", "might", "shall", "'ll", "wo", "ca"})
_KINDS = {kind.value: kind for kind in (Kind.ARTICLE, Kind.REPORT, Kind.STATEMENT)}
_WHERE_IT_STANDS = frozenset({"in", "per", "to", "from"})


def is_hypothetical(clause: Clause) -> bool:
    """Whether a judgement or forecast is asked for, by the first of these:

    1. its verb would, could, should or will, in a yes/no question or behind "what";
    2. a modal verb beside an "if";
    3. "how" with an adjective that no figure measures ("how dangerous is it");
    4. "at stake", "going to happen".
    """
    parse = clause.parse
    modal = clause.aux is not None and parse.tags[clause.aux] == "MD"
    foretells = modal and parse.lemmas[clause.aux or 0] in _FORECASTS
    if foretells and (clause.is_polar or clause.wh_lemma == "what") and clause.slot is None:
        return True
    conditional = "if" in parse.lemmas and any(
        tag == "MD" and lemma in _FORECASTS
        for tag, lemma in zip(parse.tags, parse.lemmas, strict=True)
    )
    return conditional or _judges(clause) or "stake" in parse.lemmas


def _judges(clause: Clause) -> bool:
    parse, wh = clause.parse, clause.wh
    if wh is None or not clause.asks_manner or wh + 1 >= len(parse):
        going = clause.verb_lemma == "go" and "happen" in parse.lemmas
        return clause.wh_lemma == "what" and going
    return parse.tags[wh + 1] == "JJ" and parse.lemmas[wh + 1] in words("judgements")


def compares(parses: Sequence[Parse]) -> bool:
    """Whether sources or times are set side by side."""
    lemmas = [lemma for parse in parses for lemma in parse.lemmas]
    first = lemmas.index("first") if "first" in lemmas else None
    either = first is not None and "or" in lemmas[first:]
    return either or bool(words("comparing") & set(lemmas))


def presumed_in(parses: Sequence[Parse]) -> Stance | None:
    """The stance that the words say somebody took: confirmed, else admitted, else denied."""
    verbs = {lemma for parse in parses for lemma in _verbs(parse)}
    return next((stance for stance, lemmas in _PRESUMED if lemmas & verbs), None)


def _verbs(parse: Parse) -> Iterator[str]:
    for token in range(len(parse)):
        lemma = parse.lemmas[token]
        up = lemma != "own" or parse.lemmas[token + 1 : token + 2] == ("up",)
        if parse.tags[token][:2] in {"VB", "JJ"} and up:
            yield lemma if parse.tags[token] != "JJ" else lemma.removesuffix("ed")


def kind_in(parses: Sequence[Parse]) -> Kind | None:
    """The kind of source that a question keeps to: "the article", "in that report"."""
    return next((k for parse in parses for k in map(_KINDS.get, _kept_to(parse)) if k), None)


def _kept_to(parse: Parse) -> Iterator[str]:
    for token, lemma in enumerate(parse.lemmas):
        before = parse.lemmas[token - 1] if token else ""
        earlier = parse.lemmas[token - 2] if token > 1 else ""
        pointed = before in {"the", "this", "that"}
        place = earlier if pointed else before
        says = token + 1 < len(parse) and parse.lemmas[token + 1] == "say" and pointed
        told = place in _WHERE_IT_STANDS and (place != "to" or "accord" in _around(parse, token))
        if (lemma == "article" and pointed) or told or says:
            yield lemma


def _around(parse: Parse, token: int) -> set[str]:
    return {lemma for at in parse.lemmas[max(0, token - 4) : token] for lemma in (at, at[:6])}
