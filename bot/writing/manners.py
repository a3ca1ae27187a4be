"""How a model can be asked: for a shape, or in words for JSON; in a stream, or at once."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel


class Manner:
    """The best way to ask a model, found out with the first requests and kept for the process.

    For a shape until its server refuses that, or writes none; then for JSON, if that works.
    """

    def __init__(self) -> None:
        self.structured = True
        self.streams = True
        self._settled = False

    def worked(self) -> None:
        """A value came: what is set now stays."""
        self._settled = True

    def lacks_structure(self) -> None:
        """LangChain knows no way to ask this model for a shape."""
        self.structured = False

    def refused(self, told: str) -> bool:
        """A server refused the request. True where another way is set now, which may work."""
        if self.streams and "stream" in told.lower():
            self.streams = False
            return True
        if self.structured:
            self.structured = self._settled = False
            return True
        return self._back()

    def garbled(self) -> bool:
        """No value of the shape came. True where another way is set now, which may work."""
        if self.structured and not self._settled:
            self.structured = False
            return True
        return self._back()

    def _back(self) -> bool:
        """Asking for JSON did not work either: it was not the way of asking."""
        self.structured = self.structured or not self._settled
        return False


def schema_of(shape: type[BaseModel], *, closed: bool) -> dict[str, Any]:
    """The JSON schema of a shape in which every field must be given.

    `closed` also forbids fields that it does not name, as OpenAI's strict mode demands.
    """
    schema: dict[str, Any] = shape.model_json_schema()
    for part in (schema, *schema.get("$defs", {}).values()):
        if "properties" in part:
            part["required"] = list(part["properties"])
            for field in part["properties"].values():
                field.pop("default", None)
            if closed:
                part["additionalProperties"] = False
    return schema
