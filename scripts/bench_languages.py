"""Languages inside documents: writes reports/languages.md. Takes about two minutes.

Needs the development data (AUDIT_SHARED, default ../shared). Four questions:
- two languages in one line: 5 to 14 words of one NTREX line behind 5 to 14 of another, and whole lines of one language;
  documents of fold 0, which the models have not seen; words as cut by white space
- headlines and lines of `codemix_docs.parquet`: LNG001 and the language of each line
- planted sentences: one line of an NTREX document of fold 0 replaced by that of a close language (LNG004)
- genuine articles: any LNG finding in human texts of mtdetect.parquet that are not NTREX
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import polars as pl
from identification_data import HELD_OUT, SHARED, fold_of, read_ntrex

from audit import Auditor, Document, Span
from audit.api import _build_splitter
from audit.config import Config
from audit.language.tables import canonical_language
from audit.types import Audit

SEED = 2026
FAR = (("ru", "de"), ("uk", "de"), ("en", "de"), ("en", "ru"), ("pl", "uk"), ("de", "fr"), ("en", "es"))
NEAR = (("ru", "uk"), ("ru", "be"), ("cs", "sk"), ("es", "pt"))
LEAKS = (
    ("ru", "uk"), ("uk", "ru"), ("be", "uk"), ("ru", "be"), ("cs", "sk"), ("sk", "cs"), ("da", "nb"), ("nb", "sv"),
    ("es", "pt"), ("pt", "gl"), ("es", "ca"), ("bg", "mk"),
)  # fmt: skip
_MARKS = re.compile(r"[\"„“”«»]|''|‘‘")
SPLICES, SINGLES, PLANTED, GENUINE = 300, 100, 200, 1500


def read_documents(language: str) -> dict[str, list[str]]:
    """The lines of the held-out documents in a language."""
    documents: defaultdict[str, list[str]] = defaultdict(list)
    for doc, text in read_ntrex().filter(pl.col("lang") == language).select("doc", "text").rows():
        if fold_of(doc) == HELD_OUT:
            documents[doc].append(" ".join(text.split()))
    return dict(documents)


def splice(pair: tuple[str, str], chance: random.Random) -> Iterator[tuple[str, list[str]]]:
    """Lines of two languages with the language of each word."""
    lines = {code: [text.split() for texts in read_documents(code).values() for text in texts] for code in pair}
    for _ in range(SPLICES):
        words: list[str] = []
        gold: list[str] = []
        for code in chance.sample(pair, 2):
            line = chance.choice([line for line in lines[code] if len(line) >= 6])
            part = line[: chance.randint(5, min(14, len(line)))]
            words += part
            gold += [code] * len(part)
        yield " ".join(words), gold


def score_lines(texts: list[tuple[str, list[str]]]) -> tuple[float, float]:
    """Share of words with the right language, and of lines with the right spans, boundary within a word."""
    splitter = _build_splitter(Config.default())
    words = spans = 0.0
    for (text, gold), pieces in zip(texts, splitter([text for text, _ in texts]), strict=True):
        found: list[str] = []
        start = 0
        for word in text.split(" "):
            found.append(next(language.code for span, language in pieces if start in span))
            start += len(word) + 1
        words += sum(a == b for a, b in zip(found, gold, strict=True)) / len(gold)
        spans += _runs_match(found, gold)
    return words / len(texts), spans / len(texts)


def _runs_match(found: list[str], gold: list[str]) -> bool:
    runs = [[(code, len(list(group))) for code, group in groupby(labels)] for labels in (found, gold)]
    if [code for code, _ in runs[0]] != [code for code, _ in runs[1]]:
        return False
    return len(runs[1]) == 1 or abs(runs[0][0][1] - runs[1][0][1]) <= 1


def line_rows() -> list[str]:
    """Table rows for spliced and single lines."""
    chance = random.Random(SEED)
    rows = []
    for name, pairs in (("far", FAR), ("near", NEAR)):
        texts = [text for pair in pairs for text in splice(pair, chance)]
        words, spans = score_lines(texts)
        rows.append(
            f"| {name}: {', '.join('-'.join(pair) for pair in pairs)} | {len(texts)} | {words:.3f} | {spans:.3f} |"
        )
    single = []
    for code in sorted({code for pair in (*FAR, *NEAR) for code in pair}):
        lines = [text for texts in read_documents(code).values() for text in texts if len(text.split()) >= 8]
        single += [(text, [code] * len(text.split(" "))) for text in chance.sample(lines, SINGLES)]
    words, kept = score_lines(single)
    return [*rows, f"| one language | {len(single)} | {words:.3f} | {kept:.3f} |"]


def codemix_rows() -> list[str]:
    """Table rows for `codemix_docs.parquet`: all documents, and those of fold 0."""
    rows = pl.read_parquet(SHARED / "data/codemix_docs.parquet").to_dicts()
    audits = list(
        Auditor().audit_many(Document(text="\n\n".join(row["lines"]), id=str(n)) for n, row in enumerate(rows))
    )
    table = []
    for name, folds in (("all", range(4)), ("fold 0", (HELD_OUT,))):
        count: Counter[str] = Counter()
        for row, audit in zip(rows, audits, strict=True):
            if fold_of(row["doc"]) in folds:
                count += _score_document(row, audit)
        precision = count["right"] / max(count["right"] + count["wrong"], 1)
        table.append(
            f"| {name} | {count['documents']} | {precision:.3f} | {count['right'] / count['mismatches']:.3f} | "
            f"{count['false']} of {count['controls']} | {count['line right'] / count['lines']:.4f} of {count['lines']} | "
            f"{count['quotes found'] / count['quotes']:.3f} of {count['quotes']} |"
        )
    return table


def _score_document(row: dict[str, list[str]], audit: Audit) -> Counter[str]:
    languages = [canonical_language(code, line) for code, line in zip(row["langs"], row["lines"], strict=True)]
    head, body = languages[0], canonical_language(str(row["body_lang"]), row["lines"][1])
    found = [finding for finding in audit.findings if finding.code == "LNG001"]
    count = Counter(documents=1, lines=len(languages))
    if head == body:
        count.update(controls=1, false=len(found))
        count["wrong"] += len(found)
    else:
        count["mismatches"] += 1
        right = [finding for finding in found if finding.evidence["seen"] in {head, "und"}]
        count.update(right=len(right), wrong=len(found) - len(right))
    start = 0
    for line, language, zone in zip(row["lines"], languages, row["zones"], strict=True):
        middle = start + len(line) // 2
        count["line right"] += any(middle in each.span and each.language == language for each in audit.zones)
        if zone == "quote":
            parts = [
                span for finding in audit.findings if finding.code in {"LNG002", "LNG004"} for span in finding.spans
            ]
            count["quotes"] += 1
            count["quotes found"] += any(middle in span for span in parts)
        start += len(line) + 2
    return count


def leak_rows() -> list[str]:
    """Table rows for sentences of a close language planted in articles, and what is found in the same articles without."""
    auditor = Auditor()
    rows = []
    for source, target in LEAKS:
        others, own = read_documents(source), read_documents(target)
        hits: dict[bool, list[bool]] = {True: [], False: []}
        texts, planted = zip(*plant(others, own, random.Random(f"{SEED} {source} {target}")), strict=True)
        for audit, line in zip(auditor.audit_many(map(_document, texts)), planted, strict=True):
            start = audit.document.text.index(line)
            place = Span(start, start + len(line))
            spans = [span for finding in audit.findings if finding.code == "LNG004" for span in finding.spans]
            hits[_MARKS.search(line) is None].append(any(_overlap(span, place) for span in spans))
        audits = list(auditor.audit_many(map(_document, own.values())))
        false = sum(finding.code == "LNG004" for audit in audits for finding in audit.findings)
        segments = sum(len(audit.segments) for audit in audits)
        plain, everything = hits[True], hits[True] + hits[False]
        rows.append(
            f"| {source} in {target} | {sum(plain) / len(plain):.3f} of {len(plain)} | "
            f"{sum(everything) / len(everything):.3f} of {len(everything)} | {false} of {segments} |"
        )
    return rows


def plant(
    others: dict[str, list[str]], own: dict[str, list[str]], chance: random.Random
) -> Iterator[tuple[list[str], str]]:
    """Articles with one line replaced by the same line in the other language, and that line."""
    for _ in range(PLANTED):
        doc = chance.choice([doc for doc, lines in own.items() if len(lines) >= 6])
        number = chance.choice([number for number, line in enumerate(own[doc]) if number and len(line.split()) >= 4])
        yield [*own[doc][:number], others[doc][number], *own[doc][number + 1 :]], others[doc][number]


def _document(lines: list[str]) -> Document:
    """The first line as headline over paragraphs of three lines."""
    paragraphs = [" ".join(lines[start : start + 3]) for start in range(1, len(lines), 3)]
    return Document(text="\n\n".join([lines[0], *paragraphs]))


def _overlap(span: Span, place: Span) -> bool:
    return min(span.end, place.end) - max(span.start, place.start) >= 0.5 * (place.end - place.start)


def genuine_rows() -> list[str]:
    """Table rows for human articles: a short segment as headline over the five behind it."""
    frame = pl.scan_parquet(SHARED / "data/mtdetect.parquet").filter(
        ~pl.col("empty"), ~pl.col("set").str.contains("wmt19")
    )
    rows = []
    for language in ("de", "en", "ru", "uk", "cs", "fr", "pl", "it", "es"):
        target = frame.filter(pl.col("lp").str.ends_with(f"-{language}") & (pl.col("kind") == "human"))
        source = frame.filter(pl.col("lp").str.starts_with(f"{language}-"))
        keys = ["lp", "set", "doc", "system", "seg"]
        parts = [
            target.select(*keys, text="hyp"),
            source.select("lp", "set", "doc", pl.lit("source").alias("system"), "seg", text="src"),
        ]
        segments = pl.concat(parts).sort(keys).unique(subset=["text"], maintain_order=True).collect()
        texts = []
        for _, group in segments.group_by(keys[:4], maintain_order=True):
            lines = group["text"].to_list()
            texts += [
                "\n\n".join([line.rstrip("."), *lines[n + 1 : n + 6]])
                for n, line in enumerate(lines[:-3])
                if 2 <= len(line.split()) <= 16
            ]
        texts = random.Random(SEED).sample(texts, min(GENUINE, len(texts)))
        count = Counter(
            finding.code
            for audit in Auditor().audit_many(Document(text=text) for text in texts)
            for finding in audit.findings
        )
        rows.append(
            f"| {language} | {len(texts)} | "
            + " | ".join(str(count[code]) for code in ("LNG001", "LNG002", "LNG003", "LNG004"))
            + " |"
        )
    return rows


def speed_row() -> str:
    """Documents of about 500 words a CPU second through zones, languages and segments."""
    texts = ["\n\n".join(lines) for code in ("de", "en", "ru", "uk") for lines in read_documents(code).values()]
    words = " ".join(texts).split(" ")
    documents = [Document(text=" ".join(words[start : start + 500])) for start in range(0, len(words) - 500, 500)]
    stages = Auditor().pipeline.stages[:3]
    best = 0.0
    for _ in range(3):
        audits = [Audit(document=document) for document in documents]
        start = time.process_time()
        for stage in stages:
            audits = stage(audits)
        best = max(best, len(documents) / (time.process_time() - start))
    return f"{best:,.0f} documents of 500 words a second on one core through zones, languages and segments (best of three, {len(documents)} documents)."


def main() -> None:
    """Measure everything and write the report."""
    sections = [f() for f in (line_rows, codemix_rows, leak_rows, genuine_rows)]
    lines, codemix, leaks, genuine = ("\n".join(rows) for rows in sections)
    Path("reports/languages.md").write_text(
        f"""# Languages inside documents
Made by `scripts/bench_languages.py`, seed {SEED}. Fold 0 holds NTREX documents that the models have not seen.

## Two languages in one line
Words as cut by white space; spans are right where there are two, in the right languages, with the boundary within a word.

| lines | n | words right | spans right |
|---|---|---|---|
{lines}

## Headlines and lines of `codemix_docs.parquet`
LNG001 is right where it names the headline's language or leaves it open. A quoted line is found by LNG002 or LNG004.

| documents | n | LNG001 precision | recall | false on controls | language per line | quoted lines found |
|---|---|---|---|---|---|---|
{codemix}

## A sentence of a close language planted in an article (LNG004)
{PLANTED} articles of fold 0 a pair, lines of four words or more; false: findings among the sentences of the same articles
without a planted one. A sentence in quotation marks is no leak, but a quotation (LNG002): so lines without any quotation
mark stand beside all lines.

| planted | found, no quotation marks | found, all lines | false |
|---|---|---|---|
{leaks}

## Findings in human articles that are not NTREX
A segment of 2 to 16 words as headline over the next five (WMT 2021 to 2023 and FLORES sources and references).

| language | articles | LNG001 | LNG002 | LNG003 | LNG004 |
|---|---|---|---|---|---|
{genuine}

## Speed
{speed_row()}
""",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
