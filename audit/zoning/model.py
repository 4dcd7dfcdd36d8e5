"""The line model: how likely each block of a page is main text, from named signals and one weight for each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from audit.models import model_path

if TYPE_CHECKING:
    from audit.zoning.blocks import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class LineModel:
    """A logistic model: the weights of the signals by name, calibrated by whoever fitted it."""

    intercept: float
    weights: Mapping[str, float]

    def __call__(self, blocks: Sequence[Block]) -> list[float]:
        """The probability of being main text, for every block of one page."""
        import numpy as np

        from audit.zoning.signals import line_signals

        if not blocks:
            return []
        columns = line_signals(blocks)
        score = np.full(len(blocks), self.intercept)
        for name, weight in self.weights.items():
            score += weight * columns[name]
        chances: list[float] = (1 / (1 + np.exp(-np.clip(score, -30, 30)))).tolist()
        return chances


@cache
def packaged_model() -> LineModel:
    """The model that `scripts/train_zone_lines.py` fitted."""
    stored = json.loads(model_path("zone_lines").read_text(encoding="utf-8"))
    return LineModel(intercept=stored["intercept"], weights=stored["weights"])
