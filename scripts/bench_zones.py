"""How well lines of plain text are told to be main text or furniture: writes reports/zones.md.

Needs the development data (AUDIT_SHARED, default ../shared). Every figure on web pages is for pages of sites that the
model was not fitted on (five folds by site); NTREX figures are for the half of its documents that is not fitted.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from train_zone_lines import (
    SHARED,
    Page,
    Sample,
    fit_folds,
    fold_of,
    is_fitted,
    read_articles,
    read_pages,
    read_samples,
)

from audit.config import Config
from audit.zoning.blocks import cut_blocks
from audit.zoning.model import LineModel
from audit.zoning.rules import MAIN, ZoneRules

OPTIONS = Config.default().table("zones")
LANGUAGES = ("de", "en", "ru", "uk", "fr", "cs", "pl", "es", "it", "fi", "ar", "he", "zh", "ja", "ko")
FURNITURE = ("Newsletter abonnieren", "Teilen", "Impressum | Datenschutz", "© 2021 Nordblatt", "Kommentare")
"""Put below clean articles: enough for them to count as pages."""


@dataclass(frozen=True)
class Counts:
    """Main text that was kept, other text that was kept, main text that was lost."""

    kept: int
    wrong: int
    lost: int

    @property
    def precision(self) -> float:
        """Share of main text in what was kept."""
        return self.kept / max(1, self.kept + self.wrong)

    @property
    def recall(self) -> float:
        """Share of the main text that was kept."""
        return self.kept / max(1, self.kept + self.lost)

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return 2 * self.kept / max(1, 2 * self.kept + self.wrong + self.lost)


Told = Callable[[Page], list[bool]]


def count_lines(pages: Sequence[Page], told: Sequence[list[bool]]) -> Counts:
    """Labelled lines, each as often as it stands on its page."""
    pairs = Counter(
        (label, kept)
        for page, row in zip(pages, told, strict=True)
        for label, kept in zip(page.labels, row, strict=True)
        if label is not None
    )
    return Counts(pairs[True, True], pairs[False, True], pairs[True, False])


def count_segments(pages: Sequence[Page], told: Sequence[list[bool]]) -> Counts:
    """Labelled lines of which one copy at least is kept: what the research counts, a string found in the kept text."""
    pairs: Counter[tuple[bool, bool]] = Counter()
    for page, row in zip(pages, told, strict=True):
        found: dict[tuple[str, bool], bool] = {}
        for line, label, kept in zip(page.lines, page.labels, row, strict=True):
            if label is not None:
                found[line, label] = found.get((line, label), False) or kept
        pairs.update((label, kept) for (_, label), kept in found.items())
    return Counts(pairs[True, True], pairs[False, True], pairs[True, False])


def by_length(page: Page) -> list[bool]:
    """The one-line rule of the research: ten words or more and a full stop."""
    return [block.terminal and block.words >= 10 for block in cut_blocks(page.text)]


def by_model(models: Sequence[LineModel]) -> Told:
    """The line model alone, with the threshold of the product."""
    least = OPTIONS["min_main"]
    return lambda page: [chance >= least for chance in models[fold_of(page.site)](cut_blocks(page.text))]


def by_rules(page: Page) -> list[bool]:
    """The cue rules alone: no text counts as a page."""
    return [zone.kind in MAIN for zone in ZoneRules(**{**OPTIONS, "page_cues": 10**9})(page.text)]


def by_product(models: Sequence[LineModel]) -> Told:
    """What the product answers, with the model of the page's fold in place of the packaged one."""
    rules = ZoneRules(**OPTIONS)
    return lambda page: [zone.kind in MAIN for zone in rules(page.text, model=models[fold_of(page.site)])]


def chances_of(model: LineModel, sample: Sample) -> list[float]:
    """The model's chances for the lines of a sample."""
    score = model.intercept + sample.signals @ np.array([model.weights.get(name, 0.0) for name in sample.names])
    chances: list[float] = (1 / (1 + np.exp(-score))).tolist()
    return chances


def calibration(samples: Sequence[Sample], models: Sequence[LineModel]) -> list[tuple[float, float, int]]:
    """For tenths of the model's chance: the mean chance, the share of main text, the number of labelled lines."""
    tenths: dict[int, list[tuple[float, float]]] = {}
    for sample in samples:
        for chance, label in zip(chances_of(models[fold_of(sample.site)], sample), sample.labels, strict=True):
            tenths.setdefault(min(9, int(10 * chance)), []).append((chance, label))
    rows = [tenths[number] for number in sorted(tenths)]
    return [(sum(c for c, _ in row) / len(row), sum(y for _, y in row) / len(row), len(row)) for row in rows]


def lost_lines(language: str, gap: str, furniture: Sequence[str] = ()) -> tuple[int, int]:
    """Lines of NTREX documents that are not fitted which the product does not call main text, and all."""
    lost = total = 0
    rules = ZoneRules(**OPTIONS)
    for document, texts in read_articles().items():
        if is_fitted(document) or language not in texts:
            continue
        lines = [line.strip() for line in texts[language]]
        zones = rules(gap.join([*lines, *furniture]))
        kept = sum(1 for zone in zones[: len(zones) - len(furniture)] if zone.kind in MAIN)
        lost, total = lost + len(lines) - min(kept, len(lines)), total + len(lines)
    return lost, total


def codemix() -> dict[str, tuple[int, int, int]]:
    """Lines of codemix_docs.parquet by their kind there: of our kind too, lost (not main text), all.

    Its captions are left out: they are sentences of articles put where a caption would stand.
    """
    rows: dict[str, list[int]] = {}
    rules = ZoneRules(**OPTIONS)
    for lines, kinds in pl.read_parquet(SHARED / "data/codemix_docs.parquet").select("lines", "zones").iter_rows():
        zones = rules("\n\n".join(line.strip() for line in lines))
        for kind, zone in zip(kinds, zones, strict=True):
            row = rows.setdefault(kind, [0, 0, 0])
            row[0] += zone.kind == kind or (kind == "body" and zone.kind == "lead")
            row[1] += zone.kind not in MAIN
            row[2] += 1
    return {kind: (row[0], row[1], row[2]) for kind, row in sorted(rows.items()) if kind != "caption"}


def speed(texts: Sequence[str]) -> float:
    """CPU milliseconds for 500 words of these texts, best of five rounds."""
    rules, words = ZoneRules(**OPTIONS), sum(len(text.split()) for text in texts)
    rounds = []
    for _ in range(6):
        start = time.process_time()
        for text in texts:
            rules(text)
        rounds.append(time.process_time() - start)
    return min(rounds[1:]) / words * 500_000


def speed_rows(pages: Sequence[Page]) -> list[str]:
    """Speed on clean articles by language, on pages, and on one page of 100,000 lines."""
    rows = []
    for language in ("de", "en", "ru"):
        texts = ["\n\n".join(texts[language]) for texts in read_articles().values()]
        cost = speed(texts)
        rows.append(f"| clean articles, {language} | {cost:.2f} ms for 500 words | {1000 / cost:,.0f} |")
    lines = [line for page in pages for line in page.lines]
    texts = [page.text for page in pages[::10]]
    start = time.process_time()
    for text in texts:
        ZoneRules(**OPTIONS)(text)
    cost = (time.process_time() - start) / len(texts)
    rows.append(
        f"| web pages, {len(lines) // len(pages)} lines on average | {1000 * cost:.1f} ms a page | {1 / cost:,.0f} |"
    )
    start = time.process_time()
    ZoneRules(**OPTIONS)("\n".join(lines[:100_000]))
    rows.append(f"| one page of 100,000 lines | {time.process_time() - start:.1f} s | – |")
    return rows


def main() -> None:
    """Measure and write the report."""
    pages, samples = read_pages(), read_samples()
    models = fit_folds(samples)
    answers: dict[str, Told] = {
        "all lines": lambda page: [True] * len(page.lines),
        "ten words and a full stop": by_length,
        "cue rules alone": by_rules,
        "line model alone": by_model(models),
        "rules and model, as `audit.zones` answers": by_product(models),
    }
    told = {name: [answer(page) for page in pages] for name, answer in answers.items()}
    lines = [
        "# Zones of plain text", "",
        "Made by `scripts/bench_zones.py`. Main text = headline, lead, subhead, body, quote, code; everything else is other.", "",
        "## Main text of web pages", "",
        *_pages_table(pages, told), *_calibration_table(calibration(samples[: len(pages)], models)),
        "## Clean articles", "", *_clean_table(), *_codemix_table(codemix()),
        "## Speed", "", "CPU of one core; depends on the machine.", "",
        "| what | cost | a second |", "|---|---:|---:|", *speed_rows(pages),
    ]  # fmt: skip
    Path("reports/zones.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _pages_table(pages: Sequence[Page], told: dict[str, list[list[bool]]]) -> list[str]:
    labelled = sum(label is not None for page in pages for label in page.labels)
    sites = len({page.site for page in pages})
    lines = [
        f"`zone_lines.parquet`: {len(pages)} pages of {sites} sites flattened to lines, {labelled:,} of which carry a label. Five",
        "folds by site: no page is judged by a model that saw its site. *Lines* counts each labelled line, *segments* counts",
        "copies of a line on a page once (kept if one copy is). The figures are a little optimistic: the phrases of `cues.toml`",
        "are our own knowledge of pages, but a sample of wrong lines had been looked at before; the penalty, the threshold and",
        "the weight of spliced articles were chosen on these and on other shuffles of the same sites (which give 0.882 to 0.887",
        "for lines). Labels are those of trafilatura's tests, and they tell main from other only: kinds are not measured here.",
        "",
        "| what | lines F | precision | recall | segments F | precision | recall |", "|---|---:|---:|---:|---:|---:|---:|",
    ]  # fmt: skip
    for name, row in told.items():
        cells = [
            f"{v:.3f}"
            for c in (count_lines(pages, row), count_segments(pages, row))
            for v in (c.f1, c.precision, c.recall)
        ]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return [*lines, ""]


def _calibration_table(rows: Iterable[tuple[float, float, int]]) -> list[str]:
    lines = [
        "Chances of the model (`Zone.confidence` of main text on a page, and 1 minus that of boilerplate) against the share",
        "of main text among the labelled lines of the other sites:", "",
        "| mean chance | share of main text | lines |", "|---:|---:|---:|",
    ]  # fmt: skip
    return [*lines, *(f"| {chance:.2f} | {share:.2f} | {number:,} |" for chance, share, number in rows), ""]


def _clean_table() -> list[str]:
    lines = [
        "NTREX documents of the half that is not fitted, all lines of which are main text: the share that the product calls",
        "anything else (caption, boilerplate, ...), joined by blank lines and by line breaks, and where five lines of furniture",
        "stand below the article, which make it a page and call the model. Some phrases that fired in these documents were",
        "mended after a first look, so the zeros are in-sample for the phrases; the model has not seen these documents.", "",
        "| language | lines | blank lines | line breaks | with furniture |", "|---|---:|---:|---:|---:|",
    ]  # fmt: skip
    for language in LANGUAGES:
        cells = [lost_lines(language, "\n\n"), lost_lines(language, "\n"), lost_lines(language, "\n", FURNITURE)]
        shares = " | ".join(f"{lost / total:.2%}" for lost, total in cells)
        lines.append(f"| {language} | {cells[0][1]:,} | {shares} |")
    return [*lines, ""]


def _codemix_table(rows: dict[str, tuple[int, int, int]]) -> list[str]:
    lines = ["Lines of the constructed documents of `codemix_docs.parquet`:", "",
             "| kind there | lines | the same kind here | not main text |", "|---|---:|---:|---:|"]  # fmt: skip
    for kind, (same, lost, total) in rows.items():
        lines.append(f"| {kind} | {total:,} | {same / total:.2%} | {lost / total:.2%} |")
    return [*lines, ""]


if __name__ == "__main__":
    main()
