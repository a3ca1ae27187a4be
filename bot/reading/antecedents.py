"""Somebody for every noun phrase of a document: names joined, pronouns and roles resolved.

Phrases are read in the order of the text, as in Lappin and Leass (1994): each is joined to
somebody mentioned before, or is somebody new. Rules in order:
1. a name: the actor listed by it; whoever has that name in this document or bears that bare
   surname or first name; of two bearers the one named in this sentence or the one before, where
   only one is; else the name by itself;
2. "I" and "we": whoever speaks the quotation;
3. another pronoun: the most salient one before that fits in gender, number, and in being a person
   or a body; nobody where a second one is nearly as salient, or none is near;
4. a noun with its article: whoever bears that role, the words beside it fitting ("the mayor",
   "the Lenz mayor"); a noun for bodies: the one salient body; else the noun itself.
Nobody is better than somebody wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.language.people import words_for
from bot.reading.noun_phrases import Kind, Phrase, tells
from bot.reading.people import Name, bears, may_be_one, spelled_alike
from bot.reading.somebody import MANY, Somebody, fit, kind_of
from retrieval.documents import Actor
from retrieval.parsing import Parse

# Sentences that a pronoun reaches back; by how much the most salient must lead.
_REACH = 4
_CLEAR, _CLEAR_MANY, _CLEAR_BODY = 1.2, 1.6, 2.0
_SPEAKER = frozenset("i me my mine myself we us our ours ourselves".split())
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_CLAUSES = frozenset({"ccomp", "xcomp", "parataxis"})
_ARGUMENTS = frozenset({"dobj", "dative", "prep", "agent"})


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
        self._told: tuple[int, Somebody | None] = (-2, None)
        self._enlist(phrases)
        for phrase in (p for sentence in phrases for p in sentence):
            if somebody := self._meant_by(phrase):
                somebody.add(phrase)
                self._found[phrase.sentence, phrase.head] = somebody
                if phrase.tells and not phrase.quoted:
                    self._told = (phrase.sentence, somebody)

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
        if listed := self._listed(phrase):
            return self._by_actor(listed.actor)
        return self._said_of(phrase) or self._by_noun(phrase)

    def _said_of(self, phrase: Phrase) -> Somebody | None:
        """Whom a noun is said of: "Ada Brook, the mayor", "Ada Brook is the mayor"."""
        parse, above = self._parses[phrase.sentence], phrase.head
        while parse.deps[above] in {"appos", "attr"} and parse.heads[above] != above:
            above = parse.heads[above]
        if above == phrase.head:
            return None
        if parse.lemmas[above] == "be":
            above = next(iter(parse.children(above, "nsubj")), above)
        return self._found.get((phrase.sentence, above))

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
        if phrase.lemma in _SPEAKER:
            return self._speaker(phrase)
        fitting = [
            (s.salience(phrase.sentence) * fit(s, phrase.lemma), n, s)
            for n, s in enumerate(self._everybody)
            if self._is_near(phrase, s) and not self._is_bound(phrase, s)
        ]
        return _clearest(fitting, _CLEAR_MANY if phrase.lemma in MANY else _CLEAR)

    def _is_near(self, phrase: Phrase, somebody: Somebody) -> bool:
        """False for who was named too long ago; for a noun that only a quotation holds."""
        if not somebody.phrases or phrase.sentence - somebody.last > _REACH:
            return False
        is_heard = phrase.quoted or somebody.name.words
        return bool(is_heard) or not all(p.quoted for p in somebody.phrases)

    def _is_bound(self, phrase: Phrase, somebody: Somebody) -> bool:
        """True where grammar keeps a pronoun from meaning somebody named in its own clause."""
        parse = self._parses[phrase.sentence]
        if parse.tags[phrase.head] == "PRP$":
            return False
        here = [p for p in somebody.phrases if p.sentence == phrase.sentence]
        return any(_excludes(parse, phrase, p) for p in here if p.kind is not Kind.PRONOUN)

    def _speaker(self, phrase: Phrase) -> Somebody | None:
        """Whoever tells the clause that "I" stands in, else the last who told something right
        before, where a quotation goes on.
        """
        parse = self._parses[phrase.sentence]
        for verb in parse.ancestors(phrase.head):
            for subject in parse.children(verb, *_SUBJECTS):
                if subject != phrase.head and tells(parse, subject):
                    return self._found.get((phrase.sentence, subject))
        return self._told[1] if phrase.quoted and self._told[0] == phrase.sentence - 1 else None

    def _by_noun(self, phrase: Phrase) -> Somebody | None:
        """Rule 4."""
        if phrase.definite and not phrase.plural:
            bearers = [s for s in self._everybody if s.phrases and _has_role(s, phrase)]
            near = [s for s in bearers if phrase.sentence - s.last <= _REACH]
            named = [s for s in near if s.name.words]
            if len(bearers) == 1 or len(near) == 1 or len(named) == 1:
                return (named or near or bearers)[0]
            is_body = phrase.lemma in words_for("firms") | words_for("other_bodies") and _is_plain(
                phrase
            )
            if not bearers and is_body and (body := self._body_before(phrase)):
                return body
        return self._new(Somebody(Name((), ())))

    def _body_before(self, phrase: Phrase) -> Somebody | None:
        near = [
            (s.salience(phrase.sentence), n, s)
            for n, s in enumerate(self._everybody)
            if s.name.words and s.phrases and phrase.sentence - s.last <= _REACH
            if kind_of(s) == "body" and any(p.entity == "ORG" for p in s.phrases)
            if _may_be_kind(s, phrase.lemma)
        ]
        return _clearest(near, _CLEAR_BODY)


def _clearest(scored: Sequence[tuple[float, int, Somebody]], clear: float) -> Somebody | None:
    """The highest in score, where no other comes near."""
    ranked = sorted((r for r in scored if r[0] > 0), key=lambda row: (-row[0], row[1]))
    if not ranked or (len(ranked) > 1 and ranked[0][0] < clear * ranked[1][0]):
        return None
    return ranked[0][2]


def _excludes(parse: Parse, pronoun: Phrase, other: Phrase) -> bool:
    """True for two arguments of one verb, and for what a subject tells of in a quotation or
    behind itself; "Brook will sue, she said" may be Brook's own word.
    """
    verb = parse.heads[pronoun.head]
    if parse.heads[other.head] == verb and parse.deps[other.head] in _SUBJECTS:
        return True
    path = [other.head, *parse.ancestors(other.head)]
    if parse.deps[pronoun.head] not in _SUBJECTS or verb not in path[1:]:
        return False
    at = path.index(verb)
    if parse.deps[path[at - 1]] in _CLAUSES:
        return other.quoted or other.head > pronoun.head
    return at <= 2 and parse.deps[path[at - 1]] in _ARGUMENTS


def _has_role(somebody: Somebody, phrase: Phrase) -> bool:
    """True where the noun was said of somebody, with all words that stand beside it now."""
    wanted = phrase.roles.get(phrase.lemma, frozenset())
    own = frozenset(w.casefold() for w in somebody.name.words)
    return any(role == phrase.lemma and wanted <= beside | own for role, beside in somebody.roles())


def _may_be_kind(somebody: Somebody, kind: str) -> bool:
    """False for a body that is called something else: a ministry is no company."""
    called = {role for role, _ in somebody.roles()} & words_for("bodies")
    return not called or (kind in words_for("firms") and called <= words_for("firms"))


def _is_plain(phrase: Phrase) -> bool:
    return not phrase.roles.get(phrase.lemma)


def _begins(bare: Name, full: Name) -> bool:
    return spelled_alike(bare.text, full.first)


def _initials(name: Name) -> str:
    return "".join(w[0] for w in name.words if w[:1].isupper())
