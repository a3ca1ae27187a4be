"""Abbreviations of English with their full stops, by what stands behind them; lower case."""

from __future__ import annotations

TITLES = frozenset(
    "adm. atty. brig. capt. cmdr. col. cpl. dr. fr. ft. gen. gov. hon. lt. maj. messrs. mr. mrs. "
    "ms. msgr. mt. pfc. pres. prof. pvt. rep. reps. rev. sen. sens. sgt. st. supt.".split()
)
ALWAYS = frozenset("approx. ca. cf. e.g. est. i.e. incl. vs. v. viz.".split())
BEFORE_FIGURES = frozenset(
    "art. ch. eq. fig. figs. no. nos. p. par. pp. sec. vol. jan. feb. mar. apr. jun. jul. aug. "
    "sep. sept. oct. nov. dec.".split()
)
OF_CLOCK = frozenset("a.m. p.m.".split())
TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon. tues. wed. thurs. fri. sat. "
    "sun. january february march april may june july august september october november december "
    "jan. feb. aug. sept. oct. nov. dec. gmt utc est edt cst cdt mst mdt pst pdt et ct mt pt "
    "cet".split()
)
_AT_AN_END = frozenset("al. bros. co. corp. dept. etc. inc. jr. ltd. sr.".split())
KNOWN = TITLES | ALWAYS | BEFORE_FIGURES | OF_CLOCK | _AT_AN_END
