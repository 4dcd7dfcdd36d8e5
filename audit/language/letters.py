"""Words with letters that do not belong in them: of another alphabet, or of another script that looks alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from audit.language.tables import WORD, foreign_letters, load_table, script_of
from audit.types import Span

QUOTATION = re.compile(
    r"«[^«»]{1,1500}»|„[^„“”\"]{1,1500}[“”\"]|“[^“”]{1,1500}”|»[^«»\n]{1,400}«|”[^”\n]{1,400}”|\"[^\"\n]{1,400}\""
    r"|‹[^‹›\n]{1,400}›|›[^‹›\n]{1,400}‹|‚[^‚‘’\n]{1,400}[‘’](?!\w)|‘[^‘\n]{1,400}?’(?!\w)|(?<!\w)'[^'\n]{2,400}'(?!\w)"
    r"|「[^「」\n]{1,400}」|『[^『』\n]{1,400}』"
)
"""A passage in quotation marks; between marks that tell opening from closing, over several lines."""

# Latin and Greek letters in so short a word are a formula: ρgh.
_FORMULA_LETTERS = 4
_LETTERS = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")


@lru_cache(maxsize=16)
def find_quotations(text: str) -> tuple[Span, ...]:
    """The passages in quotation marks, in order."""
    return tuple(_span(match) for match in QUOTATION.finditer(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class StrayLetters:
    """A word and the letters in it that are not its language's; `mixed` = they are of another script."""

    span: Span
    word: str
    letters: str
    mixed: bool


def find_foreign_letters(text: str, language: str, *, quote_share: float) -> list[StrayLetters]:
    """Words with letters of the language's script that its alphabet does not have.

    Quotations in which at least `quote_share` of the words have such letters are in another language, and left alone.
    """
    found = []
    for match in WORD.finditer(text):
        letters = foreign_letters(match[0], language)
        if letters:
            found.append(StrayLetters(span=Span(*match.span()), word=match[0], letters=letters, mixed=False))
    if not found:
        return []
    quoted = [span for span in map(_span, QUOTATION.finditer(text)) if _share(span, text, found) >= quote_share]
    return [stray for stray in found if not any(stray.span.overlaps(span) for span in quoted)]


def find_mixed_scripts(text: str) -> list[StrayLetters]:
    """Words of Latin, Cyrillic or Greek letters in which a few letters are doubles from another of these scripts.

    Left alone: words with digits (product names, formulas), and a foreign stem with an ending of the text's language
    ("Googleом"), for there the letters of the second script are not doubles or stand together at the end.
    """
    return [stray for match in _LETTERS.finditer(text) if (stray := _mixed(match)) is not None]


def _mixed(match: re.Match[str]) -> StrayLetters | None:
    word = match[0]
    if word.isascii() or not all(letter.isalpha() or letter in "'’ʼ" for letter in word):
        return None
    scripts = [script_of(letter) for letter in word if letter.isalpha()]
    kinds = sorted(set(scripts), key=lambda script: (scripts.count(script), script))
    if len(kinds) != 2 or "Zyyy" in kinds or len(scripts) < 3 or scripts.count(kinds[0]) == scripts.count(kinds[1]):
        return None
    if "Cyrl" not in kinds and len(scripts) <= _FORMULA_LETTERS:
        return None
    letters = "".join(letter for letter in word if script_of(letter) == kinds[0])
    doubles = all(letter in _doubles(kinds[0], kinds[1]) for letter in letters)
    if not doubles or (kinds[1] == "Latn" and word.endswith(letters)):
        return None
    return StrayLetters(span=Span(*match.span()), word=word, letters=letters, mixed=True)


def _span(match: re.Match[str]) -> Span:
    return Span(*match.span())


def _share(quotation: Span, text: str, found: list[StrayLetters]) -> float:
    words = len(WORD.findall(text, quotation.start, quotation.end))
    return sum(1 for stray in found if stray.span.overlaps(quotation)) / max(words, 1)


@cache
def _doubles(script: str, other: str) -> frozenset[str]:
    """Letters of `script` that look like a letter of `other`."""
    return frozenset(letter for pair in _pairs(script, other) for letter in pair if script_of(letter) == script)


def _pairs(script: str, other: str) -> Iterator[tuple[str, str]]:
    table = load_table("homoglyphs.toml")
    cyrillic, greek = table["Cyrl"], table["Grek"]
    if {script, other} == {"Cyrl", "Latn"}:
        yield from zip(cyrillic["cyrillic"], cyrillic["latin"], strict=True)
    elif {script, other} == {"Grek", "Latn"}:
        yield from zip(greek["greek"], greek["latin"], strict=True)
