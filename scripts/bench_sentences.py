"""How well sentence ends are found, and how fast: writes reports/sentences.md.

Needs the development data (AUDIT_SHARED, default ../shared), and pysbd, syntok and sentencex to measure them beside ours;
a peer that is not installed is left out. Consecutive lines of a document are joined with a space, 12 at most; the joins
are the ends to find. Documents are halved by the SHA-1 of their names: rules are made on one half, the table is of the
other. tests/gate/test_sentences.py recomputes our figures.
"""

from __future__ import annotations

import hashlib
import importlib
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import polars as pl

from audit.language.sentences import split_sentences

SHARED = Path(os.environ.get("AUDIT_SHARED", "../shared"))
LANGUAGES = ("de", "en", "ru", "uk", "fr", "cs")
OTHERS = ("pl", "es", "it")
GROUP = 12
Splitter = Callable[[str], Iterable[str]]

_QUOTES = "\"'„“”«»‘’()[]"
_MARKED = re.compile(rf"[.!?…。！？؟۔।։]+[{re.escape(_QUOTES)}」』）\s]*$")
_INNER = re.compile(
    rf"(?P<word>\S+?)(?P<end>[.!?…]+[{re.escape(_QUOTES)}]*)\s+[{re.escape(_QUOTES)}–—\s-]*(?P<next>[^\W\d_]+)"
)


@dataclass
class Text:
    """Joined lines. Places are counted in characters that are not white space."""

    text: str = ""
    joins: set[int] = field(default_factory=set)
    unmarked: set[int] = field(default_factory=set)
    """Joins after a line without an end mark: headlines, signatures."""
    inner: set[int] = field(default_factory=set)
    """Unambiguous sentence ends inside a line, which the joins do not tell."""


@dataclass
class Score:
    """Counts of ends."""

    hits: int = 0
    wrong: int = 0
    wrong_unexplained: int = 0
    missed: int = 0
    missed_marked: int = 0
    seconds: float = 0.0
    sentences: int = 0

    def plain(self) -> tuple[float, float]:
        """Precision and recall against the joins."""
        return self.hits / max(1, self.hits + self.wrong), self.hits / max(1, self.hits + self.missed)

    def visible(self) -> tuple[float, float]:
        """The same without joins after unmarked lines and without unambiguous ends inside lines."""
        precision = self.hits / max(1, self.hits + self.wrong_unexplained)
        return precision, self.hits / max(1, self.hits + self.missed_marked)

    def speed(self) -> float:
        """Sentences a second."""
        return self.sentences / max(1e-9, self.seconds)


class Usage:
    """How words are used in the lines of a language: tells an unambiguous end without any list of abbreviations."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.plain: Counter[str] = Counter()
        self.dotted: Counter[str] = Counter()
        for line in lines:
            words = [word.strip(_QUOTES + ",;:!?…") for word in line.split()]
            self.plain.update(word for word in words if not word.endswith("."))
            self.dotted.update(word.rstrip(".") for word in words[:-1] if word.endswith("."))

    def inner_ends(self, line: str) -> Iterator[int]:
        """Ends before a capital, after a word that is no abbreviation by its use, if it is long or the next is common."""
        for match in _INNER.finditer(line):
            word, following = match["word"].strip(_QUOTES + ",;:"), match["next"]
            if not following[0].isupper() or len(word) < 2 or "." in word:
                continue
            letters = len(word) if word.isalpha() else 0
            # An abbreviation is written with its stop again and again; a rare word ends one sentence.
            doubt = letters < 6 and self.dotted[word] > self.plain[word] + (letters == 5)
            if match["end"][0] == "." and doubt:
                continue
            if self.plain[following.lower()] >= 2 or letters >= 5 or (word.islower() and letters == 4):
                yield match.end("end")


def ink(text: str) -> int:
    """How many characters are not white space."""
    return sum(map(len, text.split()))


def join_lines(lines: list[str], usage: Usage) -> Text:
    """Lines joined with a space."""
    text = Text(" ".join(lines))
    place = 0
    for number, line in enumerate(lines):
        text.inner.update(place + ink(line[:end]) for end in usage.inner_ends(line))
        place += ink(line)
        if number < len(lines) - 1:
            text.joins.add(place)
            if not _MARKED.search(line):
                text.unmarked.add(place)
    return text


def is_held(document: str) -> bool:
    """Whether a document belongs to the half that the rules were not made on."""
    return hashlib.sha1(document.encode(), usedforsecurity=False).digest()[-1] % 2 == 1


def grouped(frame: pl.DataFrame, keys: list[str], *, held: bool) -> list[Text]:
    """The texts of one half of the documents."""
    lines = [line.strip() for line in frame["text"]]
    usage = Usage(lines)
    texts = []
    for _, group in frame.group_by(keys, maintain_order=True):
        if is_held(group["doc"][0]) == held:
            lines = [line.strip() for line in group["text"] if line.strip()]
            texts += [join_lines(lines[start : start + GROUP], usage) for start in range(0, len(lines), GROUP)]
    return texts


def ntrex_texts(language: str, *, held: bool = True) -> list[Text]:
    """News: human translations line by line."""
    frame = pl.read_parquet(SHARED / "data/ntrex_docs.parquet").filter(pl.col("lang") == language)
    return grouped(frame.sort("doc", "seg"), ["doc"], held=held)


def wmt_texts(language: str, *, held: bool = True) -> list[Text]:
    """News, wiki, shop, chat and speech: human references and originals of mtdetect.parquet but the NTREX texts."""
    frame = pl.scan_parquet(SHARED / "data/mtdetect.parquet").filter(~pl.col("empty") & (pl.col("kind") == "human"))
    frame = frame.filter(pl.col("year") != 2019)
    keys = ["lp", "set", "doc", "system"]
    target = frame.filter(pl.col("lp").str.ends_with(f"-{language}")).select(*keys, "seg", text="hyp")
    source = frame.filter(pl.col("lp").str.starts_with(f"{language}-"))
    source = source.select("lp", "set", "doc", system=pl.lit("source"), seg="seg", text="src").unique()
    rows = pl.concat([target, source]).sort(*keys, "seg", "text").unique("text", keep="first", maintain_order=True)
    return grouped(rows.collect(), keys, held=held)


def our_splitter(language: str) -> Splitter:
    """The product's."""
    return lambda text: [span.of(text) for span in split_sentences(text, language=language)]


def peers(language: str) -> dict[str, Splitter]:
    """The peers that are installed, each with its nearest language."""
    found: dict[str, Splitter] = {}
    for name, build in (("pysbd", _pysbd), ("syntok", _syntok), ("sentencex", _sentencex)):
        try:
            found[name] = build(language)
        except ImportError:
            print(f"{name} is not installed")
    return found


def _pysbd(language: str) -> Splitter:
    # The nearest languages that it has.
    near = {"uk": "ru", "cs": "sk"}.get(language, language)
    segmenter = importlib.import_module("pysbd").Segmenter(language=near, clean=False)
    split: Splitter = segmenter.segment
    return split


def _syntok(_: str) -> Splitter:
    process = importlib.import_module("syntok.segmenter").process

    def split(text: str) -> list[str]:
        sentences = (sentence for paragraph in process(text) for sentence in paragraph)
        return ["".join(token.spacing + token.value for token in sentence) for sentence in sentences]

    return split


def _sentencex(language: str) -> Splitter:
    return partial(importlib.import_module("sentencex").segment, language)


def score(texts: list[Text], split: Splitter, rounds: int = 1) -> Score:
    """Counts over texts; the time is CPU time of the splitter alone."""
    total = Score()
    split("A first text. It loads tables.")
    for text in texts:
        start = time.process_time()
        for _ in range(rounds):
            sentences = list(split(text.text))
        total.seconds += (time.process_time() - start) / rounds
        total.sentences += len(sentences)
        place, ends = 0, set()
        for sentence in sentences:
            place += ink(sentence)
            ends.add(place)
        ends -= {0, ink(text.text)}
        total.hits += len(ends & text.joins)
        total.wrong += len(ends - text.joins)
        total.wrong_unexplained += len(ends - text.joins - text.inner)
        total.missed += len(text.joins - ends)
        total.missed_marked += len(text.joins - ends - text.unmarked)
    return total


def _row(language: str, name: str, found: Score, *, speed: bool = True) -> str:
    cells = [language, name, f"{found.hits + found.missed:,}"]
    cells += [f"{value:.3f}" for value in (*found.visible(), *found.plain())]
    cells += [f"{found.wrong} / {found.wrong_unexplained}", f"{found.missed} / {found.missed_marked}"]
    if speed:
        cells.append(f"{found.speed():,.0f}")
    return f"| {' | '.join(cells)} |"


_HEAD = (
    "| language | splitter | joins | precision | recall | plain precision | plain recall | wrong: all / unexplained "
    "| missed: all / marked |"
)


def main() -> None:
    """Measure and write the report."""
    lines = [
        "# Sentence ends",
        "",
        "Made by `scripts/bench_sentences.py`. Consecutive lines of a document are joined with a space, 12 at most, and the",
        "joins are to be found. *Plain* figures take every join and nothing else for an end. They have a ceiling: each",
        "document starts with a headline without a mark, which in the product is a zone of its own, and many lines hold two",
        "sentences. So the first two figures leave out of account, by rules that know no splitter and no list of",
        "abbreviations, joins after a line without an end mark (`unmarked`), and ends before a capital inside a line where",
        "the word before is no abbreviation by its use in the same data and is long, or the word after is common",
        "(`Usage.inner_ends`). What is left as wrong is *unexplained*; most of it turned out to be sentence ends too when",
        "read by eye. This correction, unlike the splitter, was shaped on both halves, so precision near 1 is optimistic.",
        "",
        "## News (NTREX), the half of the documents that no rule was made on",
        "",
        "Speed is sentences a second of CPU time on one core. pysbd has no Ukrainian and no Czech: its Russian and Slovak",
        "rules stand in. syntok has one set of rules for all. pysbd and sentencex keep quoted speech of several sentences together",
        "by design; that is much of what they miss here.",
        "",
        _HEAD + " sentences/s |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for language in (*LANGUAGES, *OTHERS):
        texts = ntrex_texts(language)
        lines.append(_row(language, "audit", score(texts, our_splitter(language), rounds=10)))
        lines += [_row(language, name, score(texts, split)) for name, split in peers(language).items()]
    lines += ["", "## The half that rules were made on", "", _HEAD, "|---|---|---:|---:|---:|---:|---:|---:|---:|"]
    for language in (*LANGUAGES, *OTHERS):
        found = score(ntrex_texts(language, held=False), our_splitter(language))
        lines.append(_row(language, "audit", found, speed=False))
    lines += [
        "",
        "## News, wiki, shops, chat and speech (WMT 2021-2023, FLORES), the held half",
        "",
        "Human references and originals of `mtdetect.parquet`, each line once. Lines of chat and speech often hold several",
        "sentences or none. pysbd is left out: it is too slow for as many.",
        "",
        _HEAD,
        "|---|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for language in (*LANGUAGES, *OTHERS):
        texts = wmt_texts(language)
        lines.append(_row(language, "audit", score(texts, our_splitter(language)), speed=False))
        for name in ("syntok", "sentencex"):
            if split := peers(language).get(name):
                lines.append(_row(language, name, score(texts, split), speed=False))
    lines += [
        "",
        "## Every other language of NTREX, both halves",
        "",
        "Made on one half of them: `[other]` and `[hy]` in `sentences.toml`, the rule for letters without capitals, the parts of",
        "words with a hyphen. Chinese, Japanese and Korean lines often hold several sentences, which the correction",
        "does not see in scripts without capitals.",
        "",
        _HEAD,
        "|---|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    known = pl.read_parquet(SHARED / "data/ntrex_docs.parquet", columns=["lang"])["lang"].unique().sort()
    for language in known:
        if language not in {*LANGUAGES, *OTHERS, "en-GB"}:
            texts = [text for held in (False, True) for text in ntrex_texts(language, held=held)]
            lines.append(_row(language, "audit", score(texts, our_splitter(language)), speed=False))
    Path("reports/sentences.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
