"""What turns the sense of quoted words round though every word of it stands there.

speaker    who speaks in the text speaks, or prints, in the quoted sentences
order      nobody who does something there has it done to them here ("A sued B", "B sued A")
place      of several figures or days, each stays with the words that it stands beside
bound      "at least", "up to" and "about" stay with their figure, and a range stays one
more       no "all", "only", "because", "before", "after" and no adverb that has nothing there
future     what is still to come there has not happened here
under      what nobody there says, but asks or orders to be said ("answer that ..."), is not said

Each is held against the clause that holds most of the text, where a sentence has several. What is
refused is worded otherwise by the model, or left out: a text in the order of its passage passes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from bot.claims import Stance
from bot.evidence.statement import Reading, Statement
from bot.language import lexicon
from bot.language.figures import Bound, Figure, dates_in, figures_of, supports
from bot.language.words import function_words, stem, stems_of, words_of
from bot.reading.claimant import UNNAMED, Claimant
from bot.reading.wording import is_hedged

_MOST = 0.66
_NEARLY_ALL = 0.8
_PASSIVE = re.compile(r"\bby\b", re.IGNORECASE)
_PIECES = re.compile(r"[,;:]\s+|\s(?:and|or|but|while|then)\s|\s[–—]\s", re.IGNORECASE)
_FUTURE = re.compile(
    r"\b(?:will|shall|would|going to|(?:is|are) to|plans? to|intends? to)\b|['’]ll\b", re.IGNORECASE
)
_TO_COME = re.compile(
    r"\b(?:plan|intend|expect|propos|hop|want|ask|promis|due|set to|should|must)", re.IGNORECASE
)
# A word that adds something, and what must stand there for it.
_MORE = (
    (
        r"all|every\w*|each|always|entire\w*|both",
        r"all|every\w*|each|always|entire\w*|both|two|whole",
    ),
    (r"only|merely|solely", r"only|merely|solely|just|nothing but|until"),
    (
        r"because|caused|therefore|due to|led to|owing to|thanks to|as a result",
        r"because|caus\w+|therefore|due|led|leads?|owing|thanks|results?|since|as|so|through|why|"
        r"reasons?|from|over|by",
    ),
    (r"before", r"before|prior|ahead|earlier|previous\w*|eve|not yet"),
    (r"after", r"after\w*|until|following|followed|since|once|when|later|then|next|from"),
)
_OPEN = re.compile(r"\b(?:whether|if)\b|\?", re.IGNORECASE)
_ADVERB = re.compile(r"\b[a-z]{3,}ly\b")
_NO_ADVERBS = frozenset(
    "approximately nearly roughly only early daily weekly monthly yearly family reply supply apply "
    "rely assembly anomaly previously formerly recently currently respectively namely".split()
)
# Who speaks so speaks against what is reported, or does not vouch for it.
AGAINST = frozenset({Stance.DENIES, Stance.DECLINES, Stance.EVADES, Stance.RETRACTS})
_Found = tuple[tuple[int, int], object]


def near(text: str, reading: Reading) -> tuple[Statement, ...]:
    """The clauses of a sentence that hold most of what it holds of a text; else, and where the
    text tells nearly all of it, the whole."""
    words, sentence = telling(text), reading.lead.sentence.text
    whole = len(words & stems_of(sentence))
    if whole >= _NEARLY_ALL * len(telling(sentence)):
        return (reading.lead,)
    parts = [p for p in reading.parts if len(words & stems_of(p.text)) >= _MOST * whole]
    return tuple(p for p in parts if not _is_put_down(p, reading)) or (reading.lead,)


def _is_put_down(part: Statement, reading: Reading) -> bool:
    """Whether nobody says this but who is spoken against ("denied the report that ...")."""
    around = (p for p in reading.parts if p.start <= part.start and part.end <= p.end)
    return part.claimant == UNNAMED and any(p.stance in AGAINST for p in around)


def telling(text: str) -> frozenset[str]:
    """The stems of the words of a text that carry a topic."""
    return frozenset(stem(w) for w in words_of(text) if w.lower() not in function_words())


def twists(text: str, readings: Sequence[Reading], written: Sequence[Reading]) -> Iterator[str]:
    """What is twisted in a text that rests on these sentences, in words for the model.

    `written` is the text as it is read itself.
    """
    sentences = [r.lead.sentence.text for r in readings]
    yield from _strange_speakers(readings, written)
    if all(_is_reversed(text, sentence) for sentence in sentences):
        yield "the text turns round who did what; keep the order of the passage"
    for find in (_dates, _figures):
        moved = [tuple(_moved(text, sentence, find)) for sentence in sentences]
        if all(moved):
            yield f"{moved[0][0]} stands beside other words in the passage"
    yield from _unbound(text, [f for sentence in sentences for f in figures_of(sentence)])
    yield from _more(text, " ".join(sentences))
    clauses = [clause.text for reading in readings for clause in near(text, reading)]
    still_open = _FUTURE.search(text) or _TO_COME.search(text) or is_hedged(text)
    if not still_open and all(_FUTURE.search(clause) for clause in clauses):
        yield "the passage says that this is still to come"
    if all(_is_under(text, r.lead) for r in readings):
        yield "the passage does not say this itself; keep the words that it stands under"


def _strange_speakers(readings: Sequence[Reading], written: Sequence[Reading]) -> Iterator[str]:
    """Who says in the text what somebody else says there; what was found out needs no word."""
    found_out = any(r.lead.finding for r in readings)
    printed = stems_of(" ".join(r.lead.source.publisher for r in readings))
    for part in (p for r in written for p in r.parts if not (r.lead.finding and found_out)):
        speaker = part.claimant
        if speaker is None or speaker.anonymous or stems_of(speaker.name) <= printed:
            continue
        heard = (c for r in readings for c in _speakers_of(part.text, r))
        if not any(_is_one(speaker, c) for c in heard):
            yield f"{speaker.name} does not say this in the quoted sentences"


def _speakers_of(text: str, reading: Reading) -> Iterator[Claimant]:
    """Who says in a sentence what holds most of what it holds of a text."""
    words = telling(text)
    whole = len(words & stems_of(reading.lead.sentence.text))
    for part in reading.parts:
        if part.claimant and len(words & stems_of(part.text)) >= _MOST * whole:
            yield part.claimant


def speakers_in(readings: Sequence[Reading]) -> tuple[Claimant, ...]:
    """Who says anything in sentences, each once."""
    made = (s.claimant for r in readings for s in (r.lead, *r.parts))
    return tuple(dict.fromkeys(c for c in made if c is not None))


def _is_one(one: Claimant, other: Claimant) -> bool:
    if one.actor and other.actor:
        return one.side == other.side
    return bool(telling(one.name) & telling(other.name))


def _is_reversed(text: str, sentence: str) -> bool:
    """Whether three words of both stand the other way round, and neither alone is passive."""
    if bool(_PASSIVE.search(text)) is not bool(_PASSIVE.search(sentence)):
        return False
    there = list(dict.fromkeys(_in_order(sentence)))
    here = {word: n for n, word in reversed(list(enumerate(_in_order(text))))}
    places = [here[word] for word in there if word in here]
    return any(a > b > c for a, b, c in combinations(places, 3))


def _in_order(text: str) -> list[str]:
    return [stem(w) for w in words_of(text) if w.lower() not in function_words()]


def _is_under(text: str, lead: Statement) -> bool:
    """Whether all that the text takes from a sentence stands behind a "whether", or behind a "that"
    which nobody says, and the text leaves out what it stands under."""
    for word in ("whether", "that") if lead.claimant in (None, UNNAMED) else ("whether",):
        before, found, behind = lead.sentence.text.partition(f" {word} ")
        verb = stems_of(" ".join(before.split()[-1:]))
        words, kept = telling(text), stems_of(text) >= verb or _OPEN.search(text)
        if found and not kept and not words & stems_of(before) and words & stems_of(behind):
            return True
    return False


def _dates(text: str) -> list[_Found]:
    return [((a, b), " ".join(text[a:b].split())) for a, b in dates_in(text)]


def _figures(text: str) -> list[_Found]:
    return [((f.start, f.end), f.values) for f in figures_of(text)]


def _moved(text: str, sentence: str, find: Callable[[str], list[_Found]]) -> Iterator[str]:
    """What stands among words here that stand with another of its kind there.

    A piece may take up the words of those before it ("sailed on the 3rd and burned on the 5th"),
    and never of those behind it; and it keeps a word of its own.
    """
    there = _placed(sentence, find)
    if sum(bool(found) for found, _ in there) < 2:
        return
    for found, words in _placed(text, find):
        for value, shown in found.items():
            at = [n for n, (values, _) in enumerate(there) if value in values]
            if not at:
                continue
            own = frozenset[str]().union(*(there[n][1] for n in at))
            before = own.union(*(w for _, w in there[: at[-1]]))
            behind = frozenset[str]().union(*(w for f, w in there[at[-1] + 1 :] if f)) - before
            if words & behind or (own and words and not own & words):
                yield shown


def _placed(
    text: str, find: Callable[[str], list[_Found]]
) -> list[tuple[dict[object, str], frozenset[str]]]:
    """The pieces of a text in order: what is found in each, as written, and its telling words."""
    found = find(text)
    cuts = [m.span() for m in _PIECES.finditer(text)]
    free = [c for c in cuts if not any(a < c[1] and c[0] < b for (a, b), _ in found)]
    pieces, start = [], 0
    for end, following in [*free, (len(text), len(text))]:
        here = {value: text[a:b] for (a, b), value in found if start <= a < end}
        words = telling(text[start:end]) - stems_of(" ".join(here.values()))
        pieces.append((here, words))
        start = following
    return pieces


def _unbound(text: str, said: Sequence[Figure]) -> Iterator[str]:
    for figure in figures_of(text):
        same = [f for f in said if set(figure.values) <= set(f.values)]
        if same and not any(_bounds(f, figure) for f in same):
            shown = text[figure.start : figure.end]
            yield f"the passage bounds the figure {shown} in another way (at least, up to, about)"


def _bounds(said: Figure, figure: Figure) -> bool:
    if said.values == figure.values:
        return said.bound in {Bound.EXACT, figure.bound}
    return supports(said, figure)


def _more(text: str, passage: str) -> Iterator[str]:
    for added, licence in _MORE:
        word = re.search(rf"\b(?:{added})\b", text, re.IGNORECASE)
        if word and not re.search(rf"\b(?:{licence})\b", passage, re.IGNORECASE):
            yield f'the text adds "{word[0]}"'
    known = stems_of(passage)
    for word in _ADVERB.finditer(text):
        hedges = lexicon.pattern("hedges").search(word[0])
        if not hedges and word[0] not in _NO_ADVERBS and stem(word[0]) not in known:
            yield f'the text adds "{word[0]}"'
