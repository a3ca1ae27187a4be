"""Who says something: a listed actor, or only the words that name them."""

from __future__ import annotations

from dataclasses import dataclass

from bot.language import lexicon
from retrieval.documents import Actor, Standing


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who says something; `anonymous` where no name stands there ("officials", "the landlord")."""

    name: str
    actor: Actor | None = None
    anonymous: bool = False

    @classmethod
    def of(cls, actor: Actor) -> Claimant:
        """A listed actor as a claimant."""
        return cls(actor.name, actor, actor.name.startswith("unnamed"))

    @property
    def standing(self) -> Standing:
        """The actor's standing; OTHER for whoever is not listed."""
        return self.actor.standing if self.actor else Standing.OTHER

    @property
    def is_person(self) -> bool:
        """True for what reads like a person's name: two words or more, none of a body's."""
        collective = self.actor is not None and self.actor.name == self.actor.side
        body = lexicon.pattern("bodies").search(self.name)
        return not (collective or self.anonymous or body) and " " in self.name

    @property
    def side(self) -> str:
        """The state or body this claimant speaks for; their own name where none is known."""
        return (self.actor.side if self.actor else None) or self.name


# Somebody says it, and nobody can tell who.
UNNAMED = Claimant("somebody unnamed", anonymous=True)
