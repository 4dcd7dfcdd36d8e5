"""What several commands share: options, where the report goes, and when findings make the exit code 1."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from audit.errors import ConfigError

if TYPE_CHECKING:
    from audit.types import Audit


_WIDTH = 100


class Format(StrEnum):
    """The formats of `--format`."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    html = "html"
    markdown = "markdown"


class FailOn(StrEnum):
    """The severities of `--fail-on`, mildest first."""

    neutral = "neutral"
    minor = "minor"
    major = "major"
    critical = "critical"
    never = "never"


FormatOption = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="Format of the report; else told by --output, else text.", show_default=False),
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write the report to this file.", show_default=False)
]
ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config", help="Options file; else audit.toml or [tool.audit] in pyproject.toml here.", show_default=False
    ),
]
SelectOption = Annotated[
    list[str] | None,
    typer.Option("--select", help="Run only these codes or families, e.g. LNG,MTE001.", show_default=False),
]
IgnoreOption = Annotated[
    list[str] | None, typer.Option("--ignore", help="Leave these codes or families out.", show_default=False)
]
FailOnOption = Annotated[
    FailOn | None, typer.Option("--fail-on", help="Exit 1 at findings of this severity or above.", show_default="never")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes on standard error.")]
NoColorOption = Annotated[bool, typer.Option("--no-color", help="No colours on a terminal.")]


def split_codes(values: list[str] | None) -> list[str]:
    """`["LNG,MTE001", "STY"]` as single codes."""
    return [code.strip() for value in values or () for code in value.split(",") if code.strip()]


def choose_format(wanted: Format | None, output: Path | None) -> str:
    """The format asked for, else the one the output's name tells, else text."""
    from audit.render import SUFFIXES

    if wanted is not None:
        return wanted.value
    if output is None:
        return "text"
    if output.suffix.lower() not in SUFFIXES:
        known = ", ".join(SUFFIXES)
        raise ConfigError(f"--output {output}: the name tells no format ({known}); add --format")
    return SUFFIXES[output.suffix.lower()]


def choose_threshold(wanted: FailOn | None, configured: str) -> FailOn:
    """The severity of `--fail-on`, else that of the option `run.fail_on`."""
    if wanted is not None:
        return wanted
    try:
        return FailOn(configured)
    except ValueError:
        known = ", ".join(FailOn)
        raise ConfigError(f"run.fail_on: unknown severity '{configured}'; known: {known}") from None


def write_report(audits: Iterable[Audit], name: str, *, output: Path | None, no_color: bool) -> None:
    """Write the report to standard output, or whole or not at all to a file."""
    from audit.render import render

    if output is not None:
        write_file(output, render(audits, name))
        return
    color = sys.stdout.isatty() and not no_color and "NO_COLOR" not in os.environ
    for chunk in render(audits, name, width=_terminal_width(), color=color):
        sys.stdout.buffer.write(chunk.encode())
        sys.stdout.buffer.flush()


def write_file(path: Path, chunks: Iterable[str]) -> None:
    """Write chunks to a file that appears only when it is complete; raises `ConfigError` where it cannot.

    A link is followed, and a device or pipe is written to, not replaced.
    """
    import tempfile

    shown, path = path, path.resolve()
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as stream:
                stream.writelines(chunk.encode() for chunk in chunks)
            return
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise ConfigError(f"--output {shown}: cannot be written ({error.strerror})") from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines(chunk.encode() for chunk in chunks)
        # mkstemp makes files that only their owner can read; a report is an ordinary file.
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except OSError as error:
        raise ConfigError(f"--output {shown}: cannot be written ({error.strerror})") from error
    finally:
        part.unlink(missing_ok=True)


class Tally:
    """What the exit code depends on: the worst severity seen, and what failed. Failures are told as they come."""

    def __init__(self) -> None:
        self._worst = -1
        self._failed = False

    def watch(self, audits: Iterable[Audit]) -> Iterator[Audit]:
        """The same audits, counted."""
        severities = [severity.value for severity in FailOn]
        for audit in audits:
            self._worst = max([self._worst, *(severities.index(finding.severity) for finding in audit.findings)])
            for failure in audit.failures:
                self._failed = True
                where = audit.document.path or audit.document.id
                complain(
                    f"{where}: {failure.error}"
                    if failure.stage == "read"
                    else f"{where}: stage {failure.stage}: {failure.error}"
                )
            yield audit

    def exit_code(self, fail_on: FailOn) -> int:
        """2 where anything failed, 1 where the worst severity reaches `fail_on`, else 0."""
        if self._failed:
            return 2
        return int(fail_on is not FailOn.never and self._worst >= list(FailOn).index(fail_on))


def complain(message: str) -> None:
    """One line on standard error."""
    line = " ".join(message.split())
    sys.stderr.write(f"audit: {line}\n")


def track_progress(audits: Iterable[Audit], *, quiet: bool) -> Iterator[Audit]:
    """The audits, with a counter on standard error where that is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield from audits
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed} texts audited"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Auditing", total=None)
        for audit in audits:
            progress.advance(task)
            yield audit


def _terminal_width() -> int:
    import shutil

    # Some terminals say that they are 0 columns wide: shutil falls back then, and below 40 nothing can be laid out.
    return max(shutil.get_terminal_size((_WIDTH, 24)).columns, 40) if sys.stdout.isatty() else _WIDTH


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
