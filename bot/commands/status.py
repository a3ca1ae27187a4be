"""`onrecord status`: the settings with their origin, the corpus, the state of its index."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Annotated

import typer
from pydantic import SecretStr

from bot.commands.failures import ERROR
from bot.commands.options import CorpusFlag, settings_with
from bot.commands.output import results, say_error
from bot.commands.status_model import model_facts
from bot.rendering.lines import Listing, print_facts, print_listing, print_raw
from bot.settings import Settings

_MASK = "********"
_SECRET = re.compile(r"key|token(?!s_per_)|secret|password", re.IGNORECASE)
_CREDENTIALS = re.compile(r"(?<=//)[^/?#]*@")


def status(
    check: Annotated[
        bool, typer.Option("--check", help="Count what the stores of the index disagree about.")
    ] = False,
    repair: Annotated[
        bool, typer.Option("--repair", help="Check, and put right what is found.")
    ] = False,
    corpus: CorpusFlag = None,
) -> None:
    """Show settings, corpus and index; with --check also whether all stores agree.

    --check exits with 1 when something is wrong, --repair only when that could not be mended.
    """
    settings = settings_with(corpus)
    console = results()
    print_listing(console, settings_listing(settings, {"corpus": corpus}))
    print_facts(console, _corpus_facts(settings))
    print_facts(console, _index_facts(settings))
    if settings.model is not None:
        print_facts(console, model_facts(settings, settings.model))
    if check or repair:
        _check(settings, repair=repair)


def _check(settings: Settings, *, repair: bool) -> None:
    from bot.assembly import embedder_of, index_folder_of
    from retrieval.soundness import described

    index, embedder = index_folder_of(settings), embedder_of(settings)
    found = index.repair(embedder) if repair else index.check(embedder)
    print_facts(results(), described(found))
    faulty = [fault.store for fault in found if not fault.is_sound]
    if not faulty:
        return
    if not repair:
        say_error(f"the index is not sound ({', '.join(faulty)}); run `onrecord status --repair`")
        raise typer.Exit(ERROR)
    left = [fault.store for fault in index.check(embedder) if not fault.is_sound]
    if left:
        say_error(f"could not be mended: {', '.join(left)}; run `onrecord index --rebuild`")
        raise typer.Exit(ERROR)
    print_raw(results(), "mended")


def settings_listing(settings: Settings, flags: Mapping[str, object]) -> Listing:
    """Every setting in force and where it came from; secrets are masked."""
    in_file = _names_in_env_file()
    rows = (
        (_variable(name), _shown(name, getattr(settings, name)), _origin(name, flags, in_file))
        for name in type(settings).model_fields
    )
    return Listing(("setting", "value", "from"), tuple(rows))


def _corpus_facts(settings: Settings) -> Iterator[tuple[str, str]]:
    """Facts about the corpus, as far as they can be had. Raises CorpusError."""
    from bot.assembly import corpus_of

    corpus = corpus_of(settings)
    yield "corpus", str(corpus.folder.resolve())
    yield "local changes", str(corpus.overlay)
    yield "sources", str(len(corpus.sources()))


def _index_facts(settings: Settings) -> Iterator[tuple[str, str]]:
    """Facts about the index, which is neither built nor changed. Raises IndexUnusable."""
    from bot.assembly import index_folder_of, parser_of

    index, parser = index_folder_of(settings), parser_of(settings).name
    yield "index", str(index.folder)
    made = index.built_with()
    if made is None:
        yield "state", "no index yet; the first question builds it"
        return
    yield "model of index", made.model
    yield "parser of index", made.parser
    if (made.model, made.parser) != (settings.embedding_model, parser):
        other = "model" if made.model != settings.embedding_model else "parser"
        yield "state", f"made by another {other} than is set; run `onrecord index --rebuild`"
        return
    yield "sentences", str(_sentences(settings))
    current = index.is_current()
    yield "state", "up to date" if current else "the corpus changed; the next question updates it"


def _sentences(settings: Settings) -> int:
    from bot.assembly import embedder_of, index_folder_of

    opened = index_folder_of(settings).open(embedder_of(settings))
    try:
        return opened.catalogue.count_sentences()
    finally:
        opened.close()


def _variable(name: str) -> str:
    return f"ONRECORD_{name.upper()}"


def _shown(name: str, value: object) -> str:
    if value is None:
        return "(unset)"
    if isinstance(value, SecretStr) or _SECRET.search(name):
        return _MASK
    return _CREDENTIALS.sub(f"{_MASK}@", str(value))


def _origin(name: str, flags: Mapping[str, object], in_file: frozenset[str]) -> str:
    if flags.get(name) is not None:
        return "flag"
    if _variable(name) in in_file:
        return ".env"
    in_environment = _variable(name) in {key.upper() for key in os.environ}
    return "environment" if in_environment else "default"


def _names_in_env_file() -> frozenset[str]:
    from dotenv import dotenv_values

    return frozenset(name.upper() for name in dotenv_values(".env"))
