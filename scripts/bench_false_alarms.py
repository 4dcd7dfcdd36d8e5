"""How often each check fires on human texts: writes audit/checks/false_alarms.toml and reports/false_alarms.md.

Needs the development data (AUDIT_SHARED, default ../shared). Two sets of windows of about 100 words, all human:
- news, social, shop and wiki texts: unique human references and originals of mtdetect.parquet, cut at segments
- articles: a short line as headline over the next 100 words of its document (LNG001)
MT outputs of mtdetect.parquet are cut in the same way, to show beside the false alarms how much a check finds.
"""

from __future__ import annotations

import os
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import polars as pl
from identification_data import HELD_OUT, fold_of, read_ntrex

from audit.api import Auditor
from audit.config import Config
from audit.language.tables import main_script
from audit.render.view import upper_bound
from audit.types import Document

SHARED = Path(os.environ.get("AUDIT_SHARED", "../shared"))
LANGUAGES = ("de", "en", "ru", "uk", "cs", "fr", "es", "it", "pl")
WORDS = 100
ARTICLES = 3000
GRADES = (
    "LNG001.strong", "LNG002.medium", "LNG002.minor", "LNG002.neutral", "LNG003.strong", "LNG003.weak", "LNG004.medium",
    "MTE001.decisive", "MTE001.strong", "MTE001.medium", "MTE002.strong",
)  # fmt: skip
"""The codes and grades that the checks can give."""


def cut_windows(segments: Iterable[str]) -> Iterator[str]:
    """Neighbouring segments joined to windows of about `WORDS` words; a shorter rest is left out."""
    window: list[str] = []
    count = 0
    for segment in segments:
        window.append(segment.strip())
        count += len(segment.split())
        if count >= WORDS:
            yield " ".join(window)
            window, count = [], 0


def translation_windows(language: str, kind: str) -> list[str]:
    """Unique windows of human texts (references and originals) or of MT outputs in a language."""
    frame = pl.scan_parquet(SHARED / "data/mtdetect.parquet").filter(~pl.col("empty"))
    target = pl.col("lp").str.ends_with(f"-{language}") & (pl.col("kind") == kind)
    keys = ["lp", "set", "doc", "system", "seg"]
    parts = [frame.filter(target).select(*keys, text="hyp")]
    if kind == "human":
        source = frame.filter(pl.col("lp").str.starts_with(f"{language}-"))
        source = source.select("lp", "set", "doc", system=pl.lit("source"), seg="seg", text="src").unique()
        parts.append(source)
    rows = pl.concat(parts).sort(keys).collect()
    windows: dict[str, None] = {}
    for _, group in rows.group_by(["lp", "set", "system"], maintain_order=True):
        windows |= dict.fromkeys(cut_windows(group["text"]))
    return list(windows)


def article_windows(language: str) -> list[str]:
    """Lines of 2 to 16 words as headlines over the 100 words that follow in the same document.

    Human documents of mtdetect.parquet that are not NTREX, and the NTREX documents that the identifier has not seen. A
    few documents of mtdetect hold lines of the other language; for Russian and Ukrainian the script tells them.
    """
    frame = pl.scan_parquet(SHARED / "data/mtdetect.parquet").filter(
        ~pl.col("empty"), ~pl.col("set").str.contains("wmt19")
    )
    keys = ["lp", "set", "doc", "system", "seg"]
    target = frame.filter(pl.col("lp").str.ends_with(f"-{language}") & (pl.col("kind") == "human"))
    source = frame.filter(pl.col("lp").str.starts_with(f"{language}-")).with_columns(system=pl.lit("source"))
    lines = pl.concat([target.select(*keys, text="hyp"), source.select(*keys, text="src")]).sort(keys).collect()
    lines = lines.unique(subset=["text"], maintain_order=True)
    ntrex = read_ntrex().filter(
        (pl.col("lang") == language) & pl.col("doc").map_elements(fold_of, return_dtype=pl.Int64).eq(HELD_OUT)
    )
    documents = [group["text"].to_list() for _, group in lines.group_by(keys[:4], maintain_order=True)]
    documents += [group["text"].to_list() for _, group in ntrex.group_by("doc", maintain_order=True)]
    articles = dict.fromkeys(article for document in documents for article in _articles(document))
    if language in {"ru", "uk"}:
        articles = {article: None for article in articles if main_script(article) == "Cyrl"}
    return random.Random(1).sample(list(articles), min(ARTICLES, len(articles)))


def _articles(lines: list[str]) -> Iterator[str]:
    for number, line in enumerate(lines[:-1]):
        body = next(cut_windows(lines[number + 1 : number + 30]), None)
        if body is not None and 2 <= len(line.split()) <= 16:
            yield f"{line.strip().rstrip('.')}\n\n{body}"


def count_hits(texts: list[str]) -> Counter[str]:
    """In how many texts each check finds something, by code and grade (`LNG003.weak`)."""
    hits: Counter[str] = Counter()
    for audit in Auditor().audit_many(Document(text=text) for text in texts):
        hits.update({f"{finding.code}.{finding.strength or finding.severity}" for finding in audit.findings})
    return hits


def count_parallel(texts: list[str]) -> Counter[str]:
    """The same over all cores."""
    cores = os.cpu_count() or 1
    with ProcessPoolExecutor(cores) as pool:
        return sum(pool.map(count_hits, [texts[start::cores] for start in range(cores)]), Counter())


def main() -> None:
    """Measure and write both files."""
    rows: list[tuple[str, str, int, int, int, int]] = []
    respelling = Config.default().table("checks.LNG003")["languages"]
    for language in LANGUAGES:
        human, machine = (translation_windows(language, kind) for kind in ("human", "mt"))
        articles = article_windows(language)
        machine = machine[:: max(1, len(machine) // 4000)]
        found = {"human": count_parallel(human), "mt": count_parallel(machine), "articles": count_parallel(articles)}
        for row in GRADES:
            if row == "LNG003.strong" and language not in respelling:
                continue  # not looked for there
            if row.startswith("LNG001"):
                rows.append((row, language, found["articles"][row], len(articles), 0, 0))
            else:
                rows.append((row, language, found["human"][row], len(human), found["mt"][row], len(machine)))
        print(
            language,
            len(human),
            len(machine),
            len(articles),
            dict(found["human"]),
            dict(found["articles"]),
            file=sys.stderr,
        )
    rows.sort()
    write_table(rows)
    write_report(rows)


def write_table(rows: list[tuple[str, str, int, int, int, int]]) -> None:
    """The figures that travel in findings: hits and windows by code, grade and language."""
    lines = ["# Hits and windows of about 100 words of human text, by finding code, grade and language.",
             "# Made by scripts/bench_false_alarms.py; the table with bounds is reports/false_alarms.md."]  # fmt: skip
    code = ""
    for row in rows:
        if row[0] != code:
            code = row[0]
            lines += ["", f"[{code}]"]
        lines.append(f"{row[1]} = [{row[2]}, {row[3]}]")
    Path("audit/checks/false_alarms.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_report(rows: list[tuple[str, str, int, int, int, int]]) -> None:
    """The committed table."""
    lines = [
        "# False alarms of the checks on human texts",
        "",
        "Made by `scripts/bench_false_alarms.py`. Windows of about 100 words: unique human references and originals of",
        "the WMT and FLORES texts in `mtdetect.parquet`, with a sample of its MT outputs beside them. LNG001: a line of 2 to",
        "16 words as headline over the next 100 words of its document, from the same set without NTREX, and from the NTREX",
        "documents that the identifier has not seen.",
        "The bound is the upper end of the one-sided 95 % Wilson interval. Below 1,000 windows a figure is provisional.",
        "The limits of LNG001 and LNG002 were chosen after a look at what they found in a sample of these lines, so their",
        "figures are somewhat optimistic. LNG002.neutral is a quotation in another language, and no fault of the text.",
        "The human windows hold hardly any disclosure, so MTE001 and MTE002 show false alarms only; MT outputs hold none.",
        "",
        "| code and grade | language | hits | human windows | upper 95 % bound | MT hits | MT windows |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for code, language, hits, windows, found, machine in rows:
        note = " (provisional)" if windows < 1000 else ""
        bound = f"{upper_bound(hits, windows):.2%}{note}"
        lines.append(
            f"| {code} | {language} | {hits} | {windows:,} | {bound} | {found or '–'} | {f'{machine:,}' if machine else '–'} |"
        )
    Path("reports/false_alarms.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
