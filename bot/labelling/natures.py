"""What kind of proposition is labelled: a speech act, a judgement, plain background, content.

Rules in order, for the statement that answers a question:
1. CONTRADICTED: the question takes a confirmation or admission for granted that was declined;
2. SPEECH: it is asked what somebody said, in whatever words, and they are who speaks;
3. OPINION: a judgement or forecast is asked for, or nobody but the page judges;
4. CONTRADICTED: it is asked whether something is so, and a source says in its own voice, or an
   authority or researcher says, that it is not;
5. BACKGROUND: an act that its doer makes known, or an unhedged statement in a source's own voice
   that does not go on with somebody's account;
6. CONTENT: anything else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answering.asked import Asked
from bot.answering.question import Question
from bot.claims import Stance
from bot.evidence.policy import FINDERS, SETTLING, UNDECIDED, Nature
from bot.evidence.statement import Statement
from bot.labelling.speakers import is_theirs
from bot.language import lexicon
from bot.reading.claimant import UNNAMED
from retrieval.documents import Standing

_AGAINST = frozenset({Stance.DENIES, Stance.DECLINES, Stance.EVADES, Stance.RETRACTS})
# Declining never refutes: "has X confirmed it?" is answered, not contradicted, by "X cannot say".
SETTLERS = frozenset({Standing.MEDIA, *FINDERS})
_NEVER_SPEECH = frozenset({Asked.WHETHER, Asked.REASON})
_WORDS_ASKED = re.compile(
    r"\b(?:repl(?:y|ies|ied)|answer(?:s|ed)?|react(?:s|ed|ion)?|respon(?:d|ds|ded|se)|words?|wording|"
    r"phrase[sd]?|quote[sd]?|term(?:s|ed)?|comment(?:s|ed)?|line on|account|brush(?:es|ed)?|"
    r"put (?:it|that|this)|come out with|came out with|give as|gave as|version|excuse|argument)\b",
    re.IGNORECASE,
)
_WHO_SAYS = re.compile(
    r"\b(?:who|whose|which (?:\w+ ){1,3}?)\b.{0,40}?\b(?:said|say|says|claim\w*|report\w*|"
    r"announc\w*|confirm\w*|den(?:y|ies|ied)|came out with|told|warn\w*|call(?:s|ed)?|"
    r"declin\w*|admit\w*)\b",
    re.IGNORECASE,
)


def nature_of(question: Question, run: Sequence[Statement], opposed: bool) -> Nature:
    """The nature of what answers a question, by the rules above; a run begins with its key.

    `opposed` where the key says that it is not so, and the question that it is, or the other way.
    """
    key = run[0]
    if _presumes_wrongly(question, run):
        return Nature.CONTRADICTED
    if _is_speech(question, key):
        return Nature.SPEECH
    if question.hypothetical or (key.claimant is None and key.opinion):
        return Nature.OPINION
    if _says_otherwise(question, key, opposed):
        return Nature.CONTRADICTED
    if question.figures or question.asked is Asked.SPEECH:
        return Nature.CONTENT
    return own_nature(key)


def own_nature(key: Statement) -> Nature:
    """The nature of a statement by itself."""
    if key.act and not key.hedged:
        return Nature.BACKGROUND
    if key.claimant is not None:
        return Nature.CONTENT
    if key.opinion:
        return Nature.OPINION
    return Nature.CONTENT if key.hedged or key.leaning else Nature.BACKGROUND


def _is_speech(question: Question, key: Statement) -> bool:
    if key.claimant in {None, UNNAMED} or question.asked in _NEVER_SPEECH:
        return False
    if question.asked in {Asked.SPEECH, Asked.CHANGE}:
        return not question.actors or is_theirs(question, key)
    if question.asked is Asked.PERSON and _WHO_SAYS.search(question.text):
        return True
    asked = _WORDS_ASKED.search(question.text) or any(
        pattern.search(question.text) for _, pattern in lexicon.stance_patterns()
    )
    return bool(asked) and is_theirs(question, key)


def _presumes_wrongly(question: Question, run: Sequence[Statement]) -> bool:
    """True where a confirmation or admission is taken for granted that was not given."""
    settled = any(s.stance in SETTLING for s in run)
    against = next((s for s in run if s.stance in _AGAINST), None)
    if question.presumes not in SETTLING or against is None or settled:
        return False
    if question.asked is Asked.SPEECH:
        return False
    return not (question.asked is Asked.WHETHER and against.stance in UNDECIDED)


def _says_otherwise(question: Question, key: Statement, opposed: bool) -> bool:
    """True where a yes/no question is answered by its opposite, and not by a denial."""
    if question.asked is not Asked.WHETHER or key.hedged or key.standing not in SETTLERS:
        return False
    if key.standing is Standing.MEDIA and key.claimant is not None:
        return False
    return key.stance not in _AGAINST and opposed


def asks_what_it_settles(question: Question) -> bool:
    """ "Has X confirmed it" is labelled for what was confirmed, once X says so at all."""
    act, polar = question.act, question.clause is not None and question.clause.is_polar
    return act is not None and polar and act.day is None and act.stance in SETTLING
