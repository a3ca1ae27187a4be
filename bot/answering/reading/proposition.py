"""What a question says of the world: its proposition by roles, and what it takes for granted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.answering.reading.clause import Clause
from bot.answering.reading.opening import ASKERS
from bot.answering.reading.phrases import noun_phrase
from bot.answering.reading.vocabulary import words
from retrieval.parsing import Parse

_LIGHT = frozenset({"be", "s", "do", "have"})
_FRONTED = frozenset({"since", "after", "because", "although", "though", "once", "when", "that"})
_SOMEBODY = {"who": "somebody", "whom": "somebody", "what": "something", "which": "something"}


@dataclass(frozen=True, slots=True)
class Proposition:
    """Who did what to whom, as lemma and texts; what a passive has done to it is its object.

    `others` are pairs of a preposition and what stands behind it, in order. `negated` is the
    negation of this clause alone; `expects_yes` is a negation that only presses for a yes
    ("Hasn't it been sold?"). `asked` names the role that the question leaves open, or is "".
    """

    predicate: str = ""
    subject: str = ""
    object: str = ""
    others: tuple[tuple[str, str], ...] = ()
    negated: bool = False
    expects_yes: bool = False
    asked: str = ""


def proposition_of(clause: Clause) -> Proposition:
    """The proposition of a clause; of "is it true that ...", that of what is asked to be true."""
    inner = framed(clause)
    if inner is not None:
        found = _roles(inner)
        return Proposition(
            found.predicate,
            found.subject,
            found.object,
            found.others,
            found.negated or (clause.is_negated and not clause.expects_yes),
            clause.expects_yes,
            found.asked,
        )
    return _roles(clause)


def framed(clause: Clause) -> Clause | None:
    """The clause behind "is it true that", "do we know if"."""
    parse, verb = clause.parse, clause.verb
    if verb is None or not clause.is_polar:
        return None
    settled = {verb, *parse.children(verb, "acomp", "attr")}
    impersonal = clause.subject_text.lower() in {"it", "we", "you", "they"}
    told = {"know", "tell"} if clause.subject_text.lower() == "you" else {"know"}
    settling = words("settled") | told
    if not impersonal or not any(parse.lemmas[t] in settling for t in settled):
        return None
    below = [t for s in sorted(settled) for t in parse.children(s, "ccomp", "advcl", "csubj")]
    return _below(parse, below[0]) if below else None


def _below(parse: Parse, verb: int) -> Clause:
    subject = next(iter(parse.children(verb, "nsubj", "nsubjpass", "expl")), None)
    return Clause(parse, None, None, None, verb, subject)


def _roles(clause: Clause) -> Proposition:
    parse, verb = clause.parse, clause.verb
    if verb is None:
        return Proposition()
    passive = _is_passive(clause)
    subject = "" if clause.subject in {None, clause.wh} else clause.subject_text
    agent, others = "", []
    for preposition, what in _prepositions(parse, verb):
        if passive and preposition == "by":
            agent = what
        else:
            others.append((preposition, what))
    objects = [t for t in parse.children(verb, "dobj", "attr", "acomp") if t not in _asked(clause)]
    found = noun_phrase(parse, objects[0]) if objects and objects[0] != clause.subject else ""
    return Proposition(
        clause.verb_lemma,
        agent if passive else subject,
        subject if passive else found,
        tuple(others),
        clause.is_negated,
        clause.expects_yes,
        _open_role(clause, passive),
    )


def _is_passive(clause: Clause) -> bool:
    parse, verb = clause.parse, clause.verb
    if verb is None or parse.tags[verb] != "VBN":
        return False
    below = (clause.aux, *parse.children(verb, "aux", "auxpass"))
    return any(t is not None and parse.lemmas[t] in {"be", "get"} for t in below) and not any(
        parse.lemmas[t] == "have" and t == below[-1] for t in below if t is not None
    )


def _prepositions(parse: Parse, verb: int) -> Iterator[tuple[str, str]]:
    for preposition in parse.children(verb, "prep", "agent", "dative"):
        for what in parse.children(preposition, "pobj", "pcomp"):
            if parse.tags[what][:1] != "W":
                yield parse.lemmas[preposition], noun_phrase(parse, what)


def _asked(clause: Clause) -> set[int | None]:
    return {clause.wh, clause.slot}


def _open_role(clause: Clause, passive: bool) -> str:
    """The role of what is asked for: subject, object, time, place, reason, manner, amount."""
    adverbs = {"when": "time", "where": "place", "why": "reason"}
    if clause.wh is None:
        return ""
    if clause.wh_lemma in adverbs:
        return adverbs[clause.wh_lemma]
    if clause.wh_lemma == "how" and clause.asks_manner:
        return "manner"
    before = clause.parse.tags[clause.wh - 1] if clause.wh else ""
    if before == "IN":
        return "subject" if passive and clause.parse.lemmas[clause.wh - 1] == "by" else "other"
    own = clause.subject in {clause.wh, clause.slot}
    return ("object" if passive else "subject") if own else "object"


def presupposed_in(clause: Clause) -> tuple[str, ...]:
    """What a question takes for granted, as statements in its own words and order.

    1. why, when, where, how and who: that it is so ("why did Quent resign": Quent did resign);
    2. "now that", since, after, because: what stands behind it;
    3. a verb that knows, regrets or finds out: its clause.
    """
    told = [_stated(clause), _in_front(clause)]
    for token in range(len(clause.parse)):
        marks = {clause.parse.lemmas[m] for m in clause.parse.children(token, "mark", "advmod")}
        aside = clause.parse.deps[token] == "advcl" and marks & _FRONTED
        if aside or (_is_known(clause, token) and not marks & {"if", "whether"}):
            told.append(clause_text(clause.parse, token))
    return tuple(dict.fromkeys(t for t in told if len(t.split()) > 1))


def _in_front(clause: Clause) -> str:
    """ "Now that it has its patent, who owns it?": what stands before the comma."""
    parse, asks = clause.parse, clause.wh if clause.wh is not None else clause.aux
    start = 1 + (parse.lemmas[:2] == ("now", "that"))
    comma = next((t for t in range(start, asks or 0) if parse.tags[t] == ","), None)
    if comma is None or not (start == 2 or parse.lemmas[0] in _FRONTED):
        return ""
    return parse.text[parse.starts[start] : parse.ends[comma - 1]]


def _is_known(clause: Clause, token: int) -> bool:
    """Whether a clause below stands under a verb that takes it for granted."""
    parse = clause.parse
    if parse.deps[token] not in {"ccomp", "acl", "relcl"} or parse.tags[token][:1] != "V":
        return False
    head = parse.heads[token]
    asker = head == clause.verb and clause.subject_text.lower() in ASKERS
    return parse.lemmas[head] in words("factives") and head < token and not asker


def _stated(clause: Clause) -> str:
    """The question as a statement: the subject before the auxiliary, nothing where it asks."""
    parse, verb = clause.parse, clause.verb
    if verb is None or clause.wh is None or clause.is_negated:
        return ""
    if clause.wh_lemma in {"what", "which"} and clause.verb_lemma in _LIGHT:
        return ""
    end = _end_of(parse, verb)
    who = _SOMEBODY.get(clause.wh_lemma, "") if clause.slot is None else parse.word(clause.slot)
    if clause.subject in {clause.wh, clause.slot}:
        start = verb if clause.aux is None else clause.aux
        return f"{who} {parse.text[parse.starts[start] : end]}".strip()
    if clause.aux is None or not clause.subject_text or verb == clause.aux:
        return ""
    slot = f" {who}" if who else ""
    verbs = [t for t in parse.children(verb, "aux", "auxpass") if t not in {clause.aux}]
    start = parse.starts[min([verb, *(t for t in verbs if t > clause.aux)])]
    helping = parse.word(clause.aux)
    told = parse.text[start : parse.ends[verb]]
    return f"{clause.subject_text} {helping} {told}{slot}{parse.text[parse.ends[verb] : end]}"


def _end_of(parse: Parse, verb: int) -> int:
    """Where the clause of a verb ends, without its end mark."""
    own = [t for t in parse.subtree(verb) if t >= verb]
    while own and parse.deps[own[-1]] == "punct":
        own.pop()
    return parse.ends[own[-1]] if own else parse.ends[verb]


def clause_text(parse: Parse, verb: int) -> str:
    """The words of a clause below, without what introduces it."""
    own = [t for t in parse.subtree(verb)]
    while own and (
        parse.deps[own[0]] in {"mark", "punct", "cc"}
        or parse.tags[own[0]] in {"WRB", "IN", "RB", "WDT"}
    ):
        own.pop(0)
    while own and parse.deps[own[-1]] == "punct":
        own.pop()
    if not own:
        return ""
    start, end = parse.span(own)
    return parse.text[start:end]
