"""What only the person who pressed a button sees, written out in full."""

from __future__ import annotations

from datetime import date

from bot.claims import Qualifier, Status
from bot.discord_bot.buttons import SOURCE_LIST, WHY
from bot.discord_bot.pages import (
    page_message,
    source_list_pages,
    sources_pages,
    why_pages,
)
from retrieval.documents import Kind, Passage, Sentence, Source
from tests.fakes_answers import (
    QUOTE,
    a_change,
    a_citation,
    a_claim,
    a_label,
    an_answer,
    an_evidence,
)
from tests.fakes_discord_markdown import rendered

BODY = f"It rained *hard*.\n{QUOTE} Nobody was hurt."


def a_page_source(**keys: object) -> Source:
    values: dict[str, object] = {
        "id": "mill-bridge",
        "title": "Bridge shut",
        "publisher": "Harbour Gazette",
        "published": date(2024, 3, 5),
        "body": BODY,
        "url": "https://gazette.example/bridge",
    }
    return Source(**values | keys)  # type: ignore[arg-type]


def whole(source: Source) -> Passage:
    return Passage(source, (Sentence(source.id, 0, 0, len(source.body), source.body),))


CITED = a_citation(start=BODY.index(QUOTE), end=BODY.index(QUOTE) + len(QUOTE))


def test_why_shows_every_statement_with_its_source_and_the_history() -> None:
    rows = (
        an_evidence(),
        an_evidence(claimant=None, hedged=True, origin="wire-1", source_id="rumour"),
    )
    pages = why_pages([a_claim(evidence=rows, history=(a_change(),))], [a_page_source()])
    assert pages == (
        "\n".join(
            (
                "**CONFIRMED** · official",
                "The harbour office said so without hedge.",
                "Claim: The bridge is shut.",
                "",
                "Statement 1: Harbour Office (authority) asserts · not hedged ·"
                " <t:1709546400:D> · origin harbour-office",
                "> “The bridge is shut, the harbour office said.”",
                "> in mill-bridge: [Bridge shut](<https://gazette.example/bridge>)",
                "",
                "Statement 2: no claimant named (authority) asserts · hedged ·"
                " <t:1709546400:D> · origin wire-1",
                "> “The bridge is shut, the harbour office said.”",
                "> in rumour",
                "",
                "<t:1709287200:D>: **UNCONFIRMED** · reported — Only a ferryman said so. (rumour)",
            )
        ),
    )


def test_why_numbers_claims_where_there_are_several() -> None:
    other = a_claim(label=a_label(Status.UNCONFIRMED, Qualifier.DENIED), evidence=())
    (page,) = why_pages([a_claim(), other])
    assert page.startswith("Claim 1 \\[1\\]\n**CONFIRMED** · official\n")
    assert "\n\nClaim 2 \\[1\\]\n**UNCONFIRMED** · denied\n" in page
    assert page.endswith("No statement bears on this claim.")


def test_why_says_so_where_nothing_has_a_label() -> None:
    assert why_pages(()) == ("This answer makes no claim, so nothing has a label.",)


def test_sources_show_the_passage_with_the_quotation_marked() -> None:
    pages = sources_pages(an_answer(citations=(CITED,)), [whole(a_page_source())])
    assert pages == (
        "\n".join(
            (
                "The quoted words stand in bold, between “ and ”.",
                "",
                r"> It rained \*hard\*. **“The bridge is shut, the harbour office said.”**"
                " Nobody was hurt.",
                r"> \[1\] [Bridge shut](<https://gazette.example/bridge>) — Harbour Gazette,"
                " <t:1709632800:D>, said <t:1709546400:D>",
            )
        ),
    )
    assert rendered(pages[0]).of("bold") == ["“The bridge is shut, the harbour office said.”"]


def test_our_own_summary_is_called_one_and_other_texts_at_its_place_are_not_shown() -> None:
    digest = whole(a_page_source(kind=Kind.DIGEST))
    assert "> our summary: It rained" in sources_pages(an_answer(citations=(CITED,)), [digest])[0]
    changed = whole(a_page_source(body=BODY.replace("shut", "open")))
    assert "It rained" not in sources_pages(an_answer(citations=(CITED,)), [changed])[0]


def test_an_answer_without_sources_says_so() -> None:
    assert sources_pages(an_answer(citations=()), ()) == ("This answer rests on no source.",)


def test_a_quotation_longer_than_a_page_goes_on_with_marks_on_both() -> None:
    quote = "The bridge is shut. " * 150
    pages = sources_pages(an_answer(citations=(a_citation(quote=quote),)), ())
    assert len(pages) == 3
    assert "The bridge is shut.” …\n> \\[1\\]" in pages[1]
    assert pages[2].startswith("> … “The bridge is shut.")


def test_sources_are_listed_with_date_kind_and_id() -> None:
    assert source_list_pages([a_page_source(language="en")], "bridge") == (
        "1 source for “bridge”\n\n"
        "[Bridge shut](<https://gazette.example/bridge>) — Harbour Gazette,"
        " <t:1709632800:D>, article\n-# mill-bridge",
    )
    assert source_list_pages((), "tunnel") == ("No source for “tunnel”",)


def test_pages_have_buttons_to_the_next_and_no_way_beyond_the_ends() -> None:
    texts = ("one", "two", "three")
    message = page_message(texts, 2, "onrecord:why:abc:{}")
    assert message.content == "two\n\n-# Page 2 of 3"
    assert message.private
    ((back, on),) = message.rows
    assert [(b.label, b.id, b.disabled) for b in (back, on)] == [
        ("Back", "onrecord:why:abc:1", False),
        ("Next", "onrecord:why:abc:3", False),
    ]
    match = WHY.fullmatch(on.id)
    assert match is not None
    assert (match["answer"], match["page"]) == ("abc", "3")
    assert page_message(texts, 99, "onrecord:why:abc:{}").rows[0][1].disabled
    assert page_message(texts, 0, "onrecord:why:abc:{}").rows[0][0].disabled


def test_one_page_has_no_buttons_and_no_number() -> None:
    assert page_message(("one",), 1, "onrecord:why:abc:{}").rows == ()
    assert page_message(("one",), 1, "onrecord:why:abc:{}").content == "one"


def test_a_query_with_braces_comes_back_as_it_was() -> None:
    message = page_message(("one", "two"), 1, "onrecord:list:{}:{}x")
    match = SOURCE_LIST.fullmatch(message.rows[0][1].id)
    assert match is not None
    assert (match["page"], match["query"]) == ("2", "{}x")
