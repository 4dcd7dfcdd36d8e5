"""Floors under languages inside documents; the documents are those that the word model has not seen."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import polars as pl
import pytest

from audit import Document

SCRIPTS = Path(__file__).parents[2] / "scripts"


@pytest.fixture(scope="module")
def bench(seeds):
    sys.path.insert(0, str(SCRIPTS))
    import bench_languages

    return bench_languages


@pytest.mark.parametrize(("pairs", "words", "spans"), [("FAR", 0.98, 0.945), ("NEAR", 0.94, 0.83)])
def test_two_languages_in_one_line(bench, pairs, words, spans):
    chance = random.Random(bench.SEED)
    texts = [text for pair in getattr(bench, pairs) for text in bench.splice(pair, chance)]
    right, whole = bench.score_lines(texts)
    assert right >= words
    assert whole >= spans


@pytest.mark.parametrize("language", ["de", "en", "ru", "uk", "be", "fr", "cs", "sk", "pl", "es", "pt"])
def test_lines_of_one_language_are_kept_whole(bench, language):
    lines = [text for texts in bench.read_documents(language).values() for text in texts if len(text.split()) >= 8]
    _, kept = bench.score_lines([(text, [language] * len(text.split(" "))) for text in lines])
    assert kept >= 0.97


@pytest.fixture(scope="module")
def codemix(bench, auditor):
    rows = pl.read_parquet(bench.SHARED / "data/codemix_docs.parquet").to_dicts()
    rows = [row for row in rows if bench.fold_of(row["doc"]) == bench.HELD_OUT]
    audits = auditor.audit_many(Document(text="\n\n".join(row["lines"]), id=str(n)) for n, row in enumerate(rows))
    counts = [bench._score_document(row, audit) for row, audit in zip(rows, audits, strict=True)]
    return sum(counts[1:], counts[0])


def test_headlines(codemix):
    assert codemix["false"] == 0
    assert codemix["controls"] >= 40
    assert codemix["right"] >= 0.99 * (codemix["right"] + codemix["wrong"])
    # Headlines of names or of a quotation are passed over for the sake of those that are right: a false alarm is worse.
    assert codemix["right"] >= 0.89 * codemix["mismatches"]


def test_language_of_each_line(codemix):
    assert codemix["line right"] >= 0.985 * codemix["lines"]
    assert codemix["quotes found"] >= 0.97 * codemix["quotes"]


@pytest.mark.parametrize(("source", "target"), [("ru", "uk"), ("uk", "ru"), ("be", "uk"), ("ru", "be")])
def test_planted_sentences(bench, monkeypatch, source, target):
    monkeypatch.setattr(bench, "LEAKS", ((source, target),))
    (row,) = bench.leak_rows()
    found, _, false = (cell.split(" of ")[0].strip() for cell in row.strip("|").split("|")[1:])
    assert float(found) >= 0.97
    assert int(false) == 0
