"""`audit demo`: the main job on the packaged demo corpus."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from audit.cli.options import QuietOption, track_progress, write_file


def demo(
    *,
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the HTML report goes.")] = Path(
        "audit-demo.html"
    ),
    quiet: QuietOption = False,
) -> None:
    """Audit the packaged demo corpus; writes an HTML report."""
    from audit.api import Auditor
    from audit.config import Config
    from audit.formats.corpus import demo_corpus, read_corpus
    from audit.render import render
    from audit.render.view import count_words, summarise, view_audit

    config = Config.default()
    documents = read_corpus(demo_corpus(), options=config.table("read"))
    audits = list(track_progress(Auditor(config).audit_many(documents), quiet=quiet))
    write_file(output, render(audits, "html"))
    found = sum(len(audit.findings) for audit in audits)
    sys.stdout.write(f"{count_words(len(audits), 'text')}, {count_words(found, 'finding')}\n")
    for line in summarise(map(view_audit, audits)):
        sys.stdout.write(f"  {line}\n")
    sys.stdout.write(f"Report: {output} (open it in a browser)\n")
