"""Batches, the loss and the rate: what must be right before a processor works for an hour."""

from __future__ import annotations

import random

import pytest
import torch

from training.batches import Encoded, ordered_batches, padded, shuffled_batches
from training.examples import Example, is_held_back, share_of
from training.train import Settings, loss_of, rate_at, rights, settings_from


def encoded(*lengths: int, right: tuple[int, ...] = (0,)) -> Encoded:
    ids = tuple(tuple(range(1, length + 1)) for length in lengths)
    return Encoded(ids, tuple(2 for _ in ids), right, "set")


def test_a_batch_is_padded_and_says_where_the_second_text_starts() -> None:
    batch = padded([encoded(3), encoded(5)])
    assert batch.input_ids.tolist() == [[1, 2, 3, 0, 0], [1, 2, 3, 4, 5]]
    assert batch.attention_mask.tolist() == [[1, 1, 1, 0, 0], [1, 1, 1, 1, 1]]
    assert batch.token_type_ids.tolist() == [[0, 0, 1, 0, 0], [0, 0, 1, 1, 1]]


def test_one_pass_takes_every_example_once_within_the_tokens() -> None:
    examples = [encoded(3 + n % 20, right=(n,)) for n in range(300)]
    batches = list(shuffled_batches(examples, 64, random.Random(1)))
    assert sorted(e.right[0] for b in batches for e in b.examples) == list(range(300))
    assert max(b.input_ids.numel() for b in batches) <= 64


def test_a_list_is_never_parted() -> None:
    lists = [encoded(9, 9, 9, 9), encoded(9, 9, 9, 9)]
    assert [len(b.examples) for b in ordered_batches(lists, 40)] == [1, 1]


def test_a_teachers_shares_pull_both_ways() -> None:
    logits = torch.tensor([[0.0, 0.0, 3.0]], requires_grad=True)
    taught = Encoded(((1, 2),), (1,), (), "set", soft=(0.1, 0.5, 0.4))
    loss_of(logits, [taught]).backward()  # type: ignore[no-untyped-call]
    assert logits.grad is not None
    assert logits.grad[0, 2] > 0 > logits.grad[0, 1]  # too sure of support, too little of silence


def test_taught_and_labelled_examples_weigh_the_same() -> None:
    logits = torch.tensor([[0.0, 2.0, 0.0], [0.0, 2.0, 0.0]])
    firm = Encoded(((1, 2),), (1,), (1,), "set")
    taught = Encoded(((1, 2),), (1,), (), "set", soft=(0.0, 1.0, 0.0))
    both, one = loss_of(logits, [firm, taught]), loss_of(logits[:1], [firm])
    assert both.item() == pytest.approx(one.item())


def test_two_labels_may_be_right() -> None:
    logits = torch.tensor([[2.0, 2.0, 0.0]])
    either = loss_of(logits, [encoded(3, right=(0, 1))])
    one = loss_of(logits, [encoded(3, right=(0,))])
    assert either.item() == pytest.approx(-torch.log_softmax(logits, 1)[0, :2].logsumexp(0).item())
    assert either < one
    assert rights(logits, [encoded(3, right=(0, 1))]) == [True]


def test_a_list_without_an_answer_wants_every_score_below_zero() -> None:
    unanswered = [encoded(3, 3, right=())]
    low, high = torch.tensor([[-3.0], [-4.0]]), torch.tensor([[3.0], [-4.0]])
    assert loss_of(low, unanswered) < loss_of(high, unanswered)
    assert (rights(low, unanswered), rights(high, unanswered)) == ([True], [False])


def test_lists_of_different_length_do_not_touch_each_other() -> None:
    logits = torch.tensor([[1.0], [0.5], [2.0]])
    lists = [encoded(3, 3, right=(0,)), encoded(3, right=(0,))]
    apart = [loss_of(logits[:2], lists[:1]), loss_of(logits[2:], lists[1:])]
    assert loss_of(logits, lists).item() == pytest.approx(sum(x.item() for x in apart) / 2)


def test_the_rate_rises_then_falls() -> None:
    rates = [rate_at(done, 0.1) for done in (0.0, 0.05, 0.1, 0.5, 1.0)]
    assert rates[0] < rates[1] < rates[2] == pytest.approx(1.0)
    assert rates[2] > rates[3] > rates[4] > 0.0


def test_settings_of_the_command_line_keep_their_types() -> None:
    settings = settings_from(["task=reader", "minutes=3", "tokens=64"])
    assert (settings.task, settings.minutes, settings.tokens) == ("reader", 3.0, 64)
    assert settings.rate == Settings().rate
    with pytest.raises(SystemExit, match="no setting minute;"):
        settings_from(["minute=3"])


def test_a_group_is_held_back_as_a_whole_and_always() -> None:
    examples = [
        Example(f"claim {n}", ("text",), (0,), "set", f"group {n // 4}") for n in range(4000)
    ]
    held = {e.group for e in examples if is_held_back(e)}
    assert not held & {e.group for e in examples if not is_held_back(e)}
    assert 0.02 < len(held) / 1000 < 0.06
    assert share_of("group 1") == share_of("group 1")
