"""The report for a terminal: zones strip, findings with quotes, the verdict in three lines."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from audit.render.view import AuditView, FindingView, count_words, show, summarise, view_audit
from audit.types import Audit

_STYLES = {
    "decisive": "bold red",
    "strong": "red",
    "medium": "yellow",
    "weak": "dim",
    "counter": "green",
    "critical": "bold red",
    "major": "red",
    "minor": "yellow",
}
_LETTERS = {
    "headline": "H", "kicker": "k", "lead": "L", "subhead": "s", "body": "▒", "quote": "q", "caption": "c",
    "byline": "y", "dateline": "d", "disclosure": "D", "boilerplate": "-", "comment": "r", "code": "#",
}  # fmt: skip
_QUOTE_LENGTH = 300


def render_text(audits: Iterable[Audit], *, width: int, color: bool) -> Iterator[str]:
    """One block per document, and a summary where there are several."""
    views = []
    for audit in audits:
        view = view_audit(audit)
        views.append(view)
        yield _print(_lay_out(view, width), width=width, color=color)
    if len(views) > 1:
        found = sum(len(view.findings) for view in views)
        lines = [f"{count_words(len(views), 'text')}, {count_words(found, 'finding')}", *summarise(views)]
        yield _print([Text("\n  ".join(lines), style="bold")], width=width, color=color)


def _print(parts: Iterable[Text | Padding], *, width: int, color: bool) -> str:
    console = Console(
        file=io.StringIO(), width=width, force_terminal=color, color_system="standard" if color else None,
        highlight=False, markup=False, emoji=False, legacy_windows=False,
    )  # fmt: skip
    for part in parts:
        console.print(part)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in text.split("\n")) + "\n"


def _lay_out(view: AuditView, width: int) -> Iterator[Text | Padding]:
    yield Text(view.name, style="bold underline")
    if view.facts:
        yield Padding(Text(" · ".join(view.facts), style="dim"), (0, 0, 0, 2))
    if view.zones:
        yield Padding(Text(zones_strip(view.audit, min(width - 4, 72))), (0, 0, 0, 2))
        yield Padding(Text("   ".join(f"{_LETTERS[kind]} {words}" for kind, words in view.zones)), (0, 0, 0, 2))
    for finding in view.findings:
        yield from _lay_out_finding(finding)
    yield from _lay_out_verdict(view)
    for label, lines in (("Not checked", view.not_checked), ("Failed", view.failures)):
        for line in lines:
            yield Padding(Text(f"{label}: {line}", style="dim"), (0, 0, 0, 2))


def zones_strip(audit: Audit, width: int) -> str:
    """The text as a bar of `width` cells, each with the letter of the zone that starts in it or fills it."""
    length = max(len(audit.document.text), 1)
    cells = [" "] * width
    for zone in audit.zones:
        first, last = (position * width // length for position in (zone.span.start, max(zone.span.end - 1, 0)))
        for cell in range(first, last + 1):
            if cell == first or cells[cell] == " ":
                cells[cell] = _LETTERS[zone.kind]
    return "".join(cells)


def _lay_out_finding(view: FindingView) -> Iterator[Text | Padding]:
    finding = view.finding
    head = Text(finding.code, style="bold").append("  ").append(view.grade, style=_STYLES.get(view.grade, ""))
    yield Padding(head.append(f"  {show(finding.message)}"), (1, 0, 0, 2))
    for quote in view.quotes[:5]:
        text = quote.text if len(quote.text) <= _QUOTE_LENGTH else quote.text[:_QUOTE_LENGTH] + " […]"
        place = f"{quote.span.start}–{quote.span.end}  "
        yield Padding(Text(place, style="dim").append(f"“{text}”", style="italic"), (0, 0, 0, 10))
    if len(view.quotes) > 5:
        yield Padding(Text(f"and {len(view.quotes) - 5} more places", style="dim"), (0, 0, 0, 10))
    yield Padding(Text(view.false_alarms, style="dim"), (0, 0, 0, 10))


def _lay_out_verdict(view: AuditView) -> Iterator[Text | Padding]:
    verdict = view.verdict
    yield Text("")
    for title in verdict.titles:
        yield Padding(Text(title, style="bold"), (0, 0, 0, 2))
    for label, line in (("Found", verdict.found), ("Means", verdict.means), ("Would settle it", verdict.settle)):
        yield Padding(Text(f"{label}: ", style="dim").append(line), (0, 0, 0, 2))
