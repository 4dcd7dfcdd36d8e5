from __future__ import annotations

import codecs
from typing import Any

import pytest

from audit.errors import ConfigError, InputError
from audit.formats.encoding import decode

RU = (
    "Городской совет вчера объявил, что ремонт старого моста начнётся не раньше июня. Жители правого берега уже три "
    "года ждут, когда по нему снова пойдут трамваи, но подрядчик так и не выбран."
)
UK = (
    "Міська рада вчора оголосила, що ремонт старого мосту почнеться не раніше червня. Її рішення підтримали всі, але "
    "мешканці правого берега вже три роки чекають, коли туди знову поїдуть трамваї."
)
DE = (
    "Der Stadtrat hat am Dienstag erklärt, dass die alte Brücke nicht vor Juni geöffnet wird. Für die Straßenbahn am "
    "rechten Ufer ist noch keine Lösung gefunden, und die Anwohner müssen weiter warten."
)
CS = (
    "Městská rada včera oznámila, že oprava starého mostu nezačne dřív než v červnu. Lidé na pravém břehu už tři roky "
    "čekají, kdy tam zase pojedou tramvaje, ale zhotovitel ještě není vybrán."
)
PL = (
    "Rada miasta ogłosiła wczoraj, że remont starego mostu nie zacznie się przed czerwcem. Mieszkańcy prawego brzegu "
    "już od trzech lat czekają na tramwaje, ale wykonawca nie jest jeszcze wybrany."
)
FR = (
    "Le conseil municipal a annoncé mardi que le vieux pont ne sera pas rouvert avant juin. Les habitants de la rive "
    "droite attendent déjà depuis trois ans, et la société chargée des travaux n'est pas connue."
)
SHORT_RU = "Мы не знаем, когда это закончится, но ждать больше не будем."
SHORT_DE = "Die Brücke über den Fluss bleibt für die Anwohner geschlossen."


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        (RU, "cp1251", "cp1251"),
        (RU, "koi8-r", "koi8-r"),
        (RU, "iso8859-5", "iso8859-5"),
        (RU, "cp866", "cp866"),
        (RU, "mac-cyrillic", "mac-cyrillic"),
        (SHORT_RU, "cp1251", "cp1251"),
        (SHORT_RU, "koi8-r", "koi8-r"),
        (UK, "cp1251", "cp1251"),
        (UK, "koi8-u", "koi8-u"),
        (DE, "cp1252", "cp1252"),
        ("„Nein“ – so lautet die Antwort auf die Frage …", "cp1252", "cp1252"),
        (SHORT_DE, "cp1252", "cp1252"),
        (FR, "cp1252", "cp1252"),
        (CS, "cp1250", "cp1250"),
        (CS, "iso8859-2", "iso8859-2"),
        (PL, "cp1250", "cp1250"),
        (PL, "iso8859-2", "iso8859-2"),
        (RU, "utf-16-le", "utf-16-le"),
        (UK, "utf-16-be", "utf-16-be"),
        (DE, "utf-16-le", "utf-16-le"),
        (CS, "utf-16-be", "utf-16-be"),
        (SHORT_RU, "utf-16-le", "utf-16-le"),
    ],
)
def test_legacy_text_is_guessed(options: dict[str, Any], text: str, encoding: str, expected: str):
    decoded = decode(text.encode(encoding), path="a.txt", options=options)
    assert decoded == (text, expected, "guessed")
    assert decoded.meta == {"encoding": expected, "encoding_guessed": True}


def test_the_first_of_the_encodings_that_give_the_same_text_is_named(options: dict[str, Any]):
    text = "It’s the council’s last word on the bridge, and it isn’t good."
    for names in (["cp1252", "cp1251"], ["cp1251", "cp1252"]):
        decoded = decode(text.encode("cp1252"), path="a.txt", options=options | {"encodings": names})
        assert decoded == (text, names[0], "guessed")


@pytest.mark.parametrize("text", [RU, UK, DE, CS])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_stay(options: dict[str, Any], text: str, line_end: str):
    lines = text.replace(", ", "," + line_end)
    assert decode(lines.encode("utf-8"), path="a.txt", options=options).text == lines


@pytest.mark.parametrize(
    ("mark", "codec", "expected"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    ],
)
@pytest.mark.parametrize("text", [RU, DE, "a", "😀 да"])
def test_a_byte_order_mark_is_believed(options: dict[str, Any], mark: bytes, codec: str, expected: str, text: str):
    decoded = decode(mark + text.encode(codec), path="a.txt", options=options)
    assert decoded == (text, expected, "bom")
    assert decoded.meta == {"encoding": expected}


@pytest.mark.parametrize(
    ("data", "declared", "expected"),
    [
        ("Привет".encode("cp1251"), "windows-1251", ("Привет", "cp1251", "declared")),
        ("Привет".encode("koi8-r"), "KOI8-R", ("Привет", "koi8-r", "declared")),
        ("Übung – ein".encode("cp1252"), "ISO-8859-1", ("Übung – ein", "cp1252", "declared")),
        ("Übung".encode(), "utf8", ("Übung", "utf-8", "declared")),
        ("Übung".encode(), "windows-1252", ("Übung", "utf-8", "utf-8")),
        ("Übung".encode(), "utf-16", ("Übung", "utf-8", "utf-8")),
        ("Übung".encode(), "no-such-encoding", ("Übung", "utf-8", "utf-8")),
        ("Übung".encode(), "unicode_escape", ("Übung", "utf-8", "utf-8")),
        (RU.encode("cp1251"), "utf-8", (RU, "cp1251", "guessed")),
        (codecs.BOM_UTF8 + "Übung".encode(), "koi8-r", ("Übung", "utf-8-sig", "bom")),
    ],
)
def test_declarations(options: dict[str, Any], data: bytes, declared: str, expected: tuple[str, str, str]):
    assert decode(data, path="a.html", options=options, declared=declared) == expected


PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no text"),
        (b" \n\t\r\n", "no text"),
        (PNG, "this is a PNG image, not text"),
        (b"%PDF-1.7\nplain", "this is a PDF file, not text"),
        (b"{\\rtf1 Hallo}", "this is an RTF file, not text"),
        (b"PK\x03\x04\x14\x00\x00\x00", "this is a zip archive or an Office file"),
        (b"Ein Satz.\x00 Noch einer.", "NUL at byte 9"),
        (b"ab\x00\xff\xfe", "NUL at byte 2"),
        (bytes(range(1, 32)) * 4 + b"\xff", "control characters"),
        (b"Ein \xed\xa0\x80 Zeichen", "lone surrogate (CESU-8) at byte 4"),
        (b"\xed\xa0\xbd\xed\xb8\x80", "lone surrogate (CESU-8) at byte 0"),
        (DE.encode() + b"\xff", f"byte {len(DE.encode())} is not valid UTF-8, though most of the file is"),
        (RU.encode()[:-2] + b"\xd0", "though most of the file is"),
        (codecs.BOM_UTF8 + b"abc\xff", "the byte order mark says utf-8-sig, but byte 6 does not fit"),
        (codecs.BOM_UTF16_LE + b"a\x00\x00\xd8", "the byte order mark says utf-16-le, but byte 4"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "the byte order mark says utf-16-le, but byte 4"),
        (b"\xff\xfe\xfd\xfc garbage \x9d\x81 bytes", "the byte order mark says utf-16-le"),
        (b"garbage \x9d\x81\x8d\x8f bytes", "cannot tell the encoding (byte 8 is not valid UTF-8); save it as UTF-8"),
        ("Η πόλη περιμένει ακόμα την απόφαση για τη γέφυρα.".encode("cp1253"), "cannot tell the encoding"),
        ("Köprü için karar bugün çıktı, şehir yine de bekliyor.".encode("cp1254"), "cannot tell the encoding"),
        ("市議会は火曜日、橋の工事が六月まで始まらないと発表した。".encode("cp932"), "cannot tell the encoding"),
        ("市议会星期二宣布，大桥的工程六月之前不会开始。".encode("gbk"), "cannot tell the encoding"),
        ("Die Brücke ist für die Anwohner geschlossen.".encode("cp850"), "cannot tell the encoding"),
        ("Prüfung".encode("cp1252"), "cannot tell the encoding"),
    ],
)
def test_what_is_refused(options: dict[str, Any], data: bytes, reason: str):
    with pytest.raises(InputError) as caught:
        decode(data, path="a.txt", options=options)
    assert reason in caught.value.reason
    assert str(caught.value).isprintable()


def test_only_the_listed_encodings_are_tried(options: dict[str, Any]):
    with pytest.raises(InputError, match="cannot tell the encoding"):
        decode(RU.encode("koi8-r"), path="a.txt", options=options | {"encodings": ["cp1251", "cp1252"]})


def test_more_encodings_can_be_listed(options: dict[str, Any]):
    text = "Η πόλη περιμένει ακόμα την απόφαση για τη γέφυρα, που θα είναι δύσκολη."
    more = options | {"encodings": [*options["encodings"], "cp1253"]}
    assert decode(text.encode("cp1253"), path="a.txt", options=more) == (text, "cp1253", "guessed")


def test_an_unknown_encoding_in_the_options(options: dict[str, Any]):
    with pytest.raises(ConfigError, match="unknown encoding 'klingon'"):
        decode(RU.encode("koi8-r"), path="a.txt", options=options | {"encodings": ["klingon"]})
