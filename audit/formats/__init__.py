"""Files to documents. A reader is loaded when its suffix is met; it reads all of a file or raises `InputError`."""

from __future__ import annotations

import importlib
import json
import os
import stat
import sys
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath
from typing import BinaryIO

from audit.config import Options
from audit.errors import InputError
from audit.types import Document

__all__ = ["STDIN", "SUFFIXES", "find_files", "known_suffixes", "read_documents"]

STDIN = "-"
"""The path that means standard input."""

_TABLES = "tables"

SUFFIXES: Mapping[str, str] = {
    ".csv": _TABLES,
    ".docx": "docx",
    ".htm": "html",
    ".html": "html",
    ".jsonl": _TABLES,
    ".markdown": "markdown",
    ".md": "markdown",
    ".ndjson": _TABLES,
    ".parquet": _TABLES,
    ".pdf": "pdf",
    ".text": "text",
    ".txt": "text",
    ".xhtml": "html",
}
"""Known suffixes, in lower case, and the module of this package that reads them."""

_CHUNK = 1 << 20
# Control characters, lone surrogates (a name that is not UTF-8), line and paragraph separators.
_UNSHOWN = frozenset({"Cc", "Cs", "Zl", "Zp"})


def known_suffixes() -> str:
    """The known suffixes for a message."""
    return ", ".join(sorted(SUFFIXES))


def find_files(path: str) -> list[str]:
    """The files to read at a path: a file gives itself, a folder its files of known suffix, recursively and sorted.

    Inside a folder, hidden files and folders, files of unknown suffix and linked folders are skipped. Raises
    `InputError` for what is missing, not permitted, of unknown suffix or no file, and for a folder without files.
    """
    if path == STDIN:
        return [path]
    _check_name(path)
    if not stat.S_ISDIR(_stat(path).st_mode):
        _check_file(path)
        return [path]

    def refuse(error: OSError) -> None:
        raise InputError(str(error.filename or path), f"cannot be read ({error.strerror or error})") from error

    found: list[str] = []
    for folder, folders, names in os.walk(path, onerror=refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [str(Path(folder, name)) for name in names if not name.startswith(".") and _suffix(name) in SUFFIXES]
    if not found:
        raise InputError(path, f"no file to read in this folder; known: {known_suffixes()}")
    return sorted(found)


def read_documents(path: str, *, options: Options, stdin: BinaryIO | None = None) -> list[Document]:
    """The documents of one file, or of standard input for `-`; `options` is the table `read`.

    Raises `InputError` for whatever keeps the file from being read as a whole; sizes are checked before reading.
    """
    if path == STDIN:
        stream = stdin or getattr(sys.stdin, "buffer", None)
        if stream is None:
            raise InputError(path, "standard input is closed")
        return _read_stdin(stream, options)
    _check_name(path)
    _check_file(path)
    reader = SUFFIXES[_suffix(path)]
    data = _read_bytes(path, options, option="max_table_bytes" if reader == _TABLES else "max_bytes")
    read: Callable[..., list[Document]] = importlib.import_module(f"audit.formats.{reader}").read
    return read(data, path=path, options=options)


def _suffix(path: str) -> str:
    return PurePath(path).suffix.lower()


def _check_name(path: str) -> None:
    """A name that cannot be printed or written as UTF-8 would break the report that quotes it."""
    if any(unicodedata.category(char) in _UNSHOWN for char in path):
        raise InputError(ascii(path), "the name holds characters that cannot be shown; rename the file")


def _check_file(path: str) -> None:
    mode = _stat(path).st_mode
    if stat.S_ISDIR(mode):
        raise InputError(path, "this is a folder, not a file")
    if not stat.S_ISREG(mode):
        raise InputError(path, "not a regular file (a pipe, socket or device); use '-' to read standard input")
    if _suffix(path) not in SUFFIXES:
        raise InputError(path, f"unknown file type {_suffix(path)!r}; known: {known_suffixes()}")


def _stat(path: str) -> os.stat_result:
    try:
        return Path(path).stat()
    except FileNotFoundError as error:
        raise InputError(path, "no such file or folder") from error
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror or error})") from error


def _read_bytes(path: str, options: Options, *, option: str) -> bytes:
    _check_size(path, _stat(path).st_size, options, option=option)
    try:
        with Path(path).open("rb") as stream:
            # The file may have grown since it was measured.
            data = _read_at_most(stream, options[option] + 1)
    except OSError as error:
        raise InputError(path, f"cannot be read ({error.strerror or error})") from error
    _check_size(path, len(data), options, option=option)
    return data


def _read_at_most(stream: BinaryIO, limit: int) -> bytes:
    """In chunks, because one large read would claim all of its memory at once."""
    chunks: list[bytes] = []
    left = limit
    while left > 0 and (chunk := stream.read(min(left, _CHUNK))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def _check_size(path: str, size: int, options: Options, *, option: str) -> None:
    limit = options[option]
    if size > limit:
        at_least = "at least " if path == STDIN else ""
        raise InputError(
            path, f"{at_least}{size} bytes, more than read.{option} = {limit}; split it or raise the option"
        )


def _read_stdin(stream: BinaryIO, options: Options) -> list[Document]:
    data = _read_at_most(stream, options["max_bytes"] + 1)
    if _is_jsonl(data):
        from audit.formats.tables import read_jsonl

        data += _read_at_most(stream, options["max_table_bytes"] + 1 - len(data))
        _check_size(STDIN, len(data), options, option="max_table_bytes")
        return read_jsonl(data, path=STDIN, options=options)
    from audit.formats.text import read

    _check_size(STDIN, len(data), options, option="max_bytes")
    return read(data, path=STDIN, options=options)


def _is_jsonl(data: bytes) -> bool:
    """Whether the first line that is not blank is a JSON object; prose never is."""
    line = data.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0]
    try:
        return line.startswith(b"{") and isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
