"""What a provider's exception means: its status, whether to ask again, and what a person can do.

Every provider has exceptions of its own. They are told apart by what most of them share: a status
code, a response with headers, the names of their classes, and the exception they come from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from bot.chat_models import reason_of
from bot.writing.attempts import Again, TryFailed

UNSUPPORTED = frozenset({400, 404, 422})
_KEY = "check the provider's key, in the provider's own variable"
_NAME = "check the name in ONRECORD_MODEL, and ONRECORD_MODEL_BASE_URL"
_REQUEST = "the server does not take such a request; check ONRECORD_MODEL or try another model"
_CURES = {
    400: _REQUEST,
    401: _KEY,
    402: "pay at the provider, or try another model",
    403: _KEY,
    404: _NAME,
    413: "the prompt is too long for this model; try another one",
    422: _REQUEST,
    429: "wait a while, or raise the limit at the provider",
}
_OVERLOADED = 429
_SERVER_FAULTS = range(500, 600)
_TIMEOUTS = frozenset({"TimeoutError", "TimeoutException", "APITimeoutError", "Timeout"})
_CONNECTIONS = frozenset({"ConnectionError", "APIConnectionError", "TransportError"})
_QUOTA = "insufficient_quota"


def failure_of(name: str, error: BaseException, secrets: tuple[str, ...] = ()) -> TryFailed:
    """What a provider raised, as one line that says what to do and whether to ask again.

    1. A reply that its provider's package did not take, as it was cut off or filtered: never.
    2. 429 later, unless a quota is used up; 5xx later; any other status never.
    3. A timeout once more; a connection that failed or broke later.
    4. Anything else never.
    """
    chain = tuple(_chain(error))
    names = frozenset(cls.__name__ for one in chain for cls in type(one).__mro__)
    reason = f"{name}: {reason_of(error, secrets)}"
    if "LengthFinishReasonError" in names:
        return TryFailed(*cut_off(name))
    if "ContentFilterFinishReasonError" in names:
        return TryFailed(*filtered(name))
    status = status_of(error)
    if status is not None:
        return TryFailed(reason, _cure(status), _again(status, chain), retry_after(error))
    if names & _TIMEOUTS:
        cure = "ask again, or raise ONRECORD_MODEL_TIMEOUT"
        return TryFailed(reason, cure, Again.ONCE)
    if names & _CONNECTIONS:
        cure = "check the network and ONRECORD_MODEL_BASE_URL"
        return TryFailed(reason, cure, Again.LATER)
    return TryFailed(reason, "check ONRECORD_MODEL, or try another model")


def cut_off(name: str) -> tuple[str, str]:
    """Reason and cure where the model reached the longest reply it may write."""
    return f"{name}: the reply was cut off at its longest", "ask a narrower question"


def filtered(name: str) -> tuple[str, str]:
    """Reason and cure where the provider's filter held a reply back."""
    cure = "put the question in other words, or try another model"
    return f"{name}: the provider's content filter held the reply back", cure


def status_of(error: BaseException) -> int | None:
    """The status of HTTP behind an error, if a server said one."""
    for one in _chain(error):
        response = getattr(one, "response", None)
        for owner, field in ((one, "status_code"), (response, "status_code"), (one, "code")):
            value = getattr(owner, field, None)
            if isinstance(value, int) and 400 <= value < 600:
                return value
    return None


def tokens_of(error: BaseException) -> tuple[int, int] | None:
    """Tokens read and written, where an error tells of a reply that its package did not take."""
    usage = getattr(getattr(error, "completion", None), "usage", None)
    read, wrote = getattr(usage, "prompt_tokens", None), getattr(usage, "completion_tokens", None)
    return (read, wrote) if isinstance(read, int) and isinstance(wrote, int) else None


def retry_after(error: BaseException, now: datetime | None = None) -> float | None:
    """Seconds that a server asks to wait, from its header Retry-After: a number or a date."""
    for one in _chain(error):
        headers = getattr(getattr(one, "response", None), "headers", None)
        if isinstance(headers, Mapping) and (value := headers.get("retry-after")):
            return _seconds(str(value), now or datetime.now(UTC))
    return None


def _seconds(value: str, now: datetime) -> float | None:
    if value.strip().isdecimal():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def _cure(status: int) -> str:
    if status in _SERVER_FAULTS:
        return "the server is in trouble; ask again in a while"
    return _CURES.get(status, _REQUEST)


def _again(status: int, chain: tuple[BaseException, ...]) -> Again:
    if status in _SERVER_FAULTS:
        return Again.LATER
    used_up = any(getattr(one, "code", None) == _QUOTA for one in chain)
    return Again.LATER if status == _OVERLOADED and not used_up else Again.NEVER


def _chain(error: BaseException) -> Iterator[Any]:
    """An error and what it was raised from."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__
