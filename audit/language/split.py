"""Where a text changes its language: the best path over its words, then the identifier for each piece.

Every word has a score for each language of its script (`words.WordModel`). A change of language costs a fixed penalty,
so that a name or a loan word, which would need two changes, does not make one. A word of another script speaks against
the languages that are not written in it only as much as a single word may: a foreign name alone is no change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from audit.language.fused import log_softmax
from audit.language.identify import Identifier
from audit.language.ngrams import Words, find_words
from audit.language.scripts import script_numbers, script_of_languages
from audit.language.tables import canonical_language
from audit.language.threads import one_thread
from audit.language.words import word_model
from audit.types import UNDETERMINED, Language, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

Pieces = list[tuple[Span, Language]]
"""The pieces of a text in order; they cover it, and neighbours differ in language."""

_BATCH = 200_000
_NEVER = 1e6
_IMPOSSIBLE = np.float32(-1e9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Splitter:
    """`penalty`: log odds that a change of language costs, less `relief` behind a mark.

    `word_limit`, `name_limit`: the most that one word, or one with a capital, may speak against a language. A piece of
    which the identifier is less sure than `min_confidence` belongs to its longer neighbour.
    """

    identifier: Identifier
    penalty: float
    relief: float
    word_limit: float
    name_limit: float
    min_confidence: float

    def __call__(self, texts: Sequence[str], *, candidates: Iterable[str] | None = None) -> list[Pieces]:
        """The pieces of each text, in order; `candidates` as for an `Identifier`."""
        names = None if candidates is None else tuple(candidates)
        cuts = [cut for start, end in _batches(texts) for cut in self._cut(texts[start:end], names)]
        answers = iter(self.identifier(list(_slices(texts, cuts)), candidates=names))
        pieces = [_join(list(zip(spans, answers, strict=False)), self.min_confidence) for spans in cuts]
        # Where pieces were joined, the language of the whole has not been asked for yet.
        joined = [(number, place) for number, each in enumerate(pieces) for place, item in enumerate(each) if item[2]]
        asked = iter(self.identifier([pieces[n][k][0].of(texts[n]) for n, k in joined], candidates=names))
        for number, place in joined:
            span, _, _ = pieces[number][place]
            pieces[number][place] = (span, next(asked), False)
        return [[(span, language) for span, language, _ in each] for each in pieces]

    def _cut(self, texts: Sequence[str], candidates: tuple[str, ...] | None) -> Iterator[list[Span]]:
        words = find_words(texts)
        evidence = self._evidence(words, candidates)
        bounds = np.searchsorted(words.text, np.arange(len(texts) + 1))
        penalties = np.where(words.glued, _NEVER, self.penalty - self.relief * words.after_mark)
        may_change = _may_change(evidence, words.text, len(texts), self.penalty - self.relief)
        for number, text in enumerate(texts):
            if not may_change[number]:
                yield [Span(0, len(text))]
                continue
            first, last = bounds[number], bounds[number + 1]
            starts = words.start[first:last] - words.offset[number]
            ends = words.end[first:last] - words.offset[number]
            path = best_path(evidence[first:last], penalties[first:last])
            changes = np.flatnonzero(np.diff(path)) + 1
            cuts = [0, *(_token_start(text, int(ends[at - 1]), int(starts[at])) for at in changes), len(text)]
            yield [Span(start, end) for start, end in pairwise(cuts)]

    def _evidence(self, words: Words, candidates: tuple[str, ...] | None) -> NDArray[Any]:
        """(words, languages) log probabilities, not below what a single word may say; 0 for an unknown script."""
        model = word_model()
        vectors, chosen, spelling = model.vectors(words)
        script = script_numbers(words.codes[words.start[chosen]])
        allowed = script[:, None] == script_of_languages(model.languages)[None, :]
        if candidates is not None:
            allowed &= np.isin(model.languages, [canonical_language(code) for code in candidates])
        with one_thread():
            scores = log_softmax(np.where(allowed, model.score(vectors), _IMPOSSIBLE))
        scores[~allowed.any(axis=1)] = 0.0
        limit = np.where(words.capital, self.name_limit, self.word_limit).astype(np.float32)[:, None]
        evidence: NDArray[Any] = np.maximum(scores[spelling], -limit)
        return evidence


def _may_change(evidence: NDArray[Any], text: NDArray[Any], count: int, penalty: float) -> NDArray[Any]:
    """Whether, in each text, all that speaks for any other language than the likeliest is worth one change."""
    may = np.zeros(count, dtype=bool)
    if len(evidence):
        numbers, first = np.unique(text, return_index=True)
        base = np.add.reduceat(evidence, first, axis=0).argmax(axis=1)
        own = evidence[np.arange(len(evidence)), np.repeat(base, np.diff(np.append(first, len(evidence))))]
        gain = np.add.reduceat(np.maximum(evidence - own[:, None], 0), first, axis=0)
        may[numbers] = gain.max(axis=1) > penalty
    return may


def best_path(evidence: NDArray[Any], penalties: NDArray[Any]) -> NDArray[Any]:
    """(words, languages) log probabilities -> the column of each word's language on the best path.

    `penalties`: for each word, what it costs to change the language before it.
    """
    if len(evidence) == 0:
        return np.zeros(0, dtype=np.int64)
    base = int(evidence.sum(axis=0).argmax())
    rivals = _rivals(evidence, base, float(penalties.min()))
    if len(rivals) == 0:
        return np.full(len(evidence), base)
    columns = np.concatenate(([base], rivals))
    path: NDArray[Any] = columns[_viterbi(evidence[:, columns], penalties)]
    return path


def _rivals(evidence: NDArray[Any], base: int, penalty: float) -> NDArray[Any]:
    """The languages that beat `base` on some run of words by more than one change costs: no other can win."""
    gain = np.zeros((len(evidence) + 1, evidence.shape[1]), dtype=np.float32)
    np.cumsum(evidence - evidence[:, [base]], axis=0, out=gain[1:])
    return np.flatnonzero((gain - np.minimum.accumulate(gain, axis=0)).max(axis=0) > penalty)


def _viterbi(evidence: NDArray[Any], penalties: NDArray[Any]) -> NDArray[Any]:
    count, width = evidence.shape
    back = np.empty((count, width), dtype=np.int64)
    stay = np.arange(width)
    value = evidence[0].copy()
    for number in range(1, count):
        best = int(value.argmax())
        change = value[best] - penalties[number]
        back[number] = np.where(value >= change, stay, best)
        value = np.maximum(value, change) + evidence[number]
    path = np.empty(count, dtype=np.int64)
    path[-1] = value.argmax()
    for number in range(count - 1, 0, -1):
        path[number - 1] = back[number, path[number]]
    return path


def _join(pieces: Pieces, min_confidence: float) -> list[tuple[Span, Language, bool]]:
    """Give unsure pieces to their longer neighbour and join neighbours of one language; True = joined."""
    items = [(span, language, False) for span, language in pieces]
    while len(items) > 1:
        weak = min(range(len(items)), key=lambda number: _certainty(items[number]))
        if _certainty(items[weak])[0] >= min_confidence:
            break
        items = _merge(items, weak, _neighbour(items, weak))
    number = 1
    while number < len(items):
        if items[number][1].code == items[number - 1][1].code:
            items = _merge(items, number, number - 1)
        else:
            number += 1
    return items


def _certainty(item: tuple[Span, Language, bool]) -> tuple[float, int]:
    span, language, _ = item
    return (0.0 if language.code == UNDETERMINED else language.confidence, span.end - span.start)


def _neighbour(items: list[tuple[Span, Language, bool]], number: int) -> int:
    around = [near for near in (number - 1, number + 1) if 0 <= near < len(items)]
    return max(around, key=lambda near: (items[near][0].end - items[near][0].start, -near))


def _merge(items: list[tuple[Span, Language, bool]], number: int, into: int) -> list[tuple[Span, Language, bool]]:
    first, last = sorted((number, into))
    span = Span(items[first][0].start, items[last][0].end)
    return [*items[:first], (span, items[into][1], True), *items[last + 1 :]]


def _token_start(text: str, before: int, start: int) -> int:
    """The start of the token that holds a word: an opening quote or bracket goes with the word."""
    while start > before and not text[start - 1].isspace():
        start -= 1
    return start


def _slices(texts: Sequence[str], cuts: Sequence[Sequence[Span]]) -> Iterator[str]:
    for text, spans in zip(texts, cuts, strict=True):
        for span in spans:
            yield span.of(text)


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    start = size = 0
    for number, text in enumerate(texts):
        if number > start and size + len(text) > _BATCH:
            yield start, number
            start, size = number, 0
        size += len(text)
    if texts:
        yield start, len(texts)
