"""Stretches of a document in another language than most of it, for LNG002 and LNG004."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from audit.checks.context import body_language, language_spans
from audit.config import Options
from audit.language.letters import QUOTATION
from audit.language.tables import WORD, may_lack_marks
from audit.types import UNDETERMINED, Audit, Span, Zone

# Kinds in which running text stands; a headline is LNG001's, furniture and comments are nobody's.
_KINDS = frozenset({"lead", "body", "subhead", "quote", "caption", "disclosure"})

_UNQUOTED_WORDS = 2
# A stretch inside a sentence counts from so many words on; else it must fill its sentences to this share.
_LONG_WORDS, _FILLED = 12, 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a zone in another language.

    `quoted`: between quotation marks, or in a zone that is a quotation. `whole`: sentences, or many words of one; else it
    may be the name of something.
    """

    span: Span
    zone: Zone
    zone_number: int
    language: str
    confidence: float
    quoted: bool
    whole: bool


def expected_language(audit: Audit, options: Options) -> str | None:
    """The main language of the body, or None."""
    return body_language(audit, min_share=options["min_share"])


def foreign_parts(audit: Audit, expected: str, options: Options) -> Iterator[Part]:
    """The stretches with enough words other than names, in the order of the text."""
    for number, zone in enumerate(audit.zones):
        if zone.kind not in _KINDS:
            continue
        for found in language_spans(audit, zone.span):
            if found.language in {UNDETERMINED, expected} or found.confidence < options["min_confidence"]:
                continue
            span = _trim(audit, Span(max(found.span.start, zone.span.start), min(found.span.end, zone.span.end)))
            text = audit.quote(span)
            if not _has_words(text, options) or may_lack_marks(text, found.language, expected):
                continue
            yield Part(
                span=span,
                zone=zone,
                zone_number=number,
                language=found.language,
                confidence=found.confidence,
                quoted=zone.kind == "quote" or _is_quoted(audit, zone, span),
                whole=_fills_sentences(audit, span) or len(WORD.findall(text)) >= _LONG_WORDS,
            )


def _trim(audit: Audit, span: Span) -> Span:
    text = audit.quote(span)
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))


def _has_words(text: str, options: Options) -> bool:
    """Enough words, and enough of them without a capital: names, titles and addresses are no foreign text."""
    words = WORD.findall(text)
    small = sum(not word[0].isupper() for word in words)
    return len(words) >= options["min_words"] and small >= float(options["min_small"]) * len(words)


def _fills_sentences(audit: Audit, span: Span) -> bool:
    """Whether the stretch is nearly all of the sentences it stands in: a foreign name inside a sentence is not."""
    first = bisect_right(audit.segments, span.start, key=lambda segment: segment.span.end)
    inside = total = 0
    for segment in audit.segments[first:]:
        if segment.span.start >= span.end:
            break
        total += segment.span.end - segment.span.start
        inside += min(span.end, segment.span.end) - max(span.start, segment.span.start)
    return inside >= _FILLED * total


def _is_quoted(audit: Audit, zone: Zone, span: Span) -> bool:
    """Whether hardly a word of the stretch stands outside quotation marks: a reporting clause belongs to the text."""
    text = audit.quote(zone.span)
    quoted = [Span(*match.span()).shift(zone.span.start) for match in QUOTATION.finditer(text)]
    outside = 0
    for match in WORD.finditer(audit.document.text, span.start, span.end):
        outside += not any(match.start() in each for each in quoted)
    return bool(quoted) and outside <= _UNQUOTED_WORDS
