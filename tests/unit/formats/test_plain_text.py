from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from audit.config import Config
from audit.formats import text as plain

OPTIONS = Config.default().table("read")
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")


def test_a_text_is_kept_as_it_is(read_file: Any):
    text = "\n Titel \r\n\r\nEin\u00a0Satz.\u2028Ende\x0c\r"
    [document] = read_file("a.txt", text)
    assert document.text == text
    assert document.path.endswith("a.txt")
    assert document.meta == {"encoding": "utf-8"}
    assert document.zones == ()


@given(st.text(CHARACTERS))
@settings(max_examples=300, deadline=None)
def test_any_text_comes_back(text: str):
    assume(text.strip() and not text.startswith(("\ufeff", "%PDF-", "{\\rtf")))
    [document] = plain.read(text.encode("utf-8"), path="a.txt", options=OPTIONS)
    assert document.text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "no text"),
        ("\ufeff", "no text"),
        ("\ufeff \n", "no text"),
        ("\u2003\u2028\n", "no text"),
        (b"\xff\xfe\x00\x00a\x00", "NUL character at position 0"),
    ],
)
def test_what_is_no_text(refuse: Any, data: bytes | str, reason: str):
    assert reason in refuse("a.txt", data)


def test_too_long_a_line(refuse: Any):
    reason = refuse("a.txt", "x" * 5001, max_characters=5000)
    assert reason == "5001 characters, more than read.max_characters = 5000; split it or raise the option"
