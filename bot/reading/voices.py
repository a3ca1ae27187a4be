"""Whose words stand where in the sentences of one document.

A voice is a run of words with who says them. Three readings give voices: the sentence's own
attributions, the quotations of the text, and the turns of an interview. Where they meet:
1. a quotation inside what an attribution reports belongs to that attribution's speaker;
2. a voice inside another is a report inside a report: the inner speaker says it, and whoever passes
   it on makes it hearsay, unless he only prints it or speaks of himself;
3. what the inner speaker denies or doubts is not said by the outer one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.claims import AFFIRMING, Stance
from bot.reading import reporting
from bot.reading.attribution import attributions_in
from bot.reading.claimant import UNNAMED, Claimant
from bot.reading.coreference import Cast
from bot.reading.modality import FACT, Modality
from bot.reading.openings import Attribution
from bot.reading.quotations import Quoted, attributed
from bot.reading.reporting import Telling
from bot.reading.stances import stance_at
from bot.reading.turns import turns_in
from retrieval.documents import Source, Standing
from retrieval.parsing import Parse

_IMPERSONAL = frozenset({Telling.FINDS, Telling.CONFIRMS})  # "it is not established that"
_FIRST_PERSON = frozenset({"i", "we", "my", "our", "me", "us"})
_TRANSPARENT = frozenset({Telling.BELIEVES, Telling.FINDS, Telling.ASKS})


@dataclass(frozen=True, slots=True)
class Voice:
    """Words of one sentence, by its tokens, and who says them.

    `cue` is the token that reports, None where it stands in another sentence. `top` is the head of
    what is said: modality is read up to there. `told` is how the telling itself is told. `relayed`
    where somebody else passes it on, `prints` where a medium does no more than that.
    `settling` where the cue tells that they have looked for themselves.
    """

    claimants: tuple[Claimant, ...]
    tokens: tuple[int, ...]
    stance: Stance
    cue: int | None = None
    top: int | None = None
    telling: Telling | None = None
    told: Modality = FACT
    relayed: bool = False
    prints: bool = False
    settling: bool = False


class Voices:
    """The voices of a document, sentence by sentence; `publisher` where it speaks for itself."""

    def __init__(
        self,
        source: Source,
        parses: Sequence[Parse],
        cast: Cast,
        publisher: Claimant | None = None,
    ) -> None:
        self._source, self._parses, self._cast = source, parses, cast
        self._publisher = publisher
        self._quoted = attributed(source.body, parses)
        self._turns = turns_in(source.body)

    def of(self, sentence: int) -> tuple[Voice, ...]:
        """The voices of a sentence, outer ones before those inside them."""
        parse = self._parses[sentence]
        read = [a for a in attributions_in(parse) if not self._is_the_page(sentence, a)]
        own = [self._of_attribution(sentence, a) for a in read if not _is_hearsay_in(a, read)]
        found = [*own, *self._of_quotations(sentence, own), *self._of_turns(sentence)]
        found.sort(key=lambda v: (-len(v.tokens), v.tokens))
        return tuple(_nested(found))

    def _is_the_page(self, sentence: int, found: Attribution) -> bool:
        """True for "I think", "in our view" outside of quotation marks: the page's own word.

        Where a publisher speaks for itself, they are its words.
        """
        if self._publisher is not None:
            return False
        parse = self._parses[sentence]
        first = found.speakers and all(
            parse.lemmas[phrase[-1]] in _FIRST_PERSON for phrase in found.speakers
        )
        return bool(first) and not any(
            q.quotation.start <= parse.start + parse.starts[found.cue] < q.quotation.end
            for q in self._quoted
        )

    def _of_attribution(self, sentence: int, found: Attribution) -> Voice:
        parse = self._parses[sentence]
        stance, told = Stance.ASSERTS, FACT
        if found.telling is not None:
            stance, told = stance_at(parse, found.cue, found.telling, found.content)
        top = found.cue if found.telling in _TRANSPARENT else found.top
        claimants = self._claimants(sentence, found.speakers)
        if not found.speakers and found.telling in _IMPERSONAL and self._publisher:
            claimants = (self._publisher,)
        return Voice(
            claimants,
            found.content,
            stance,
            found.cue,
            top,
            found.telling,
            told,
            prints=all(_prints(c, parse.lemmas[found.cue]) for c in claimants),
            settling=told == FACT and parse.lemmas[found.cue] in reporting.words("settling"),
        )

    def _claimants(self, sentence: int, phrases: Sequence[tuple[int, ...]]) -> tuple[Claimant, ...]:
        found = (self._claimant(sentence, phrase) for phrase in phrases)
        return tuple(dict.fromkeys(found)) or (UNNAMED,)

    def _claimant(self, sentence: int, phrase: tuple[int, ...]) -> Claimant:
        """Whoever a phrase means; people of the body that publishes speak for it.

        "I" in a quotation is whoever is quoted, in a turn whose turn it is.
        """
        if quoted := self._quoted_as(sentence, phrase):
            return quoted
        found = self._cast.claimant_at(sentence, phrase) or UNNAMED
        if self._publisher is None or not found.anonymous:
            return found
        parse = self._parses[sentence]
        owners = {parse.lemmas[o] for t in phrase for o in parse.children(t, "poss", "compound")}
        owners |= {w[:-2] for w in found.name.lower().split() if w.endswith(("'s", "’s"))}
        own = {word.lower() for word in self._publisher.name.split()}
        return self._publisher if owners & (own | {"our"}) else found

    def _quoted_as(self, sentence: int, phrase: tuple[int, ...]) -> Claimant | None:
        parse = self._parses[sentence]
        if parse.lemmas[phrase[-1]] not in _FIRST_PERSON:
            return None
        at = parse.start + parse.starts[phrase[-1]]
        for quoted in self._quoted:
            if quoted.quotation.start <= at < quoted.quotation.end and quoted.speaker:
                return self._claimants(quoted.speaker.sentence, quoted.speaker.phrases)[0]
        turn = next((t for t in self._turns if t.start <= at < t.end), None)
        return self._labelled(turn.label) if turn else None

    def _of_quotations(self, sentence: int, own: Sequence[Voice]) -> Iterator[Voice]:
        parse = self._parses[sentence]
        for quoted in self._quoted:
            inside = _tokens_in(parse, quoted.quotation.start, quoted.quotation.end)
            words = {t for t in inside if parse.deps[t] != "punct"}
            whole = any(words <= set(v.tokens) and v.cue not in inside for v in own)
            if inside and not whole and not any(_covers(v, inside, quoted, sentence) for v in own):
                yield self._of_quotation(quoted, inside, sentence)

    def _of_quotation(self, quoted: Quoted, inside: tuple[int, ...], sentence: int) -> Voice:
        speaker = quoted.speaker
        if speaker is None:
            return Voice((UNNAMED,), inside, Stance.ASSERTS)
        parse = self._parses[speaker.sentence]
        claimants = self._claimants(speaker.sentence, speaker.phrases)
        here = speaker.sentence == sentence
        stance, told = stance_at(parse, speaker.cue, speaker.telling, inside if here else ())
        cue = speaker.cue if here else None
        return Voice(claimants, inside, stance, cue, telling=speaker.telling, told=told)

    def _of_turns(self, sentence: int) -> Iterator[Voice]:
        parse = self._parses[sentence]
        for turn in self._turns:
            if inside := _tokens_in(parse, turn.start, turn.end):
                yield Voice((self._labelled(turn.label),), inside, Stance.ASSERTS)

    def _labelled(self, label: tuple[int, int] | None) -> Claimant:
        """Whoever the label of a turn names."""
        if label is None:
            return UNNAMED
        for sentence, parse in enumerate(self._parses):
            if phrase := _tokens_in(parse, *label):
                return self._cast.claimant_at(sentence, phrase) or _by_label(self._source, label)
        return _by_label(self._source, label)


def _by_label(source: Source, label: tuple[int, int]) -> Claimant:
    return Claimant(source.body[slice(*label)])


def _is_hearsay_in(found: Attribution, read: Sequence[Attribution]) -> bool:
    """ "Reportedly" inside what somebody says is his hedge, and nobody else's word."""
    return found.hearsay and any(found.top in a.content for a in read if a.speakers)


def _tokens_in(parse: Parse, start: int, end: int) -> tuple[int, ...]:
    """The tokens of a sentence that stand at [start, end) of the body."""
    first, last = start - parse.start, end - parse.start
    if last <= 0 or first >= len(parse.text):
        return ()
    rows = enumerate(zip(parse.starts, parse.ends, strict=True))
    return tuple(t for t, (a, b) in rows if first <= a and b <= last)


def _covers(voice: Voice, inside: Sequence[int], quoted: Quoted, sentence: int) -> bool:
    """True where a quotation is part of what an attribution reports, or is taken by its verb."""
    speaker = quoted.speaker
    taken = speaker is not None and speaker.sentence == sentence and speaker.cue == voice.cue
    within = len(set(inside) & set(voice.tokens)) * 2 > len(inside)
    outside = voice.cue is None or voice.cue not in inside
    return within and outside and (taken or voice.cue is not None)


def _nested(voices: Sequence[Voice]) -> Iterator[Voice]:
    """Rules 2 and 3; outer voices come first."""
    for place, voice in enumerate(voices):
        outer = [v for v in voices[:place] if _is_inside(voice, v)]
        inner = [v for v in voices[place + 1 :] if _is_inside(v, voice)]
        relayed = any(
            _passes_on(v, voice) or v.stance not in AFFIRMING or v.told != FACT for v in outer
        )
        taken = {t for v in inner if v.stance not in AFFIRMING for t in v.tokens}
        kept = tuple(t for t in voice.tokens if t not in taken)
        yield replace(voice, relayed=relayed, tokens=kept or voice.tokens)


def _is_inside(inner: Voice, outer: Voice) -> bool:
    where = inner.cue if inner.cue is not None else inner.tokens[0]
    return where in outer.tokens and where != outer.cue


def _passes_on(outer: Voice, inner: Voice) -> bool:
    """True for somebody else's word between; not for who prints it or speaks of his own side."""
    known = [{c.side for c in v.claimants if c != UNNAMED} for v in (outer, inner)]
    return not outer.prints and known[0].isdisjoint(known[1])


def _prints(claimant: Claimant, cue: str) -> bool:
    """True for a medium, and for an unlisted body that "reports"."""
    body = claimant.actor is None and not claimant.is_person and not claimant.anonymous
    return claimant.standing is Standing.MEDIA or (body and cue in reporting.words("printing"))
