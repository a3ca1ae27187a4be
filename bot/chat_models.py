"""Chat models by name: the seam to a model that writes, and the file that asks LangChain for one.

A model is named provider:name. Its key stays in the variable where its provider looks for it
(OPENAI_API_KEY and the like); it is neither read nor printed here, and is taken out of what a
server says about an error.
"""

from __future__ import annotations

import os
import re
from typing import Any, Protocol

from bot.errors import BadSetting, MissingExtra, ModelError

# Which extra of ours brings the package of a provider.
_EXTRAS = {
    "openai": "openai",
    "anthropic": "anthropic",
    "google_genai": "google",
    "mistralai": "mistralai",
    "ollama": "ollama",
}
_NO_TRACING = {"LANGSMITH_TRACING": "false", "LANGCHAIN_TRACING_V2": "false"}
_SECRET = re.compile(r"key|token|secret|password", re.IGNORECASE)
_MASK = "********"
_SHORTEST_SECRET = 6
_LONGEST_REASON = 200
_PATIENCE = 60.0
_RETRIES = 2


class ChatModel(Protocol):
    """A model that answers a prompt; threads share it."""

    @property
    def name(self) -> str:
        """provider:name."""
        ...

    def reply(self, prompt: str) -> str:
        """What the model says to a prompt. Raises ModelError."""
        ...


class LangChainModel:
    """Any chat model of LangChain behind the seam."""

    def __init__(self, name: str, model: Any) -> None:
        self.name = name
        self._model = model

    def reply(self, prompt: str) -> str:
        """The text of one reply, without what a model thinks aloud in parts of its own."""
        try:
            message = self._model.invoke(prompt)
        except Exception as error:  # every provider has exceptions of its own
            raise ModelError(f"{self.name}: {reason_of(error)}") from error
        return str(message.text)


def open_chat_model(name: str, base_url: str | None = None) -> ChatModel:
    """The model called provider:name; nothing is sent yet. Raises BadSetting and MissingExtra."""
    os.environ.update(_NO_TRACING)
    provider, _, model = name.partition(":")
    options: dict[str, Any] = {"timeout": _PATIENCE, "max_retries": _RETRIES}
    if base_url is not None:
        options["base_url"] = base_url
    try:
        from langchain.chat_models import init_chat_model

        return LangChainModel(name, init_chat_model(model, model_provider=provider, **options))
    except ImportError as error:
        extra = _EXTRAS.get(provider)
        cure = f'pip install "onrecord[{extra}]"' if extra else "install the package it needs"
        raise MissingExtra(f"ONRECORD_MODEL={name}: {reason_of(error)}; {cure}") from error
    except Exception as error:  # an unknown provider, a missing key, a bad address
        cure = "set the key its provider asks for, or another model"
        raise BadSetting(f"ONRECORD_MODEL={name}: {reason_of(error)}; {cure}") from error


def reason_of(error: BaseException) -> str:
    """An error's first line, cut to a length that can be shown, without any secret."""
    lines = str(error).strip().splitlines() or [""]
    text = f"{type(error).__name__}: {lines[0]}".rstrip(": .")
    return _without_secrets(text)[:_LONGEST_REASON]


def _without_secrets(text: str) -> str:
    """The text with the values of every variable that is named like a secret masked."""
    secrets = (v for k, v in os.environ.items() if _SECRET.search(k) and len(v) > _SHORTEST_SECRET)
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, _MASK)
    return text
