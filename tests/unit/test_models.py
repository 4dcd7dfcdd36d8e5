"""The packaged models are those of the manifest."""

import pytest

from audit import ModelError, models

KEYS = {"file", "sha256", "what", "data", "licence", "script", "metrics"}


@pytest.mark.parametrize("name", models.manifest())
def test_entries_are_whole_and_their_files_are_there(name):
    from pathlib import Path

    entry = models.manifest()[name]
    assert set(entry) == KEYS
    assert models.model_path(name).is_file()
    root = Path(__file__).parents[2]
    assert (root / entry["script"]).is_file()
    assert (root / entry["metrics"]).is_file()


@pytest.fixture
def folder(monkeypatch, tmp_path):
    entry = {"file": "x.npz", "sha256": "0" * 64}
    monkeypatch.setattr(models, "manifest", lambda: {"x": entry})
    monkeypatch.setattr(models, "_FOLDER", tmp_path)
    return tmp_path


def test_missing_file(folder):
    with pytest.raises(ModelError, match=r"model x is missing \(x.npz\): install the package again"):
        models.model_path("x")


def test_changed_file(folder):
    (folder / "x.npz").write_bytes(b"something else")
    with pytest.raises(ModelError, match="model x is not the file of the manifest"):
        models.model_path("x")
