"""Stage: cut the zones into sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from audit.checks.context import language_of
from audit.language.sentences import split_sentences
from audit.types import Audit, Segment


class SegmentsStage:
    """Assigns `segments`: the sentences of every zone but code; a heading or a line is at least one."""

    name = "segments"
    requires = frozenset({"zones", "languages"})
    assigns = frozenset({"segments"})

    def __call__(self, audits: Sequence[Audit]) -> list[Audit]:
        """See `Stage`."""
        return [replace(audit, segments=tuple(_segments(audit))) for audit in audits]


def _segments(audit: Audit) -> Iterator[Segment]:
    for number, zone in enumerate(audit.zones):
        if zone.kind == "code":
            continue
        for span in split_sentences(audit.quote(zone.span), language=zone.language):
            place = span.shift(zone.span.start)
            yield Segment(span=place, zone=number, language=language_of(audit, place))
