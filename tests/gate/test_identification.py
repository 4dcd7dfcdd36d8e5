"""Floors under the identifier: fewer windows than the report, drawn from the documents that nothing of it has seen."""

from __future__ import annotations

import hashlib
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from audit.config import Config
from audit.language.fused import FusedIdentifier

SCRIPTS = Path(__file__).parents[2] / "scripts"
PER_LANGUAGE = 100
# The best single tool reaches .64, .84, .95 and .99 in the same way (reports/identification.md).
WINDOW_FLOORS = {"1": 0.72, "3": 0.91, "6": 0.965, "0": 0.985}
LINGUA_FLOORS = {"single-word": 0.735, "word-pair": 0.89, "sentence": 0.98}


@pytest.fixture(scope="module")
def data(seeds):
    sys.path.insert(0, str(SCRIPTS))
    import identification_data

    return identification_data


@pytest.fixture(scope="module")
def answers(data):
    identifier = FusedIdentifier(clear=Config.default().table("identify")["clear"])
    samples = [*data.windows(per_language=PER_LANGUAGE, folds=(data.HELD_OUT,)), *data.lingua_texts()[::5]]
    return list(zip(samples, identifier([sample.text for sample in samples]), strict=True))


def accuracy(answers, kind):
    right = defaultdict(list)
    for sample, answer in answers:
        if sample.kind == kind:
            right[sample.language].append(answer.code == sample.language)
    return sum(sum(each) / len(each) for each in right.values()) / len(right)


def test_data_are_those_that_were_measured(data):
    digest = hashlib.sha256((data.SHARED / "data/ntrex_docs.parquet").read_bytes()).hexdigest()
    assert digest.startswith("d8b30800")
    digest = hashlib.sha256((data.SHARED / "data/langid.parquet").read_bytes()).hexdigest()
    assert digest.startswith("297e0d93")


@pytest.mark.parametrize(("kind", "floor"), (WINDOW_FLOORS | LINGUA_FLOORS).items())
def test_macro_accuracy(answers, kind, floor):
    assert accuracy(answers, kind) >= floor


@pytest.mark.parametrize(("language", "other", "ceiling"), [("ru", "uk", 0.01), ("uk", "ru", 0.03)])
def test_russian_and_ukrainian_are_told_apart(answers, language, other, ceiling):
    own = [answer.code for sample, answer in answers if (sample.language, sample.kind) == (language, "3")]
    assert len(own) == PER_LANGUAGE
    assert own.count(other) <= ceiling * len(own)


@pytest.mark.parametrize(("low", "high"), [(0.5, 0.7), (0.7, 0.9), (0.9, 0.98), (0.98, 1.01)])
def test_confidence_is_a_frequency(answers, low, high):
    """On windows of news: within six points in every band of confidence."""
    band = [
        (answer.confidence, answer.code == sample.language)
        for sample, answer in answers
        if sample.kind in WINDOW_FLOORS and low <= answer.confidence < high
    ]
    said, true = (sum(row[place] for row in band) / len(band) for place in (0, 1))
    assert true == pytest.approx(said, abs=0.06)
