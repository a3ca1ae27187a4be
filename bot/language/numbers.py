"""Numbers as texts write them: digits, words, scales, shares ("3.5 million", "half a dozen")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_VALUES = {w: n for n, w in enumerate(_SMALL) if n} | {w: 10 * n for n, w in enumerate(_TENS, 2)}
_WRITTEN = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
_DOZEN = 12.0
_SCALES = _WRITTEN | {"dozen": _DOZEN} | _SHORT
_SHARES = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6} | {
    "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10
}  # fmt: skip
_ENDS = r"(?![\w])(?![.,]\d)"
_BEGINS = r"(?<![\w.,])(?<![A-Za-z]-)"
_GAP = r"[\s\u00a0\u202f]"

_DIGITS = re.compile(
    rf"{_BEGINS}(?P<digits>\d{{1,3}}(?:[, \u00a0\u202f]\d{{3}})+(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3}){2,}|\d+(?:[.,]\d+)?)"
    rf"(?:(?:{_GAP}|-)*(?P<scale>{'|'.join(_SCALES)})\b)?(?P<ordinal>st|nd|rd|th)?(?!\w)",
    re.IGNORECASE,
)
_PARTS = "|".join(_SHARES)
_NUMERAL = "|".join([*_VALUES, *_WRITTEN, "dozen"])
_SPELLED = re.compile(
    rf"{_BEGINS}(?:(?:a|an|half{_GAP}+an?|(?:a|three){_GAP}+quarters?{_GAP}+of{_GAP}+an?){_GAP}+"
    rf"(?={'|'.join([*_WRITTEN, 'dozen'])}))?(?:{_NUMERAL})\b"
    rf"(?:(?:-|{_GAP}+(?:and{_GAP}+)?)(?:{_NUMERAL}|a{_GAP}+half)\b)*",
    re.IGNORECASE,
)
_TOKEN = re.compile(
    rf"(?P<and>and{_GAP}+)?(?P<word>half{_GAP}+an?|(?:a|three){_GAP}+quarters?{_GAP}+of{_GAP}+an?"
    rf"|a{_GAP}+half|an?|{_NUMERAL})\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\w|-(?:first|second|third|[a-z]+th)\b", re.IGNORECASE)
_NO_ONE = re.compile(r"\bno[\s-]+\Z", re.IGNORECASE)
_VAGUE = re.compile(
    rf"{_BEGINS}(?:(?P<of>tens|hundreds){_GAP}+of{_GAP}+)?"
    rf"(?P<scale>dozens|hundreds|thousands|millions|billions)(?!\w)",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"{_BEGINS}(?:(?P<half>half)(?={_GAP}+(?:of|the|its|their|his|her|our|all)\b)"
    rf"|(?P<count>an?|{'|'.join(_SMALL[1:10])})(?:{_GAP}+|-)(?P<part>{'|'.join(_SHARES)})s?"
    rf"(?={_GAP}+of\b(?!{_GAP}+an?{_GAP}+(?:{'|'.join(_WRITTEN)}))|{_GAP}+majority\b))",
    re.IGNORECASE,
)
# What any number has; most sentences have neither, and are told so at once.
_DIGIT = re.compile(r"\d")
_WORD = re.compile(rf"\b(?:{_NUMERAL}|tens|half|an?\W+(?:{_PARTS}))", re.IGNORECASE)
_HALF_A = re.compile(rf"{_BEGINS}half{_GAP}+an?(?=(?:{_GAP}|-))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """`amount` times `scale`, written at [start, end); a scale of 1 is not written.

    `grouped` is what it comes to where its point may part thousands ("27.346"). A `share` is a
    part of one ("a third of"), a `vague` number a plural scale: at least two of it ("dozens").
    """

    amount: float
    scale: float
    start: int
    end: int
    grouped: float | None = None
    share: bool = False
    vague: bool = False

    @property
    def value(self) -> float:
        """What it comes to, without the dust of binary fractions."""
        return round(self.amount * self.scale, 9)


def numbers_in(text: str) -> Iterator[Number]:
    """All numbers of a text in order, years and days of the month too; ordinals are none.

    Where two readings overlap, the one that begins first stands, of two the longer.
    """
    digits = _in_digits(text) if _DIGIT.search(text) else ()
    words = (*_in_words(text), *_vague(text), *_shares(text)) if _WORD.search(text) else ()
    found = [*digits, *words]
    end = 0
    for number in sorted(found, key=lambda n: (n.start, -n.end)):
        if number.start >= end:
            yield number
            end = number.end


def parts_thousands_by_points(text: str) -> bool:
    """Whether a text writes numbers as the continent does: 1.234.567 or 3,5, and never 1,234."""
    return not re.search(r"\d,\d{3}(?!\d)", text) and bool(
        re.search(r"\d\.\d{3}\.\d{3}(?!\d)|\d,\d{1,2}(?!\d)", text)
    )


def _in_digits(text: str) -> Iterator[Number]:
    for match in _DIGITS.finditer(text):
        if match["ordinal"]:
            continue
        digits, scale = match["digits"], _SCALES.get((match["scale"] or "").lower(), 1.0)
        grouped = None
        if scale == 1.0 and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", digits):
            grouped = float(digits.replace(".", ""))
        yield Number(_amount(digits), scale, match.start(), match.end(), grouped)


def _amount(digits: str) -> float:
    if digits.count(".") > 1:
        return float(digits.replace(".", ""))
    plain = re.sub(r"[,\s\u00a0\u202f](?=\d{3})", "", digits)
    return float(plain.replace(",", "."))


def _in_words(text: str) -> Iterator[Number]:
    """Runs of number words, each cut where a new number begins ("between two and three")."""
    for run in _SPELLED.finditer(text):
        if run[0].lower() == "one" and _NO_ONE.search(text[: run.start()]):
            continue
        tokens = list(_TOKEN.finditer(text, run.start(), run.end()))
        spelled = _Spelled()
        for token, following in zip_longest(tokens, tokens[1:]):
            opens = following is not None and following["word"].lower() == "hundred"
            if not spelled.takes(token, opens):
                yield from spelled.number()
                spelled = _Spelled()
                spelled.takes(token, opens)
        if not _ORDINAL.match(text, run.end()):
            yield from spelled.number()


class _Spelled:
    """A number that is read word by word, as far as the next word can belong to it."""

    def __init__(self) -> None:
        self._total = self._current = 0.0
        self._scale = float("inf")  # the last one that was read
        self._pure = 1.0  # the product of the scales, while nothing stood behind one
        self._start = self._end = -1

    def takes(self, token: re.Match[str], opens: bool) -> bool:
        """Reads one more word; False where it begins a number of its own.

        `opens` says that a hundred follows: "two hundred and three hundred" are two numbers.
        """
        word, joined = token["word"].lower(), token["and"] is not None and self._start >= 0
        taken = not (joined and opens) and self._adds(word, joined)
        if taken:
            self._start = token.start("word") if self._start < 0 else self._start
            self._end = token.end()
        return taken

    def number(self) -> Iterator[Number]:
        """What was read so far, if that is a number."""
        value = self._total + self._current
        if self._start >= 0 and value:
            yield Number(value / self._pure, self._pure, self._start, self._end)

    def _adds(self, word: str, joined: bool) -> bool:
        if word in _VALUES:
            return self._adds_small(float(_VALUES[word]), joined)
        if word.endswith("half"):
            return self._adds_half(joined)
        if word in _SCALES:
            return not joined and self._multiplies(_SCALES[word])
        if self._start >= 0:
            return False
        self._current = _opening(word)
        return True

    def _adds_small(self, value: float, joined: bool) -> bool:
        behind_ten = not joined and self._current % 100 >= 20 and self._current % 10 == 0
        behind_hundred = self._current >= 100 and self._current % 100 == 0
        behind_scale = not self._current and self._total > 0 and self._scale > _DOZEN
        if not (self._start < 0 or behind_hundred or behind_scale or (behind_ten and value < 10)):
            return False
        self._current += value
        if behind_hundred or behind_scale:
            self._pure = 1.0
        return True

    def _adds_half(self, joined: bool) -> bool:
        if not joined or self._current % 1:
            return False
        if self._current:
            self._current += 0.5
        else:
            self._total += self._scale / 2
        return True

    def _multiplies(self, scale: float) -> bool:
        if self._start < 0 or (not self._current) or scale >= self._scale:
            return False
        if scale == _WRITTEN["hundred"] and self._current >= scale:
            return False
        self._pure = 1.0 if self._total else self._pure * scale
        if scale == _WRITTEN["hundred"]:
            self._current *= scale
            return True
        self._total, self._current = self._total + self._current * scale, 0.0
        self._scale = scale
        return True


def _opening(word: str) -> float:
    """What stands before a scale: "a", "half a", "a quarter of a"."""
    if word.startswith("half"):
        return 0.5
    if "quarter" in word:
        return 0.75 if word.startswith("three") else 0.25
    return 1.0


def _vague(text: str) -> Iterator[Number]:
    for match in _VAGUE.finditer(text):
        of = {"tens": 10.0, "hundreds": 100.0}.get((match["of"] or "").lower(), 1.0)
        scale = _SCALES[match["scale"].lower().removesuffix("s")]
        yield Number(2 * of, scale, match.start(), match.end(), vague=True)


def _shares(text: str) -> Iterator[Number]:
    """Parts of something; "half an hour" is half of a unit, for whoever finds one behind it."""
    for match in _SHARE.finditer(text):
        count = (match["count"] or "a").lower()
        parts = _SHARES[(match["part"] or "half").lower()]
        amount = _VALUES.get(count, 1) / parts
        yield Number(amount, 1.0, match.start(), match.end(), share=True)
    for match in _HALF_A.finditer(text):
        yield Number(0.5, 1.0, match.start(), match.end())
