"""The identifier: the word model first, and three detectors beside it where it is in doubt.

Each gives a log probability for every language; they are added up with weights that depend on the length of the text
and were fitted so that the answer's probability is a frequency (`scripts/train_identifier.py`,
`reports/identification.md`). Letters are hard evidence: no language of another script is answered, and none whose
alphabet lacks many of the letters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from audit.language import detectors
from audit.language.identify import NOTHING, canonical_candidates, has_language, may_be_name
from audit.language.ngrams import Words, find_words
from audit.language.scripts import count_outside, count_scripts, script_of_languages
from audit.language.threads import one_thread
from audit.language.words import MODEL, word_model
from audit.models import load_arrays, manifest
from audit.types import Language

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Texts are taken together up to so many characters, which bounds the memory of a batch.
_BATCH = 200_000
OWN_FLOOR = -40.0
"""The lowest log probability of the word model: the words of a long text would say less and less likely without end."""
# A language counts where at least this share of the letters is of its script.
_SCRIPT_SHARE = 0.3
# An alphabet that lacks more letters of a text than this, and at least so many, is not that of its language: Bashkir is
# not Kazakh. A foreign name has less of them.
_FOREIGN_SHARE, _FOREIGN_LETTERS = 0.05, 3
# A few words with capitals are a name below this chance. It costs 0.8 points of the accuracy on single words.
_NAME_CHANCE = 0.4


class FusedIdentifier:
    """Texts of which the word model is as sure as `clear`, and CLD2 agrees, are not shown to the other detectors."""

    def __init__(self, *, clear: float) -> None:
        self.signature = f"identifier {manifest()[MODEL]['sha256'][:8]} {detectors.signature()}"
        self._clear = clear
        self._pool = pool()
        self.languages = self._pool.languages

    def __call__(self, texts: Sequence[str], *, candidates: Iterable[str] | None = None) -> list[Language]:
        """See `Identifier`."""
        names = None if candidates is None else canonical_candidates(candidates, self.languages)
        unique = [text for text in dict.fromkeys(texts) if has_language(text)]
        known: dict[str, Language] = {}
        with one_thread():
            for batch in _cut(unique):
                known.update(zip(batch, self._identify(batch, names), strict=True))
        return [known.get(text, NOTHING) for text in texts]

    def _identify(self, texts: list[str], names: dict[str, str] | None) -> Iterator[Language]:
        words = find_words(texts)
        allowed = self._allowed(words, len(texts), names)
        own = self._pool.own_evidence(words, len(texts))
        size = np.bincount(words.text, weights=words.end - words.start, minlength=len(texts))
        chances = self._pool.probabilities([own], size, allowed & self._pool.known_to_model)
        possible = np.flatnonzero(allowed.any(axis=1))
        doubtful = [number for number in possible if not self._is_clear(texts[number], chances[number])]
        if doubtful:
            parts = [own[doubtful], *self._pool.ask([texts[number] for number in doubtful])]
            chances[doubtful] = self._pool.probabilities(parts, size[doubtful], allowed[doubtful])
        best = chances.argmax(axis=1)
        foreign, letters = count_outside(words, best, self.languages)
        ruled_out = (foreign >= _FOREIGN_LETTERS) & (foreign > _FOREIGN_SHARE * letters)
        chance = np.where(allowed.any(axis=1) & ~ruled_out, chances.max(axis=1), 0)
        for text, number, value in zip(texts, best, chance, strict=True):
            if value == 0 or (value < _NAME_CHANCE and may_be_name(text)):
                yield NOTHING
            else:
                code = self.languages[number]
                yield Language(code=names[code] if names else code, confidence=round(float(value), 3))

    def _is_clear(self, text: str, chances: NDArray[Any]) -> bool:
        """Whether the word model is sure, and the fastest of the detectors does not say otherwise.

        The second guards against languages that the model does not know, and costs next to nothing.
        """
        best = int(chances.argmax())
        return bool(chances[best] >= self._clear) and detectors.agrees(text, self.languages[best])

    def _allowed(self, words: Words, count: int, names: dict[str, str] | None) -> NDArray[Any]:
        letters = count_scripts(words, count)
        share = letters / np.maximum(letters.sum(axis=1, keepdims=True), 1)
        allowed: NDArray[Any] = share[:, self._pool.scripts] >= _SCRIPT_SHARE
        if names is not None:
            allowed &= np.isin(self.languages, list(names))
        return allowed


class Pool:
    """Weights by length of the text for the evidence of the word model alone and of all together."""

    def __init__(self, arrays: dict[str, NDArray[Any]]) -> None:
        self.languages: tuple[str, ...] = tuple(arrays["pool_languages"].tolist())
        self.scripts = script_of_languages(self.languages)
        self._sizes = arrays["pool_sizes"]
        self._weights = {1: arrays["pool_own"], 1 + len(detectors.DETECTORS): arrays["pool_all"]}
        self._bias = {1: arrays["bias_own"], 1 + len(detectors.DETECTORS): arrays["bias_all"]}
        self._knows = arrays["pool_knows"]
        self.known_to_model = self._knows[0] > 0
        model = word_model()
        self._columns = np.array([self.languages.index(language) for language in model.languages])

    def own_evidence(self, words: Words, count: int) -> NDArray[Any]:
        """(count, languages) log probabilities of the word model, 0 for languages it does not know."""
        model = word_model()
        evidence = np.zeros((count, len(self.languages)), dtype=np.float32)
        evidence[:, self._columns] = log_softmax(model.score_texts(words, count))
        return np.maximum(evidence, OWN_FLOOR)

    def ask(self, texts: list[str]) -> list[NDArray[Any]]:
        """The log probabilities of each detector, 0 for languages it does not know."""
        return [
            detectors.log_probabilities(detector, texts, self.languages) * knows
            for detector, knows in zip(detectors.DETECTORS.values(), self._knows[1:], strict=True)
        ]

    def probabilities(self, parts: list[NDArray[Any]], size: NDArray[Any], allowed: NDArray[Any]) -> NDArray[Any]:
        """(texts, languages) probabilities, 0 where a language is not allowed. `size`: letters of each text."""
        bucket = np.searchsorted(self._sizes, size)
        weights = self._weights[len(parts)][bucket]
        total = np.repeat(self._bias[len(parts)][None, :], len(size), axis=0)
        for number, part in enumerate(parts):
            total += part * weights[:, [2 * number]] + (1 - self._knows[number]) * weights[:, [2 * number + 1]]
        total = np.where(allowed, total, -np.inf)
        total -= np.where(allowed.any(axis=1), total.max(axis=1), 0)[:, None]
        chances = np.exp(total)
        scaled: NDArray[Any] = chances / np.maximum(chances.sum(axis=1, keepdims=True), 1e-30)
        return scaled


@cache
def pool() -> Pool:
    """The packaged weights."""
    return Pool(load_arrays(MODEL))


def log_softmax(scores: NDArray[Any]) -> NDArray[Any]:
    """Scores as log probabilities, row by row."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    result: NDArray[Any] = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result


def _cut(texts: list[str]) -> Iterator[list[str]]:
    """Batches of texts of at most `_BATCH` characters together, or of one longer text."""
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and size + len(text) > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch
