"""Read saved audits back: JSON, JSONL, or a Parquet file of `to_frame`."""

from __future__ import annotations

import json
from pathlib import Path

from audit.errors import SavedAuditError
from audit.schema import audit_from_json, from_frame, from_json
from audit.types import Audit

_WANTED = "expected the output of `audit run --format json` or jsonl"


def read_audits(path: str | Path) -> list[Audit]:
    """The audits of a file in their order; raises `SavedAuditError` for a file that holds none."""
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SavedAuditError(f"{path}: cannot be read ({error.strerror or error})") from error
    try:
        return _read_parquet(data) if data.startswith(b"PAR1") else _read_text(data)
    except SavedAuditError as error:
        raise SavedAuditError(f"{path}: {error}") from error


def _read_text(data: bytes) -> list[Audit]:
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise SavedAuditError(f"not saved audits: not UTF-8 at byte {error.start}; {_WANTED}") from error
    if not text.strip():
        raise SavedAuditError(f"the file is empty; {_WANTED}")
    try:
        saved = json.loads(text)
    except json.JSONDecodeError as error:
        # Several lines are JSONL; on a single line there is nothing to fall back on.
        if "\n" not in text.strip():
            raise SavedAuditError(f"not JSON ({error}); {_WANTED}") from error
        return [_read_line(line, number) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    # A single line of JSONL is an object as well, but of one audit.
    return [audit_from_json(saved)] if isinstance(saved, dict) and "document" in saved else from_json(saved)


def _read_line(line: str, number: int) -> Audit:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise SavedAuditError(f"line {number} is not JSON ({error}); {_WANTED}") from error
    if not isinstance(row, dict):
        raise SavedAuditError(f"line {number} is no audit; {_WANTED}")
    try:
        return audit_from_json(row)
    except SavedAuditError as error:
        raise SavedAuditError(f"line {number}: {error}") from error


def _read_parquet(data: bytes) -> list[Audit]:
    import polars as pl

    try:
        frame = pl.read_parquet(data)
    except pl.exceptions.PolarsError as error:
        raise SavedAuditError(f"broken Parquet file ({str(error).splitlines()[0]})") from error
    return from_frame(frame)
