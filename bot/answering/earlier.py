"""What an earlier question was about: its topic, told apart from who was asked about it.

"Has the board confirmed that tanks burned?" puts a frame (has the board confirmed) around a topic
(tanks burned). A question that follows up mostly keeps the topic and asks something else of it. The
topic is read from the parse:
1. of a verb or noun of telling, and of "is it true that": its clause, else what it is about;
2. of a yes/no question: the proposition it asks about, where its auxiliary can follow its subject;
3. of a plain statement: itself.
Any other question is kept whole. The text is data: nothing in it is obeyed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.answering.plain_text import one_line, plain
from bot.answering.question import QuestionReader
from bot.answering.reading.clause import Clause
from bot.answering.reading.opening import ASKERS
from bot.answering.reading.parts import leading
from bot.answering.reading.proposition import framed
from bot.answering.reading.speaking import holder_in, tellings
from bot.answering.reading.typed import asks, without_tag
from bot.language import lexicon
from bot.language.words import function_words
from retrieval.chunking import sentence_spans
from retrieval.parsing import Parse

OPENERS = re.compile(
    r"\A\W*(?:(?:and|but|so(?! far)|ok(?:ay)?|then|well|also|oh|hm+|thanks|"
    r"thank you)\b[\s,.:!–-]*)+",
    re.IGNORECASE,
)
_ABOUT = frozenset({"about", "on", "of", "to", "with", "regarding", "concerning", "over"})
_PLURAL = frozenset({"NNS", "NNPS"})
_POINTING = frozenset(
    "it this that so them these those anything something he she they there".split()
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier question or claim.

    `text` is its telling sentence without end mark, `asks` whether it is a question, `speaker` the
    span in it of whoever it asks about, `form` the clause that asks. Of its topic, as far as it
    could be read: `clause` says it ("tanks are on the quay"), `noun` names it ("tanks on the
    quay"), `inverted` asks it ("are tanks on the quay"), and "how many" can stand before `counted`.
    """

    text: str
    asks: bool
    form: Clause
    speaker: tuple[int, int] | None = None
    clause: str | None = None
    noun: str | None = None
    inverted: str | None = None
    counted: str | None = None

    @property
    def is_polar(self) -> bool:
        """Whether it asks yes or no, with nothing like "is it true that" around it."""
        return self.asks and self.form.is_polar

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
    def embedded(self) -> str | None:
        """A question that can stand behind "about" as it is: "how many people died"."""
        own = self.form.wh is not None and self.form.wh_lemma in {"how", "which", "who"}
        stands = self.asks and own and self.form.aux is None and self.form.wh == 0
        return self.text if stands else None


def read_earlier(text: str, reader: QuestionReader) -> Earlier | None:
    """What a text of the same thread was about; None for one without words."""
    line = _telling_sentence(text)
    core = without_tag(OPENERS.sub("", line)).rstrip(" ?.!…;:,")
    if not any(c.isalnum() for c in core):
        return None
    question = asks(core)
    form = leading(reader.parsed(f"{core}{'?' if question else '.'}"))
    if form is None or form.parse.start:
        return Earlier(core, question, form) if form else None
    told = _Topic(core, form, question)
    named = any(m.start == 0 for m in reader.mentions(core))
    return told.framed() or (told.polar() if question else told.stated(named))


def _telling_sentence(text: str) -> str:
    """The last question of a text, else its first sentence."""
    body = plain(text)
    found = [one_line(body[start:end]) for start, end in sentence_spans(body)]
    told = [s for s in found if len(s.split()) > 1] or found
    asked = [s for s in told if s.endswith("?")]
    return asked[-1] if asked else next(iter(told), "")


class _Topic:
    """Reads the topic of one sentence, whose words stand where they do in its parse."""

    def __init__(self, core: str, form: Clause, asks: bool) -> None:
        self._core, self._form, self._asks = core, form, asks
        self._parse = form.parse

    def framed(self) -> Earlier | None:
        """The topic behind a verb or noun of telling, or behind "is it true that"."""
        inner = framed(self._form)
        if inner is not None and inner.verb is not None:
            return self._of_clause(inner.verb, None)
        held = holder_in(self._parse)
        verb = next((token for _, token in tellings(self._form)), None)
        if verb is None:
            return None if held is None else self._of_noun(held[1], self._span(held[0]))
        knows = self._form.is_polar and self._parse.lemmas[verb] == "know"
        subject = next(iter(self._parse.children(verb, "nsubj")), self._form.subject)
        if knows or (not self._asks and not self._parse.children(verb, "ccomp")):
            return None
        asked = subject in {None, self._form.wh} or (
            self._form.aux is None and self._form.wh is not None
        )
        who = None if asked or subject is None else self._span(subject)
        content = next(iter(self._parse.children(verb, "ccomp")), None)
        if content is not None and content > verb:
            return self._of_clause(content, who)
        return self._of_noun(verb, who)

    def polar(self) -> Earlier:
        """The proposition of a yes/no question, where its words need no other form."""
        form, parse = self._form, self._parse
        whole = Earlier(self._core, True, form, inverted=self._core if form.is_polar else None)
        aux, subject = form.aux, form.subject
        moved = aux is not None and parse.lemmas[aux] in {"be", "have"}
        if not form.is_polar or subject is None or aux is None or aux != 0 or not moved:
            return whole
        start, end = self._span(subject)
        be = self._core[parse.starts[aux] : parse.ends[aux]].lower()
        who, rest = self._core[start:end], self._core[end:].strip()
        if start < parse.ends[aux] or not rest or form.is_negated:
            return whole
        noun = f"{who} {rest}" if self._is_placed(form.verb) else None
        if parse.lemmas[subject] == "there":
            noun = rest
        return self._with(whole, f"{who} {be} {rest}", noun, None)

    def stated(self, named: bool) -> Earlier:
        """A statement, in small letters where only its place gives it a capital."""
        first = self._parse.tags[0] if len(self._parse) else ""
        common = not named and not first.startswith("NNP") and self._core[:2] not in {"I ", "I'"}
        clause = f"{self._core[0].lower()}{self._core[1:]}" if common else self._core
        whole = Earlier(self._core, False, self._form)
        return self._with(whole, clause, self._placed_noun(self._form.verb), self._form.verb)

    def _of_clause(self, verb: int, who: tuple[int, int] | None) -> Earlier:
        """The topic is the clause of a verb below."""
        own = [t for t in self._parse.subtree(verb) if self._parse.deps[t] not in {"mark", "punct"}]
        start, end = self._parse.span(own)
        text = self._core[start:end].strip()
        whole = Earlier(self._core, self._asks, self._form, who)
        return self._with(whole, text, self._placed_noun(verb), verb)

    def _of_noun(self, head: int, who: tuple[int, int] | None) -> Earlier:
        """The topic is the object of a verb, or what a verb or noun is about."""
        about = (p for p in self._parse.children(head, "prep") if self._parse.lemmas[p] in _ABOUT)
        below = [o for p in about for o in self._parse.children(p, "pobj", "pcomp")]
        own = [o for o in self._parse.children(head, "dobj") if o > head]
        noun = next((self._full(o) for o in (*own, *below) if self._tells(o)), None)
        whole = Earlier(self._core, self._asks, self._form, who)
        return self._with(whole, None, noun, None)

    def _with(
        self, whole: Earlier, clause: str | None, noun: str | None, verb: int | None
    ) -> Earlier:
        inverted, counted = whole.inverted, None
        if clause is not None and verb is not None and whole.asks:
            inverted = self._inverted(verb)
        if clause is not None:
            counted = self._counted(clause, verb if verb is not None else self._form.verb)
        return replace(whole, clause=clause, noun=noun, inverted=inverted, counted=counted)

    def _inverted(self, verb: int) -> str | None:
        """The yes/no question of a clause, before which "when" or "why" can stand."""
        parse = self._parse
        subject = next(iter(parse.children(verb, "nsubj", "nsubjpass", "expl")), None)
        helping = (*parse.children(verb, "aux", "auxpass"), verb)
        finite = next((t for t in helping if parse.lemmas[t] in {"be", "have", "will"}), None)
        if subject is None or finite is None or finite < subject:
            return None
        start, end = self._span(subject)
        rest = self._core[parse.ends[finite] : parse.ends[max(parse.subtree(verb))]].strip()
        return f"{parse.word(finite).lower()} {self._core[start:end]} {rest}"

    def _counted(self, clause: str, verb: int | None) -> str | None:
        """What "how many" can stand before: a clause about a plural, "of the gates were open"."""
        parse = self._parse
        found = () if verb is None else parse.children(verb, "nsubj", "nsubjpass")
        subject = found[0] if found else self._form.subject
        if subject is None or parse.tags[subject] not in _PLURAL:
            return None
        if parse.children(subject, "det", "poss"):
            return f"of {clause}"
        return None if parse.children(subject, "nummod") else clause

    def _placed_noun(self, verb: int | None) -> str | None:
        """Tanks on the quay, for "tanks are on the quay"; of other clauses this is not known."""
        parse = self._parse
        subject = None if verb is None else next(iter(parse.children(verb, "nsubj")), None)
        if verb is None or subject is None or not self._is_placed(verb):
            return None
        start, end = self._span(subject)
        last = parse.ends[max(t for t in parse.subtree(verb) if parse.deps[t] != "punct")]
        return f"{self._core[start:end]} {self._core[parse.ends[verb] : last].strip()}"

    def _is_placed(self, verb: int | None) -> bool:
        """Whether a form of "be" has nothing but a place behind it."""
        if verb is None or self._parse.lemmas[verb] != "be":
            return False
        behind = [t for t in self._parse.children(verb) if t > verb and t != self._form.subject]
        places = [t for t in behind if self._parse.deps[t] == "prep"]
        return bool(places) and not {self._parse.deps[t] for t in behind} & {
            "acomp",
            "attr",
            "dobj",
        }

    def _tells(self, noun: int) -> bool:
        return self._parse.lemmas[noun] not in _POINTING and self._parse.tags[noun][:1] != "W"

    def _full(self, noun: int) -> str:
        start, end = self._parse.span(self._parse.subtree(noun))
        return self._core[start:end].strip()

    def _span(self, noun: int) -> tuple[int, int]:
        """A noun with all that belongs to it; a genitive without its ending."""
        own = [t for t in self._parse.subtree(noun) if self._parse.deps[t] != "case"]
        verb = self._form.verb
        if verb is not None and noun < verb:
            own = [t for t in own if t < verb]
        first = min(own)
        article = first > 0 and self._parse.tags[first - 1] == "DT"
        return self._parse.span([first - 1, *own] if article else own)


def is_empty(parse: Parse, tokens: range) -> bool:
    """Whether words only point at something: "it", "about that", or none."""
    light = _POINTING | _ABOUT | ASKERS
    return all(parse.lemmas[t] in light or parse.tags[t] in {".", ",", "POS"} for t in tokens)
