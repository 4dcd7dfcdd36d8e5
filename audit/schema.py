"""Audits as data: JSON objects (the contract of `audit.schema.json`), and Polars frames with one row per audit.

Both are complete: what comes back is equal to what went in, so every report can be made again from saved audits.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, get_args

from audit.errors import SavedAuditError
from audit.types import (
    SEVERITIES,
    STRENGTHS,
    Alignment,
    Audit,
    Document,
    FalseAlarms,
    Finding,
    LanguageSpan,
    Link,
    NotChecked,
    Score,
    Segment,
    Source,
    Span,
    StageFailure,
    Verdict,
    Zone,
    ZoneKind,
)

if TYPE_CHECKING:
    import polars as pl

SCHEMA = "audit/1"

_DOCUMENT_FIELDS = ("id", "path", "title", "url", "outlet", "language", "published", "version_of", "text")


def to_json(audits: Iterable[Audit]) -> dict[str, Any]:
    """One object for several audits; its signature joins those of the audits."""
    rows = [audit_to_json(audit) for audit in audits]
    return {"schema": SCHEMA, "signature": join_signatures(row["signature"] for row in rows), "audits": rows}


def from_json(data: Mapping[str, Any]) -> list[Audit]:
    """The audits of an object that `to_json` made; raises `SavedAuditError` for anything else."""
    if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
        seen = data.get("schema") if isinstance(data, Mapping) else type(data).__name__
        raise SavedAuditError(f"not saved audits: expected schema '{SCHEMA}', found {seen!r}")
    rows = data.get("audits")
    if not isinstance(rows, Sequence):
        raise SavedAuditError("saved audits without the list 'audits'")
    return [audit_from_json(row) for row in rows]


def join_signatures(signatures: Iterable[str]) -> str:
    """The distinct signatures, sorted and joined."""
    return " + ".join(sorted({signature for signature in signatures if signature}))


def audit_to_json(audit: Audit) -> dict[str, Any]:
    """The object of one audit, as in `audits` and in a line of JSONL."""
    text = audit.document.text
    return {
        "document": _document_to_json(audit.document),
        "sources": [_source_to_json(source) for source in audit.sources],
        "languages": [_flat(row) for row in audit.languages],
        "zones": [_flat(row) for row in audit.zones],
        "segments": [_flat(row) for row in audit.segments],
        "verdicts": [_verdict_to_json(row) for row in audit.verdicts],
        "alignments": [_alignment_to_json(row) for row in audit.alignments],
        "scores": [asdict(row) for row in audit.scores],
        "findings": [_finding_to_json(row, audit, text) for row in audit.findings],
        "not_checked": [asdict(row) for row in audit.not_checked],
        "failures": [asdict(row) for row in audit.failures],
        "signature": audit.signature,
    }


def audit_from_json(row: Mapping[str, Any]) -> Audit:
    """The audit of an object that `audit_to_json` made; raises `SavedAuditError` where a field is missing or wrong."""
    try:
        audit = Audit(
            document=_document_from_json(row["document"]),
            sources=tuple(_source_from_json(source) for source in row["sources"]),
            languages=tuple(LanguageSpan(**_spanned(entry)) for entry in row["languages"]),
            zones=tuple(Zone(**_spanned(entry)) for entry in row["zones"]),
            segments=tuple(Segment(**_spanned(entry)) for entry in row["segments"]),
            verdicts=tuple(_verdict_from_json(entry) for entry in row["verdicts"]),
            alignments=tuple(_alignment_from_json(entry) for entry in row["alignments"]),
            scores=tuple(Score(**entry) for entry in row["scores"]),
            findings=tuple(_finding_from_json(entry) for entry in row["findings"]),
            not_checked=tuple(NotChecked(**entry) for entry in row["not_checked"]),
            failures=tuple(StageFailure(**entry) for entry in row["failures"]),
            signature=row["signature"],
        )
        _check_audit(audit, row)
    except KeyError as error:
        raise SavedAuditError(f"saved audit without the field {error}") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise SavedAuditError(f"saved audit with a field of a wrong shape: {error}") from error
    return audit


def _check_audit(audit: Audit, row: Mapping[str, Any]) -> None:
    """What a report relies on: known kinds and grades, spans inside the text, quotes that are in it."""
    text = audit.document.text
    texts = [text, audit.signature, audit.document.id, *(finding.message for finding in audit.findings)]
    texts += [value for name in _DOCUMENT_FIELDS if (value := getattr(audit.document, name)) is not None]
    _require(all(isinstance(value, str) for value in texts), "a text that is none")
    _require(isinstance(audit.document.meta, dict), "meta that is no object")
    for zone in (*audit.zones, *audit.document.zones):
        _require(zone.kind in get_args(ZoneKind), f"the unknown zone kind {zone.kind!r}")
    placed: tuple[LanguageSpan | Zone | Segment, ...] = (
        *audit.languages,
        *audit.zones,
        *audit.document.zones,
        *audit.segments,
    )
    spans = [entry.span for entry in placed]
    spans += [span for finding in audit.findings for span in finding.spans]
    _require(all(span.end <= len(text) for span in spans), "a span beyond the end of its text")
    for finding, entry in zip(audit.findings, row["findings"], strict=True):
        _require(finding.severity in SEVERITIES, f"the unknown severity {finding.severity!r}")
        _require(finding.strength in {None, *STRENGTHS}, f"the unknown strength {finding.strength!r}")
        _require(bool(finding.spans), "a finding without a place")
        _require(finding.false_alarms is None or finding.false_alarms.windows > 0, "false alarms of no windows")
        quotes = [span["text"] for span in entry["spans"]]
        _require(quotes == [audit.quote(span) for span in finding.spans], "a quote that is not in its text")


def _require(holds: bool, otherwise: str) -> None:  # noqa: FBT001 (a condition)
    if not holds:
        raise SavedAuditError(f"saved audit with {otherwise}")


def to_frame(audits: Iterable[Audit]) -> pl.DataFrame:
    """One row per audit; free-form fields (`meta`, `evidence`) are JSON text."""
    import polars as pl

    rows = [_pack(audit_to_json(audit)) for audit in audits]
    return pl.DataFrame(rows, schema=polars_schema(), orient="row")


def from_frame(frame: pl.DataFrame) -> list[Audit]:
    """The audits of a frame that `to_frame` made; raises `SavedAuditError` for other frames."""
    if frame.schema != polars_schema():
        raise SavedAuditError(
            "not a frame of saved audits: its columns differ from those of audit.schema.polars_schema()"
        )
    return [audit_from_json(_unpack(row)) for row in frame.iter_rows(named=True)]


def polars_schema() -> pl.Schema:
    """The schema of the frames: the JSON contract with `meta` and `evidence` as text."""
    import polars as pl

    text, integer, number = pl.String(), pl.Int64(), pl.Float64()
    span = {"start": integer, "end": integer}

    def rows(**fields: Any) -> pl.List:
        return pl.List(pl.Struct(fields))

    zones = rows(**span, kind=text, language=text, confidence=number)
    document = dict.fromkeys(_DOCUMENT_FIELDS, text) | {"zones": zones, "meta": text}
    quotes = rows(**span, text=text)
    return pl.Schema(
        {
            "document": pl.Struct(document),
            "sources": rows(**document, segments=rows(**span)),
            "languages": rows(**span, language=text, confidence=number),
            "zones": zones,
            "segments": rows(**span, zone=integer, language=text),
            "verdicts": rows(
                question=text, scope=text, answer=text, reason=text, evidence=pl.List(text), chain=pl.List(text),
                probability=number, low=number, high=number,
            ),
            "alignments": rows(
                source=text, reliable=pl.Boolean(), coverage=number,
                links=rows(source=pl.List(integer), target=pl.List(integer), score=number, moved=pl.Boolean()),
            ),
            "scores": rows(name=text, value=number, low=number, high=number, signature=text),
            "findings": rows(
                id=text, code=text, severity=text, strength=text, message=text, spans=quotes, source_id=text,
                source_spans=quotes, score=number, evidence=text,
                false_alarms=pl.Struct({"hits": integer, "windows": integer, "language": text}), suggestion=text,
            ),
            "not_checked": rows(check=text, language=text, reason=text),
            "failures": rows(stage=text, error=text),
            "signature": text,
        }
    )  # fmt: skip


def _flat(row: LanguageSpan | Zone | Segment) -> dict[str, Any]:
    fields = asdict(row)
    span: dict[str, Any] = fields.pop("span")
    return span | fields


def _spanned(entry: Mapping[str, Any]) -> dict[str, Any]:
    fields = dict(entry)
    return {"span": Span(fields.pop("start"), fields.pop("end")), **fields}


def _document_to_json(document: Document) -> dict[str, Any]:
    fields = {name: getattr(document, name) for name in _DOCUMENT_FIELDS}
    return fields | {"zones": [_flat(zone) for zone in document.zones], "meta": dict(document.meta)}


def _document_from_json(entry: Mapping[str, Any]) -> Document:
    fields = {name: entry[name] for name in _DOCUMENT_FIELDS}
    return Document(**fields, zones=tuple(Zone(**_spanned(zone)) for zone in entry["zones"]), meta=entry["meta"])


def _source_to_json(source: Source) -> dict[str, Any]:
    return _document_to_json(source.document) | {"segments": [asdict(span) for span in source.segments]}


def _source_from_json(entry: Mapping[str, Any]) -> Source:
    return Source(document=_document_from_json(entry), segments=tuple(_span(span) for span in entry["segments"]))


def _alignment_to_json(alignment: Alignment) -> dict[str, Any]:
    return {
        "source": alignment.source_id,
        "reliable": alignment.reliable,
        "coverage": alignment.coverage,
        "links": [
            {**asdict(link), "source": list(link.source), "target": list(link.target)} for link in alignment.links
        ],
    }


def _alignment_from_json(entry: Mapping[str, Any]) -> Alignment:
    links = (
        Link(source=tuple(link["source"]), target=tuple(link["target"]), score=link["score"], moved=link["moved"])
        for link in entry["links"]
    )
    return Alignment(
        source_id=entry["source"], links=tuple(links), coverage=entry["coverage"], reliable=entry["reliable"]
    )


def _finding_to_json(finding: Finding, audit: Audit, text: str) -> dict[str, Any]:
    source = next((source.document.text for source in audit.sources if source.document.id == finding.source_id), "")
    return {
        "id": finding.id,
        "code": finding.code,
        "severity": finding.severity,
        "strength": finding.strength,
        "message": finding.message,
        "spans": [_quoted(span, text) for span in finding.spans],
        "source_id": finding.source_id,
        "source_spans": [_quoted(span, source) for span in finding.source_spans],
        "score": finding.score,
        "evidence": dict(finding.evidence),
        "false_alarms": None if finding.false_alarms is None else asdict(finding.false_alarms),
        "suggestion": finding.suggestion,
    }


def _finding_from_json(entry: Mapping[str, Any]) -> Finding:
    fields = dict(entry)
    fields["spans"] = tuple(_span(span) for span in entry["spans"])
    fields["source_spans"] = tuple(_span(span) for span in entry["source_spans"])
    fields["false_alarms"] = None if entry["false_alarms"] is None else FalseAlarms(**entry["false_alarms"])
    return Finding(**fields)


def _verdict_to_json(verdict: Verdict) -> dict[str, Any]:
    return asdict(verdict) | {"evidence": list(verdict.evidence), "chain": list(verdict.chain)}


def _verdict_from_json(entry: Mapping[str, Any]) -> Verdict:
    return Verdict(**{**entry, "evidence": tuple(entry["evidence"]), "chain": tuple(entry["chain"])})


def _quoted(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _span(entry: Mapping[str, Any]) -> Span:
    return Span(entry["start"], entry["end"])


def _pack(row: dict[str, Any]) -> dict[str, Any]:
    """Put free-form fields as JSON text, for a frame has fixed types."""
    row["document"]["meta"] = _dump(row["document"]["meta"])
    for source in row["sources"]:
        source["meta"] = _dump(source["meta"])
    for finding in row["findings"]:
        finding["evidence"] = _dump(finding["evidence"])
    return row


def _unpack(row: dict[str, Any]) -> dict[str, Any]:
    row["document"]["meta"] = json.loads(row["document"]["meta"])
    for source in row["sources"]:
        source["meta"] = json.loads(source["meta"])
    for finding in row["findings"]:
        finding["evidence"] = json.loads(finding["evidence"])
    return row


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
