"""Nothing that a source, a question or an answer says becomes markup; colours can be read."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evaluation.report import render_report
from tests.fakes_answers import a_citation, an_answer
from tests.fakes_report import a_comparison, a_mixed_evaluation, an_entry, an_evaluation
from tests.html_page import Document, parsed

HARMFUL = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><style>*{display:none}</style>",
    "</title><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "<a href=javascript:alert(1)>",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<!-- ",
    "-->",
    "]]>",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "&lt;b&gt;&amp;",
    "\u202etxet\u202c",
    "\x00\x1b[31m\ud800",
    "[1]",
    "[99]",
)


def read(evaluation: Mapping[str, Any], compared: Mapping[str, Any] | None = None) -> Document:
    """The report of an evaluation, parsed."""
    return parsed(render_report(evaluation, compared))


def with_texts(value: Any, change: Callable[[str], str]) -> Any:
    """The same JSON with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: with_texts(part, change) for key, part in value.items()}
    return [with_texts(part, change) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " https://gazette.example",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//gazette.example",
        "https:",
        "http://[",
        "/bridge",
        None,
    ],
)
def test_only_web_addresses_are_linked(url: str | None) -> None:
    answer = an_answer(citations=(a_citation(url=url),))
    document = read(an_evaluation(an_entry(answer=answer)))
    assert [href for href in document.attributes("a", "href") if not href.startswith("#")] == []


def test_the_policy_allows_one_script_and_one_style_and_no_network() -> None:
    document = read(a_mixed_evaluation())
    assert [tag for tag, _ in document.elements].count("script") == 1
    assert document.attributes("meta", "content")[0] == (
        f"default-src 'none'; script-src 'sha256-{digest(document, 'script')}'; "
        f"style-src 'sha256-{digest(document, 'style')}'; base-uri 'none'; form-action 'none'"
    )
    assert document.attributes("script", "src") + document.attributes("link", "href") == []
    assert "@import" not in "".join(document.bodies["style"])
    assert "url(" not in "".join(document.bodies["style"])


def digest(document: Document, tag: str) -> str:
    """The hash that a policy names a script or style by."""
    body = "".join(document.bodies[tag]).encode()
    return base64.b64encode(hashlib.sha256(body).digest()).decode()


WHOLE = (a_mixed_evaluation(), a_comparison())
SHAPE = read(*WHOLE).elements


@given(st.lists(st.one_of(st.sampled_from(HARMFUL), st.text(max_size=6)), min_size=1, max_size=4))
@settings(max_examples=60)
def test_no_text_of_an_evaluation_becomes_markup(pieces: list[str]) -> None:
    harm = "".join(pieces)
    document = read(*(with_texts(part, lambda text: f"{text}{harm}") for part in WHOLE))
    assert document.bodies == read(*WHOLE).bodies
    assert document.comments == []
    assert {tag for tag, _ in document.elements} <= {tag for tag, _ in SHAPE}
    names = {name for _, attrs in document.elements for name in attrs}
    assert names <= {name for _, attrs in SHAPE for name in attrs}
    assert not any(name.startswith("on") or name == "style" for name in names)
    for href in document.attributes("a", "href"):
        assert re.match(r"#|https?://", href), href


@given(st.sampled_from(HARMFUL))
def test_text_is_shown_as_it_was_written(harm: str) -> None:
    entry = an_entry(question=f"Is it {harm} so?", faults=[f"says {harm}"], why=harm)
    text = "".join(read(an_evaluation(entry)).texts)
    shown = re.sub("[\x00\x1b\u202a-\u202e\ud800]", "\ufffd", harm)
    assert f"Is it {shown} so?" in text
    assert f"says {shown}" in text


def test_a_page_can_be_written_whatever_the_text() -> None:
    page = render_report(an_evaluation(an_entry(question="\ud800 \x00 \u202e?")))
    assert "\ufffd \ufffd \ufffd?" in page.encode().decode()


class Colours:
    """The custom properties of one scheme of the style sheet."""

    def __init__(self, style: str, nth: int) -> None:
        block = re.findall(r":root \{(.*?)\}", style, re.DOTALL)[nth]
        self.values = dict(re.findall(r"--(\S+?): (#[0-9a-f]{3,6})", block))

    def contrast(self, one: str, other: str) -> float:
        """The contrast ratio of two colours, as WCAG 2 defines it."""
        dark, light = sorted(_luminance(self.values[name]) for name in (one, other))
        return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_every_colour_of_text_can_be_read(scheme: str) -> None:
    style = "".join(read(an_evaluation()).bodies["style"])
    colours = Colours(style, ["light", "dark", "print"].index(scheme))
    for ink in ("ink", "muted", "link", "good", "bad", "warn"):
        assert colours.contrast(ink, "paper") >= 4.5, ink
        assert colours.contrast(ink, "card") >= 4.5, ink
    assert colours.contrast("mark-ink", "mark") >= 4.5
