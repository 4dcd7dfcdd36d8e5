"""Markdown (.md, .markdown): the text is the file as it is; its markup gives zones of whole lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from audit.config import Options
from audit.formats.common import language_tag
from audit.formats.encoding import read_text
from audit.types import Document, Span, Zone, ZoneKind

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# markdown-it counts lines by these ends; str.splitlines knows more.
_LINE_END = re.compile(r"\r\n?|\n")
_LANGUAGE_KEYS = ("lang", "language")
# "key: value" with the value in plain letters or one pair of quotes; YAML's other forms are left alone.
_FRONT_MATTER_LINE = re.compile(r"""([A-Za-z_-]+):[ \t]+(?:"([^"\\]*)"|'([^']*)'|([^\s"'\[{|>&*!%#@`].*?))[ \t]*""")


class _Block(NamedTuple):
    first: int
    end: int
    kind: ZoneKind


def read(data: bytes, *, path: str, options: Options) -> list[Document]:
    """One document with the zones that its markup tells; raises `InputError` as plain text does."""
    decoded = read_text(data, path=path, options=options)
    text = decoded.text
    tokens = _parser().parse(text)
    front = _front_matter(tokens)
    language = next((front[key] for key in _LANGUAGE_KEYS if key in front), None)
    return [
        Document(
            text=text,
            title=front.get("title") or _heading_text(tokens),
            language=language_tag(language),
            path=path,
            zones=_cut_zones(text, _blocks(tokens)),
            meta=decoded.meta,
        )
    ]


def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.front_matter import front_matter_plugin

    # Zones need blocks only, and inline rules are the slow part.
    return MarkdownIt("commonmark").enable("table").disable("inline").use(front_matter_plugin)


def _blocks(tokens: Sequence[Token]) -> Iterator[_Block]:
    """The blocks that tell their kind, in order; what stands inside a block quote belongs to the quote."""
    headline_seen, quotes = False, 0
    for token in tokens:
        if token.type == "blockquote_close":
            quotes -= 1
        kind = None if quotes else _kind(token, headline_seen=headline_seen)
        if token.type == "blockquote_open":
            quotes += 1
        if kind is not None and token.map is not None:
            headline_seen = headline_seen or kind == "headline"
            yield _Block(token.map[0], token.map[1], kind)


def _kind(token: Token, *, headline_seen: bool) -> ZoneKind | None:
    if token.type in {"front_matter", "fence", "code_block"}:
        return "code"
    if token.type == "html_block" and token.content.lstrip().startswith("<!--"):
        return "code"
    if token.type == "heading_open":
        return "headline" if token.tag == "h1" and not headline_seen else "subhead"
    return "quote" if token.type == "blockquote_open" else None


def _cut_zones(text: str, blocks: Iterator[_Block]) -> tuple[Zone, ...]:
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    zones: list[Zone] = []
    done = 0
    for block in blocks:
        start = starts[block.first]
        end = starts[block.end] if block.end < len(starts) else len(text)
        end = start + len(text[start:end].rstrip())
        if done <= start < end:
            zones.append(Zone(span=Span(start, end), kind=block.kind, confidence=1.0))
            done = end
    return tuple(zones)


def _front_matter(tokens: Sequence[Token]) -> dict[str, str]:
    if not tokens or tokens[0].type != "front_matter":
        return {}
    matches = map(_FRONT_MATTER_LINE.fullmatch, tokens[0].content.split("\n"))
    return {match[1].lower(): (match[2] or match[3] or match[4] or "").strip() for match in matches if match}


def _heading_text(tokens: Sequence[Token]) -> str | None:
    """The text of the first level-1 heading outside quotes, without its markup."""
    quotes = 0
    for token, content in pairwise(tokens):
        quotes += token.type == "blockquote_open"
        quotes -= token.type == "blockquote_close"
        if token.type == "heading_open" and token.tag == "h1" and not quotes:
            return _inline_text(content.content) or None
    return None


def _inline_text(markup: str) -> str:
    from markdown_it import MarkdownIt

    children = MarkdownIt("commonmark").parseInline(markup)[0].children or []
    shown = (child for child in children if child.type != "html_inline")
    return "".join(" " if child.type.endswith("break") else child.content for child in shown).strip()
