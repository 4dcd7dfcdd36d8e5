from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from audit.errors import InputError
from audit.formats import STDIN, SUFFIXES, find_files, known_suffixes, read_documents


def test_a_file_gives_itself(tmp_path: Path):
    path = tmp_path / "a.TXT"
    path.write_text("Ein Satz.", encoding="utf-8")
    assert find_files(str(path)) == [str(path)]


def test_standard_input_gives_itself():
    assert find_files(STDIN) == [STDIN]


def test_a_folder_gives_its_known_files_sorted(tmp_path: Path):
    for name in ("b.txt", "a.md", "sub/c.html", "sub/deep/d.csv", "x.xyz", ".hidden.txt", ".git/e.txt", "noend"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Ein Satz.", encoding="utf-8")
    found = [str(Path(path).relative_to(tmp_path)) for path in find_files(str(tmp_path))]
    assert found == ["a.md", "b.txt", "sub/c.html", "sub/deep/d.csv"]


def test_paths_begin_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Ein Satz.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert find_files("in") == ["in/a.txt"]
    assert find_files("in/") == ["in/a.txt"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing.txt", "no such file or folder"),
        ("a.xyz", f"unknown file type '.xyz'; known: {known_suffixes()}"),
        ("noend", f"unknown file type ''; known: {known_suffixes()}"),
        ("empty", f"no file to read in this folder; known: {known_suffixes()}"),
        ("pipe.txt", "not a regular file (a pipe, socket or device); use '-' to read standard input"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, reason: str):
    (tmp_path / "a.xyz").write_text("x", encoding="utf-8")
    (tmp_path / "noend").write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(InputError) as caught:
        find_files(str(tmp_path / name))
    assert caught.value.reason == reason


@pytest.mark.parametrize("name", ["two\nlines.txt", "not utf-8 \udcff.txt", "nul\0.txt"])
def test_a_name_that_cannot_be_shown(name: str):
    with pytest.raises(InputError, match="rename the file") as caught:
        find_files(name)
    assert str(caught.value).isprintable()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission(tmp_path: Path):
    folder = tmp_path / "locked"
    folder.mkdir(mode=0)
    with pytest.raises(InputError, match="Permission denied"):
        find_files(str(folder))


def test_an_error_of_the_system_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, Any]):
    path = tmp_path / "a.txt"
    path.write_text("Ein Satz.", encoding="utf-8")

    def fail(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", fail)
    with pytest.raises(InputError, match=r"cannot be read \(Permission denied\)"):
        read_documents(str(path), options=options)


def test_a_folder_is_no_document(tmp_path: Path, options: dict[str, Any]):
    with pytest.raises(InputError, match="this is a folder"):
        read_documents(str(tmp_path), options=options)


def test_size_is_checked_before_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, Any]):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 101)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("opened"))
    with pytest.raises(InputError, match=r"101 bytes, more than read.max_bytes = 100; split it or raise"):
        read_documents(str(path), options=options | {"max_bytes": 100})


def test_tables_have_their_own_limit(tmp_path: Path, options: dict[str, Any]):
    path = tmp_path / "a.csv"
    path.write_text("text\nEin Satz.\n", encoding="utf-8")
    assert len(read_documents(str(path), options=options | {"max_bytes": 5})) == 1
    with pytest.raises(InputError, match=r"read.max_table_bytes = 5"):
        read_documents(str(path), options=options | {"max_table_bytes": 5})


def test_a_file_that_grows_is_not_read_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, Any]):
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 200)
    stream = io.BytesIO(b"x" * 10_000)
    monkeypatch.setattr(Path, "open", lambda *_: stream)
    with pytest.raises(InputError, match="301 bytes"):
        read_documents(str(path), options=options | {"max_bytes": 300})
    assert stream.closed


@pytest.mark.parametrize("text", ["Ein Satz.\n", "{ kein JSON\n", "{1}", '["a"]'])
def test_standard_input_is_plain_text(options: dict[str, Any], text: str):
    [document] = read_documents(STDIN, options=options, stdin=io.BytesIO(text.encode()))
    assert (document.text, document.path) == (text, "-")


def test_standard_input_may_be_jsonl(options: dict[str, Any]):
    stdin = io.BytesIO(b'\xef\xbb\xbf\n{"text": "Eins."}\n{"text": "Zwei."}\n')
    documents = read_documents(STDIN, options=options, stdin=stdin)
    assert [document.text for document in documents] == ["Eins.", "Zwei."]
    assert [document.path for document in documents] == ["-", "-"]


def test_standard_input_is_limited(options: dict[str, Any]):
    stdin = io.BytesIO(b"x" * 1000)
    with pytest.raises(InputError, match=r"-: at least 101 bytes, more than read\.max_bytes = 100"):
        read_documents(STDIN, options=options | {"max_bytes": 100}, stdin=stdin)
    assert stdin.tell() == 101


def test_jsonl_on_standard_input_has_the_limit_of_tables(options: dict[str, Any]):
    lines = b'{"text": "Ein Satz."}\n' * 20
    small = options | {"max_bytes": 50}
    assert len(read_documents(STDIN, options=small, stdin=io.BytesIO(lines))) == 20
    with pytest.raises(InputError, match=r"read.max_table_bytes = 60"):
        read_documents(STDIN, options=small | {"max_table_bytes": 60}, stdin=io.BytesIO(lines))


def test_every_suffix_has_a_reader():
    for module in set(SUFFIXES.values()):
        __import__(f"audit.formats.{module}")
        assert callable(sys.modules[f"audit.formats.{module}"].read)


def test_nothing_heavy_is_imported():
    heavy = ["lxml", "polars", "trafilatura", "docx", "pypdfium2", "markdown_it"]
    code = f"import sys, audit.formats, audit.formats.text; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
