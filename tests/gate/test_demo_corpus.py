"""The demo corpus against its gold answers: what the present checks can see is found, and nothing else."""

from __future__ import annotations

import tomllib
from collections import Counter

import pytest

from audit import Auditor, Config
from audit.checks import list_codes
from audit.checks.context import body_language
from audit.formats.corpus import demo_corpus, read_corpus

CORPUS = demo_corpus()
GOLD = {
    f"{path.parent.name}/{entry['file']}": entry
    for path in sorted(CORPUS.glob("*/gold.toml"))
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["document"]
}


@pytest.fixture(scope="module")
def audits():
    config = Config.default()
    documents = read_corpus(CORPUS, options=config.table("read"))
    return {audit.document.path: audit for audit in Auditor(config).audit_many(documents)}


def test_every_text_has_a_gold_answer(audits):
    assert set(audits) == set(GOLD)


@pytest.mark.parametrize("path", GOLD)
def test_findings(audits, path):
    audit = audits[path]
    found = Counter((finding.code, audit.quote(finding.spans[0])) for finding in audit.findings)
    expected = Counter(
        (row["code"], row["quote"]) for row in GOLD[path].get("finding", ()) if row["code"] in list_codes()
    )
    assert found == expected


@pytest.mark.parametrize("path", GOLD)
def test_verdicts(audits, path):
    verdicts = {verdict.question: verdict for verdict in audits[path].verdicts}
    gold = GOLD[path]
    codes = {row["code"] for row in gold.get("finding", ())}
    assert verdicts["machine_translated"].answer == ("yes" if "MTE001" in codes else "undetermined")
    assert ("mixed_origin" in verdicts) == ("LNG001" in codes)
    if verdicts["source_language"].answer != "undetermined":
        assert verdicts["source_language"].answer == gold["source_language"]


@pytest.mark.parametrize("path", GOLD)
def test_languages_of_headline_and_body(audits, path):
    audit, gold = audits[path], GOLD[path]
    headline = next((zone.language for zone in audit.zones if zone.kind == "headline"), "und")
    assert headline in {gold["headline_language"], "und"}
    assert body_language(audit, min_share=0.5) == gold["body_language"]


def test_zones(audits):
    pairs = [
        (zone.kind, kind)
        for path, gold in GOLD.items()
        for zone, kind in zip(audits[path].zones, gold["zones"], strict=True)
    ]
    assert sum(seen == expected for seen, expected in pairs) >= 0.95 * len(pairs)
