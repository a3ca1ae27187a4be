"""The plan of an answer in words. Every sentence of ours comes from the catalogue."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from bot.claims import Qualifier, Role, Status
from bot.presenting.catalogue import say, sentence
from bot.presenting.plan import Line, Plan, Short, Verdict
from retrieval.when import When

CUT = "… "
_ROLES = ("before", "later", "disputed", "disputed_unnamed", "said", "also")
_FILLED = {"$who": r"[^:\n]{1,80}", "$day": r"(?:(?:\d{1,2} )?[A-Z][a-z]{2} )?\d{4}"}


def label_of(status: Status) -> str:
    """A status as a label."""
    return status.value.upper()


def day_words(day: date) -> str:
    """A day as people write it: 24 Oct 2024."""
    return When.on(day).words


def verdict_words(verdict: Verdict) -> str:
    """ "CONFIRMED: The pier is shut (Harbour Office, 28 Oct 2024; official)"."""
    line = say("verdict.line", label=label_of(verdict.label.status), claim=verdict.claim)
    brackets = "; ".join(part for part in bracket_parts(verdict) if part)
    return f"{line} ({brackets})" if brackets else line


def bracket_parts(verdict: Verdict) -> tuple[str, ...]:
    """Who says so since when, the one qualifier, and the day that was asked for."""
    day = verdict.when.words if verdict.when else ""
    who = ", ".join(part for part in (verdict.who, day) if part)
    as_of = say("verdict.as_of", day=day_words(verdict.as_of)) if verdict.as_of else ""
    if verdict.alone:
        return (say("qualifier.reported_alone", who=who), as_of)
    return (who, qualifier_words(verdict), as_of)


def qualifier_words(verdict: Verdict) -> str:
    """The telling qualifier in plain words."""
    qualifier, against = verdict.qualifier, verdict.against
    if qualifier is None:
        return ""
    if qualifier is Qualifier.REPORTED and not verdict.who:
        return say("qualifier.reported_unsaid")
    if qualifier in {Qualifier.DENIED, Qualifier.REFUTED, Qualifier.DISPUTED} and against:
        name = {Qualifier.REFUTED: "refuted_by", Qualifier.DISPUTED: "disputed_by"}
        if against != verdict.who:
            return say(f"qualifier.{name.get(qualifier, 'denied')}", who=against)
    if qualifier is Qualifier.DENIED:
        return say("qualifier.denied_unnamed")
    return say(f"qualifier.{qualifier.value}")


def short_words(short: Short | None) -> str:
    """Yes, no, not confirmed; "" where the question is not whether."""
    return say(f"short.{short.value}") if short else ""


def role_words(line: Line) -> str:
    """What stands before a line; "" before the lead and what goes on with the line before it."""
    if line.role is Role.LEAD or line.goes_on:
        return ""
    if line.role is Role.DISPUTED:
        named = line.who and line.who not in line.text
        return say("role.disputed", who=line.who) if named else say("role.disputed_unnamed")
    if line.role is Role.SAID:
        return say("role.said", day=line.when.words) if line.when else say("role.also")
    return say(f"role.{line.role.value}")


def line_words(line: Line) -> str:
    """What a line says, without role, label and citations."""
    return f"{speaker_words(line)}{CUT if line.cut else ''}{line.text}"


def speaker_words(line: Line) -> str:
    """Who says it, in front, where its own words do not name them."""
    return "" if line.named or line.goes_on else f"[{line.who}:] "


def keys(line: Line) -> str:
    """ "[1][2]"."""
    return "".join(f"[{n}]" for n in line.citations)


def opening_words(plan: Plan) -> str:
    """What of ours stands before the lead: yes or no, and what the sources do not hold."""
    remark = plan.lead.remark if plan.lead else ""
    return " ".join(part for part in (short_words(plan.short), remark) if part)


def text_of(plan: Plan) -> str:
    """The text of an answer: lead and lines, a paragraph each, every sentence with its [n]."""
    if plan.lead is None:
        return plan.said
    paragraphs = [" ".join(p for p in (opening_words(plan), cited_words(plan.lead)) if p)]
    for line in plan.lines:
        if line.goes_on:
            paragraphs[-1] += f" {cited_words(line)}"
        else:
            paragraphs.append(" ".join(p for p in (role_words(line), cited_words(line)) if p))
    return "\n\n".join(paragraphs)


def lead_text(plan: Plan) -> str:
    """The lead as it is read."""
    return text_of(Plan(short=plan.short, lead=plan.lead)) if plan.lead else plan.said


def later_words(later: str) -> str:
    """What became of the label after the day that was asked for, without what else bears on it."""
    return later.partition(";")[0].rstrip(".") + "."


def without_our_words(text: str) -> str:
    """An answer's text without what stands before its sentences: they alone rest on sources."""
    return _ours().sub("", text)


@lru_cache(maxsize=1)
def _ours() -> re.Pattern[str]:
    roles = "|".join(_pattern(sentence(f"role.{role}")) for role in _ROLES)
    shorts = "|".join(_pattern(say(f"short.{short.value}")) for short in Short)
    return re.compile(rf"^(?:(?:{roles}) |(?:{shorts}) )?(?:{re.escape(CUT)})?", re.MULTILINE)


def _pattern(template: str) -> str:
    pattern = re.escape(template)
    for name, filled in _FILLED.items():
        pattern = pattern.replace(re.escape(name), filled)
    return pattern


def cited_words(line: Line) -> str:
    """A line with the numbers that it rests on, without its role."""
    if not line.sentences:
        return f"{line_words(line)} {keys(line)}".rstrip()
    told = (f"{s.text} {''.join(f'[{n}]' for n in s.citations)}" for s in line.sentences)
    return f"{speaker_words(line)}{' '.join(told)}"
