import json

import jsonschema
import pytest

from audit import (
    Alignment,
    Audit,
    Document,
    FalseAlarms,
    Finding,
    LanguageSpan,
    Link,
    NotChecked,
    SavedAuditError,
    Score,
    Segment,
    Source,
    Span,
    StageFailure,
    Verdict,
    Zone,
    from_frame,
    from_json,
    to_frame,
    to_json,
)  # fmt: skip

TEXT = "Ein 😀 Satz.\n\nNoch einer."


@pytest.fixture
def full():
    """An audit in which every field of every type holds something."""
    source = Document(text="A 😀 sentence.", id="s1", language="en", path="s.txt", meta={"row": 3})
    return Audit(
        document=Document(
            text=TEXT, language="de", title="T", url="https://example.org/a", outlet="O", published="2025-01-02",
            version_of="v", path="p.txt", zones=(Zone(span=Span(0, 11), kind="headline", confidence=1.0),),
            meta={"encoding": "utf-8", "deep": {"a": [1, None, "x"]}},
        ),
        sources=(Source(document=source, segments=(Span(0, 13),)),),
        languages=(LanguageSpan(span=Span(0, len(TEXT)), language="de", confidence=0.9),),
        zones=(Zone(span=Span(0, 11), kind="headline", language="de", confidence=1.0),),
        segments=(Segment(span=Span(0, 11), zone=0, language="de"),),
        alignments=(
            Alignment(source_id="s1", links=(Link(source=(0,), target=(0, 1), score=0.5, moved=True),), coverage=0.5, reliable=False),
        ),
        scores=(Score(name="fidelity", value=87.5, low=80.0, high=None, signature="x"),),
        findings=(
            Finding(
                id="0123456789abcdef", code="FID001", severity="major", strength="strong", message="m", spans=(Span(4, 5),),
                source_id="s1", source_spans=(Span(2, 3),), score=0.25, evidence={"a": [1, {"b": None}]},
                false_alarms=FalseAlarms(hits=1, windows=2000, language="de"), suggestion="s",
            ),
        ),
        verdicts=(
            Verdict(
                question="source_language", scope="document", answer="en", reason="stated", evidence=("0123456789abcdef",),
                chain=("en", "de"), probability=0.9, low=0.8, high=0.95,
            ),
        ),
        not_checked=(NotChecked(check="FID005", language="zh", reason="r"), NotChecked(check="SRC", language=None, reason="r")),
        failures=(StageFailure(stage="s", error="e"),),
        signature="audit x",
    )  # fmt: skip


def test_json_validates_and_comes_back_equal(full, schema):
    data = to_json([full, Audit(document=Document(text=""))])
    jsonschema.validate(data, schema, format_checker=jsonschema.FormatChecker())
    assert from_json(json.loads(json.dumps(data))) == [full, Audit(document=Document(text=""))]


def test_quotes_stand_in_json(full):
    finding = to_json([full])["audits"][0]["findings"][0]
    assert finding["spans"] == [{"start": 4, "end": 5, "text": "😀"}]
    assert finding["source_spans"] == [{"start": 2, "end": 3, "text": "😀"}]


def test_frame_comes_back_equal(full, tmp_path):
    import polars as pl

    frame = to_frame([full, Audit(document=Document(text=""))])
    frame.write_parquet(tmp_path / "audits.parquet")
    assert from_frame(pl.read_parquet(tmp_path / "audits.parquet")) == [full, Audit(document=Document(text=""))]
    assert from_frame(to_frame([])) == []


def test_frame_columns_are_the_fields_of_the_contract(schema):
    assert set(to_frame([]).columns) == set(schema["$defs"]["audit"]["required"])


def test_signature_joins_those_of_the_audits(full):
    assert to_json([full, full])["signature"] == "audit x"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "expected schema 'audit/1', found 'list'"),
        ({}, "found None"),
        ({"schema": "audit/2", "audits": []}, "found 'audit/2'"),
        ({"schema": "audit/1"}, "without the list 'audits'"),
        ({"schema": "audit/1", "audits": [{}]}, "without the field 'document'"),
        ({"schema": "audit/1", "audits": [3]}, "wrong shape"),
    ],
)
def test_other_data_is_refused(data, message):
    with pytest.raises(SavedAuditError, match=message):
        from_json(data)


def test_damaged_audit_is_refused(full):
    data = to_json([full])
    data["audits"][0]["zones"][0]["start"] = 99
    with pytest.raises(SavedAuditError, match="0 <= start <= end"):
        from_json(data)
    data["audits"][0]["zones"][0] = {"start": 0, "end": 1, "sort": "x"}
    with pytest.raises(SavedAuditError, match="wrong shape"):
        from_json(data)


def set_deep(data, path, value):
    *parents, last = path
    for key in parents:
        data = data[key]
    data[last] = value


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["zones", 0, "kind"], "gallery", "unknown zone kind 'gallery'"),
        (["findings", 0, "severity"], "huge", "unknown severity 'huge'"),
        (["findings", 0, "strength"], "iron", "unknown strength 'iron'"),
        (["findings", 0, "spans"], [], "a finding without a place"),
        (["findings", 0, "spans", 0, "text"], "x", "a quote that is not in its text"),
        (["findings", 0, "spans", 0, "end"], 999, "a span beyond the end"),
        (["findings", 0, "message"], 3, "a text that is none"),
        (["findings", 0, "false_alarms", "windows"], 0, "false alarms of no windows"),
        (["document", "text"], "short", "a span beyond the end"),
        (["document", "url"], 3, "a text that is none"),
        (["document", "meta"], [], "meta that is no object"),
        (["signature"], None, "a text that is none"),
    ],
)
def test_what_a_report_relies_on_is_checked(full, path, value, message):
    data = to_json([full])
    set_deep(data["audits"][0], path, value)
    with pytest.raises(SavedAuditError, match=message):
        from_json(data)


def test_verdict_of_another_version_is_shown(full):
    from audit.render import render

    data = to_json([full])
    data["audits"][0]["verdicts"][0] |= {"question": "machine_translated", "reason": "of_the_future", "answer": "no"}
    for name in ("text", "markdown", "html"):
        assert "machine_translated: no" in "".join(render(from_json(data), name)).replace("\\", "")


def test_other_frame_is_refused():
    import polars as pl

    with pytest.raises(SavedAuditError, match="not a frame of saved audits"):
        from_frame(pl.DataFrame({"a": [1]}))
