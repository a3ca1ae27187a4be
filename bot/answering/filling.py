"""What fills the slot of a question, as it stands in a sentence: "about 10,000 soldiers"."""

from __future__ import annotations

from bot.answering.asked import Asked
from bot.answering.question import Question, QuestionReader
from bot.answering.slots import slot_words
from bot.language.counted import alike
from bot.language.figures import Figure
from bot.language.parsed_figures import figures_in
from bot.language.words import stems_of
from retrieval.parsing import Parse

_LONGEST = 60  # characters of a phrase that still reads as one value
_BELOW = ("amod", "compound", "nummod", "quantmod", "det", "nmod", "advmod", "poss")
_BOUNDS = frozenset(
    "about around approximately roughly nearly almost some over under at least most more less few "
    "fewer than up to only estimate estimated another upwards of between from".split()
)


def value_in(question: Question, text: str, reader: QuestionReader) -> str:
    """The figure that counts what a question asks the number of, with its bound and its noun.

    "" where the question asks for no number, or the text gives none of what is counted.
    """
    if question.asked is not Asked.NUMBER:
        return ""
    wanted = frozenset[str]().union(*(alike(word) for word in slot_words(question)))
    for parse in reader.parsed_as_it_stands(text) if wanted else ():
        for figure in figures_in(parse):
            phrase = _phrase(parse, figure)
            if phrase and (figure.unit in wanted or wanted & stems_of(phrase)):
                return phrase
    return ""


def _phrase(parse: Parse, figure: Figure) -> str:
    """From the bound in front of a figure to the noun that it counts."""
    own = [t for t in range(len(parse)) if figure.start <= parse.starts[t] < figure.end]
    if not own:
        return ""
    kept = set(own)
    for token in own:
        kept |= {t for t in parse.subtree(token) if parse.deps[t] in _BELOW}
    noun = next((h for h in (parse.heads[t] for t in own) if parse.tags[h][:1] == "N"), None)
    if noun is not None and noun >= own[0]:
        kept |= set(range(own[0], noun + 1))
    first = min(kept)
    while first > 0 and parse.lemmas[first - 1].lower() in _BOUNDS:
        first -= 1
    text = parse.text[parse.starts[first] : parse.ends[max(kept)]]
    whole = len(text) <= _LONGEST
    return " ".join(text.split()) if whole else parse.text[figure.start : figure.end]
