"""The report as Markdown, for issues, wikis and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from audit.render.view import AuditView, FindingView, count_words, show, summarise, view_audit
from audit.types import Audit

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&])")


def render_markdown(audits: Iterable[Audit], *, width: int, color: bool) -> Iterator[str]:  # noqa: ARG001 (the protocol)
    """A section per document, and a summary at the end where there are several."""
    yield "# audit\n"
    views = []
    for audit in audits:
        view = view_audit(audit)
        views.append(view)
        yield "".join(_lay_out(view))
    if len(views) > 1:
        found = sum(len(view.findings) for view in views)
        yield f"\n## {count_words(len(views), 'text')}, {count_words(found, 'finding')}\n\n"
        yield "".join(f"- {line}\n" for line in summarise(views))


def escape(text: str) -> str:
    """The text on one line with Markdown's special characters escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _lay_out(view: AuditView) -> Iterator[str]:
    yield f"\n## {escape(view.name)}\n\n"
    if view.facts:
        yield f"{escape(' · '.join(view.facts))}\n\n"
    verdict = view.verdict
    yield "".join(f"**{escape(title)}**  \n" for title in verdict.titles)
    yield f"\n- Found: {escape(verdict.found)}\n- Means: {escape(verdict.means)}\n"
    yield f"- Would settle it: {escape(verdict.settle)}\n"
    if view.zones:
        yield f"\nZones: {escape(' · '.join(words for _, words in view.zones))}\n"
    for finding in view.findings:
        yield from _lay_out_finding(finding)
    for label, lines in (("Not checked", view.not_checked), ("Failed", view.failures)):
        if lines:
            yield f"\n{label}:\n\n" + "".join(f"- {escape(line)}\n" for line in lines)


def _lay_out_finding(view: FindingView) -> Iterator[str]:
    finding = view.finding
    yield f"\n### {finding.code} · {view.grade}\n\n{escape(show(finding.message))}\n\n"
    for quote in view.quotes:
        yield f"> {escape(quote.text)} ({quote.span.start}–{quote.span.end})\n>\n"
    yield f"\n{escape(view.false_alarms)}\n"
