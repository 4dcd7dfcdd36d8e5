"""Stage: tell the languages of every zone, and with them cover the text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from audit.checks.context import most_letters
from audit.language.identify import NOTHING
from audit.types import UNDETERMINED, Audit, Language, LanguageSpan, Span, Zone

if TYPE_CHECKING:
    from audit.language.split import Pieces, Splitter

# An unsure answer stands if it is likelier than all others together and next to sure against the main language alone:
# Slovak at .87 in a Czech article, where the rest is shared by languages that are not asked about.
_LIKELY, _AGAINST_MAIN = 0.5, 0.98


class LanguagesStage:
    """Assigns `languages`: `Audit.languages`, and the language of each zone, which is that of most of its letters.

    An answer below `min_confidence` is compared with the text's main language alone: a line of names is not taken to be
    in another language than its article. Where neither clearly wins, it is `und`.
    """

    name = "languages"
    requires = frozenset({"zones"})
    assigns = frozenset({"languages"})

    def __init__(self, splitter: Splitter, *, candidates: Sequence[str], min_confidence: float) -> None:
        self._splitter = splitter
        self._candidates = tuple(candidates) or None
        self._min_confidence = min_confidence
        splitter.identifier([], candidates=self._candidates)  # refuses unknown candidates before the first document

    def __call__(self, audits: Sequence[Audit]) -> list[Audit]:
        """See `Stage`."""
        texts = [audit.quote(zone.span) for audit in audits for zone in audit.zones if zone.kind != "code"]
        told = iter(self._splitter(texts, candidates=self._candidates))
        covers = [list(_cover(audit, told)) for audit in audits]
        self._settle(audits, covers)
        return [_with_languages(audit, cover) for audit, cover in zip(audits, covers, strict=True)]

    def _settle(self, audits: Sequence[Audit], covers: list[list[LanguageSpan]]) -> None:
        """Replace unsure answers by the text's main language or `und`, asking for each pair of languages at once."""
        pairs: defaultdict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
        for number, (audit, cover) in enumerate(zip(audits, covers, strict=True)):
            sure = [span for span in cover if span.confidence >= self._min_confidence]
            main = _main_language(audit, sure)
            for place, span in enumerate(cover):
                if span.confidence >= self._min_confidence or span.language in {UNDETERMINED, main}:
                    continue
                if main == UNDETERMINED:
                    cover[place] = replace(span, language=UNDETERMINED)
                else:
                    pairs[main, span.language].append((number, place))
        for pair, places in sorted(pairs.items()):
            texts = [audits[number].quote(covers[number][place].span) for number, place in places]
            for (number, place), answer in zip(places, self._splitter.identifier(texts, candidates=pair), strict=True):
                span = covers[number][place]
                likely = span.confidence >= _LIKELY and answer.confidence >= _AGAINST_MAIN
                code = answer.code if answer.code == pair[0] or likely else UNDETERMINED
                covers[number][place] = replace(span, language=code)


def _cover(audit: Audit, told: Iterator[Pieces]) -> Iterator[LanguageSpan]:
    """Spans that cover the text: the pieces of each zone; the last one of a zone reaches to the next zone."""
    zones, length = audit.zones, len(audit.document.text)
    if not zones:
        if length:
            yield _span(Span(0, length), NOTHING)
        return
    ends = [zone.span.start for zone in zones[1:]] + [length]
    for number, (zone, end) in enumerate(zip(zones, ends, strict=True)):
        pieces = [(Span(0, zone.span.end - zone.span.start), NOTHING)] if zone.kind == "code" else next(told)
        start = 0 if number == 0 else zone.span.start
        for place, (span, language) in enumerate(pieces):
            stop = end if place == len(pieces) - 1 else span.end + zone.span.start
            yield _span(Span(start, stop), language)
            start = stop


def _span(span: Span, language: Language) -> LanguageSpan:
    return LanguageSpan(span=span, language=language.code, confidence=language.confidence)


def _main_language(audit: Audit, spans: Sequence[LanguageSpan]) -> str:
    """The language of most letters."""
    return most_letters(audit, [(span.language, span.span) for span in spans])


def _with_languages(audit: Audit, cover: Sequence[LanguageSpan]) -> Audit:
    rest = iter(cover)
    following = next(rest, None)
    zones: list[Zone] = []
    for zone in audit.zones:
        inside: list[LanguageSpan] = []
        while following is not None and following.span.start < zone.span.end:
            inside.append(following)
            following = next(rest, None)
        zones.append(replace(zone, language=_main_language(audit, inside)))
    return replace(audit, zones=tuple(zones), languages=tuple(cover))
