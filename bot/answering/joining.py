"""How a follow-up and an earlier topic become one text that reads well."""

from __future__ import annotations

from bot.answering.earlier import Earlier
from bot.language.words import function_words


def attached(core: str, before: Earlier) -> str:
    """The question with its topic in front."""
    if before.noun:
        return f"About {before.noun}: {small(core)}?"
    if before.clause:
        return f"About the claim that {before.clause}: {small(core)}?"
    return after(before, core)


def after(before: Earlier, core: str) -> str:
    """The question behind the earlier one; two questions in a row would be asked one by one."""
    if before.asks:
        return f"About this, {small(before.text)}: {small(core)}?"
    return f"{capital(before.text)}. {capital(core)}?"


def object_of(before: Earlier, joint: str) -> str:
    """The topic behind "about", "on" or "to"."""
    if before.noun:
        return f"{joint} {before.noun}"
    if before.clause:
        return f"{joint} {'the claim that' if joint == 'to' else 'whether'} {before.clause}"
    if before.embedded:
        return f"{joint} {small(before.embedded)}"
    return f"{joint} this: {small(before.text)}"


def capital(text: str) -> str:
    """The text with a capital to begin with."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The text to stand inside a sentence: a name keeps its capital."""
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first.lower() in function_words() else text
