"""`audit report`: saved audits rendered again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from audit.cli.options import (
    FailOn,
    FailOnOption,
    FormatOption,
    NoColorOption,
    OutputOption,
    Tally,
    choose_format,
    write_report,
)


def report(
    saved: Annotated[
        list[Path], typer.Argument(metavar="AUDITS...", help="Files of `audit run --format json` or jsonl.")
    ],
    *,
    report_format: FormatOption = None,
    output: OutputOption = None,
    fail_on: FailOnOption = None,
    no_color: NoColorOption = False,
) -> None:
    """Render saved audits again, without models."""
    from audit.render.saved import read_audits

    name = choose_format(report_format, output)
    audits = [audit for path in saved for audit in read_audits(path)]
    tally = Tally()
    write_report(tally.watch(audits), name, output=output, no_color=no_color)
    raise typer.Exit(tally.exit_code(fail_on or FailOn.never))
