"""Floors under sentence ends on joined lines of NTREX, on the half of its documents that no rule was made on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Floors of precision and recall where ends can be seen, and of both against every join. The ceiling of the last is about
# .92: one line in fourteen is a headline without a mark. See reports/sentences.md.
FLOORS = {
    "de": (0.99, 0.98, 0.92, 0.91),
    "en": (0.99, 0.98, 0.99, 0.90),
    "ru": (0.99, 0.98, 0.96, 0.90),
    "uk": (0.99, 0.98, 0.90, 0.90),
    "fr": (0.99, 0.98, 0.95, 0.89),
    "cs": (0.99, 0.98, 0.97, 0.90),
}


@pytest.fixture(scope="module")
def bench(seeds):
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import bench_sentences
    finally:
        sys.path.pop(0)
    bench_sentences.SHARED = seeds.parent
    if not (seeds.parent / "data" / "ntrex_docs.parquet").is_file():
        pytest.skip(f"no ntrex_docs.parquet in {seeds.parent / 'data'}")
    return bench_sentences


@pytest.mark.parametrize("language", FLOORS)
def test_sentence_ends(bench, language):
    found = bench.score(bench.ntrex_texts(language), bench.our_splitter(language))
    assert found.hits + found.missed > 500
    measured = (*found.visible(), *found.plain())
    assert all(value >= floor for value, floor in zip(measured, FLOORS[language], strict=True)), measured


def test_a_naive_splitter_stays_below_the_floors(bench):
    """The gold tells good from bad: without word lists German is out of reach."""

    def naive(text):
        return text.replace(". ", ".\n").replace("! ", "!\n").replace("? ", "?\n").splitlines()

    assert bench.score(bench.ntrex_texts("de"), naive).visible()[0] < FLOORS["de"][0]
