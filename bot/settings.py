"""Settings as one immutable value, read once by a front end and passed down.

Weight grows from defaults over the environment (ONRECORD_*) and a `.env` file to flags.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import platformdirs
from pydantic import Field, HttpUrl, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.errors import BadSetting
from bot.writing.prices import read_price

DEFAULT_EMBEDDING_MODEL = "all-MiniLM-L6-v2"


class Settings(BaseSettings):
    """Everything a person can set."""

    model_config = SettingsConfigDict(
        env_prefix="ONRECORD_", env_file=".env", extra="ignore", frozen=True
    )

    home: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("onrecord")),
        description="folder for indexes, the exported model, added sources and REPL history",
    )
    corpus: Path | None = Field(
        default=None, description="corpus folder; the packaged one when unset"
    )
    embedding_model: str = Field(
        default=DEFAULT_EMBEDDING_MODEL,
        min_length=1,
        description="sentence-transformers model: the packaged one, or a local folder",
    )
    parser: str | None = Field(
        default=None,
        description="spaCy pipeline of English, by package or folder; the packaged one when unset",
    )

    readers: bool = Field(
        default=True, description="trained readers read beside the rules; off: rules alone"
    )
    reader: str | None = Field(
        default=None,
        min_length=1,
        description="reader: a folder made in training/ or a CrossEncoder; none when unset",
    )
    checker: str | None = Field(
        default=None,
        min_length=1,
        description="checker: a folder made in training/ or a CrossEncoder; none when unset",
    )

    model: str | None = Field(
        default=None,
        description="chat model as provider:name; the provider's own variable has the key",
    )
    model_base_url: str | None = Field(
        default=None, description="address of the chat model's server; the provider's when unset"
    )
    composer: Literal["extractive", "generative"] | None = Field(
        default=None,
        description="who writes answers; when unset the chat model, if one is set",
    )
    model_rewrite: bool = Field(
        default=True, description="the chat model puts follow-ups as they can be asked alone"
    )
    model_translate: bool = Field(
        default=True, description="the chat model translates questions for the search"
    )
    model_split: bool = Field(
        default=True, description="the chat model splits long questions into up to three searches"
    )
    model_timeout: float = Field(
        default=60, gt=0, description="seconds that a value may take a chat model, with retries"
    )
    model_calls_per_answer: int = Field(
        default=6, ge=0, description="requests to the chat model for one answer; 0 is no limit"
    )
    model_tokens_per_answer: int = Field(
        default=30_000, ge=0, description="tokens of the chat model for one answer; 0 is no limit"
    )
    model_tokens_per_day: int = Field(
        default=2_000_000, ge=0, description="tokens of chat models on a day (UTC); 0 is no limit"
    )
    model_cache: bool = Field(
        default=True, description="keeps what the chat model wrote, and does not ask it twice"
    )
    model_price: str | None = Field(
        default=None,
        description="in,out: dollars for a million tokens read and written; a table when unset",
    )
    tracing: bool = Field(
        default=False, description="leaves LangSmith's own variables for tracing in force"
    )

    chroma_url: str | None = Field(
        default=None,
        description="address of a Chroma server for the vectors; they are kept in home when unset",
    )

    user_agent: str | None = Field(
        default=None,
        description="how `onrecord add` names itself to web servers; Onrecord when unset",
    )

    retention_days: int = Field(
        default=90,
        ge=1,
        description="days for which answers asked in Discord are kept, with who asked",
    )
    discord_token: SecretStr | None = Field(
        default=None, description="the Discord bot's token, from the developer portal"
    )
    discord_per_person: int = Field(
        default=10, ge=1, description="questions a minute that one person may ask in Discord"
    )
    discord_per_channel: int = Field(
        default=60, ge=1, description="questions a minute that one channel may ask in Discord"
    )
    discord_answers_at_once: int = Field(
        default=2, ge=1, description="answers for Discord that are worked on at the same time"
    )
    discord_queue: int = Field(
        default=200, ge=1, description="questions from Discord that may wait for their turn"
    )
    discord_timeout: float = Field(
        default=30, gt=0, description="seconds after which a question in Discord is given up"
    )

    @property
    def writes(self) -> bool:
        """Whether the chat model writes answers."""
        return self.composer == "generative" or (self.composer is None and self.model is not None)

    @field_validator(
        "composer",
        "parser",
        "model",
        "model_base_url",
        "model_price",
        "chroma_url",
        "user_agent",
        "discord_token",
        mode="before",
    )
    @classmethod
    def _blank_is_unset(cls, value: Any) -> Any:
        return (value.strip() or None) if isinstance(value, str) else value

    @field_validator("model")
    @classmethod
    def _names_a_provider(cls, value: str | None) -> str | None:
        if value is not None and not all(value.partition(":")):
            raise ValueError("must be provider:name, as in openai:gpt-5-mini")
        return value

    @field_validator("chroma_url")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        try:
            url = HttpUrl(value)
        except ValidationError:
            url = None
        if url is None or url.query or url.fragment:
            raise ValueError("must be an http or https address, as in http://127.0.0.1:8000")
        return str(url).rstrip("/")

    @field_validator("model_price")
    @classmethod
    def _is_two_prices(cls, value: str | None) -> str | None:
        if value is not None:
            read_price(value)
        return value

    @field_validator("user_agent")
    @classmethod
    def _fits_a_header(cls, value: str | None) -> str | None:
        if value is not None and not (value.isascii() and value.isprintable()):
            raise ValueError("must be one line of plain ASCII")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Flags win over the .env file, which wins over the environment."""
        return init_settings, dotenv_settings, env_settings


def load_settings(**flags: Any) -> Settings:
    """The settings in force; flags that are None do not count. Raises BadSetting."""
    try:
        return Settings(**{k: v for k, v in flags.items() if v is not None})
    except UnicodeDecodeError as error:
        raise BadSetting(".env: not UTF-8 text; save the file as UTF-8") from error
    except ValidationError as error:
        first = error.errors()[0]
        name = "ONRECORD_" + str(first["loc"][0]).upper()
        fault = first["msg"].removeprefix("Value error, ")
        raise BadSetting(f"{name}: {fault}; correct or unset it") from error
