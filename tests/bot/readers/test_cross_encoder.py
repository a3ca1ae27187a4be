"""The cross-encoders: calibration, order, checksum, and threads."""

from __future__ import annotations

import math
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.errors import ModelError
from bot.readers.cross_encoder import CrossEncoderChecker, CrossEncoderReader
from bot.readers.reader import Context
from tests.fakes_reading import small_checker, small_reader


def test_each_statement_gets_its_own_bearing_whatever_its_length(tmp_path: Path) -> None:
    checker = CrossEncoderChecker(small_checker(tmp_path / "checker"))
    words = ["confirmed", "denied", "weather"] * 9
    statements = [f"{'x ' * (n % 7)}{word}" for n, word in enumerate(words)]
    found = checker.scores("The dam broke", statements)
    likeliest = [
        max(("confirmed", b.supports), ("denied", b.contradicts), ("weather", b.silent),
            key=lambda named: named[1])[0]
        for b in found
    ]  # fmt: skip
    assert likeliest == words


def test_a_temperature_makes_the_checker_less_sure(tmp_path: Path) -> None:
    sure = CrossEncoderChecker(small_checker(tmp_path / "sure"))
    calm = CrossEncoderChecker(small_checker(tmp_path / "calm", temperature=2.0))
    (one,), (other,) = (c.scores("The dam broke", ["confirmed"]) for c in (sure, calm))
    assert one.supports == pytest.approx(math.exp(4) / (math.exp(4) + 2), abs=1e-4)
    assert other.supports == pytest.approx(math.exp(2) / (math.exp(2) + 2), abs=1e-4)


def test_slope_and_offset_make_a_probability(tmp_path: Path) -> None:
    reader = CrossEncoderReader(small_reader(tmp_path / "reader", slope=0.5, offset=-1.0))
    (score,) = reader.scores("Who?", [Context("answer")])
    assert score == pytest.approx(1 / (1 + math.exp(-0.5)), abs=1e-4)


def test_the_title_is_read_with_the_sentence(tmp_path: Path) -> None:
    reader = CrossEncoderReader(small_reader(tmp_path / "reader"))
    bare, titled = reader.scores("Who?", [Context("x"), Context("x", "title")])
    assert titled > bare


def test_other_weights_than_those_of_the_card_are_refused(tmp_path: Path) -> None:
    folder = small_checker(tmp_path / "checker")
    (folder / "model.onnx").write_bytes((folder / "model.onnx").read_bytes() + b"\0")
    checker = CrossEncoderChecker(folder)  # nothing is read yet
    with pytest.raises(ModelError, match="not those of the card"):
        checker.scores("The dam broke", ["confirmed"])


def test_weights_that_cannot_be_read_say_what_to_do(tmp_path: Path) -> None:
    folder = small_reader(tmp_path / "reader")
    (folder / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match="train it again"):
        CrossEncoderReader(folder).scores("Who?", [Context("answer")])
    with pytest.raises(ModelError, match="no card"):
        CrossEncoderReader(tmp_path / "nowhere")


def test_several_threads_get_the_same_scores(tmp_path: Path) -> None:
    checker = CrossEncoderChecker(small_checker(tmp_path / "checker"))
    statements = ["confirmed", "denied it", "the weather"] * 5
    with ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(checker.scores, "The dam broke", statements) for _ in range(24)]
        found = [one.result() for one in asked]
    assert all(bearings == found[0] for bearings in found)


def test_a_checker_is_made_without_loading_its_weights(tmp_path: Path) -> None:
    folder = small_checker(tmp_path / "checker")
    (folder / "model.onnx").unlink()
    assert CrossEncoderChecker(folder).name == "in miniature"


def test_neither_torch_nor_transformers_is_imported() -> None:
    code = "import sys, bot.readers.cross_encoder; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"torch", "transformers"} & set(run.stdout.split())
