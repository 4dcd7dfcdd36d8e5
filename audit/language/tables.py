"""Names, scripts and letters of languages, from `languages.toml`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from audit.types import UNDETERMINED

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
"""A run of letters; an apostrophe may stand inside."""

SCRIPT_NAMES = {"Latn": "Latin", "Cyrl": "Cyrillic", "Grek": "Greek"}
"""English names of the scripts that `script_of` tells."""

_RIGHT_TO_LEFT = frozenset({"Arab", "Hebr"})


@cache
def load_table(name: str) -> dict[str, Any]:
    """A TOML file that lies beside this module."""
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


def language_name(code: str) -> str:
    """The English name of a BCP 47 tag, or the tag itself."""
    if code == UNDETERMINED:
        return "undetermined"
    return str(load_table("languages.toml").get(code, {}).get("name", code))


def script_of_language(code: str) -> str | None:
    """The ISO 15924 code of the script a language is written in."""
    script: str | None = load_table("languages.toml").get(code, {}).get("script")
    return script


def direction(code: str) -> str:
    """The writing direction for HTML: `ltr`, `rtl`, or `auto` where the language is not known."""
    script = script_of_language(code)
    if script is None:
        return "auto"
    return "rtl" if script in _RIGHT_TO_LEFT else "ltr"


def canonical_language(code: str, text: str = "") -> str:
    """The BCP 47 tag under which a language is answered here, for a code of any tool.

    Bosnian, Croatian and Serbian in Latin script are one class (`sh`), for no tool tells them apart in a sentence;
    which script Serbian is written in shows in `text`.
    """
    names = load_table("codes.toml")
    if code not in load_table("languages.toml") and code not in names["codes"]:
        code = _without_case_and_region(code)
    code = names["codes"].get(code, code)
    if code not in names["serbo_croatian"]:
        return str(code)
    script = main_script(text, share=0.5)
    return "sr" if script == "Cyrl" or (code == "sr" and script != "Latn") else "sh"


@cache
def _without_case_and_region(code: str) -> str:
    """A tag as the tables spell it, if need be without its region or script; else as it is."""
    spelt = {known.lower(): known for known in (*load_table("languages.toml"), *load_table("codes.toml")["codes"])}
    tag = code.lower().replace("_", "-")
    return spelt.get(tag) or spelt.get(tag.split("-", maxsplit=1)[0]) or code


def are_siblings(first: str, second: str) -> bool:
    """Whether two languages are so close that one leaks into the other."""
    groups = (set(group.split()) for group in load_table("codes.toml")["siblings"])
    return first != second and any({first, second} <= group for group in groups)


def may_lack_marks(text: str, first: str, second: str) -> bool:
    """Whether a text without any letter beyond ASCII could be in either of two languages, typed without marks."""
    return {first, second} <= set(load_table("codes.toml")["marked"]) and text.isascii()


@cache
def own_letters(code: str) -> frozenset[str] | None:
    """Lower-case letters of a language's own alphabet; None where no table is held."""
    entry = load_table("languages.toml").get(code, {})
    return frozenset(entry["letters"]) if "letters" in entry else None


@cache
def alphabet(code: str) -> frozenset[str] | None:
    """Lower-case letters a language writes its own and foreign words with; None where no table is held."""
    letters = own_letters(code)
    return None if letters is None else letters | frozenset(load_table("languages.toml")[code]["auxiliary"])


@cache
def languages_of_script(script: str | None) -> tuple[str, ...]:
    """The languages that are written in a script (ISO 15924 code)."""
    return tuple(code for code, entry in load_table("languages.toml").items() if entry["script"] == script)


@cache
def languages_with_letter(letter: str, script: str) -> tuple[str, ...]:
    """The languages of a script whose own alphabet has this lower-case letter."""
    return tuple(code for code in languages_of_script(script) if letter in (own_letters(code) or ()))


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """Latn, Cyrl or Grek for a letter of these scripts, Zyyy for every other character."""
    name = unicodedata.name(letter, "")
    for prefix, script in (("LATIN", "Latn"), ("CYRILLIC", "Cyrl"), ("GREEK", "Grek")):
        if name.startswith(prefix):
            return script
    return "Zyyy"


def main_script(text: str, *, share: float = 0.8) -> str:
    """The script of most letters (Latn, Cyrl, Grek), or Zyyy where it has less than `share` of them."""
    scripts = Counter(script_of(letter) for letter in text if letter.isalpha())
    script, count = max(sorted(scripts.items()), key=lambda item: item[1], default=("Zyyy", 0))
    return script if count >= share * scripts.total() else "Zyyy"


def foreign_letters(word: str, code: str) -> str:
    """The letters of `word` that belong to the language's script but not to its alphabet, in order."""
    letters, script = alphabet(code), script_of_language(code)
    if letters is None:
        return ""
    return "".join(letter for letter in word if letter.lower() not in letters and script_of(letter) == script)


def count_letters(text: str) -> int:
    """How many characters of the text are letters."""
    return sum(map(str.isalpha, text))
