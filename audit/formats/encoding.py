"""Bytes to text: byte order mark, declaration, UTF-8, UTF-16 without a mark, a guess; what is unclear is refused."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from typing import Literal, NamedTuple, NoReturn

from audit.config import Options
from audit.errors import InputError
from audit.formats.guess import guess_encoding
from audit.types import JSON

How = Literal["bom", "declared", "utf-8", "guessed"]

_SAVE = "save it as UTF-8"

# The marks of UTF-32 come first: that of UTF-32-LE begins with that of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", 3),
    (codecs.BOM_UTF32_LE, "utf-32-le", 4),
    (codecs.BOM_UTF32_BE, "utf-32-be", 4),
    (codecs.BOM_UTF16_LE, "utf-16-le", 2),
    (codecs.BOM_UTF16_BE, "utf-16-be", 2),
)
# These are plain ASCII to look at, so valid UTF-8 must not excuse them.
_MARKED_UP = ((b"%PDF-", "a PDF file"), (b"{\\rtf", "an RTF file"))
_BINARY = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a media file (RIFF)"),
    (b"PK\x03\x04", "a zip archive or an Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"7z\xbc\xaf", "a 7-Zip file"),
    (b"\xfd7zXZ", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
# Codecs such as punycode or unicode_escape decode text too, but no page is written in them.
_TEXT_CODEC = re.compile(
    r"utf-8|cp\d+|iso8859-\d+|koi8-[rut]|mac-\w+|gb\w+|hz|big5\w*|euc_\w+|shift_ji\w+|iso2022_\w+|johab|tis-620|ascii"
)
# What pages mean by these names, as browsers read them (WHATWG Encoding Standard).
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_CESU_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_C1_CONTROL = re.compile("[\x80-\x9f]")
_CONTROL_BYTES = bytes(sorted({*range(32), 127} - set(b"\t\n\r\f")))
_CONTROL_SHARE = 0.01
# Of a text in UTF-16 nearly every upper byte is 0 or the block of its script (4 for Cyrillic), or 0x20 for dashes.
_UTF16_BLOCKS = 3
_UTF16_SHARE = 0.95


class Decoded(NamedTuple):
    """A text, the name of its encoding and how that was found."""

    text: str
    encoding: str
    how: How

    @property
    def meta(self) -> dict[str, JSON]:
        """What a document records about its encoding."""
        meta: dict[str, JSON] = {"encoding": self.encoding}
        return meta | {"encoding_guessed": True} if self.how == "guessed" else meta


def decode(data: bytes, *, path: str, options: Options, declared: str | None = None) -> Decoded:
    """The text of a file, every character as it is but without the byte order mark.

    `declared` is the encoding that the file names itself. Raises `InputError` for an empty or binary file, lone
    surrogates, broken UTF-8 and text whose encoding cannot be told.
    """
    if not data.strip():
        raise InputError(path, "no text: the file is empty or holds only white space")
    _refuse_magic(data, path=path, table=_MARKED_UP)
    decoded = _by_mark(data, path=path) or _by_declaration(data, declared) or _as_utf8(data)
    if decoded is not None:
        return decoded
    _refuse_magic(data, path=path, table=_BINARY)
    decoded = _as_utf16(data)
    if decoded is not None:
        return decoded
    _refuse_binary(data, path=path)
    _refuse_broken_utf8(data, path=path)
    guess = guess_encoding(data, encodings=options["encodings"])
    if guess is None:
        _refuse_unclear(data, path=path)
    return Decoded(*guess, "guessed")


def read_text(data: bytes, *, path: str, options: Options) -> Decoded:
    """`decode`, then `check_text`."""
    decoded = decode(data, path=path, options=options)
    check_text(decoded.text, path=path, options=options)
    return decoded


def check_text(text: str, *, path: str, options: Options, where: str = "") -> None:
    """Raise `InputError` for a blank text, NUL, or more than `max_characters`; `where` names the row."""
    if not text or text.isspace():
        raise InputError(path, f"{where}no text: it holds only white space")
    if "\0" in text:
        raise InputError(path, f"{where}NUL character at position {text.index(chr(0))}; is this a text? {_SAVE}")
    if len(text) > options["max_characters"]:
        limit = options["max_characters"]
        size = f"{len(text)} characters, more than read.max_characters = {limit}"
        raise InputError(path, f"{where}{size}; split it or raise the option")


def _by_mark(data: bytes, *, path: str) -> Decoded | None:
    for mark, name, width in _MARKS:
        if not data.startswith(mark) or (width == 4 and len(data) % 4):
            continue
        try:
            return Decoded(data[len(mark) :].decode(name.removesuffix("-sig")), name, "bom")
        except UnicodeDecodeError as error:
            offset = error.start + len(mark)
            reason = f"the byte order mark says {name}, but byte {offset} does not fit ({error.reason}); {_SAVE}"
            raise InputError(path, reason) from error
    return None


def _by_declaration(data: bytes, declared: str | None) -> Decoded | None:
    """The declared reading, or None where the bytes contradict it.

    Valid UTF-8 with characters outside ASCII contradicts every other declaration: text in a legacy encoding does not
    come out as UTF-8 by chance, but pages are saved as UTF-8 with their old declaration.
    """
    name = _declared_codec(declared)
    if name is None or (name != "utf-8" and not data.isascii() and _as_utf8(data)):
        return None
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return None
    if "\0" in text or _C1_CONTROL.search(text):
        return None
    return Decoded(text, name, "declared")


def _declared_codec(declared: str | None) -> str | None:
    try:
        name = codecs.lookup((declared or "").strip()).name
    except (LookupError, ValueError):  # ValueError: a name with a NUL character
        return None
    name = _MEANT.get(name, name)
    return name if _TEXT_CODEC.fullmatch(name) else None


def _as_utf8(data: bytes) -> Decoded | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else Decoded(text, "utf-8", "utf-8")


def _as_utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a mark shows in its spaces and line ends: their upper byte is NUL."""
    if len(data) % 2:
        return None
    for name, upper in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        blocks = Counter(upper)
        if not blocks[0] or sum(n for _, n in blocks.most_common(_UTF16_BLOCKS)) < _UTF16_SHARE * len(upper):
            continue
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if all(map(_in_prose, set(text))):
            return Decoded(text, name, "guessed")
    return None


def _in_prose(char: str) -> bool:
    return char in "\t\n\r\f" or unicodedata.category(char) not in {"Cc", "Cn", "Co"}


def _refuse_magic(data: bytes, *, path: str, table: tuple[tuple[bytes, str], ...]) -> None:
    for magic, name in table:
        if data.startswith(magic):
            raise InputError(path, f"this is {name}, not text; give the file its own suffix or save its text as UTF-8")


def _refuse_binary(data: bytes, *, path: str) -> None:
    nul = data.find(b"\0")
    if nul >= 0:
        raise InputError(path, f"NUL at byte {nul}; is this a text? {_SAVE}")
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    if controls > _CONTROL_SHARE * len(data):
        raise InputError(path, f"{controls} control characters in {len(data)} bytes: a binary file, not text; {_SAVE}")


def _refuse_broken_utf8(data: bytes, *, path: str) -> None:
    """UTF-8 with faults must not be guessed as something else: most of its sequences are still valid."""
    offset = _invalid_byte(data)
    if _CESU_SURROGATE.match(data, offset):
        raise InputError(path, f"lone surrogate (CESU-8) at byte {offset}; {_SAVE}")
    characters = Counter(data.decode("utf-8", "surrogateescape"))
    broken = sum(count for char, count in characters.items() if "\ud800" <= char <= "\udfff")
    valid = sum(count for char, count in characters.items() if not char.isascii()) - broken
    if valid > broken:
        raise InputError(path, f"byte {offset} is not valid UTF-8, though most of the file is; {_SAVE}")


def _refuse_unclear(data: bytes, *, path: str) -> NoReturn:
    raise InputError(path, f"cannot tell the encoding (byte {_invalid_byte(data)} is not valid UTF-8); {_SAVE}")


def _invalid_byte(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0
