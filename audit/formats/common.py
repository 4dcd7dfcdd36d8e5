"""What the readers share: content quoted in messages, and the shape of language tags."""

from __future__ import annotations

import re

# ISO 639 codes have two or three letters; the longer primary subtags that BCP 47 reserves were never assigned, so
# "german" is a mistake and not a tag.
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def shorten(value: object, *, limit: int = 40) -> str:
    """File content as one printable line for a message, cut to about `limit` characters."""
    text = value if isinstance(value, str) else str(value)
    return repr(text if len(text) <= limit else text[:limit] + "…")


def one_line(error: BaseException) -> str:
    """A library's error message as one printable line."""
    text = " ".join(str(error).split())[:200] or type(error).__name__
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)


def is_language_tag(value: str) -> bool:
    """Whether the value has the shape of a BCP 47 tag, such as `de` or `sr-Latn`."""
    return _LANGUAGE_TAG.fullmatch(value) is not None


def language_tag(value: str | None) -> str | None:
    """The value where it has the shape of a BCP 47 tag, else None."""
    value = (value or "").strip()
    return value if is_language_tag(value) else None
