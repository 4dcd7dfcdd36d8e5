"""Sentences in which a text says that it is a translation; the phrases stand in `disclosures.toml`."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from audit.language.sentences import split_sentences
from audit.language.tables import load_table
from audit.types import Span

Kind = Literal["machine", "practice", "provenance", "translation"]

# The first kind that fits a sentence counts, so the most telling one comes first.
_KINDS: tuple[Kind, ...] = ("machine", "provenance", "translation", "practice")
_QUESTION = re.compile(r"\?[\W_]*$")
# What may stand before a statement: marks, and a label such as "Editor's note:".
_LABEL = re.compile(r"\W*(?:[^\W\d_]+(?:['’]s)?(?: [^\W\d_]+)?:\s*)?\W*")
_ONLY_MARKS = re.compile(r"[\W_]*")
_NAME = r"[^\W\d_][\w.'’-]*(?: [\w.'’-]+){0,4}"
_OUTLET = re.compile(
    r"[„“\"«]\s*([^„“”\"«»]{2,60}?)\s*[“”\"»]|\b([\w-]+\.(?:com|org|net|info|de|ua|ru|fr|cz|pl|uk))\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """A sentence that says something about the text's own translation.

    `span` is the sentence, `statement` the part that says so, `language` that of the phrase; `source_language` and
    `outlet` are what it names.
    """

    span: Span
    statement: Span
    kind: Kind
    language: str
    source_language: str | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class _Grammar:
    language: str
    names: dict[str, str]
    tail: re.Pattern[str]
    spoilers: re.Pattern[str]
    forms: dict[Kind, list[re.Pattern[str]]]


def disclosure_languages() -> frozenset[str]:
    """The languages whose phrases are known."""
    return frozenset(load_table("disclosures.toml"))


def find_disclosures(text: str) -> list[Disclosure]:
    """The disclosing sentences of a line or paragraph, in order; spans are offsets into `text`."""
    lowered = text.lower()
    grammars = [_grammar(language) for language, trigger in _triggers().items() if trigger.search(lowered)]
    if not grammars:
        return []
    found = (_match_sentence(text, span, grammars) for span in split_sentences(text))
    return [disclosure for disclosure in found if disclosure is not None]


def _match_sentence(text: str, span: Span, grammars: list[_Grammar]) -> Disclosure | None:
    sentence = span.of(text)
    if _QUESTION.search(sentence):
        return None
    for kind in _KINDS:
        for grammar in grammars:
            matches = [match for form in grammar.forms[kind] for match in form.finditer(sentence)]
            if kind != "practice":
                matches = [match for match in matches if _is_statement(sentence, match, grammar, kind)]
            if matches:
                return Disclosure(
                    span=span,
                    statement=Span(*matches[0].span()).shift(span.start),
                    kind=kind,
                    language=grammar.language,
                    source_language=_source_language(matches, grammar.names),
                    outlet=_outlet(sentence) if kind == "provenance" else None,
                )
    return None


def _is_statement(sentence: str, match: re.Match[str], grammar: _Grammar, kind: Kind) -> bool:
    """Whether a match opens its sentence and nothing behind it turns it into a report about another text."""
    rest = sentence[match.end() :]
    if not _LABEL.fullmatch(sentence[: match.start()]) or grammar.spoilers.search(rest):
        return False
    if kind == "provenance":
        return True  # where and when a text appeared goes on in many ways
    clauses = rest.split(",")
    return all(_ONLY_MARKS.fullmatch(clause) or grammar.tail.match(clause) for clause in clauses)


def _source_language(matches: list[re.Match[str]], names: dict[str, str]) -> str | None:
    for match in matches:
        for stem in filter(None, match.groupdict().values()):
            return names[stem.lower()]
    return None


def _outlet(sentence: str) -> str | None:
    match = _OUTLET.search(sentence)
    return (match[1] or match[2]) if match else None


@lru_cache(maxsize=1)
def _triggers() -> dict[str, re.Pattern[str]]:
    return {language: re.compile(entry["trigger"]) for language, entry in load_table("disclosures.toml").items()}


@cache
def _grammar(language: str) -> _Grammar:
    """Compiled when a text first needs it: compiling all of them would double the time to the first result."""
    entry = load_table("disclosures.toml")[language]
    names = {stem: code for code, stems in entry["names"].items() for stem in stems}
    stems = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    slots = {name: f"(?:{words})" for name, words in entry["slots"].items()}
    slots["source"] = rf"(?P<source>{stems})\w*"
    slots["name"] = _NAME
    gap = rf"(?:(?!\b(?:{entry['breaks']})\b)[^,;:]){{0,80}}?"
    forms: dict[Kind, list[re.Pattern[str]]] = {kind: [] for kind in _KINDS}
    for row in entry["form"]:
        pattern = _expand(row["form"], slots).replace("…", gap)
        start = "" if pattern.startswith("^") else r"\b"
        end = "" if pattern.endswith("$") else r"(?!\w)"
        pattern = start + pattern.replace(" ", r"\s+") + end
        forms[row["kind"]].append(re.compile(pattern, re.IGNORECASE | re.DOTALL))
    tail = re.compile(rf"[\W_]*(?:(?:{entry['tail']})\b|[–—(])", re.IGNORECASE)
    return _Grammar(language, names, tail, re.compile(rf"\b(?:{entry['spoilers']})\b", re.IGNORECASE), forms)


def _expand(form: str, slots: dict[str, str]) -> str:
    """Put the slots in; groups get a number each, for a name may stand only once in a regular expression."""
    pattern = re.sub(r"\{([a-z]+)\}", lambda match: slots[match[1]], form)
    numbers = itertools.count()
    return re.sub(r"\(\?P<source>", lambda _: f"(?P<source{next(numbers)}>", pattern)
