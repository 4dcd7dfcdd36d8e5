"""`audit explain`: the documentation of findings."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from audit.errors import ConfigError


def explain(
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="A finding code, e.g. LNG001.", show_default=False)
    ] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="All codes.")] = False,
) -> None:
    """Explain a finding code: what, why, options, limits."""
    from audit.checks import explain_code, list_codes

    if everything == (code is not None):
        raise ConfigError(f"explain takes a finding code or --all; known codes: {', '.join(list_codes())}")
    codes = [code] if code is not None else list(list_codes())
    sys.stdout.write("\n\n".join(explain_code(entry) for entry in codes) + "\n")
