"""Stage: run the checks of scope document and collect what they find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from audit.checks import Check, measured_false_alarms
from audit.checks.context import zone_at
from audit.config import Options
from audit.types import UNDETERMINED, Audit, Finding, digest_text


class EvidenceStage:
    """Assigns `findings.document`: in the order of the text, each with its id and measured false alarms."""

    name = "evidence"
    requires = frozenset({"zones", "languages", "segments"})
    assigns = frozenset({"findings.document"})

    def __init__(self, checks: Sequence[Check], *, options: Mapping[str, Options]) -> None:
        self._checks = [(check, options.get(check.code, {})) for check in checks if check.scope == "document"]

    def __call__(self, audits: Sequence[Audit]) -> list[Audit]:
        """See `Stage`."""
        return [self._check(audit) for audit in audits]

    def _check(self, audit: Audit) -> Audit:
        found = [finding for check, options in self._checks for finding in check(audit, options)]
        found.sort(key=lambda finding: (finding.spans[0].start, -finding.spans[0].end, finding.code))
        unchecked = [row for check, options in self._checks for row in check.not_checked(audit, options)]
        return replace(
            audit,
            findings=(*audit.findings, *_complete(audit, found)),
            not_checked=(*audit.not_checked, *unchecked),
        )


def _complete(audit: Audit, found: Iterable[Finding]) -> Iterable[Finding]:
    """Give each finding its id, a digest of code, quote and occurrence, and the measured false alarms."""
    seen: Counter[tuple[str, str]] = Counter()
    for finding in found:
        quote = audit.quote(finding.spans[0])
        occurrence = seen[finding.code, quote]
        seen[finding.code, quote] += 1
        grade = finding.strength or finding.severity
        yield replace(
            finding,
            id=digest_text(finding.code, quote, "", str(occurrence)),
            false_alarms=measured_false_alarms(finding.code, grade, _language(audit, finding)),
        )


def _language(audit: Audit, finding: Finding) -> str:
    """The language the text should be in where the finding stands: what was measured is human text in it."""
    zone = zone_at(audit, finding.spans[0].start)
    return str(finding.evidence.get("expected") or (zone.language if zone else UNDETERMINED))
