"""Zones of a text by cue rules: first what a line says of itself, then what its neighbours say of it.

Confidences are grades, not frequencies: 1 = told by markup, 0.9 = a cue in the line, 0.7 = by position, 0.5 = default.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audit.language.disclosures import find_disclosures
from audit.types import Zone
from audit.zoning.blocks import Block, cut_blocks, has_cue

_CUE, _POSITION, _DEFAULT = 0.9, 0.7, 0.5
# A note about the translation is short; a whole article about machine translation is not a note.
_NOTE_WORDS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneRules:
    """Limits in words: a heading has at most `heading_words`; prose has `prose_words` or two sentences at least."""

    heading_words: int
    prose_words: int
    lead_words: int

    def __call__(self, text: str, known: Sequence[Zone] = ()) -> list[Zone]:
        """The zones of a text, in order, disjoint; `known` are zones that markup tells, which are kept."""
        blocks = cut_blocks(text, known)
        for block in blocks:
            _label_by_cue(block)
        _label_galleries(blocks)
        _label_opening_boilerplate(blocks, self._first_prose(blocks))
        _label_author_notes(blocks)
        _label_comments(blocks)
        self._label_head(blocks)
        self._label_rest(blocks)
        return [Zone(span=block.span, kind=block.kind or "body", confidence=block.confidence) for block in blocks]

    def _is_prose(self, block: Block) -> bool:
        return block.terminal and (block.words >= self.prose_words or block.sentences > 1)

    def _is_heading(self, block: Block) -> bool:
        return not block.terminal and 1 < block.words <= self.heading_words and not block.text.endswith((":", ","))

    def _first_prose(self, blocks: list[Block]) -> int:
        return next((i for i, block in enumerate(blocks) if block.kind is None and self._is_prose(block)), len(blocks))

    def _label_head(self, blocks: list[Block]) -> None:
        """Kicker, headline and lead: the unlabelled blocks down to the first prose."""
        first = self._first_prose(blocks)
        _release_headline(blocks, first)
        if not any(block.kind == "headline" for block in blocks):
            head = [block for block in blocks[:first] if block.kind is None]
            self._label_title(head)
        for block in blocks[:first]:
            if block.kind is None and block.words > 3:
                block.label("lead", confidence=_POSITION)
        self._label_lead(blocks, first)

    def _label_title(self, head: list[Block]) -> None:
        titles = [block for block in head if block.words >= 3 and block.text[-1] != ":" and block.sentences == 1]
        for title in titles[:1] or head[:1]:
            for block in head[: head.index(title)]:
                block.label("kicker", confidence=_POSITION)
            title.label("headline", confidence=_POSITION)
            for block in head[head.index(title) + 1 :]:
                if _is_name(block):
                    block.label("byline", confidence=_POSITION)

    def _label_lead(self, blocks: list[Block], first: int) -> None:
        """The first prose block leads, and also the one behind a standfirst where it opens with the dateline."""
        prose = [block for block in blocks[first:] if block.kind is None and self._is_prose(block)]
        kinds = {block.kind for block in blocks}
        if len(prose) < 2 or "headline" not in kinds:
            return
        standfirst = None if "lead" in kinds else prose.pop(0)
        dateline = prose[0] if has_cue(prose[0].text, "place_opening") else None
        for block in (standfirst, dateline):
            if block is not None and block.words <= self.lead_words:
                block.label("lead", confidence=_POSITION)

    def _label_rest(self, blocks: list[Block]) -> None:
        followers = [*blocks[1:], None][: len(blocks)]
        for block, follower in reversed(list(zip(blocks, followers, strict=True))):
            if block.kind is not None:
                continue
            if self._is_heading(block) and follower is not None:
                self._label_heading(block, follower)
            elif block.words <= 60 and has_cue(block.text, "caption"):
                block.label("caption", confidence=_CUE)
            else:
                block.label("body", confidence=_POSITION if self._is_prose(block) else _DEFAULT)

    @staticmethod
    def _label_heading(block: Block, follower: Block) -> None:
        """A heading is of the kind of what it stands over: a gallery, an offer, or prose."""
        if follower.kind == "caption" and follower.gap:
            block.label("caption", confidence=_POSITION)
        elif follower.kind == "boilerplate":
            block.label("boilerplate", confidence=_POSITION)
        else:
            block.label("subhead", confidence=_POSITION)


def _release_headline(blocks: list[Block], first: int) -> None:
    """A line that reads like a note, without a full stop and alone above the story, is the headline."""
    head = [block for block in blocks[:first] if block.kind != "boilerplate"]
    if len(head) == 1 and head[0].kind == "disclosure" and not head[0].terminal:
        head[0].kind = None


def _is_name(block: Block) -> bool:
    words = block.text.split()
    return 2 <= len(words) <= 3 and all(word[0].isupper() for word in words) and block.text[-1].isalpha()


def _label_by_cue(block: Block) -> None:
    text = block.text
    if block.kind not in {None, "boilerplate"}:
        return
    if _is_note(block):
        # A note stays a note where the page's markup counts it among the furniture.
        block.kind, block.confidence = "disclosure", _CUE
    elif has_cue(text, "comments"):
        block.label("comment", confidence=_CUE)
    elif has_cue(text, "author_heading") or (has_cue(text, "byline") and block.words <= 6):
        block.label("byline", confidence=_CUE)
    elif has_cue(text, "dateline"):
        block.label("dateline", confidence=_CUE)
    elif has_cue(text, "credit") and block.words < 80:
        block.label("caption", confidence=_CUE)
    elif has_cue(text, "adblock") or (has_cue(text, "offer") and block.words < 40 and text[0] not in '„“«"»'):
        block.label("boilerplate", confidence=_CUE)


def _is_note(block: Block) -> bool:
    """Whether at least half of the sentences say something about the text's own translation."""
    if block.words > _NOTE_WORDS:
        return False
    found = find_disclosures(block.text)
    return any(disclosure.kind != "practice" for disclosure in found) and 2 * len(found) >= block.sentences


def _label_galleries(blocks: list[Block]) -> None:
    """Lines without blank lines between them, two of which carry a credit, are a gallery: all are captions."""
    for run in _runs(blocks):
        if sum(1 for block in run if block.kind == "caption") >= 2:
            for block in run:
                block.label("caption", confidence=_CUE)


def _runs(blocks: list[Block]) -> list[list[Block]]:
    runs: list[list[Block]] = []
    for block in blocks:
        if block.gap or not runs:
            runs.append([])
        runs[-1].append(block)
    return runs


def _label_opening_boilerplate(blocks: list[Block], first: int) -> None:
    """Bullets above the article belong to an offer, and so does a sentence between two pieces of boilerplate there.

    A line without a full stop there may be the headline, and more than one block between them are the article.
    """
    for block in blocks[:first]:
        if has_cue(block.text, "bullet"):
            block.label("boilerplate", confidence=_POSITION)
    for before, block, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
        if before.kind != "boilerplate":
            return
        if after.kind == "boilerplate" and block.terminal:
            block.label("boilerplate", confidence=_POSITION)


def _label_author_notes(blocks: list[Block]) -> None:
    """Below a heading such as "About the authors", paragraphs are about them until another kind begins."""
    inside = False
    for block in blocks:
        if has_cue(block.text, "author_heading"):
            inside = True
        elif block.kind is not None:
            inside = False
        elif inside and block.words < 60:
            block.label("byline", confidence=_POSITION)


def _label_comments(blocks: list[Block]) -> None:
    """What follows the heading of the comments section is comments."""
    start = next((i for i, block in enumerate(blocks) if block.kind == "comment"), len(blocks))
    if start > len(blocks) / 2:
        for block in blocks[start:]:
            block.label("comment", confidence=_POSITION)
