"""The opening clause of a sentence that answers, where it does not bear on the question.

"After listening to a delegation, the minister announced ..." may begin with the minister. Only a
clause with a verb of its own goes, and only up to the comma where the parse has it end; never one
that tells who says so, sets a condition, holds a figure, or shares a word with the question.
"""

from __future__ import annotations

from bot.answering.asked import Asked
from bot.answering.question import Question, QuestionReader
from bot.language.figures import figures_of
from bot.language.words import stems_of
from bot.reading import reporting
from retrieval.parsing import Parse

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_TIME = frozenset({"after", "before", "as", "when", "since", "upon", "on", "by"})
_KEPT = frozenset({Asked.DATE, Asked.REASON, Asked.OPEN, Asked.CHANGE, Asked.NAME})
_LEAST = 4


def droppable_in(question: Question, text: str, reader: QuestionReader) -> int:
    """How many characters of a sentence its opening clause takes; 0 where it stays."""
    if question.asked in _KEPT:
        return 0
    parses = reader.parsed_as_it_stands(text)
    parse = parses[0] if parses else None
    end = _opening_end(parse) if parse is not None and len(parse) else None
    if parse is None or end is None:
        return 0
    opening = parse.text[: parse.starts[end]]
    told = stems_of(opening) & frozenset(question.topic)
    if told or figures_of(opening) or '"' in opening or "“" in opening:
        return 0
    return parse.starts[end]


def _opening_end(parse: Parse) -> int | None:
    """The first token behind an opening clause and its comma; None without such a clause."""
    root = parse.roots()[0]
    subject = next(iter(parse.children(root, *_SUBJECTS)), None)
    if subject is None:
        return None
    for clause in parse.children(root, "advcl", "prep"):
        own = parse.subtree(clause)
        behind = own[-1] + 1
        opens = own == tuple(range(behind)) and behind < min(parse.subtree(subject))
        if opens and parse.word(behind) == "," and len(own) >= _LEAST and _is_aside(parse, clause):
            return behind + 1
    return None


def _is_aside(parse: Parse, clause: int) -> bool:
    """A participle or a clause of time, that tells nobody's words."""
    verb = next(iter(parse.children(clause, "pcomp")), None)
    if parse.deps[clause] == "prep" and (verb is None or parse.lemmas[clause] not in _TIME):
        return False
    verb = clause if verb is None else verb
    if reporting.telling_verb(parse.lemmas[verb]) is not None:
        return False
    marks = {parse.lemmas[t] for t in parse.children(verb, "mark", "advmod")}
    return parse.tags[verb] == "VBG" or (parse.tags[verb][:1] == "V" and bool(marks & _TIME))
