"""A verb of telling in its sentence: its lemma, and whether it tells words or does something."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.people import can_be_person
from bot.reading import reporting
from bot.reading.predicates import is_passive
from bot.reading.subjects import SUBJECTS
from retrieval.parsing import Parse

_BACK = frozenset({"it", "so", "this", "that", "what"})


def verb_lemma(parse: Parse, verb: int) -> str:
    """The lemma of a verb with its particle ("rule out", "take back")."""
    particles = parse.children(verb, "prt")
    beside = particles or [t for t in parse.children(verb, "advmod") if t == verb + 1]
    whole = " ".join((parse.lemmas[verb], *(parse.lemmas[t] for t in beside)))
    return whole if particles or reporting.telling_verb(whole) else parse.lemmas[verb]


def is_saying(parse: Parse, noun: int) -> bool:
    """True for something said ("the claim", "reports") or a word that points back to it."""
    lemma = parse.lemmas[noun]
    return lemma in _BACK or reporting.telling_noun(lemma) is not None


def is_deed(parse: Parse, verb: int, objects: Sequence[int]) -> bool:
    """Whether a verb of telling does something to its objects, or in the passive to its subjects.

    1. who is denied something ("denied them entry", "were denied a visa") does not get it;
    2. a court that denies or dismisses something decides;
    3. a plan is rejected, a claim is denied by who rejects it;
    4. people are questioned.
    """
    lemma, passive = verb_lemma(parse, verb), is_passive(parse, verb)
    withheld = lemma in reporting.words("withholding")
    if withheld and parse.children(verb, "dative", *(("dobj",) if passive else ())):
        return True
    if withheld or lemma in reporting.words("deeds_or_denials"):
        ruled = any(parse.lemmas[s] in reporting.words("ruling") for s in _doers(parse, verb))
        said = withheld or any(is_saying(parse, o) for o in objects)
        return ruled or not said
    to_people = lemma in reporting.words("done_to_people")
    return to_people and all(_is_person(parse, o) for o in objects)


def _doers(parse: Parse, verb: int) -> tuple[int, ...]:
    """The subjects of a verb, and whoever stands behind "by"."""
    agents = parse.children(verb, "agent")
    return (
        *parse.children(verb, *SUBJECTS),
        *(t for a in agents for t in parse.children(a, "pobj")),
    )


def _is_person(parse: Parse, noun: int) -> bool:
    if parse.entities[noun][2:] == "PERSON" or parse.tags[noun] == "PRP":
        return parse.lemmas[noun] != "it"
    return can_be_person(parse.lemmas[noun])
