"""Where sentences begin: what is certain by rule, a parser being left to decide the rest.

A word is looked at with what stands before and behind it; the first rule that fits decides:
1. no sentence begins with a mark that closes or goes on (a comma, a closing quotation mark), nor
   right behind a mark that opens;
2. none begins where nothing ended, nor behind the number of a list's item;
3. none begins in lower case behind a quotation, a bracket or an abbreviation;
4. none begins between an abbreviation and what it belongs to ("Mr." and a name, "5 p.m." and a
   day), or between a quotation that asks or calls out and who said it ('"Right?" Brask said');
5. one begins with anything else behind a plain word that a full stop ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from retrieval.abbreviations import ALWAYS, BEFORE_FIGURES, KNOWN, OF_CLOCK, TIMES, TITLES
from retrieval.flattening import flat
from retrieval.quotation import Mark, marks_of

_ENDS = re.compile(r"[.!?…。！？؟۔।]\Z")
_STOPS = frozenset(".。।۔")
_WITHOUT_BLANK = frozenset("。！？")
_GOES_ON = re.compile(
    r"[,;:.!?%…)\]}»、，；：)。！？]|['’](?:s|re|ve|ll|d|m|t|em)\Z|n['’]t\Z", re.IGNORECASE
)
_PLAIN = re.compile(r"[^\W\d_A-Z]{2,}\Z|\w*\d\Z|[%)\]]\Z")
_LONG_WORD = re.compile(r"[^\W\d_A-Z]{4,}\.\Z")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+\Z")
_TELLS = frozenset(
    "said says asked asks told tells wrote writes added adds replied replies tweeted tweets "
    "shouted yelled exclaimed wondered wonders continued demanded joked quipped recalled responded "
    "warned declared insisted posted answered cried screamed chanted".split()
)
_HELPS = frozenset("has have had is are was were will would did does do can could".split())
_SPEAKER = 6  # words that may name who said it
_MOST_AT_ONCE = 5_000  # characters
_SEEMS_TO_END = re.compile(r"[.!?…][\"'”’)]*\s+(?=[A-Z\"“(])")
_CHUNK = re.compile(r"[^\s。！？]{0,200}[。！？]+[”」』）]*|\S{1,200}")
_FRONT = re.compile(r"''|[\"'“‘«„‚(\[{「『]")
_BACK = re.compile(r"''\Z|['’]s\Z|\.{2,}\Z|[.!?…,;:\"'”’»)\]}」』。！？؟۔।]\Z")


def starts_of(words: Sequence[str], spaced: Sequence[bool]) -> list[bool | None]:
    """For each word whether a sentence begins there; None where no rule is certain.

    `spaced` tells whether white space stands before a word.
    """
    text = _Text(words, spaced)
    return [text.begins(n) if n else None for n in range(len(words))]


def rule_spans(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of one paragraph, where there is no parser to ask."""
    line = flat(text)
    places = list(_words(line.text))
    words = [line.text[start:end] for start, end in places]
    spaced = [n == 0 or places[n - 1][1] < places[n][0] for n in range(len(places))]
    read = _Text(words, spaced)
    begins = [n for n in range(len(words)) if n == 0 or read.seems_to_begin(n)]
    yield from reaching(text, [line.origin[places[n][0]] for n in begins])


def reaching(text: str, begins: Sequence[int]) -> Iterator[tuple[int, int]]:
    """From each place where a sentence begins up to the next, so that nothing is left between.

    The first takes what stands before it, too: a dateline, a mark that no word is.
    """
    first = len(text) - len(text.lstrip())
    if first < len(text):
        for start, following in pairwise([first, *begins[1:], len(text)]):
            yield start, start + len(text[start:following].rstrip())


def pieces_of(text: str) -> Iterator[tuple[int, int]]:
    """Spans that together are the text, each short enough to be parsed at once."""
    start = 0
    while len(text) - start > _MOST_AT_ONCE:
        end = _cut(text, start, start + _MOST_AT_ONCE)
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


class _Text:
    """The words of a paragraph, with what each quotation mark does."""

    def __init__(self, words: Sequence[str], spaced: Sequence[bool]) -> None:
        self._words = words
        self._spaced = spaced
        self._marks = marks_of(words, spaced)

    def begins(self, n: int) -> bool | None:
        """Whether a sentence begins at the n-th word, by the rules in their order."""
        if self._cannot_begin(n):
            return False
        last = self._last(n)
        if last < 0 or not _ENDS.search(self._words[last]) or self._is_item(last):
            return False
        if not self._spaced[n]:
            return None
        closed = last < n - 1
        if self._is_small(n):
            return False if closed or self._is_short(last) else None
        if self._belongs(last, n) or (closed and self._is_tag(last, n)):
            return False
        return True if self._is_plain_end(last) else None

    def seems_to_begin(self, n: int) -> bool:
        """The same, where no parser can be asked."""
        certain = self.begins(n)
        if certain is not None:
            return certain
        last = self._last(n)
        if not self._spaced[n]:
            return self._words[last][-1] in _WITHOUT_BLANK
        return not (self._is_small(n) or _INITIALS.match(self._words[last]))

    def _cannot_begin(self, n: int) -> bool:
        """Rule 1."""
        closes, behind_opening = self._marks[n] is Mark.CLOSES, self._marks[n - 1] is Mark.OPENS
        return closes or behind_opening or _GOES_ON.match(self._words[n]) is not None

    def _last(self, n: int) -> int:
        """The last word before the n-th that closes nothing; -1 where there is none."""
        last = n - 1
        while last >= 0 and self._marks[last] is Mark.CLOSES:
            last -= 1
        return last

    def _is_item(self, last: int) -> bool:
        """Rule 2: the number in front of an item."""
        return last == 1 and self._words[1] == "." and self._words[0].isdigit()

    def _is_small(self, n: int) -> bool:
        """Rule 3: the first word, behind marks that open, is in lower case; an address is none."""
        while n + 1 < len(self._words) and self._marks[n] is Mark.OPENS:
            n += 1
        return self._words[n][0].islower() and "://" not in self._words[n]

    def _short(self, last: int) -> str:
        """The abbreviation that ends at a word, which may be parted from its full stop."""
        word = self._words[last]
        if word == "." and last and not self._spaced[last]:
            return f"{self._words[last - 1]}.".lower()
        return word.lower()

    def _is_short(self, last: int) -> bool:
        return len(self._words[last]) > 1 or self._short(last) in ALWAYS

    def _belongs(self, last: int, n: int) -> bool:
        """Rule 4, of abbreviations."""
        short, word = self._short(last), self._words[n]
        if short in ALWAYS or (short in TITLES and word[0].isupper()):
            return last == n - 1
        if short in BEFORE_FIGURES:
            return word[0].isdigit()
        return short in OF_CLOCK and word.lower() in TIMES

    def _is_tag(self, last: int, n: int) -> bool:
        """Rule 4, of who said it: a verb of telling behind a few words that can name somebody."""
        if self._words[last] in _STOPS:
            return False
        for word in self._words[n : n + _SPEAKER]:
            if word in _TELLS:
                return True
            if word in _HELPS or not (word[0].isalnum() or word in ".-'’()"):
                return False
        return False

    def _is_plain_end(self, last: int) -> bool:
        """Rule 5; tokenizers leave a full stop at some words that they do not know."""
        word = self._words[last]
        if self._short(last) in KNOWN:
            return False
        if word not in _STOPS:
            return _LONG_WORD.match(word) is not None
        return last > 0 and not self._spaced[last] and bool(_PLAIN.search(self._words[last - 1]))


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Spans of words and marks, an abbreviation with its full stop."""
    for chunk in _CHUNK.finditer(text):
        start, end = chunk.span()
        while (front := _FRONT.match(text, start, end)) and front.end() < end:
            yield front.span()
            start = front.end()
        behind = list[tuple[int, int]]()
        while (back := _BACK.search(text[start:end])) and back.start():
            if _keeps_stop(text[start:end]):
                break
            behind.append((start + back.start(), end))
            end = start + back.start()
        yield start, end
        yield from reversed(behind)


def _keeps_stop(word: str) -> bool:
    return word.lower() in KNOWN or _INITIALS.match(word) is not None


def _cut(text: str, start: int, limit: int) -> int:
    """Behind the last sentence that seems to end, else behind the last blank, else anywhere."""
    ends = list(_SEEMS_TO_END.finditer(text, start, limit))
    if ends:
        return ends[-1].end()
    blank = max(text.rfind(space, start, limit) for space in " \n\t")
    return blank + 1 if blank > start else limit
