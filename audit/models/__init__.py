"""Files learned by `scripts/train_*`: `manifest.toml` names their data and licence; a wrong digest is an error."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audit.errors import ModelError

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FOLDER = Path(__file__).parent


@cache
def manifest() -> dict[str, dict[str, Any]]:
    """The entries of `manifest.toml` by the name of the model."""
    return tomllib.loads((_FOLDER / "manifest.toml").read_text(encoding="utf-8"))


def model_path(name: str) -> Path:
    """Where the file of a model lies; `ModelError` where it is missing or is not the file of the manifest."""
    entry = manifest()[name]
    path = _FOLDER / str(entry["file"])
    if not path.is_file():
        raise ModelError(f"the packaged model {name} is missing ({entry['file']}): install the package again")
    if hashlib.sha256(path.read_bytes()).hexdigest() != entry["sha256"]:
        raise ModelError(f"the packaged model {name} is not the file of the manifest: install the package again")
    return path


@cache
def load_arrays(name: str) -> dict[str, NDArray[Any]]:
    """The arrays of a model stored as .npz, by name."""
    import numpy as np

    with np.load(model_path(name), allow_pickle=False) as arrays:
        return {key: arrays[key] for key in arrays.files}
