"""Rules that change what the source says, while the claim stays: planned, denied, ended, another's.

The claim is the sentence's core. A plan is not its deed, who cannot confirm says nothing, the
lawyer of somebody is not that person, "killed or wounded" is not "killed".
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from retrieval.parsing import Parse
from training.claim_rules import denial_of, stands_alone
from training.editing import embedded, main_verb, replaced, subject_of, with_phrase, with_word
from training.rewriting import CONTRADICTS, NEUTRAL, NOT_SUPPORTED, SUPPORTS, Rewrite, Words

_MODAL = {
    "planned to": NEUTRAL,
    "is expected to": NEUTRAL,
    "wanted to": NEUTRAL,
    "promised to": NEUTRAL,
    "threatened to": NEUTRAL,
    "tried to": NEUTRAL,
    "may": NEUTRAL,
    "could": NEUTRAL,
    "will": NEUTRAL,
    "should": NEUTRAL,
    "has been asked to": NEUTRAL,
    "was ordered to": NEUTRAL,
    "refused to": CONTRADICTS,
    "failed to": CONTRADICTS,
    "never": CONTRADICTS,
    "managed to": SUPPORTS,
}
_SPEECH = {
    "{who} said that {what}.": SUPPORTS,
    "{who} confirmed that {what}.": SUPPORTS,
    "According to {who}, {what}.": SUPPORTS,
    "{who} announced on Monday that {what}.": SUPPORTS,
    "It was reported by {who} that {what}.": SUPPORTS,
    "{who} denied that {what}.": CONTRADICTS,
    "{who} said it was not true that {what}.": CONTRADICTS,
    "It is false that {what}, {who} said.": CONTRADICTS,
    "{who} withdrew its report that {what}.": NOT_SUPPORTED,
    "An earlier version said that {what}. That was wrong.": CONTRADICTS,
    "{who} could not confirm that {what}.": NEUTRAL,
    "{who} declined to say whether {what}.": NEUTRAL,
    "{who} hopes that {what}.": NEUTRAL,
    "{who} asked whether {what}.": NEUTRAL,
    "{who} doubts that {what}.": NEUTRAL,
    "It is unclear whether {what}.": NEUTRAL,
    "If {what}, {who} will respond.": NEUTRAL,
    "There is no confirmation that {what}.": NEUTRAL,
    "{who} was told to prepare for the case that {what}.": NEUTRAL,
}
_OTHERS = (
    "spokesman lawyer deputy brother supporters critics predecessor rivals neighbour office".split()
)
_ENDS = {
    "{who} is no longer {what}.": True,
    "{who} resigned as {what}.": True,
    "{who} stepped down as {what}.": True,
    "{who} was dismissed as {what}.": True,
    "{who}, formerly {what}, has left.": True,
    "{who} was {what} until last year.": True,
    "{who} is still {what}.": False,
    "{who} was appointed as {what} and still is.": False,
    "{who} remains {what}.": False,
}


def planned(parse: Parse, _words: Words, draw: random.Random) -> Iterator[Rewrite]:
    """A plan, promise, attempt or refusal in place of the deed."""
    verb = main_verb(parse)
    if verb is None or parse.tags[verb] != "VBD" or parse.lemmas[verb] == "be":
        return
    if not parse.children(verb, "conj", "neg", "aux"):
        words, right = draw.choice(list(_MODAL.items()))
        form = parse.word(verb) if words == "never" else parse.lemmas[verb]
        yield Rewrite(with_word(parse, verb, f"{words} {form}"), right)


def spoken_of(parse: Parse, words: Words, draw: random.Random) -> Iterator[Rewrite]:
    """The sentence as what somebody says, denies, doubts or cannot confirm."""
    frame, right = draw.choice(list(_SPEECH.items()))
    who = draw.choice([*words.names["PERSON"], *words.names["ORG"]])
    yield Rewrite(frame.format(who=who, what=embedded(parse)), right)


def anothers_deed(parse: Parse, _words: Words, draw: random.Random) -> Iterator[Rewrite]:
    """Somebody near the subject in its place."""
    verb = main_verb(parse)
    subject = subject_of(parse, verb) if verb is not None else None
    if subject is not None and parse.entities[subject][2:] in {"PERSON", "ORG", "GPE"}:
        start, end = parse.span(parse.subtree(subject))
        other = f"'s {draw.choice(_OTHERS)}"
        who = parse.text[start:end]
        if "," not in who and " and " not in who:
            yield Rewrite(with_phrase(parse, subject, who + other), NOT_SUPPORTED)


def denied(parse: Parse, _words: Words, _draw: random.Random) -> Iterator[Rewrite]:
    """The source says that it was not so."""
    text = denial_of(parse)
    if text:
        yield Rewrite(text, CONTRADICTS)


def one_or_other(parse: Parse, words: Words, draw: random.Random) -> Iterator[Rewrite]:
    """The deed or another: neither is certain. The deed and another: both are."""
    verb = main_verb(parse)
    near = words.near_verbs.get(f"{parse.lemmas[verb]}/{parse.tags[verb]}") if verb else None
    if verb is not None and near:
        word = draw.choice(near).partition("/")[2]
        joined, right = draw.choice([("or", NEUTRAL), ("and", SUPPORTS)])
        yield Rewrite(with_word(parse, verb, f"{parse.word(verb)} {joined} {word}"), right)


def bounded(parse: Parse, _words: Words, draw: random.Random) -> Iterator[Rewrite]:
    """The source gives a bound, the claim the figure."""
    for token, tag in enumerate(parse.tags):
        if tag == "CD" and parse.entities[token][2:] == "CARDINAL" and stands_alone(parse, token):
            bound = draw.choice(["at least", "up to", "fewer than", "nearly", "as many as"])
            changed = with_word(parse, token, f"{bound} {parse.word(token)}")
            yield Rewrite(changed, NOT_SUPPORTED)


RULES = (planned, spoken_of, anothers_deed, denied, one_or_other, bounded)


def ended_states(parse: Parse, draw: random.Random) -> Iterator[tuple[str, Rewrite]]:
    """Claims that somebody is something, with statements that it ended or holds on."""
    verb = main_verb(parse)
    if verb is None or parse.lemmas[verb] != "be" or parse.children(verb, "neg", "aux"):
        return
    subject, whats = subject_of(parse, verb), parse.children(verb, "attr")
    if subject is None or not whats or parse.entities[subject][2:] not in {"PERSON", "ORG"}:
        return
    who, what = (_short(parse, head) for head in (subject, whats[0]))
    frame, ended = draw.choice(list(_ENDS.items()))
    statement = frame.format(who=who, what=what)
    yield f"{who} is {what}.", Rewrite(statement, CONTRADICTS if ended else SUPPORTS)
    yield f"{who} was {what}.", Rewrite(statement, SUPPORTS)


def quantified(parse: Parse, draw: random.Random) -> Iterator[tuple[str, Rewrite]]:
    """Claims about all, most, some, none or a number of the subject's kind."""
    verb = main_verb(parse)
    subject = subject_of(parse, verb) if verb is not None else None
    if subject is None or parse.tags[subject] != "NNS":
        return
    below = parse.subtree(subject)
    front = [t for t in below if t < subject and parse.deps[t] in {"det", "nummod", "amod"}]
    first = below[0]
    if first not in front or any(parse.deps[t] == "nummod" for t in front):
        front = []
    noun = replaced_span(parse, front[0] if front else first, subject)
    claimed, said, right = draw.choice(_QUANTIFIERS)
    span = (front[0] if front else first, subject)
    yield (
        replaced(parse, {span: f"{claimed} {noun}"}),
        Rewrite(replaced(parse, {span: f"{said} {noun}"}), right),
    )


_QUANTIFIERS = [
    ("All of the", "Some of the", NOT_SUPPORTED),
    ("All of the", "Most of the", NOT_SUPPORTED),
    ("All of the", "Three of the nine", CONTRADICTS),
    ("All nine", "Three of the nine", CONTRADICTS),
    ("All of the", "Almost all of the", NOT_SUPPORTED),
    ("Most of the", "Some of the", NOT_SUPPORTED),
    ("None of the", "Some of the", CONTRADICTS),
    ("Some of the", "None of the", CONTRADICTS),
    ("All of the", "Not all of the", CONTRADICTS),
    ("All of the", "None of the", CONTRADICTS),
    ("Most of the", "Few of the", CONTRADICTS),
    ("Some of the", "All of the", SUPPORTS),
    ("Some of the", "Most of the", SUPPORTS),
    ("Most of the", "Almost all of the", SUPPORTS),
    ("Several of the", "Five of the eight", SUPPORTS),
    ("Three of the", "Three of the nine", SUPPORTS),
    ("Most of the", "Every one of the", SUPPORTS),
    ("More than half of the", "Most of the", SUPPORTS),
    ("None of the", "Not one of the", SUPPORTS),
]


def replaced_span(parse: Parse, first: int, last: int) -> str:
    """The words from one token to another, without a determiner in front."""
    while first < last and parse.deps[first] == "det":
        first += 1
    words = parse.text[parse.starts[first] : parse.ends[last]]
    return words if parse.tags[first].startswith("NNP") else words[:1].lower() + words[1:]


def _short(parse: Parse, head: int) -> str:
    """A phrase without its clauses and appositions."""
    gone = {
        token
        for child in parse.children(head, "relcl", "acl", "appos", "conj", "cc", "punct")
        for token in parse.subtree(child)
    }
    kept = [t for t in parse.subtree(head) if t not in gone]
    return " ".join(parse.word(t) for t in kept).replace(" 's", "'s").replace(" ,", ",")
