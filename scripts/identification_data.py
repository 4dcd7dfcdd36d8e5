"""Texts of known language from the development data, for training, benches and gates of the identifier.

NTREX documents are dealt to folds by the digest of their id; the packaged word model has not seen fold 0.
"""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from audit.language.tables import canonical_language

SHARED = Path(os.environ.get("AUDIT_SHARED", "../shared"))
FOLDS = 4
HELD_OUT = 0
LENGTHS = (1, 3, 6, 0)
"""Words in a window; 0 = the whole line."""

_UNSPACED = frozenset({"zh", "ja"})
_VARIANTS = {"en-GB": "en", "pt-BR": "pt"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A text with its language, what kind of text it is, and the document it is from."""

    text: str
    language: str
    kind: str
    document: str = ""


def fold_of(document: str) -> int:
    """The fold of an NTREX document."""
    return int(hashlib.sha1(document.encode(), usedforsecurity=False).hexdigest(), 16) % FOLDS


def read_ntrex() -> pl.DataFrame:
    """Lang (as in the file), doc, seg, text; without the second English version of the same sentences."""
    frame = pl.read_parquet(SHARED / "data/ntrex_docs.parquet").sort("lang", "doc", "seg")
    return frame.filter(pl.col("lang") != "en-GB")


def windows(*, per_language: int, folds: range | tuple[int, ...] = range(FOLDS)) -> Iterator[Sample]:
    """Windows of 1, 3 and 6 words, `per_language` of each length, and at most as many whole lines, of some folds."""
    for (language,), rows in read_ntrex().group_by(["lang"], maintain_order=True):
        chance = random.Random(f"windows {language}")
        lines = [(doc, text) for doc, text in rows.select("doc", "text").rows() if fold_of(doc) in folds]
        for length in LENGTHS:
            drawn = chance.sample(lines, min(per_language, len(lines)))
            if length:
                drawn += chance.choices(lines, k=per_language - len(drawn))
            for doc, text in drawn:
                code = canonical_language(_VARIANTS.get(str(language), str(language)), text)
                cut = _cut(" ".join(text.split()), str(language), length, chance)
                yield Sample(text=cut, language=code, kind=str(length), document=doc)


def _cut(text: str, language: str, length: int, chance: random.Random) -> str:
    """A window of `length` words that has a word of three letters; of two characters a word without spaces."""
    words, joint = (list(text), "") if language in _UNSPACED else (text.split(), " ")
    count = 2 * length if language in _UNSPACED else length
    if length == 0 or len(words) <= count:
        return text
    window = text
    for _ in range(30):
        start = chance.randrange(len(words) - count + 1)
        window = joint.join(words[start : start + count])
        enough = 2 if language in _UNSPACED else 3
        if max(sum(map(str.isalpha, word)) for word in (window.split() or [""])) >= enough:
            break
    return window


def lingua_texts() -> list[Sample]:
    """The test words, pairs and sentences of lingua in `langid.parquet`."""
    frame = pl.read_parquet(SHARED / "data/langid.parquet").filter(pl.col("set") == "lingua")
    return [
        Sample(text=text, language=canonical_language(language, text), kind=kind)
        for language, kind, text in frame.select("lang", "kind", "text").rows()
    ]
