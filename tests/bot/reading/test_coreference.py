"""Who is meant, rule by rule: documents whose last teller is asked for, all invented."""

from __future__ import annotations

import pytest

from bot.reading.claimant import Claimant
from bot.reading.coreference import Cast, quoted_tokens
from bot.reading.noun_phrases import tells
from retrieval.documents import Actor, Standing
from retrieval.naming import ActorNames
from retrieval.parsing import Parse
from tests.fakes_parses import parses_of

BOARD = Actor("Sea Safety Board", ("the board",), Standing.AUTHORITY, "Sea Safety Board")
ALDEN = Actor("Alden Marsh", ("Marsh", "Mayor Marsh"), Standing.AUTHORITY, "Pelham town hall")
WOJCIK = Actor("Łukasz Wójcik", (), Standing.PARTY, "Grid Company")
NAMES = ActorNames((BOARD, ALDEN, WOJCIK))
PUBLISHER = Claimant("Tidal Institute")


def last_teller(document: str, subject: str, names: ActorNames = NAMES) -> Claimant | None:
    """Whom `subject`, the last word of a document that is the subject of a verb, means."""
    parses = parses_of(document)
    cast = Cast(parses, names, PUBLISHER)
    for sentence in range(len(parses) - 1, -1, -1):
        if (at := _subject(parses[sentence], subject)) is not None:
            return cast.claimant_at(sentence, parses[sentence].subtree(at))
    raise AssertionError(f"{subject} is no subject here")


def _subject(parse: Parse, word: str) -> int | None:
    found = [t for t in range(len(parse)) if parse.word(t) == word and "subj" in parse.deps[t]]
    return found[-1] if found else None


def named(document: str, subject: str, names: ActorNames = NAMES) -> str | None:
    claimant = last_teller(document, subject, names)
    return claimant.name if claimant else None


@pytest.mark.parametrize(
    ("document", "subject", "name"),
    [
        ("Tobin Reed said the pier was shut.", "Reed", "Tobin Reed"),
        ("Opposition councillor Tobin Reed said the pier was shut.", "Reed", "Tobin Reed"),
        ("Mr. Tobin Reed, who runs the pier, said it was shut.", "Reed", "Tobin Reed"),
        ("Belmor CEO Ada Brook said the pier was shut.", "Brook", "Ada Brook"),
        ("Ada Brook was at the pier. Brook said it was shut.", "Brook", "Ada Brook"),
        ("Brook: pier is shut\nAda Brook was there. Ms. Brook said so.", "Brook", "Ada Brook"),
        ("The harbour master, Ada Brook, said the pier was shut.", "master", "Ada Brook"),
        ("Seoul said that the talks had failed.", "Seoul", "Seoul"),
        ("The Varda Bank said that nothing was stolen.", "Bank", "Varda Bank"),
    ],
)
def test_a_name_stands_for_its_bearer_without_titles(
    document: str, subject: str, name: str
) -> None:
    assert named(document, subject) == name


def test_a_listed_actor_is_found_by_alias_and_without_marks() -> None:
    assert last_teller("Experts met. The board said it sank.", "board") == Claimant.of(BOARD)
    assert last_teller("Lukasz Wojcik said it was cut.", "Wojcik") == Claimant.of(WOJCIK)


def test_two_of_one_surname_stay_two() -> None:
    both = "Mayor Alden Marsh said the toll was off. The town agreed. Nobody else was asked there. "
    assert named(both + "Tobin Marsh said it was coming.", "Marsh") == "Tobin Marsh"
    near = both + "Councillor Tobin Marsh went to the pier. Marsh said it was coming."
    assert named(near, "Marsh") == "Tobin Marsh"
    unclear = "Alden Marsh met Tobin Marsh on the pier. Marsh said it was coming."
    assert last_teller(unclear, "Marsh", ActorNames(())) == Claimant("Marsh")


def test_a_title_tells_two_of_one_surname_apart() -> None:
    couple = "John Lund and Mary Lund own the mill. Mrs. Lund said it was sold."
    assert named(couple, "Lund") == "Mary Lund"


@pytest.mark.parametrize(
    ("document", "subject", "name"),
    [
        ("Mary Lund left the mill. She said it was sold.", "She", "Mary Lund"),
        ("John Reed met Mary Lund. She said it was sold.", "She", "Mary Lund"),
        ("Mary Lund met John Reed. He said it was sold.", "He", "John Reed"),
        ("Mary Lund said no. She left. She said it was sold.", "She", "Mary Lund"),
        ("Mr. Ro met Mrs. Ty. She said it was sold.", "She", "Ty"),
        ("A nurse was there. She said it was sold.", "She", "a nurse"),
        ("Two pilots came back. They said it was empty.", "They", "two pilots"),
        ("The Varda Bank was robbed. It said nothing was lost.", "It", "Varda Bank"),
        ("Mary Lund visited the Varda Bank. It said it was sold.", "It", "Varda Bank"),
        ("John Reed would win, he said.", "he", "John Reed"),
    ],
)
def test_a_pronoun_means_whom_it_fits(document: str, subject: str, name: str) -> None:
    assert named(document, subject) == name


@pytest.mark.parametrize(
    ("document", "subject"),
    [
        ("The mill was sold. She said so.", "She"),
        ("John Reed left. She said it was sold.", "She"),
        ("John Reed and Paul Ohm left. He said it was sold.", "He"),
        ("The bridge is old. It said so.", "It"),
        ('"Robert Doe lied," she said.', "she"),
    ],
)
def test_a_pronoun_means_nobody_where_none_or_two_fit(document: str, subject: str) -> None:
    assert last_teller(document, subject) is None


def test_a_pronoun_does_not_mean_whom_its_own_verb_speaks_to_or_of() -> None:
    before = "John Reed owns the mill. Nobody would have it. "
    assert named(before + "He told Paul Ohm that it was sold.", "He") == "John Reed"
    assert named(before + "He said Paul Ohm had bought it.", "He") == "John Reed"


def test_who_speaks_goes_before_whom_is_spoken_of() -> None:
    said = '"Paul Ohm never came," John Reed said. "Nobody saw him." He said he was sure.'
    assert named(said, "He") == "John Reed"


@pytest.mark.parametrize(
    ("document", "subject", "name"),
    [
        ("Mayor Ada Brook left. Tom Reed came. The mayor said it was sold.", "mayor", "Ada Brook"),
        ("Ada Brook, mayor of Lenz, left. The mayor said it was sold.", "mayor", "Ada Brook"),
        ("Ada Brook is the mayor. Tom came. The mayor said it was sold.", "mayor", "Ada Brook"),
        ("Sen. Ada Brook left. The senator said it was sold.", "senator", "Ada Brook"),
    ],
)
def test_a_role_means_who_was_given_it_before(document: str, subject: str, name: str) -> None:
    assert named(document, subject) == name


@pytest.mark.parametrize(
    ("document", "subject", "name"),
    [
        (
            "Finance minister Ada Brook left. The energy minister said it was sold.",
            "minister",
            "the energy minister",
        ),
        (
            "Mayor Ada Brook met Mayor Tom Reed. The mayor said it was sold.",
            "mayor",
            "the mayor",
        ),
        ("Mayor Ada Brook left. A mayor said it was sold.", "mayor", "a mayor"),
    ],
)
def test_a_role_of_somebody_else_or_of_two_stays_a_noun(
    document: str, subject: str, name: str
) -> None:
    assert last_teller(document, subject) == Claimant(name, anonymous=True)


def test_a_noun_for_bodies_means_the_one_body_before() -> None:
    assert named("The Varda Corporation was fined. The company said no.", "company") == (
        "Varda Corporation"
    )
    two = "The Varda Corporation sued the Lenz Corporation. The company said no."
    assert named(two, "company") == "the company"


@pytest.mark.parametrize(
    ("document", "subject", "name"),
    [
        ("The mill poisoned the river, the neighbours said.", "neighbours", "the neighbours"),
        ("It was a bribe, her former driver said.", "driver", "her former driver"),
        ("It was known for years, the lawyer of the victims said.", "lawyer",
         "the lawyer of the victims"),
        ("A resident of Lenz, who gave no name, said it burnt.", "resident", "a resident of Lenz"),
        ("Officials said it burnt.", "Officials", "officials"),
        ("The poll shows that it burnt.", "poll", "the poll"),
        ("Many said that it burnt.", "Many", "many"),
    ],
)  # fmt: skip
def test_any_other_noun_speaks_in_its_own_words_unnamed(
    document: str, subject: str, name: str
) -> None:
    assert last_teller(document, subject) == Claimant(name, anonymous=True)


@pytest.mark.parametrize(
    ("document", "subject"),
    [
        ("The river said no.", "river"),
        ("The Senate said no.", "Senate"),
        ("Republican said no.", "Republican"),
        ("The bridge said no.", "bridge"),
    ],
)
def test_what_cannot_speak_by_itself_is_nobody(document: str, subject: str) -> None:
    assert last_teller(document, subject) is None


def test_a_spokesman_speaks_for_the_listed_body() -> None:
    assert last_teller("A spokesman for the board said no.", "spokesman") == Claimant.of(BOARD)
    told = "The board's spokeswoman, Mary Lund, said no. She said that it was over."
    assert last_teller(told, "spokeswoman") == Claimant("Mary Lund", BOARD)
    assert last_teller(told, "She") == Claimant("Mary Lund", BOARD)


def test_a_relative_pronoun_means_its_noun() -> None:
    assert named("We met the vet who said that nine horses died.", "who") == "the vet"
    assert named("We met Mary Lund, who said that nine horses died.", "who") == "Mary Lund"
    assert last_teller("He met an aide to Mary Lund, who said that it burnt.", "who") is None


def test_the_first_person_is_the_speaker_inside_a_quotation_and_the_publisher_outside() -> None:
    assert last_teller("We found that the mill leaked.", "We") == PUBLISHER
    quoted = 'Mary Lund said, "I told them that it leaked."'
    assert named(quoted, "I") == "Mary Lund"
    assert last_teller('"We told them that it leaked."', "We") is None


def test_a_quotation_ends_with_its_mark_or_its_paragraph() -> None:
    parses = parses_of('"It sank. Nobody knew," she said.\n\n“It sank\n\nShe left.')
    flags = [
        [p.word(t) for t, quoted in enumerate(row) if quoted and p.word(t).isalpha()]
        for p, row in zip(parses, quoted_tokens(parses), strict=True)
    ]
    assert flags == [["It", "sank"], ["Nobody", "knew"], ["It", "sank"], []]


def test_who_has_a_clause_for_an_object_or_is_accorded_with_tells() -> None:
    (parse,) = parses_of("According to Mary Lund, it sank.")
    assert [parse.word(t) for t in range(len(parse)) if tells(parse, t)] == ["Lund"]
