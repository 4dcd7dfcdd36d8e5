"""The `audit` command: its subcommands, and the one place where errors become one line and exit code 2."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer
from typer.exceptions import TyperException

from audit._version import __version__
from audit.cli.demo import demo
from audit.cli.explain import explain
from audit.cli.options import complain
from audit.cli.report import report
from audit.cli.run import run
from audit.errors import AuditError

# Without rich help and completion `audit --help` stays below 150 ms; rich is imported where a report needs it.
app = typer.Typer(
    name="audit",
    help="Was a text machine-translated, from what, and what did the translation change?",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for command in (run, report, explain, demo):
    app.command()(command)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 (typer's callback)
    if wanted:
        sys.stdout.write(f"audit {__version__}\n")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Was a text machine-translated, from what, and what did the translation change?"""


def main() -> None:
    """Run the command line; exit 0 clean, 1 findings, 2 usage or input error with one line on standard error."""
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except TyperException as error:
        reason = error.format_message() if hasattr(error, "format_message") else str(error)
        code = _fail(f"{reason.removeprefix('Value error, ').rstrip('.')}; see audit --help")
    except AuditError as error:
        code = _fail(str(error))
    except typer.Abort:
        code = _fail("interrupted")
    except BrokenPipeError:
        # The reader of the pipe has gone; keep the interpreter from complaining about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as error:
        code = _fail(f"{error.filename or 'standard output'}: cannot be written ({error.strerror or error})")
        # What could not be flushed would be tried, and complained about, once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code if isinstance(code, int) else 0)


def _fail(message: str) -> int:
    complain(message)
    return 2
