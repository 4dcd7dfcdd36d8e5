"""The reports of two demo texts, word for word. After a change that is meant, run with UPDATE_GOLDEN=1 and read the diff."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from audit import Auditor, Config
from audit.formats.corpus import demo_corpus, read_corpus
from audit.render import FORMATS, render

REPORTS = Path(__file__).with_name("reports")
NAMES = ["reservoir/machine.de.txt", "museum-return/machine.de.txt"]
SUFFIX = {"text": "txt", "json": "json", "jsonl": "jsonl", "markdown": "md", "html": "html"}


@pytest.fixture(scope="module")
def audits():
    documents = read_corpus(demo_corpus(), options=Config.default().table("read"))
    return list(Auditor().audit_many(document for document in documents if document.path in NAMES))


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_report(audits, name):
    # The signature names versions; what stands in the report is not to change with them.
    report = re.sub(
        r"audit [\w.]+ \| config \w+ \| identifier [\w .-]+[\w.]", "SIGNATURE", "".join(render(audits, name))
    )
    path = REPORTS / f"report.{SUFFIX[name]}"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(report, encoding="utf-8")
    assert report == path.read_text(encoding="utf-8")
