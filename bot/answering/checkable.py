"""The sentences of somebody's message that state or ask something that sources can settle.

Markup goes first (bot.answering.plain_text). Then a sentence is left out by the first of these:
1. it is longer than MAX_CLAIM: nothing is cut;
2. it is a greeting, an order to somebody, or addresses whoever reads it;
3. it is a question that does not ask whether something is so;
4. it tells of its writer, and holds no view on anything named;
5. it judges, and tells nothing besides;
6. it has no verb, or too few telling words to be looked up.
"""

from __future__ import annotations

import re

from bot.answering.asked import Asked
from bot.answering.earlier import asks
from bot.answering.framing import SETTLING
from bot.answering.plain_text import one_line, plain
from bot.answering.question import Question, QuestionReader
from bot.evidence.wording import is_finding, is_opinion, is_opinion_piece, outside_quotes
from bot.language import lexicon
from bot.language.words import function_words, words_of
from retrieval.chunking import sentence_spans

MAX_CLAIM = 500
_OPENING = re.compile(
    r"\A\W*(?:(?:and|but|so|well|ok(?:ay)?|please|pls|also|just|now|then|guys|folks|everyone|"
    r"everybody|all|team|hey|hi|hello|oh|wow|btw|fyi|no|yes|yeah)\b[\s,.:!–-]*)*",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"\A\W*(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|night|day|luck)|morning|welcome|"
    r"thanks|thank you|thx|cheers|bye|goodbye|see you|have a (?:good|nice)|happy \w+|congrat\w*|"
    r"sorry|best (?:wishes|regards)|kind regards|lol|lmao|omg)\b",
    re.IGNORECASE,
)
_LONG_GREETING = 6  # words; behind a longer one something is told
_ORDER = re.compile(
    r"(?:look|see|check|read|watch|listen|click|share|tell|let|let['’]?s|ignore|answer|remember|"
    r"note|imagine|stop|don['’]?t|do|wait|give|show|send|say|label|mark|print|stamp|forget|go|come|"
    r"consider|guess|think|believe|ask|write|repeat|try|get|take|make|put|keep|use|follow|help|"
    r"trust|vote|join|post|open|find|explain|compare|verify|confirm|call|be|"
    r"never mind)\b\W*(?P<next>[\w'’]*)",
    re.IGNORECASE,
)
_TO_READER = re.compile(
    r"(?:you|u|your|yours)\b|(?:do|did|have|are|were)\s+(?:you|u|we|i)\b|"
    r"(?:can|could|would|will|shall|should|may|might)\s+"
    r"(?:you|u|we|i|someone|somebody|anyone|anybody)\b",
    re.IGNORECASE,
)
_WRITER = re.compile(
    r"(?:i|i['’](?:m|ve|d|ll)|im|ive|my|imo|imho|in my (?:view|opinion)|personally|to me|honestly|"
    r"tbh)\b",
    re.IGNORECASE,
)
_VIEW = re.compile(
    r"\b(?:i (?:just |really |still |also |do |don['’]t )?(?:think|believe|suspect|heard|read|hear|"
    r"saw|guess|bet|reckon|suppose|doubt|am sure|know)|i['’]m sure|imo|imho|in my (?:view|"
    r"opinion))\b,?\s*",
    re.IGNORECASE,
)
_JUDGING = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|looks?|sounds?|feels?|seems?|what|how|so|such|very|really)|"
    r"['’](?:s|re))\s+(?:(?:an?|the|so|very|really|just|such|pure|total|pretty|quite|all|not|\w+ly)"
    r"\s+)*(?:horrible|horrific|terrible|awful|disgusting|disgrace\w*|shame|shameful|great|good|bad|"
    r"crazy|insane|mad|sad|stupid|dumb|idiots?|idiotic|liars?|fools?|clowns?|ridiculous|tragic|"
    r"tragedy|scary|shocking|amazing|awesome|beautiful|nice|wonderful|funny|evil|brilliant|pathetic|"
    r"hilarious|outrageous|unacceptable|boring|cool|sick|worst|best|nonsense|bullshit|joke|"
    r"heartbreaking|unbelievable|incredible|interesting|important|weird|strange|scandal(?:ous)?|"
    r"disaster|nightmare)\b",
    re.IGNORECASE,
)
_WISHING = re.compile(
    r"\b(?:should(?! have been\b)|ought to|had better|needs? to)\b", re.IGNORECASE
)
_REPORTING = re.compile(
    rf"\b(?:said|says|told|announced|warned|wrote|stated|claimed|insisted|called|{SETTLING})\b",
    re.I,
)
_FORECAST = re.compile(r"\b(?:will|won['’]t|going to|gonna|would)\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|does|isn['’]?t|aren['’]?t|wasn['’]?t|weren['’]?t|"
    r"hasn['’]?t|haven['’]?t|hadn['’]?t|didn['’]?t|doesn['’]?t|don['’]?t|can|cannot|can['’]?t|"
    r"could|couldn['’]?t|will|won['’]?t|would|\w{2,}(?<!e)ed|freed|agreed|went|came|left|sank|fell|"
    r"rose|broke|burst|lost|won|took|gave|sent|shot|hit|struck|built|bought|sold|paid|met|fought|"
    r"held|began|became|made|knew|led|fled|drove|flew|hid|kept|lay|stood|stole|spoke|withdrew|quit|"
    r"cut|set|let|got|ran|drank|drew|dug|grew|rang|spent|stuck|swept|threw|tore|wore|blew|caught|"
    r"died)\b",
    re.IGNORECASE,
)
_ACTING = re.compile(r"\A\s+(?:\w+ly\s+|also\s+|now\s+)?[a-z]{2,}s\b")


def claims_in(text: str, reader: QuestionReader) -> tuple[str, ...]:
    """The checkable sentences of a message in order, each one line of its own. Never raises."""
    body = plain(text)
    found = (one_line(body[start:end]) for start, end in sentence_spans(body))
    return tuple(dict.fromkeys(s for s in found if _is_checkable(s, reader)))


def _is_checkable(sentence: str, reader: QuestionReader) -> bool:
    if len(sentence) > MAX_CLAIM or _is_social(sentence):
        return False
    read = reader.read(sentence, None)
    if sentence.rstrip("\"'”’)").endswith("?") and not _asks_whether(sentence, read):
        return False
    if _is_of_writer(sentence, read, reader) or _is_judgement(sentence, read):
        return False
    return _tells(sentence, read, reader)


def _asks_whether(sentence: str, read: Question) -> bool:
    """Rule 3; "Brask phoned Tolle?" asks it as well."""
    stated = read.asked is Asked.OPEN and not asks(_OPENING.sub("", sentence, count=1))
    return stated or read.asked is Asked.WHETHER


def _is_social(sentence: str) -> bool:
    """A greeting, an order, or words to whoever reads them (rule 2)."""
    if _GREETING.match(sentence) and len(words_of(sentence)) <= _LONG_GREETING:
        return True
    core = _OPENING.sub("", sentence, count=1)
    order = _ORDER.match(core)
    if order and (not order["next"] or order["next"].lower() in function_words()):
        return not re.match(r"\W*[,:]", core[order.end() - len(order["next"]) - 2 :])
    return _TO_READER.match(core) is not None


def _is_of_writer(sentence: str, read: Question, reader: QuestionReader) -> bool:
    """Rule 4: "I think that Brask confirmed it" holds a claim, "I was there" does not."""
    core = _OPENING.sub("", sentence, count=1)
    if not (_WRITER.match(core) or is_opinion_piece(sentence)):
        return False
    view = _VIEW.search(core)
    held = core[view.end() :] if view else ""
    if not held or is_opinion(held) or _FORECAST.search(held):
        return True
    return not (_is_specific(read) and _tells(held, read, reader))


def _is_judgement(sentence: str, read: Question) -> bool:
    """Rule 5. What somebody named is reported to have said is no judgement of the writer's."""
    own = outside_quotes(sentence)
    if not (_JUDGING.search(own) or _WISHING.search(own)):
        return False
    return not (read.figures or read.days or is_finding(own) or _REPORTING.search(own))


def _is_specific(read: Question) -> bool:
    """Whether somebody, some place, day or number is named."""
    names = re.search(r"(?<=[a-z,;] )[A-Z][\w'’-]+", read.text)
    return bool(read.actors or read.figures or read.days or names)


def _tells(sentence: str, read: Question, reader: QuestionReader) -> bool:
    """Rule 6."""
    words = [w for w in words_of(sentence) if w.lower() not in function_words()]
    mentions = reader.mentions(sentence)
    if len(words) < 2 or len(words_of(sentence)) < 3:
        return False
    if _VERB.search(sentence) or any(p.search(sentence) for _, p in lexicon.stance_patterns()):
        return True
    names = [m.end for m in mentions] + [
        m.end() for m in re.finditer(r"(?<=\S )[A-Z]\w+", sentence)
    ]
    return bool(read.figures) or any(_ACTING.match(sentence[end:]) for end in names)
