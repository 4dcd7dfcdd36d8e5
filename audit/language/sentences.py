"""Where sentences end: one scan over the marks of a line or paragraph, judged by the word lists of `sentences.toml`.

A mark ends a sentence unless something speaks for the sentence going on: a small letter after it, or an abbreviation,
initial or ordinal before it. Abbreviations that may stand last do so before a word that opens sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from audit.language.tables import load_table, script_of
from audit.types import UNDETERMINED, Span

# Marks that need white space after them, and marks that do not.
_SPACED = ".!?…‽؟։۔፧።܀"
_FREE = "。！？｡．।॥။༎។៕\u037e"
_MARKS = frozenset(_SPACED + _FREE)
_EMOJI = "\u2600-\u27bf\U0001f300-\U0001faff"
_CLOSING = "\"'”’»›)\\]}」』）】》〉*_"
_EITHER = "“‘«‹"  # closes in some languages, opens in others
_OPENING = "\"'„“”«»‘’‚‹›([{¿¡「『（【《*–—―‒−•_-"
_NEXT = re.compile(rf"(?P<gap>\s*+)(?P<open>[{re.escape(_OPENING)}\s]*+)(?P<word>[^\W\d_]{{0,40}})")
# A blank line ends a sentence, and so does a line break before a bullet; other line breaks are hand-wrapping.
_BREAK = re.compile(r"\n[^\S\n]*+(?:\n\s*+|(?=[•▪●‣◦]))|[\u2029\f]")
_LOOK_BACK = 48
_LISTED = re.compile(r"\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[^\W\d_]")
_DATE = re.compile(r"\d{1,2}\.|\d{4}\b")
_ROMAN = re.compile(r"[IVXL]{2,}")
_DOTTED = re.compile(r"(?:\w+-)?(?:[^\W\d_]{1,3}\.-?){1,4}[^\W\d_]{1,3}")
_PART = re.compile(r"(?<=\.)-|[–/.(]")
_ADDRESS = re.compile(r"[@/\\_=#]|www\.|\.\w+\.\w", re.IGNORECASE)
# A date alone is no sentence: "12 мая 1945 г. Берлин пал" goes on, "… 12 мая 1945 г. Берлин пал" may not.
_DATE_LENGTH = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """What `sentences.toml` says of a language; its head tells what the lists mean."""

    end: re.Pattern[str]
    never_last: frozenset[str]
    may_be_last: frozenset[str]
    before_numbers: frozenset[str]
    years: frozenset[str]
    endings: frozenset[str]
    starters: frozenset[str]
    name_parts: frozenset[str]
    reporting: frozenset[str]
    domains: frozenset[str]
    ordinals: bool
    capital_nouns: bool


class _Place(NamedTuple):
    """A mark that may end the sentence that begins at `start`, and what follows it."""

    text: str
    start: int
    end: re.Match[str]
    next: re.Match[str]

    @property
    def follower(self) -> str:
        """The first character behind white space and opening quotes; empty where the text is over."""
        position = self.next.end("open")
        return self.text[position : min(position + 1, self.next.endpos)]

    def before(self) -> tuple[str, str]:
        """The word before the mark and the one before that, without opening quotes; empty where there is none."""
        window = self.text[max(self.start, self.end.start() - _LOOK_BACK) : self.end.start()]
        words = window.split()
        last = words.pop() if words and not window[-1].isspace() else ""
        return last.lstrip(_OPENING), words[-1] if words else ""

    def leads(self, word: str) -> bool:
        """Whether `word`, the one before the mark, is the first of the sentence or of its line."""
        end = self.end.start()
        window = self.text[max(self.start, end - _LOOK_BACK) : end]
        whole = "\n" in window or end - self.start <= _LOOK_BACK
        return whole and window.rpartition("\n")[2].strip() == word


def split_sentences(text: str, *, language: str = UNDETERMINED) -> list[Span]:
    """The sentences of a line or paragraph as spans without outer white space; a heading is one sentence."""
    rules = _rules(language)
    caseless = text.islower()  # chat without one capital: small letters tell nothing
    cuts = [0]
    for start, end in _blocks(text):
        for match in rules.end.finditer(text, start, end):
            following = _NEXT.match(text, match.end(), end)
            if following and _ends_sentence(_Place(text, cuts[-1], match, following), rules, caseless=caseless):
                cuts.append(match.end())
        cuts.append(end)
    return [span for one, other in pairwise(cuts) if (span := _trim(text, one, other)).start < span.end]


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _trim(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    return Span(start, start + len(part.strip()))


def _ends_sentence(place: _Place, rules: _Rules, *, caseless: bool) -> bool:
    mark, follower = place.end["mark"], place.follower
    if not follower:
        return False
    if mark[-1] in _FREE:
        return not (follower in "、，,；;：:" or (place.end["close"] and follower in "とっは"))
    if not place.next["gap"]:
        return _is_glued(place, rules)
    if follower in ",;:)" or (follower in _MARKS and not set("[(") & set(place.next["open"])):
        return False
    if _is_small(place):
        return _ends_informally(place, rules, caseless=caseless)
    return not _keeps_stop(place, rules) if mark == "." else _closes(place, rules)


def _is_small(place: _Place) -> bool:
    """Whether the next word has small letters only; Georgian letters are small and have no capitals in use."""
    return place.follower.islower() and place.follower != place.follower.title() and place.next["word"].islower()


def _ends_informally(place: _Place, rules: _Rules, *, caseless: bool) -> bool:
    """Whether a mark ends a sentence before a small letter: lists, chat in small letters, "!!!"."""
    after = place.text[place.next.end() : place.next.end() + 1]
    if len(place.next["word"]) == 1 and after == ")":
        return True
    if place.end["close"] or set("-–—") & set(place.next["open"]):
        return False
    mark = place.end["mark"]
    if len(mark) > 1 and set(mark) <= {"!", "?"}:
        return True
    return caseless and not (mark == "." and _keeps_stop(place, rules))


def _closes(place: _Place, rules: _Rules) -> bool:
    """Whether a mark other than the full stop ends a sentence before a capital letter."""
    close = place.end["close"]
    if {")", "]"} & set(close) and _is_aside(place):
        return False
    if place.end["mark"][0] not in _MARKS:
        # An emoji closes a sentence, leads a line, or stands for a word before a noun.
        led = place.leads("")
        return not led and (not rules.capital_nouns or _is_starter(place, rules))
    if close and rules.reporting and not _is_starter(place, rules):
        clause = place.text[place.next.end() : place.next.end() + _LOOK_BACK].split(maxsplit=3)[:3]
        return rules.reporting.isdisjoint(word.rstrip(",.:") for word in clause)
    return True


def _is_aside(place: _Place) -> bool:
    """Whether the mark stands in brackets that were opened within the sentence: "(really!)", "[…]"."""
    window = place.text[max(place.start, place.end.start() - 4 * _LOOK_BACK) : place.end.start()]
    opened = max(window.rfind("("), window.rfind("["))
    return opened >= 0 and bool(window[:opened].strip(_OPENING + " ") or not window[opened + 1 :].strip())


def _keeps_stop(place: _Place, rules: _Rules) -> bool:
    """Whether the full stop belongs to the word before it: abbreviation, initial, ordinal, number of a list."""
    word, earlier = place.before()
    if _LISTED.fullmatch(word) and (place.leads(word) or (earlier[-1:] == ":" and earlier != ":")):
        return True
    if word.isdecimal() or _ROMAN.fullmatch(word):
        return _is_ordinal(place, rules, word, earlier)
    part = _PART.split(word)[-1]
    if _has(rules.never_last, word, part) or (place.follower.isdecimal() and _has(rules.before_numbers, word, part)):
        return True
    if part in rules.years and earlier[-1:].isdecimal() and place.end.start() - place.start > _DATE_LENGTH:
        return False
    if len(part) == 1 and part.isalpha():
        return not _is_starter(place, rules, name=part.isupper() and not earlier.islower())
    known = _has(rules.may_be_last, word, part) or word.lower().endswith(tuple(rules.endings))
    return bool(known or _DOTTED.fullmatch(word)) and not _is_starter(place, rules)


def _is_ordinal(place: _Place, rules: _Rules, word: str, earlier: str) -> bool:
    """Whether a number with a full stop is an ordinal; years and "379 800." are none, "12. 4. 2020" is a date."""
    if place.follower.isdecimal():
        return len(word) <= 2 and _DATE.match(place.text, place.next.end("open")) is not None
    if not rules.ordinals or earlier.isdecimal() or (word.isdecimal() and len(word) > 3):
        return False
    return not _is_starter(place, rules)


def _has(words: frozenset[str], word: str, part: str) -> bool:
    return word in words or part in words or word.lower() in words or part.lower() in words


def _is_starter(place: _Place, rules: _Rules, *, name: bool = False) -> bool:
    """Whether the next word is one that opens sentences; after an initial, "De" and "La" are parts of names."""
    word = place.next["word"].lower()
    if word not in rules.starters or (name and word in rules.name_parts):
        return False
    return place.text[place.next.end() : place.next.end() + 1] != "."


def _is_glued(place: _Place, rules: _Rules) -> bool:
    """Whether only the space after the mark is missing: "ended.The next", not "Node.js" or "www.Example.org"."""
    text, word, mark = place.text, place.next["word"], place.end["mark"]
    if mark[-1] in "!?" and "\u3040" <= place.follower <= "\u9fff":
        return True
    last = _PART.split(place.before()[0])[-1]
    if mark not in {".", "!", "?"} or len(word) < 2 or not word.istitle() or len(last) < 3 or not last[1:].islower():
        return False
    after = place.next.end()
    around = text[max(place.start, place.end.start() - _LOOK_BACK) : after + 1]
    if (around[len(around) - 1 :] not in " \u00a0\n,'’" and after < len(text)) or _ADDRESS.search(
        around.rsplit(maxsplit=1)[-1]
    ):
        return False
    if word.lower() in rules.domains or script_of(last[-1]) != script_of(word[0]) or _keeps_stop(place, rules):
        return False
    return last.islower() or rules.capital_nouns or _is_starter(place, rules)


@cache
def _rules(language: str) -> _Rules:
    table = load_table("sentences.toml")
    code = language if language in table else language.split("-", maxsplit=1)[0]
    # Not knowing the language, the union errs on the side of longer sentences.
    entries = [table["all"], table[code]] if code in table else list(table.values())
    values: dict[str, Any] = {
        key: any(key in entry for entry in entries)
        if key in {"ordinals", "capital_nouns"}
        else frozenset(word for entry in entries for word in entry.get(key, "").split())
        for key in set(_Rules.__slots__) - {"end"}
    }
    return _Rules(end=_end_pattern(table[code].get("marks", "") if code in table else ""), **values)


@cache
def _end_pattern(marks: str) -> re.Pattern[str]:
    """Marks with what closes after them: quotes, brackets, notes, emoji.

    Quantifiers are possessive and all that is matched is passed over, so that the scan stays linear on 2 MB of dots.
    """
    marks = f"{re.escape(marks)}{_SPACED}{_FREE}"
    return re.compile(
        rf"(?P<mark>[{marks}][{marks}]*+|[:;]-?[()D]\)*+(?=\s)|[{_EMOJI}][{_EMOJI}\u200d\ufe0f]*+)"
        rf"(?P<close>(?:[{_CLOSING}]|[{_EITHER}](?!\w)|\[\d{{1,3}}\]|[ \u00a0\u202f][»”](?=[\s.,;:]|$))*+)"
        rf"(?:[ \u00a0]?[{_EMOJI}\u200d\ufe0f]|[ ]?[:;]-?[()D](?=\s))*+"
    )
