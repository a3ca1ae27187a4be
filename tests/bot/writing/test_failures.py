"""What exceptions of providers mean: shapes that their packages raise, none of them installed."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from bot.writing.attempts import Again
from bot.writing.failures import failure_of, retry_after, status_of, tokens_of

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class StatusError(Exception):
    """As openai, anthropic and ollama raise."""

    def __init__(
        self, status: int, headers: dict[str, str] | None = None, code: object = None
    ) -> None:
        super().__init__(f"status {status}")
        self.status_code = status
        self.response = SimpleNamespace(status_code=status, headers=headers or {})
        self.code = code


class HTTPStatusError(Exception):
    """As httpx raises for Mistral."""

    response = SimpleNamespace(status_code=503, headers={})


class ClientError(Exception):
    """As Google raises."""

    code = 429


class ReadTimeout(TimeoutError):
    """As httpx raises."""


class APIConnectionError(Exception):
    """As openai and anthropic raise."""


class APITimeoutError(APIConnectionError):
    """As openai and anthropic raise."""


class LengthFinishReasonError(Exception):
    """As openai raises."""

    completion = SimpleNamespace(usage=SimpleNamespace(prompt_tokens=7, completion_tokens=9))


def wrapped(error: Exception) -> Exception:
    """An error as LangChain's packages wrap some."""
    outer = ValueError("it failed")
    outer.__cause__ = error
    return outer


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (StatusError(404), 404),
        (HTTPStatusError(), 503),
        (ClientError(), 429),
        (wrapped(ClientError()), 429),
        (ValueError("404"), None),
    ],
)
def test_the_status_is_found_where_providers_keep_it(error: Exception, status: int | None) -> None:
    assert status_of(error) == status


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (StatusError(429), Again.LATER),
        (StatusError(429, code="insufficient_quota"), Again.NEVER),
        (StatusError(500), Again.LATER),
        (StatusError(529), Again.LATER),
        (StatusError(401), Again.NEVER),
        (StatusError(418), Again.NEVER),
        (ReadTimeout(), Again.ONCE),
        (APITimeoutError(), Again.ONCE),
        (wrapped(ReadTimeout()), Again.ONCE),
        (APIConnectionError(), Again.LATER),
        (ConnectionError("no route"), Again.LATER),
        (LengthFinishReasonError(), Again.NEVER),
        (KeyError("x"), Again.NEVER),
    ],
)
def test_only_what_may_pass_is_asked_again(error: Exception, again: Again) -> None:
    assert failure_of("a:b", error).again is again


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        ("Sun, 01 Mar 2026 12:00:20 GMT", 20.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("soon", None),
    ],
)
def test_a_server_says_in_seconds_or_by_date_how_long_to_wait(
    header: str, seconds: float | None
) -> None:
    assert retry_after(StatusError(429, {"retry-after": header}), NOW) == seconds
    assert retry_after(wrapped(StatusError(429, {"retry-after": header})), NOW) == seconds


def test_a_server_that_says_nothing_of_waiting_is_not_waited_for() -> None:
    assert retry_after(StatusError(429)) is None
    assert retry_after(ValueError()) is None


def test_tokens_of_a_reply_that_was_not_taken_are_known() -> None:
    assert tokens_of(LengthFinishReasonError()) == (7, 9)
    assert tokens_of(ValueError()) is None


def test_given_secrets_are_masked() -> None:
    error = failure_of("a:b", ValueError("ada:word told http://eve:pw@x/y"), ("ada:word",))
    assert str(error).startswith("a:b: ValueError: ******** told http://********@x/y; ")
