"""Reports: pure functions from saved audits to text. Nothing here runs a check or loads a model."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from typing import Protocol

from audit.types import Audit

FORMATS = {
    "text": "terminal",
    "json": "machine",
    "jsonl": "machine",
    "markdown": "markdown",
    "html": "html",
}
"""The formats and the modules that render them."""

SUFFIXES = {".txt": "text", ".json": "json", ".jsonl": "jsonl", ".md": "markdown", ".html": "html", ".htm": "html"}
"""The format that a file name asks for."""


class Renderer(Protocol):
    """Turns audits into the chunks of a report."""

    def __call__(self, audits: Iterable[Audit], *, width: int, color: bool) -> Iterator[str]:
        """The chunks in order; `width` and `color` concern terminals only."""


def render(audits: Iterable[Audit], name: str, *, width: int = 100, color: bool = False) -> Iterator[str]:
    """The report in the format `name` (see `FORMATS`), in chunks; audits are taken as they come where it can."""
    module = importlib.import_module(f"audit.render.{FORMATS[name]}")
    renderer: Renderer = getattr(module, f"render_{name}")
    return renderer(audits, width=width, color=color)
