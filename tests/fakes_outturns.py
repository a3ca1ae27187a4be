"""Builders of question items and outturns over two small sources, for the tests of scoring."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.claims import Answer, Citation, Elapsed, Outcome, Status
from bot.evaluation.items import Expectation, Item
from bot.evaluation.record import Outturn
from tests.fakes_answers import a_citation, a_claim, a_label, an_answer

BODIES = {
    "mill-bridge": (
        "The Mill Bridge is closed, the Harbour Office said on 5 March 2024. "
        "Divers found a crack of 2 metres below the water. "
        "It may stay closed until May."
    ),
    "ferry-strike": (
        "The ferrymen's union called a strike for Friday. "
        "Up to 300 ferrymen will not work. "
        "It asks for a rise of 7 percent."
    ),
}
CLOSED = "The Mill Bridge is closed, the Harbour Office said on 5 March 2024."
CRACK = "Divers found a crack of 2 metres below the water."
STRIKE = "The ferrymen's union called a strike for Friday."
DAY = date(2024, 3, 9)


def cited(n: int, quote: str, source_id: str = "mill-bridge", **keys: Any) -> Citation:
    """A citation of a quote where it stands in its source, or at 0 where it does not."""
    start = max(0, BODIES[source_id].find(quote))
    place = {"source_id": source_id, "quote": quote, "start": start, "end": start + len(quote)}
    return a_citation(n, **{**place, "published": date(2024, 3, 5), "stated": None, **keys})


def saying(text: str, *citations: Citation, **keys: Any) -> Answer:
    """An answer of one confirmed claim without evidence rows."""
    values = {"claims": (a_claim(evidence=()),), "as_of": None, "elapsed": Elapsed(total=20.0)}
    return an_answer(text=text, citations=citations, **{**values, **keys})


def labelled(status: Status, *qualifiers: Any, **keys: Any) -> Answer:
    """A sound answer whose first claim has this label."""
    claim = a_claim(label=a_label(status, *qualifiers), evidence=())
    return saying(f"{CLOSED} [1]", cited(1, CLOSED), claims=(claim,), **keys)


def refusal(outcome: Outcome = Outcome.NOTHING_FOUND) -> Answer:
    """An answer that is none, without citations."""
    return saying("The sources do not say.", outcome=outcome, claims=())


def an_item(item_id: str = "bridge-01", **expect: Any) -> Item:
    """An answerable item about a confirmed claim; keys are those of the expectation."""
    kind, as_of = expect.pop("type", "factoid"), expect.pop("as_of", None)
    values = {"outcome": Outcome.ANSWERED, "status": Status.CONFIRMED, **expect}
    return Item(item_id, "Is the bridge closed?", kind, as_of, Expectation(**values))


def unanswerable(item_id: str = "bridge-90", **expect: Any) -> Item:
    """An item the corpus holds no answer to."""
    return an_item(item_id, **{"outcome": Outcome.NOTHING_FOUND, "status": None, **expect})


def an_outturn(answer: Answer | None, item: Item | None = None, **keys: Any) -> Outturn:
    """What became of an item; of the plain answerable one unless told."""
    return Outturn(item or an_item(), answer, **keys)


def failed(item: Item | None = None, error: str = "Timeout: too slow") -> Outturn:
    """An item that ended in an error."""
    return Outturn(item or an_item(), None, error)
