"""Chat models by name: what goes wrong is one line with a cure, and no key is in it."""

from __future__ import annotations

import os
from importlib.util import find_spec

import pytest

from bot.chat_models import Connection, LangChainModel, open_chat_model, reason_of, secrets_of
from bot.errors import BadSetting, MissingExtra, ModelError
from tests.fakes_chat_server import needs_openai

KEY = "sk-test-0123456789"


class Message:
    """A message as LangChain has it."""

    text = "It is shut."


class FakeLangChain:
    """A model of LangChain's that replies, or raises."""

    def __init__(self, error: Exception | None = None) -> None:
        self._error = error

    def invoke(self, prompt: str) -> Message:
        if self._error:
            raise self._error
        return Message()


def test_a_reply_is_the_text_of_the_message() -> None:
    assert LangChainModel("fake:chat", FakeLangChain()).reply("Is it shut?") == "It is shut."


def test_what_a_provider_raises_is_a_model_error_that_names_the_model() -> None:
    model = LangChainModel("fake:chat", FakeLangChain(ConnectionError("no route\nto host")))
    with pytest.raises(ModelError, match=r"^fake:chat: ConnectionError: no route$"):
        model.reply("Is it shut?")


def test_what_a_provider_raises_is_not_in_a_traceback() -> None:
    model = LangChainModel("fake:chat", FakeLangChain(ValueError("ada:word")), ("ada:word",))
    with pytest.raises(ModelError, match=r"^fake:chat: ValueError: \*{8}$") as raised:
        model.reply("Is it shut?")
    assert (raised.value.__cause__, raised.value.__context__) == (None, None)


def test_a_key_never_stands_in_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert reason_of(ValueError(f"wrong key {KEY}")) == "ValueError: wrong key ********"


def test_a_reason_is_one_line_that_can_be_shown() -> None:
    assert reason_of(TimeoutError()) == "TimeoutError"
    assert len(reason_of(ValueError("x" * 5000))) == 200


@pytest.mark.skipif(find_spec("langchain") is not None, reason="LangChain is installed")
def test_without_langchain_the_cure_is_named() -> None:
    with pytest.raises(MissingExtra, match=r'pip install "onrecord\[openai\]"$'):
        open_chat_model("openai:any")


@needs_openai
def test_a_missing_key_is_bad_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(BadSetting, match=r"^ONRECORD_MODEL=openai:any: .*; set the key"):
        open_chat_model("openai:any")


@needs_openai
def test_an_unknown_provider_is_bad_usage() -> None:
    with pytest.raises(BadSetting, match=r"^ONRECORD_MODEL=nobody:any: "):
        open_chat_model("nobody:any")


@needs_openai
def test_a_provider_that_is_not_installed_names_its_extra() -> None:
    if find_spec("langchain_mistralai"):
        pytest.skip("langchain-mistralai is installed")
    with pytest.raises(MissingExtra, match=r'pip install "onrecord\[mistralai\]"$'):
        open_chat_model("mistralai:any")


@needs_openai
def test_nothing_is_traced_unless_tracing_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    names = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2")
    for name in names:
        monkeypatch.setenv(name, "true")
    open_chat_model("openai:any", Connection(tracing=True))
    assert [os.environ[name] for name in names] == ["true"] * 3
    open_chat_model("openai:any")
    assert [os.environ[name] for name in names] == ["false"] * 3


@needs_openai
def test_a_bad_address_is_bad_usage_that_hides_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    with pytest.raises(BadSetting) as raised:
        open_chat_model("openai:any", Connection("http://ada:pa55@there:port/v1"))
    assert "pa55" not in str(raised.value)
    assert str(raised.value).startswith("ONRECORD_MODEL=openai:any: ")


def test_an_address_holds_its_secrets_in_every_form() -> None:
    assert set(secrets_of("https://ada:p%40ss@there/v1")) == {
        "ada:p%40ss",
        "ada:p@ss",
        "p%40ss",
        "p@ss",
        "YWRhOnBAc3M=",
    }
    assert secrets_of("https://there/v1") == secrets_of(None) == ()


def test_a_budget_is_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_MODEL_TOKENS_PER_DAY", "2000000")
    assert reason_of(ValueError("2000000 tokens")) == "ValueError: 2000000 tokens"
