"""The blocks of a text: lines, or paragraphs where the text was wrapped by hand, with what their surface shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from audit.language.tables import WORD
from audit.types import Span, Zone, ZoneKind
from audit.zoning.cues import find_cues

# Every character at which str.splitlines cuts, so that no block holds a line break that an editor would show.
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_TERMINAL = re.compile(r"[.!?…。！？؟।։][\"'”“»’)\]」』]*$")
_SENTENCE_END = re.compile(r"[.!?…؟।։][\"'”“»’)\]]*(?=\s+\S)|[。！？](?=.)")
# Letters of scripts that write no space between words; two of them stand for about one word.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


@dataclass(slots=True)
class Block:
    """One line or wrapped paragraph. `kind` is filled in by the rules; `gap` = a blank line stands before it.

    `cues` are the names of the cues in it (`cues.toml`), `chance` is that of being main text where the model was asked.
    """

    span: Span
    text: str
    words: int
    terminal: bool
    sentences: int
    gap: bool
    cues: frozenset[str] = frozenset()
    kind: ZoneKind | None = None
    confidence: float = 0.0
    chance: float | None = None

    def label(self, kind: ZoneKind, *, confidence: float) -> None:
        """Set the kind, unless a stronger rule has done so."""
        if self.kind is None:
            self.kind, self.confidence = kind, confidence


def cut_blocks(text: str, known: Sequence[Zone] = ()) -> list[Block]:
    """The blocks of a text in order; zones that the reader knows stay whole and keep their kind."""
    blocks: list[Block] = []
    position = 0
    for zone in sorted(known, key=lambda zone: zone.span.start):
        blocks += _free_blocks(text, position, zone.span.start)
        block = _make_block(text, zone.span)
        block.label(zone.kind, confidence=zone.confidence)
        blocks.append(block)
        position = zone.span.end
    blocks += _free_blocks(text, position, len(text))
    for block, cues in zip(blocks, find_cues([block.text for block in blocks]), strict=True):
        block.cues = cues
    return blocks


def _free_blocks(text: str, start: int, end: int) -> list[Block]:
    lines = [span for match in _LINE.finditer(text, start, end) if (span := _strip(text, match.span())) is not None]
    return [_make_block(text, span) for span in _join_wrapped(text, lines)]


def _strip(text: str, bounds: tuple[int, int]) -> Span | None:
    line = text[slice(*bounds)]
    if not line.strip():
        return None
    start = bounds[0] + len(line) - len(line.lstrip())
    return Span(start, start + len(line.strip()))


def _make_block(text: str, span: Span) -> Block:
    content = span.of(text)
    return Block(
        span=span,
        text=content,
        words=_count_words(content),
        terminal=_TERMINAL.search(content) is not None,
        sentences=len(_SENTENCE_END.findall(content)) + 1,
        gap=_breaks(text, span.start) != 1,
    )


def _count_words(text: str) -> int:
    words = len(WORD.findall(text))
    return words if text.isascii() else max(words, len(_UNSPACED.findall(text)) // 2)


def _breaks(text: str, position: int) -> int:
    """How many line breaks stand between the previous ink and `position`."""
    before = text[max(0, position - 200) : position]
    return (before[len(before.rstrip()) :]).replace("\r\n", "\n").count("\n")


def _join_wrapped(text: str, lines: list[Span]) -> list[Span]:
    """Join the lines of paragraphs that were wrapped by hand at 45 to 110 columns; else every line is a block."""
    paragraphs: list[list[Span]] = []
    for line in lines:
        if paragraphs and _breaks(text, line.start) == 1:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    inner = [line for paragraph in paragraphs for line in paragraph[:-1]]
    if len(inner) < 3 or not _is_wrapped(text, inner):
        return lines
    return [Span(paragraph[0].start, paragraph[-1].end) for paragraph in paragraphs]


def _is_wrapped(text: str, inner: list[Span]) -> bool:
    lengths = [line.end - line.start for line in inner]
    ends = sum(1 for line in inner if _TERMINAL.search(line.of(text)))
    return median(lengths) >= 45 and max(lengths) <= 110 and ends <= len(inner) / 3
