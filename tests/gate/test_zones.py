"""Floors under the zones of plain text, recomputed from the development data.

The line model is fitted here again without the sites of the pages that it judges (five folds by site): the packaged
model has seen these pages, so a figure of its own on them would tell nothing. What is fitted is the packaged model's
recipe, and a test holds the package to it. On clean articles the packaged model itself is measured, with the documents
that it was not fitted on.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from audit.zoning.model import packaged_model

ROOT = Path(__file__).parents[2]
LINE_FLOOR, SEGMENT_FLOOR = 0.88, 0.885
CLEAN_CEILING, FURNISHED_CEILING = 0.005, 0.025


@pytest.fixture(scope="module")
def bench(seeds):
    shared = seeds.parent
    for name in ("zone_lines", "ntrex_docs"):
        if not (shared / f"data/{name}.parquet").is_file():
            pytest.skip(f"no {name}.parquet at {shared}/data; set AUDIT_SHARED")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AUDIT_SHARED", str(shared))
        patch.syspath_prepend(str(ROOT / "scripts"))
        yield importlib.import_module("bench_zones")
        for name in ("bench_zones", "train_zone_lines"):
            sys.modules.pop(name)


@pytest.fixture(scope="module")
def samples(bench):
    return bench.read_samples()


@pytest.fixture(scope="module")
def folds(bench, samples):
    return bench.fit_folds(samples)


def test_sites_are_kept_apart(bench):
    pages = bench.read_pages()
    folds = {page.site: {bench.fold_of(other.site) for other in pages if other.site == page.site} for page in pages}
    assert all(len(numbers) == 1 for numbers in folds.values())
    assert {page.site for page in pages} >= {"spreeblick.com", "gofeminin.de", "nationalrail.co.uk"}


def test_product_on_unseen_sites(bench, folds):
    pages = bench.read_pages()
    answers = [bench.by_product(folds)(page) for page in pages]
    assert bench.count_lines(pages, answers).f1 >= LINE_FLOOR
    assert bench.count_segments(pages, answers).f1 >= SEGMENT_FLOOR


def test_confidence_is_calibrated_on_unseen_sites(bench, samples, folds):
    """The mean chance of each fifth is within 0.07 of the share of main text among its labelled lines."""
    fifths: dict[int, list[tuple[float, float]]] = {}
    for sample in samples[: len(bench.read_pages())]:
        model = folds[bench.fold_of(sample.site)]
        for chance, label in zip(bench.chances_of(model, sample), sample.labels, strict=True):
            fifths.setdefault(min(4, int(5 * chance)), []).append((chance, label))
    assert sorted(fifths) == [0, 1, 2, 3, 4]
    for pairs in fifths.values():
        chance, share = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
        assert chance == pytest.approx(share, abs=0.07)


def test_package_holds_the_model_of_this_recipe(bench, samples):
    packaged, fitted = packaged_model(), importlib.import_module("train_zone_lines").fit(samples)
    assert set(packaged.weights) == set(fitted.weights)
    assert all(packaged.weights[name] == pytest.approx(weight, abs=2e-3) for name, weight in fitted.weights.items())


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_clean_articles_keep_their_lines(bench, gap):
    for language in bench.LANGUAGES:
        lost, total = bench.lost_lines(language, gap)
        assert total >= 600
        assert lost <= CLEAN_CEILING * total, language


@pytest.mark.parametrize("language", ["de", "en", "ru", "uk", "zh", "ar"])
def test_articles_above_furniture_keep_their_lines(bench, language):
    lost, total = bench.lost_lines(language, "\n", bench.FURNITURE)
    assert lost <= FURNISHED_CEILING * total


def test_constructed_documents_keep_their_lines(bench):
    rows = bench.codemix()
    assert set(rows) == {"body", "headline", "quote"}
    for kind, (same, lost, total) in rows.items():
        assert lost <= CLEAN_CEILING * total, kind
        assert kind == "quote" or same >= 0.98 * total, kind
