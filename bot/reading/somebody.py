"""Somebody of a document: a person, a body or a thing, with all phrases that mean it so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.language.people import can_be_person, is_first_name, words_for
from bot.reading.noun_phrases import Phrase
from bot.reading.people import Name
from retrieval.documents import Actor

# How much of its weight a phrase keeps from sentence to sentence, and what counts beside the most
# salient one.
_FADING, _BEFORE = 0.5, 0.5
_UNSURE_GENDER, _UNKNOWN_KIND, _DOCUMENT, _THING = 0.7, 0.6, 0.8, 0.6
_BODIES = frozenset({"ORG", "GPE", "NORP"})

GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
THINGS = frozenset({"it", "its", "itself"})
MANY = frozenset({"they", "them", "their", "theirs", "themselves"})


@dataclass(slots=True, eq=False)
class Somebody:
    """A person, a body or a thing of the document, with its phrases so far."""

    name: Name
    actor: Actor | None = None
    gender: str = ""
    phrases: list[Phrase] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gender = self.gender or self.name.gender

    def add(self, phrase: Phrase) -> None:
        """Joins a phrase."""
        self.phrases.append(phrase)
        self.gender = self.gender or phrase.gender or GENDERS.get(phrase.lemma, "")

    @property
    def is_plural(self) -> bool:
        return not self.name.words and bool(self.phrases) and self.phrases[0].plural

    @property
    def last(self) -> int:
        """The sentence of its last phrase; -1 before its first."""
        return self.phrases[-1].sentence if self.phrases else -1

    def salience(self, sentence: int) -> float:
        """The weights of its phrases, halved with each sentence in between."""
        best: dict[int, float] = {}
        for phrase in self.phrases:
            best[phrase.sentence] = max(best.get(phrase.sentence, 0.0), phrase.weight)
        faded = sorted((w * _FADING ** (sentence - at) for at, w in best.items()), reverse=True)
        return faded[0] + _BEFORE * sum(faded[1:]) if faded else 0.0

    def roles(self) -> Iterator[tuple[str, frozenset[str]]]:
        """The nouns said of it, with the words beside them."""
        for phrase in self.phrases:
            yield from phrase.roles.items()


def kind_of(somebody: Somebody) -> str:
    """ "person", "body", "document" or "thing"; "" where as much tells for a person as against."""
    if not somebody.name.words:
        return _kind_of_noun(somebody.phrases[0])
    if somebody.name.is_body:
        return "body"
    votes = [_vote(somebody, phrase) for phrase in somebody.phrases]
    persons, bodies = votes.count("person"), votes.count("body")
    if persons == bodies == 0:
        return "thing"
    if persons * 2 == bodies:
        return ""
    return "person" if persons * 2 > bodies else "body"


def _vote(somebody: Somebody, phrase: Phrase) -> str:
    titled = phrase.name.titles or any(map(can_be_person, phrase.roles))
    if phrase.entity == "PERSON" or titled or is_first_name(somebody.name.words[0]):
        return "person"
    return "body" if phrase.entity in _BODIES else ""


def _kind_of_noun(phrase: Phrase) -> str:
    """A noun of no class is a thing, unless it tells something."""
    if can_be_person(phrase.lemma):
        return "person"
    if phrase.lemma in words_for("bodies"):
        return "body"
    if phrase.lemma in words_for("documents"):
        return "document"
    return "" if phrase.tells and phrase.lemma not in words_for("places") else "thing"


def fit(somebody: Somebody, pronoun: str) -> float:
    """How well somebody fits a pronoun by gender, number and kind: from 0 to 1."""
    kind = kind_of(somebody)
    if pronoun in MANY:
        return _many_fit(somebody, kind)
    if somebody.is_plural:
        return 0.0
    if gender := GENDERS.get(pronoun):
        return _person_fit(kind, somebody.gender, gender)
    return _body_fit(kind) if pronoun in THINGS else 0.0


def _many_fit(somebody: Somebody, kind: str) -> float:
    if not somebody.is_plural:
        return 0.0
    return 1.0 if kind in {"person", "body"} else _UNKNOWN_KIND


def _person_fit(kind: str, known: str, wanted: str) -> float:
    if kind not in {"person", ""} or (known and known != wanted):
        return 0.0
    return (1.0 if known else _UNSURE_GENDER) * (1.0 if kind else _UNKNOWN_KIND)


def _body_fit(kind: str) -> float:
    return {"body": 1.0, "document": _DOCUMENT, "thing": _THING}.get(kind, 0.0)
