"""`audit run`: the main job."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audit.cli.options import (
    ConfigOption,
    FailOnOption,
    FormatOption,
    IgnoreOption,
    NoColorOption,
    OutputOption,
    QuietOption,
    SelectOption,
    Tally,
    choose_format,
    choose_threshold,
    complain,
    split_codes,
    track_progress,
    write_report,
)

if TYPE_CHECKING:
    from audit.config import Config
    from audit.errors import InputError
    from audit.types import Document


def run(  # noqa: PLR0913 (the options of the command)
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH...", help="Articles: files, folders, or - for standard input.")
    ],
    *,
    report_format: FormatOption = None,
    output: OutputOption = None,
    config: ConfigOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    fail_on: FailOnOption = None,
    quiet: QuietOption = False,
    no_color: NoColorOption = False,
) -> None:
    """Audit articles: zones, languages, evidence, verdict."""
    from audit.api import Auditor

    name = choose_format(report_format, output)
    options = load_config(config, select=split_codes(select), ignore=split_codes(ignore))
    threshold = choose_threshold(fail_on, options.table("run")["fail_on"])
    auditor = Auditor(options)
    tally = Tally()
    inputs = _require_one(read_inputs(paths, options, output=output))
    audits = track_progress(tally.watch(auditor.audit_many(inputs)), quiet=quiet)
    write_report(audits, name, output=output, no_color=no_color)
    raise typer.Exit(tally.exit_code(threshold))


def load_config(path: Path | None, *, select: list[str], ignore: list[str]) -> Config:
    """The options of the file, else of the working folder, with the codes of the command line put over them."""
    from audit.config import Config

    config = Config.load(path) if path is not None else Config.discover()
    chosen = {key: value for key, value in (("select", select), ("ignore", ignore)) if value}
    return config.override({"checks": chosen}) if chosen else config


def read_inputs(paths: list[str], config: Config, *, output: Path | None) -> Iterator[Document | InputError]:
    """The documents of all files in order; in place of what cannot be read stands the error.

    A report that an earlier run left in a folder is passed over; raises `ConfigError` for an article that the report
    would overwrite.
    """
    from audit.errors import ConfigError, InputError
    from audit.formats import find_files, read_documents

    options = config.table("read")
    for path in paths:
        try:
            files = find_files(path)
        except InputError as error:
            yield error
            continue
        for file in files:
            if output is not None and output.exists() and Path(file).exists() and output.samefile(file):
                if file == path:
                    raise ConfigError(f"--output {output}: this would overwrite the input {file}")
                continue
            try:
                yield from read_documents(file, options=options, stdin=getattr(sys.stdin, "buffer", None))
            except InputError as error:
                yield error


def _require_one(inputs: Iterator[Document | InputError]) -> Iterator[Document | InputError]:
    """The same inputs; where none can be read each error is told and the run ends, for an empty report says nothing."""
    from audit.errors import InputError

    errors: list[Document | InputError] = []
    for item in inputs:
        if not isinstance(item, InputError):
            return chain(errors, [item], inputs)
        errors.append(item)
    for error in errors:
        complain(str(error))
    raise typer.Exit(2)
