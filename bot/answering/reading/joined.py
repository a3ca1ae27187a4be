"""Two claims in one sentence: "the pier was sold and the mayor resigned".

Verbs that "and" or "but" joins are a claim each; one without a subject of its own has the first
one's. Where what hangs on both cannot be told apart, the sentence stays one claim.
"""

from __future__ import annotations

from collections.abc import Iterable

from retrieval.parsing import Parse

_SUBJECTS = ("nsubj", "nsubjpass", "expl")
_JOINS = frozenset({"and", "but"})


def claims_joined(parse: Parse) -> tuple[str, ...]:
    """The claims of a sentence, in order; the sentence itself where it makes one."""
    roots = parse.roots()
    whole = parse.text.strip()
    if len(roots) != 1 or not parse.tags[roots[0]].startswith("V"):
        return (whole,)
    first = roots[0]
    joined = [t for t in parse.children(first, "conj") if parse.tags[t].startswith("V")]
    joints = [t for t in parse.children(first, "cc") if parse.lemmas[t] in _JOINS]
    subjects = parse.children(first, *_SUBJECTS)
    if len(joined) != 1 or not joints or not subjects or not _is_finite(parse, joined[0]):
        return (whole,)
    behind = set(parse.subtree(joined[0]))
    own = [t for t in range(len(parse)) if t not in behind and t not in joints]
    if max(own, key=lambda t: -1 if parse.deps[t] == "punct" else t) > min(behind):
        return (whole,)
    subject = () if parse.children(joined[0], *_SUBJECTS) else parse.subtree(subjects[0])
    second = " ".join(filter(None, (_text(parse, subject), _text(parse, behind))))
    return _text(parse, own), second


def _is_finite(parse: Parse, verb: int) -> bool:
    group = (verb, *parse.children(verb, "aux", "auxpass"))
    return any(parse.tags[t] in {"VBD", "VBZ", "VBP", "MD"} for t in group)


def _text(parse: Parse, tokens: Iterable[int]) -> str:
    """The words of tokens that stand in a row, without the marks around them."""
    kept = sorted(tokens)
    while kept and parse.deps[kept[-1]] == "punct":
        kept.pop()
    while kept and parse.deps[kept[0]] == "punct":
        kept.pop(0)
    if not kept:
        return ""
    start, end = parse.span(kept)
    return parse.text[start:end]
