"""The cross-encoder: both texts in one input, a head on the means of each part.

The bases were trained as sentence encoders, on means of tokens. So the head compares the means of
the two parts, each of which has seen the other: learning starts from a similarity that holds.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertModel, MPNetModel


class CrossEncoder(nn.Module):
    """Logits for (first text, second text): one for each label, or a single score."""

    def __init__(self, encoder: BertModel | MPNetModel, outputs: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.head = nn.Linear(4 * encoder.config.hidden_size, outputs)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Logits (rows, outputs)."""
        inputs = {"input_ids": input_ids, "attention_mask": attention_mask}
        if isinstance(self.encoder, BertModel):  # MPNet tells the parts by separators alone
            inputs["token_type_ids"] = token_type_ids
        states = self.encoder(**inputs).last_hidden_state.float()
        first = _mean(states, attention_mask * (1 - token_type_ids))
        second = _mean(states, attention_mask * token_type_ids)
        compared = (first, second, (first - second).abs(), first * second)
        logits: Tensor = self.head(torch.cat(compared, dim=1))
        return logits


def _mean(states: Tensor, mask: Tensor) -> Tensor:
    weights = mask.unsqueeze(-1).to(states.dtype)
    return (states * weights).sum(1) / weights.sum(1).clamp(min=1.0)
