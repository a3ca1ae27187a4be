"""What a question asks: its kind, its actors, its figures and dates, its words for search.

Rules only, no model. The kind decides what an answer must hold (a figure, a day, a speaker) and
what is labelled: the content, or the act of saying it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dateutil.parser import ParserError, parse

from bot.answering.asked import Asked, asked_of
from bot.answering.before_act import BeforeAct, before_act_in
from bot.claims import Stance
from bot.language import lexicon
from bot.language.figures import Figure, dates_in, figures_of
from bot.language.words import function_words, stem, stems_of, words_of
from retrieval.documents import Actor, Kind
from retrieval.naming import ActorNames, Mention
from retrieval.parsing import Parser

_HYPOTHETICAL = re.compile(
    r"\b(?:would|could|should|might) .*\bif\b|"
    r"\bhow (?:bad|good|dangerous|serious|likely|important)\b|\bat stake\b|"
    r"\bwhat (?:would|could|will|might)\b|^\W*(?:will|would|could|should)\b|\bgoing to happen\b",
    re.IGNORECASE,
)
_COMPARING = re.compile(
    r"\b(?:differ\w*|(?:dis)?agree|versus|vs|apart|both|compare[ds]?|contradict\w*|"
    r"first\b.*\bor)\b",
    re.IGNORECASE,
)
_PRESUMED = (
    (Stance.CONFIRMS, re.compile(r"\bconfirm(?:s|ed|ing)?\b(?! or\b)", re.IGNORECASE)),
    (
        Stance.ADMITS,
        re.compile(r"\b(?:admit\w*|acknowledg\w*|own(?:s|ed)? up|conced\w+|confess\w*)\b", re.I),
    ),
    (Stance.DENIES, re.compile(r"\b(?:deny|denies|denied|denying)\b", re.IGNORECASE)),
)
_HELPING = re.compile(r"^\s+(?:(?:has|had|have|did|also|already|later|\w+ly)\s+)*", re.I)
_SPAN_OF_DAYS = re.compile(
    r"(?<![\d-])\d{1,2}(?:st|nd|rd|th)?\s*(?:-|\u2013|to|and|or)\s*\d{1,2}(?!\d)", re.I
)
_DEFAULTS = (datetime(2000, 1, 1), datetime(2001, 2, 2))
_ACTS = frozenset({Stance.ASSERTS, Stance.CONFIRMS, Stance.ADMITS, Stance.DENIES})
_THIS_KIND = re.compile(
    r"\b(?:in|per|according to|from) (?:the |this |that )?(article|report|statement)\b|"
    r"\b(?:the|this|that) (article)\b|\b(?:the|this|that) (report|statement) says\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class SpeechAct:
    """That an actor said, confirmed, admitted or denied something, as a proposition of its own.

    `verb` is the stem of the word that says so; it is no part of what was said. `day` is the day
    on which it is said to have happened, if the question names one.
    """

    actor: Actor
    stance: Stance
    verb: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Question:
    """A question that was understood.

    `terms` are the stems of its telling words, `topic` those that are no part of an actor's name,
    `search_phrases` phrases for the full text. It is
    `hypothetical` when it asks for a judgement or forecast, `compares` when it sets sources side
    by side, and `presumes` that somebody
    confirmed, admitted or denied something when it says so. A question that was translated keeps
    the words it was `asked_in`, and their `language` (ISO 639-1).
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

    @property
    def wording(self) -> str:
        """The asker's own words, in their own language."""
        return self.asked_in or self.text


class QuestionReader:
    """Reads questions about one corpus, whose actors it knows."""

    def __init__(self, names: ActorNames, parser: Parser | None = None) -> None:
        self._names = names
        self.parser = parser

    def before_act(self, text: str) -> BeforeAct | None:
        """The act of somebody before which a question wants things known, if it names one."""
        return before_act_in(text, self.mentions(text))

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
        spelled = text
        for mention in reversed(mentions):
            if spelled[mention.start : mention.end].isupper() or len(mention.actor.name) > 3:
                spelled = self._spelled_out(spelled, mention.start, mention.end, mention.actor)
        words = tuple(w for w in words_of(text) if w.lower() not in function_words())
        terms = tuple(dict.fromkeys(stem(w) for w in words if not w[0].isdigit()))
        named = stems_of(" ".join(name for actor in actors for name in actor.names))
        return Question(
            text=text,
            as_of=as_of,
            asked=asked_of(text),
            actors=actors,
            terms=terms,
            topic=tuple(t for t in terms if t not in named),
            figures=figures_of(text),
            days=tuple(m[0] for m in re.finditer(r"\b(?:19|20)\d\d\b", text)),
            kind=_kind(text),
            hypothetical=_HYPOTHETICAL.search(text) is not None,
            compares=_COMPARING.search(text) is not None,
            presumes=next((s for s, rule in _PRESUMED if rule.search(text)), None),
            act=_act(text, mentions),
            search_text=spelled,
            search_phrases=tuple(dict.fromkeys([*words, *(a.name for a in actors)])),
        )

    @staticmethod
    def _spelled_out(text: str, start: int, end: int, actor: Actor) -> str:
        """Abbreviations in full: the embedding model does not know a story's own."""
        written = text[start:end]
        if len(written) > 5 or " " in written:
            return text
        return text[:start] + actor.name + text[end:]


def _act(text: str, mentions: Sequence[Mention]) -> SpeechAct | None:
    """The speech act that a plain statement, or a question with its day, is about."""
    if "?" in text and not (dates_in(text) or text.lower().startswith("why did")):
        return None
    for mention in mentions:
        following = _HELPING.sub("", text[mention.end :])
        for stance, pattern in lexicon.stance_patterns():
            if stance in _ACTS and (verb := pattern.match(following)):
                return SpeechAct(mention.actor, stance, stem(verb[0].split()[0]), _day(text))
    return None


def _day(text: str) -> date | None:
    """The first full day (day, month and year) that a text names."""
    for start, end in dates_in(text):
        if _SPAN_OF_DAYS.search(text[start:end]):
            continue
        try:
            early, late = (parse(text[start:end], default=d) for d in _DEFAULTS)
        except ParserError:
            continue
        if early == late:
            return early.date()
    return None


def _kind(text: str) -> Kind | None:
    match = _THIS_KIND.search(text)
    return Kind((match[1] or match[2] or match[3]).lower()) if match else None
