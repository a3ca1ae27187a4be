"""The frames around a topic: who is asked about it, and what they are asked to have done.

"Has Brask confirmed (that ...)", "what did the mayor say (about ...)", "is it true (that ...)".
Each frame is a pattern with the groups `verb` and `rest`, and `speaker` where somebody is asked
about.
"""

from __future__ import annotations

import re

SAYING = (
    r"(?:say|says|said|saying|think|thinks|thought|claim|claims|claimed|claiming|state|states|"
    r"stated|believe|believes|believed|report|reports|reported|announce[sd]?|argue[sd]?|insist(?:s|"
    r"ed)?|maintain(?:s|ed)?|warn(?:s|ed)?|know|knows|knew|known)"
)
SETTLING = (
    r"(?:confirm(?:s|ed|ing)?|verif(?:y|ies|ied)|den(?:y|ies|ied|ying)|disput(?:e|es|ed|ing)|"
    r"reject(?:s|ed)?|dismiss(?:es|ed)?|admit(?:s|ted|ting)?|acknowledge[sd]?|conced(?:e|es|ed)|"
    r"prove[sdn]?|rule[sd]? out|retract(?:s|ed)?)"
)
ANSWERING = (
    r"(?:react(?:s|ed|ing)?|respond(?:s|ed|ing)?|repl(?:y|ies|ied)|answer(?:s|ed)?|comment(?:s|"
    r"ed)?|speak|speaks|spoke|spoken|talk(?:s|ed)?)"
)
REACTION = (
    r"(?:reaction|response|position|line|stance|reply|answer|comment|view|opinion|take|statement)"
)
BEING = r"(?:is|are|was|were)"
HELPING = r"(?:do|does|did|has|have|had|can|could|will|would)(?:n['’]t)?"
ADVERBS = (
    r"(?:(?:ever|really|already|actually|also|yet|even|still|now|then|just|not|later|first|finally|"
    r"\w+ly)\s+)*"
)
_WORD = r"(?!(?:and|or|that|because|if|when|who|which|to|been|be)\b)[\w.&'’-]+?"
SPEAKER = rf"(?P<speaker>(?:{_WORD}\s+){{0,7}}?{_WORD})(?:['’]s?)?"
OPENERS = re.compile(
    r"\A\W*(?:(?:and|but|so(?! far)|ok(?:ay)?|then|well|also|oh|hm+|thanks|"
    r"thank you)\b[\s,.:!–-]*)+",
    re.IGNORECASE,
)
VERBS = rf"(?:{SAYING}|{SETTLING}|{ANSWERING})\b"
_VERB = rf"(?P<verb>{VERBS})(?!\s+{VERBS})"
VERB = re.compile(rf"\b(?:{SAYING}|{SETTLING})\b", re.IGNORECASE)
_REST = r"(?:\s+(?P<rest>.+))?"
FRAMES = tuple(
    re.compile(rf"\A{frame}\Z", re.IGNORECASE)
    for frame in (
        rf"(?:(?:what|how|why|when|where)(?: else| exactly)?\s+)?"
        rf"{HELPING}\s+{SPEAKER}\s+{ADVERBS}{_VERB}{_REST}",
        rf"(?:what|how)(?: else| exactly)?\s+{BEING}\s+{SPEAKER}\s+"
        rf"{ADVERBS}(?P<verb>saying|claiming|reacting|responding){_REST}",
        rf"(?:what(?:['’]s|\s+{BEING})|how {BEING})\s+(?:the\s+)?{SPEAKER}\s+"
        rf"(?:\w+\s+){{0,2}}?(?P<verb>{REACTION}){_REST}",
        rf"what\s+{BEING}\s+the\s+(?:\w+\s+)?(?P<verb>{REACTION})\s+of\s+{SPEAKER}"
        rf"(?:\s+(?P<rest>(?:to|on|about)\s+.+))?",
    )
)
IMPERSONAL = tuple(
    re.compile(rf"\A{frame}\Z", re.IGNORECASE)
    for frame in (
        rf"who\s+(?:(?:has|have|had|is)\s+)?{ADVERBS}{_VERB}\s+(?P<rest>.+)",
        r"(?:is|was|has)\s+it\s+(?:been\s+)?(?:\w+ly\s+|still\s+|really\s+)?"
        r"(?P<verb>true|confirmed|known|correct|certain|proven|established|verified|official)\s+"
        r"(?P<rest>(?:that|whether|if)\s+.+)",
        r"(?:do|did)\s+we\s+(?P<verb>know)\s+(?P<rest>.+)",
        r"(?:is there )?"
        r"(?P<verb>any (?:news|word|update|information|confirmation|proof|evidence))\s+"
        r"(?P<rest>.+)",
        r"what\s+(?:do\s+(?:we|you)\s+|is\s+)?"
        r"(?P<verb>know|known|happened|is going on|is the latest)\s+(?P<rest>.+)",
    )
)
STATED = tuple(
    re.compile(rf"\A{frame}\Z", re.IGNORECASE)
    for frame in (
        rf"{SPEAKER}\s+(?:(?:has|have|had)\s+)?{ADVERBS}{_VERB}\s+(?P<rest>(?:that|whether)\s.+)",
        rf"(?P<verb>according to) {SPEAKER},\s+(?P<rest>.+)",
    )
)
