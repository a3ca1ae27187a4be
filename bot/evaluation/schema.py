"""What an item of a question set must look like, and what to say where it does not."""

from __future__ import annotations

import difflib
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from bot.claims import Outcome, Qualifier, Status
from bot.evaluation.items import Expectation, Item

_EXPECTABLE = (Outcome.ANSWERED, Outcome.NOTHING_FOUND, Outcome.OUT_OF_SCOPE)
_CURES = {
    "id": "give every item a name of its own, as in `id: bridge-01`",
    "question": 'write it in quotation marks, as in `question: "who said so?"`',
    "expect": "say what the answer must be, as in `expect: {outcome: answered}`",
    "as_of": "write a day as in 2024-10-22, or leave it out",
    "outcome": f"write one of {', '.join(_EXPECTABLE)}",
    "status": f"write one of {', '.join(Status)}, or leave it out",
    "qualifiers": f"write a list of {', '.join(Qualifier)}",
    "facts": "write a list of strings, each or a list of alternatives, as in [bridge, [2, two]]",
    "passages": "write a list of pairs, as in [{source: mill-bridge, quote: closed because}]",
}
_TEXT_CURE = "write it as text in quotation marks"


def _listed(value: Any) -> Any:
    """A list; nothing is an empty one, and one value stands for a list of one."""
    if value is None:
        return []
    return value if isinstance(value, list | tuple) else [value]


def _alternatives(value: Any) -> Any:
    return [_listed(fact) for fact in _listed(value)]


def _some(value: tuple[str, ...]) -> tuple[str, ...]:
    if not value:
        raise ValueError("has no alternatives")
    return value


def _day(value: Any) -> date | None:
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ValueError(f"'{value}' is no day") from None


def _expectable(value: Outcome) -> Outcome:
    if value not in _EXPECTABLE:
        raise ValueError(f"'{value}' cannot be expected")
    return value


_Text = Annotated[str, Field(min_length=1)]
_Fact = Annotated[tuple[_Text, ...], AfterValidator(_some)]
_Facts = Annotated[tuple[_Fact, ...], BeforeValidator(_alternatives)]
_Texts = Annotated[tuple[_Text, ...], BeforeValidator(_listed)]
_Day = Annotated[date | None, BeforeValidator(_day)]


class _Strict(BaseModel):
    model_config = ConfigDict(
        extra="forbid", coerce_numbers_to_str=True, str_strip_whitespace=True, frozen=True
    )


class PassageRow(_Strict):
    """A quote that holds what was asked for, and the source it stands in."""

    source: _Text
    quote: _Text


class ExpectRow(_Strict):
    """The gold of an item."""

    outcome: Annotated[Outcome, AfterValidator(_expectable)]
    status: Status | None = None
    qualifiers: Annotated[tuple[Qualifier, ...], BeforeValidator(_listed)] = ()
    facts: _Facts = ()
    must_not: _Texts = ()
    sources: _Texts = ()
    quote_contains: _Text | None = None
    passages: Annotated[tuple[PassageRow, ...], BeforeValidator(_listed)] = ()
    also: Status | None = None

    @model_validator(mode="after")
    def _non_answers_hold_nothing(self) -> ExpectRow:
        held = ("status", "qualifiers", "facts", "sources", "quote_contains", "passages")
        given = [name for name in held if getattr(self, name)]
        if self.outcome is not Outcome.ANSWERED and given:
            cure = f"take {given[0]} out, or expect outcome: answered"
            raise ValueError(f"{self.outcome} goes without {given[0]}; {cure}")
        if self.outcome is Outcome.ANSWERED and self.also:
            raise ValueError("also goes beside a refusal; take it out, or expect its status")
        return self


class ItemRow(_Strict):
    """One item as it stands in a file."""

    id: _Text
    question: _Text
    type: _Text = "other"
    as_of: _Day = None
    expect: ExpectRow
    why: str | None = None
    draft: Any = None

    def as_item(self) -> Item:
        """The same as a plain value."""
        gold = self.expect
        passages = tuple((p.source, p.quote) for p in gold.passages)
        expect = Expectation(
            gold.outcome,
            gold.status,
            gold.qualifiers,
            gold.facts,
            gold.must_not,
            gold.sources,
            gold.quote_contains,
            passages,
            gold.also,
        )
        return Item(self.id, self.question, self.type, self.as_of, expect, self.why)


def problem_of(error: ValidationError) -> str:
    """Field, fault and cure of the first thing that is wrong, in one line."""
    first = error.errors()[0]
    names = [str(part) for part in first["loc"] if isinstance(part, str)]
    entry = next((f" entry {part + 1}" for part in first["loc"] if isinstance(part, int)), "")
    name = names[-1] if names else ""
    if first["type"] == "extra_forbidden":
        return f"{'.'.join(names)}: there is no such field; {_meant(name, names)}"
    cure = next((_CURES[n] for n in reversed(names) if n in _CURES), _TEXT_CURE)
    fault = _fault(first["type"], str(first["msg"]), first["input"])
    if first["type"] == "value_error" and ";" in fault:
        return f"{'.'.join(names)}: {fault}"
    return f"{'.'.join(names)}{entry}: {fault}; {cure}"


def _fault(kind: str, message: str, given: object) -> str:
    match kind:
        case "missing":
            return "is missing"
        case "enum":
            return f"'{given}' is not known" if given is not None else "is empty"
        case "value_error":
            return message.removeprefix("Value error, ")
        case "string_too_short":
            return "is empty"
        case "string_type":
            return f"{given!r} is no text" if given is not None else "is empty"
    return f"{given!r} cannot stand here"


def _meant(name: str, names: list[str]) -> str:
    models: dict[int, type[BaseModel]] = {1: ItemRow, 2: ExpectRow}
    model = models.get(len(names), PassageRow)
    elsewhere: type[BaseModel] = ExpectRow if model is ItemRow else ItemRow
    if name in elsewhere.model_fields:
        where = "under expect" if elsewhere is ExpectRow else "beside expect, not under it"
        return f"{name} stands {where}"
    known = list(model.model_fields)
    near = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {near[0]}?" if near else f"the fields are {', '.join(known)}"
