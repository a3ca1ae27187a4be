"""Trains the checker or the reader: data, model, loop, checkpoint, in the order they happen.

    python -m training.train task=checker minutes=55

Any setting below can be given as name=value. The learning rate follows the minutes of processor
time of a worker: processors differ, others may need them meanwhile, and a run that is stopped goes
on where it was, with the same command.

Several workers, one thread each, step on the same weights in shared memory without waiting for one
another (Hogwild): where a processor is shared, threads that wait for each other lose most of it.
The embeddings stay as they were pretrained: a sixth of the time, and small data moves them little.
"""

from __future__ import annotations

import json
import math
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor
from transformers import BertModel

from training.bases import load_base, load_tokenizer
from training.batches import Batch, Encoded, encode_examples, ordered_batches, shuffled_batches
from training.examples import is_held_back, read_examples
from training.model import CrossEncoder


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting of a run, printed and saved with the weights."""

    task: str = "checker"  # or reader
    run: str = ""  # the folder of the run below training/runs; the task's name unless given
    pairs: str = "training/pairs"  # <task>.jsonl and more files <task>-*.jsonl
    base: str = "paraphrase-l3"  # see training/bases.py
    minutes: float = 55.0  # of this run, over all its parts
    rate: float = 1e-4  # the highest learning rate
    head_rate: float = 1e-3  # that of the head, which starts from nothing
    warmup: float = 0.05  # share of the minutes in which the rate rises
    decay: float = 0.01  # weight decay
    tokens: int = 1024  # of a batch, padding counted
    max_tokens: int = 128
    workers: int = 2
    threads: int = 1  # of a worker; two where nothing else runs, for a large base
    half: int = 0  # 1: products in bfloat16, where the processor has them (avx512_bf16, AMX)
    seed: int = 7
    save_every: float = 5.0  # minutes
    held_back: int = 300  # examples on which the run is watched

    @property
    def folder(self) -> Path:
        """Where the run keeps its checkpoint."""
        return Path("training/runs") / (self.run or self.task)


OUTPUTS = {"checker": 3, "reader": 1}


def main() -> None:
    """Trains as the settings say, and prints how it goes."""
    settings = settings_from(sys.argv[1:])
    torch.set_num_threads(settings.threads)
    torch.manual_seed(settings.seed)
    settings.folder.mkdir(parents=True, exist_ok=True)
    print(json.dumps(asdict(settings)), flush=True)

    training, held_back = read_data(settings)
    print(f"{len(training)} examples, {len(held_back)} watched", flush=True)

    model = CrossEncoder(load_base(settings.base), OUTPUTS[settings.task])
    model.encoder.embeddings.requires_grad_(False)
    runs = [Run(model, settings, worker) for worker in range(settings.workers)]
    for run in runs:
        run.resume()
    print(f"starts at minute {runs[0].seconds / 60:.1f}", flush=True)
    model.share_memory()
    fork = torch.multiprocessing.get_context("fork")
    others = [fork.Process(target=run.go, args=(training, ())) for run in runs[1:]]
    for other in others:
        other.start()
    runs[0].go(training, held_back)
    for other in others:
        other.join()


def read_data(settings: Settings) -> tuple[list[Encoded], list[Encoded]]:
    """The examples to train on, and some of those held back."""
    folder, task = Path(settings.pairs), settings.task
    files = sorted([*folder.glob(f"{task}.jsonl"), *folder.glob(f"{task}-*.jsonl")])
    if not files:
        raise SystemExit(f"no pairs in {folder}: run `python -m training.build_pairs {task}` first")
    examples = [example for path in files for example in read_examples(path)]
    watched = [e for e in examples if is_held_back(e) and not e.soft]  # a teacher is no truth
    random.Random(0).shuffle(watched)
    chosen = [e for e in examples if not is_held_back(e)], watched[: settings.held_back]
    tokenizer = load_tokenizer(settings.base)
    training, held_back = (encode_examples(tokenizer, e, settings.max_tokens) for e in chosen)
    return training, held_back


class Run:
    """One worker of a run: the shared model, an optimiser of its own, and how far it is."""

    def __init__(self, model: CrossEncoder, settings: Settings, worker: int) -> None:
        self.model, self.settings, self.worker = model, settings, worker
        for part in model.modules():
            if isinstance(part, torch.nn.Dropout):
                part.p = 0.0  # a third of the time on a processor, and a pass or two do not overfit
        if isinstance(model.encoder, BertModel):
            model.encoder.set_attn_implementation("sdpa")
        moved = [w for w in model.encoder.parameters() if w.requires_grad]
        self.rates = (settings.rate, settings.head_rate)
        groups = [{"params": moved}, {"params": list(model.head.parameters())}]
        self.optimizer = torch.optim.AdamW(groups, lr=0.0, weight_decay=settings.decay)
        self.seconds, self.steps, self.seen = 0.0, 0, 0

    def resume(self) -> None:
        """Goes on where the last checkpoint was; moments are much the same for every worker."""
        path = self.settings.folder / "checkpoint.pt"
        if path.exists():
            kept = torch.load(path, weights_only=True)
            self.model.load_state_dict(kept["model"])
            self.optimizer.load_state_dict(kept["optimizer"])
            self.seconds, self.steps, self.seen = kept["seconds"], kept["steps"], kept["seen"]

    def save(self) -> None:
        """Writes a checkpoint; a run that is killed meanwhile leaves the one before whole."""
        kept: dict[str, object] = {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "seconds": self.seconds,
            "steps": self.steps,
            "seen": self.seen,
            "settings": asdict(self.settings),
        }
        folder = self.settings.folder
        torch.save(kept, folder / "checkpoint.tmp")
        (folder / "checkpoint.tmp").replace(folder / "checkpoint.pt")

    def go(self, training: Sequence[Encoded], held_back: Sequence[Encoded]) -> None:
        """Steps until the minutes are over."""
        budget, every = (
            60 * self.settings.minutes,
            60 * self.settings.save_every,
        )
        batches = self._batches(training)
        saved, losses = self.seconds, []
        while self.seconds < budget:
            began = time.process_time()
            losses.append(self._step(next(batches), self.seconds / budget))
            self.seconds += time.process_time() - began
            if self.seconds - saved > every or self.seconds >= budget:
                if self.worker == 0:
                    self.save()
                    print(self._line(losses, held_back), flush=True)
                saved, losses = self.seconds, []

    def _batches(self, training: Sequence[Encoded]) -> Iterator[Batch]:
        draw = random.Random(f"{self.settings.seed} {self.worker} {self.steps}")
        while True:
            yield from shuffled_batches(training, self.settings.tokens, draw)

    def _step(self, batch: Batch, done: float) -> float:
        self.model.train()
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * rate_at(done, self.settings.warmup)
        loss = loss_of(self._logits(batch), batch.examples)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.steps, self.seen = self.steps + 1, self.seen + len(batch.examples)
        return loss.item()

    def _logits(self, batch: Batch) -> Tensor:
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bool(self.settings.half)):
            logits: Tensor = self.model(batch.input_ids, batch.attention_mask, batch.token_type_ids)
        return logits.float()

    def _line(self, losses: list[float], held_back: Sequence[Encoded]) -> str:
        self.model.eval()
        right: dict[str, list[bool]] = defaultdict(list)
        with torch.no_grad():
            for batch in ordered_batches(held_back, 4096):
                found = zip(
                    batch.examples, rights(self._logits(batch), batch.examples), strict=True
                )
                for example, is_right in found:
                    right[example.source].append(is_right)
        everything = [r for rs in right.values() for r in rs]
        sets = ", ".join(f"{s} {sum(r) / len(r):.2f}" for s, r in sorted(right.items()))
        return (
            f"minute {self.seconds / 60:.1f}: {self.seen} examples a worker, {self.steps} steps, "
            f"loss {sum(losses) / len(losses):.3f}, right {sum(everything) / len(everything):.3f} "
            f"({sets})"
        )


def rate_at(done: float, warmup: float) -> float:
    """The share of the highest rate at a point of the run: up in a line, down as a cosine."""
    if done < warmup:
        return max(done / warmup, 0.02)
    return 0.02 + 0.98 * (1 + math.cos(math.pi * (done - warmup) / (1 - warmup))) / 2


def loss_of(logits: Tensor, examples: Sequence[Encoded]) -> Tensor:
    """Minus the log of the probability of all that would be right, the mean over the examples.

    A checker's example chooses among the labels, a reader's among its sentences and "none of them",
    whose logit is 0. Where a teacher gave shares, the loss is the cross-entropy with them.
    """
    choices = _choices(logits, examples)
    logs = F.log_softmax(choices, dim=1)
    allowed = torch.full_like(choices, -1e9)
    taught: list[Tensor] = []
    firm = torch.ones(len(examples), dtype=torch.bool)
    for row, example in enumerate(examples):
        if example.soft:
            firm[row] = False
            taught.append(-(logs[row] * logs.new_tensor(example.soft)).sum())
        for place in example.right if example.right else (choices.shape[1] - 1,):
            allowed[row, place] = 0.0
    right = -torch.logsumexp(logs + allowed, dim=1)[firm]
    return torch.cat([right, *(loss.unsqueeze(0) for loss in taught)]).mean()


def rights(logits: Tensor, examples: Sequence[Encoded]) -> list[bool]:
    """Whether the likeliest choice is right, for each example."""
    choices = _choices(logits, examples)
    none = choices.shape[1] - 1
    best = choices.argmax(1).tolist()
    return [b in (e.right if e.right else (none,)) for b, e in zip(best, examples, strict=True)]


def _choices(logits: Tensor, examples: Sequence[Encoded]) -> Tensor:
    """One row of choices an example; for a reader padded, with "none of them" last."""
    if logits.shape[1] > 1:
        return logits
    scores = list(torch.split(logits[:, 0], [len(e.ids) for e in examples]))
    padded = torch.nn.utils.rnn.pad_sequence(scores, batch_first=True, padding_value=-1e9)
    return torch.cat([padded, padded.new_zeros(len(examples), 1)], dim=1)


def settings_from(given: list[str]) -> Settings:
    """The settings, with those of the command line in the types of those above."""
    types = {name: type(value) for name, value in asdict(Settings()).items()}
    named = [argument.split("=", 1) for argument in given]
    unknown = [name for name, *_ in named if name not in types]
    if unknown:
        raise SystemExit(f"no setting {unknown[0]}; there are {', '.join(types)}")
    return Settings(**{name: types[name](value) for name, value in named})


if __name__ == "__main__":
    main()
