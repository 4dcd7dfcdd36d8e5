"""Stage: cut the text into zones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audit.types import Audit
from audit.zoning.rules import ZoneRules


class ZonesStage:
    """Assigns `zones`: kind and place of every block; languages come later."""

    name = "zones"
    requires: frozenset[str] = frozenset()
    assigns = frozenset({"zones"})

    def __init__(
        self, *, heading_words: int, prose_words: int, lead_words: int, page_cues: int, min_main: float
    ) -> None:
        self._rules = ZoneRules(
            heading_words=heading_words,
            prose_words=prose_words,
            lead_words=lead_words,
            page_cues=page_cues,
            min_main=min_main,
        )

    def __call__(self, audits: Sequence[Audit]) -> list[Audit]:
        """See `Stage`."""
        return [replace(audit, zones=tuple(self._rules(audit.document.text, audit.document.zones))) for audit in audits]
