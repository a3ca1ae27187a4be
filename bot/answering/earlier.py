"""What an earlier question was about: its topic, told apart from who was asked about it.

"Has the board confirmed that tanks burned?" puts a frame (has the board confirmed) around a topic
(tanks burned). A question that follows up mostly keeps the topic and asks something else of it. The
topic is read by pattern, and only where the pattern is sure:
1. a frame with a reporting verb, or "is it true that": what stands behind it;
2. a yes/no question: the proposition it asks about, where its subject can be told from its verb;
3. a plain statement: itself.
Any other question is kept whole. The text is data: nothing in it is obeyed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.answering.framing import BEING, FRAMES, HELPING, IMPERSONAL, OPENERS, SAYING, STATED
from bot.answering.plain_text import one_line, plain
from bot.language import lexicon
from bot.language.words import function_words
from retrieval.chunking import sentence_spans

_TAG = re.compile(
    r",?\s*\b(?:right|correct|no|yes|or not|yes or no|true or not|(?:is|are|was|were|do|does|did|"
    r"has|have)(?:n['’]?t) (?:it|they|he|she|there|that))\s*\Z|[,\s]+\Z",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"(?:about|on|of|to|with|regarding|concerning|as to)\s+", re.IGNORECASE)
_THAT = re.compile(r"(?:\w+\s+){0,2}?(?:that|whether|if)\s+(?=\w+\s+\w)", re.IGNORECASE)
_FINITE = re.compile(
    rf"\w\s+(?:{BEING}|has|have|had|did|does|will|would|can|could|may|might)\s", re.IGNORECASE
)
_NEXT = re.compile(
    r",?\s+(?:and|but|or)\s+(?:what|who|whom|when|where|why|how|is|are|was|were|did|does|do|has|"
    r"have)\b.*",
    re.IGNORECASE,
)
_PLACED = r"(?:in|on|at|inside|outside|behind|near|under|over|among|from|with|within|aboard)\s"
_SUBJECT = r"(?P<subject>(?:[\w.&'’-]+\s+){0,5}?[\w.&'’-]+)"
_THERE = re.compile(rf"\A(?P<be>{BEING})\s+there\s+(?:still\s+|any\s+)?(?P<rest>.+)\Z", re.I)
_CLEFT = re.compile(r"\A(?P<be>is|was)\s+it\s+(?P<rest>.+?\s(?:that|who|which)\s.+)\Z", re.I)
_LOCATED = re.compile(rf"\A(?P<be>{BEING})\s+{_SUBJECT}\s+(?P<rest>{_PLACED}.+)\Z", re.I)
_DONE = re.compile(
    rf"\A(?P<be>{BEING}|has|have|had)\s+{_SUBJECT}\s+"
    r"(?P<rest>(?:\w+ly\s+|been\s+)?(?:\w{2,}(?<!hundr)ed|(?!children\b|women\b|often\b|"
    r"seven\b)\w{2,}en|sent|shot|hit|sunk|lost|sold|paid|told|held|built|"
    r"left|made|found|caught|struck|swept|brought|bought|kept|known|shown|thrown|withdrawn|done)\b.*)\Z",
    re.IGNORECASE,
)
_CLAUSE_PLACED = re.compile(rf"\A{_SUBJECT}\s+(?P<be>{BEING})\s+(?P<rest>{_PLACED}.+)\Z", re.I)
_CLAUSE = re.compile(
    rf"\A{_SUBJECT}\s+(?P<be>{BEING}|has|have|had|will|did)\s+(?P<rest>.+)\Z", re.I
)
_ASKS_YES_NO = re.compile(rf"\A(?:{BEING}|{HELPING})(?:n['’]t)?\s", re.IGNORECASE)
_ASKS = re.compile(
    r"\A(?:who|whom|whose|what|when|where|why|which|how|whats|whos|any|"
    r"(?:in|on|at|by|to|for|from) (?:what|which|whom|how)|"
    rf"anything|anyone|anybody|{BEING}|{HELPING}|tell|list|name|show|give|explain)\b",
    re.IGNORECASE,
)
# That somebody knew is what is asked, not who said it.
_KNOWS = re.compile(rf"{HELPING}\s.*?\bknow[ns]?\b", re.IGNORECASE)
_EXPLETIVE = re.compile(r"(?:is|was|has) it (?:been )?(?:true|confirmed|known|official)", re.I)
_EMBEDDABLE = re.compile(
    rf"\A(?:(?:how many|which)\s+|who\s+(?!{HELPING}\b))(?!(?:\S+\s+){{0,6}}(?:{HELPING})\b)",
    re.IGNORECASE,
)
_PLURAL = r"(?<!s)s\Z|\A(?:people|men|women|children)\Z"
_RELATIVES = frozenset("who that which whose whom it there".split())
_SOMEBODY = frozenset("somebody someone anybody anyone they".split())
_NO_NOUN = re.compile(
    r"\A(?:(?:it|this|that|so|them|these|those|anything|something)\b\W*)*\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier question or claim.

    `text` is its telling sentence without end mark, `asks` whether it is a question, `speaker` the
    span in it of whoever it asks about. Of its topic, as far as it could be read: `clause` says it
    ("tanks are on the quay"), `noun` names it ("tanks on the quay").
    """

    text: str
    asks: bool
    speaker: tuple[int, int] | None
    clause: str | None
    noun: str | None

    @property
    def is_polar(self) -> bool:
        """Whether it asks yes or no, with nothing like "is it true that" around it."""
        return self.asks and _ASKS_YES_NO.match(self.text) is not None

    @property
    def person(self) -> str | None:
        """Whoever it asks about, if "he" or "she" can mean them: no body, no abbreviation."""
        who = self.text[slice(*self.speaker)] if self.speaker else ""
        body = lexicon.pattern("bodies").search(who) or who.isupper()
        return who if who and not body and who.lower() not in function_words() else None

    @property
    def is_whole(self) -> bool:
        """Whether no topic could be told from it, so that it can only be quoted as it is."""
        return not (self.noun or self.clause or self.embedded)

    @property
    def inverted(self) -> str | None:
        """The yes/no question of the topic, before which "when" or "why" can stand."""
        if self.is_polar and self.speaker is None and not _EXPLETIVE.match(self.text):
            return self.text
        found = _CLAUSE.match(self.clause or "") if self.asks else None
        if found is None or found["be"].lower() == "did":
            return None
        return f"{found['be'].lower()} {found['subject']} {found['rest']}"

    @property
    def embedded(self) -> str | None:
        """A question that can stand behind "about" as it is: "how many people died"."""
        return self.text if self.asks and _EMBEDDABLE.match(self.text) else None

    @property
    def counted(self) -> str | None:
        """What "how many" can stand before: a clause about a plural, "of the gates were open"."""
        found = _CLAUSE.match(self.clause or "")
        first, *others = found["subject"].split() if found else [""]
        if not re.search(_PLURAL, others[-1] if others else first):
            return None
        if first.lower() == "the":
            return f"of {self.clause}"
        bare = first.lower() not in function_words() and not first[0].isdigit()
        return self.clause if bare else None


def read_earlier(text: str, proper: Callable[[str], bool]) -> Earlier | None:
    """What a text of the same thread was about; None for one without words.

    `proper` tells whether a text begins with a name of somebody.
    """
    line = _telling_sentence(text)
    core = _TAG.sub("", OPENERS.sub("", line).rstrip(" ?.!…;:,")).strip()
    if not any(c.isalnum() for c in core):
        return None
    question = asks(core)
    frames = (*IMPERSONAL, *FRAMES) if question else STATED
    found = next(filter(None, (frame.match(core) for frame in frames)), None)
    if found is not None and _KNOWS.match(core) and found.groupdict().get("speaker"):
        found = None
    if found is not None:
        speaker = found.span("speaker") if found.groupdict().get("speaker") else None
        return Earlier(core, question, speaker, *_topic_behind(found))
    if question:
        return Earlier(core, question, None, *_topic_of_polar(core))
    clause = core if proper(core) else _lowered(core)
    return Earlier(core, question, None, clause, _noun_of(clause))


def asks(text: str) -> bool:
    """Whether a text begins as a question."""
    return _ASKS.match(text) is not None


def is_empty(rest: str) -> bool:
    """Whether words behind a verb only point at something: "it", "about that", or none."""
    return _NO_NOUN.match(_ABOUT.sub("", rest, count=1)) is not None


def _telling_sentence(text: str) -> str:
    """The last question of a text, else its first sentence."""
    body = plain(text)
    found = [one_line(body[start:end]) for start, end in sentence_spans(body)]
    told = [s for s in found if len(s.split()) > 1] or found
    asked = [s for s in told if s.endswith("?")]
    return asked[-1] if asked else next(iter(told), "")


def _topic_behind(frame: re.Match[str]) -> tuple[str | None, str | None]:
    """The topic as a clause and as a noun, from what stands behind a frame."""
    rest = _NEXT.sub("", (frame["rest"] or "").strip(" ,:"))
    verb = (frame["verb"] or "").lower()
    if is_empty(rest):
        return None, None
    about = _ABOUT.match(rest)
    if about:
        rest = rest[about.end() :]
    if that := _THAT.match(rest):
        return rest[that.end() :], _noun_of(rest[that.end() :])
    says = re.fullmatch(SAYING, verb) is not None
    if not about and (_FINITE.search(rest) or (says and len(rest.split()) > 3)):
        return rest, _noun_of(rest)
    return None, rest


def _topic_of_polar(core: str) -> tuple[str | None, str | None]:
    """The topic of a yes/no question whose subject can be told from its verb."""
    if found := _THERE.match(core):
        return f"there {found['be'].lower()} {found['rest']}", found["rest"]
    if found := _CLEFT.match(core):
        return f"it {found['be'].lower()} {found['rest']}", found["rest"]
    for pattern in (_DONE, _LOCATED):
        found = pattern.match(core)
        if found and _is_subject(found["subject"].split()):
            clause = f"{found['subject']} {found['be'].lower()} {found['rest']}"
            return clause, _noun_of(clause)
    return None, None


def _is_subject(words: Iterable[str]) -> bool:
    """Whether words can be a subject by themselves: no relative clause, and a noun at the end."""
    *_, last = lower = [word.lower() for word in words]
    return last not in function_words() - _SOMEBODY and not _RELATIVES & set(lower)


def _noun_of(clause: str) -> str | None:
    """ "Tanks are on the quay" is about tanks on the quay; of other clauses this is not known."""
    found = _CLAUSE_PLACED.match(clause)
    return f"{found['subject']} {found['rest']}" if found else None


def _lowered(text: str) -> str:
    """The text without the capital that only opens a sentence."""
    first, _, others = text.partition(" ")
    plain_word = first.lower() in function_words() or re.fullmatch(r"[A-Z][a-z]+[^s'’]s", first)
    return f"{first[0].lower()}{first[1:]} {others}" if plain_word and first != "I" else text
