"""The two articles the project began with: what issue and contract promise for them."""

from __future__ import annotations

import hashlib
import json

import jsonschema
import pytest

from audit import Config, from_json, to_json
from audit.formats import read_documents

FILES = {
    "000_f1c2c4edad754501.txt": "47df99e7",
    "003_a4ddc1122599151a.txt": "1308c5ba",
}
# The kinds of the gold answers and ours, as the architecture maps them.
KINDS = {
    "subtitle": "lead",
    "gallery_title": "caption",
    "image_credit": "caption",
    "author_note_head": "byline",
    "author_note": "byline",
    "mt_disclosure": "disclosure",
    "syndication_note": "disclosure",
    "comments_label": "comment",
}
ZONE_FLOOR = 0.95


@pytest.fixture(scope="module")
def audits(auditor, seeds):
    options = Config.default().table("read")
    documents = [document for name in FILES for document in read_documents(str(seeds / name), options=options)]
    return dict(zip(FILES, auditor.audit_many(documents), strict=True))


@pytest.fixture(scope="module")
def mixed(audits):
    return audits["000_f1c2c4edad754501.txt"]


@pytest.fixture(scope="module")
def disclosed(audits):
    return audits["003_a4ddc1122599151a.txt"]


def answers(audit):
    return {verdict.question: (verdict.answer, verdict.reason) for verdict in audit.verdicts}


@pytest.mark.parametrize("name", FILES)
def test_articles_are_those_that_were_measured(seeds, name):
    assert hashlib.sha256((seeds / name).read_bytes()).hexdigest()[:8] == FILES[name]


def test_json_validates_and_comes_back(audits, schema):
    data = to_json(audits.values())
    jsonschema.validate(data, schema)
    assert from_json(json.loads(json.dumps(data))) == list(audits.values())


def test_mixed_origin(mixed):
    found = {finding.code: finding for finding in mixed.findings}
    assert set(found) == {"LNG001", "LNG003"}
    assert (found["LNG001"].evidence["seen"], found["LNG001"].evidence["expected"]) == ("ru", "de")
    assert mixed.quote(found["LNG003"].spans[0]) == "Кім"
    assert answers(mixed) == {
        "machine_translated": ("undetermined", "mixed_origin"),
        "mixed_origin": ("yes", "headline_and_body"),
        "source_language": ("undetermined", "not_stated"),
    }


def test_disclosed(disclosed, seeds):
    assert {finding.code for finding in disclosed.findings} == {"MTE001"}
    spans = [span for finding in disclosed.findings for span in finding.spans]
    gold = json.loads((seeds / "evidence.json").read_text(encoding="utf-8"))
    notes = [
        entry
        for entry in gold
        if entry["file"].startswith("003") and entry["type"] in {"disclosure", "provenance_statement"}
    ]
    assert len(notes) == 3
    for note in notes:
        assert any(span.start < note["end"] and note["start"] < span.end for span in spans), note["quote"]
    assert answers(disclosed) == {"machine_translated": ("yes", "disclosed"), "source_language": ("en", "stated")}
    assert disclosed.verdicts[1].chain == ("en", "de")


@pytest.mark.parametrize("name", FILES)
def test_zones(audits, seeds, name):
    gold = json.loads((seeds / "zones.json").read_text(encoding="utf-8"))[name]
    audit = audits[name]
    kinds = {zone.span.start: zone.kind for zone in audit.zones}
    position, seen, right, captions = 0, 0, 0, set()
    for row, line in zip(gold, audit.document.text.split("\n"), strict=True):
        if line.strip():
            kind = row["zone"].split(".")[0]
            found, kind = kinds.get(position + len(line) - len(line.lstrip())), KINDS.get(kind, kind)
            seen += 1
            right += found == kind
            captions |= {found} if kind == "caption" else set()
        position += len(line) + 1
    assert right >= ZONE_FLOOR * seen
    assert not captions & {"headline", "lead", "subhead", "body"}
