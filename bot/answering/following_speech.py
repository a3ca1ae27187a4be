"""A follow-up that asks for words: what somebody said, or whether they confirmed something.

It gets the earlier topic as its object. The earlier speaker is dropped, and with them what they
were said to have done: only "he" and "she" stand for them.
"""

from __future__ import annotations

import re

from bot.answering import framing
from bot.answering.earlier import Earlier, is_empty
from bot.answering.following_days import BEFORE_DAY
from bot.answering.joining import after, attached, capital, object_of, small
from bot.language.figures import dates_in

_TAIL = re.compile(
    r"(?:\s*\b(?:then|now|today|first|later|so far|yet|at first|in return|back then|exactly|"
    r"publicly|officially))+\Z",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(r"to\s+\w+(?:\s+\w+){0,3}", re.IGNORECASE)
_WHO = re.compile(
    rf"(?P<head>who(?:\s+(?:else|has|have|had|is|was))*)\s+(?P<verb>{framing.VERBS})"
    r"(?:\s+(?:so|it|that|this))?(?P<tail>(?:\s+(?:first|now|then|so far))?)",
    re.IGNORECASE,
)
_SAYS_WHO = re.compile(r"says who|according to whom?|who(?:['’]s| is)? the source", re.I)
_BY = re.compile(
    rf"(?:is|was|has|have|had)\s+(?:this|that|it)\s+(?:been\s+)?(?P<verb>{framing.SETTLING})\s+by\s+"
    r"(?P<by>.+)",
    re.IGNORECASE,
)
_OF_CLAIM = re.compile(r"(?:dismiss|reject|disput|retract)\w*", re.IGNORECASE)
_TO = re.compile(r"(?:react|respon|repl|answer)\w*", re.IGNORECASE)


def asked_of_somebody(core: str, before: Earlier) -> str | None:
    """The question with its object; empty where it has one of its own, None for other questions."""
    if who := _WHO.fullmatch(core):
        return _who(who, core, before)
    if _SAYS_WHO.fullmatch(core):
        return f"Who said that {before.clause}?" if before.clause else after(before, core)
    if by := _BY.fullmatch(core):
        return _with_object(f"Has {by['by']} {by['verb']}", by["verb"], "", before)
    found = next(filter(None, (frame.match(core) for frame in framing.FRAMES)), None)
    if found is None:
        return None
    rest, tail = _without_tail(found["rest"] or "", found["verb"])
    head = _named(found, core, before)
    if not is_empty(rest):
        unchanged = head == core[: found.end("verb")]
        return "" if unchanged else f"{capital(head)} {found['rest']}?"
    return _with_object(capital(head), found["verb"], tail, before)


def _who(who: re.Match[str], core: str, before: Earlier) -> str:
    first = " first" if who["tail"].strip().lower() == "first" else ""
    tail = "" if first else who["tail"]
    if before.clause is None:
        return attached(core, before)
    return f"{capital(who['head'])}{first} {who['verb']} that {before.clause}{tail}?"


def _named(frame: re.Match[str], core: str, before: Earlier) -> str:
    """The frame up to its verb, with the earlier speaker for "he" and "she"."""
    start, end = frame.span("speaker")
    who = frame["speaker"].lower()
    name = before.person if who in {"he", "she", "his", "her"} else None
    if name is None:
        return core[: frame.end("verb")]
    ending = "'s" if who in {"his", "her"} else ""
    return f"{core[:start]}{name}{ending}{core[end : frame.end('verb')]}"


def _without_tail(rest: str, verb: str) -> tuple[str, str]:
    """What stands behind the verb, parted from its time: "it on 24 October" is "it"."""
    tail = _TAIL.search(rest)
    at = tail.start() if tail else len(rest)
    if _ADDRESSED.fullmatch(rest) and re.fullmatch(framing.SAYING, verb, re.IGNORECASE):
        at = 0
    for start, end in dates_in(rest):
        limit = BEFORE_DAY.search(rest[:start])
        if end == len(rest) and limit:
            at = limit.start()
    return rest[:at].strip(), f" {rest[at:].strip()}".rstrip()


def _with_object(head: str, verb: str, tail: str, before: Earlier) -> str:
    """A question for words, with what they are about."""
    asks_what = re.match(r"wh|how", head, re.IGNORECASE) is not None
    nominal = re.fullmatch(f"{framing.REACTION}|{framing.ANSWERING}", verb, re.IGNORECASE)
    if not (nominal or (asks_what and not re.match("when|why|where", head, re.IGNORECASE))):
        claim = "the claim " if _OF_CLAIM.fullmatch(verb) else ""
        if before.clause:
            return f"{head} {claim}that {before.clause}{tail}?"
        if before.noun or not before.is_polar:
            return attached(f"{head} it{tail}", before)
        return f"{capital(before.text)}, and {small(head)} it{tail}?"
    about = "to" if _TO.fullmatch(verb) else "about"
    if re.fullmatch("position|line|stance|view|opinion|take", verb, re.IGNORECASE):
        about = "on"
    if before.is_whole:
        return f"{head}{tail} {object_of(before, about)}?"
    return f"{head} {object_of(before, about)}{tail}?"
