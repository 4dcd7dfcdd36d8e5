"""The report as one self-contained HTML page: no script, no request, a strict content security policy."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from audit.checks import explain_code, list_codes
from audit.language.tables import direction
from audit.render.view import AuditView, FindingView, count_words, show, summarise, view_audit
from audit.types import SEVERITIES, STRENGTHS, UNDETERMINED, Audit, Span, Zone, ZoneKind

if TYPE_CHECKING:
    from jinja2 import Template

_STRIP_WIDTH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a block with the findings that mark it: `anchors` of those that begin here, and those that end."""

    text: str
    findings: tuple[FindingView, ...]
    anchors: tuple[str, ...]
    ending: tuple[FindingView, ...]

    @property
    def grade(self) -> str:
        """The strongest grade among the marks."""
        grades: list[str] = [*STRENGTHS, *reversed(SEVERITIES)]
        return min((view.grade for view in self.findings), key=grades.index, default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockView:
    """A zone laid out as pieces; `lang` is None where the language is not known."""

    number: int
    kind: ZoneKind
    lang: str | None
    direction: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A zone in the strip, in thousandths of the text."""

    kind: ZoneKind
    x: float
    width: float
    title: str


def render_html(audits: Iterable[Audit], *, width: int, color: bool) -> Iterator[str]:  # noqa: ARG001 (the protocol)
    """The page in one chunk: its table of contents needs all documents."""
    views = [view_audit(audit) for audit in audits]
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    codes = sorted({finding.finding.code for view in views for finding in view.findings})
    yield _template().render(
        style=style,
        style_digest=digest,
        documents=[_document(view, number) for number, view in enumerate(views, start=1)],
        counts=[count_words(len(views), "text"), count_words(sum(len(view.findings) for view in views), "finding")],
        summary=summarise(views),
        explanations={code: explain_code(code) for code in codes if code in list_codes()},
        signatures=sorted({view.audit.signature for view in views if view.audit.signature}),
    )


def cut_pieces(text: str, bounds: Span, views: Sequence[FindingView]) -> tuple[Piece, ...]:
    """Cut a stretch of the text wherever a finding begins or ends."""
    marks = [(view, quote.span) for view in views for quote in view.quotes if quote.span.overlaps(bounds)]
    cuts = {bounds.start, bounds.end}
    for _, span in marks:
        cuts |= {max(span.start, bounds.start), min(span.end, bounds.end)}
    ordered = sorted(cuts)
    pieces = []
    for start, end in pairwise(ordered):
        here = [(view, span) for view, span in marks if span.start < end and start < span.end]
        anchors = [_anchor(view, span) for view, span in here if max(span.start, bounds.start) == start]
        findings = {view.finding.id: view for view, _ in here}
        ending = tuple(view for view, span in here if min(span.end, bounds.end) == end)
        piece = Piece(
            text=show(text[start:end]), findings=tuple(findings.values()), anchors=tuple(anchors), ending=ending
        )
        pieces.append(piece)
    return tuple(pieces)


def _anchor(view: FindingView, span: Span) -> str:
    """The name of a marked place; the quotes in the list of findings link to it."""
    return f"{view.finding.id}-{span.start}"


def _document(view: AuditView, number: int) -> dict[str, Any]:
    audit = view.audit
    return {
        "number": number,
        "view": view,
        "url": audit.document.url if (audit.document.url or "").startswith(("https://", "http://")) else None,
        "strip": [_bar(zone, len(audit.document.text)) for zone in audit.zones],
        "blocks": [_block(audit, zone, place, view.findings) for place, zone in enumerate(audit.zones)],
        "unzoned": show(audit.document.text) if not audit.zones else "",
    }


def _bar(zone: Zone, length: int) -> Bar:
    scale = _STRIP_WIDTH / max(length, 1)
    return Bar(
        kind=zone.kind,
        x=round(zone.span.start * scale, 2),
        width=round(max((zone.span.end - zone.span.start) * scale, 1), 2),
        title=f"{zone.kind} {zone.language}",
    )


def _block(audit: Audit, zone: Zone, number: int, views: Sequence[FindingView]) -> BlockView:
    return BlockView(
        number=number,
        kind=zone.kind,
        lang=None if zone.language == UNDETERMINED else zone.language,
        direction=direction(zone.language),
        pieces=cut_pieces(audit.document.text, zone.span, views),
    )


def _style() -> str:
    return files("audit.render").joinpath("templates", "report.css").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("audit.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html.jinja")
