from __future__ import annotations

import io
import struct
import zipfile
from typing import Any

import pytest

from audit.errors import InputError
from audit.formats.archive import check_archive
from audit.formats.xml import html_parser, parse_xml, xml_parser

LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;"><!ENTITY z "&y;&y;&y;&y;">]><a>&z;</a>'
EXTERNAL = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_sound_xml_is_parsed():
    root = parse_xml('<?xml version="1.0" encoding="windows-1251"?><a b="в">да</a>'.encode("cp1251"), path="a.xml")
    assert (root.tag, root.text, root.get("b")) == ("a", "да", "в")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (LAUGHS, "XML with a document type declaration is not read"),
        (EXTERNAL, "XML with a document type declaration is not read"),
        (EXTERNAL.decode().encode("utf-16"), "XML with a document type declaration is not read"),
        (b"<!DOCTYPE html><html/>", "XML with a document type declaration is not read"),
        (b"<a><b></a>", "broken XML"),
        (b"", "broken XML"),
        (b"kein XML", "broken XML"),
        (b"<a>&unknown;</a>", "broken XML"),
        (b"<a>\xff</a>", "broken XML"),
        (b"<a>" + b"x" * 10_100_000 + b"</a>", "broken XML"),
        (b"<a>" * 300 + b"</a>" * 300, "broken XML"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "broken XML"),
    ],
)
def test_bad_xml_is_refused(data: bytes, reason: str):
    with pytest.raises(InputError) as caught:
        parse_xml(data, path="a.docx", part="word/x.xml")
    assert caught.value.reason.startswith(f"word/x.xml: {reason}")
    assert str(caught.value).isprintable()


def test_the_parsers_keep_the_limits_and_open_nothing():
    from lxml import etree

    root = etree.fromstring(EXTERNAL, xml_parser())
    assert "".join(root.itertext()) == "&x;"
    assert etree.fromstring("<p>да".encode("koi8-r"), html_parser("koi8-r")).findtext(".//p") == "да"


def test_a_sound_archive_passes(options: dict[str, Any]):
    check_archive(zipped({"a.xml": b"<a/>" * 2_000_000, "b": b""}), path="a.docx", options=options)


@pytest.mark.parametrize(
    ("data", "changed", "reason"),
    [
        (b"", {}, "broken zip archive"),
        (b"PK\x03\x04 broken", {}, "broken zip archive"),
        (zipped({"a": b"x" * 1000})[:-30], {}, "broken zip archive"),
        (zipped({"a": b"x" * 1000}), {"archive_max_bytes": 999}, "more than read.archive_max_bytes = 999"),
        (zipped({"a": bytes(20_000_000)}), {}, "more than read.archive_max_ratio = 100"),
        (zipped({str(n): b"" for n in range(10_001)}), {}, "the archive has 10001 members, more than 10000"),
    ],
    ids=["empty", "broken", "cut", "bytes", "ratio", "members"],
)
def test_bad_archives_are_refused(options: dict[str, Any], data: bytes, changed: dict[str, int], reason: str):
    with pytest.raises(InputError) as caught:
        check_archive(data, path="a.docx", options=options | changed)
    assert reason in caught.value.reason
    assert str(caught.value).isprintable()


def test_small_archives_may_have_any_ratio(options: dict[str, Any]):
    check_archive(zipped({"a": bytes(9_000_000)}), path="a.docx", options=options)


def test_an_encrypted_member_is_refused(options: dict[str, Any]):
    data = bytearray(zipped({"a.xml": b"<a/>"}))
    header = data.index(b"PK\x01\x02")
    data[header + 8] |= 1
    with pytest.raises(InputError, match=r"'a\.xml' is encrypted; save the file without a password"):
        check_archive(bytes(data), path="a.docx", options=options)


def test_headers_that_lie_are_refused(options: dict[str, Any]):
    data = bytearray(zipped({"a.xml": b"x" * 1_000_000}))
    struct.pack_into("<I", data, data.index(b"PK\x01\x02") + 24, 10)
    with pytest.raises(InputError, match="broken zip archive"):
        check_archive(bytes(data), path="a.docx", options=options)
