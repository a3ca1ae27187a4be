"""Somebody for every noun phrase of a document: names joined, pronouns and roles resolved.

Phrases are read in the order of the text, as in Lappin and Leass (1994): each is joined to
somebody mentioned before, or is somebody new. Rules in order:
1. a name: the actor listed by it; whoever has that name in this document or bears that bare
   surname or first name; of two bearers the one named in this sentence or the one before, where
   only one is; else the name by itself;
2. "I": whoever speaks the quotation;
3. another pronoun: the most salient one before that fits in gender, number, and in being a person
   or a body; nobody where a second one is nearly as salient, or none is near;
4. a noun with its article: whoever bears that role, the words beside it fitting ("the mayor",
   "the Lenz mayor"); a noun for bodies: the one salient body; else the noun itself.
Nobody is better than somebody wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.evidence.noun_phrases import Kind, Phrase, can_be_person, tells
from bot.evidence.people import Name, bears, is_first_name, may_be_one, spelled_alike, words_for
from retrieval.documents import Actor
from retrieval.parsing import Parse

_REACH = 4
_FADING, _BEFORE = 0.5, 0.5
_CLEAR = 1.2
_UNSURE_GENDER, _UNKNOWN_KIND, _DOCUMENT = 0.7, 0.6, 0.5
_BODY_CLEAR = 2.0

GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}
THINGS = frozenset({"it", "its", "itself"})
MANY = frozenset({"they", "them", "their", "theirs", "themselves"})
SPEAKER = frozenset({"i", "me", "my", "mine", "myself"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CO_ARGUMENTS = frozenset({"ccomp", "xcomp", "dobj", "dative", "prep", "parataxis", "agent"})
_BODIES = frozenset({"ORG", "GPE", "NORP"})


@dataclass(slots=True, eq=False)
class Somebody:
    """A person, a body or a thing of the document, with its phrases so far."""

    name: Name
    actor: Actor | None = None
    gender: str = ""
    phrases: list[Phrase] = field(default_factory=list)

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
    """ "person", "body", "thing", or "" where nothing tells."""
    if not somebody.name.words:
        return _kind_of_noun(somebody.phrases[0])
    if somebody.name.is_body:
        return "body"
    votes = [_vote(somebody, phrase) for phrase in somebody.phrases]
    persons, bodies = votes.count("person"), votes.count("body")
    if persons * 2 == bodies:
        return ""
    return "person" if persons * 2 > bodies else "body"


def _vote(somebody: Somebody, phrase: Phrase) -> str:
    titled = phrase.name.titles or any(map(can_be_person, phrase.roles))
    if phrase.entity == "PERSON" or titled or is_first_name(somebody.name.first):
        return "person"
    return "body" if phrase.entity in _BODIES else ""


def _kind_of_noun(phrase: Phrase) -> str:
    """A noun of no class is a thing, unless it tells something."""
    if can_be_person(phrase.lemma):
        return "person"
    if phrase.lemma in words_for("bodies"):
        return "body"
    known = phrase.lemma in words_for("documents") | words_for("places")
    return "" if phrase.tells and not known else "thing"


@dataclass(frozen=True, slots=True)
class Listed:
    """The actor that a phrase names, and whether by more than one word of his name."""

    actor: Actor
    in_full: bool


class Antecedents:
    """Who each noun phrase of a document means; `listed` looks a phrase up among the actors."""

    def __init__(
        self,
        parses: Sequence[Parse],
        phrases: Sequence[Sequence[Phrase]],
        listed: Callable[[Phrase], Listed | None],
    ) -> None:
        self._parses = parses
        self._listed = listed
        self._everybody: list[Somebody] = []
        self._found: dict[tuple[int, int], Somebody] = {}
        self._enlist(phrases)
        for phrase in (p for sentence in phrases for p in sentence):
            if somebody := self._meant_by(phrase):
                somebody.add(phrase)
                self._found[phrase.sentence, phrase.head] = somebody

    def meant_at(self, sentence: int, head: int) -> Somebody | None:
        """Who the phrase with that head means, or None."""
        return self._found.get((sentence, head))

    def _enlist(self, phrases: Sequence[Sequence[Phrase]]) -> None:
        """All who are named in full somewhere, so that a headline's surname finds its bearer."""
        named = [p for sentence in phrases for p in sentence if p.kind is Kind.NAME]
        for phrase in sorted(named, key=lambda p: -len(p.name.words)):
            listed = self._listed(phrase)
            actor = listed.actor if listed else None
            if len(phrase.name.words) > 1 and self._known(phrase, actor) is None:
                self._everybody.append(Somebody(phrase.name, actor))

    def _known(self, phrase: Phrase, actor: Actor | None) -> Somebody | None:
        for somebody in self._everybody:
            if actor and somebody.actor is actor:
                return somebody
            one_name = somebody.name.words and may_be_one(somebody.name, phrase.name)
            if one_name and somebody.actor in (None, actor):
                somebody.actor = actor
                return somebody
        return None

    def _meant_by(self, phrase: Phrase) -> Somebody | None:
        if phrase.kind is Kind.PRONOUN:
            return self._by_pronoun(phrase)
        if phrase.kind is Kind.NAME:
            return self._by_name(phrase)
        listed = self._listed(phrase)
        return self._by_actor(listed.actor) if listed else self._by_noun(phrase)

    def _by_actor(self, actor: Actor) -> Somebody:
        for somebody in self._everybody:
            if somebody.actor is actor:
                return somebody
        return self._new(Somebody(Name((), ()), actor))

    def _new(self, somebody: Somebody) -> Somebody:
        self._everybody.append(somebody)
        return somebody

    def _by_name(self, phrase: Phrase) -> Somebody:
        """Rule 1."""
        listed = self._listed(phrase)
        actor = listed.actor if listed else None
        bearers = self._bearers(phrase.name) if len(phrase.name.words) == 1 else []
        others = [b for b in bearers if b.actor is None or b.actor is not actor]
        if not bearers or (listed and (listed.in_full or not others)):
            return self._known(phrase, actor) or self._new(Somebody(phrase.name, actor))
        near = [b for b in bearers if b.last >= phrase.sentence - 1]
        if len(bearers) == 1 or len(near) == 1:
            return (near or bearers)[0]
        return self._known(phrase, None) or self._new(Somebody(phrase.name))

    def _bearers(self, bare: Name) -> list[Somebody]:
        """Whom a single word may name: by surname, else by first name, a body by its beginning."""
        full = [s for s in self._everybody if len(s.name.words) > 1]
        return (
            [s for s in full if bears(bare, s.name)]
            or [s for s in full if s.name.first and _begins(bare, s.name)]
            or [s for s in full if bare.text.isupper() and _initials(s.name) == bare.text]
        )

    def _by_pronoun(self, phrase: Phrase) -> Somebody | None:
        """Rules 2 and 3."""
        if phrase.lemma in SPEAKER:
            return self.speaker_of(phrase.sentence, phrase.head)
        fitting = [
            (s.salience(phrase.sentence) * fit, n, s)
            for n, s in enumerate(self._everybody)
            if (fit := self._fit(phrase, s)) > 0
        ]
        return _clearest(fitting, _CLEAR)

    def _fit(self, phrase: Phrase, somebody: Somebody) -> float:
        """How well somebody fits a pronoun: 0 not at all, 1 in all respects."""
        near = somebody.phrases and phrase.sentence - somebody.last <= _REACH
        if not near or self._is_bound(phrase, somebody):
            return 0.0
        word = self._parses[phrase.sentence].word(phrase.head).casefold()
        only_quoted = not somebody.name.words and all(p.quoted for p in somebody.phrases)
        if only_quoted and not phrase.quoted:
            return 0.0
        kind = kind_of(somebody)
        if gender := GENDERS.get(word):
            return 0.0 if somebody.is_plural else _person_fit(kind, somebody.gender, gender)
        if word in THINGS:
            return 0.0 if somebody.is_plural else _body_fit(kind)
        if word in MANY and somebody.is_plural:
            return 1.0 if kind in {"person", "body"} else _UNKNOWN_KIND
        return _UNKNOWN_KIND if word in MANY and kind == "body" else 0.0

    def _is_bound(self, phrase: Phrase, somebody: Somebody) -> bool:
        """True where grammar keeps a pronoun from meaning somebody named in its own clause."""
        parse = self._parses[phrase.sentence]
        if parse.tags[phrase.head] == "PRP$":
            return False
        here = [
            p.head
            for p in somebody.phrases
            if p.sentence == phrase.sentence and p.kind is not Kind.PRONOUN
        ]
        return any(_excludes(parse, phrase.head, other) for other in here)

    def speaker_of(self, sentence: int, token: int) -> Somebody | None:
        """Whoever speaks the quotation or clause a token stands in: told by a verb above it, else
        the last who told something before."""
        parse = self._parses[sentence]
        for verb in parse.ancestors(token):
            for subject in parse.children(verb, *_SUBJECTS):
                if subject != token and tells(parse, subject):
                    return self._found.get((sentence, subject))
        return None

    def _by_noun(self, phrase: Phrase) -> Somebody | None:
        """Rule 4."""
        if phrase.definite and not phrase.plural:
            bearers = [s for s in self._everybody if s.phrases and _has_role(s, phrase)]
            near = [s for s in bearers if phrase.sentence - s.last <= _REACH]
            if len(bearers) == 1 or len(near) == 1:
                return (near or bearers)[0]
            is_body = phrase.lemma in words_for("bodies") and _is_plain(phrase)
            if not bearers and is_body and (body := self._body_before(phrase)):
                return body
        return self._new(Somebody(Name((), ())))

    def _body_before(self, phrase: Phrase) -> Somebody | None:
        near = [
            (s.salience(phrase.sentence), n, s)
            for n, s in enumerate(self._everybody)
            if s.name.words and s.phrases and phrase.sentence - s.last <= _REACH
            if kind_of(s) == "body" and any(p.entity == "ORG" for p in s.phrases)
            if not any(role in words_for("bodies") for role, _ in s.roles())
        ]
        return _clearest(near, _BODY_CLEAR)


def _clearest(scored: Sequence[tuple[float, int, Somebody]], clear: float) -> Somebody | None:
    """The highest in score, where no other comes near."""
    ranked = sorted(scored, key=lambda row: (-row[0], row[1]))
    if not ranked or (len(ranked) > 1 and ranked[0][0] < clear * ranked[1][0]):
        return None
    return ranked[0][2]


def _person_fit(kind: str, known: str, wanted: str) -> float:
    if kind in {"body", "thing"} or (known and known != wanted):
        return 0.0
    return (1.0 if known else _UNSURE_GENDER) * (1.0 if kind else _UNKNOWN_KIND)


def _body_fit(kind: str) -> float:
    return {"body": 1.0, "thing": _DOCUMENT}.get(kind, 0.0)


def _excludes(parse: Parse, pronoun: int, other: int) -> bool:
    """True for two arguments of one verb, and for what stands in the clause a subject tells."""
    verb = parse.heads[pronoun]
    if parse.heads[other] == verb and parse.deps[other] in _SUBJECTS:
        return True
    if parse.deps[pronoun] not in _SUBJECTS:
        return False
    between = range(min(pronoun, other), max(pronoun, other))
    if any(parse.tags[t] == ":" for t in between):
        return False
    path = [other, *parse.ancestors(other)]
    below = path[path.index(verb) - 1] if verb in path[1:] else None
    return below is not None and parse.deps[below] in _CO_ARGUMENTS


def _has_role(somebody: Somebody, phrase: Phrase) -> bool:
    """True where the noun was said of somebody, with all words that stand beside it now."""
    wanted = phrase.roles.get(phrase.lemma, frozenset())
    own = frozenset(w.casefold() for w in somebody.name.words)
    return any(role == phrase.lemma and wanted <= beside | own for role, beside in somebody.roles())


def _is_plain(phrase: Phrase) -> bool:
    return not phrase.roles.get(phrase.lemma)


def _begins(bare: Name, full: Name) -> bool:
    return spelled_alike(bare.text, full.first)


def _initials(name: Name) -> str:
    return "".join(w[0] for w in name.words if w[:1].isupper())
