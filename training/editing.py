"""Small edits of a parsed sentence, as text: leave words out, put others in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from retrieval.parsing import Parse

AUXILIARIES = ("aux", "auxpass")
SUBJECTS = ("nsubj", "nsubjpass")


def main_verb(parse: Parse) -> int | None:
    """The verb of a sentence whose subject is named and stands before it; else None."""
    roots = parse.roots()
    if len(roots) != 1 or not parse.tags[roots[0]].startswith("VB"):
        return None
    subject = subject_of(parse, roots[0])
    return roots[0] if subject is not None and parse.tags[subject] in NOUNS else None


NOUNS = ("NN", "NNS", "NNP", "NNPS")


def subject_of(parse: Parse, verb: int) -> int | None:
    """The head of the verb's subject, if it stands before the verb."""
    found = [t for t in parse.children(verb, *SUBJECTS) if t < verb]
    return found[0] if found else None


def first_auxiliary(parse: Parse, verb: int) -> int | None:
    """The word that carries tense, where that is not the verb itself."""
    found = parse.children(verb, *AUXILIARIES)
    return found[0] if found else None


def phrase(parse: Parse, head: int) -> str:
    """The words below a head, as they stand."""
    start, end = parse.span(parse.subtree(head))
    return parse.text[start:end]


def replaced(parse: Parse, changes: Mapping[tuple[int, int], str]) -> str:
    """The sentence with spans of tokens (first, last) replaced; "" leaves a span out."""
    parts, at = [], 0
    for (first, last), words in sorted(changes.items()):
        parts += [parse.text[at : parse.starts[first]], words]
        at = parse.ends[last]
    return tidy("".join([*parts, parse.text[at:]]))


def with_phrase(parse: Parse, head: int, words: str) -> str:
    """The sentence with all below a head replaced."""
    below = parse.subtree(head)
    return replaced(parse, {(below[0], below[-1]): words})


def with_word(parse: Parse, token: int, word: str) -> str:
    """The sentence with one word replaced."""
    return replaced(parse, {(token, token): word})


def with_before(parse: Parse, token: int, words: str) -> str:
    """The sentence with words put before a token."""
    return replaced(parse, {(token, token): f"{words} {parse.word(token)}"})


def without(parse: Parse, heads: Iterable[int]) -> str:
    """The sentence without what is below some heads, nor the commas that set it off."""
    gone = {token for head in heads for token in parse.subtree(head)}
    commas = {t for t in range(len(parse)) if parse.word(t) == "," and t not in gone}
    before = {t for t in commas if t + 1 in gone}
    behind = {t for t in commas if t - 1 in gone and _run_up(gone, t) in before}
    gone |= before | behind
    return replaced(parse, {(token, token): "" for token in gone})


def _run_up(gone: set[int], token: int) -> int:
    """The token before the run of tokens left out that ends before this one."""
    while token - 1 in gone:
        token -= 1
    return token - 1


def tidy(text: str) -> str:
    """Spaces and commas put right after an edit, and the first letter a capital."""
    text = re.sub(r"\s+", " ", text).strip(" ,;:–-")
    text = re.sub(r"\s+([,.;:%)])", r"\1", text)
    text = re.sub(r"[,;:]+([,.;:])", r"\1", text)
    return text[:1].upper() + text[1:]


def embedded(parse: Parse) -> str:
    """The sentence as it stands behind "that": no capital of its own, no stop."""
    keeps = parse.entities[0] or parse.tags[0].startswith("NNP") or parse.word(0) == "I"
    text = parse.text.rstrip(" .")
    return text if keeps else text[:1].lower() + text[1:]
