"""Deeds: who did what to whom, whatever the clause makes of it."""

from __future__ import annotations

import pytest

from bot.reading.deeds import Argument, deed_at
from tests.parsed import marked


def told(sentence: str) -> dict[str, list[str]]:
    """The heads of the roles of the deed that is marked; some of them with a "%"."""
    parse, token = marked(sentence)
    deed = deed_at(parse, token)

    def heads(arguments: tuple[Argument, ...]) -> list[str]:
        return [parse.word(a.head) + "%" * a.part for a in arguments]

    found = {
        "agents": heads(deed.agents),
        "patients": heads(deed.patients),
        "others": [f"{p} {parse.word(a.head)}" for p, a in deed.others],
        "either": heads(deed.either),
    }
    return {role: filled for role, filled in found.items() if filled}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The coastguard *seized* the trawler.",
            {"agents": ["coastguard"], "patients": ["trawler"]},
        ),
        (
            "The trawler was *seized* by the coastguard.",
            {"agents": ["coastguard"], "patients": ["trawler"]},
        ),
        ("The trawler has been *seized*.", {"patients": ["trawler"]}),
        (
            "The trawler that the coastguard *seized* is Danish.",
            {"agents": ["coastguard"], "patients": ["trawler"]},
        ),
        ("The crew who *seized* it are Danish.", {"agents": ["crew"], "patients": ["it"]}),
        (
            "A trawler *seized* in May has been sold.",
            {"patients": ["trawler"], "others": ["in May"]},
        ),
        (
            "The harbour asked the navy to *tow* the trawler.",
            {"agents": ["navy"], "patients": ["trawler"]},
        ),
        (
            "The trawler turned and *rammed* the pier.",
            {"agents": ["trawler"], "patients": ["pier"]},
        ),
        (
            "The trawler was seized and *sold*.",
            {"patients": ["trawler"]},
        ),
        (
            "Norway *sent* two tugs to Iceland.",
            {"agents": ["Norway"], "patients": ["tugs"], "others": ["to Iceland"]},
        ),
        ("Ada Brook is the *captain*.", {"agents": ["Brook"]}),
        ("Three of the sailors *drowned*.", {"agents": ["sailors%"]}),
        ("Half of the town was *flooded*.", {"patients": ["town%"]}),
        ("The tug and the trawler *collided*.", {"agents": ["tug", "trawler"]}),
    ],
)
def test_roles_are_those_of_the_deed(sentence: str, expected: dict[str, list[str]]) -> None:
    assert told(sentence) == expected


def test_beside_a_noun_whoever_is_named_may_have_either_role() -> None:
    found = told("The *arrest* of the captain by the coastguard surprised nobody.")
    assert found["agents"] == ["coastguard"]
    assert "captain" in found["either"]
