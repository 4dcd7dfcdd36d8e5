"""Stretches of a document in another language than most of it, for LNG002 and LNG004."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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

    `quoted`: between quotation marks, or in a zone that is a quotation. `whole`: sentences, or many words of one; else
    it may be the name of something.
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
            inside = Span(max(found.span.start, zone.span.start), min(found.span.end, zone.span.end))
            span = _trim(audit, _snap(audit, inside))
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


def _snap(audit: Audit, span: Span) -> Span:
    """Move the ends to those of sentences that the stretch fills or hardly enters: a change is found to a word."""
    start, end = span.start, span.end
    for segment in _segments(audit, span):
        share = _shared(segment, span) / (segment.end - segment.start)
        if share >= _FILLED:
            start, end = min(start, segment.start), max(end, segment.end)
        elif share <= 1 - _FILLED and segment.start < span.start:
            start = max(start, segment.end)
        elif share <= 1 - _FILLED and segment.end > span.end:
            end = min(end, segment.start)
    return Span(start, end) if start < end else span


def _fills_sentences(audit: Audit, span: Span) -> bool:
    """Whether the stretch is nearly all of the sentences it stands in: a foreign name inside a sentence is not."""
    segments = _segments(audit, span)
    inside = sum(_shared(segment, span) for segment in segments)
    return inside >= _FILLED * sum(segment.end - segment.start for segment in segments)


def _segments(audit: Audit, span: Span) -> list[Span]:
    first = bisect_right(audit.segments, span.start, key=lambda segment: segment.span.end)
    last = bisect_left(audit.segments, span.end, lo=first, key=lambda segment: segment.span.start)
    return [segment.span for segment in audit.segments[first:last]]


def _shared(first: Span, second: Span) -> int:
    return max(0, min(first.end, second.end) - max(first.start, second.start))


def _is_quoted(audit: Audit, zone: Zone, span: Span) -> bool:
    """Whether hardly a word of the stretch stands outside quotation marks: a reporting clause belongs to the text."""
    text = audit.quote(zone.span)
    quoted = [Span(*match.span()).shift(zone.span.start) for match in QUOTATION.finditer(text)]
    outside = 0
    for match in WORD.finditer(audit.document.text, span.start, span.end):
        outside += not any(match.start() in each for each in quoted)
    return bool(quoted) and outside <= _UNQUOTED_WORDS
