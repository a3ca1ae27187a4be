"""Whose words stand where: every way in which an English text tells who says something."""

from __future__ import annotations

import pytest

from bot.claims import Stance
from bot.evidence.statement import Statement
from bot.reading.claimant import UNNAMED
from retrieval.documents import Kind
from tests.fakes_evidence import NOBODY, readings

ASSERTS, CONFIRMS, DENIES = Stance.ASSERTS, Stance.CONFIRMS, Stance.DENIES


def parts(body: str, **keys: object) -> list[Statement]:
    """All statements of a body in whose sentences nobody is listed."""
    return [part for reading in readings(body, NOBODY, **keys) for part in reading.parts]


def who(statement: Statement) -> str | None:
    return statement.claimant.name if statement.claimant else None


def saying(body: str, words: str) -> list[Statement]:
    """The statements of a body that hold some words."""
    return [part for part in parts(body) if words in part.text]


@pytest.mark.parametrize(
    ("body", "name", "words"),
    [
        # verbs of telling, whatever they are
        ("The tower was blown up by a rival gang, the landlord claimed.", "the landlord", "tower"),
        ('"The spillway was inspected twice," sighed Tom Brek.', "Tom Brek", "spillway"),
        ('"The gates were open all night," shrugged farmer Nils Aker.', "Nils Aker", "gates"),
        ("A shopkeeper texted that the siren had failed.", "a shopkeeper", "siren"),
        ("The coroner said the clerk had drowned.", "the coroner", "drowned"),
        ("The poll shows that a third of the voters want the weir gone.", "the poll", "weir"),
        ("Her former driver said the mayor had taken bribes.", "her former driver", "bribes"),
        # titles and appositions
        (
            "Ada Brook, head of the Lenz port authority, said the crane had failed.",
            "Ada Brook",
            "crane",
        ),
        ("Interior Minister Jan Osk said the border was open.", "Jan Osk", "border"),
        # inverted, set in, split
        ("The pier is safe, said the company.", "the company", "pier"),
        ("The pier, the company said, is safe.", "the company", "pier"),
        ('"The pier is safe," Tom Brek said. "It holds."', "Tom Brek", "It holds"),
        ("As the mayor put it, the pier is safe.", "the mayor", "pier"),
        # according to
        ("According to a memo by the ministry, the dam leaked.", "a memo by the ministry", "dam"),
        ("The dam leaked, according to two engineers.", "two engineers", "dam"),
        # passive
        ("The leak was confirmed by the ministry.", "the ministry", "leak"),
        # nouns that report
        (
            "In a statement, the ministry said the dam was safe.",
            "the ministry",
            "safe",
        ),
        ("The ministry issued a statement saying the dam was safe.", "a statement", "safe"),
        ("The claim by Nils Aker that the dam leaked spread fast.", "Nils Aker", "leaked"),
        # joined verbs without a subject of their own
        ("Tom Brek met the crew and said the hull was sound.", "Tom Brek", "hull"),
        (
            "Tom Brek said the hull was sound, adding that the mast was new.",
            "Tom Brek",
            "mast",
        ),
        # headlines and interviews
        ("Tom Brek: The hull is sound.", "Tom Brek", "hull"),
        ('Jan Osk: "The turbine caught fire in June."', "Jan Osk", "turbine"),
    ],
)
def test_words_are_put_down_to_who_says_them(body: str, name: str, words: str) -> None:
    found = saying(body, words)
    assert found
    assert {who(part) for part in found} == {name}


def test_a_list_of_speakers_makes_one_statement_each() -> None:
    found = saying("Ada Brook, Owen Lyle and Ines Holt said the hull was sound.", "hull")
    assert {who(part) for part in found} == {"Ada Brook", "Owen Lyle", "Ines Holt"}


@pytest.mark.parametrize(
    "body",
    [
        "It was said in the village that a wolf had killed the sheep.",
        "The mayor is believed to have known of the wolf.",
        "A wolf reportedly killed the sheep.",
        '"A wolf killed the sheep in the night."',
        "It was announced on Monday that a wolf had killed the sheep.",
    ],
)
def test_what_somebody_says_who_is_not_named_is_not_the_pages_word(body: str) -> None:
    found = saying(body, "wolf")
    assert UNNAMED in {part.claimant for part in found}
    assert all(part.claimant and part.hedged for part in found)


def test_a_quotation_goes_on_over_sentences_and_paragraphs() -> None:
    body = (
        "Tom Brek spoke on the pier. “The hull is sound,” he said. “The mast is new. The sails are "
        "old.\n\n“The crew was paid in June.”"
    )
    said = {part.text.strip("“”. ,"): who(part) for part in parts(body)}
    assert said["The mast is new"] == said["The sails are old"] == "Tom Brek"
    assert said["The crew was paid in June"] == "Tom Brek"


def test_the_turns_of_an_interview_belong_to_their_speakers() -> None:
    body = (
        "Tom Brek, engineer, answered our questions.\n\nQ: Is the hull sound?\n\nBREK: It is. The "
        "mast was replaced in May.\n\nQ: Who paid?\n\nBREK: The firm paid for it."
    )
    (mast,) = saying(body, "mast")
    assert mast.claimant is not None
    assert "brek" in mast.claimant.name.lower()


def test_a_word_or_a_title_in_quotation_marks_is_nobodys_statement() -> None:
    (part,) = parts("The ferry “Northern Light” sank in May.")
    assert part.claimant is None


# Reports inside reports


def test_an_inner_report_belongs_to_the_inner_speaker_and_is_hearsay() -> None:
    body = "Ines Holt said that the engineer had told her that the dam was safe."
    inner = [part for part in saying(body, "dam was safe") if who(part) == "the engineer"]
    assert inner
    assert all(part.hedged for part in inner)


def test_who_only_prints_a_report_leaves_it_as_firm_as_it_was() -> None:
    body = "The Dunmere Courier reported that Owen Lyle had confirmed the crack."
    assert [
        (who(part), part.stance, part.hedged) for part in parts(body) if who(part) == "Owen Lyle"
    ] == [("Owen Lyle", CONFIRMS, False)]


def test_a_confirmation_reaches_its_own_clause_only() -> None:
    body = "The mayor confirmed that she got a letter saying the bridge was unsafe."
    outer = [part for part in parts(body) if part.stance is CONFIRMS]
    inner = [part for part in parts(body) if part.text == "the bridge was unsafe"]
    assert [who(part) for part in outer] == ["the mayor"]
    assert inner
    assert all(part.stance is ASSERTS and part.hedged for part in inner)


def test_what_an_inner_speaker_denies_is_not_said_by_the_outer_one() -> None:
    body = "Ines Holt said that the firm denied that the dam leaked."
    found = [(who(part), part.stance) for part in parts(body) if "leaked" in part.text]
    assert found == [("the firm", DENIES)]


# Stances


@pytest.mark.parametrize(
    ("body", "stance"),
    [
        ("The firm denied that it hands over its keys.", DENIES),
        ("The firm rejected the claim that it hands over its keys.", DENIES),
        ("The firm dismissed the report as a fabrication.", DENIES),
        ("The firm called the report a lie.", DENIES),
        ("The firm ruled out a sale.", DENIES),
        ("The firm neither confirmed nor denied the sale.", Stance.EVADES),
        ("The firm did not deny the sale.", Stance.EVADES),
        ("The firm would not confirm the sale.", Stance.DECLINES),
        ("The firm declined to comment on the sale.", Stance.DECLINES),
        ("The firm said it had no evidence of a sale.", Stance.DECLINES),
        ("The firm admitted that it sold the keys.", Stance.ADMITS),
        ("The firm confirmed the sale.", CONFIRMS),
        ("The firm withdrew the figure.", Stance.RETRACTS),
        ("The firm will confirm the sale on Friday.", ASSERTS),
    ],
)
def test_the_stance_is_that_of_the_cue_and_what_governs_it(body: str, stance: Stance) -> None:
    found = [part for part in parts(body) if part.claimant]
    assert {who(part) for part in found} == {"the firm"}
    assert stance in {part.stance for part in found}


@pytest.mark.parametrize(
    "body",
    [
        "The council rejected the wind plan.",
        "The court dismissed the appeal of the quarry.",
        "The port withdrew its ships.",
    ],
)
def test_a_deed_that_looks_like_a_stance_is_a_deed(body: str) -> None:
    (part,) = parts(body)
    assert (part.claimant, part.stance) == (None, ASSERTS)


def test_the_stance_of_a_cue_is_kept_when_its_speaker_is_not_known() -> None:
    (part,) = parts("She denied the theft.")
    assert (part.claimant, part.stance) == (UNNAMED, DENIES)


# The page's own voice


def test_what_nobody_else_says_is_the_pages_or_the_publishers_word() -> None:
    (page,) = parts("The ferry sank in May.")
    assert page.claimant is None
    (own,) = parts("The ferry sank in May.", kind=Kind.STATEMENT, publisher="Sea Office")
    assert who(own) == "Sea Office"


def test_beside_somebodys_words_the_page_goes_on_with_them() -> None:
    body = "The firm said the hull was sound, but the mast was broken."
    (mast,) = saying(body, "mast")
    assert mast.claimant is None
    assert mast.leaning


def test_the_circumstances_of_speaking_are_the_pages_own() -> None:
    body = "Tom Brek denied the theft on Monday, as he opened the new bridge."
    (bridge,) = saying(body, "bridge")
    assert (bridge.claimant, bridge.leaning) == (None, False)


def test_an_unread_sentence_makes_no_statement() -> None:
    (reading,) = readings("Die Fähre sank im Mai in der Bucht.", NOBODY, language="de")
    assert reading.parts == ()
    assert reading.lead.hedged
