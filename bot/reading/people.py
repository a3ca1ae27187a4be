"""Names of people and bodies: what a name tells, and which names are one.

Two names of persons are one when, titles aside,
1. their surnames are spelled alike (marks, ü and ue, ways to transliterate), and
2. the first names are, or one is the initial of the other, and no middle initials differ.
A bare surname is whoever bears it, where just one does. Names of bodies are one where each word
is spelled alike. Whatever fits two stays by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.language.people import first_gender, is_title, title_gender, words_for
from retrieval.naming import name_keys, spellings

_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
# Longer runs of capitals are headlines.
_LONGEST = 5
_WORD = re.compile(r"[^\W_][\w\u0300-\u036f.&'’-]*")


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: titles before it, its words, what stands behind it, such as Jr."""

    titles: tuple[str, ...]
    words: tuple[str, ...]
    suffixes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The name without its titles."""
        return " ".join(self.words + self.suffixes)

    @property
    def generation(self) -> str:
        """ "jr", "ii" ...: father and son are two."""
        return "".join(s.casefold() for s in self.suffixes if s.casefold() in _GENERATIONS)

    @property
    def surname(self) -> str:
        return self.words[-1] if self.words else ""

    @property
    def first(self) -> str:
        """The first name, or its initial; "" for a bare surname."""
        return self.words[0] if len(self.words) > 1 else ""

    @property
    def gender(self) -> str:
        """ "m" or "f" where title or first name tells, else ""."""
        return title_gender(self.titles) or first_gender(self.words[0] if self.words else "")

    @property
    def is_body(self) -> bool:
        """True for what reads like the name of a body or a place."""
        return _is_body(self.words)


@lru_cache(maxsize=16384)
def _is_body(words: tuple[str, ...]) -> bool:
    folded = [w.casefold() for w in words]
    tells = _body_words() | {"of", "for", "and", "&"}
    return folded[:1] != [] and (
        folded[0] in words_for("directions") or not tells.isdisjoint(folded)
    )


@lru_cache(maxsize=1)
def _body_words() -> frozenset[str]:
    extra = (
        "inc ltd plc corp co llc gmbh ag news radio tv times post courier gazette herald journal"
    )
    bodies = words_for("bodies") | words_for("chambers") | words_for("speaking_for")
    plural = {f"{w}s" for w in bodies} | {"nations", "states", "ferries"}
    return bodies | plural | frozenset(extra.split())


@lru_cache(maxsize=16384)
def parted(name: str) -> Name:
    """A name without article and possessive ending, titles and suffixes apart."""
    words = _WORD.findall(re.sub(r"['’]s?\Z", "", name.strip()))
    words = [w if w.count(".") > 1 or len(w) == 2 else w.rstrip(".") for w in words]
    if words and words[0].casefold() in {"the", "a", "an"}:
        words = words[1:]
    end = len(words)
    while end > 1 and words[end - 1].casefold() in words_for("suffixes"):
        end -= 1
    at = _behind_titles(words[:end])
    return Name(tuple(words[:at]), tuple(words[at:end]), tuple(words[end:]))


def _behind_titles(words: Sequence[str]) -> int:
    """Where the name starts behind the titles; a name is never titles alone."""
    particles = words_for("particles")
    at = 0
    while at < len(words) - 1 and is_title(words[at]) and words[at].casefold() not in particles:
        at += 1
    return at


@lru_cache(maxsize=65536)
def may_be_one(one: Name, other: Name) -> bool:
    """True when two names may be those of one, by the rules of this module."""
    if one.generation != other.generation:
        return False
    if _all_alike(one.words, other.words):
        return not _genders_differ(one, other)
    if one.is_body or other.is_body or not (one.first and other.first):
        return False
    return (
        _surnames_alike(one, other)
        and _firsts_fit(one.first, other.first, _slavic_pair(one, other))
        and _middles_fit(one, other)
        and not _genders_differ(one, other)
    )


@lru_cache(maxsize=65536)
def bears(bare: Name, full: Name) -> bool:
    """True when a bare surname, with its title, may mean the bearer of a full name."""
    return (
        len(bare.words) == 1
        and 1 < len(full.words) <= _LONGEST
        and not full.is_body
        and not bare.is_body
        and _surnames_alike(bare, full)
        and not _genders_differ(bare, full)
    )


def _genders_differ(one: Name, other: Name) -> bool:
    return {one.gender, other.gender} == {"m", "f"}


def spelled_alike(one: str, other: str) -> bool:
    """True for two spellings of one word."""
    return not name_keys([one])[0].isdisjoint(name_keys([other])[0])


def _all_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    a, b = _pieces(one), _pieces(other)
    return len(a) == len(b) and not any(map(frozenset.isdisjoint, name_keys(a), name_keys(b)))


def _pieces(words: Sequence[str]) -> list[str]:
    """Words parted at hyphens: "Jong-un" and "Jong Un" are written both ways."""
    return [piece for word in words for piece in re.split(r"[-.’']", word) if piece]


def _surnames_alike(one: Name, other: Name) -> bool:
    return spelled_alike(one.surname, other.surname)


def _slavic_pair(one: Name, other: Name) -> tuple[str, ...]:
    """The surname, if it lets first names be compared as Slavic ones."""
    return (one.surname,) if len(name_keys([one.surname])[0]) > 1 else ()


def _firsts_fit(one: str, other: str, surname: tuple[str, ...]) -> bool:
    """True for first names spelled alike, or one the initial of the other."""
    a, b = one.rstrip("."), other.rstrip(".")
    if min(len(a), len(b)) == 1:
        return _initials(a) & _initials(b) != frozenset()
    return not name_keys([a, *surname])[0].isdisjoint(name_keys([b, *surname])[0])


def _initials(word: str) -> frozenset[str]:
    return frozenset(spelling[:1] for spelling in spellings(word))


def _middles_fit(one: Name, other: Name) -> bool:
    """False where both have middle names and their initials differ."""
    a, b = ({w[0].casefold() for w in n.words[1:-1]} - {""} for n in (one, other))
    return not a or not b or bool(a & b)


def speaks_for(name: str) -> str | None:
    """The body that "Belmor spokesman" or "a spokeswoman for Belmor" speaks for, or None."""
    for role in words_for("speaking_for"):
        found = re.fullmatch(
            rf"(?:(?:an?|the)\s+)?(?:{role}\s+(?:for|of)\s+(?P<of>.+)|(?P<before>.+?)(?:['’]s?)?\s+{role})",
            name,
        )
        if found:
            body = parted(found["of"] or found["before"] or "").text
            return body if body[:1].isupper() else None
    return None


def canonical(names: Iterable[str]) -> Mapping[str, str]:
    """For each name the one that stands for all names of that person or body.

    It has the most words in full, then the most marks, then is the most frequent. A bare surname
    is its one bearer's, stands with its like where nobody bears it, by itself where several do.
    """
    counted = Counter(names)
    bare = [n for n in sorted(counted) if _is_bare(parted(n))]
    groups = _grouped(sorted(counted.keys() - set(bare)))
    heads = [_head(group, counted) for group in groups]
    found = {name: head for group, head in zip(groups, heads, strict=True) for name in group}
    bearers = {n: [h for h in heads if bears(parted(n), parted(h))] for n in bare}
    found |= {n: h[0] if len(h) == 1 else n for n, h in bearers.items()}
    for group in _grouped([n for n in bare if not bearers[n]]):
        found |= dict.fromkeys(group, _head(group, counted))
    return found


def _is_bare(name: Name) -> bool:
    return len(name.words) == 1 and not name.is_body


def _grouped(names: Sequence[str]) -> list[list[str]]:
    """Names that are one, each with each; a name that fits two groups stays by itself."""
    fullest = sorted(names, key=lambda n: (-_fullness(n), n))
    groups: list[list[str]] = []
    for name in fullest:
        fitting = [g for g in groups if all(may_be_one(parted(name), parted(n)) for n in g)]
        if len(fitting) == 1:
            fitting[0].append(name)
        else:
            groups.append([name])
    return groups


def _fullness(name: str) -> int:
    """Letters of the words that are more than an initial."""
    return sum(len(w) for w in parted(name).words if len(w.rstrip(".")) > 1)


def _head(group: Sequence[str], counted: Counter[str]) -> str:
    def rank(name: str) -> tuple[int, int, int, str]:
        full = sum(len(w.rstrip(".")) > 1 for w in parted(name).words)
        return (-full, -sum(c > "\x7f" for c in name), -counted[name], parted(name).text)

    best = min(group, key=rank)
    return best if parted(best).is_body or best[:1].islower() else parted(best).text
