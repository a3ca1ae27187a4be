"""Whether an event is told as so, as open, as only meant to be, or as not so: read from the parse.

From the event up through what governs it, composed from the outermost word inwards (Nairn,
Condoravdi and Karttunen, 2006). What a governor does is its signature (bot.language.signatures);
what stands beside each predicate is read by bot.evidence.operators. How a token hangs, in order:
1. the top, or a clause that nothing governs: a question is open, a command only meant;
2. a conjunct shares what governs the first, and the operators before it that it has none of;
3. an adverbial clause: a condition is open, a purpose planned, a time as open as its main clause,
   "without" undone, a reason told as fact;
4. a complement: by the signature of its governor for its frame; an unknown verb tells a finite
   clause while it holds itself, and an infinitive is planned;
5. an event noun: by the signature for it, or with the verb that lends it a tense;
6. anything else (a relative clause, a participle) is told as fact.
"""

from __future__ import annotations

from bot.evidence.operators import FACT as FACT
from bot.evidence.operators import (
    Modality as Modality,
)
from bot.evidence.operators import (
    auxiliaries,
    has_subject,
    is_condition,
    is_infinitive,
    is_interrogative,
    is_nobody,
    lemma_of,
    markers,
    own_modality,
    signed,
)
from bot.evidence.wording import (
    is_act as is_act,
)
from bot.evidence.wording import (
    is_finding as is_finding,
)
from bot.evidence.wording import (
    is_hedged as is_hedged,
)
from bot.evidence.wording import (
    is_opinion as is_opinion,
)
from bot.evidence.wording import (
    is_opinion_piece as is_opinion_piece,
)
from bot.evidence.wording import (
    negated_before as negated_before,
)
from bot.evidence.wording import (
    negated_stems as negated_stems,
)
from bot.evidence.wording import (
    outside_quotes as outside_quotes,
)
from bot.evidence.wording import (
    reported_stance as reported_stance,
)
from bot.language import signatures
from bot.language.signatures import Signature
from retrieval.parsing import Parse

_PLANNED, _OPEN = Modality(planned=True), Modality(hedged=True)
_COPULAR = ("acomp", "attr", "oprd")
_TELLS, _MEANS, _PRESUPPOSES = Signature("+", "o"), Signature("p", "p"), Signature("f", "f")
_UNDONE = Signature("-", "-")
_COMPLEMENTS = ("ccomp", "xcomp", "acl", "csubj", "csubjpass", "pcomp", "dep")
_NOUNS = ("dobj", "nsubj", "nsubjpass", "attr", "pobj", "dative", "oprd")


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
        outer = self.outer(token)
        own = own_modality(self.parse, token, via)
        copula = self.parse.heads[token] if self.parse.deps[token] in _COPULAR else None
        if copula is not None and copula != token and token != self.top:
            return self.state(copula, token).over(own)
        return outer.over(own)

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
        if dep == "relcl" and self.is_existential(head):
            return self.state(head)
        return FACT

    def base(self, token: int) -> Modality:
        """A main clause: a question is open, a command and a bare infinitive are planned."""
        parse = self.parse
        if self.is_asked(token):
            return _OPEN
        if is_infinitive(parse, token):
            return _PLANNED
        bare = parse.tags[token] == "VB" and not has_subject(parse, token)
        return _PLANNED if bare and set(auxiliaries(parse, token)) <= {"do", "let"} else FACT

    def is_asked(self, token: int) -> bool:
        """True for the clause of a question, unless it only asks why, how, when or where."""
        parse = self.parse
        if not parse.text.rstrip("\"”'’) ").endswith("?"):
            return False
        if not is_interrogative(parse, token):
            return not any(is_interrogative(parse, t) for t in parse.children(token))
        return not any(parse.tags[t] == "WRB" for t in parse.children(token, "advmod"))

    def beside(self, token: int, first: int) -> Modality:
        """A conjunct: governed like the first; shares its operators where it has no subject."""
        parse, outer = self.parse, self.outer(first)
        if is_interrogative(parse, token) and self.is_asked(token):
            return _OPEN
        if has_subject(parse, token) or parse.tags[token][:1] != parse.tags[first][:1]:
            return outer
        own = own_modality(parse, first, token)
        bare = parse.tags[token] in {"VB", "VBN", "VBG"} and not list(auxiliaries(parse, token))
        contrast = any(parse.lemmas[t] == "but" for t in parse.children(first, "cc"))
        shared = own if bare else Modality(hedged=own.hedged and not self.has_modal(first))
        return outer.over(Modality(shared.hedged, shared.negated and not contrast, shared.planned))

    def has_modal(self, token: int) -> bool:
        """True for a predicate with a modal verb."""
        return any(self.parse.tags[t] == "MD" for t in self.parse.children(token, "aux"))

    def adverbial(self, token: int, head: int) -> Modality:
        """An adverbial clause, by what opens it."""
        opened = set(markers(self.parse, token))
        if is_condition(self.parse, token):
            return _OPEN
        if is_infinitive(self.parse, token):
            known = self.signature(head, "to")
            purpose = "for" not in opened and known is None
            return _PLANNED if purpose else self.through(known or _MEANS, head, token)
        if opened & signatures.words("undoing"):
            return Modality(negated=True)
        if "so" in opened and "that" in opened:
            return _PLANNED
        timed = bool(opened & signatures.words("times")) and not self.is_past(token)
        if timed or not has_subject(self.parse, token):
            outer = self.state(head, token)
            return Modality(outer.hedged, False, outer.planned)
        return FACT

    def complement(self, token: int, head: int) -> Modality:
        """A clause that a verb, adjective or noun governs."""
        parse, dep = self.parse, self.parse.deps[token]
        if is_condition(parse, token):
            return _OPEN
        if dep == "pcomp":
            return self.prepositional(token, head)
        frame = self.frame(token)
        if dep == "acl" and not is_infinitive(parse, token) and not parse.children(token, "mark"):
            return self.state(head) if self.is_existential(head) else FACT
        if (frame == "that" and self.asks(token)) or self.is_first(head, token):
            return FACT
        governor = self.governor(head, token)
        known = self.signature(governor, frame) or self.default(governor, frame)
        return self.through(self.spoken(known, governor, frame), governor, token)

    def is_first(self, head: int, token: int) -> bool:
        """True for "the first to leave", "the only ship to leave"."""
        order = {self.parse.lemmas[t] for t in (head, *self.parse.children(head, "amod"))}
        return is_infinitive(self.parse, token) and bool(order & {"first", "last", "only", "next"})

    def spoken(self, known: Signature, governor: int, frame: str) -> Signature:
        """What a signature becomes behind "can't", and where the speaker speaks of themselves."""
        parse = self.parse
        own = own_modality(parse, governor)
        lemma, words = parse.lemmas[governor], set(auxiliaries(parse, governor))
        if frame == "to" and lemma in {"have", "remain"} and self.is_yet(governor):
            return _UNDONE
        if frame == "to" and lemma == "get" and words & {"have", "has", "'ve", "’ve"}:
            return _MEANS
        if frame == "that" and "have" in words and words & {"might", "should"}:
            known = signatures.signature("that_hindsight", lemma) or known
        if frame != "that" or not own.negated:
            return known
        if words & {"can", "ca", "could", "would", "might"}:
            known = signatures.signature("that_hardly", lemma) or known
        subjects = {parse.lemmas[t] for t in parse.children(governor, "nsubj")}
        present = not words & {"did", "had", "was", "were"} and parse.tags[governor] != "VBD"
        if present and subjects & {"i", "we"} and lemma in signatures.words("unheld"):
            return Signature(known.positive, "o-")
        return known

    def prepositional(self, token: int, prep: int) -> Modality:
        """What stands behind a preposition: "without paying", "accused of paying"."""
        parse, head = self.parse, self.parse.heads[prep]
        if parse.lemmas[prep] in signatures.words("undoing") or self.is_instead(prep):
            return Modality(negated=True)
        known = self.signature(head, "ing", parse.lemmas[prep])
        if known is not None and parse.lemmas[prep] not in signatures.words("times") - {"in", "on"}:
            return self.through(known, head, token)
        if parse.lemmas[prep] in {"about", "against", "toward", "towards"}:
            return _OPEN
        if parse.tags[head].startswith("V"):
            outer = self.state(head, prep)
            return Modality(outer.hedged, False, outer.planned)
        return FACT

    def is_instead(self, prep: int) -> bool:
        """True for the "of" of "instead of", the "than" of "rather than"."""
        before = {self.parse.lemmas[self.parse.heads[prep]], *self.near(prep)}
        return bool(before & {"instead", "rather"})

    def near(self, token: int) -> tuple[str, ...]:
        """The lemma right before a token."""
        return (self.parse.lemmas[token - 1],) if token else ()

    def noun(self, token: int, head: int) -> Modality:
        """An event noun as subject or object."""
        parse = self.parse
        if parse.lemmas[head] in signatures.words("conditions") or parse.tags[head] == "MD":
            return _OPEN
        if parse.deps[token] == "pobj":
            return self.prepositional(token, head)
        known = self.signature(head, "np") if parse.deps[token] in {"dobj", "nsubjpass"} else None
        if known is not None:
            return self.through(known, head, token)
        return self.state(head, token) if lemma_of(parse, head) in signatures.words("light") else FACT

    def through(self, known: Signature, governor: int, via: int) -> Modality:
        """What a governor's signature makes of what holds for the governor."""
        outer = self.state(governor, via)
        sign = known.negative if outer.negated else known.positive
        if sign == "f" or self.is_courtesy(governor):
            return FACT
        inner = signed(sign)
        return Modality(outer.hedged or inner.hedged, inner.negated, outer.planned or inner.planned)

    def is_courtesy(self, governor: int) -> bool:
        """True for "I can say that", "if I say that", "it may be said that"."""
        parse = self.parse
        if parse.lemmas[governor] not in signatures.words("courtesies"):
            return False
        subjects = {parse.lemmas[t] for t in parse.children(governor, "nsubj", "nsubjpass")}
        modal = self.has_modal(governor) and bool(subjects & {"i", "we", "you", "one", "it"})
        own = parse.deps[governor] == "advcl" and bool(subjects & {"i", "we"})
        return (modal or own) and not own_modality(parse, governor).negated

    def frame(self, token: int) -> str:
        """Finite clause, infinitive or gerund."""
        parse = self.parse
        if is_infinitive(parse, token):
            return "to"
        finite = any(parse.tags[t] in {"MD", "VBD", "VBZ", "VBP"} for t in parse.children(token, "aux", "auxpass"))
        if finite or parse.tags[token] in {"VBD", "VBZ", "VBP"}:
            return "that"
        gerund = parse.tags[token] == "VBG" or "having" in auxiliaries(parse, token)
        if gerund:
            return "ing"
        return "that" if parse.children(token, "mark") or has_subject(parse, token) else "to"

    def governor(self, head: int, token: int) -> int:
        """The predicate itself: the adjective or noun of a copula, or its subject noun."""
        parse = self.parse
        judged = self.judgement(head)
        if judged is not None and self.frame(token) == "that":
            return judged
        if parse.lemmas[head] not in {"be", "seem", "become", "remain", "sound", "look", "appear"}:
            return head
        beside = [t for t in parse.children(head, "acomp", "attr", "oprd") if t != token]
        if beside:
            return beside[0]
        subject = [t for t in parse.children(head, "nsubj") if parse.tags[t].startswith("N")]
        clause = parse.deps[token] in {"ccomp", "xcomp"}
        known = [t for t in subject if self.signature(t, self.frame(token))]
        return known[0] if clause and known else head

    def judgement(self, noun: int) -> int | None:
        """The "false" of "the report that they left is false"."""
        parse, verb = self.parse, self.parse.heads[noun]
        if parse.deps[noun] != "nsubj" or not parse.tags[noun].startswith("N"):
            return None
        said = [t for t in parse.children(verb, "acomp", "attr") if self.signature(t, "that")]
        return said[0] if said else None

    def signature(self, governor: int, frame: str, prep: str = "") -> Signature | None:
        """The signature of a governor: of its past, of its noun, of its lemma with its particle."""
        parse = self.parse
        kinds = ["to_past"] if frame == "to" and self.is_past(governor) else []
        kinds += [f"noun_{frame}"] if parse.tags[governor].startswith("N") and frame != "np" else []
        for kind in (*kinds, frame):
            for word in (f"{parse.lemmas[governor]}_{prep}", *self.names(governor)):
                if (known := signatures.signature(kind, word)) is not None:
                    return known
        return None

    def names(self, governor: int) -> tuple[str, ...]:
        """The lemmas to look a governor up by; "pleased" also as "please"."""
        lemma = self.parse.lemmas[governor]
        stripped = (lemma[:-1], lemma[:-2]) if lemma.endswith("ed") else ()
        return (lemma_of(self.parse, governor), lemma, *stripped)

    def is_past(self, governor: int) -> bool:
        """True for a governor told in the past."""
        parse = self.parse
        verb = parse.heads[governor] if parse.deps[governor] in _COPULAR else governor
        told = {"was", "were", "had", "has", "have", "'ve", "’ve"} & set(auxiliaries(parse, verb))
        return parse.tags[verb] == "VBD" or bool(told)

    def default(self, governor: int, frame: str) -> Signature:
        """The signature of a word that no list has."""
        if frame == "to":
            return _MEANS
        passive = bool(self.parse.children(governor, "auxpass"))
        if frame == "that" and (passive or self.parse.tags[governor].startswith("J")):
            return _PRESUPPOSES
        return _TELLS

    def is_yet(self, governor: int) -> bool:
        """True for "has yet to"."""
        return any(self.parse.lemmas[t] == "yet" for t in self.parse.children(governor, "advmod"))

    def asks(self, token: int) -> bool:
        """True for an embedded "why", "who", "where"."""
        parse = self.parse
        asked = (t for t in parse.subtree(token) if parse.tags[t] in {"WP", "WRB", "WDT", "WP$"})
        return next(asked, len(parse)) <= min(parse.subtree(token)) + 1

    def is_existential(self, noun: int) -> bool:
        """True for the noun of "there was no ship that left"."""
        parse = self.parse
        verb = parse.heads[noun]
        return bool(parse.children(verb, "expl")) and (parse.deps[noun] in {"attr", "nsubj", "dobj"})
