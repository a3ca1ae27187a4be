"""Whether an event is told as so, as open, as only meant to be, or as not so: read from the parse.

From the event up through what governs it, composed from the outermost word inwards (Nairn,
Condoravdi and Karttunen, 2006). What a governor does is its signature (bot.reading.governors);
what stands beside each predicate is read by bot.reading.operators. How a token hangs, in order:
1. the top, or a clause that nothing governs: a question is open, a command only meant;
2. a conjunct shares what governs the first, and the operators before it that it has none of;
3. an adverbial clause: a condition is open, a purpose planned, a time as open as its main clause,
   "without" undone, a reason told as fact;
4. a complement: by the signature of its governor;
5. an event noun: by the signature for it, or with the verb that lends it a tense;
6. anything else (a relative clause, a participle) is told as fact.
"""

from __future__ import annotations

from bot.language import signatures
from bot.language.signatures import Signature
from bot.reading.governors import (
    COPULAR,
    MEANS,
    frame_of,
    governor_of,
    is_courtesy,
    is_past,
    signature_for,
    signature_of,
)
from bot.reading.modals import FACT, Modality, signed
from bot.reading.operators import is_condition, is_nobody, own_modality
from bot.reading.predicates import (
    auxiliaries,
    has_subject,
    is_infinitive,
    is_interrogative,
    lemma_of,
    markers,
)
from bot.reading.reporting import Telling, telling_verb
from retrieval.parsing import Parse

__all__ = ["FACT", "Modality", "governed_by", "modality_of"]

_PLANNED, _OPEN, _NOT = Modality(planned=True), Modality(hedged=True), Modality(negated=True)
_COMPLEMENTS = frozenset({"ccomp", "xcomp", "acl", "csubj", "csubjpass", "pcomp", "dep"})
_NOUNS = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "pobj", "dative", "oprd"})
_OBJECTS = frozenset({"dobj", "nsubjpass"})
_SINCE = frozenset({"after", "before", "until", "till", "once", "when", "while", "by", "upon"})
_ABOUT = frozenset({"about", "against", "toward", "towards"})
_ORDER = frozenset({"first", "last", "only", "next"})
_ASKING = frozenset({"WP", "WRB", "WDT", "WP$"})
_BARE = frozenset({"VB", "VBN", "VBG"})


def modality_of(parse: Parse, event: int, top: int | None = None) -> Modality:
    """How the event is told, as far up as `top`, the head of what somebody says."""
    return _Walk(parse, top).state(event)


def governed_by(parse: Parse, event: int, top: int | None = None) -> Modality:
    """What governs the event's clause makes of it: the clause's own negation, modals and hedges
    are left aside, so that this tells whether the clause holds as it stands.
    """
    return _Walk(parse, top).outer(event)


class _Walk:
    """Walks up one parse."""

    def __init__(self, parse: Parse, top: int | None) -> None:
        self.parse, self.top = parse, top

    def state(self, token: int, via: int | None = None) -> Modality:
        """How a token is told, and all that it governs; `via` is where the walk came from."""
        own = own_modality(self.parse, token, via)
        hangs = self.parse.deps[token] in COPULAR and self.parse.heads[token] != token
        if hangs and token != self.top:
            return self.state(self.parse.heads[token], token).over(own)
        return self.outer(token).over(own)

    def outer(self, token: int) -> Modality:
        """What holds outside a token's clause."""
        parse, dep, head = self.parse, self.parse.deps[token], self.parse.heads[token]
        if token == self.top or head == token:
            return self.base(token)
        if dep == "conj":
            return self.beside(token, head)
        if dep == "advcl":
            return self.adverbial(token, head)
        if dep in _COMPLEMENTS or (dep == "relcl" and is_infinitive(parse, token)):
            return self.complement(token, head)
        if dep in _NOUNS and parse.tags[token].startswith("N"):
            return self.noun(token, head)
        return self.described(head) if dep == "relcl" else FACT

    def base(self, token: int) -> Modality:
        """A main clause."""
        if self.is_asked(token):
            return _OPEN
        commands = set(auxiliaries(self.parse, token)) <= {"do", "let"}
        bare = self.parse.tags[token] == "VB" and not has_subject(self.parse, token)
        meant = self.is_meant(token) if is_infinitive(self.parse, token) else bare and commands
        return _PLANNED if meant else FACT

    def is_meant(self, infinitive: int) -> bool:
        """True but for what somebody is said, claims or is known to do or to have done."""
        head = self.parse.heads[infinitive]
        if head == infinitive or self.parse.deps[infinitive] not in _COMPLEMENTS:
            return True
        governor = governor_of(self.parse, head, infinitive)
        return "p" in signature_for(self.parse, governor, infinitive).positive

    def is_asked(self, token: int) -> bool:
        """True for the clause of a question, unless it only asks why, how, when or where."""
        parse = self.parse
        if not parse.text.rstrip("\"”'’) ").endswith("?"):
            return False
        if not is_interrogative(parse, token):
            return not any(is_interrogative(parse, t) for t in parse.children(token))
        return not any(parse.tags[t] == "WRB" for t in parse.children(token, "advmod"))

    def beside(self, token: int, first: int) -> Modality:
        """A conjunct: without a subject of its own it shares what stands before the first."""
        parse, outer = self.parse, self.outer(first)
        if is_interrogative(parse, token) and self.is_asked(token):
            return _OPEN
        if has_subject(parse, token) or parse.tags[token][:1] != parse.tags[first][:1]:
            return outer
        own = own_modality(parse, first, token)
        if parse.tags[token] not in _BARE or any(auxiliaries(parse, token)):
            return outer.over(Modality(hedged=own.hedged and not self.has_modal(first)))
        anew = any(parse.lemmas[t] in {"but", "nor"} for t in parse.children(first, "cc"))
        return outer.over(Modality(own.hedged, own.negated and not anew, own.planned))

    def has_modal(self, token: int) -> bool:
        """True for a predicate with a modal verb."""
        return any(self.parse.tags[t] == "MD" for t in self.parse.children(token, "aux"))

    def adverbial(self, token: int, head: int) -> Modality:
        """An adverbial clause, by what opens it."""
        parse, opened = self.parse, set(markers(self.parse, token))
        if is_condition(parse, token):
            return _OPEN
        frame = frame_of(parse, token)
        known = signature_of(parse, head, frame) if self.follows(token, head) else None
        if frame == "to":
            return (
                self.through(known or MEANS, head, token) if known or "for" in opened else _PLANNED
            )
        if opened & signatures.words("undoing"):
            return _NOT
        if {"so", "that"} <= opened:
            return _PLANNED
        if frame == "ing" and known is not None and not opened:
            return self.through(known, head, token)
        timed = bool(opened & signatures.words("times")) and not is_past(parse, token)
        return self.openness(head, token) if timed or not has_subject(parse, token) else FACT

    def follows(self, token: int, head: int) -> bool:
        """True where no comma stands between a head and the clause behind it."""
        return head < token and "," not in self.parse.lemmas[head : min(self.parse.subtree(token))]

    def openness(self, head: int, via: int) -> Modality:
        """As open and planned as the main clause; its negation does not reach in."""
        outer = self.state(head, via)
        return Modality(outer.hedged, False, outer.planned)

    def complement(self, token: int, head: int) -> Modality:
        """A clause that a verb, adjective or noun governs."""
        parse, dep = self.parse, self.parse.deps[token]
        if is_condition(parse, token):
            return _OPEN
        if dep == "pcomp":
            return self.prepositional(token, head)
        infinitive = is_infinitive(parse, token)
        if dep == "acl" and not infinitive and not parse.children(token, "mark"):
            turned = parse.tags[token] == "VBD" and is_nobody(parse, head)
            return _NOT if turned else self.described(head)
        asks = not infinitive and frame_of(parse, token) == "that" and self.is_wh_clause(token)
        if asks or (infinitive and self.is_first(head)):
            return FACT
        governor = governor_of(parse, head, token)
        return self.through(signature_for(parse, governor, token), governor, token)

    def is_first(self, head: int) -> bool:
        """True for "the first to leave", "the only ship to leave"."""
        beside = (head, *self.parse.children(head, "amod"))
        return any(self.parse.lemmas[t] in _ORDER for t in beside)

    def is_wh_clause(self, token: int) -> bool:
        """True for an embedded "why", "who", "where"."""
        tokens = self.parse.subtree(token)
        return any(self.parse.tags[t] in _ASKING for t in tokens if t <= tokens[0] + 1)

    def described(self, noun: int) -> Modality:
        """What a relative clause tells: a fact, but "there was no ship that left"."""
        verb = self.parse.heads[noun]
        there = bool(self.parse.children(verb, "expl"))
        return self.state(noun) if there and self.parse.deps[noun] in _NOUNS else FACT

    def prepositional(self, token: int, prep: int) -> Modality:
        """What stands behind a preposition: "without paying", "accused of paying"."""
        parse, head, word = self.parse, self.parse.heads[prep], self.parse.lemmas[prep]
        if {word, parse.lemmas[head], parse.lemmas[prep - 1]} & signatures.words("undoing"):
            return _NOT
        above = parse.heads[head] if parse.deps[head] == "dobj" else head
        for governor in () if word in _SINCE else dict.fromkeys((head, above)):
            known = signature_of(parse, governor, "ing", word)
            if known is not None:
                return self.through(known, governor, token)
        if word in _ABOUT or (word == "as" and self.is_quoted(token, head)):
            return _OPEN
        return self.openness(head, prep) if parse.tags[head].startswith("V") else FACT

    def is_quoted(self, token: int, head: int) -> bool:
        """ "Has been quoted as having found it" is others' word; "was quoted as saying so" is not
        told here."""
        told, inner = (telling_verb(self.parse.lemmas[t]) for t in (head, token))
        passive = bool(self.parse.children(head, "auxpass"))
        return passive and told is not None and inner in {None, Telling.FINDS}

    def noun(self, token: int, head: int) -> Modality:
        """An event noun as subject or object."""
        parse, dep = self.parse, self.parse.deps[token]
        if parse.lemmas[head] in signatures.words("conditions") or parse.tags[head] == "MD":
            return _OPEN
        if dep == "pobj":
            return self.prepositional(token, head)
        known = signature_of(parse, head, "np") if dep in _OBJECTS else None
        if known is not None:
            return self.through(known, head, token)
        light = lemma_of(parse, head) in signatures.words("light")
        return self.state(head, token) if light else FACT

    def through(self, known: Signature, governor: int, via: int) -> Modality:
        """What a governor's signature makes of what holds for the governor."""
        outer = self.state(governor, via)
        sign = known.negative if outer.negated else known.positive
        if sign == "f" or is_courtesy(self.parse, governor):
            return FACT
        inner = signed(sign)
        return Modality(outer.hedged or inner.hedged, inner.negated, outer.planned or inner.planned)
