"""JSON and JSONL: the contract of `audit/audit.schema.json`, complete enough to make every other report from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from audit.schema import SCHEMA, audit_to_json, join_signatures
from audit.types import Audit


def render_json(audits: Iterable[Audit], *, width: int, color: bool) -> Iterator[str]:  # noqa: ARG001 (the protocol)
    """One object; the audits are written as they come, the signature that joins theirs at the end."""
    signatures: list[str] = []
    yield f'{{"schema": "{SCHEMA}", "audits": ['
    separator = "\n"
    for audit in audits:
        signatures.append(audit.signature)
        yield separator + _dump(audit_to_json(audit))
        separator = ",\n"
    yield f'\n], "signature": {_dump(join_signatures(signatures))}}}\n'


def render_jsonl(audits: Iterable[Audit], *, width: int, color: bool) -> Iterator[str]:  # noqa: ARG001 (the protocol)
    """One audit a line."""
    for audit in audits:
        yield _dump(audit_to_json(audit)) + "\n"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
