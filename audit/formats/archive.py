"""Zip archives are checked before a library opens them: a small file can unpack to a very large one."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from io import BytesIO

from audit.config import Options
from audit.errors import InputError
from audit.formats.common import one_line, shorten

# A ratio says nothing about small archives: XML of a few repeated table cells packs 100:1 and is harmless below this.
_HARMLESS_BYTES = 10_000_000
# Office files have some dozens to some hundreds of members.
_MAX_MEMBERS = 10_000
_ENCRYPTED = 0x1
_CHUNK = 1 << 20

# What zipfile raises for damage in one or the other compression method.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def check_archive(data: bytes, *, path: str, options: Options) -> None:
    """Raise `InputError` for a broken or encrypted archive, one that unpacks to too much, and headers that lie."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
            _check_headers(members, packed=len(data), path=path, options=options)
            for member in members:
                _check_size(archive, member, path=path)
    except _DAMAGE as error:
        raise InputError(path, f"broken zip archive ({one_line(error)}); save the file again") from error


def _check_headers(members: list[zipfile.ZipInfo], *, packed: int, path: str, options: Options) -> None:
    if len(members) > _MAX_MEMBERS:
        raise InputError(path, f"the archive has {len(members)} members, more than {_MAX_MEMBERS}")
    for member in members:
        if member.flag_bits & _ENCRYPTED:
            raise InputError(path, f"{shorten(member.filename)} is encrypted; save the file without a password")
    unpacked, limit = sum(member.file_size for member in members), options["archive_max_bytes"]
    if unpacked > limit:
        raise InputError(path, f"unpacks to {unpacked} bytes, more than read.archive_max_bytes = {limit}")
    ratio = options["archive_max_ratio"]
    if unpacked > _HARMLESS_BYTES and unpacked > packed * ratio:
        times = unpacked // max(packed, 1)
        raise InputError(path, f"unpacks to {times} times its size, more than read.archive_max_ratio = {ratio}")


def _check_size(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, path: str) -> None:
    """Unpack once and throw away; zipfile stops at the declared size, and then the check sum of more data is wrong."""
    size = 0
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > member.file_size:
                name = shorten(member.filename)
                raise InputError(path, f"{name} unpacks to more than the {member.file_size} bytes it declares")
