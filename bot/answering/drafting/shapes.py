"""What a model writes: claims, each with the words of the passages that it rests on."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class WrittenQuote(BaseModel):
    """Words of one passage, by its key."""

    model_config = ConfigDict(extra="ignore")
    key: str = Field(description="the key of the passage, as it was given")
    words: str = Field(description="the supporting words, copied letter by letter")


class WrittenClaim(BaseModel):
    """One proposition of an answer."""

    model_config = ConfigDict(extra="ignore")
    text: str = Field(description="one or two plain sentences that name who says so")
    quotes: list[WrittenQuote] = Field(default_factory=list)


class WrittenAnswer(BaseModel):
    """An answer as a model writes it; `answerable` is false where the passages do not say."""

    model_config = ConfigDict(extra="ignore")
    answerable: bool = Field(default=True, description="whether the passages answer the question")
    claims: list[WrittenClaim] = Field(default_factory=list)
