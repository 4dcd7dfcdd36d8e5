"""Scripts and letters as arrays: which script most of a text is in, and which letters a language does not write."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from audit.language.tables import alphabet, load_table, script_of_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from audit.language.ngrams import Words

_TABLE_SIZE = 0x3100


def script_names() -> tuple[str, ...]:
    """ISO 15924 codes by the numbers that `script_numbers` gives; number 0 is no script."""
    return ("Zyyy", *load_table("scripts.toml"))


def script_numbers(codes: NDArray[Any]) -> NDArray[Any]:
    """The number of the script of each folded code point; 0 where it is no letter of a script of the table."""
    starts, ends, numbers = _blocks()
    block = np.searchsorted(starts, codes, side="right") - 1
    return np.where((block >= 0) & (codes <= ends[block]) & (codes > 0), numbers[block], 0)


@cache
def _blocks() -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    table = load_table("scripts.toml")
    blocks = sorted(
        (int(first, 16), int(last, 16), number)
        for number, name in enumerate(script_names())
        for first, last in table.get(name, ())
    )
    starts, ends, numbers = zip(*blocks, strict=True)
    return np.array(starts), np.array(ends), np.array(numbers)


def count_scripts(words: Words, count: int) -> NDArray[Any]:
    """(count, scripts) letters of each text by script; column 0 holds those of no script in the table."""
    inside = np.flatnonzero(words.codes)
    text = np.searchsorted(words.offset, inside, side="right") - 1
    width = len(script_names())
    cells = text * width + script_numbers(words.codes[inside])
    return np.bincount(cells, minlength=count * width).reshape(count, width)


def script_of_languages(languages: Sequence[str]) -> NDArray[Any]:
    """The number of the script that each language is written in."""
    names = script_names()
    return np.array([names.index(script_of_language(language) or "Zyyy") for language in languages])


def count_outside(words: Words, answers: NDArray[Any], languages: Sequence[str]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Letters of each text in its answer's script: how many the answered language does not write, and how many in all.

    `answers` are indices into `languages`, one a text. Languages without an alphabet of their own write every letter.
    """
    inside = np.flatnonzero(words.codes)
    codes = words.codes[inside]
    text = np.searchsorted(words.offset, inside, side="right") - 1
    same = script_numbers(codes) == script_of_languages(languages)[answers][text]
    known = _alphabets(tuple(languages))[answers[text], np.minimum(codes, _TABLE_SIZE - 1)]
    letters = np.bincount(text[same], minlength=len(answers))
    return np.bincount(text[same & ~known], minlength=len(answers)), letters


@cache
def _alphabets(languages: tuple[str, ...]) -> NDArray[Any]:
    """(languages, code points) whether a language writes a letter; it writes marks and letters beyond the table."""
    table = np.ones((len(languages), _TABLE_SIZE), dtype=bool)
    for row, language in zip(table, languages, strict=True):
        letters = alphabet(language)
        if letters is not None and script_of_language(language) in {"Latn", "Cyrl", "Grek"}:
            for first, last in ((0x41, 0x250), (0x370, 0x530), (0x1E00, 0x1F00)):
                row[first:last] = False
            row[[ord(letter) for letter in letters if ord(letter) < _TABLE_SIZE]] = True
            row[ord("'")] = True
    return table
