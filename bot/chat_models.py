"""Chat models by name: the seam to a model that writes, and the file that asks LangChain for one.

A model is named provider:name. Its key stays in the variable where its provider looks for it
(OPENAI_API_KEY and the like); it is neither read nor printed here, and is taken out of what a
server says about an error.
"""

from __future__ import annotations

import math
import os
import re
from base64 import b64encode
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from bot.errors import BadSetting, MissingExtra, ModelError

# Which extra of ours brings the package of a provider.
_EXTRAS = {
    "openai": "openai",
    "anthropic": "anthropic",
    "google_genai": "google",
    "mistralai": "mistralai",
    "ollama": "ollama",
}
_TRACING = (
    "LANGSMITH_TRACING",
    "LANGSMITH_TRACING_V2",
    "LANGCHAIN_TRACING",
    "LANGCHAIN_TRACING_V2",
)
_SECRET = re.compile(r"key|token(?!s_per_)|secret|password", re.IGNORECASE)
_CREDENTIALS = re.compile(r"(?<=//)[^/?#\s]*@")
_MASK = "********"
_SHORTEST_SECRET = 6
_LONGEST_REASON = 200
_PATIENCE = 60.0
_RETRIES = 2
_CONNECT = 10.0  # seconds


@dataclass(frozen=True, slots=True)
class Connection:
    """Where a model is and how long it is waited for, in seconds.

    `retries` are those of the provider's own client. `tracing` leaves LangSmith's variables as
    they are; else nothing is traced. `metered` asks for token counts at the end of a stream.
    """

    base_url: str | None = None
    patience: float = _PATIENCE
    retries: int = _RETRIES
    tracing: bool = False
    metered: bool = False


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
    """Any chat model of LangChain behind the seam; `secrets` are never shown."""

    def __init__(self, name: str, model: Any, secrets: tuple[str, ...] = ()) -> None:
        self.name = name
        self._model = model
        self._secrets = secrets

    def reply(self, prompt: str) -> str:
        """The text of one reply, without what a model thinks aloud in parts of its own."""
        try:
            return str(self._model.invoke(prompt).text)
        except Exception as error:  # every provider has exceptions of its own
            reason = reason_of(error, self._secrets)
        # Not from the error, which tells secrets where a traceback is shown.
        raise ModelError(f"{self.name}: {reason}")


def open_chat_model(name: str, connection: Connection | None = None) -> ChatModel:
    """The model called provider:name; nothing is sent yet. Raises BadSetting and MissingExtra."""
    connection = connection or Connection()
    model = langchain_model(name, connection)
    return LangChainModel(name, model, secrets_of(connection.base_url))


def langchain_model(name: str, connection: Connection) -> Any:
    """LangChain's chat model called provider:name. Raises BadSetting and MissingExtra."""
    if not connection.tracing:
        os.environ.update(dict.fromkeys(_TRACING, "false"))
    provider, _, model = name.partition(":")
    secrets = secrets_of(connection.base_url)
    try:
        from langchain.chat_models import init_chat_model

        return init_chat_model(model, model_provider=provider, **_options(provider, connection))
    except ImportError as error:
        extra = _EXTRAS.get(provider)
        cure = f'pip install "onrecord[{extra}]"' if extra else "install the package it needs"
        raise MissingExtra(f"ONRECORD_MODEL={name}: {reason_of(error)}; {cure}") from error
    except Exception as error:  # an unknown provider, a missing key, a bad address
        cure = "set the key its provider asks for, or another model"
        reason = f"ONRECORD_MODEL={name}: {reason_of(error, secrets)}; {cure}"
    raise BadSetting(reason)


def secrets_of(base_url: str | None) -> tuple[str, ...]:
    """What must never be shown of an address: a name and password in it, in every form."""
    held = urlsplit(base_url or "").netloc.rpartition("@")[0]
    if not held:
        return ()
    password = held.partition(":")[2]
    forms = {held, unquote(held), password, unquote(password)}
    forms |= {b64encode(unquote(held).encode()).decode()}
    return tuple(sorted((form for form in forms if form), key=len, reverse=True))


def _options(provider: str, connection: Connection) -> dict[str, Any]:
    """What each provider's package calls the same things."""
    patience: Any = connection.patience
    options: dict[str, Any] = {"max_retries": connection.retries}
    if provider == "openai":
        patience = (min(_CONNECT, patience), patience, patience, patience)
        options |= {"stream_usage": True} if connection.metered else {}
    elif provider == "mistralai":
        patience = math.ceil(patience)
    elif provider == "ollama":
        options["client_kwargs"] = {"timeout": patience}
    options["timeout"] = patience
    if connection.base_url is not None:
        options["base_url"] = connection.base_url
    return options


def reason_of(error: BaseException, secrets: tuple[str, ...] = ()) -> str:
    """An error's first line, cut to a length that can be shown, without any secret.

    Secrets are those given, the values of variables that are named like one, and names and
    passwords in addresses.
    """
    lines = str(error).strip().splitlines() or [""]
    text = f"{type(error).__name__}: {lines[0]}".rstrip(": .")
    return _without(secrets, text)[:_LONGEST_REASON]


def _without(secrets: tuple[str, ...], text: str) -> str:
    held = (v for k, v in os.environ.items() if _SECRET.search(k) and len(v) > _SHORTEST_SECRET)
    for secret in (*secrets, *sorted(held, key=len, reverse=True)):
        text = text.replace(secret, _MASK)
    return _CREDENTIALS.sub(f"{_MASK}@", text)
