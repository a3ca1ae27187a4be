"""The one file that names concrete parts and puts them together."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.answering.extractive import ExtractiveComposer
from bot.answering.question import QuestionReader
from bot.assembly_chat import NAME_ONE, Writing, writing_of
from bot.assembly_readers import Readers, readers_of
from bot.assistant import Assistant
from bot.errors import BadSetting, ModelError
from bot.evidence.keeping import StatementAnnotator
from bot.evidence.reader import StatementReader
from bot.labelling.ledger import Ledger
from bot.live import LiveAssistant, Opened
from bot.settings import DEFAULT_EMBEDDING_MODEL, Settings
from bot.state.database import STATE_FILE
from retrieval.contents import Change, Index, Models, Reading
from retrieval.corpus import Corpus
from retrieval.embedding import Embedder
from retrieval.errors import UnknownPipeline
from retrieval.generations import Patience
from retrieval.index import IndexFolder
from retrieval.naming import ActorNames
from retrieval.parsing import Parser
from retrieval.pipelines import pipeline_named
from retrieval.search import HybridSearch
from retrieval.sentence_embedding import export_onnx, model_folder
from retrieval.spacy_parser import SpacyParser
from retrieval.store import VectorStore

if TYPE_CHECKING:
    from bot.evaluation.judging import Judge
    from bot.state.tracked import StatusEvent
    from retrieval.chroma_server import ChromaServer
    from retrieval.fetching.fetcher import Fetcher

PACKAGED_CORPUS = Path(__file__).resolve().parent.parent / "corpus"
Progress = Callable[[str, int, int], None]
_PATIENCE = 600.0  # seconds
_WAITING = "Waiting for another process that is indexing this corpus"


def corpus_of(settings: Settings) -> Corpus:
    """The corpus the settings name, with its overlay of added and removed sources."""
    folder = settings.corpus or PACKAGED_CORPUS
    overlay = settings.home / "corpora" / Corpus(folder, folder).key
    corpus = Corpus(folder, overlay)
    index = _index_folder(settings, corpus)
    return replace(corpus, read_before=index.known)


def index_folder_of(settings: Settings) -> IndexFolder:
    """Where the index of that corpus lives."""
    return _index_folder(settings, corpus_of(settings))


def _index_folder(settings: Settings, corpus: Corpus) -> IndexFolder:
    """With its vectors where the settings want them."""
    reading = Reading(parser_of(settings), StatementAnnotator())
    if settings.chroma_url is None:
        return IndexFolder(settings.home, corpus, _open_store, reading)
    url = settings.chroma_url

    def open_on_server(path: Path, create: bool) -> VectorStore:
        return _server(url).open(path, create)

    def sweep(folder: Path) -> int:
        return _server(url).sweep(folder)

    return IndexFolder(settings.home, corpus, open_on_server, reading, sweep)


def _open_store(path: Path, create: bool) -> VectorStore:
    """A Chroma store; chromadb takes a third of a second to import, so only now."""
    from retrieval.chroma_store import ChromaStore

    return ChromaStore(path, create=create)


def _server(url: str) -> ChromaServer:
    from retrieval.chroma_server import ChromaServer

    return ChromaServer(url)


def parser_of(settings: Settings) -> Parser:
    """The parser the settings name: one in a process, loaded when it first parses.

    Raises BadSetting.
    """
    return _parser_named(settings.parser)


@lru_cache(maxsize=4)
def _parser_named(name: str | None) -> SpacyParser:
    try:
        return SpacyParser(pipeline_named(name))
    except UnknownPipeline as error:
        raise BadSetting(f"ONRECORD_PARSER: {error}") from error


def embedder_of(settings: Settings, progress: Progress | None = None) -> Embedder:
    """The embedding model, exported to ONNX the first time (about ten seconds)."""
    models = settings.home / "models"
    folder = model_folder(models, settings.embedding_model)
    if not (folder / "model.json").exists():
        if progress:
            progress("Exporting the embedding model", 0, 1)
        export_onnx(settings.embedding_model, models)
        if progress:
            progress("Exporting the embedding model", 1, 1)
    from retrieval.onnx_embedding import OnnxEmbedder

    return OnnxEmbedder(folder)


def fetcher_of(settings: Settings) -> Fetcher:
    """A fetcher of public web pages, which names itself as the settings say."""
    from retrieval.fetching.fetcher import Fetcher
    from retrieval.fetching.pages import default_user_agent

    return Fetcher(settings.user_agent or default_user_agent())


def update_index(
    settings: Settings,
    progress: Progress | None = None,
    *,
    rebuild: bool = False,
    purge: bool = False,
) -> Change:
    """Brings the index in line with the corpus; `rebuild` starts from nothing, `purge` leaves no
    trace of what was taken out.

    Another process that is at it is waited for. Raises IndexBusy when that takes too long.
    """
    embedder = embedder_of(settings, progress)
    report = (lambda done, total: progress("Indexing sources", done, total)) if progress else None
    waiting = (lambda: progress(_WAITING, 0, 1)) if progress else (lambda: None)
    patience = Patience(_PATIENCE, waiting)
    folder = index_folder_of(settings)
    return folder.update(embedder, report, rebuild=rebuild, purge=purge, patience=patience)


def open_index(settings: Settings, progress: Progress | None = None) -> tuple[Index, Embedder]:
    """The index, built or updated first when the corpus changed, with the model it belongs to.

    While another process is at that, the state before it answers, if there is one.
    """
    folder = index_folder_of(settings)
    if not folder.is_current() and not (folder.is_usable() and folder.is_being_written()):
        update_index(settings, progress)
    with ThreadPoolExecutor(max_workers=2) as pool:
        parser = pool.submit(_parser_named(settings.parser).load)
        loading = pool.submit(embedder_of, settings, progress)
        import retrieval.chroma_collection  # noqa: F401  (beside the models, not after them)

        embedder = loading.result()
        parser.result()
    return folder.open(embedder), embedder


def open_assistant(settings: Settings, progress: Progress | None = None) -> Assistant:
    """An assistant over the corpus the settings name."""
    index, embedder = open_index(settings, progress)
    models = Models(embedder, parser_of(settings))
    return _assistant(index, models, writing_of(settings), readers_of(settings))


def open_live_assistant(
    settings: Settings, progress: Progress | None = None, every: float = 1.0
) -> LiveAssistant:
    """An assistant that looks every so many seconds whether the index changed.

    The corpus is only looked at now.
    """
    writing, readers = writing_of(settings), readers_of(settings)
    index, embedder = open_index(settings, progress)
    models = Models(embedder, parser_of(settings))
    folder = index_folder_of(settings)
    first = [index]

    def opener() -> Opened:
        generation = folder.generation()
        opened = first.pop() if first else folder.open(embedder)
        assistant = _assistant(opened, models, writing, readers)
        return Opened(assistant, generation, opened.close)

    return LiveAssistant(opener, folder.generation, every)


def note_changes(
    settings: Settings, assistant: Assistant | LiveAssistant | None = None
) -> tuple[StatusEvent, ...]:
    """Asks the tracked claims again that changes of the corpus may touch, and records what changed.

    Also what a process that died had left to do. Without an assistant one is opened, if need be.
    Raises BotError, RetrievalError.
    """
    from bot.state.tracking import Tracking
    from bot.tracking.examining import catch_up

    corpus = corpus_of(settings)
    with ExitStack() as held:
        tracking = held.enter_context(closing(Tracking(settings.home / STATE_FILE, corpus.key)))

        def asked() -> Assistant | LiveAssistant:
            return assistant or held.enter_context(closing(open_assistant(settings)))

        return catch_up(tracking, corpus.archive, asked)


def _assistant(
    index: Index, models: Models, writing: Writing | None, readers: Readers
) -> Assistant:
    names = ActorNames(index.catalogue.actors(), QuestionReader.common_words())
    search = HybridSearch(index, models.embedder)
    statements = StatementReader(
        names, search.source, models.parser, search.annotation, search.parses
    )
    plain = ExtractiveComposer(statements, search.document_frequency, readers.reader)
    return Assistant(
        search,
        QuestionReader(names, models.parser, search),
        writing(plain, statements) if writing else plain,
        Ledger(statements, search, readers.checker),
        index.catalogue.sources(),
    )


def judge_of(settings: Settings, progress: Progress | None = None) -> Judge:
    """The configured model as a judge of answers, asked once whether it is there.

    Its embeddings are always the packaged model's, so that figures can be compared. Raises
    BadSetting, MissingExtra and ModelError.
    """
    if settings.model is None:
        raise BadSetting(f"ONRECORD_MODEL: is not set, and --judged needs a model; {NAME_ONE}")
    from bot.chat_models import Connection, open_chat_model
    from bot.evaluation.judged_ragas import RagasJudge, ragas_metrics

    metrics = ragas_metrics()
    connection = Connection(settings.model_base_url, tracing=settings.tracing)
    model = open_chat_model(settings.model, connection)
    if progress:
        progress("Greeting the model that judges", 0, 1)
    try:
        model.reply("Hello!")
    except ModelError as error:
        cure = "check the model's name, its key and ONRECORD_MODEL_BASE_URL"
        raise ModelError(f"{error}; {cure}") from error
    packaged = settings.model_copy(update={"embedding_model": DEFAULT_EMBEDDING_MODEL})
    return RagasJudge(metrics, model, embedder_of(packaged, progress))
