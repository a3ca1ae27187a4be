"""A question that follows up, put as it can be asked on its own.

Rules only, no model; the first that fits makes the question:
1. a day ("and on 24 October?") goes to the end of the earlier question, or takes its day's place;
2. "is that true?" asks the earlier question or claim itself;
3. a lone question word ("when?", "how many?") is asked of the earlier proposition;
4. a question for words ("what did Brask say?", "did he deny it?") gets the earlier topic, without
   the earlier speaker and without what that speaker was said to have done;
5. "what about Brask?" takes the earlier speaker's place, or that of the earlier topic;
6. any other question that points back ("where are they now?") gets the topic in front.
A question with telling words of its own stays as it is. So does one for which nothing fits.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answering import framing
from bot.answering.earlier import Earlier, asks, read_earlier
from bot.answering.following_days import on_another_day
from bot.answering.following_speech import asked_of_somebody
from bot.answering.joining import after, attached, capital, object_of, small
from bot.answering.plain_text import one_line, plain
from bot.language import lexicon
from bot.language.words import function_words, stem, words_of
from retrieval.naming import Mention

MAX_LENGTH = 2000
Mentions = Callable[[str], Sequence[Mention]]
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
_POINTS = re.compile(
    r"\b(?:he|she|they|them|him|her|his|hers|their|theirs|it|its|those|these|this|that|so(?=\s*\Z)|"
    r"there(?=\s*\Z))\b",
    re.IGNORECASE,
)
# Words that point at nothing before: "is it true that", "was it the wall that", "that sample file".
_POINTS_AHEAD = re.compile(
    r"\b(?:it|that) (?:true|possible|likely|certain|confirmed|known|correct|proven) (?:that|"
    r"whether|if)\b|\b(?:is|was) it (?=(?:\w+\W+){3})(?:an?|the)\b|\b(?:is|"
    r"was) it (?=(?:\w+\s+){1,6}(?:that|who)\b)|\bwho (?:is|was) it (?:that|who)\b|\b(?:that|this|"
    r"those|these|his|her|their|its)\s+(?=\w+\s+\w)",
    re.IGNORECASE,
)
_ABOUT_IT = re.compile(r"\s+(?P<joint>about|on)\s+(?:it|that|this|them|those|these)\Z", re.I)
_DOES_IT = re.compile(
    r"\A(?:who|what|which)\s+(?:else\s+)?\w+\s+(?:(?:over|up|out|off|from|to|for|with|of|on)\s+)*\Z",
    re.IGNORECASE,
)
_OF_A_NAME = re.compile(r"(?:who|what|where)(?:['’]?s| is| was| are| were)\s+\w", re.IGNORECASE)
_OF_YOU = re.compile(r"\b(?:you|u|your)\b", re.IGNORECASE)
_VERB = re.compile(rf"\b(?:{framing.BEING}|{framing.HELPING}|wh\w+|how|not)\b", re.IGNORECASE)
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
    mentions: Mentions


def stand_alone(question: str, earlier: str, mentions: Mentions) -> str:
    """The question as it can be asked on its own, given the earlier one of the same thread.

    Unchanged where it needs nothing from it, where nothing fits, and where the result would be
    longer than MAX_LENGTH. `mentions` finds the actors that a text names. Never raises.
    """
    line = one_line(plain(question))
    asked = _Asked(framing.OPENERS.sub("", line).rstrip(" ?.!…").strip(), line, mentions)
    before = read_earlier(earlier, lambda text: any(m.start == 0 for m in mentions(text)))
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
    framed = not before.is_polar or before.speaker or before.text.lower().startswith("is it")
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
    if found is None or len(what.split()) > 6 or _VERB.search(what) or not words_of(what):
        return None
    if _NOW.fullmatch(what):
        present = re.match(r"(?:is|are|has|have|does|do)\s", before.text, re.IGNORECASE)
        return f"{before.text} {what.lower()}?" if present else after(before, f"and {what}")
    if _VAGUE.match(what) or framing.VERB.search(what):
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
    listed = any(m.end == len(what) for m in asked.mentions(what))
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
    return f"{capital(before.text)}, and what about {what}?"


def _pointing(asked: _Asked, before: Earlier) -> str | None:
    """Rule 6."""
    if about := _ABOUT_IT.search(asked.core):
        return f"{capital(asked.core[: about.start()])} {object_of(before, about['joint'])}?"
    return attached(asked.core, before) if _points_back(asked) else None


def _points_back(asked: _Asked) -> bool:
    """Whether a pronoun has nothing before it to mean, or a question has no telling word."""
    core = _POINTS_AHEAD.sub(lambda m: " " * len(m[0]), asked.core)
    pointer = _POINTS.search(core)
    if pointer is not None:
        head = _DOES_IT.sub("", core[: pointer.start()])
        return not _telling(head) and not asked.mentions(head)
    if not asks(core) or _OF_YOU.search(core) or asked.mentions(core):
        return False
    return len(_telling(core)) <= (0 if _OF_A_NAME.match(core) else 1)


def _telling(text: str) -> list[str]:
    light = lexicon.stems("light")
    return [w for w in words_of(text) if w.lower() not in function_words() and stem(w) not in light]


def _speech(asked: _Asked, before: Earlier) -> str | None:
    """Rule 4."""
    return asked_of_somebody(asked.core, before)


_RULES = (_dated, _truth, _lone, _count, _speech, _other, _pointing)
