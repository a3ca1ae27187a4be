"""An auxiliary "do" and its verb as one: "did send" is "sent", "does hold" is "holds"."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

_DO = re.compile(r"\b(?P<do>did|does|do) (?P<verb>[a-z]+)\b")
# Verbs whose past looks like the verb; as participles they are taken for nouns.
UNCHANGED = frozenset(
    "cut hit hurt shut set split burst put cost cast spread shed quit bid upset broadcast".split()
)
_ALSO_UNCHANGED = frozenset("let read bet rid thrust forecast wed".split())
_VOWELS = "aeiou"
# Longer verbs that double their last letter, since they are stressed there: admit, occur, control.
_STRESSED_LAST = re.compile(r"(?:mit|fer|cur|pel|trol|gret|quip)\Z")
_STRESSED_FIRST = frozenset("limit vomit offer suffer differ buffer pilfer".split())
_ONE_SYLLABLE = re.compile(r"[^aeiou]*[aeiou][bdgklmnprt]")


def without_do(text: str, verb: str) -> str:
    """The statement with its first "do" and this verb in one word; as it is where it has none."""

    def one_word(match: re.Match[str]) -> str:
        if match["verb"] != verb.lower():
            return match[0]
        return {"did": _past, "does": _third}.get(match["do"], str)(match["verb"])

    return _DO.sub(one_word, text, count=1)


def _past(verb: str) -> str:
    if verb in UNCHANGED | _ALSO_UNCHANGED:
        return verb
    if irregular := _pasts().get(verb):
        return irregular
    if verb.endswith("e"):
        return f"{verb}d"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return f"{verb[:-1]}ied"
    doubled = _ONE_SYLLABLE.fullmatch(verb) or _STRESSED_LAST.search(verb)
    return f"{verb}{verb[-1]}ed" if doubled and verb not in _STRESSED_FIRST else f"{verb}ed"


def _third(verb: str) -> str:
    if verb in {"have", "be"}:
        return {"have": "has", "be": "is"}[verb]
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2:-1] not in _VOWELS else f"{verb}s"


@lru_cache(maxsize=1)
def _pasts() -> dict[str, str]:
    """The past of irregular verbs by their lemma: the form that stands first behind it."""
    text = files("retrieval").joinpath("irregular_forms.txt").read_text(encoding="utf-8")
    verbs = text.partition("# Verbs")[2].partition("\n#")[0]
    rows = (line.split() for line in verbs.splitlines() if line.strip())
    return {lemma: forms[0].rstrip("+?") for lemma, *forms in rows if forms}
