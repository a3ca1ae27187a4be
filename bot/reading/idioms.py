"""Set ways of telling, whose verb alone tells nothing or hangs on another word in the parse.

1. "word has it that ...": somebody unnamed says so;
2. "made it clear that ...": the subject does;
3. "..., promised mayor Ada Brook.": whoever is named behind a past tense that the parse takes for
   an adjective;
4. "Nurse slept, court told": who only hears it does not say it.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.reading.complements import is_content
from bot.reading.openings import Attribution
from bot.reading.reporting import Telling, telling_verb, words
from bot.reading.subjects import SUBJECTS, in_a_row, subjects_of
from retrieval.parsing import Parse

_MADE = ("ccomp", "acomp", "oprd", "xcomp")
_END = frozenset({".", '"', "”", "''"})


def idiom_at(parse: Parse, verb: int) -> Attribution | None:
    """What a verb tells in a set way, by the first rule that fits."""
    return next((told for rule in _RULES if (told := rule(parse, verb))), None)


def _rumoured(parse: Parse, verb: int) -> Attribution | None:
    if parse.lemmas[verb] != "have":
        return None
    it = [t for t in parse.children(verb, "dobj") if parse.lemmas[t] == "it"]
    clauses = [c for c in parse.children(verb, "ccomp") if it and c > it[0]]
    if not clauses:
        return None
    return Attribution(verb, Telling.ASSERTS, (), parse.subtree(clauses[0]), clauses[0])


def _made_known(parse: Parse, verb: int) -> Attribution | None:
    if parse.lemmas[verb] != "make":
        return None
    known = [t for t in parse.children(verb, *_MADE) if parse.lemmas[t] in words("made_known")]
    it = [t for v in (verb, *known) for t in parse.children(v, "dobj", "nsubj")]
    below = [c for v in (*known, verb) for c in parse.children(v, "ccomp", "advcl")]
    clauses = [c for c in below if c not in known and is_content(parse, c)]
    speakers = subjects_of(parse, verb)
    if not (clauses and speakers and any(parse.lemmas[t] == "it" for t in it)):
        return None
    return Attribution(verb, Telling.ASSERTS, speakers, parse.subtree(clauses[0]), clauses[0])


def _promised(parse: Parse, verb: int) -> Attribution | None:
    name = parse.heads[verb]
    while parse.deps[name] == "compound":
        name = parse.heads[name]
    described = parse.tags[verb] == "VBN" and parse.lemmas[verb] in words("taking_nouns")
    behind = parse.deps[verb] == "amod" and verb < name and not described
    if not behind or verb < 2 or parse.word(verb - 1) != ",":
        return None
    telling = telling_verb(parse.lemmas[verb])
    phrase = tuple(t for t in parse.subtree(name) if t > verb)
    if (
        telling is None
        or parse.tags[verb] not in {"VBD", "VBN"}
        or any(parse.word(t) not in _END for t in range(phrase[-1] + 1, len(parse)))
    ):
        return None
    return Attribution(verb, telling, (phrase,), tuple(range(verb - 1)), parse.roots()[0])


def _told_to(parse: Parse, verb: int) -> Attribution | None:
    last = all(parse.deps[t] == "punct" for t in range(verb + 1, len(parse)))
    addressing = parse.lemmas[verb] in words("addressing") and parse.tags[verb] in {"VBD", "VBN"}
    subject = parse.children(verb, *SUBJECTS)
    if not (last and addressing and subject) or parse.children(verb, "aux", "dative"):
        return None
    first = min(t for phrase in in_a_row(parse, subject[0]) for t in phrase)
    if first < 2 or parse.word(first - 1) != ",":
        return None
    content = tuple(range(first - 1))
    return Attribution(verb, Telling.ASSERTS, (), content, parse.roots()[0])


_RULES: tuple[Callable[[Parse, int], Attribution | None], ...] = (
    _rumoured,
    _made_known,
    _promised,
    _told_to,
)
