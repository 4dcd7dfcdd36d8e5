"""Tables (.jsonl, .ndjson, .csv, .parquet): one document a row."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO, StringIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from audit.config import Options
from audit.errors import InputError
from audit.formats.common import one_line, shorten
from audit.formats.encoding import decode
from audit.formats.rows import RowReader
from audit.types import Document

if TYPE_CHECKING:
    import polars as pl

Row = tuple[int, Mapping[str, object]]

_SEPARATORS = ",;\t"
_UTF8_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read(data: bytes, *, path: str, options: Options) -> list[Document]:
    """One document per row, by the suffix of `path`; raises `InputError` with the number of the first wrong row."""
    readers: dict[str, Callable[..., list[Document]]] = {".csv": _read_csv, ".parquet": _read_parquet}
    reader = readers.get(PurePath(path).suffix.lower(), read_jsonl)
    return reader(data, path=path, options=options)


def read_jsonl(data: bytes, *, path: str, options: Options) -> list[Document]:
    """One document per line; blank lines are skipped and counted."""
    if not data.strip():
        raise InputError(path, "no rows: the file is empty")
    if data.startswith(_WIDE_MARKS):
        data = decode(data, path=path, options=options).text.encode("utf-8")
    reader = RowReader(path=path, options=options)
    return reader.read(_json_rows(data.removeprefix(_UTF8_MARK), reader))


def _json_rows(data: bytes, reader: RowReader) -> Iterator[Row]:
    limit = reader.options["max_bytes"]
    for number, line in enumerate(BytesIO(data), start=1):
        if len(line) > limit:
            raise InputError(reader.path, f"row {number}: {len(line)} bytes, more than read.max_bytes = {limit}")
        if line.strip():
            row = _parse_line(line, number, reader.path)
            reader.check_columns(row, where=f"row {number}: ")
            yield number, row


def _parse_line(line: bytes, number: int, path: str) -> dict[str, object]:
    try:
        row = json.loads(line.decode("utf-8"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise InputError(path, f"row {number}: byte {error.start} is not valid UTF-8; save it as UTF-8") from error
    except json.JSONDecodeError as error:
        reason = f"row {number}: broken JSON ({error.msg} at character {error.colno} of {shorten(error.doc.strip())})"
        raise InputError(path, f"{reason}; write one object per line") from error
    except (ValueError, RecursionError) as error:
        raise InputError(path, f"row {number}: JSON that cannot be read ({one_line(error)})") from error
    if not isinstance(row, dict):
        raise InputError(path, f"row {number}: {shorten(row)} is no JSON object; write one object per line")
    return row


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _read_csv(data: bytes, *, path: str, options: Options) -> list[Document]:
    text = decode(data, path=path, options=options).text
    reader = RowReader(path=path, options=options)
    with _long_fields(len(text)):
        return reader.read(_csv_rows(text, reader))


@contextmanager
def _long_fields(size: int) -> Iterator[None]:
    """The csv module refuses fields above 128 kB unless it is told otherwise."""
    before = csv.field_size_limit(max(size, csv.field_size_limit()))
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _csv_rows(text: str, reader: RowReader) -> Iterator[Row]:
    records = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    header: list[str] = []
    number = 0
    try:
        for record in records:
            if not record:
                continue
            if not header:
                header = _check_header(record, reader)
                continue
            number += 1
            if len(record) != len(header):
                raise InputError(reader.path, _ragged(number, record, header))
            yield number, dict(zip(header, record, strict=True))
    except csv.Error as error:
        reason = f"row {number + 1} (line {records.line_num}): broken CSV ({one_line(error)})"
        raise InputError(reader.path, f"{reason}; double the quotes inside fields") from error


def _separator(text: str) -> str:
    """The separator that the header line has most of, outside quotes."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    unquoted = "".join(line.split('"')[::2])
    return max(_SEPARATORS, key=unquoted.count)


def _check_header(header: list[str], reader: RowReader) -> list[str]:
    reader.check_columns(header)
    twice = next((name for name in header if header.count(name) > 1), None)
    if twice is not None:
        raise InputError(reader.path, f"the header has the column {shorten(twice)} twice; rename one")
    return header


def _ragged(number: int, record: Sequence[str], header: Sequence[str]) -> str:
    return f"row {number} has {len(record)} fields, the header {len(header)}; quote fields that hold the separator"


def _read_parquet(data: bytes, *, path: str, options: Options) -> list[Document]:
    import polars as pl
    from polars.exceptions import PanicException, PolarsError

    try:
        frame = pl.read_parquet(BytesIO(data))
    except (PolarsError, PanicException, OSError, ValueError) as error:
        raise InputError(path, f"broken Parquet ({one_line(error)}); write the file again") from error
    reader = RowReader(path=path, options=options)
    reader.check_columns(frame.columns)
    return reader.read(enumerate(_simple_columns(frame, options).iter_rows(named=True), start=1))


def _simple_columns(frame: pl.DataFrame, options: Options) -> pl.DataFrame:
    """Leave lists, structs and binary data out early: as Python objects they would fill the memory."""
    known = set(options["columns"].values())
    return frame.select(
        name for name, kind in frame.schema.items() if name in known or not (kind.is_nested() or kind.is_temporal())
    )
