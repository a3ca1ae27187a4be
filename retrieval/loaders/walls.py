"""What stands where an article should: a consent text, a log-in, a teaser, an error, a list.

Told by shares of text, by what sites say to their visitors (page_phrases.yaml) and by what a page
states of itself. The rules, in order:

1. Where fewer than _FEW words of prose stand beside the phrases of one kind, at least two of them,
   the page is that wall. One phrase is enough in the title of a short page of an error.
2. Prose up to an offer to subscribe, with less behind it, is the beginning of an article; the
   offer and what follows are left out. With fewer than _FEW words it is refused.
3. Paragraphs with two phrases of a consent text or of an offer are left out of an article.
4. A page that says that it is not free, and is short or breaks off, is the beginning of one.
5. Mostly words of links, headings that are links, or short lines are a list of links.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from retrieval.loaders.document import Notice

_FEW = 40  # words of prose; the shortest news in brief have as many
_SHORT_PAGE = 120  # words; a page of an error has fewer
_BEGINNING = 150  # words; most articles are longer
_LEAST = 8  # words of a paragraph of prose
_OFFER = 25  # words of a paragraph that only makes an offer
_LONG = 25  # words without a full stop that are prose all the same
_FEWEST_LINKS = 6
_FEWEST_HEADS = 4
_PROSE = 0.35  # share of words in prose below which short lines are a list
_HEADS = 0.6  # share of headings that are links in a list of links
_TERMINAL = re.compile(r"[.!?…。！？؟۔।][\"'”’»)\]」』）]*\s*\Z")
_MARKS = re.compile(r"\A#{1,6}\s+")
_FEW_OF_LINK = 3  # words; a link of fewer stands in any text
_LINKED = 0.6  # share of words in links in a list of links
_SHORT_WALL = 20  # words with a phrase that need no more to be of a wall
_QUOTED = re.compile(r"[“\"„«‘][^“”\"„«»‘’]*[”\"“»’]")
_TO_VISITOR = re.compile(
    r"\b(?:you|your|yours|we|our|ihr(?:e[mnrs]?)?|ihnen|dein\w*|wir|unser\w*|vous|votre|vos|nous|"
    r"nos|notre|usted|tus?|nosotros|nuestr\w+|você|sua|nossos?|tu[oaie]i?|vostr\w|jouw?|je|uw|wij|"
    r"twoj\w+|nasz\w*|ваш\w*|вы|наш\w*|din|ditt|dina|vi)\b",
    re.IGNORECASE,
)
_CURE = "save the text of the article as .md and add that"
_KINDS = {
    "consent": "a consent text and not an article",
    "login": "a form to log in and not an article",
    "error": "an error page and not an article",
    "paywall": "an offer to subscribe and not an article",
}


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page says of itself, and what only its markup tells.

    `links` are the texts of links, `heads` those of headings that lead to other pages, `teasers`
    those of the paragraphs under these; `free` is None where nothing is stated.
    """

    title: str = ""
    links: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    teasers: frozenset[str] = frozenset()
    free: bool | None = None
    password: bool = False


def article_in(
    blocks: Sequence[str], signs: Signs | None = None
) -> tuple[tuple[str, ...], tuple[Notice, ...]]:
    """The blocks of a text that are its article, and what it looks like if it is none."""
    signs = signs or Signs()
    wall = _wall(blocks, signs)
    if wall is not None:
        return tuple(blocks), (wall,)
    kept, beginning = _before_offer(blocks)
    kept = tuple(block for block in kept if not _is_boilerplate(block))
    if not beginning and signs.free is False:
        beginning = _is_beginning(kept)
    if beginning:
        return kept, (_about_beginning(kept),)
    if _is_list(kept, signs):
        what = "looks like a list of links and not an article"
        return kept, (Notice(what, grave=True, cure="add the pages behind the links"),)
    return kept, ()


def is_correction(block: str) -> bool:
    """Whether a paragraph opens as the note of a correction does, in any of the languages."""
    text = _MARKS.sub("", block).lstrip("*_[( ").lower()
    return any(phrase.match(text) for phrase in _phrases()["correction"])


def _wall(blocks: Sequence[str], signs: Signs) -> Notice | None:
    found = {kind: _found(blocks, kind) for kind in _KINDS}
    in_title = _in(signs.title, "error") | _in(_first_heading(blocks), "error")
    if in_title and _words(blocks) < _SHORT_PAGE:
        return _about_wall("error", found["error"] | in_title)
    walls = [kind for kind, said in found.items() if len(said) >= 2]
    if signs.password and found["login"] and "login" not in walls:
        walls.append("login")
    walls = [kind for kind in walls if _prose_beside(blocks, kind) < _FEW]
    if not walls:
        return None
    kind = max(walls, key=lambda kind: len(found[kind]))
    return _about_wall(kind, found[kind])


def _first_heading(blocks: Sequence[str]) -> str:
    return blocks[0] if blocks and len(blocks[0].split()) <= _LEAST else ""


def _about_wall(kind: str, said: frozenset[str]) -> Notice:
    shown = ", ".join(f"“{words}”" for words in sorted(said)[:3])
    return Notice(f"looks like {_KINDS[kind]} ({shown})", grave=True, cure=_CURE)


def _before_offer(blocks: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """The blocks up to an offer that ends what can be read, and whether there is such an offer."""
    offers = [n for n, block in enumerate(blocks) if _is_offer(block)]
    if not offers or len(_found(blocks, "paywall")) < 2:
        return tuple(blocks), False
    first = offers[0]
    before = _prose(blocks[:first])
    behind = [b for b in blocks[first:] if not _is_offer(b) and not is_correction(b)]
    if before and _prose(behind) >= before:
        return tuple(blocks), False
    notes = tuple(block for block in blocks[first:] if is_correction(block))
    return (*blocks[:first], *notes), True


def _is_offer(block: str) -> bool:
    several = len(_in(block, "paywall")) > 1
    return (several or len(block.split()) <= _OFFER) and _is_of_wall(block, "paywall")


def _is_boilerplate(block: str) -> bool:
    """A paragraph of a banner, or of a box that offers a subscription inside an article."""
    return any(
        len(_in(block, kind)) > 1 and _is_of_wall(block, kind) for kind in ("consent", "paywall")
    )


def _is_beginning(blocks: Sequence[str]) -> bool:
    last = next((b for b in reversed(blocks) if not is_correction(b)), "")
    cut = not _TERMINAL.search(last) or last.rstrip().endswith(("…", "..."))
    return cut or _words(blocks) < _BEGINNING


def _about_beginning(blocks: Sequence[str]) -> Notice:
    count = _prose(blocks)
    if count < _FEW:
        what = "looks like the teaser of an article for subscribers"
        return Notice(f"{what} ({count} words of it are here)", grave=True, cure=_CURE)
    what = "holds only the beginning of an article for subscribers"
    return Notice(f"{what}, so that what follows there is not known here")


def _is_list(blocks: Sequence[str], signs: Signs) -> bool:
    texts = [block for block in blocks if " | " not in block]
    heads = [_MARKS.sub("", b) for b in texts if _MARKS.match(b)]
    linked = [head for head in heads if head in signs.heads]
    teasers = [block for block in texts if block in signs.teasers]
    many = len(signs.heads) >= _FEWEST_HEADS and len(teasers) >= _FEWEST_HEADS
    if many and _words(teasers) >= _LINKED * _words(texts):
        return True
    if len(linked) >= max(_FEWEST_HEADS, _HEADS * len(heads)) or _is_linked(texts, signs):
        return True
    lines = [b for b in texts if not _MARKS.match(b) and not _is_prose(b)]
    lines += linked
    return len(lines) >= _FEWEST_LINKS and _prose(texts) < _PROSE * _words(texts)


def _is_linked(blocks: Sequence[str], signs: Signs) -> bool:
    """Whether most words of a text are those of links."""
    text = " ".join(" ".join(blocks).split())
    links = [link for link in signs.links if len(link.split()) >= _FEW_OF_LINK and link in text]
    return len(links) >= _FEWEST_LINKS and _words(links) >= _LINKED * _words(blocks)


def _prose_beside(blocks: Sequence[str], kind: str) -> int:
    """Words of prose that do not speak to the visitor; one phrase in a long report is no sign."""
    return _prose([block for block in blocks if not _is_of_wall(block, kind)])


def _is_of_wall(block: str, kind: str) -> bool:
    """Whether a paragraph speaks to the visitor of a page, and does not tell of such pages."""
    own = _QUOTED.sub("", block)
    if len(own.split()) > _SHORT_WALL and not _TO_VISITOR.search(own):
        return False
    return bool(_in(own, kind))


def _prose(blocks: Sequence[str]) -> int:
    return _words([block for block in blocks if _is_prose(block)])


def _is_prose(block: str) -> bool:
    count = len(block.split())
    if _MARKS.match(block) or count < _LEAST:
        return False
    return bool(_TERMINAL.search(block)) or count >= _LONG


def _words(blocks: Sequence[str]) -> int:
    return sum(len(block.split()) for block in blocks)


def _found(blocks: Sequence[str], kind: str) -> frozenset[str]:
    """What the text says of a kind, each phrase once."""
    return frozenset(words for block in blocks for words in _in(block, kind))


@lru_cache(maxsize=2048)
def _in(text: str, kind: str) -> frozenset[str]:
    lower = " ".join(text.replace("’", "'").lower().split())
    phrases = _phrases()[kind]
    return frozenset(m[0].strip() for phrase in phrases for m in phrase.finditer(lower))


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    text = files("retrieval.loaders").joinpath("page_phrases.yaml").read_text(encoding="utf-8")
    rows: dict[str, list[str]] = yaml.safe_load(text)
    return {
        kind: tuple(re.compile(rf"(?<!\w)(?:{phrase})") for phrase in phrases)
        for kind, phrases in rows.items()
    }
