"""JUnit XML: a case for each item, and nothing XML cannot hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from bot.claims import Status
from bot.evaluation.junit import junit, write_junit
from bot.evaluation.record import Outturn
from bot.evaluation.scoring import ItemScore, score
from tests.fakes_outturns import BODIES, an_item, an_outturn, failed, labelled

RIGHT = an_outturn(labelled(Status.CONFIRMED), an_item("a-1", type="status"))
WRONG = an_outturn(labelled(Status.UNCONFIRMED), an_item("a-2", facts=(("crane",),)))
BROKEN = failed(an_item("a-3"), "Timeout: too slow")


def suite_of(*outturns: Outturn) -> ET.Element:
    return junit("set.yaml", outturns, [score(outturn, BODIES) for outturn in outturns])


def test_every_item_is_a_case_in_its_order() -> None:
    suite = suite_of(RIGHT, WRONG, BROKEN)
    assert suite.attrib == {
        "name": "set.yaml",
        "tests": "3",
        "failures": "1",
        "errors": "1",
        "time": "0.040",
    }
    assert suite[0].attrib == {
        "classname": "set.yaml.status",
        "name": "a-1: Is the bridge closed?",
        "time": "0.020",
    }
    assert [[child.tag for child in case] for case in suite] == [[], ["failure"], ["error"]]


def test_a_failure_says_all_faults_and_an_error_what_went_wrong() -> None:
    failure, error = (case[0] for case in suite_of(WRONG, BROKEN))
    assert failure.get("message") == "fact missing: crane"
    assert failure.text == "fact missing: crane\nstatus unconfirmed, gold confirmed"
    assert error.get("message") == "Timeout: too slow"


def test_an_empty_set_is_an_empty_suite() -> None:
    assert suite_of().get("tests") == "0"


@given(st.text(st.characters(codec=None)), st.text(st.characters(codec=None)))
def test_any_text_can_be_written_and_read(name: str, fault: str) -> None:
    item = replace(an_item(name), question=fault, type=name)
    outturns = [an_outturn(labelled(Status.CONFIRMED), item), failed(item, fault)]
    scores = [ItemScore({}, (fault,)), ItemScore({})]
    again = ET.fromstring(ET.tostring(junit(name, outturns, scores), encoding="utf-8"))
    assert len(again) == 2


def test_the_file_reads_as_xml(tmp_path: Path) -> None:
    path = tmp_path / "out.xml"
    hostile = replace(an_item("a\x1b[31m"), question='<b> & "]]>\ud800')
    outturn = an_outturn(labelled(Status.UNCONFIRMED), hostile)
    write_junit(path, "sét.yaml", [outturn], [score(outturn, BODIES)])
    (case,) = ET.parse(path).getroot()
    assert case.get("name") == 'a\ufffd[31m: <b> & "]]>\ufffd'
