"""Letter n-grams and words of texts as rows of a table: what the word model of the identifier sees.

A word is a run of letters and marks, apostrophes inside; upper and lower case are one. Its features are its n-grams of
one to five letters, counting the edges of the word as letters, and the whole word. Everything is arrays: a text is a
run of code points, a feature a hash.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

ORDERS = 5
"""The longest n-gram."""

_EDGE = 1
_APOSTROPHE = ord("'")
_APOSTROPHES = "'’ʼ‘`´"
_MARKS = np.array([ord(mark) for mark in '.!?…:;"«»„“”()\n'], dtype=np.uint32)
_JOINTS = np.array([ord(joint) for joint in "-‐‑'’"], dtype=np.uint32)
_TABLE_SIZE = 0x3100
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_MIXER = np.uint64(0xD6E8FEB86659FD93)
_WORD_SEED = np.uint64(0x51ED270B2E1D4F3B)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a batch of texts in order.

    `codes`: folded code points of the joined batch, 0 for what is no letter. Per word, `start` and `end`: its place in
    `codes`; `text`: the number of its text; `key`: a 64-bit hash of its letters; `capital`: whether it begins with a
    capital letter; `after_mark`: whether a mark that ends sentences or clauses, or a quotation mark, stands before it;
    `glued`: whether only a hyphen or an apostrophe does.
    Per text, `offset`: where it begins.
    """

    codes: NDArray[Any]
    start: NDArray[Any]
    end: NDArray[Any]
    text: NDArray[Any]
    key: NDArray[Any]
    capital: NDArray[Any]
    after_mark: NDArray[Any]
    glued: NDArray[Any]
    offset: NDArray[Any]


def find_words(texts: Sequence[str]) -> Words:
    """The words of texts; of decomposed letters too, whose marks count as letters of their own."""
    joined = "\n".join(texts)
    original = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    codes = _fold(original)
    inside = np.concatenate(([False], codes > 0, [False]))
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    start, end = edges[::2], edges[1::2]
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    offset = np.cumsum(lengths + 1) - lengths - 1
    text = np.searchsorted(offset, start, side="right") - 1
    capital = original[start] != codes[start]
    marks = np.concatenate(([0], np.cumsum(np.isin(original, _MARKS))))
    after_mark = marks[start] > marks[np.concatenate(([0], end))[:-1]] if len(start) else capital
    before = np.concatenate(([0], end))[:-1] if len(start) else end
    glued = (start - before == 1) & np.isin(original[before], _JOINTS) if len(start) else capital
    return Words(codes, start, end, text, _hash_words(codes, start, end), capital, after_mark, glued, offset)


def hash_features(words: Words, chosen: NDArray[Any], size: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Rows of a table of `size` rows (a power of two) for the words with the numbers `chosen`.

    Returns (ORDERS + 1, positions) rows and the first position of each word: a word has one position for each letter
    and one for the edge before it. The row `size` stands for no feature.
    """
    sequence, first = _with_edges(words, chosen)
    shift = np.uint64(65 - int(size).bit_length())
    rows = np.full((ORDERS + 1, len(sequence)), size, dtype=np.int32)
    letters = sequence != _EDGE
    value = sequence.astype(np.uint64)
    rows[0] = np.where(letters, _mix(value, 1) >> shift, size)
    inner = np.ones(len(sequence), dtype=bool)
    for order in range(2, min(ORDERS, len(sequence)) + 1):
        count = len(sequence) - order + 1
        if order > 2:
            inner = inner[:count] & letters[order - 2 : order - 2 + count]
        value = value[:count] * _MULTIPLIER + sequence[order - 1 :].astype(np.uint64)
        rows[order - 1, :count] = np.where(inner[:count], _mix(value, order) >> shift, size)
    rows[ORDERS, first] = words.key[chosen] >> shift
    return rows, first


def _with_edges(words: Words, chosen: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The letters of the chosen words with one edge before each and one at the end, and where the edges before are."""
    lengths = words.end[chosen] - words.start[chosen]
    first = np.cumsum(lengths + 1) - lengths - 1
    sequence = np.full(int(lengths.sum()) + len(lengths) + 1, _EDGE, dtype=np.uint32)
    place = np.arange(len(sequence) - 1) - np.repeat(first, lengths + 1) - 1
    letters = place >= 0
    sequence[:-1][letters] = words.codes[(np.repeat(words.start[chosen], lengths + 1) + place)[letters]]
    return sequence, first


def _hash_words(codes: NDArray[Any], start: NDArray[Any], end: NDArray[Any]) -> NDArray[Any]:
    """Polynomial hashes: each letter times a power of its place in the word, modulo 2 to the 64."""
    if len(start) == 0:
        return np.zeros(0, dtype=np.uint64)
    lengths = end - start
    letters = codes[codes > 0].astype(np.uint64)
    first = np.cumsum(lengths) - lengths
    place = np.arange(len(letters)) - np.repeat(first, lengths)
    powers = np.multiply.accumulate(np.full(int(lengths.max()) + 1, _MULTIPLIER, dtype=np.uint64))
    total = np.add.reduceat(letters * powers[place + 1], first) + np.uint64(_EDGE) * _MULTIPLIER
    return _mix(total ^ _WORD_SEED, ORDERS + 1)


def _mix(value: NDArray[Any], salt: int) -> NDArray[Any]:
    value = (value + np.uint64(salt)) * _MIXER
    return (value ^ (value >> np.uint64(32))) * _MULTIPLIER


def _fold(codes: NDArray[Any]) -> NDArray[Any]:
    """Lower-case letters and marks; 0 for all else."""
    table = _fold_table()
    folded = np.where(codes < _TABLE_SIZE, table[np.minimum(codes, _TABLE_SIZE - 1)], 0)
    ideographs = (codes >= 0x3400) & (codes < 0xA000) | (codes >= 0xAC00) & (codes < 0xD7A4) | (codes >= 0x20000)
    folded = np.where(ideographs, codes, folded)
    apostrophes = folded == _APOSTROPHE
    if apostrophes.any():
        letters = np.concatenate(([False], (folded > 0) & ~apostrophes, [False]))
        folded = np.where(apostrophes & ~(letters[:-2] & letters[2:]), 0, folded)
    return folded


@cache
def _fold_table() -> NDArray[Any]:
    folded = np.zeros(_TABLE_SIZE, dtype=np.uint32)
    for code in range(_TABLE_SIZE):
        character = chr(code)
        if character.isalpha() or unicodedata.category(character).startswith("M"):
            folded[code] = ord(character.lower()[0])
    for apostrophe in _APOSTROPHES:
        folded[ord(apostrophe)] = _APOSTROPHE
    return folded
