"""Bad input: one line on standard error, exit 2, nothing half-written; in a folder run the others go on."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest

GOOD = (
    "Fähre nach Norderholm fährt wieder\n\nDie Fähre nach Norderholm fährt seit Montag wieder, nachdem Taucher den Propeller "
    "von einem alten Netz befreit haben. Das teilte die Reederei am Morgen mit.\n"
)
CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def make_zip(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return buffer.getvalue()


def xxe_docx():
    document = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
    return make_zip(**{"[Content_Types]_xml": CONTENT_TYPES, "word__document_xml": document})


def laughing_docx():
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    document = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{entities}]><d>&l9;</d>'
    return make_zip(**{"[Content_Types]_xml": CONTENT_TYPES, "word__document_xml": document})


BAD = {
    "empty.txt": b"",
    "blank.txt": b" \n\t \r\n",
    "binary.txt": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 4,
    "nul.txt": GOOD.encode() + b"\x00" + GOOD.encode(),
    "surrogate.txt": GOOD.encode() + b"\xed\xa0\xbd",
    "encoding.txt": bytes((byte * 7 + 128) % 128 + 128 for byte in range(400)),
    "long-line.txt": b"a" * 100_000_001,
    "broken-row.jsonl": json.dumps({"text": GOOD}).encode() + b'\n{"text": "broken\n',
    "surrogate-row.jsonl": b'{"text": "a lone \\ud83d surrogate"}\n',
    "no-object.jsonl": b'{"text": "fine and long enough to be read"}\n[1, 2]\n',
    "no-text-column.csv": b"headline,url\nA,B\n",
    "ragged.csv": b"text,title\none,two,three,four\nfive\n",
    "empty-text.csv": b"text,title\n,Only a title here\n",
    "broken.parquet": b"PAR1 this is no parquet file PAR1",
    "broken.docx": b"PK\x03\x04 this is no archive",
    "bomb.docx": make_zip(**{"[Content_Types]_xml": CONTENT_TYPES, "word__document_xml": b" " * 50_000_000}),
    "xxe.docx": xxe_docx(),
    "laughs.docx": laughing_docx(),
    "broken.pdf": b"%PDF-1.7 this is no pdf",
    "no-text.html": b"<html><head><title></title></head><body><script>var a = 1</script></body></html>",
    "bad-language.csv": b"text,language\nSome text that is long enough,not a language\n",
    "empty.parquet": b"",
    "only-bom.txt": b"\xef\xbb\xbf",
}


def check_refusal(process, name):
    assert process.returncode == 2
    (line,) = process.stderr.decode().splitlines()
    assert line.startswith("audit: ")
    assert name in line
    assert len(line) < 400


@pytest.mark.parametrize("name", BAD)
def test_alone(run_audit, tmp_path, name):
    (tmp_path / name).write_bytes(BAD[name])
    process = run_audit("run", name, "--output", "out.json")
    check_refusal(process, name)
    assert process.stdout == b""
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", BAD)
def test_in_a_folder_the_others_go_on(run_audit, tmp_path, name):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_bytes(BAD[name])
    (folder / "a.txt").write_text(GOOD, encoding="utf-8")
    (folder / "z.txt").write_text(GOOD, encoding="utf-8")
    process = run_audit("run", "in", "--output", "out.json")
    check_refusal(process, name)
    audits = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["audits"]
    assert [audit["document"]["path"] for audit in audits] == ["in/a.txt", f"in/{name}", "in/z.txt"]
    assert [len(audit["failures"]) for audit in audits] == [0, 1, 0]
    assert audits[1]["failures"][0]["stage"] == "read"
    assert audits[0]["zones"] == audits[2]["zones"] != []


def test_unreadable_input_stands_in_every_report(run_audit, tmp_path):
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "nul.txt").write_bytes(BAD["nul.txt"])
    for name in ("text", "html", "markdown"):
        assert "Not read" in run_audit("run", "a.txt", "nul.txt", "--format", name).stdout.decode()


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("none.txt", "no such file or folder"),
        ("none/", "no such file or folder"),
        ("x.xyz", "unknown file type '.xyz'; known: .csv"),
        ("empty-folder", "no file to read in this folder"),
        ("pipe.txt", "not a regular file"),
    ],
)
def test_paths(run_audit, tmp_path, path, message):
    (tmp_path / "x.xyz").write_text(GOOD)
    (tmp_path / "empty-folder").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    process = run_audit("run", path)
    check_refusal(process, path.rstrip("/"))
    assert message in process.stderr.decode()


@pytest.mark.parametrize(
    ("data", "message"), [(b"", "no text"), (b"\x00\x01\x02" * 50, "NUL at byte 0"), (b"\xff\xfe", "no text")]
)
def test_stdin(run_audit, data, message):
    process = run_audit("run", "-", data=data)
    check_refusal(process, "-")
    assert message in process.stderr.decode()
    assert process.stdout == b""


@pytest.mark.parametrize(
    ("name", "data", "package", "extra"),
    [
        ("page.html", b"<html><body><p>Some text</p></body></html>", "trafilatura", "web"),
        ("letter.docx", make_zip(**{"[Content_Types]_xml": CONTENT_TYPES}), "docx", "office"),
        ("paper.pdf", b"%PDF-1.7\n", "pypdfium2", "pdf"),
    ],
)
def test_missing_extra_names_itself(run_audit, tmp_path, name, data, package, extra):
    (tmp_path / name).write_bytes(data)
    blocked = tmp_path / "blocked"
    blocked.mkdir()
    (blocked / "sitecustomize.py").write_text(f"import sys\nsys.modules['{package}'] = None\n")
    root = Path(__file__).parents[2]
    process = run_audit("run", name, PYTHONPATH=f"{blocked}{os.pathsep}{root}")
    check_refusal(process, name)
    assert f"pip install 'translation-audit[{extra}]'" in process.stderr.decode()


def test_several_bad_files_are_a_line_each(run_audit, tmp_path):
    for name in ("empty.txt", "nul.txt", "broken.docx"):
        (tmp_path / name).write_bytes(BAD[name])
    process = run_audit("run", "empty.txt", "nul.txt", "broken.docx", "none.txt", "--output", "out.html")
    assert process.returncode == 2
    assert len(process.stderr.splitlines()) == 4
    assert not (tmp_path / "out.html").exists()
