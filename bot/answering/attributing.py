"""How a quoted sentence keeps its speaker: a name in brackets where the words have none.

1. A pronoun or role that opens a run, or stands apart from its name, gets the name behind it.
2. A run that opens with the words of somebody whom it does not name gets the name in front, as in a
   transcript or a quotation that goes on; in a text of their own any sentence does of a paragraph
   that names them nowhere: "[Dunmere Ferries:] We regret the accident."
Names in brackets are ours: they are no part of what is quoted, and a name that would read like a
figure or a citation is never put in. Somebody without a name stands by what they are called ("she
[the minister] said"), and whoever nobody can tell by nothing.
"""

from __future__ import annotations

import re

from bot.evidence.statement import OWN_WORDS, Statement
from bot.reading.claimant import UNNAMED, Claimant

_NUMBERED = re.compile(r"\[(\d+)\]")
_PERSON = re.compile(r"(?:\A|(?<=[,;] ))(?P<word>He|She|he|she)(?= [a-z])")
_BODY = re.compile(
    r"\A(?P<word>It|"
    r"The (?:agency|service|ministry|company|board|regulator|newspaper|court))(?= [a-z])"
)

_ANY_BODY = re.compile(_BODY.pattern.replace(r"\A", r"(?:\A|(?<=[,;] ))").replace("It|", "It|it|"))
_SPEAKS = re.compile(
    r"\s+(?:(?:has|had|have|also|later|then|further|\w+ly)\s+){0,3}(?:said|says|wrote|writes|added|"
    r"adds|told|noted|argued|warned|announced|denied|confirmed|claimed|explained|stated|declared|"
    r"replied|answered|continued|recalled|estimated|reported|put|called|described|admitted)\b"
)

# "The office said", "the minister added": a role in place of its name.
_ROLE = re.compile(rf"(?:\A|(?<=[,;:] ))(?:The|the)(?: [a-z][a-z-]*){{1,3}}?(?={_SPEAKS.pattern})")


def on_one_line(quote: str) -> str:
    """A quote on one line; a number in brackets of its own must not pass for a citation."""
    return _NUMBERED.sub(r"(\1)", " ".join(quote.split()))


def told(statement: Statement, before: str, *, opens: bool) -> str:
    """The sentence on one line; `before` is what its paragraph already says.

    `opens` is true where the sentence in front of it in its source is left out. A number in
    brackets that a source holds itself must not pass for a citation.
    """
    text = on_one_line(statement.sentence.text)
    claimant = statement.claimant
    if claimant is None or claimant == UNNAMED or _cannot_be_inserted(claimant):
        return text
    if claimant.anonymous:
        named = _stands_in(f"{before} {text}", claimant)
        return _with_name(text, claimant) if opens and not named else text
    if opens and not _is_named_in(text, claimant, statement):
        text = _with_name(text, claimant)
    if _is_named_in(text, claimant, statement) or _stands_in(before, claimant):
        return text
    if not (opens or _is_publisher(claimant, statement)):
        return text
    return f"[{claimant.name}:] {text}"


def _with_name(text: str, claimant: Claimant) -> str:
    """The name behind the pronoun that speaks, or behind the only one; of two that do not, none."""
    pronoun = _PERSON if claimant.is_person else _BODY
    found = list((_PERSON if claimant.is_person else _ANY_BODY).finditer(text))
    speaking = [m for m in found if _SPEAKS.match(text, m.end())]
    alone = found[:1] if len(found) == 1 and pronoun.search(text) else []
    chosen = speaking or alone or list(_ROLE.finditer(text))
    if not chosen:
        return text
    at = chosen[0].end()
    return f"{text[:at]} [{claimant.name}]{text[at:]}"


def _is_publisher(claimant: Claimant, statement: Statement) -> bool:
    """True for who speaks in a statement or report of their own."""
    own = statement.source.kind in OWN_WORDS
    return own and _stands_in(statement.source.publisher, claimant)


def _cannot_be_inserted(claimant: Claimant) -> bool:
    return re.search(r"[\d\[\]]", claimant.name) is not None


def _is_named_in(text: str, claimant: Claimant, statement: Statement) -> bool:
    listed = {m.actor.name for m in statement.mentions}
    return claimant.name in listed or _stands_in(text, claimant)


def _stands_in(text: str, claimant: Claimant) -> bool:
    """True where the text holds a name of the claimant, or what somebody unnamed is called."""
    names = claimant.actor.names if claimant.actor else (claimant.name,)
    called = [n.removeprefix("unnamed ") for n in names]
    return any(re.search(rf"(?<!\w){re.escape(n)}(?!\w)", text, re.IGNORECASE) for n in called)
