"""The sentences of somebody's message that state or ask something that sources can settle.

Markup goes first (bot.answering.plain_text). Then a sentence is left out by the first of these:
1. it is longer than MAX_CLAIM: nothing is cut;
2. it is a greeting, an order to somebody, or addresses whoever reads it;
3. it is a question that does not ask whether something is so;
4. it tells of its writer, and holds no view on anything named;
5. it judges or wishes, and tells nothing besides;
6. it has no verb, or too few telling words to be looked up.
"""

from __future__ import annotations

from bot.answering.asked import Asked
from bot.answering.plain_text import one_line, plain
from bot.answering.question import Question, QuestionReader
from bot.answering.reading.clause import Clause
from bot.answering.reading.vocabulary import words
from bot.language.words import function_words, words_of
from bot.reading.wording import is_finding, is_opinion, is_opinion_piece, outside_quotes
from retrieval.chunking import sentence_spans
from retrieval.parsing import Parse

MAX_CLAIM = 500
_LONG_GREETING = 6  # words; behind a longer one something is told
_READER = frozenset({"you", "u", "your", "yours"})
_WRITER = frozenset({"i", "we", "my", "our", "me"})
_ANYBODY = frozenset({"someone", "somebody", "anyone", "anybody"})
_FORECASTS = frozenset({"will", "would", "gonna", "'ll", "wo"})
_WISHES = frozenset({"should", "ought"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def claims_in(text: str, reader: QuestionReader) -> tuple[str, ...]:
    """The checkable sentences of a message in order, each one line of its own."""
    body = plain(text)
    found = (one_line(body[start:end]) for start, end in sentence_spans(body, reader.parser))
    return tuple(dict.fromkeys(s for s in found if _is_checkable(s, reader)))


def _is_checkable(sentence: str, reader: QuestionReader) -> bool:
    if len(sentence) > MAX_CLAIM:
        return False
    read = reader.read(sentence, None)
    form = read.clause
    if form is None or _is_social(read, form):
        return False
    asks = sentence.rstrip("\"'”’)").endswith("?")
    if asks and read.asked is not Asked.WHETHER and (form.asks or read.asked is not Asked.OPEN):
        return False
    if _is_of_writer(read, form) or _is_judgement(read, form):
        return False
    return _tells(read, form)


def _is_social(read: Question, form: Clause) -> bool:
    """A greeting, an order, or words to whoever reads them (rule 2)."""
    greets = read.text.lower().lstrip(" @,.!").split()[:1]
    if words("greetings") & {w.strip(",.!?") for w in greets}:
        return len(words_of(read.text)) <= _LONG_GREETING
    subject = form.subject_text.lower()
    asked = form.is_polar and subject in _WRITER | _READER
    modal = form.is_polar and form.aux is not None and form.parse.tags[form.aux] == "MD"
    return subject in _READER or asked or (modal and subject in _ANYBODY) or _is_order(form)


def _is_order(form: Clause) -> bool:
    """A bare verb at the head of its sentence, without a subject."""
    parse, verb = form.parse, form.verb
    if verb is None or form.wh is not None or form.is_polar or form.subject is not None:
        return form.is_order
    before = [
        t for t in range(verb) if parse.deps[t] not in {"intj", "advmod", "punct", "aux", "neg"}
    ]
    return parse.tags[verb] in {"VB", "VBP"} and not before


def _is_of_writer(read: Question, form: Clause) -> bool:
    """Rule 4: "I think that Brask confirmed it" holds a claim, "I was there" does not."""
    parse, verb = form.parse, form.verb
    if form.subject_text.lower() not in _WRITER and not is_opinion_piece(read.text):
        return False
    below = () if verb is None else parse.children(verb, "ccomp")
    views = verb is not None and parse.lemmas[verb] in words("held") | words("heard")
    if not (below and views):
        return True
    own = parse.subtree(below[0])
    start, end = parse.span(own)
    forecast = any(parse.lemmas[t] in _FORECASTS for t in own)
    return forecast or is_opinion(parse.text[start:end]) or not _is_specific(read, own, parse)


def _is_specific(read: Question, own: tuple[int, ...], parse: Parse) -> bool:
    """Whether somebody, some place, day or number is named."""
    named = any(parse.tags[t][:3] == "NNP" for t in own)
    return bool(read.actors or read.figures or read.days or named)


def _is_judgement(read: Question, form: Clause) -> bool:
    """Rule 5. What somebody named is reported to have said is no judgement of the writer's."""
    parse, verb = form.parse, form.verb
    wishes = any(parse.lemmas[t] in _WISHES and parse.deps[t] == "aux" for t in range(len(parse)))
    perfect = any(parse.lemmas[t : t + 2] == ("have", "be") for t in range(len(parse)))
    own = () if verb is None else (verb, *parse.children(verb, "ccomp"))
    verbs = own if form.subject_text.lower() in _WRITER else own[:1]
    below = (t for v in verbs for t in parse.children(v, "acomp", "attr", "oprd", "dobj"))
    judged = {parse.lemmas[t] for t in below} | {parse.lemmas[parse.roots()[0]]}
    if not (judged & words("judging") or (wishes and not perfect)):
        return False
    return not (read.figures or read.days or is_finding(outside_quotes(read.text)))


def _tells(read: Question, form: Clause) -> bool:
    """Rule 6."""
    told = [w for w in words_of(read.text) if w.lower() not in function_words()]
    if len(told) < 2 or len(words_of(read.text)) < 3:
        return False
    finite = any(tag in _FINITE for parse in read.parse for tag in parse.tags)
    return finite or (form.verb is not None and form.subject is not None) or bool(read.figures)
