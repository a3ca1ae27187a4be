"""Where the evidence of a proposition is looked for: in the whole corpus, by words and vectors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol

from bot.answering.question import Question
from bot.answering.slots import counted
from bot.claims import Stance
from bot.evidence.bearers import Told
from bot.evidence.bearing import (
    Proposition,
    bearing_of,
    echoes,
    may_tell,
    shares_words,
    telling,
    turned,
)
from bot.evidence.policy import AFFIRMING
from bot.evidence.reader import StatementReader
from bot.evidence.statement import Reading, Statement
from bot.language.figures import conflict
from bot.language.words import stem
from bot.readers.checker import Checker, SilentChecker

# Shares of support by the checker; for want of one that ships, no data has chosen them.
SURE = 0.9  # from here on a claim told in other words is found
DOUBT = 0.05  # up to here the claim's own words do not say it
_NEAREST = 32  # sentences by vector that may tell a claim in other words
_CHECKED = 40  # statements that the checker reads for a claim
_ROUNDING = 1e-9
_FEW = 60  # sentences that are read without another look
_AT_ONE_TIME = timedelta(days=45)
Place = tuple[str, int]
_OF_ANYBODY = Proposition({}, frozenset(), (), (), share=1.0)


class Words(Protocol):
    """Where words stand in the corpus."""

    def document_frequency(self, stems: Sequence[str]) -> Mapping[str, float]:
        """The share of sentences that hold each stem, context included."""
        ...

    def holding(self, stems: Sequence[str], as_of: date | None) -> Mapping[str, frozenset[Place]]:
        """By stem, (source id, position) of the sentences that hold it, titles included."""
        ...

    def nearest(self, text: str, k: int) -> Sequence[Place]:
        """The sentences that mean most nearly the same, nearest first, whatever their date."""
        ...


class EvidenceSearch:
    """Finds the statements of a corpus that bear on a proposition."""

    def __init__(
        self, statements: StatementReader, words: Words, checker: Checker | None = None
    ) -> None:
        """Without a checker only the deed itself, told with its bearers, bears."""
        self._statements = statements
        self._words = words
        self._checker = checker or SilentChecker()

    def rivals(
        self,
        question: Question,
        asked: Proposition,
        key: Statement,
        beside: Iterable[Statement],
    ) -> Iterator[Statement]:
        """Statements of about the same time that count the same things as the key and differ.

        `asked` is the proposition of the question, `beside` what else the answer quotes; whoever
        the key speaks for is no rival.
        """
        own = counted(question, key.text)
        side = key.claimant.side if key.claimant else None
        for statement in dict.fromkeys((*beside, *self.bearing(asked))):
            other = counted(question, statement.text)
            differs = bool(own and other) and all(conflict(o, k) for o in other for k in own)
            speaker = statement.claimant.side if statement.claimant else None
            near = abs(statement.dated - key.dated) <= _AT_ONE_TIME
            if differs and near and speaker and speaker != side:
                yield statement

    def bearing(self, proposition: Proposition) -> Iterator[Statement]:
        """The statements of the corpus that bear on a proposition, whatever their date."""
        places = sorted(self.places(proposition))
        for source_id, position in places:
            reading = self._statements.readings(source_id)[position]
            sentence, source = reading.lead.sentence, reading.lead.source
            if shares_words(sentence.text, source.title, proposition):
                bearing = tuple(self._bearing_in(reading, proposition))
                yield from bearing
                if bearing:
                    yield from echoes(self._statements.readings(source_id)[position + 1 :])
        if proposition.claim:
            yield from self._entailing(proposition, places)
            yield from self._ending(proposition)
            yield from self._contrary(proposition)

    def _entailing(self, proposition: Proposition, places: Iterable[Place]) -> Iterator[Statement]:
        """Statements in which the checker finds the claim, told in other words."""
        if isinstance(self._checker, SilentChecker):  # no need to read for one that says nothing
            return
        candidates: list[Statement] = []
        near = self._words.nearest(proposition.claim, _NEAREST)
        for source_id, position in dict.fromkeys((*near, *places)):
            if len(candidates) >= _CHECKED:
                break
            reading = self._statements.readings(source_id)[position]
            told = self._statements.told(reading.lead)
            candidates += may_tell(reading, proposition, told)
        yield from self.entailed(proposition.claim, candidates)

    def entailed_in(self, reading: Reading, proposition: Proposition) -> tuple[Statement, ...]:
        """The statements of a sentence in which the checker finds the claim."""
        told = self._statements.told(reading.lead)
        return self.entailed(proposition.claim, tuple(may_tell(reading, proposition, told)))

    def entailed(self, claim: str, statements: Sequence[Statement]) -> tuple[Statement, ...]:
        """Those of some statements that the checker is sure support a claim."""
        return tuple(s for s, share in self._supported(claim, statements) if share >= SURE)

    def _supported(
        self, claim: str, statements: Sequence[Statement]
    ) -> Iterator[tuple[Statement, float]]:
        """How surely the checker finds a claim in each statement."""
        scored = self._checker.scores(claim, [s.text for s in statements])
        return ((s, b.supports) for s, b in zip(statements, scored, strict=True))

    def _contrary(self, proposition: Proposition) -> Iterator[Statement]:
        """ "No arrest was made" need not name the mayor whom its page is about."""
        claimed = proposition.claimed
        if claimed is None or claimed.is_locative:
            return
        sparse = replace(_OF_ANYBODY, names=proposition.names, claimed=claimed)
        told = dict.fromkeys([stem(claimed.told.parse.lemmas[claimed.deed.token])], 1.0)
        for statement, opposed in self._telling_all(replace(sparse, topic=told)):
            if opposed and not statement.ends:
                yield turned(statement, opposed)

    def _ending(self, proposition: Proposition) -> Iterator[Statement]:
        """What ends a state need name no more than who or what was in it."""
        claimed = proposition.claimed
        if claimed is None or not claimed.holds or not claimed.bearers:
            return
        for stems in (claimed.bearers, *claimed.other_names):
            bearers = dict.fromkeys(stems, 1.0)
            for statement, opposed in self._telling_all(
                replace(_OF_ANYBODY, topic=bearers, claimed=claimed)
            ):
                if statement.ends and statement.stance is not Stance.RETRACTS:
                    yield turned(statement, opposed)

    def _telling_all(self, proposition: Proposition) -> Iterator[tuple[Statement, bool]]:
        for source_id, position in sorted(self.places(proposition)):
            yield from self.telling(self._statements.readings(source_id)[position], proposition)

    def telling(
        self, reading: Reading, proposition: Proposition
    ) -> tuple[tuple[Statement, bool], ...]:
        """The statements of a sentence that tell of what is claimed, and which speak against it.

        Of those that affirm it the checker leaves out what it finds no support in.
        """
        found = tuple(telling(reading, proposition, self._statements.told(reading.lead)))
        firm = [s for s, opposed in found if not opposed and s.stance in AFFIRMING and not s.hedged]
        doubted = self._doubted(proposition.claim, firm)
        return tuple((s, opposed) for s, opposed in found if s not in doubted)

    def _doubted(self, claim: str, statements: Sequence[Statement]) -> frozenset[Statement]:
        if not claim or isinstance(self._checker, SilentChecker):
            return frozenset()
        return frozenset(s for s, share in self._supported(claim, statements) if share < DOUBT)

    def told_in(
        self, reading: Reading, proposition: Proposition
    ) -> tuple[tuple[Statement, bool], ...]:
        """The statements of a sentence that bear, by the parse where the claim has one.

        To take back the contrary of a claim is not to take back the claim.
        """
        if proposition.claimed is None:
            return tuple((s, False) for s in bearing_of(reading, proposition))
        told = self.telling(reading, proposition)
        return tuple((s, o) for s, o in told if not (o and s.stance is Stance.RETRACTS))

    def _bearing_in(self, reading: Reading, proposition: Proposition) -> Iterator[Statement]:
        return (turned(s, opposed) for s, opposed in self.told_in(reading, proposition))

    def places_of(self, terms: Iterable[str]) -> frozenset[Place]:
        """The sentences of the corpus with one of some words, or one that means the same."""
        return frozenset[Place]().union(*self._holding(terms).values())

    def holding(self, stems: Iterable[str]) -> Iterator[tuple[Statement, Told]]:
        """The sentences of the corpus with one of some words."""
        found = self._holding(stems)
        for source_id, position in sorted(frozenset[Place]().union(*found.values())):
            lead = self._statements.readings(source_id)[position].lead
            yield lead, self._statements.told(lead)

    def places(self, proposition: Proposition) -> set[Place]:
        """Sentences that can hold enough of the topic: one of its heavy words must stand there.

        Words are taken from the heaviest down until the rest weighs too little to do without
        (prefix filtering; Chaudhuri, Ganti and Kaushik 2006). Where that leaves many, all words
        are looked up: reading a document takes longer than that.
        """
        heavy: list[str] = []
        left = sum(proposition.topic.values())
        spare = proposition.share * left - _ROUNDING
        for term, weight in sorted(proposition.topic.items(), key=lambda item: (-item[1], item[0])):
            if left < spare:
                break
            heavy.append(term)
            left -= weight
        found = self._holding((*heavy, *proposition.names), proposition)
        alike = {term: proposition.words_for(term) for term in proposition.topic}
        places = {place for term in heavy for stem in alike[term] for place in found[stem]}
        for name in proposition.names:
            places &= found[name]
        if len(places) <= _FEW:
            return places
        found |= self._holding([t for t in proposition.topic if t not in heavy], proposition)
        weighed = dict.fromkeys(places, 0.0)
        for term, weight in proposition.topic.items():
            for place in places & frozenset().union(*(found[s] for s in alike[term])):
                weighed[place] += weight
        return {place for place, weight in weighed.items() if weight >= spare}

    def _holding(
        self, terms: Iterable[str], proposition: Proposition = _OF_ANYBODY
    ) -> dict[str, frozenset[Place]]:
        """Where the terms stand, and the words that mean the same."""
        stems = frozenset().union(*map(proposition.words_for, terms))
        return dict(self._words.holding(sorted(stems), None))
