"""An evaluation as JUnit XML, which continuous integration shows beside the tests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from bot.evaluation.record import Outturn
from bot.evaluation.scoring import ItemScore

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(
    path: Path, name: str, outturns: Sequence[Outturn], scores: Sequence[ItemScore]
) -> None:
    """Writes a suite with one case for each item, in their order."""
    suite = junit(name, outturns, scores)
    ET.indent(suite)
    ET.ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)


def junit(name: str, outturns: Sequence[Outturn], scores: Sequence[ItemScore]) -> ET.Element:
    """The suite: a case fails when its item has faults, and is an error when it has no answer."""
    cases = [_case(o, s, name) for o, s in zip(outturns, scores, strict=True)]
    attributes = {
        "name": _allowed(name),
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": str(sum(case.find("error") is not None for case in cases)),
        "time": f"{sum(float(case.get('time', 0)) for case in cases):.3f}",
    }
    suite = ET.Element("testsuite", attributes)
    suite.extend(cases)
    return suite


def _case(outturn: Outturn, score: ItemScore, name: str) -> ET.Element:
    item, answer = outturn.item, outturn.answer
    seconds = answer.elapsed.total / 1000 if answer else 0.0
    attributes = {
        "classname": _allowed(f"{name}.{item.type}"),
        "name": _allowed(f"{item.id}: {item.question}"),
        "time": f"{seconds:.3f}",
    }
    case = ET.Element("testcase", attributes)
    if outturn.error is not None:
        _add(case, "error", outturn.error, "")
    elif score.faults:
        _add(case, "failure", score.faults[0], "\n".join(score.faults))
    return case


def _add(case: ET.Element, kind: str, message: str, text: str) -> None:
    child = ET.SubElement(case, kind, {"message": _allowed(message)})
    child.text = _allowed(text)


def _allowed(text: str) -> str:
    """Text without the characters that XML has no way to write."""
    return _FORBIDDEN.sub("\ufffd", text)
