"""Fixtures of the reader tests: the default options, and a function that writes a file and reads it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from audit.config import Config
from audit.errors import InputError
from audit.formats import read_documents
from audit.types import Document

ReadFile = Callable[..., list[Document]]
Refuse = Callable[..., str]


@pytest.fixture
def options() -> dict[str, Any]:
    return dict(Config.default().table("read"))


@pytest.fixture
def read_file(tmp_path: Path, options: dict[str, Any]) -> ReadFile:
    def read(name: str, data: bytes | str, **changed: Any) -> list[Document]:
        path = tmp_path / name
        path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
        return read_documents(str(path), options=options | changed)

    return read


@pytest.fixture
def refuse(read_file: ReadFile) -> Refuse:
    """The reason why a file is refused, checked to be one printable line."""

    def reason(name: str, data: bytes | str, **changed: Any) -> str:
        with pytest.raises(InputError) as caught:
            read_file(name, data, **changed)
        assert str(caught.value).isprintable()
        assert caught.value.path.endswith(name)
        return caught.value.reason

    return reason
