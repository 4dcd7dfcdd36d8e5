"""Plain text (.txt, .text)."""

from __future__ import annotations

from audit.config import Options
from audit.formats.encoding import read_text
from audit.types import Document


def read(data: bytes, *, path: str, options: Options) -> list[Document]:
    """One document with the text as it is; raises `InputError` as `decode` and `check_text` do."""
    decoded = read_text(data, path=path, options=options)
    return [Document(text=decoded.text, path=path, meta=decoded.meta)]
