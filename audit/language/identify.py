"""In which language is a text? What every identifier owes, and the texts that have no language at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from audit.errors import ConfigError
from audit.language.tables import canonical_language
from audit.types import UNDETERMINED, Language

NOTHING = Language(code=UNDETERMINED, confidence=0.0)

# Web and e-mail addresses, paths, and tokens with a digit, an underscore or a capital after a small letter.
_PRODUCT = re.compile(r"\S*(?:://|www\.|@)\S+|(?:[\w.-]*[/\\]){2,}\S*|[\w.+-]*(?:\d|_|(?<=[a-z])[A-Z])[\w.+-]*")
# Of these, the names of products: letters and digits or capitals mixed.
_MIXED = re.compile(r"[^\W\d_]\w*\d|\d\w*[^\W\d_]|[a-z][A-Z]")
# Three small letters between spaces or marks, or two of a script without spaces: most texts show them early, and the
# rest need not be searched.
_PLAIN = re.compile(
    r"[\u3041-\u30ff\u3400-\u9fff]{2}|(?:^|[\s\"'«„“(])[a-zà-öø-ÿа-яёіїєґ]{3,}(?=[.,;:!?»“”)]*(?:\s|$))"
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
    if _PLAIN.search(text) is None:
        words = _WORD.findall(_PRODUCT.sub(" ", text))
        if not words or (_is_named(words) and _MIXED.search(text) is not None):
            return False
    return len(_CODE_MARKS.findall(text)) <= _CODE_SHARE * len("".join(text.split()))


def may_be_name(text: str) -> bool:
    """Whether it is a few words that all begin with a capital and are not all in capitals."""
    return not text.isupper() and _is_named(_LETTERS.findall(text))


def _is_named(words: Sequence[str]) -> bool:
    return 0 < len(words) <= _NAME_WORDS and all(word[0].isupper() for word in words)


def canonical_candidates(candidates: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """The candidates by the tag under which they are answered; `ConfigError` where none is known.

    Where one language of a merged class is named, and no other, its own tag is the answer.
    """
    named = tuple(candidates)
    wanted: dict[str, list[str]] = {}
    for tag in named:
        wanted.setdefault(canonical_language(tag), []).append(tag)
    found = {code: tags[0] if len(tags) == 1 else code for code, tags in wanted.items() if code in set(known)}
    if not found:
        raise ConfigError(f"the identifier knows none of the candidate languages: {', '.join(named) or 'none given'}")
    return found
