"""The documentation is true: commands and options exist and are documented, examples run, generated pages are fresh."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer.main

from audit.checks import list_codes
from audit.cli.app import app

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS_PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
COMMANDS = typer.main.get_command(app).commands
ARTICLE = (
    "Паром снова ходит на остров, потому что водолазы вытащили сеть из винта\n\nDie Fähre nach Norderholm fährt seit Montag "
    "wieder, nachdem Taucher den Propeller von einem alten Netz befreit haben. Das teilte die Reederei am Morgen mit.\n"
)


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_every_command_and_option_is_documented():
    for name, command in COMMANDS.items():
        assert f"`audit {name}" in COMMANDS_PAGE
        for option in command.params:
            for text in option.opts:
                if text.startswith("--") and text != "--help":
                    assert text in COMMANDS_PAGE, f"audit {name} {text}"


def test_no_command_is_promised_that_is_not_there():
    promised = set(re.findall(r"audit ([a-z]+)\b", "\n".join(blocks("sh")))) | set(
        re.findall(r"`audit ([a-z]+)", COMMANDS_PAGE)
    )
    assert promised == set(COMMANDS)


def test_every_code_stands_in_the_readme():
    assert re.findall(r"^\| ([A-Z]{3}\d{3}) \|", README, flags=re.MULTILINE) == list(list_codes())


def test_findings_page_is_fresh():
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import make_docs
    finally:
        sys.path.pop(0)
    assert (ROOT / "docs" / "findings.md").read_text(encoding="utf-8") == make_docs.findings_page()


def test_links_lead_somewhere():
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert target.startswith("https://") or (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("block", blocks("python"))
def test_python_examples_run(block):
    process = subprocess.run(
        [sys.executable, "-W", "error", "-c", block], check=True, capture_output=True, text=True, cwd=ROOT
    )
    assert "LNG001 strong" in process.stdout
    assert [line.split(" ", 1)[0] for line in process.stdout.splitlines()[-3:]] == ["de", "ru", "en"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("readme")
    for name in ("article.txt", "articles/one.txt", "docs/page.md"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(ARTICLE, encoding="utf-8")
    return folder


def test_shell_examples_run(run_audit, folder):
    lines = [line for block in blocks("sh") for line in block.splitlines() if line.startswith("audit ")]
    assert len(lines) >= 7
    for line in lines:
        process = run_audit(*shlex.split(line, comments=True)[1:], cwd=folder)
        assert process.returncode == (1 if "--fail-on" in line else 0), (line, process.stderr)
        assert process.stderr == b""


def test_scripts_that_the_readme_names_exist():
    for name in re.findall(r"^(scripts/\w+)", "\n".join(blocks("sh")), flags=re.MULTILINE):
        assert (ROOT / name).stat().st_mode & 0o100


def test_version_stands_in_the_changelog():
    from audit import __version__

    assert f"\n## {__version__} " in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_nothing_names_a_path_of_a_machine():
    names = subprocess.run(["git", "ls-files", "-z"], check=True, capture_output=True, cwd=ROOT).stdout.split(b"\0")
    pattern = re.compile(r"(?<![\w.*])/(?:work|root|home|opt|Users)/\w")
    for name in filter(None, names):
        path = ROOT / name.decode()
        if path.suffix not in {".png", ".npz"} and path.is_file():
            assert not pattern.search(path.read_text(encoding="utf-8")), path
