"""Stage: tell the language of every zone, and with them cover the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from audit.language.identify import NOTHING, Identifier
from audit.types import Audit, Language, LanguageSpan, Span, Zone


class LanguagesStage:
    """Assigns `languages`: `Audit.languages`, and the language of each zone."""

    name = "languages"
    requires = frozenset({"zones"})
    assigns = frozenset({"languages"})

    def __init__(self, identifier: Identifier, *, candidates: Sequence[str]) -> None:
        self._identifier = identifier
        self._candidates = tuple(candidates) or None
        identifier([], candidates=self._candidates)  # refuses unknown candidates before the first document

    def __call__(self, audits: Sequence[Audit]) -> list[Audit]:
        """See `Stage`."""
        texts = [audit.quote(zone.span) for audit in audits for zone in _prose(audit.zones)]
        answers = iter(self._identifier(texts, candidates=self._candidates))
        return [_with_languages(audit, answers) for audit in audits]


def _prose(zones: Sequence[Zone]) -> list[Zone]:
    return [zone for zone in zones if zone.kind != "code"]


def _with_languages(audit: Audit, answers: Iterator[Language]) -> Audit:
    told = {zone.span.start: next(answers) for zone in _prose(audit.zones)}
    languages = [told.get(zone.span.start, NOTHING) for zone in audit.zones]
    zones = tuple(replace(zone, language=answer.code) for zone, answer in zip(audit.zones, languages, strict=True))
    return replace(audit, zones=zones, languages=_cover(len(audit.document.text), zones, languages))


def _cover(length: int, zones: Sequence[Zone], answers: Sequence[Language]) -> tuple[LanguageSpan, ...]:
    """Spans that cover a text of `length`, one for each zone with the white space behind it."""
    if not zones:
        nothing = LanguageSpan(span=Span(0, length), language=NOTHING.code, confidence=NOTHING.confidence)
        return (nothing,) if length else ()
    cuts = [0, *(zone.span.start for zone in zones[1:]), length]
    return tuple(
        LanguageSpan(span=Span(start, end), language=answer.code, confidence=answer.confidence)
        for start, end, answer in zip(cuts, cuts[1:], answers, strict=False)
    )
