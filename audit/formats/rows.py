"""A row of a table to a document; what is wrong is told with the number of the row."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from audit.config import Options
from audit.errors import InputError
from audit.formats.common import is_language_tag, shorten
from audit.formats.encoding import check_text
from audit.types import JSON, Document, Span, Zone

_GAP = "\n\n"
_LINE_END = re.compile(r"\r\n?|\n")
_SHOWN_COLUMNS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReader:
    """Reads rows, numbered from 1, by the column names of `read.columns`."""

    path: str
    options: Options

    def read(self, rows: Iterable[tuple[int, Mapping[str, object]]]) -> list[Document]:
        """One document per row; raises `InputError` where any row is wrong or none is there."""
        documents: list[Document] = []
        empty: list[int] = []
        size = 0
        for number, row in rows:
            document = self._document(number, row)
            if document is None:
                empty.append(number)
                continue
            documents.append(document)
            size += len(document.text)
            self._check_total(size)
        if empty:
            count = len(empty) + len(documents)
            reason = f"{len(empty)} of {count} rows have no text, the first is row {empty[0]}; fill or remove them"
            raise InputError(self.path, reason)
        if not documents:
            raise InputError(self.path, "no rows")
        return documents

    def check_columns(self, seen: Iterable[str], *, where: str = "") -> None:
        """Raise `InputError` where the text column is not among those seen."""
        names, column = list(seen), self.options["columns"]["text"]
        if column in names:
            return
        shown = ", ".join(map(shorten, names[:_SHOWN_COLUMNS])) or "none"
        more = ", ..." if len(names) > _SHOWN_COLUMNS else ""
        reason = f"{where}no column {column!r}; seen: {shown}{more}; name yours with the option read.columns.text"
        raise InputError(self.path, reason)

    def _document(self, number: int, row: Mapping[str, object]) -> Document | None:
        text, title = self._string(number, row, "text"), self._string(number, row, "title")
        if not text:
            return None
        zones: tuple[Zone, ...] = ()
        if title:
            title = _LINE_END.sub(" ", title.strip())
            text, zones = _put_title(text, title)
        check_text(text, path=self.path, options=self.options, where=f"row {number}: ")
        return Document(
            text=text,
            id=self._string(number, row, "id") or "",
            title=title,
            url=self._string(number, row, "url"),
            outlet=self._string(number, row, "outlet"),
            language=self._language(number, row),
            published=self._string(number, row, "published"),
            version_of=self._string(number, row, "version_of"),
            path=self.path,
            zones=zones,
            meta=self._meta(number, row) | {"row": number},
        )

    def _string(self, number: int, row: Mapping[str, object], field: str) -> str | None:
        """The value as a string, None where it is missing or blank."""
        column = self.options["columns"][field]
        value = row.get(column)
        if isinstance(value, dt.date) and field == "published":
            return value.isoformat()
        if isinstance(value, int) and not isinstance(value, bool) and field in {"id", "version_of"}:
            return str(value)
        if value is not None and not isinstance(value, str):
            kind = type(value).__name__
            raise InputError(self.path, f"row {number}: column {shorten(column)} must be a string, not {kind}")
        self._check_string(number, column, value or "")
        return value if value and not value.isspace() else None

    def _language(self, number: int, row: Mapping[str, object]) -> str | None:
        value = self._string(number, row, "language")
        if value is not None and not is_language_tag(value):
            raise InputError(self.path, f"row {number}: {shorten(value)} is no language tag like 'de' or 'sr-Latn'")
        return value

    def _meta(self, number: int, row: Mapping[str, object]) -> dict[str, JSON]:
        """The other columns of simple type; numbers that JSON cannot write are left out."""
        known = set(self.options["columns"].values())
        meta: dict[str, JSON] = {}
        for column, value in row.items():
            if column in known or not isinstance(value, str | int | float | bool):
                continue
            if isinstance(value, float) and not math.isfinite(value):
                continue
            self._check_string(number, column, column)
            if isinstance(value, str):
                self._check_string(number, column, value)
            meta[column] = value
        return meta

    def _check_string(self, number: int, column: str, value: str) -> None:
        place = f"row {number}: column {shorten(column)}"
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise InputError(self.path, f"{place}: lone surrogate at position {error.start}; remove it") from error
        if "\0" in value:
            raise InputError(self.path, f"{place}: NUL character at position {value.index(chr(0))}; remove it")

    def _check_total(self, size: int) -> None:
        # Dictionary-encoded Parquet can hold one long text a million times in a few bytes.
        if size > self.options["max_table_bytes"]:
            limit = self.options["max_table_bytes"]
            raise InputError(self.path, f"the texts are longer than read.max_table_bytes = {limit}; split the table")


def _put_title(text: str, title: str) -> tuple[str, tuple[Zone, ...]]:
    """The title as the text's first line, unless it stands there already, and its zone."""
    first = _LINE_END.split(text, maxsplit=1)[0]
    if first != title:
        text = f"{title}{_GAP}{text}"
    return text, (Zone(span=Span(0, len(title)), kind="headline", confidence=1.0),)
