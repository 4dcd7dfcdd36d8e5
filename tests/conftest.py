"""Fixtures that several tests share."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from audit import Auditor
from audit.formats.corpus import demo_corpus

settings.register_profile("audit", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("audit")

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("AUDIT_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def auditor() -> Auditor:
    return Auditor()


@pytest.fixture(scope="session")
def schema() -> dict:
    return json.loads((ROOT / "audit" / "audit.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def seeds() -> Path:
    if not (SHARED / "seeds").is_dir():
        pytest.skip(f"no shared data at {SHARED}; set AUDIT_SHARED")
    return SHARED / "seeds"


@pytest.fixture(scope="session")
def corpus() -> Path:
    return demo_corpus()


@pytest.fixture
def run_audit(tmp_path):
    """Run the command line in a folder of its own; gives the finished process with text output."""

    def run(*arguments, data=None, cwd=tmp_path, **env):
        return subprocess.run(
            [sys.executable, "-m", "audit", *map(str, arguments)],
            check=False,
            input=data,
            capture_output=True,
            cwd=cwd,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **env},
        )

    return run
