from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import Any

import polars as pl
import pytest


def lines(*rows: object) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def parquet(**columns: Any) -> bytes:
    stream = io.BytesIO()
    pl.DataFrame(columns).write_parquet(stream)
    return stream.getvalue()


FULL = {
    "id": "a1",
    "title": "Die Brücke",
    "text": "Der Rat hat entschieden.\nMehr folgt.",
    "url": "https://hafenblatt.example/1",
    "outlet": "Hafenblatt",
    "language": "de-DE",
    "published": "2024-03-05",
    "version_of": "story-7",
    "desk": "Lokales",
    "shares": 12,
    "share": 0.5,
    "paid": True,
    "nothing": None,
}


@pytest.mark.parametrize("kind", ["jsonl", "ndjson", "parquet"])
def test_all_columns(read_file: Any, kind: str):
    data = parquet(**{name: [value] for name, value in FULL.items()}) if kind == "parquet" else lines(FULL)
    [document] = read_file(f"a.{kind}", data)
    assert document.text == "Die Brücke\n\nDer Rat hat entschieden.\nMehr folgt."
    assert [(zone.kind, zone.span.of(document.text)) for zone in document.zones] == [("headline", "Die Brücke")]
    names = ("id", "title", "url", "outlet", "language", "published", "version_of")
    assert [getattr(document, name) for name in names] == [FULL[name] for name in names]
    assert document.meta == {"desk": "Lokales", "shares": 12, "share": 0.5, "paid": True, "row": 1}
    assert document.path.endswith(f"a.{kind}")


def test_csv_values_are_strings_as_they_are(read_file: Any):
    data = 'id,text,title,n\n007,"Ein ""Satz"",\nzwei Zeilen",,1.0\n8, Rand ,Titel,\n'
    first, second = read_file("a.csv", data)
    assert (first.id, first.text, first.title) == ("007", 'Ein "Satz",\nzwei Zeilen', None)
    assert first.meta == {"n": "1.0", "row": 1}
    assert (second.id, second.text) == ("8", "Titel\n\n Rand ")
    assert second.meta == {"n": "", "row": 2}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_separators_and_encodings(read_file: Any, separator: str, encoding: str):
    rows = f'text{separator}"a,b;c;d\te"\r\n"Ein Satz, der; hier steht."{separator}x\r\n\r\n'
    [document] = read_file("a.csv", rows.encode(encoding))
    assert document.text == "Ein Satz, der; hier steht."
    assert document.meta == {"a,b;c;d\te": "x", "row": 1}


def test_csv_in_a_legacy_encoding(read_file: Any):
    text = "Мост у порта закрыт до июня, потому что треснули две балки и расчёты надо делать снова."
    [document] = read_file("a.csv", f'text;id\n"{text}";1\n'.encode("cp1251"))
    assert (document.text, document.id) == (text, "1")


def test_csv_with_one_column_and_long_fields(read_file: Any):
    before = csv.field_size_limit()
    [document] = read_file("a.csv", "text\n" + "x" * 200_000 + "\n")
    assert len(document.text) == 200_000
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Titel", "Text", "Titel\n\nText"),
        ("Titel", "Titel\n\nText", "Titel\n\nText"),
        ("Titel", "Titel\r\nText", "Titel\r\nText"),
        ("Titel", "Titelträger", "Titel\n\nTitelträger"),
        (" Zwei\nZeilen ", "Text", "Zwei Zeilen\n\nText"),
        ("", "Text", "Text"),
        (None, "Text", "Text"),
        ("Titel", "Titel", "Titel"),
    ],
)
def test_a_title_is_the_first_line(read_file: Any, title: str | None, text: str, expected: str):
    [document] = read_file("a.jsonl", lines({"title": title, "text": text}))
    assert document.text == expected
    headline = (title or "").strip().replace("\n", " ")
    assert [zone.span.of(document.text) for zone in document.zones] == ([headline] if headline else [])


def test_other_column_names(read_file: Any, options: dict[str, Any]):
    columns = dict(options["columns"]) | {"text": "body", "title": "Überschrift"}
    [document] = read_file("a.csv", "body,Überschrift,text\nEin Satz.,Titel,Anderes\n", columns=columns)
    assert document.text == "Titel\n\nEin Satz."
    assert document.meta == {"text": "Anderes", "row": 1}


def test_numbers_of_rows_and_generated_ids(read_file: Any):
    documents = read_file("a.jsonl", '\ufeff{"text": "Eins."}\r\n\r\n{"text": "Zwei.", "id": 5, "version_of": 7}')
    assert [document.meta["row"] for document in documents] == [1, 3]
    assert len(documents[0].id) == 16
    assert (documents[1].id, documents[1].version_of) == ("5", "7")


def test_jsonl_in_utf_16(read_file: Any):
    [document] = read_file("a.jsonl", lines({"text": "Мост закрыт."}).encode("utf-16"))
    assert document.text == "Мост закрыт."


def test_line_separators_inside_strings_are_no_line_ends(read_file: Any):
    [document] = read_file("a.jsonl", '{"text": "Eins\u2028zwei\x85drei"}\n')
    assert document.text == "Eins\u2028zwei\x85drei"


def test_nested_values_stay_out_of_meta(read_file: Any):
    [document] = read_file("a.jsonl", lines({"text": "Eins.", "tags": ["a"], "more": {"a": 1}, "n": None}))
    assert document.meta == {"row": 1}


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (dt.date(2024, 3, 5), "2024-03-05"),
        (
            dt.datetime(2024, 3, 5, 10, 30),  # noqa: DTZ001  the column has no zone
            "2024-03-05T10:30:00",
        ),
        (dt.datetime(2024, 3, 5, 10, 30, tzinfo=dt.UTC), "2024-03-05T10:30:00+00:00"),
        ("März 2024", "März 2024"),
        (None, None),
    ],
)
def test_parquet_dates(read_file: Any, published: object, expected: str | None):
    [document] = read_file("a.parquet", parquet(text=["Eins."], published=[published]))
    assert document.published == expected


def test_parquet_columns_of_other_types(read_file: Any):
    columns = {"tags": [["a"]], "raw": [b"x"], "day": [dt.date(2024, 1, 1)], "nan": [float("nan")], "n": [1]}
    data = parquet(text=pl.Series(["Eins."], dtype=pl.Categorical), **columns)
    [document] = read_file("a.parquet", data)
    assert (document.text, document.meta) == ("Eins.", {"n": 1, "row": 1})


DEEP = '{"text": "a", "x": ' + "[" * 100_000 + "]" * 100_000 + "}"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "no rows: the file is empty"),
        ("\n\n", "no rows: the file is empty"),
        ('{"text": "a"}\n{"text": \n', "row 2: broken JSON (Expecting value at character"),
        ('{"text": "a"}\n["a"]\n', "row 2: \"['a']\" is no JSON object; write one object per line"),
        ('{"text": "a"}\n"b"\n', "row 2: 'b' is no JSON object"),
        ('{"text": "a"}\n{"text": 5}\n', "row 2: column 'text' must be a string, not int"),
        ('{"text": ["a"]}\n', "row 1: column 'text' must be a string, not list"),
        ('{"text": "a", "url": 3}\n', "row 1: column 'url' must be a string, not int"),
        ('{"text": "a", "id": true}\n', "row 1: column 'id' must be a string, not bool"),
        ('{"text": "a \\ud800 b"}\n', "row 1: column 'text': lone surrogate at position 2"),
        ('{"text": "a", "note": "\\udfff"}\n', "row 1: column 'note': lone surrogate at position 0"),
        ('{"text": "a", "\\udfff": "b"}\n', "row 1: column '\\udfff': lone surrogate at position 0"),
        ('{"text": "a\\u0000b"}\n', "row 1: column 'text': NUL character at position 1"),
        ('{"text": "a", "title": "\\u0000"}\n', "row 1: column 'title': NUL character at position 0"),
        ('{"text": "a"}\n{"text": ""}\n{"text": " "}\n', "2 of 3 rows have no text, the first is row 2"),
        ('{"title": "Titel", "text": null}\n', "1 of 1 rows have no text, the first is row 1"),
        (
            '{"body": "a", "b": 1}\n',
            "row 1: no column 'text'; seen: 'body', 'b'; name yours with the option read.columns",
        ),
        ("{}\n", "row 1: no column 'text'; seen: none"),
        ('{"text": "a", "language": "german"}\n', "row 1: 'german' is no language tag"),
        ('{"text": "a", "language": "de_DE"}\n', "row 1: 'de_DE' is no language tag"),
        ('{"text": "a", "n": NaN}\n', "row 1: JSON that cannot be read (NaN is not JSON)"),
        ('{"text": "a", "n": ' + "9" * 5000 + "}\n", "row 1: JSON that cannot be read"),
        (DEEP, "row 1: JSON that cannot be read"),
        (b'{"text": "\xe4"}\n', "row 1: byte 10 is not valid UTF-8; save it as UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00", "row 1: byte 0 is not valid UTF-8"),
        (lines({"text": "x" * 2001}), "row 1: 2001 characters, more than read.max_characters = 2000"),
        (lines({"text": "x", "y": "x" * 300_000}), "row 1: 300023 bytes, more than read.max_bytes = 250000"),
    ],
)
def test_bad_jsonl(refuse: Any, data: bytes | str, reason: str):
    assert reason in refuse("a.jsonl", data, max_characters=2000, max_bytes=250_000)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "no text"),
        ("body,title\na,b\n", "no column 'text'; seen: 'body', 'title'; name yours with the option read.columns.text"),
        ("text,title\n", "no rows"),
        ("text,title,text\na,b,c\n", "the header has the column 'text' twice"),
        ("text,title\na,b\nc\n", "row 2 has 1 fields, the header 2; quote fields that hold the separator"),
        ("text,title\na,b,c\n", "row 1 has 3 fields, the header 2"),
        ("text\nEin Satz, mit Komma\n", "row 1 has 2 fields, the header 1"),
        ('text,title\na,b\n"offen,b\n', "row 2 (line 3): broken CSV (unexpected end of data)"),
        ('text,title\n"a"b,c\n', "row 1 (line 2): broken CSV"),
        ("text,title\n,Titel\na,b\n", "1 of 2 rows have no text, the first is row 1"),
        ("text,title\na\0b,c\n", "NUL at byte 12"),
        (b"text\n\x9d\x81\x8d\n", "cannot tell the encoding"),
        (b"PAR1\x00\x00", "this is a Parquet file"),
        ("text\n" + "x" * 2001, "row 1: 2001 characters, more than read.max_characters = 2000"),
        ("text," + ",".join(f"c{n}" for n in range(20)), "no rows"),
        ("body," + ",".join(f"c{n}" for n in range(20)), "'c10', ...; name yours"),
        (f"{'x' * 100},b\n1,2\n", f"seen: '{'x' * 40}…', 'b'"),
    ],
)
def test_bad_csv(refuse: Any, data: bytes | str, reason: str):
    assert reason in refuse("a.csv", data, max_characters=2000)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "broken Parquet"),
        (b"kein Parquet", "broken Parquet"),
        (parquet(text=["Eins."])[:-10], "broken Parquet"),
        (parquet(body=["Eins."], n=[1]), "no column 'text'; seen: 'body', 'n'"),
        (parquet(text=pl.Series([], dtype=pl.String)), "no rows"),
        (parquet(text=[None, "Eins.", ""]), "2 of 3 rows have no text, the first is row 1"),
        (parquet(text=[1]), "row 1: column 'text' must be a string, not int"),
        (parquet(text=[["a"]]), "row 1: column 'text' must be a string, not list"),
        (parquet(text=[b"a"]), "row 1: column 'text' must be a string, not bytes"),
        (parquet(text=["a\0"]), "row 1: column 'text': NUL character at position 1"),
        (parquet(text=["a"], language=["?"]), "row 1: '?' is no language tag"),
    ],
)
def test_bad_parquet(refuse: Any, data: bytes, reason: str):
    assert reason in refuse("a.parquet", data)


def test_a_table_that_unpacks_to_too_much(refuse: Any):
    data = parquet(text=["x" * 1000] * 1000)
    assert len(data) < 10_000
    reason = refuse("a.parquet", data, max_table_bytes=10_000)
    assert reason == "the texts are longer than read.max_table_bytes = 10000; split the table"
