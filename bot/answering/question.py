"""What a question asks: its kind, its actors, its figures and dates, its words for search.

Read from its parse, without a model of ours. The kind decides what an answer must hold (a figure,
a day, a speaker) and what is labelled: the content, or the act of saying it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from bot.answering.asked import Asked, asked_of
from bot.answering.before_act import BeforeAct, before_act_in
from bot.answering.reading.attitude import compares, is_hypothetical, kind_in, presumed_in
from bot.answering.reading.clause import Clause
from bot.answering.reading.foreign import is_foreign
from bot.answering.reading.joined import claims_joined
from bot.answering.reading.parts import leading, parts_of
from bot.answering.reading.premises import premises_of
from bot.answering.reading.proposition import Proposition, presupposed_in, proposition_of
from bot.answering.reading.speaking import speaker_in
from bot.answering.reading.speech_acts import SpeechAct, act_in
from bot.answering.reading.spelling import Spelled, Speller, Vocabulary
from bot.answering.reading.stating import as_statement, settled_in
from bot.answering.reading.typed import parsable
from bot.claims import Stance
from bot.evidence.bearers import Told
from bot.evidence.claimed import Claimed, claimed_in
from bot.language.figures import Figure, figures_of
from bot.language.words import function_words, stem, stems_of, words_of
from retrieval.documents import Actor, Kind
from retrieval.naming import ActorNames, Mention
from retrieval.parsing import Parse, Parser

__all__ = ["Question", "QuestionReader", "SpeechAct"]

_REMEMBERED = 64  # parses
_WITHOUT_PREMISES = frozenset({Asked.WHETHER, Asked.SPEECH, Asked.CHANGE})


@dataclass(frozen=True, slots=True)
class Question:
    """A question that was understood.

    `terms` are the stems of its telling words, `topic` those that are no part of an actor's name,
    `search_phrases` phrases for the full text. It is `hypothetical` when it asks for a judgement or
    forecast, `compares` when it sets sources side by side, and `presumes` that somebody confirmed,
    admitted or denied something when it says so. A question whose words were put right or
    translated keeps those that it was `asked_in`, and their `language` (ISO 639-1).

    Of its parse: the `clause` that asks, its `proposition`, what it takes for granted
    (`presupposed` in its words, `premises` as claims), what it asks to be so (`claimed`), who is
    asked to have spoken (`speaker`) by which verb or noun (`speech_verb`), and its `parts`, where
    it asks several things. `spelled` are the corrections that were made.
    """

    text: str
    as_of: date | None
    asked: Asked
    actors: tuple[Actor, ...]
    terms: tuple[str, ...]
    topic: tuple[str, ...]
    figures: tuple[Figure, ...]
    days: tuple[str, ...]
    kind: Kind | None
    hypothetical: bool
    compares: bool
    presumes: Stance | None
    act: SpeechAct | None
    search_text: str
    search_phrases: tuple[str, ...]
    asked_in: str = ""
    language: str = "en"
    parse: tuple[Parse, ...] = ()
    clause: Clause | None = None
    proposition: Proposition = field(default_factory=Proposition)
    presupposed: tuple[str, ...] = ()
    premises: tuple[Claimed, ...] = ()
    speaker: str = ""
    speech_verb: str = ""
    parts: tuple[str, ...] = ()
    claimed: Claimed | None = None
    spelled: tuple[tuple[str, str], ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims of a question whether two things are so; none of one that asks one thing."""
        if self.asked is not Asked.WHETHER or self.claimed is None or self.act is not None:
            return ()
        claims = claims_joined(self.claimed.told.parse)
        return claims if len(claims) > 1 else ()

    @property
    def wording(self) -> str:
        """The asker's own words, in their own language."""
        return self.asked_in or self.text


class QuestionReader:
    """Reads questions about one corpus, whose actors it knows."""

    def __init__(
        self, names: ActorNames, parser: Parser, vocabulary: Vocabulary | None = None
    ) -> None:
        """Without the corpus' `vocabulary` no word is put right, and no language told."""
        self._names = names
        self.parser = parser
        self._vocabulary = vocabulary
        # A question is read for its day, its parts and its premises, a sentence of its answer for
        # its value and its opening: each time the same text.
        self._parse = lru_cache(_REMEMBERED)(lambda text: parser.parse([text])[0])

    def spelled(self, text: str) -> Spelled:
        """The text with chat words in full and misspelt words of the corpus put right."""
        if self._vocabulary is None:
            return Spelled(text)
        return Speller(self._vocabulary, self.parser).spelled(text, self.mentions(text))

    def is_foreign(self, text: str) -> bool:
        """Whether a question is surely in another language than English."""
        if self._vocabulary is None:
            return False
        return is_foreign(text, self.mentions(text), self._vocabulary, self.parser)

    def parsed(self, text: str) -> tuple[Parse, ...]:
        """The sentences of a text; tokens stand where they do in the text."""
        return self._parse(parsable(text, self.mentions(text), self.parser.knows))

    def parsed_as_it_stands(self, text: str) -> tuple[Parse, ...]:
        """The sentences of a text that nobody typed, with no word made parsable."""
        return self._parse(text)

    def before_act(self, text: str) -> BeforeAct | None:
        """The act of somebody before which a question wants things known, if it names one."""
        return before_act_in(text, self.parsed(text), self.mentions(text))

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The actors that a text names, in its order."""
        return self._names.find(text, casual=True)

    @staticmethod
    def common_words() -> frozenset[str]:
        """Words that are no names, however they are written."""
        return function_words()

    def read(self, text: str, as_of: date | None) -> Question:
        """What `text` asks."""
        mentions = self.mentions(text)
        actors = tuple(dict.fromkeys(m.actor for m in mentions))
        words = tuple(w for w in words_of(text) if w.lower() not in function_words())
        terms = tuple(dict.fromkeys(stem(w) for w in words if not w[0].isdigit()))
        named = stems_of(" ".join(name for actor in actors for name in actor.names))
        parse = self.parsed(text)
        parts = parts_of(text, parse)
        clause = leading(self.parsed(parts[0]) if parts else parse)
        speaker, verb = speaker_in(clause) if clause else ("", "")
        asked = asked_of(clause) if clause else Asked.OPEN
        return Question(
            text=text,
            as_of=as_of,
            asked=asked,
            actors=actors,
            terms=terms,
            topic=tuple(t for t in terms if t not in named),
            figures=figures_of(text),
            days=tuple(m[0] for m in re.finditer(r"\b(?:19|20)\d\d\b", text)),
            kind=kind_in(parse),
            hypothetical=clause is not None and is_hypothetical(clause),
            compares=compares(parse),
            presumes=presumed_in(parse),
            act=act_in(text, parse, clause, mentions),
            search_text=_spelled_out(text, mentions),
            search_phrases=tuple(dict.fromkeys([*words, *(a.name for a in actors)])),
            parse=parse,
            clause=clause,
            proposition=proposition_of(clause) if clause else Proposition(),
            presupposed=presupposed_in(clause) if clause else (),
            premises=self._premises(clause, asked) if clause else (),
            speaker=speaker,
            speech_verb=verb,
            parts=parts,
            claimed=self._claimed(clause) if clause else None,
        )

    def _premises(self, clause: Clause, asked: Asked) -> tuple[Claimed, ...]:
        """The deeds that a clause takes for granted, where an answer would grant them, too."""
        if asked in _WITHOUT_PREMISES:
            return ()
        return premises_of(clause, self.parser.parse, self.mentions)

    def _claimed(self, clause: Clause) -> Claimed | None:
        """What a clause asks to be so, or takes to be settled, parsed as a statement."""
        text = as_statement(clause) if clause.wh is None else settled_in(clause)
        parses = self._parse(f"{text}.") if text else ()
        return claimed_in(Told(parses[0], self.mentions(parses[0].text))) if parses else None


def _spelled_out(text: str, mentions: Sequence[Mention]) -> str:
    """Abbreviations in full: the embedding model does not know a story's own."""
    for mention in reversed(mentions):
        written = text[mention.start : mention.end]
        short = len(written) <= 5 and " " not in written
        if short and (written.isupper() or len(mention.actor.name) > 3):
            text = text[: mention.start] + mention.actor.name + text[mention.end :]
    return text
