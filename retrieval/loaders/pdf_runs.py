"""Where the text of a PDF page stands: each string it shows, with both of its ends.

pypdf measures text by its fonts for its layout mode, and offers the measures to nobody. They are
taken from there; where that fails, the page is read in the order in which it is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from retrieval.loaders.pdf_layout import Run

if TYPE_CHECKING:
    from pypdf import PageObject

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)


def runs_of(page: PageObject, on_time: Callable[[], None]) -> list[Run] | None:
    """The runs of a page as it draws them; None where some of it is turned or has no measures."""
    from pypdf.errors import LimitReachedError

    try:
        shown = list(_shown(page, on_time))
    except LimitReachedError:
        raise
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        return None
    if any(one.rotated or not one.font.interpretable for one in shown):
        return None
    flipped = {one.flip_vertical for one in shown if one.text.strip()}
    if len(flipped) > 1:
        return None
    up = -1.0 if True in flipped else 1.0  # Word publishes pages that count from the top
    return [
        Run(
            text=one.text,
            left=float(one.tx),
            right=float(max(one.tx, one.displaced_tx)),
            y=up * float(one.ty),
            size=float(one.font_height),
            bold=bool(_BOLD.search(one.font.name)),
        )
        for one in shown
    ]


def pictures_on(page: PageObject) -> bool:
    """Whether a page shows a picture, as a scanned one does."""
    resources: Any = page.get("/Resources")
    objects: Any = resources.get_object().get("/XObject") if resources else None
    found = objects.get_object().values() if objects else ()
    return any(one.get_object().get("/Subtype") == "/Image" for one in found)


def _shown(page: PageObject, on_time: Callable[[], None]) -> Any:
    from pypdf._text_extraction._layout_mode import _fixed_width_page as layout
    from pypdf._text_extraction._layout_mode._text_state_manager import TextStateManager
    from pypdf.generic import ContentStream

    contents: Any = page.get("/Contents")
    if contents is None:
        return
    fonts, state = page._layout_mode_fonts(), TextStateManager()
    operations = iter(ContentStream(contents.get_object(), page.pdf, "bytes").operations)
    for operands, operator in operations:
        on_time()
        if operator in (b"BT", b"q"):
            end: Any = b"ET" if operator == b"BT" else b"Q"
            yield from layout.recurse_to_target_op(operations, state, end, fonts, False)[1]
        elif operator == b"Tf":
            layout.set_font_operation(state, fonts, operands)
        else:
            state.set_state_param(operator, operands)
