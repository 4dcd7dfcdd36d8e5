"""Captions that no phrase gives away: lines that only name who or what is seen."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from audit.language.tables import WORD

_PLAIN = re.compile(r"[^!?:;,\"„“”«»\d]+\.")
_WORDS, _LENGTH = range(6, 26), 250


def is_verbless(text: str) -> bool:
    """Whether a line is names and the words that link them, ends with a name and a full stop, and holds no verb.

    A word in lower case that does not link must stand between a linking word and a name, as adjectives and titles do
    ("und der frühere Trainer Jan Kok"); a verb follows its subject.
    """
    if len(text) > _LENGTH or _PLAIN.fullmatch(text) is None:
        return False
    words = WORD.findall(text)
    if len(words) not in _WORDS or words[-1].islower():
        return False
    names = sum(1 for word in words[1:] if word[0].isupper())
    return 2 * names >= len(words) - 1 and any(_links(words, linking) for linking in _linking_words())


def _links(words: list[str], linking: frozenset[str]) -> bool:
    lowered = [word.lower() for word in words]
    return any(word in linking for word in lowered) and all(
        lowered[place] in linking or words[place][0].isupper() or _is_between(place, words, lowered, linking)
        for place in range(len(words))
    )


def _is_between(place: int, words: list[str], lowered: list[str], linking: frozenset[str]) -> bool:
    return 0 < place < len(words) - 1 and lowered[place - 1] in linking and words[place + 1][0].isupper()


@cache
def _linking_words() -> tuple[frozenset[str], ...]:
    table = tomllib.loads(Path(__file__).with_name("linking_words.toml").read_text(encoding="utf-8"))
    return tuple(frozenset(words) for words in table.values())
