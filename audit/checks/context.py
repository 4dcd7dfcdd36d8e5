"""What several checks and stages ask of an audit."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from audit.language.letters import find_quotations
from audit.language.tables import count_letters
from audit.types import UNDETERMINED, Audit, LanguageSpan, Span, Zone


def body_language(audit: Audit, *, min_share: float) -> str | None:
    """The language of at least `min_share` of the letters of lead and body outside quotations, or None."""
    letters: Counter[str] = Counter()
    quotations = find_quotations(audit.document.text)
    for zone in audit.zones:
        if zone.kind in {"lead", "body"}:
            letters[zone.language] += count_letters(audit.quote(zone.span)) - _quoted_letters(audit, zone, quotations)
    known = {language: count for language, count in letters.items() if language != UNDETERMINED}
    if not known:
        return None
    language = min(known, key=lambda code: (-known[code], code))
    return language if known[language] >= min_share * letters.total() else None


def _quoted_letters(audit: Audit, zone: Zone, quotations: Sequence[Span]) -> int:
    first = bisect_right(quotations, zone.span.start, key=lambda span: span.end)
    last = bisect_left(quotations, zone.span.end, lo=first, key=lambda span: span.start)
    parts = (Span(max(zone.span.start, each.start), min(zone.span.end, each.end)) for each in quotations[first:last])
    return sum(count_letters(audit.quote(part)) for part in parts)


def language_confidence(audit: Audit, zone: Zone) -> float:
    """How sure the identifier is of the language of a zone: of the longest stretch of it in that language."""
    spans = [span for span in language_spans(audit, zone.span) if span.language == zone.language]
    return max(spans, key=lambda span: span.span.end - span.span.start).confidence if spans else 0.0


def language_of(audit: Audit, place: Span) -> str:
    """The language of most letters of a place, or `und`."""
    spans = language_spans(audit, place)
    clipped = ((max(place.start, span.span.start), min(place.end, span.span.end)) for span in spans)
    return most_letters(audit, [(span.language, Span(*part)) for span, part in zip(spans, clipped, strict=True)])


def most_letters(audit: Audit, parts: Sequence[tuple[str, Span]]) -> str:
    """The language that most letters of some parts are in, or `und`."""
    known = [(language, span) for language, span in parts if language != UNDETERMINED]
    if len({language for language, _ in known}) <= 1:
        return known[0][0] if known else UNDETERMINED
    letters: Counter[str] = Counter()
    for language, span in known:
        letters[language] += count_letters(audit.quote(span))
    return min(letters, key=lambda code: (-letters[code], code))


def language_spans(audit: Audit, place: Span) -> Sequence[LanguageSpan]:
    """The stretches of one language that share a code point with a place."""
    first = bisect_right(audit.languages, place.start, key=lambda span: span.span.end)
    last = bisect_left(audit.languages, place.end, lo=first, key=lambda span: span.span.start)
    return audit.languages[first:last]


def zone_at(audit: Audit, position: int) -> Zone | None:
    """The zone that holds a code point of the text, or None between zones."""
    return next((zone for zone in audit.zones if position in zone.span), None)
