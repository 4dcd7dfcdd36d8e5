"""What must hold for every text: quotes, batches, order, saved reports, determinism."""

from __future__ import annotations

import json
import re

import jsonschema
from hypothesis import example, given, settings
from hypothesis import strategies as st

from audit import Auditor, Config, Document, from_json, to_json
from audit.render import FORMATS, render

SENTENCES = [
    "Der Stadtrat hat beschlossen, den alten Bahnhof nicht abzureißen, sondern zu sanieren.",
    "Городской совет решил не сносить старый вокзал, а отремонтировать его до весны.",
    "Міська рада вирішила не зносити старий вокзал, а відремонтувати його до весни.",
    "The council decided not to tear the old station down but to have it repaired by spring.",
    "Кім Чен Ин уверил всех, что вокзал будет стоять ещё сто лет.",
    "Dieser Artikel wurde maschinell aus dem Englischen übersetzt.",
    "Цей текст перекладено автоматично з німецької.",
    "Aus dem Russischen von Marta Feld",
    "Bahnhof bleibt stehen",
    "Foto: Lea Brandt © Archiv",
    "Cертификат 😀 готов\u202e!",
    "<script>alert(1)</script> & “quotes” | *stars* [x](y)",
    "\x1b[31mred\x1b[0m \x07",
]

noise = st.text(max_size=30)
lines = st.one_of(st.sampled_from(SENTENCES), noise)
texts = st.lists(lines, max_size=6).flatmap(
    lambda parts: st.sampled_from(["\n\n", "\n", " "]).map(lambda gap: gap.join(parts))
)
documents = texts.map(lambda text: Document(text=text))


@given(document=documents)
@settings(max_examples=60)
def test_spans_hold_and_cover(auditor, schema, document):
    audit = auditor.audit(document)
    assert audit.failures == ()
    data = to_json([audit])
    jsonschema.validate(data, schema)
    (row,) = data["audits"]
    text = row["document"]["text"]
    assert text == document.text
    for finding in row["findings"]:
        for span in finding["spans"]:
            assert text[span["start"] : span["end"]] == span["text"] != ""
    languages = row["languages"]
    assert [span["start"] for span in languages] == [0, *(span["end"] for span in languages)][: len(languages)]
    assert (languages[-1]["end"] if languages else 0) == len(text)
    for one, other in zip(row["zones"], row["zones"][1:], strict=False):
        assert one["end"] <= other["start"]
    for segment in row["segments"]:
        zone = row["zones"][segment["zone"]]
        assert zone["start"] <= segment["start"] < segment["end"] <= zone["end"]
    assert {entry for verdict in row["verdicts"] for entry in verdict["evidence"]} <= {f["id"] for f in row["findings"]}
    assert len({finding["id"] for finding in row["findings"]}) == len(row["findings"])


@given(batch=st.lists(documents, max_size=6), size=st.integers(1, 6), data=st.data())
@settings(max_examples=25)
def test_batches_and_order_do_not_matter(auditor, batch, size, data):
    alone = [auditor.audit(document) for document in batch]
    cut = Auditor(Config.default().override({"run": {"batch_size": size}}))
    order = data.draw(st.permutations(range(len(batch))))
    shuffled = list(cut.audit_many(batch[number] for number in order))
    strip = {"signature": ""}
    expected = [to_json([alone[number]])["audits"][0] | strip for number in order]
    assert [to_json([audit])["audits"][0] | strip for audit in shuffled] == expected


@given(batch=st.lists(documents, min_size=1, max_size=3), name=st.sampled_from(sorted(FORMATS)))
@settings(max_examples=40)
def test_report_from_saved_audits_is_the_direct_one(auditor, batch, name):
    audits = list(auditor.audit_many(batch))
    direct = "".join(render(audits, name))
    assert "".join(render(from_json(json.loads("".join(render(audits, "json")))), name)) == direct
    assert "".join(render(auditor.audit_many(batch), name)) == direct


@given(document=documents)
@example(document=Document(text=f"{SENTENCES[11]}\n\n{SENTENCES[1]}"))
@settings(max_examples=25)
def test_reports_for_people_hold_no_active_characters(auditor, document):
    audits = [auditor.audit(document)]
    reports = {name: "".join(render(audits, name)) for name in ("text", "markdown", "html")}
    for report in reports.values():
        assert not set(report) & set("\x1b\x07\x00\x9b\u202e")
    # A terminal shows a quote as it is; where markup counts, a tag of the text must be none.
    assert "<script" not in reports["html"]
    assert not re.search(r"(?<!\\)<script", reports["markdown"])


def test_findings_keep_their_ids_when_the_text_changes_elsewhere(auditor):
    text = "\n\n".join(SENTENCES[:6])
    before = {finding.id for finding in auditor.audit(Document(text=text)).findings}
    after = {finding.id for finding in auditor.audit(Document(text=f"Eine neue Zeile davor\n\n{text}")).findings}
    assert before & after
