"""What governs a clause, and what it does to it: the signature of a verb, adjective or noun.

Rules, in order:
1. behind "be" the adjective or noun governs, or the noun that it is said of ("the plan is to");
2. "the report that they left is false" is judged by "false";
3. a governor in the past can do more than in the present ("was able to"), a noun other things than
   its verb, a verb with its particle or preposition other things than alone ("rule out");
4. "can't believe that", "might have known that", "I do not know that", "has yet to" have their own;
5. without a signature: an infinitive is planned, a feeling ("was thrilled that") tells of a fact,
   any other word tells its clause while it holds itself.
"""

from __future__ import annotations

from bot.language import signatures
from bot.language.signatures import Signature
from bot.reading.operators import own_modality
from bot.reading.predicates import auxiliaries, has_subject, is_infinitive, lemma_of
from retrieval.parsing import Parse

COPULAR = ("acomp", "attr", "oprd")
MEANS = Signature("p", "p")
_TELLS, _PRESUPPOSES, _UNDONE = Signature("+", "o"), Signature("f", "f"), Signature("-", "-")
_COPULAS = frozenset({"be", "seem", "become", "remain", "sound", "look", "appear"})
_HAVE = frozenset({"have", "has", "had", "'ve", "’ve"})
_WERE = frozenset({"was", "were"}) | _HAVE
_FINITE = frozenset({"MD", "VBD", "VBZ", "VBP"})
_HARDLY = frozenset({"can", "ca", "could", "would", "might"})


def frame_of(parse: Parse, clause: int) -> str:
    """Finite clause ("that"), infinitive ("to") or gerund ("ing")."""
    if is_infinitive(parse, clause):
        return "to"
    verbs = (clause, *parse.children(clause, "aux", "auxpass"))
    if any(parse.tags[t] in _FINITE for t in verbs):
        return "that"
    if parse.tags[clause] == "VBG" or "having" in auxiliaries(parse, clause):
        return "ing"
    return "that" if parse.children(clause, "mark") or has_subject(parse, clause) else "to"


def governor_of(parse: Parse, head: int, clause: int) -> int:
    """The word that governs a clause whose head is a copula or a noun that is judged."""
    frame = frame_of(parse, clause)
    judged = _judgement(parse, head)
    if judged is not None and frame == "that":
        return judged
    if parse.lemmas[head] not in _COPULAS:
        return head
    beside = [t for t in parse.children(head, *COPULAR) if t != clause]
    if beside:
        return beside[0]
    said_of = [t for t in parse.children(head, "nsubj") if parse.tags[t].startswith("N")]
    known = [t for t in said_of if signature_of(parse, t, frame)]
    return known[0] if known and parse.deps[clause] in {"ccomp", "xcomp"} else head


def signature_for(parse: Parse, governor: int, clause: int) -> Signature:
    """What a governor does to its clause."""
    frame = frame_of(parse, clause)
    known = signature_of(parse, governor, frame) or _default(parse, governor, frame)
    if frame == "to":
        return _coming(parse, governor) or known
    return _spoken(parse, governor) or known if frame == "that" else known


def signature_of(parse: Parse, governor: int, frame: str, prep: str = "") -> Signature | None:
    """The listed signature of a governor, for its past, its word class, its particle."""
    kinds = ["to_past"] if frame == "to" and is_past(parse, governor) else []
    if parse.tags[governor].startswith("N") and frame != "np":
        kinds.append(f"noun_{frame}")
    names = _names(parse, governor, prep)
    found = (signatures.signature(kind, name) for kind in (*kinds, frame) for name in names)
    return next((known for known in found if known is not None), None)


def is_past(parse: Parse, governor: int) -> bool:
    """True for a governor told in the past or the perfect."""
    verb = parse.heads[governor] if parse.deps[governor] in COPULAR else governor
    return parse.tags[verb] == "VBD" or bool(_WERE & set(auxiliaries(parse, verb)))


def is_courtesy(parse: Parse, governor: int) -> bool:
    """True for "I can say that", "if I say that", "it may be said that"."""
    if parse.lemmas[governor] not in signatures.words("courtesies"):
        return False
    subjects = {parse.lemmas[t] for t in parse.children(governor, "nsubj", "nsubjpass")}
    modal = any(parse.tags[t] == "MD" for t in parse.children(governor, "aux"))
    polite = modal and bool(subjects & {"i", "we", "you", "one", "it"})
    own = parse.deps[governor] == "advcl" and bool(subjects & {"i", "we"})
    return (polite or own) and not own_modality(parse, governor).negated


def _names(parse: Parse, governor: int, prep: str) -> tuple[str, ...]:
    """The lemmas to look a governor up by; "pleased" also as "please"."""
    lemma = parse.lemmas[governor]
    stripped = (lemma[:-1], lemma[:-2]) if lemma.endswith("ed") else ()
    return (f"{lemma}_{prep}", lemma_of(parse, governor), lemma, *stripped)


def _judgement(parse: Parse, noun: int) -> int | None:
    """The "false" of "the report that they left is false"."""
    if parse.deps[noun] != "nsubj" or not parse.tags[noun].startswith("N"):
        return None
    beside = parse.children(parse.heads[noun], "acomp", "attr")
    return next((t for t in beside if signature_of(parse, t, "that")), None)


def _default(parse: Parse, governor: int, frame: str) -> Signature:
    if frame == "to":
        return MEANS
    passive = bool(parse.children(governor, "auxpass"))
    feels = passive or parse.tags[governor].startswith("J")
    return _PRESUPPOSES if frame == "that" and feels else _TELLS


def _coming(parse: Parse, governor: int) -> Signature | None:
    """The signature of "has yet to", "have got to"."""
    lemma = parse.lemmas[governor]
    yet = any(parse.lemmas[t] == "yet" for t in parse.children(governor, "advmod"))
    if yet and lemma in {"have", "remain"}:
        return _UNDONE
    got = lemma == "get" and _HAVE & set(auxiliaries(parse, governor))
    return MEANS if got else None


def _spoken(parse: Parse, governor: int) -> Signature | None:
    """The signature behind "can't" and "might have", and where "I" or "we" speak."""
    lemma, words = parse.lemmas[governor], set(auxiliaries(parse, governor))
    hindsight = "have" in words and words & {"might", "should"}
    if hindsight and (known := signatures.signature("that_hindsight", lemma)):
        return known
    if not own_modality(parse, governor).negated:
        return None
    if words & _HARDLY and (known := signatures.signature("that_hardly", lemma)):
        return known
    subjects = {parse.lemmas[t] for t in parse.children(governor, "nsubj")}
    present = parse.tags[governor] != "VBD" and not words & {"did", "had", "was", "were"}
    unheld = present and subjects & {"i", "we"} and lemma in signatures.words("unheld")
    return Signature("+", "o-") if unheld else None
