"""The commands as processes: what they print, write and exit with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

GERMAN = (
    "Die Fähre nach Norderholm fährt seit Montag wieder, nachdem Taucher den Propeller von einem alten Netz befreit haben. "
    "Das teilte die Reederei am Morgen mit.\n\nAm ersten Tag nutzten nach ihren Angaben 312 Menschen das Schiff. Im Sommer "
    "sollen es doppelt so viele werden, wenn das Wetter hält."
)
MIXED = f"Паром снова ходит на остров, потому что водолазы вытащили сеть из винта\n\n{GERMAN}\n"
DISCLOSED = (
    f"Fähre nach Norderholm fährt wieder\n\n{GERMAN}\n\nDieser Text wurde maschinell aus dem Englischen übersetzt.\n"
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.txt").write_text(MIXED, encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.txt").write_text(DISCLOSED, encoding="utf-8")
    return tmp_path


def load(process):
    return json.loads(process.stdout)


def test_text_is_the_default(run_audit, folder):
    process = run_audit("run", "a.txt")
    text = process.stdout.decode()
    assert (process.returncode, process.stderr) == (0, b"")
    for part in (
        "a.txt",
        "LNG001",
        "strong",
        "Паром снова ходит",
        "Mixed origin: yes",
        "Found: ",
        "Means: ",
        "Would settle it: ",
    ):
        assert part in text
    assert "\x1b" not in text


def test_folder_is_read_in_order(run_audit, folder, schema):
    process = run_audit("run", ".", "--format", "json")
    data = load(process)
    jsonschema.validate(data, schema)
    assert [audit["document"]["path"] for audit in data["audits"]] == ["a.txt", "sub/b.txt"]
    assert [audit["verdicts"][0]["answer"] for audit in data["audits"]] == ["undetermined", "yes"]


def test_arguments_are_read_in_order(run_audit, folder):
    process = run_audit("run", "sub/b.txt", "a.txt", "--format", "jsonl")
    rows = [json.loads(line) for line in process.stdout.decode().splitlines()]
    assert [row["document"]["path"] for row in rows] == ["sub/b.txt", "a.txt"]


def test_stdin(run_audit):
    process = run_audit("run", "-", "--format", "json", data=MIXED.encode())
    assert load(process)["audits"][0]["document"]["path"] == "-"
    assert load(process)["audits"][0]["document"]["text"] == MIXED


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["a.txt"], 0),
        (["a.txt", "--fail-on", "major"], 1),
        (["a.txt", "--fail-on", "critical"], 0),
        (["a.txt", "--fail-on", "never"], 0),
        (["sub/b.txt", "--fail-on", "minor"], 0),
        (["sub/b.txt", "--fail-on", "neutral"], 1),
        (["a.txt", "--fail-on", "major", "--ignore", "LNG"], 0),
        (["a.txt", "--fail-on", "major", "--select", "MTE"], 0),
        (["a.txt", "--fail-on", "major", "--select", "MTE,LNG001"], 1),
    ],
)
def test_exit_codes(run_audit, folder, arguments, code):
    assert run_audit("run", *arguments).returncode == code


def test_report_from_saved_audits_is_the_direct_one(run_audit, folder):
    run_audit("run", "a.txt", "sub", "--output", "saved.json")
    run_audit("run", "a.txt", "sub", "--output", "saved.jsonl")
    for name in ("text", "json", "jsonl", "html", "markdown"):
        direct = run_audit("run", "a.txt", "sub", "--format", name).stdout
        assert run_audit("report", "saved.json", "--format", name).stdout == direct != b""
        assert run_audit("report", "saved.jsonl", "--format", name).stdout == direct


def test_report_needs_no_models(run_audit, folder, tmp_path):
    run_audit("run", "a.txt", "--output", "saved.json")
    assert (folder / "saved.json").stat().st_size
    (tmp_path / "langdetect").mkdir()
    (tmp_path / "langdetect" / "__init__.py").write_text("raise ImportError('no model here')")
    assert run_audit("report", "saved.json", "--format", "html").returncode == 0


def test_two_runs_are_byte_identical(run_audit, folder):
    for name in ("json", "html", "text", "markdown"):
        first = run_audit("run", ".", "--format", name, PYTHONHASHSEED="1").stdout
        assert run_audit("run", ".", "--format", name, PYTHONHASHSEED="2").stdout == first != b""


@pytest.mark.parametrize("name", ["out.json", "out.jsonl", "out.html", "out.md", "out.txt"])
def test_output_name_tells_the_format(run_audit, folder, name):
    process = run_audit("run", "a.txt", "--output", name)
    assert (process.returncode, process.stdout) == (0, b"")
    text = (folder / name).read_text(encoding="utf-8")
    starts = {"json": '{"schema"', "jsonl": '{"document"', "html": "<!DOCTYPE html>", "md": "# audit", "txt": "a.txt"}
    assert text.startswith(starts[name.removeprefix("out.")])
    assert sorted(path.name for path in folder.iterdir()) == sorted(["a.txt", "sub", name])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Missing command"),
        (["bogus"], "No such command 'bogus'"),
        (["run"], "Missing argument"),
        (["run", "a.txt", "--format", "pdf"], "'pdf' is not one of"),
        (["run", "a.txt", "--bogus"], "No such option: --bogus"),
        (["run", "a.txt", "--select", "LNG99"], "no finding code 'LNG99'"),
        (["run", "a.txt", "--config", "none.toml"], "none.toml: cannot be read"),
        (["run", "a.txt", "--output", "out.xyz"], "the name tells no format"),
        (["run", "a.txt", "--output", "none/out.json"], "none/out.json: cannot be written"),
        (["run", "a.txt", "--output", "sub", "--format", "json"], "sub: cannot be written"),
        (["report", "a.txt"], "not JSON"),
        (["report", "none.json"], "none.json: cannot be read"),
        (["explain"], "a finding code or --all"),
        (["explain", "LNG999"], "no finding code 'LNG999'"),
    ],
)
def test_wrong_use_is_one_line_and_exit_2(run_audit, folder, arguments, message):
    process = run_audit(*arguments)
    assert process.returncode == 2
    if arguments:
        assert process.stdout == b""
        (line,) = process.stderr.decode().splitlines()
        assert line.startswith("audit: ")
        assert message in line
    assert sorted(path.name for path in folder.iterdir()) == ["a.txt", "sub"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("{}", "expected schema 'audit/1', found None"),
        ("[1, 2]", "found 'list'"),
        ('{"schema": "audit/9", "audits": []}', "found 'audit/9'"),
        ('{"document": {}}\nnonsense\n', "line 1: saved audit without the field"),
        ("PAR1", "broken Parquet file"),
        ("\ud83d", None),
    ],
)
def test_damaged_saved_audits(run_audit, tmp_path, text, message):
    (tmp_path / "saved.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    process = run_audit("report", "saved.json")
    assert process.returncode == 2
    assert (message or "not UTF-8") in process.stderr.decode()
    assert len(process.stderr.splitlines()) == 1


def test_report_never_overwrites_an_article(run_audit, folder):
    before = (folder / "a.txt").read_bytes()
    process = run_audit("run", "a.txt", "--output", "a.txt")
    assert (process.returncode, process.stdout) == (2, b"")
    assert process.stderr.decode() == "audit: --output a.txt: this would overwrite the input a.txt\n"
    assert (folder / "a.txt").read_bytes() == before


def test_earlier_report_in_a_folder_is_passed_over(run_audit, folder):
    for _ in range(2):
        assert run_audit("run", ".", "--output", "report.jsonl").returncode == 0
    assert len((folder / "report.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_links_and_devices_are_written_through(run_audit, folder):
    (folder / "real.json").write_text("old")
    (folder / "link.json").symlink_to("real.json")
    assert run_audit("run", "a.txt", "--output", "link.json").returncode == 0
    assert (folder / "link.json").is_symlink()
    assert (folder / "real.json").read_text(encoding="utf-8").startswith('{"schema"')
    assert run_audit("run", "a.txt", "--output", "/dev/null", "--format", "json").returncode == 0
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize(
    "arguments", [["run", "a.txt"], ["explain", "--all"], ["run", "a.txt", "--output", "/dev/full", "--format", "json"]]
)
def test_full_disk_is_one_line(folder, arguments):
    root = Path(__file__).parents[2]
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(
            [sys.executable, "-m", "audit", *arguments], check=False, cwd=folder, stdout=full, stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(root)},
        )  # fmt: skip
    assert process.returncode == 2
    assert b"cannot be written (No space left on device)" in process.stderr
    assert len(process.stderr.splitlines()) == 1


def test_closed_standard_input_is_one_line(folder):
    root = Path(__file__).parents[2]
    command = f"{sys.executable} -m audit run - <&-"
    process = subprocess.run(
        ["bash", "-c", command],
        check=False,
        cwd=folder,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    assert (process.returncode, process.stderr) == (2, b"audit: -: standard input is closed\n")


def test_unknown_candidates_are_refused_before_any_text(run_audit, folder):
    (folder / "audit.toml").write_text("[identify]\ncandidates = ['xx']\n")
    process = run_audit("run", ".", "--output", "out.json")
    assert (process.returncode, process.stderr.count(b"\n")) == (2, 1)
    assert b"does not know these candidate languages: xx" in process.stderr
    assert not (folder / "out.json").exists()


def test_rows_of_a_table_are_told_apart(run_audit, folder):
    (folder / "two.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in (MIXED, DISCLOSED)))
    text = run_audit("run", "two.jsonl").stdout.decode()
    assert "two.jsonl, row 1\n" in text
    assert "two.jsonl, row 2\n" in text


def test_configuration_is_found_in_the_folder(run_audit, folder):
    (folder / "audit.toml").write_text("[run]\nfail_on = 'major'\n")
    assert run_audit("run", "a.txt").returncode == 1
    (folder / "audit.toml").write_text("[run]\nfail_onn = 'major'\n")
    process = run_audit("run", "a.txt")
    assert process.returncode == 2
    assert b"did you mean 'run.fail_on'?" in process.stderr
    (folder / "audit.toml").write_text("[run]\nfail_on = 'sometimes'\n")
    process = run_audit("run", "a.txt")
    assert (process.returncode, process.stderr.count(b"\n")) == (2, 1)
    assert b"run.fail_on" in process.stderr


def test_explain(run_audit):
    assert run_audit("explain", "lng001").stdout.decode().startswith("LNG001: headline and body")
    text = run_audit("explain", "--all").stdout.decode()
    assert [code in text for code in ("LNG001", "LNG003", "MTE001", "MTE002")] == [True] * 4


def test_version(run_audit):
    from audit import __version__

    assert run_audit("--version").stdout.decode() == f"audit {__version__}\n"


def test_demo(run_audit, tmp_path):
    process = run_audit("demo")
    text = process.stdout.decode()
    assert process.returncode == 0
    assert "Report: audit-demo.html" in text
    assert text.startswith("37 texts")
    assert (tmp_path / "audit-demo.html").read_text(encoding="utf-8").count("<article") == 37


def test_color_only_where_it_is_wanted(auditor):
    from audit import Document
    from audit.render import render

    audits = [auditor.audit(Document(text=MIXED))]
    plain, coloured = ("".join(render(audits, "text", color=color)) for color in (False, True))
    assert "\x1b[" not in plain
    assert "\x1b[" in coloured


def test_closed_pipe_is_no_error(folder):
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-m", "audit", "run", ".", "--format", "json"], cwd=folder, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait()


@pytest.mark.parametrize("columns", ["", "0", "1", "30", "300"])
def test_terminals_of_any_width(folder, columns):
    import pty

    controller, terminal = pty.openpty()
    process = subprocess.run(
        [sys.executable, "-m", "audit", "run", "a.txt"], check=False, cwd=folder, stdout=terminal,
        stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "COLUMNS": columns},
    )  # fmt: skip
    seen = os.read(controller, 100_000)
    os.close(terminal)
    os.close(controller)
    assert (process.returncode, process.stderr) == (0, b"")
    assert b"LNG001" in seen


def test_options_name_what_the_library_knows():
    from audit.cli.options import FailOn, Format
    from audit.render import FORMATS
    from audit.types import SEVERITIES

    assert tuple(FailOn) == (*SEVERITIES, "never")
    assert set(Format) == set(FORMATS)


@pytest.mark.parametrize(("arguments", "shown"), [([], True), (["--quiet"], False)])
def test_progress_goes_to_a_terminal_on_standard_error(folder, arguments, shown):
    import pty

    controller, terminal = pty.openpty()
    process = subprocess.run(
        [sys.executable, "-m", "audit", "run", ".", "--format", "json", *arguments], check=True, cwd=folder,
        stdout=subprocess.PIPE, stderr=terminal, env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    os.write(terminal, b"end")
    seen = os.read(controller, 100_000)
    os.close(terminal)
    os.close(controller)
    assert (b"texts audited" in seen) is shown
    assert len(load(process)["audits"]) == 2
