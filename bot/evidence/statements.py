"""Statements: what each sentence of a source says, by whom, how firmly.

A sentence falls into voices (bot.reading.voices) and the rest, which is the page's own word, or
the publisher's in a statement or report of its own. Each falls into clauses (bot.reading.clauses);
a statement is made for each clause and each of its claimants. The lead speaks for the whole
sentence: its most telling stance at first hand, the widest of those.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.claims import Stance
from bot.evidence.corrections import corrected
from bot.evidence.frames import framed
from bot.evidence.statement import OWN_WORDS, Reading, Statement
from bot.reading.claimant import UNNAMED, Claimant
from bot.reading.clauses import (
    Clause,
    clauses_in,
    hull,
    is_of_a_plan,
    scope_start,
    told_in_clause,
)
from bot.reading.coreference import Cast
from bot.reading.modality import FACT
from bot.reading.reporting import Telling
from bot.reading.stances import stance_of_words
from bot.reading.tellings import is_saying
from bot.reading.voices import Voice, Voices
from bot.reading.wording import is_act, is_finding, is_opinion
from retrieval.documents import Sentence, Source, Standing
from retrieval.naming import ActorNames, Mention
from retrieval.parsing import Parse

_LONGEST = 200  # tokens; what goes on without a stop is a list or a table
_TELLING_ORDER = (
    Stance.RETRACTS,
    Stance.EVADES,
    Stance.DECLINES,
    Stance.DENIES,
    Stance.ADMITS,
    Stance.CONFIRMS,
    Stance.ASSERTS,
)
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_ASIDE = frozenset({"relcl", "advcl", "acl"})  # told by the page, whoever speaks beside it
_MARKS = frozenset('“”„«»"')


def statements_of(
    source: Source, sentences: Sequence[Sentence], parses: Sequence[Parse], names: ActorNames
) -> tuple[Statement, ...]:
    """The lead of each sentence, in order."""
    return tuple(r.lead for r in readings_of(source, sentences, parses, names))


def readings_of(
    source: Source, sentences: Sequence[Sentence], parses: Sequence[Parse], names: ActorNames
) -> tuple[Reading, ...]:
    """Each sentence read, in order; a parse counts in the body and stands where its sentence does.

    A sentence without a parse, as in another language, makes no statement, and neither does a run
    of words that is too long for one.
    """
    parses = [_readable(parse) for parse in parses]
    publisher = _publisher(source, names) if source.kind in OWN_WORDS else None
    cast = Cast(parses, names, publisher)
    voices = Voices(source, parses, cast, publisher)
    read: list[Reading] = []
    for n, (sentence, parse) in enumerate(zip(sentences, parses, strict=True)):
        setting = _Setting(source, sentence, parse, names.find(sentence.text), publisher)
        own = voices.of(n) if len(parse) else ()
        if read and (speaker := _points_back(setting, own)):
            read[-1] = _put_down(read[-1], speaker)
        read.append(_reading(setting, own))
    return corrected(source, _publisher(source, names), framed(source, publisher, read))


def _readable(parse: Parse) -> Parse:
    return parse if len(parse) <= _LONGEST else Parse.unread(parse.start, parse.text)


@dataclass(frozen=True)
class _Setting:
    """A sentence with what it is read in."""

    source: Source
    sentence: Sentence
    parse: Parse
    mentions: tuple[Mention, ...]
    publisher: Claimant | None

    @cached_property
    def blank(self) -> Statement:
        """The whole sentence in the page's own voice."""
        start, end = self.sentence.start, self.sentence.end
        return Statement(
            self.source,
            self.sentence,
            self.publisher,
            Stance.ASSERTS,
            hedged=False,
            opinion=is_opinion(self.sentence.text),
            mentions=self.mentions,
            start=start,
            end=end,
            event=start,
        )


def _reading(setting: _Setting, voices: Sequence[Voice]) -> Reading:
    if not len(setting.parse):
        return Reading(replace(setting.blank, claimant=None, hedged=True, leaning=True), ())
    spoken = _owned_up([p for v in voices for p in _spoken(setting, v)])
    parts = (*_own_voice(setting, voices), *spoken)
    ordered = tuple(dict.fromkeys(sorted(parts, key=lambda p: (p.start, -p.end))))
    return Reading(_lead(setting, ordered, voices), ordered)


def _spoken(setting: _Setting, voice: Voice) -> Iterator[Statement]:
    """The statements of a voice: one for each clause and each claimant."""
    for clause in clauses_in(setting.parse, voice.tokens):
        made = _clause(setting, clause, voice.top)
        stance = _stance(setting.parse, voice, clause)
        doubted = _is_doubted(voice, made)
        for claimant in voice.claimants:
            yield replace(
                made,
                claimant=claimant,
                stance=_settled(claimant, stance, voice) if not doubted else stance,
                hedged=made.hedged or doubted,
                finding=made.finding or (voice.telling is Telling.FINDS and voice.told == FACT),
                act=made.act and claimant == setting.publisher,
            )


def _settled(claimant: Claimant, stance: Stance, voice: Voice) -> Stance:
    """What an authority has established by itself, it confirms."""
    settles = voice.settling and claimant.standing is Standing.AUTHORITY
    if settles and not claimant.anonymous and stance is Stance.ASSERTS:
        return Stance.CONFIRMS
    return stance


def _stance(parse: Parse, voice: Voice, clause: Clause) -> Stance:
    """The cue's stance; where it only asserts, that of the words themselves."""
    if voice.stance is not Stance.ASSERTS or voice.told.planned:
        return voice.stance
    return stance_of_words(parse, clause.tokens)


def _is_doubted(voice: Voice, made: Statement) -> bool:
    """What is passed on, only believed, or whose telling is itself open, cannot confirm."""
    believed = voice.telling is Telling.BELIEVES and not made.negated
    open_telling = voice.told.hedged or voice.told.planned
    return voice.relayed or believed or open_telling or UNNAMED in voice.claimants


def _own_voice(setting: _Setting, voices: Sequence[Voice]) -> Iterator[Statement]:
    """What the page says itself: the words that are nobody else's, where they tell something."""
    parse = setting.parse
    said = {t for v in voices for t in v.tokens}
    cues = {v.cue for v in voices if v.cue is not None}
    beside = {c for c in cues if _stands_beside(parse, c, said)}
    aside = {t for c in beside for t in (c, *_helping(parse, c))}
    cues -= beside
    rest = tuple(t for t in range(len(parse)) if t not in said | aside)
    for clause in clauses_in(parse, rest) if rest else ():
        if voices and not _tells_by_itself(parse, clause, cues):
            continue
        made = _clause(setting, clause, None)
        stance = stance_of_words(parse, clause.tokens) if setting.publisher else Stance.ASSERTS
        goes_on = bool(voices) and parse.deps[clause.event] not in _ASIDE
        quoting = bool(_MARKS & set(made.text))
        passed_on = made.hedged or _cites(parse, clause.tokens)
        yield replace(made, stance=stance, leaning=goes_on or quoting, hedged=passed_on)


def _cites(parse: Parse, tokens: Sequence[int]) -> bool:
    """ "Citing two officials": what the page tells there it only passes on."""
    return any(parse.tags[t] == "VBG" and parse.lemmas[t] == "cite" for t in tokens)


def _stands_beside(parse: Parse, cue: int, said: Collection[int]) -> bool:
    """The "said" of "arrested two men and said that ...", an adverb inside what is hearsay, the
    "thought" of "a depot, which is thought to leak": the page tells the rest."""
    joined = parse.deps[cue] == "conj" and not parse.children(cue, *_SUBJECTS)
    if parse.deps[cue] == "relcl" and parse.heads[cue] not in said:
        return True
    adverb = parse.tags[cue].startswith("RB") and parse.heads[cue] in said
    return adverb or (joined and parse.tags[parse.heads[cue]].startswith("V"))


def _helping(parse: Parse, cue: int) -> tuple[int, ...]:
    return parse.children(cue, "aux", "auxpass", "neg", "advmod")


def _tells_by_itself(parse: Parse, clause: Clause, cues: set[int]) -> bool:
    """False for the words around a cue, which only tell that something is said."""
    if clause.event in cues or not cues.isdisjoint(clause.tokens):
        return False
    return bool(parse.children(clause.event, "nsubj", "nsubjpass"))


def _clause(setting: _Setting, clause: Clause, top: int | None) -> Statement:
    """A clause in the page's own voice, with how it is told."""
    parse, shift = setting.parse, setting.sentence.start
    start, end = hull(parse, clause.tokens)
    words = parse.text[start:end]
    told = told_in_clause(parse, clause, top)
    return replace(
        setting.blank,
        start=shift + start,
        end=shift + end,
        hedged=told.hedged or told.planned,
        negated=told.negated,
        planned=told.planned or is_of_a_plan(parse, clause),
        opinion=is_opinion(words),
        finding=is_finding(words),
        act=setting.publisher is not None and is_act(words),
        event=shift + parse.starts[scope_start(parse, clause)],
    )


def _lead(setting: _Setting, parts: Sequence[Statement], voices: Sequence[Voice]) -> Statement:
    """The part that speaks for the whole sentence, stretched over it."""
    if not parts:
        return setting.blank
    first_hand = [p for p in parts if p.claimant and not _is_relayed(setting, p, voices)]
    spoken = first_hand or [p for p in parts if p.claimant]
    chosen = min(spoken or parts, key=lambda p: (_TELLING_ORDER.index(p.stance), p.start - p.end))
    text = setting.sentence.text
    return replace(
        chosen,
        start=setting.sentence.start,
        end=setting.sentence.end,
        opinion=is_opinion(text),
        finding=is_finding(text),
        act=chosen.act or (_is_own(setting, chosen) and is_act(text)),
    )


def _is_own(setting: _Setting, part: Statement) -> bool:
    """True for a publisher's own word in a text of its own."""
    return setting.publisher is not None and part.claimant == setting.publisher


def _is_relayed(setting: _Setting, part: Statement, voices: Sequence[Voice]) -> bool:
    return any(v.relayed and part.claimant in v.claimants for v in voices)


def _owned_up(spoken: Sequence[Statement]) -> Iterator[Statement]:
    """A party that confirms what concerns its own side admits it, and so does who also admits."""
    admitting = {p.claimant for p in spoken if p.stance is Stance.ADMITS}
    for part in spoken:
        claimant = part.claimant
        party = claimant is not None and claimant.standing is Standing.PARTY
        if part.stance is Stance.CONFIRMS and party and claimant is not None:
            own = (m.actor for m in part.mentions if m.actor.side == claimant.side)
            if claimant in admitting or any(a.name != claimant.name for a in own):
                yield replace(part, stance=Stance.ADMITS)
                continue
        yield part


def _points_back(setting: _Setting, voices: Sequence[Voice]) -> Claimant | None:
    """Who says what stands in the sentence before ("The radio broadcast this on Monday")."""
    for voice in voices:
        if len(voice.tokens) == 1 and is_saying(setting.parse, voice.tokens[0]):
            return voice.claimants[0]
    return None


def _put_down(before: Reading, speaker: Claimant) -> Reading:
    """A bare sentence given to whom the next one puts it down."""

    def given(statement: Statement) -> Statement:
        return statement if statement.claimant else replace(statement, claimant=speaker)

    return Reading(given(before.lead), tuple(map(given, before.parts)))


def _publisher(source: Source, names: ActorNames) -> Claimant:
    mentions = names.find(source.publisher)
    actor = mentions[0].actor if mentions else None
    return Claimant(actor.name if actor else source.publisher, actor)
