"""Stage: answer the questions from the findings, by the table `verdict.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from audit.checks.context import body_language
from audit.types import Audit, Finding, Verdict

Row = Mapping[str, Any]


class VerdictStage:
    """Assigns `verdicts`: machine_translated and source_language always, mixed_origin where it is proven."""

    name = "verdict"
    requires = frozenset({"findings.document"})
    assigns = frozenset({"verdicts"})

    def __call__(self, audits: Sequence[Audit]) -> list[Audit]:
        """See `Stage`."""
        return [replace(audit, verdicts=(*_by_table(audit), _source_language(audit))) for audit in audits]


def _by_table(audit: Audit) -> Iterator[Verdict]:
    answered: set[str] = set()
    for row in _rows():
        if row["question"] in answered:
            continue
        met = _meet(row, audit.findings)
        if met is not None:
            answered.add(row["question"])
            beside = [finding for finding in audit.findings if finding.code.startswith(tuple(row["beside"]))]
            yield Verdict(
                question=row["question"],
                scope="document",
                answer=row["answer"],
                reason=row["reason"],
                evidence=tuple(dict.fromkeys(finding.id for finding in (*met, *beside))),
            )


def _meet(row: Row, findings: Sequence[Finding]) -> list[Finding] | None:
    """The findings that meet the conditions of a row, or None."""
    met: list[Finding] = []
    for condition in row.get("condition", ()):
        hits = [
            finding
            for finding in findings
            if finding.code.startswith(tuple(condition["codes"])) and finding.strength in condition["strengths"]
        ]
        if len(hits) < condition["count"]:
            return None
        met += hits
    return met


def _source_language(audit: Audit) -> Verdict:
    """The one language that the text's own notes name as its source."""
    named = [finding for finding in audit.findings if finding.evidence.get("source_language")]
    named = [finding for finding in named if finding.strength in {"decisive", "strong"}]
    target = body_language(audit, min_share=0.5)
    named = [finding for finding in named if finding.evidence["source_language"] != target]
    languages = {str(finding.evidence["source_language"]) for finding in named}
    evidence = tuple(finding.id for finding in named)
    if len(languages) != 1:
        reason = "notes_disagree" if languages else "not_stated"
        return Verdict(
            question="source_language", scope="document", answer="undetermined", reason=reason, evidence=evidence
        )
    source = languages.pop()
    chain = (source,) if target is None else (source, target)
    return Verdict(
        question="source_language", scope="document", answer=source, reason="stated", evidence=evidence, chain=chain
    )


@lru_cache(maxsize=1)
def _rows() -> list[dict[str, Any]]:
    table = tomllib.loads(Path(__file__).with_name("verdict.toml").read_text(encoding="utf-8"))
    rows: list[dict[str, Any]] = table["row"]
    return rows
