"""The word model: how much each word of a text speaks for each language, learned by `scripts/train_identifier.py`.

A linear model over hashed letter n-grams and words: the features of a word have rows in a table, their sum times a
matrix is the score of the word for each language, and the scores of words add up. Because they add up, the same numbers
tell the language of a text and the place where a text changes its language.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from audit.language.ngrams import Words, hash_features
from audit.models import load_arrays

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODEL = "identifier"
_CHUNK = 20_000


class WordModel:
    """Scores words and texts; `languages` names the columns."""

    def __init__(self, arrays: dict[str, NDArray[Any]]) -> None:
        self.languages: tuple[str, ...] = tuple(arrays["languages"].tolist())
        self._table = arrays["table"]
        self._weights = arrays["weights"].astype(np.float64)
        self._bias = arrays["bias"]
        self._size = len(self._table) - 1

    def vectors(self, words: Words) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """(spellings, dimensions) sums of the table's rows, a word of each spelling, and each word's spelling."""
        _, chosen, back = np.unique(words.key, return_index=True, return_inverse=True)
        total = np.zeros((len(chosen), self._table.shape[1]), dtype=np.int32)
        # Words of one length lie side by side in a block, which adds up many times faster than runs of any length.
        order = np.argsort(words.end[chosen] - words.start[chosen], kind="stable")
        for start in range(0, len(chosen), _CHUNK):
            part = order[start : start + _CHUNK]
            total[part] = self._add_rows(words, chosen[part])
        return total, chosen, back

    def score_texts(self, words: Words, count: int) -> NDArray[Any]:
        """(count, languages) scores of the texts; their bias alone for a text without words."""
        vectors, _, back = self.vectors(words)
        total = np.zeros((count, vectors.shape[1]), dtype=np.int32)
        if len(back):
            texts, first = np.unique(words.text, return_index=True)
            total[texts] = np.add.reduceat(vectors[back], first, axis=0)
        scores: NDArray[Any] = self.score(total) + self._bias
        return scores

    def score(self, vectors: NDArray[Any]) -> NDArray[Any]:
        """(n, languages) scores of vectors: of words, or of texts where those of their words were added up."""
        # In double precision, so that the last bits of the result do not depend on the size of the batch.
        scores: NDArray[Any] = (vectors @ self._weights).astype(np.float32)
        return scores

    def _add_rows(self, words: Words, chosen: NDArray[Any]) -> NDArray[Any]:
        """Sums for words that are sorted by length."""
        rows, first = hash_features(words, chosen, self._size)
        total = np.zeros((rows.shape[1], self._table.shape[1]), dtype=np.int16)
        for row in rows:
            total += np.take(self._table, row, axis=0, mode="clip")
        sums = np.empty((len(chosen), total.shape[1]), dtype=np.int32)
        places = np.diff(np.append(first, len(total) - 1))
        ends = np.append(np.flatnonzero(np.diff(places)) + 1, len(places))
        for begin, end in zip((0, *ends), ends, strict=False):
            block = total[first[begin] : first[begin] + (end - begin) * places[begin]]
            sums[begin:end] = block.reshape(end - begin, places[begin], -1).sum(axis=1, dtype=np.int32)
        return sums


@cache
def word_model() -> WordModel:
    """The packaged model."""
    return WordModel(load_arrays(MODEL))
