"""In which language is a text? What every identifier owes, and the texts that have no language at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from audit.errors import ConfigError
from audit.language.tables import canonical_language
from audit.types import UNDETERMINED, Language

NOTHING = Language(code=UNDETERMINED, confidence=0.0)

_MIXED = re.compile(r"[a-z][A-Z]|[^\W\d_]\d|\d[^\W\d_]")
# Three small letters between spaces or marks, or two of a script without spaces: most texts show them early, and the
# rest need not be searched.
_PLAIN = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff]{2}|(?:^|[\s\"'«„“(])[a-zà-öø-ÿа-яёіїєґ]{3,}(?=[.,;:!?»“”)]*(?:\s|$))"
)
_WORD = re.compile(r"[^\W\d_]{2,}|[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_CODE_MARKS = re.compile(r"[{}()\[\];=<>$\\|&*#+~^`]")
_CODE_SHARE = 0.15
_LETTERS = re.compile(r"[^\W\d_]+")
_NAME_WORDS = 3


class Identifier(Protocol):
    """Tells the languages of texts, in batches."""

    signature: str

    def __call__(self, texts: Sequence[str], *, candidates: Iterable[str] | None = None) -> list[Language]:
        """One answer per text, in order, with its probability; `und` for what has no language.

        `candidates` are BCP 47 tags: no other language is answered then. Raises `ConfigError` where none is known.
        """


def has_language(text: str) -> bool:
    """Whether there is a word in it: not in numbers, addresses, program code and names of products."""
    tokens = text.split()
    if _PLAIN.search(text) is None:
        plain = [token for token in tokens if not _is_technical(token)]
        words = _WORD.findall(" ".join(plain))
        if not words or (_is_named(words) and any(map(_MIXED.search, tokens))):
            return False
    return len(_CODE_MARKS.findall(text)) <= _CODE_SHARE * sum(map(len, tokens))


def _is_technical(token: str) -> bool:
    """An address, a path, or what has a digit, an underscore or a capital after a small letter."""
    if "_" in token or "@" in token or "://" in token or "www." in token or token.count("/") + token.count("\\") > 1:
        return True
    return any(map(str.isdigit, token)) or _MIXED.search(token) is not None


def may_be_name(text: str) -> bool:
    """Whether it is a few words that all begin with a capital and are not all in capitals."""
    return not text.isupper() and _is_named(_LETTERS.findall(text))


def _is_named(words: Sequence[str]) -> bool:
    return 0 < len(words) <= _NAME_WORDS and all(word[0].isupper() for word in words)


def canonical_candidates(candidates: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """The candidates by the tag under which they are answered; `ConfigError` for one that is not known.

    Case and region do not matter. Where one language of a merged class is named, and no other, its own tag is the
    answer; `sr` stands for both of its scripts.
    """
    named = tuple(dict.fromkeys(candidates))
    wanted: dict[str, list[str]] = {}
    for tag in named:
        wanted.setdefault(canonical_language(tag), []).append(tag)
        if tag.lower() == "sr":
            wanted.setdefault("sh", []).append(tag)
    unknown = [tag for code, tags in wanted.items() if code not in set(known) for tag in tags]
    if unknown or not named:
        raise ConfigError(
            f"the identifier does not know these candidate languages: {', '.join(unknown) or 'none given'}"
        )
    return {code: tags[0] if len(tags) == 1 else code for code, tags in wanted.items()}
