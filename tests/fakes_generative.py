"""The harbour story with a scripted model behind it, over real HTTP, as a person has it.

A draft is a function from a prompt to what the model writes, or to a fault of its server.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answering.drafting.shapes import WrittenAnswer
from bot.assembly import update_index
from bot.settings import load_settings
from bot.writing.model import Prompt
from tests.fakes_chat_server import ChatServer, Reaction, Said, serving
from tests.fakes_place import Place
from tests.fakes_writers import answer, claim, holding, offered_in

HARBOUR = Path(__file__).parent / "stories" / "harbour"
KEY = "sk-person-0123456789abcdef"
QUESTION = "What was in Corvane's four tanks?"
WORDS = "The four tanks that stood at Gannet Quay on 6 March contained thionyl chloride."
HELD = "Corvane Chemicals said that its four tanks contained thionyl chloride."
MODEL = "openai:scripted"
Draft = Callable[[Prompt], WrittenAnswer | Reaction]


@dataclass(frozen=True, slots=True)
class Harbour(Place):
    """A place whose corpus is the harbour story, indexed."""

    @property
    def corpus(self) -> Path:
        return HARBOUR

    def answer(self, question: str = QUESTION, **environment: str) -> dict[str, Any]:
        """The answer as JSON."""
        ran = self.run("ask", question, "--json", **environment)
        assert (ran.code, ran.err) == (0, "")
        found: dict[str, Any] = json.loads(ran.out)
        return found


def harbour_home(root: Path, model: Path) -> Path:
    """A folder of a home with an index, to be copied."""
    (root / "home" / "models").mkdir(parents=True)
    (root / "home" / "models" / model.name).symlink_to(model)
    update_index(load_settings(home=root / "home", corpus=HARBOUR))
    return root


def moored(root: Path, prepared: Path) -> Harbour:
    """A place of a test's own."""
    shutil.copytree(prepared / "home", root / "home", symlinks=True)
    return Harbour(root)


@contextmanager
def written_by(draft: Draft, credentials: str = "") -> Iterator[tuple[ChatServer, dict[str, str]]]:
    """A server whose model writes the draft, and the variables that turn it on."""

    def script(prompt: str, nth: int) -> Reaction:
        found = draft(Prompt("", prompt))
        if isinstance(found, WrittenAnswer):
            return Said(found.model_dump_json(), tokens=(100, 20))
        return found

    with serving(ChatServer(script)) as server:
        yield server, pointing_to(server.address.replace("//", f"//{credentials}"))


def pointing_to(address: str) -> dict[str, str]:
    """The two lines that a person sets, and no proxy between."""
    return {
        "ONRECORD_MODEL": MODEL,
        "ONRECORD_MODEL_BASE_URL": f"{address}/v1",
        "OPENAI_API_KEY": KEY,
        "NO_PROXY": "127.0.0.1",
    }


def quoting(text: str = HELD, words: str = WORDS, key: str | None = None) -> Draft:
    """A draft of one claim under one quotation, from the passage that holds WORDS."""
    return lambda p: answer(claim(text, (key or holding(p, WORDS), words)))


def misplaced(prompt: Prompt) -> WrittenAnswer:
    """True words under the key of another passage."""
    other = next(p["key"] for p in offered_in(prompt) if WORDS not in p["text"])
    return answer(claim(HELD, (other, WORDS)))


def same(reaction: Reaction) -> Draft:
    """The same reaction to everything."""
    return lambda _: reaction


def label_of(given: dict[str, Any]) -> tuple[Any, ...]:
    """The label of an answer, with its reason."""
    first = given["claims"][0]
    return given["status"], first["status"], first["qualifiers"], first["reason"]
