"""Where sentences end: rules over a line or paragraph, with the abbreviations of `sentences.toml`."""

from __future__ import annotations

import re
from functools import cache

from audit.language.tables import load_table
from audit.types import UNDETERMINED, Span

# End marks with closing quotes or brackets, then white space; CJK full stops need no space.
_END = re.compile(r"[.!?…]+[\"'”“»’)\]]*(?=\s)|[。！？]+[」』”）]*")
_SPACED_END = re.compile(r"[.!?…]+(?:\s?»|[\"'”“’)\]])*(?=\s)")
_LAST_WORD = re.compile(r"(\S+)$")
_OPENING = "\"'„“”«»‘’([{–—-•*"


def split_sentences(text: str, *, language: str = UNDETERMINED) -> list[Span]:
    """The sentences of a line or paragraph as spans without outer white space; headings are one sentence."""
    spans: list[Span] = []
    start = 0
    end = _SPACED_END if _flag(language, "spaced_quotes", unknown=False) else _END
    for match in end.finditer(text):
        if _ends_sentence(text, match, language):
            spans.append(_trim(text, start, match.end()))
            start = match.end()
    spans.append(_trim(text, start, len(text)))
    return [span for span in spans if span.start < span.end]


def _ends_sentence(text: str, match: re.Match[str], language: str) -> bool:
    rest = text[match.end() : match.end() + 40].lstrip()
    follower = rest.lstrip(_OPENING + " \t\n\u00a0")[:1]
    if not follower or follower.islower():
        return not rest
    if not match[0].startswith(".") or len(match[0].rstrip("\"'”“»’)] \u00a0\u202f")) > 1:
        return True
    word = _LAST_WORD.search(text[max(0, match.start() - 40) : match.start()])
    return word is None or not _keeps_its_stop(word[1], language, follower)


def _keeps_its_stop(word: str, language: str, follower: str) -> bool:
    """Whether the full stop after `word` belongs to the word: initial, abbreviation, ordinal."""
    bare = word.lstrip(_OPENING)
    if len(bare) == 1 and bare.isalpha():
        return True
    if bare.isdigit():
        return len(bare) <= 2 and follower.isalpha() and _flag(language, "ordinals", unknown=True)
    return bare.lower() in _abbreviations(language) or re.fullmatch(r"(?:\w\.)+\w", bare) is not None


def _trim(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    return Span(start, start + len(part.strip()))


@cache
def _abbreviations(language: str) -> frozenset[str]:
    table = load_table("sentences.toml")
    if language in table:
        return frozenset(table["all"]["abbreviations"] + table[language]["abbreviations"])
    # Not knowing the language, the union errs on the side of longer sentences.
    return frozenset(word for entry in table.values() for word in entry["abbreviations"])


def _flag(language: str, name: str, *, unknown: bool) -> bool:
    table = load_table("sentences.toml")
    return bool(table[language].get(name, False)) if language in table else unknown
