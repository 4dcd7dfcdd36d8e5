"""The cues of lines: which phrases of `cues.toml` stand in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_MARK, _ESCAPED, _CLASS = re.compile(r"\\([^\w\s])"), re.compile(r"\\.|\{[^}]*\}"), re.compile(r"\[[^\]]*\]")
_GROUP, _OPTIONAL, _RUN = (
    re.compile(r"\([^()]*\)[?*]?"),
    re.compile(r".[?*]"),
    re.compile(r"[\w ,:©/-]+|[\ue000-\ue0ff]"),
)
FURNITURE = frozenset({
    "adblock", "advert", "comment_form", "comment_meta", "comments", "cookies", "counters", "legal", "navigation",
    "offer", "related", "share", "shop", "tags",
})  # fmt: skip
"""The cues of what stands around an article on its page."""

# Of a long paragraph only the ends are read: what stands in its middle says nothing of its kind.
_HEAD, _TAIL = 350, 150


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The expressions of all cues: those that begin a line, and the others with the letters that each must hold."""

    opening: dict[str, str]
    any_opening: re.Pattern[str]
    inside: tuple[tuple[str, str, str], ...]


def find_cues(lines: Sequence[str]) -> list[frozenset[str]]:
    """The cues of each line, in any language.

    Expressions whose letters stand nowhere in the text are neither tried nor compiled: without that a clean article
    of 500 words took five times as long (reports/zones.md has the speed).
    """
    phrases = _phrases()
    lowered = [_ends(line).lower() for line in lines]
    whole = "\n".join(lowered)
    active = [(name, letters, _compile(entry)) for name, letters, entry in phrases.inside if letters in whole]
    return [frozenset(_find(line, phrases, active)) for line in lowered]


def cue_names() -> tuple[str, ...]:
    """All cues, in the order of the table."""
    return tuple(_table())


def _ends(line: str) -> str:
    return line if len(line) <= _HEAD + _TAIL else f"{line[:_HEAD]} … {line[-_TAIL:]}"


def _find(line: str, phrases: _Phrases, active: list[tuple[str, str, re.Pattern[str]]]) -> Iterator[str]:
    if phrases.any_opening.match(line):
        yield from (name for name, expression in phrases.opening.items() if _compile(expression).match(line))
    yield from (name for name, letters, expression in active if letters in line and expression.search(line))


@cache
def _phrases() -> _Phrases:
    cues = {name: [entry for entries in cue.values() for entry in entries] for name, cue in _table().items()}
    opening = {name: _join(entry for entry in entries if entry[0] == "^") for name, entries in cues.items()}
    opening = {name: expression for name, expression in opening.items() if expression}
    inside = [(name, _letters(entry), entry) for name, entries in cues.items() for entry in entries if entry[0] != "^"]
    return _Phrases(opening, re.compile(_join(opening.values())), tuple(inside))


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("cues.toml").read_text(encoding="utf-8"))


def _join(expressions: Iterable[str]) -> str:
    return "|".join(f"(?:{expression})" for expression in expressions)


_compile = cache(re.compile)


def _letters(expression: str) -> str:
    """The longest run of characters that every match of an expression holds; empty where none is sure."""
    plain = _MARK.sub(lambda match: chr(0xE000 + ord(match[1])), expression)
    plain = _CLASS.sub("\0", _ESCAPED.sub("\0", plain))
    while (shorter := _GROUP.sub("\0", plain)) != plain:
        plain = shorter
    runs: list[str] = [] if "|" in plain else _RUN.findall(_OPTIONAL.sub("\0", plain))
    longest = max(runs, key=len, default="")
    return "".join(chr(ord(letter) - 0xE000) if letter >= "\ue000" else letter for letter in longest)
