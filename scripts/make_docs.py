"""Write docs/findings.md from the docstrings of the checks, and docs/report.png from the demo corpus.

Usage: make_docs.py [--picture]; the picture needs chromium and playwright.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from audit import Auditor, Config
from audit.checks import FAMILIES, explain_code, list_codes
from audit.formats.corpus import demo_corpus, read_corpus
from audit.render import render

STORY = "reservoir/machine.de.txt"


def findings_page() -> str:
    """The page: the codes by family, each with its documentation."""
    lines = [
        "# Findings",
        "",
        "Made by `scripts/make_docs.py` from the docstrings of the checks (`audit explain CODE`).",
    ]
    family = ""
    for code in list_codes():
        if code[:3] != family:
            family = code[:3]
            lines += ["", f"## {family}: {FAMILIES[family]}"]
        title, _, rest = explain_code(code).partition("\n")
        lines += ["", f"### {title}", rest]
    return "\n".join(lines).rstrip() + "\n"


def take_picture(path: Path) -> None:
    """A screenshot of the report of one demo text."""
    from playwright.sync_api import sync_playwright

    documents = read_corpus(demo_corpus(), options=Config.default().table("read"))
    audits = Auditor().audit_many(document for document in documents if document.path == STORY)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        page_path = Path(folder, "report.html")
        page_path.write_text("".join(render(audits, "html")), encoding="utf-8")
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1040, "height": 1180})
        page.goto(page_path.as_uri())
        page.screenshot(path=path)
        browser.close()


if __name__ == "__main__":
    Path("docs/findings.md").write_text(findings_page(), encoding="utf-8")
    if "--picture" in sys.argv[1:]:
        take_picture(Path("docs/report.png"))
