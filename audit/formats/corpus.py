"""Small corpora: folders of stories, each with a `card.toml` that lists its texts."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from audit.config import Options
from audit.errors import InputError
from audit.formats import read_documents
from audit.types import Document


def demo_corpus() -> Path:
    """The folder of the demo corpus: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parents[1]
    packaged = package / "corpora"
    return packaged if packaged.is_dir() else package.parent / "corpora"


def read_corpus(folder: Path, *, options: Options) -> list[Document]:
    """The texts of all stories in the order of folders and cards, with what the cards know of them.

    Paths are relative to the corpus, so that a report does not depend on where it lies. Raises `InputError` where the
    folder holds no card or a text cannot be read.
    """
    cards = sorted(folder.glob("*/card.toml"))
    if not cards:
        raise InputError(str(folder), "no corpus here: expected folders with a card.toml")
    return [document for card in cards for document in _read_story(card, options)]


def _read_story(card: Path, options: Options) -> list[Document]:
    entries: list[dict[str, Any]] = tomllib.loads(card.read_text(encoding="utf-8"))["document"]
    return [
        replace(
            document,
            path=f"{card.parent.name}/{entry['file']}",
            outlet=entry.get("outlet"),
            published=entry.get("published"),
            version_of=entry.get("version_of"),
        )
        for entry in entries
        for document in read_documents(str(card.parent / entry["file"]), options=options)
    ]
