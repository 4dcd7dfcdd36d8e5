"""Stretches of a document in another language than most of it, for LNG002 and LNG004."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from audit.checks.context import body_language, language_spans
from audit.config import Options
from audit.language.letters import find_quotations
from audit.language.tables import WORD, may_lack_marks
from audit.types import UNDETERMINED, Audit, Span, Zone

# Kinds in which running text stands; a headline is LNG001's, furniture and comments are nobody's.
_KINDS = frozenset({"lead", "body", "subhead", "quote", "caption", "disclosure"})

_UNQUOTED_WORDS = 2
_SPEECH = re.compile(r"[—–]\s")
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
            if {found.language, expected} == {"sr", "sh"}:
                continue  # Serbian in its two scripts
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
                quoted=_is_quoted(audit, zone, span, found.language),
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


def _is_quoted(audit: Audit, zone: Zone, span: Span, language: str) -> bool:
    """Whether hardly a word of the stretch stands outside quotations that are in its language.

    A reporting clause in that language belongs to the text, and so does one sentence of a quotation in another. A
    paragraph that begins with a dash is speech, as Slavic and Romance texts set it.
    """
    if zone.kind == "quote" or _SPEECH.match(audit.quote(zone.span)):
        return True
    text = audit.document.text
    quotations = find_quotations(text)
    first = bisect_right(quotations, span.start, key=lambda quotation: quotation.end)
    last = bisect_left(quotations, span.end, lo=first, key=lambda quotation: quotation.start)
    inside = [quotation for quotation in quotations[first:last] if _is_in(audit, quotation, language)]
    words = WORD.finditer(text, span.start, span.end)
    return bool(inside) and sum(not any(word.start() in each for each in inside) for word in words) <= _UNQUOTED_WORDS


def _is_in(audit: Audit, quotation: Span, language: str) -> bool:
    spans = [found.span for found in language_spans(audit, quotation) if found.language == language]
    return sum(_shared(span, quotation) for span in spans) >= _FILLED * (quotation.end - quotation.start)


def neighbours(parts: Iterable[Part], *, key: Callable[[Part], object]) -> list[list[Part]]:
    """Parts of one key in groups: of the same zone, or of zones between which none stands."""
    groups: list[list[Part]] = []
    for part in parts:
        if groups and key(groups[-1][-1]) == key(part) and groups[-1][-1].zone_number + 1 >= part.zone_number:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups
