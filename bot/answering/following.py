"""A question that follows up, put as it can be asked on its own.

A question that is complete stays as it is: its own words say who and what it is about. Of the
others, fragments and such as point back, the first rule that fits makes the question:
1. a day ("and on 24 October?") goes to the end of the earlier question, or takes its day's place;
2. "is that true?" asks the earlier question or claim itself;
3. a lone question word ("when?", "how many?") is asked of the earlier proposition;
4. a question for words ("what did Brask say?", "did he deny it?") gets the earlier topic, without
   the earlier speaker and without what that speaker was said to have done;
5. "what about Brask?" takes the earlier speaker's place, or that of the earlier topic;
6. any other question that points back ("where are they now?") gets the topic in front.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.answering.earlier import OPENERS, Earlier, read_earlier
from bot.answering.following_days import on_another_day
from bot.answering.following_speech import asked_of_somebody
from bot.answering.joining import after, attached, capital, object_of, small
from bot.answering.plain_text import one_line, plain
from bot.answering.question import QuestionReader
from bot.answering.reading.parts import leading
from bot.answering.reading.typed import asks
from bot.language import lexicon
from bot.language.words import function_words, stem, words_of
from retrieval.parsing import Parse

MAX_LENGTH = 2000
_TRUTH = re.compile(
    r"(?:(?:is|was|are|were|has|have|can|could)(?:n['’]t)?\s+)?(?:(?:this|that|it|they|these|those|"
    r"the (?:claim|story|report))\s+)?(?:been\s+|be\s+)?(?:(?:really|actually|still|even|"
    r"officially|already|independently|now|all)\s+)*(?P<word>true|so|right|correct|confirmed|real|"
    r"verified|certain|a fact|official|proven|the case|accurate)"
    r"(?:\s+(?:yet|by now|now|officially|at all|or not|or false|by any(?:one|body)(?: else)?|"
    r"though))*"
    r"|really(?: now)?|seriously|for real|(?:(?:are you|u)\s+)?sure(?: about (?:that|this|it))?"
    r"|did (?:that|it|this) (?:really |actually )?happen",
    re.IGNORECASE,
)
_LONE = re.compile(
    r"(?P<word>(?:since|until|till|from) when|by whom|when|why|where|how long|how)"
    r"(?P<tail>(?:\s+(?:exactly|precisely))?)(?:\s+(?:is|was) (?:that|this|it)|\s+so|\s+come)?",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"how many(?: of (?:them|those|these)| exactly| (?:are|were) (?:there|they)| in total|"
    r" in all)*",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\W*(?:(?:and|but|so|ok(?:ay)?)\s+)?(?:(?:what|how)\s+about|and)\s+"
    r"(?:(?P<place>in|at|on|from|near|for)\s+)?(?P<what>[^?.!,;:]+)\W*",
    re.IGNORECASE,
)
_AT_END = r"\b{place}\s+(?P<where>(?:the\s+)?[\w.&'’-]+(?:\s+[\w.&'’-]+)?)\Z"
_NAMED_PLACE = re.compile(r"\b(?:in|at|on|from|near|for)\s+(?P<where>[A-Z]\w+(?:\s+[A-Z]\w+)*)\Z")
_NOW = re.compile(r"(?:right )?now|today|currently", re.IGNORECASE)
_VAGUE = re.compile(r"(?:then|later|you|me|us|it|that|this|them|him|her|so|next|after)\Z", re.I)
_ABOUT_IT = re.compile(r"\s+(?P<joint>about|on)\s+(?:it|that|this|them|those|these)\Z", re.I)
_OF_YOU = re.compile(r"\b(?:you|u|your)\b", re.IGNORECASE)
_POINTERS = frozenset(
    "he she they him her his hers their theirs it its those these this that".split()
)
_PARTNERS = frozenset({"so", "there"})
_ROLE = re.compile(
    r"\b(?:\w+(?:man|woman|person|ist)|minist(?:er|ry)|government|company|police|president|court|"
    r"experts?|board|commission|operator|watchdog|agency|army|officials?|media|press|mayor|"
    r"insurer)\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A follow-up: `core` without "and" and end mark, `line` with them."""

    core: str
    line: str
    reader: QuestionReader

    @property
    def is_about(self) -> bool:
        """ "What about the gates?"; "and the gates?" asks the same of them."""
        return " about " in f" {self.line.lower()} "


def stand_alone(question: str, earlier: str, reader: QuestionReader) -> str:
    """The question as it can be asked on its own, given the earlier one of the same thread.

    Unchanged where it needs nothing from it, where nothing fits, and where the result would be
    longer than MAX_LENGTH.
    """
    line = one_line(plain(question))
    asked = _Asked(OPENERS.sub("", line).rstrip(" ?.!…").strip(), line, reader)
    before = read_earlier(earlier, reader)
    if before is None or not any(c.isalnum() for c in asked.core):
        return question
    found = (rule(asked, before) for rule in _RULES)
    made = next((m for m in found if m is not None), None)
    return made if made and len(made) <= MAX_LENGTH else question


def _dated(asked: _Asked, before: Earlier) -> str | None:
    """Rule 1."""
    return on_another_day(asked.core, before)


def _truth(asked: _Asked, before: Earlier) -> str | None:
    """Rule 2."""
    found = _TRUTH.fullmatch(asked.core)
    if found is None:
        return None
    framed = not before.is_polar or before.speaker or before.form.subject_text.lower() == "it"
    if before.clause and framed:
        settled = (found["word"] or "").lower() in {"confirmed", "official", "verified", "proven"}
        return f"Is it {'confirmed' if settled else 'true'} that {before.clause}?"
    return f"{capital(before.text)}?"


def _lone(asked: _Asked, before: Earlier) -> str | None:
    """Rule 3, for anything but a number."""
    found = _LONE.fullmatch(asked.core)
    if found is None:
        return None
    word = f"{found['word'].capitalize()}{found['tail'].lower()}"
    asks_act = before.speaker is not None and before.is_polar and word == "When"
    polar = before.text if asks_act else before.inverted
    if polar is not None:
        perfect = re.match(r"ha(?:s|d|ve)\b", polar, re.IGNORECASE) and word == "When"
        return f"{word}{', if ever,' if perfect else ''} {small(polar)}?"
    return after(before, asked.core)


def _count(asked: _Asked, before: Earlier) -> str | None:
    """Rule 3, for a number."""
    if _COUNT.fullmatch(asked.core) is None:
        return None
    return f"How many {before.counted}?" if before.counted else attached(asked.core, before)


def _other(asked: _Asked, before: Earlier) -> str | None:
    """Rule 5."""
    found = _OTHER.fullmatch(asked.line)
    what = found["what"].strip() if found else ""
    if found is None or len(what.split()) > 6 or _has_verb(asked, what) or not words_of(what):
        return None
    if _NOW.fullmatch(what):
        present = re.match(r"(?:is|are|has|have|does|do)\s", before.text, re.IGNORECASE)
        return f"{before.text} {what.lower()}?" if present else after(before, f"and {what}")
    if _VAGUE.match(what):
        return ""
    if place := found["place"]:
        return _placed(before, place, what)
    return _in_place_of(before, what, asked)


def _placed(before: Earlier, place: str, what: str) -> str:
    own = re.search(_AT_END.format(place=place), before.text, re.IGNORECASE)
    head = before.text[: own.start()].rstrip() if own else before.text
    return f"{head} {place.lower()} {what}?"


def _in_place_of(before: Earlier, what: str, asked: _Asked) -> str:
    """The earlier question about another speaker, topic or place, else with "what about" added."""
    listed = any(m.end == len(what) for m in asked.reader.mentions(what))
    speaks = listed or what[0].isupper() or _ROLE.search(what) is not None
    if before.speaker and speaks:
        start, end = before.speaker
        return f"{capital(before.text[:start] + what + before.text[end:])}?"
    if before.speaker and before.noun and before.text.endswith(before.noun):
        return f"{before.text.removesuffix(before.noun)}{what}?"
    place = _NAMED_PLACE.search(before.text)
    if place and (listed or what[0].isupper()):
        return f"{before.text[: place.start('where')]}{what}?"
    if _ROLE.search(what):
        return f"What did {what} say {object_of(before, 'about')}?"
    only = None if asked.is_about else _only_noun(before)
    if only is not None:
        return f"{capital(before.text[: only[0]] + what + before.text[only[1] :])}?"
    return f"{capital(before.text)}, and what about {what}?"


def _only_noun(before: Earlier) -> tuple[int, int] | None:
    """The span of the one thing that an earlier question tells of ("Did the dam burst?")."""
    parse, own = before.form.parse, {before.form.slot, before.form.verb}
    nouns = [t for t in range(len(parse)) if parse.tags[t][:2] == "NN" and t not in own]
    heads = [t for t in nouns if parse.deps[t] not in {"compound", "poss", "npadvmod"}]
    if len(heads) != 1 or parse.deps[heads[0]] not in {"nsubj", "nsubjpass", "dobj", "pobj"}:
        return None
    return parse.span(parse.subtree(heads[0]))


def _pointing(asked: _Asked, before: Earlier) -> str | None:
    """Rule 6."""
    if about := _ABOUT_IT.search(asked.core):
        return f"{capital(asked.core[: about.start()])} {object_of(before, about['joint'])}?"
    return attached(asked.core, before) if _points_back(asked) else None


def _points_back(asked: _Asked) -> bool:
    """Whether a pronoun has nothing before it to mean, or a question has no telling word.

    What stands before a colon is what the question behind it is about.
    """
    if ": " in asked.core:
        return False
    parses = asked.reader.parsed(f"{asked.core}?")
    parse = parses[0] if parses else None
    if parse is not None and (pointer := _pointer(parse)) is not None:
        head = asked.core[: parse.start + parse.starts[pointer]]
        return not any(_names(parse, t) for t in range(pointer)) and not asked.reader.mentions(head)
    if not asks(asked.core) or _OF_YOU.search(asked.core) or asked.reader.mentions(asked.core):
        return False
    form = leading(parses)
    complete = form is not None and any(_tells(form.parse, t) for t in range(len(form.parse)))
    return len(_telling(asked.core)) <= (0 if complete else 1)


def _pointer(parse: Parse) -> int | None:
    """The first pronoun that means somebody or something told before."""
    return next((t for t in range(len(parse)) if _is_pointer(parse, t)), None)


def _is_pointer(parse: Parse, token: int) -> bool:
    """No "that" or "his" before a noun, none that opens a clause, no "it" with one behind it."""
    word = parse.word(token).lower()
    if word in _PARTNERS:
        return token >= len(parse) - 2 and parse.deps[token] != "expl"
    if word not in _POINTERS or parse.tags[token] in {"IN", "WDT"}:
        return False
    if parse.deps[token] in {"det", "mark", "poss"}:
        return parse.tags[token] == "PRP$" and parse.heads[token] >= len(parse) - 2
    return word not in {"it", "that"} or not _is_filled(parse, token)


def _is_filled(parse: Parse, token: int) -> bool:
    """ "Is it true that the dam burst", "was it the crane that fell", "who is it that says so"."""
    head = parse.heads[token]
    clauses = (*parse.children(head), *(g for c in parse.children(head) for g in parse.children(c)))
    below = any(
        c > token and parse.deps[c] in {"ccomp", "csubj", "xcomp", "relcl", "advcl", "acl"}
        for c in clauses
    )
    attribute = any(c > token for c in parse.children(head, "attr", "nsubj"))
    return parse.lemmas[head] in {"be", "s"} and (below or attribute)


def _tells(parse: Parse, token: int) -> bool:
    """Whether a word names what a question is about; "how many" and "anything" do not."""
    return _names(parse, token) and parse.word(token).lower() not in function_words()


def _names(parse: Parse, token: int) -> bool:
    """Whether a word can be meant by a pronoun behind it."""
    return parse.tags[token][:2] == "NN" and parse.lemmas[token] not in lexicon.stems("light")


def _has_verb(asked: _Asked, text: str) -> bool:
    found = asked.reader.parsed(text)
    verbs = {"VBD", "VBZ", "VBP", "MD", "WP", "WRB", "WDT"}
    told: Iterable[Parse] = found
    return any(
        tag in verbs or lemma == "not"
        for p in told
        for tag, lemma in zip(p.tags, p.lemmas, strict=True)
    )


def _telling(text: str) -> list[str]:
    light = lexicon.stems("light")
    return [w for w in words_of(text) if w.lower() not in function_words() and stem(w) not in light]


def _speech(asked: _Asked, before: Earlier) -> str | None:
    """Rule 4."""
    return asked_of_somebody(asked.core, before, asked.reader)


_RULES = (_dated, _truth, _lone, _count, _speech, _other, _pointing)
