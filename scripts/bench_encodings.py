"""How well encodings are guessed: writes reports/encodings.md.

Paragraphs of four lines of the NTREX dev half (AUDIT_SHARED), encoded as such texts were: the reader's guess beside
charset-normalizer's first choice among the same encodings, in one run. "Not tried" are encodings outside
`read.encodings`, where the right answer is to refuse.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polars as pl
from charset_normalizer import from_bytes

from audit.config import Config
from audit.formats.guess import guess_encoding

SHARED = Path(os.environ.get("AUDIT_SHARED", "../shared"))
SAMPLES = 60
LINES = 4
TRIED = {
    "cp1251": "ru uk be bg mk sr",
    "koi8_r": "ru",
    "koi8_u": "uk",
    "iso8859_5": "ru",
    "cp866": "ru",
    "mac_cyrillic": "ru uk",
    "cp1252": "de fr es it pt nl sv da nb fi is et ca",
    "cp1250": "cs sk pl hu hr sl bs ro",
    "iso8859_2": "cs sk pl hu hr sl",
}
NOT_TRIED = {
    "cp1253": "el", "cp1254": "tr", "cp1255": "he", "cp1256": "ar", "cp1257": "lv lt", "cp932": "ja", "gbk": "zh",
    "cp949": "ko", "cp855": "ru", "cp850": "de fr", "cp852": "cs",
}  # fmt: skip
# What people wrote where the encoding lacks a mark.
PLAIN = str.maketrans(
    dict.fromkeys("„“”«»", '"') | dict.fromkeys("‘’‚", "'") | dict.fromkeys("–—‑", "-") | {"…": "...", "\u00a0": " "}
)


def paragraphs(table: dict[str, str]) -> Iterator[tuple[bytes, str]]:
    """Encoded paragraphs with their text; those that the encoding cannot write even in plain marks are left out."""
    frame = pl.read_parquet(SHARED / "data/ntrex_docs.parquet").sort("lang", "doc", "seg")
    source = random.Random(1)
    for encoding, languages in table.items():
        for language in languages.split():
            lines = frame.filter(pl.col("lang") == language)["text"].to_list()
            for _ in range(SAMPLES):
                start = source.randrange(len(lines) - LINES)
                text = "\n".join(lines[start : start + LINES])
                text = "".join(char if writable(char, encoding) else char.translate(PLAIN) for char in text)
                if all(writable(char, encoding) for char in text) and not text.isascii():
                    yield text.encode(encoding), text


def writable(char: str, encoding: str) -> bool:
    """Whether the encoding has the character."""
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def judge(text: str | None, right: str) -> str:
    """right, wrong or refused."""
    return "refused" if text is None else "right" if text == right else "wrong"


def main() -> None:
    """Measure both and write the table."""
    encodings = Config.default().table("read")["encodings"]
    lines = [
        "# Guessed encodings",
        "",
        "Made by `scripts/bench_encodings.py` on paragraphs of four lines of the NTREX dev half.",
        "",
        "| texts | reader | right | wrong | refused |",
        "|---|---|---:|---:|---:|",
    ]
    for name, table in (("encodings that are tried", TRIED), ("encodings that are not tried", NOT_TRIED)):
        ours: Counter[str] = Counter()
        theirs: Counter[str] = Counter()
        for data, text in paragraphs(table):
            guess = guess_encoding(data, encodings=encodings)
            ours[judge(guess[0] if guess else None, text)] += 1
            best = from_bytes(data, cp_isolation=encodings).best()
            theirs[judge(str(best) if best else None, text)] += 1
        for reader, counts in (("audit", ours), ("charset-normalizer's first choice", theirs)):
            lines.append(f"| {name} | {reader} | {counts['right']:,} | {counts['wrong']:,} | {counts['refused']:,} |")
            print(lines[-1])
    Path("reports/encodings.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
