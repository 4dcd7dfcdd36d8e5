"""What several checks and stages ask of an audit."""

from __future__ import annotations

from collections import Counter

from audit.language.tables import count_letters
from audit.types import UNDETERMINED, Audit, Zone


def body_language(audit: Audit, *, min_share: float) -> str | None:
    """The language of at least `min_share` of the letters of lead and body, or None."""
    letters: Counter[str] = Counter()
    for zone in audit.zones:
        if zone.kind in {"lead", "body"}:
            letters[zone.language] += count_letters(audit.quote(zone.span))
    known = {language: count for language, count in letters.items() if language != UNDETERMINED}
    if not known:
        return None
    language = min(known, key=lambda code: (-known[code], code))
    return language if known[language] >= min_share * letters.total() else None


def language_confidence(audit: Audit, zone: Zone) -> float:
    """How sure the identifier is of the language at the start of a zone."""
    return next((span.confidence for span in audit.languages if zone.span.start in span.span), 0.0)


def zone_at(audit: Audit, position: int) -> Zone | None:
    """The zone that holds a code point of the text, or None between zones."""
    return next((zone for zone in audit.zones if position in zone.span), None)
