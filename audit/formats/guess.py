"""In which legacy encoding is a text? A guess that would rather give no answer than a wrong one.

charset-normalizer proposes readings. Its own first choice is not good enough here (of 2,340 paragraphs of four
sentences in 39 pairs of language and encoding, from the NTREX dev half, it misreads 341), but the right reading is
among its proposals for 99 %. So each proposal is compared with the languages that its encoding can write: the letters
must be in the language's alphabet (CLDR), upper and lower case and the marks between words must stand where prose has
them, and frequent words of the language must occur. One reading must win clearly. scripts/bench_encodings.py measures
it; the table is reports/encodings.md.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from audit.errors import ConfigError
from audit.language.tables import load_table

# Share of characters outside ASCII that may not fit: names and quotations of other languages stay below.
_MAX_MISFIT = 0.1
# Share of words that must be frequent words of the language; the lowest right paragraph had 0.022.
_MIN_HITS = 0.02
# A language with less than this share of the best language's frequent words is out, however well its letters fit.
_NEAR_BEST = 0.6
# By so much the best reading must beat the next different one.
_MARGIN = 0.02
# An auxiliary letter (CLDR: one of foreign words) counts as half a misfit.
_AUXILIARY = 0.5
# charset-normalizer's measure of mess above which it drops a reading; wide open, for the choice is made here.
_THRESHOLD = 0.6
# So many characters of lines with letters outside ASCII are looked at; all of the text is decoded.
_SAMPLE = 20_000

_WORD = re.compile(r"[^\W\d_]+")
_LETTER = r"[^\W\d_]"
_CONTROL = re.compile("[\x80-\x9f]")
_MARKS = frozenset("«»„“”‚‘’‹›–—…§°©®™•·№€£¥¢´`²³½¼¾±×÷µªº†‡‰¿¡¶\u00a0\u00ad")
_MISPLACED = re.compile(
    rf"(?<={_LETTER})[^\w\s\x00-\x7f’·\u00ad–—](?={_LETTER})"  # a mark inside a word
    rf"|(?<={_LETTER})[„‚¿¡£€¥¢§¶†‡№±¼½¾]"  # an opening mark that closes a word
    rf"|[£€¥¢§¶†‡²³®™](?={_LETTER})"  # a closing mark that opens one
    rf"|(?:^|(?<=\s))[–—](?={_LETTER})",  # a dash glued to the word after it
    re.MULTILINE,
)


class _Profile(NamedTuple):
    letters: Counter[str]
    words: Counter[str]
    high: int
    low: int
    oddities: int


class _Reading(NamedTuple):
    text: str
    encoding: str
    misfit: float
    hits: float
    writable: bool

    @property
    def score(self) -> float:
        return self.hits - self.misfit


def guess_encoding(data: bytes, *, encodings: Iterable[str]) -> tuple[str, str] | None:
    """The text and the name of the one encoding of `encodings` that reads like a language, or None.

    Raises `ConfigError` for an encoding that is not known.
    """
    readings = [reading for name in _propose(data, encodings) for reading in _readings(data, name)]
    best_hits = max((reading.hits for reading in readings), default=0.0)
    least = max(_MIN_HITS, _NEAR_BEST * best_hits)
    fitting = [r for r in readings if r.writable and r.misfit <= _MAX_MISFIT and r.hits >= least]
    if not fitting:
        return None
    # max() keeps the first of equals, so the order of `encodings` decides between encodings that give the same text.
    best = max(fitting, key=lambda reading: reading.score)
    others = [reading.score for reading in fitting if reading.text != best.text]
    if others and best.score - max(others) < _MARGIN:
        return None
    return best.text, best.encoding


def _propose(data: bytes, encodings: Iterable[str]) -> list[str]:
    """Those of the encodings that charset-normalizer holds for possible, in the order given."""
    from charset_normalizer import from_bytes

    names = [_lookup(name) for name in encodings]
    matches = from_bytes(
        data, cp_isolation=names, threshold=_THRESHOLD, preemptive_behaviour=False, enable_fallback=False
    )
    possible = {codecs.lookup(name).name for match in matches for name in match.could_be_from_charset}
    return [name for name in names if name in possible]


def _lookup(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise ConfigError(f"'read.encodings': unknown encoding {name!r}") from error


def _readings(data: bytes, encoding: str) -> Iterator[_Reading]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return
    if _CONTROL.search(text):
        return
    profile = _profile(_sample(text))
    for code in _frequent_words():
        misfit, hits = _misfit(profile, code), _hits(profile, code)
        yield _Reading(text, encoding, misfit, hits, _writable(encoding, code))


def _sample(text: str) -> str:
    lines: list[str] = []
    size = 0
    for line in text.splitlines():
        if not line.isascii():
            lines.append(line[: _SAMPLE - size])
            size += len(line)
        if size >= _SAMPLE:
            break
    return "\n".join(lines)


def _profile(text: str) -> _Profile:
    characters = Counter(text)
    high = Counter({char: count for char, count in characters.items() if not char.isascii()})
    letters: Counter[str] = Counter()
    for char, count in characters.items():
        if char.isalpha():
            letters[char.lower()] += count
    strange = sum(count for char, count in high.items() if not char.isalpha() and char not in _MARKS)
    words = _WORD.findall(text)
    oddities = strange + len(_MISPLACED.findall(text)) + _shouting(high) + sum(map(_odd_letters, words))
    low = sum(count for char, count in letters.items() if char.isascii())
    return _Profile(letters, Counter(word.lower() for word in words), high.total(), low, oddities)


def _shouting(characters: Counter[str]) -> int:
    """More capitals than small letters: KOI8 and the Windows code pages have them in each other's places."""
    upper = sum(count for char, count in characters.items() if char.isupper())
    return max(0, 2 * upper - sum(count for char, count in characters.items() if char.isalpha()))


def _odd_letters(word: str) -> int:
    """Letters whose case or script does not go with the rest of the word."""
    if word.isascii():
        return 0
    if word[0].islower() and 2 * sum(map(str.isupper, word)) >= len(word):
        return len(word)
    pairs = list(pairwise(word))
    case = sum(left.islower() and right.isupper() for left, right in pairs)
    script = sum(left.isascii() != right.isascii() and max(left, right) >= "\u0370" for left, right in pairs)
    return case + script


def _misfit(profile: _Profile, code: str) -> float:
    entry = load_table("languages.toml")[code]
    latin = entry["script"] == "Latn"
    high, low = float(profile.oddities), 0.0
    for letter, count in profile.letters.items():
        if letter in entry["letters"]:
            continue
        cost = count * (_AUXILIARY if letter in entry["auxiliary"] else 1.0)
        if not letter.isascii():
            high += cost
        elif latin:
            low += cost
    return high / max(profile.high, 1) + low / max(profile.low, 1)


def _hits(profile: _Profile, code: str) -> float:
    frequent = _frequent_words()[code]
    found = sum(count for word, count in profile.words.items() if word in frequent)
    return found / max(profile.words.total(), 1)


@cache
def _writable(encoding: str, code: str) -> bool:
    """Whether the encoding has the language's letters; one may be missing, as ґ is in ISO 8859-5."""
    letters: str = load_table("languages.toml")[code]["letters"]
    return len(letters) - len(letters.encode(encoding, "ignore").decode(encoding)) <= 1


@cache
def _frequent_words() -> dict[str, frozenset[str]]:
    table = tomllib.loads(Path(__file__).with_name("frequent_words.toml").read_text(encoding="utf-8"))
    return {code: frozenset(words.split()) for code, words in table.items()}
