"""The ids of what can be pressed and sent, and how they are read back after a restart.

An id holds all that is needed to do what the button says: what to do, for which answer, and
where. Each is at most 100 characters long, which is Discord's limit; answer ids are those of
bot.state.feedback.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.state.ratings import Reason

LONGEST_ID = 100
LONGEST_QUERY = 75  # characters of a query that an id has room for
_ANSWER = r"(?P<answer>[0-9A-Za-z]{1,32})"
_PAGE = r"(?P<page>[0-9]{1,4})"
WHY = re.compile(rf"onrecord:why:{_ANSWER}:{_PAGE}")
MORE = re.compile(rf"onrecord:more:{_ANSWER}:{_PAGE}")
SOURCES = re.compile(rf"onrecord:sources:{_ANSWER}:{_PAGE}")
HELPFUL = re.compile(rf"onrecord:helpful:{_ANSWER}")
NOT_HELPFUL = re.compile(rf"onrecord:not-helpful:{_ANSWER}")
AS_OF = re.compile(rf"onrecord:as-of:{_ANSWER}")
SOURCE_LIST = re.compile(rf"onrecord:list:{_PAGE}:(?P<query>.*)", re.DOTALL)
# What a person may choose in the modal of "Not helpful", in its order.
REASONS = {
    Reason.WRONG: "The answer is wrong",
    Reason.OUTDATED: "The answer is outdated",
    Reason.LABEL: "The label is not right",
    Reason.CITATION: "A source or quotation is not right",
    Reason.OTHER: "Something else",
}


@dataclass(frozen=True, slots=True)
class Button:
    """A grey button with words and no emoji; `id` is at most LONGEST_ID characters long."""

    label: str
    id: str
    disabled: bool = False


Rows = tuple[tuple[Button, ...], ...]


def why_id(answer_id: str) -> str:
    """The pages of evidence of an answer, `{}` in place of the number."""
    return f"onrecord:why:{answer_id}:{{}}"


def more_id(answer_id: str) -> str:
    """The pages of what stands behind an answer, `{}` in place of the number."""
    return f"onrecord:more:{answer_id}:{{}}"


def sources_id(answer_id: str) -> str:
    """The pages of passages of an answer, `{}` in place of the number."""
    return f"onrecord:sources:{answer_id}:{{}}"


def source_list_id(query: str) -> str:
    """The pages of a list of sources, `{}` in place of the number."""
    return f"onrecord:list:{{}}:{query}"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a message has buttons for: labels, sources, and claims that stand behind it."""

    labelled: bool = False
    sources: bool = True
    more: bool = False


def answer_buttons(answer_id: str, shown: Shown) -> Rows:
    """The rows under an answer; there is no button that would show nothing."""
    sources = (Button("Sources", sources_id(answer_id).format(1)),) if shown.sources else ()
    why = (Button("Why", why_id(answer_id).format(1)),) if shown.labelled else ()
    more = (Button("More", more_id(answer_id).format(1)),) if shown.more else ()
    read = (*sources, *why, *more, Button("As of…", f"onrecord:as-of:{answer_id}"))
    rate = (
        Button("Helpful", f"onrecord:helpful:{answer_id}"),
        Button("Not helpful", f"onrecord:not-helpful:{answer_id}"),
    )
    return (read, rate)


def page_buttons(id_of_page: str, page: int, count: int) -> Rows:
    """One row to go back and on; none where there is one page, or the id would be too long.

    `id_of_page` is an id with `{}` in place of the number of the page.
    """
    longest = len(id_of_page.replace("{}", str(count + 1), 1))
    if count < 2 or longest > LONGEST_ID:
        return ()
    back = Button("Back", id_of_page.replace("{}", str(page - 1), 1), disabled=page == 1)
    on = Button("Next", id_of_page.replace("{}", str(page + 1), 1), disabled=page == count)
    return ((back, on),)
