"""What trafilatura takes for the main content of a page, and the metadata it finds."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from audit.errors import MissingExtraError

# A block this long may be part of a longer block of the main content; a shorter one ("Mehr") is found in any text.
_PART_LENGTH = 25
# Only dates that the page's metadata and time tags tell: with the wide search any date in the article's text will do.
_DATES = {"original_date": True, "extensive_search": False}
# A page that trafilatura stumbles over still has a text; only its main content is not told apart. Seen: htmldate, which
# it calls, asserts where the root is an svg.
_FAILURES = (AssertionError, AttributeError, LookupError, RecursionError, ValueError, TypeError)
_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext")


@dataclass(frozen=True, slots=True, kw_only=True)
class MainContent:
    """The main content's lines, each without white space, and what is known about the page."""

    lines: frozenset[str] = frozenset()
    text: str = ""
    outlet: str | None = None
    published: str | None = None
    author: str | None = None

    @property
    def found(self) -> bool:
        """Whether there is a main content."""
        return bool(self.text)

    def holds(self, block: str) -> bool:
        """Whether every line of a block belongs to the main content."""
        return all(self._holds_line(_squeeze(line)) for line in block.splitlines())

    def _holds_line(self, line: str) -> bool:
        return line in self.lines or (len(line) >= _PART_LENGTH and line in self.text)


def load_extractor(*, path: str) -> Callable[[str], MainContent]:
    """A function from a page's HTML to its main content; raises `MissingExtraError` where trafilatura is missing."""
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise MissingExtraError(path, what="reading HTML", extra="web") from error
    for name in _LOGGERS:
        # Without a handler Python prints a library's complaints about a page to the user's terminal.
        logging.getLogger(name).addHandler(logging.NullHandler())

    def extract(html: str) -> MainContent:
        try:
            page = bare_extraction(
                html, favor_recall=True, include_comments=False, with_metadata=True, date_extraction_params=_DATES
            )
        except _FAILURES:
            return MainContent()
        return MainContent() if page is None else _main_content(page)

    return extract


def _main_content(page: Any) -> MainContent:
    lines = {_squeeze(cell) for line in page.text.splitlines() for cell in _cells(line)} - {""}
    return MainContent(
        lines=frozenset(lines),
        text=_squeeze(page.text),
        outlet=page.sitename or None,
        published=page.date or None,
        author=page.author or None,
    )


def _cells(line: str) -> list[str]:
    """A line and what it may be made of: list items come as "- item", table rows as "| cell | cell |"."""
    return [line, line.removeprefix("- "), *line.split("|")]


def _squeeze(text: str) -> str:
    """Without white space, because an extractor sets its own around inline tags."""
    return "".join(text.split())
