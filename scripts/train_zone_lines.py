"""Fit the line model of the zones: writes audit/models/zone_lines.json and its table in audit/models/manifest.toml.

Needs the development data (AUDIT_SHARED, default ../shared): the lines of web pages in zone_lines.parquet that carry a
label. A ridge logistic regression over the signals of `audit.zoning.signals`, fitted by Newton's method in NumPy, so
that two runs give the same file. `scripts/bench_zones.py` and `tests/gate/test_zones.py` use the functions below to
fit on the other sites: a figure of the packaged model on these pages would be in-sample.

Web pages are not all that the model meets: an article pasted with three lines of furniture, in any language, must not
lose paragraphs. So half of the documents of ntrex_docs.parquet are fitted too, each put between the lines above and
below the article of some page, of which between two and all are kept. Without them such articles lost 5 % of their
lines in German and 20 % in Chinese; the other half of the documents measures it.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from audit.zoning.blocks import cut_blocks
from audit.zoning.model import LineModel
from audit.zoning.signals import best_run, line_signals

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHARED = Path(os.environ.get("AUDIT_SHARED", "../shared"))
MODELS = Path("audit/models")
FOLDS = 5
RIDGE = 100.0
"""Penalty on the squared weights of standardised signals; chosen among 10, 33, 100 and 300 by three other shuffles of the sites."""
SPLICED_WEIGHT = 0.2
"""What a line of a spliced article counts, against 1 for a labelled line."""
_REACHES = (2, 5, 15, 1000)
_COPIES = 12
_SECOND_LEVEL = {"ac", "co", "com", "edu", "gov", "net", "org"}


ENTRY = """[zone_lines]
file = "zone_lines.json"
sha256 = "{digest}"
what = "chance that a line of a web page is main text: one weight for each of about 250 named signals, no words"
data = [
  "zone_lines.parquet: labelled lines of 653 pages, adbar/trafilatura tests (Apache-2.0; page texts belong to their sites, none is kept)",
  "ntrex_docs.parquet: half of the documents of the dev half of NTREX (CC BY-SA 4.0; no text is kept)",
]
licence = "Apache-2.0"
script = "scripts/train_zone_lines.py"
metrics = "reports/zones.md"
"""


@dataclass(frozen=True)
class Page:
    """A page as it was flattened to lines; `labels` is True for main text, False for other, None where not known."""

    name: str
    site: str
    lines: list[str]
    labels: list[bool | None]

    @property
    def text(self) -> str:
        """The page as plain text, a line each."""
        return "\n".join(self.lines)


@dataclass(frozen=True)
class Sample:
    """The labelled lines of one page: their signals, labels and weights."""

    names: tuple[str, ...]
    site: str
    signals: NDArray[np.float64]
    labels: NDArray[np.float64]
    weights: NDArray[np.float64]


@cache
def read_pages() -> list[Page]:
    """The pages of zone_lines.parquet in their order there."""
    frame = pl.read_parquet(SHARED / "data/zone_lines.parquet")
    known = {"main": True, "other": False, None: None}
    pages = []
    for (name,), group in frame.group_by(["page"], maintain_order=True):
        rows = group.sort("line")
        pages.append(Page(str(name), site_of(str(name)), rows["text"].to_list(), [known[x] for x in rows["label"]]))
    return pages


def site_of(page: str) -> str:
    """The registered domain of a page's address; saved copies are called `set::domain-words.html`."""
    if "::" in page:
        host = re.match(r"[\w.]*?\w+\.(?:com|org|net|de|hn|vc)(?:\.pa)?", page.split("::")[1])
        return site_of(f"http://{host[0]}" if host else page.replace("::", "."))
    host_name = re.sub(r"^https?://(?:web\.archive\.org/.*?//)?", "", page.strip()).split("/")[0].split(":")[0].lower()
    parts = host_name.split(".")
    return ".".join(parts[-3:] if len(parts) > 2 and parts[-2] in _SECOND_LEVEL else parts[-2:])


def fold_of(site: str) -> int:
    """The fold of a site, from a digest of its name: no order and no seed in it."""
    return hashlib.sha256(site.encode()).digest()[0] % FOLDS


def sample_page(page: Page) -> Sample:
    """The labelled lines of a page; a line that stands there several times counts once in all."""
    columns = line_signals(cut_blocks(page.text))
    counts = Counter(line for line, label in zip(page.lines, page.labels, strict=True) if label is not None)
    kept = [place for place, label in enumerate(page.labels) if label is not None]
    return Sample(
        tuple(columns),
        page.site,
        np.stack([column[kept] for column in columns.values()], axis=1),
        np.array([float(bool(page.labels[place])) for place in kept]),
        np.array([1 / counts[page.lines[place]] for place in kept]),
    )


@cache
def read_articles() -> dict[str, dict[str, list[str]]]:
    """The lines of the NTREX documents, by document and language."""
    frame = pl.read_parquet(SHARED / "data/ntrex_docs.parquet").sort("doc", "lang", "seg")
    articles: dict[str, dict[str, list[str]]] = {}
    for (document, language), group in frame.group_by(["doc", "lang"], maintain_order=True):
        articles.setdefault(str(document), {})[str(language)] = group["text"].to_list()
    return articles


def is_fitted(document: str) -> bool:
    """Whether an NTREX document is in the half that is fitted; the other half measures."""
    return hashlib.sha256(document.encode()).digest()[0] % 2 == 0


def splice_articles(pages: Sequence[Page]) -> list[Page]:
    """NTREX documents of the fitted half, each in some languages, between the furniture of pages."""
    spliced = []
    for document, texts in read_articles().items():
        for _ in range(_COPIES if is_fitted(document) else 0):
            number = len(spliced)
            lines = list(texts.values())[number * 7 % len(texts)]
            spliced.append(_splice(pages[number * 37 % len(pages)], lines, _REACHES[number % len(_REACHES)]))
    return spliced


def _splice(page: Page, lines: list[str], reach: int) -> Page:
    """The page with its article replaced by `lines`; only these are labelled."""
    prose = [block.terminal and block.words >= 10 for block in cut_blocks(page.text)]
    start, end = best_run([len(line.split()) if told else -6 for line, told in zip(page.lines, prose, strict=True)])
    above, below = page.lines[max(0, start - reach) : start], page.lines[end + 1 : end + 1 + reach]
    labels: list[bool | None] = [None] * len(above) + [True] * len(lines) + [None] * len(below)
    return Page(page.name, page.site, [*above, *lines, *below], labels)


def read_samples() -> list[Sample]:
    """All that is fitted: the labelled lines of the pages, and the spliced articles with their weight."""
    pages = read_pages()
    spliced = [sample_page(page) for page in splice_articles(pages)]
    return [*map(sample_page, pages), *(replace(s, weights=s.weights * SPLICED_WEIGHT) for s in spliced)]


def fit_folds(samples: Sequence[Sample]) -> list[LineModel]:
    """The model of each fold, fitted on the sites of the others."""
    return [fit([sample for sample in samples if fold_of(sample.site) != fold]) for fold in range(FOLDS)]


def fit(samples: Sequence[Sample], *, ridge: float = RIDGE) -> LineModel:
    """The ridge logistic regression of the labels on the standardised signals, as weights of the raw signals."""
    signals = np.vstack([sample.signals for sample in samples])
    labels, weights = (np.concatenate([getattr(s, name) for s in samples]) for name in ("labels", "weights"))
    mean, scale = signals.mean(axis=0), signals.std(axis=0)
    used = scale > 1e-9
    design = np.hstack([np.ones((len(signals), 1)), (signals[:, used] - mean[used]) / scale[used]])
    solution = _newton(design, labels, weights, ridge)
    raw = solution[1:] / scale[used]
    names = [name for name, kept in zip(samples[0].names, used, strict=True) if kept]
    return LineModel(
        intercept=float(solution[0] - raw @ mean[used]), weights=dict(zip(names, raw.tolist(), strict=True))
    )


def _newton(
    design: NDArray[np.float64], labels: NDArray[np.float64], weights: NDArray[np.float64], ridge: float
) -> NDArray[np.float64]:
    solution = np.zeros(design.shape[1])
    penalty = np.full(design.shape[1], ridge)
    penalty[0] = 1e-6
    for _ in range(12):
        chances = 1 / (1 + np.exp(-design @ solution))
        gradient = design.T @ (weights * (chances - labels)) + penalty * solution
        curvature = (design * (weights * chances * (1 - chances))[:, None]).T @ design + np.diag(penalty)
        solution = solution - np.linalg.solve(curvature, gradient)
    return solution


def main() -> None:
    """Fit on all sites and write the model and its entry."""
    model = fit(read_samples())
    stored = {"intercept": round(model.intercept, 4), "weights": {k: round(v, 4) for k, v in model.weights.items()}}
    content = json.dumps(stored, indent=0, ensure_ascii=False) + "\n"
    (MODELS / "zone_lines.json").write_text(content, encoding="utf-8")
    write_entry(hashlib.sha256(content.encode()).hexdigest())


def write_entry(digest: str) -> None:
    """Replace the table of this model in the manifest, or add it."""
    path = MODELS / "manifest.toml"
    tables = re.split(r"(?m)^(?=\[)", path.read_text(encoding="utf-8"))
    kept = [table.rstrip() + "\n" for table in tables if not table.startswith("[zone_lines]")]
    path.write_text("\n".join([*kept, ENTRY.format(digest=digest)]), encoding="utf-8")


if __name__ == "__main__":
    main()
