"""Zones of a text: what a line says of itself, then, on a page, what the line model makes of it, then its neighbours.

A text is a page when several of its lines name what stands around an article: offers, shares, related links, legal
notices. There the model tells main text from furniture. An article without furniture is left to the cues alone, so
that it loses no paragraph (reports/zones.md). The rules say which kind of main text or of furniture a line is.

Confidences of main text and boilerplate on a page are the model's calibrated chances. The others are grades:
1 = told by markup, 0.9 = a cue in the line, 0.7 = by position, 0.5 = default.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from audit.language.disclosures import find_disclosures
from audit.types import Zone, ZoneKind
from audit.zoning.blocks import Block, cut_blocks
from audit.zoning.captions import is_verbless
from audit.zoning.cues import FURNITURE
from audit.zoning.model import LineModel, packaged_model

MAIN: frozenset[ZoneKind] = frozenset({"headline", "lead", "subhead", "body", "quote", "code"})
"""The kinds that are main text; the others stand beside it or around it."""

_CUE, _POSITION, _DEFAULT = 0.9, 0.7, 0.5
# A note about the translation is short; a whole article about machine translation is not a note.
_NOTE_WORDS = 90
# A line of furniture is short; an article about newsletters has paragraphs that mention them.
_FURNITURE_WORDS = 15
_KICKER_WORDS = 4
_TITLE_REACH = 4
_QUOTES = frozenset("„“”«»\"‚‘'")
# Cues that decide alone: the kind they give, and how many words the line has at most.
_DECIDING: tuple[tuple[str, ZoneKind, int], ...] = (
    ("comments", "comment", 12),
    ("comment_form", "comment", 20),
    ("author_heading", "byline", 8),
    ("byline", "byline", 6),
    ("author_note", "byline", 45),
    ("dateline", "dateline", 12),
    ("credit", "caption", 80),
    ("caption", "caption", 60),
    ("adblock", "boilerplate", 200),
    ("offer", "boilerplate", 40),
    ("share", "boilerplate", 12),
    ("advert", "boilerplate", 3),
    ("counters", "boilerplate", 12),
    ("tags", "boilerplate", 25),
    ("legal", "boilerplate", 25),
    ("related", "boilerplate", 25),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneRules:
    """Limits in words: a heading has at most `heading_words`; prose has `prose_words` or two sentences at least.

    From `page_cues` lines of furniture on, the text is a page, and lines whose chance of being main text is below
    `min_main` are boilerplate.
    """

    heading_words: int
    prose_words: int
    lead_words: int
    page_cues: int
    min_main: float

    def __call__(self, text: str, known: Sequence[Zone] = (), *, model: LineModel | None = None) -> list[Zone]:
        """The zones of a text, in order, disjoint; `known` are zones that markup tells, which are kept.

        `model` replaces the packaged one: figures need one that has not seen the page.
        """
        blocks = cut_blocks(text, known)
        _label_by_cue(blocks)
        _label_galleries(blocks)
        if self._is_page(blocks, known):
            self._label_page(blocks, model or packaged_model())
        first = self._first_prose(blocks)
        _label_opening_boilerplate(blocks, first)
        _label_author_notes(blocks)
        _label_comments(blocks)
        self._label_head(blocks)
        self._label_rest(blocks)
        return [_as_zone(block) for block in blocks]

    def _is_page(self, blocks: Sequence[Block], known: Sequence[Zone]) -> bool:
        """Whether furniture stands around the article that no markup has told already."""
        if any(zone.kind == "boilerplate" for zone in known):
            return False
        lines = (block for block in blocks if block.words <= _FURNITURE_WORDS and block.cues & FURNITURE)
        return sum(1 for _ in lines) >= self.page_cues

    def _label_page(self, blocks: Sequence[Block], model: LineModel) -> None:
        for block, chance in zip(blocks, model(blocks), strict=True):
            block.chance = chance
            if chance < self.min_main:
                block.label("boilerplate", confidence=1 - chance)
        self._release_title(blocks)

    def _release_title(self, blocks: Sequence[Block]) -> None:
        """Where the first line that the model keeps is no heading, the likeliest one right above it is the headline.

        A headline stands between the furniture and the story and looks like either; half of `min_main` is enough.
        """
        first = next((place for place, block in enumerate(blocks) if block.kind is None), len(blocks))
        if first == len(blocks) or self._is_heading(blocks[first]):
            return
        near = [block for block in blocks[max(0, first - _TITLE_REACH) : first] if _is_furniture_by_model(block)]
        titles = [block for block in near if self._is_heading(block) and _is_title(block) and not block.cues]
        title = max(titles, key=lambda block: block.chance or 0.0, default=None)
        if title is not None and (title.chance or 0.0) >= self.min_main / 2:
            title.kind = None

    def _is_prose(self, block: Block) -> bool:
        return block.terminal and (block.words >= self.prose_words or block.sentences > 1)

    def _is_heading(self, block: Block) -> bool:
        return not block.terminal and 1 < block.words <= self.heading_words and not block.text.endswith((":", ","))

    def _first_prose(self, blocks: Sequence[Block]) -> int:
        return next((i for i, block in enumerate(blocks) if block.kind is None and self._is_prose(block)), len(blocks))

    def _label_head(self, blocks: Sequence[Block]) -> None:
        """Kicker, headline and lead: the unlabelled blocks down to the first prose."""
        first = self._first_prose(blocks)
        _release_headline(blocks, first)
        if not any(block.kind == "headline" for block in blocks):
            self._label_title([block for block in blocks[:first] if block.kind is None])
            _release_kicker(blocks)
        for block in blocks[:first]:
            if block.kind is None and block.words > 3:
                block.label("lead", confidence=_POSITION)
        self._label_lead(blocks, first)

    def _label_title(self, head: Sequence[Block]) -> None:
        titles = [block for block in head if _is_title(block)]
        for title in titles[:1] or head[:1]:
            for block in head[: head.index(title)]:
                block.label("kicker", confidence=_POSITION)
            title.label("headline", confidence=_POSITION)
            # Names further down are a list: one page of results had eighty.
            for block in head[head.index(title) + 1 :][:3]:
                if _is_name(block):
                    block.label("byline", confidence=_POSITION)

    def _label_lead(self, blocks: Sequence[Block], first: int) -> None:
        """The first prose block leads, and also the one behind a standfirst where it opens with the dateline."""
        prose = [block for block in blocks[first:] if block.kind is None and self._is_prose(block)]
        kinds = {block.kind for block in blocks}
        if len(prose) < 2 or "headline" not in kinds:
            return
        standfirst = None if "lead" in kinds else prose.pop(0)
        dateline = prose[0] if "place_opening" in prose[0].cues else None
        for block in (standfirst, dateline):
            if block is not None and block.words <= self.lead_words:
                block.label("lead", confidence=_POSITION)

    def _label_rest(self, blocks: Sequence[Block]) -> None:
        followers = [*blocks[1:], None][: len(blocks)]
        for block, follower in reversed(list(zip(blocks, followers, strict=True))):
            if block.kind is not None:
                continue
            if self._is_heading(block) and follower is not None:
                _label_heading(block, follower)
            elif block is not blocks[0] and is_verbless(block.text):
                # Of the 62,868 sentences of ntrex_docs.parquet two are taken for such a caption.
                block.label("caption", confidence=_POSITION)
            else:
                block.label("body", confidence=_POSITION if self._is_prose(block) else _DEFAULT)


def _label_by_cue(blocks: Sequence[Block]) -> None:
    for place, block in enumerate(blocks):
        if block.kind in {None, "boilerplate"} and _is_note(block):
            # A note stays a note where the page's markup counts it among the furniture.
            block.kind, block.confidence = "disclosure", _CUE
        for cue, kind, words in _DECIDING if block.cues else ():
            if cue in block.cues and block.words <= words and not _is_excused(block, cue, place):
                block.label(kind, confidence=_CUE)


def _is_excused(block: Block, cue: str, place: int) -> bool:
    """The first line may be a headline that says "more of" or "pictured", and who is quoted may speak of offers."""
    if cue == "credit" and "\n" in block.text:
        return True  # a line of several with a credit does not make a caption of them all
    opening = place == 0 and cue in {"related", "legal", "tags", "caption"}
    return opening or (cue in {"offer", "caption"} and block.text[0] in _QUOTES)


def _is_note(block: Block) -> bool:
    """Whether at least half of the sentences say something about the text's own translation."""
    if block.words > _NOTE_WORDS:
        return False
    found = find_disclosures(block.text)
    return any(disclosure.kind != "practice" for disclosure in found) and 2 * len(found) >= block.sentences


def _label_galleries(blocks: Sequence[Block]) -> None:
    """Lines without blank lines between them, of which every fourth at least carries a credit, are a gallery.

    On a page that was flattened to lines all lines are one such run, and their credits are few.
    """
    for run in _runs(blocks):
        credited = sum(1 for block in run if block.kind == "caption")
        if credited >= 2 and 4 * credited >= len(run):
            for block in run:
                block.label("caption", confidence=_CUE)


def _runs(blocks: Sequence[Block]) -> list[list[Block]]:
    runs: list[list[Block]] = []
    for block in blocks:
        if block.gap or not runs:
            runs.append([])
        runs[-1].append(block)
    return runs


def _label_opening_boilerplate(blocks: Sequence[Block], first: int) -> None:
    """Bullets below an offer above the article belong to it, and so does a sentence between two pieces of boilerplate.

    A line without a full stop there may be the headline, and more than one block between them are the article. Where
    the model was asked, its answer stands.
    """
    opened = False
    blocks = [block for block in blocks[: first + 1] if block.kind is not None or block.chance is None]
    for block in blocks[:first]:
        opened = opened or block.kind == "boilerplate"
        if opened and "bullet" in block.cues:
            block.label("boilerplate", confidence=_POSITION)
    for before, block, after in zip(blocks, blocks[1:], blocks[2:], strict=False):
        if before.kind != "boilerplate":
            return
        if after.kind == "boilerplate" and block.terminal:
            block.label("boilerplate", confidence=_POSITION)


def _label_author_notes(blocks: Sequence[Block]) -> None:
    """Below a heading such as "About the authors", paragraphs are about them until another kind begins."""
    inside = False
    for block in blocks:
        if "author_heading" in block.cues:
            inside = True
        elif block.kind not in {None, "byline"}:
            inside = False
        elif inside and block.words < 60:
            block.label("byline", confidence=_POSITION)


def _label_comments(blocks: Sequence[Block]) -> None:
    """What follows the heading of the comments section is comments, unless the model sees main text there."""
    start = next((i for i, block in enumerate(blocks) if block.kind == "comment"), len(blocks))
    if start > len(blocks) / 2:
        for block in blocks[start:]:
            if block.chance is None:
                block.label("comment", confidence=_POSITION)


def _release_headline(blocks: Sequence[Block], first: int) -> None:
    """A line that reads like a note, without a full stop and alone above the story, is the headline."""
    head = [block for block in blocks[:first] if block.kind != "boilerplate"]
    if len(head) == 1 and head[0].kind == "disclosure" and not head[0].terminal:
        head[0].kind = None


def _release_kicker(blocks: Sequence[Block]) -> None:
    """A short paragraph of its own right above the headline is the kicker; the model takes it for furniture."""
    for above, block in pairwise(blocks):
        alone = above.gap and block.gap and above.words <= _KICKER_WORDS and not above.cues
        if block.kind == "headline" and alone and _is_furniture_by_model(above):
            above.kind, above.confidence = "kicker", _POSITION


def _label_heading(block: Block, follower: Block) -> None:
    """A heading is of the kind of what it stands over: a gallery, an offer, or prose."""
    if follower.kind == "caption" and follower.gap:
        block.label("caption", confidence=_POSITION)
    elif follower.kind == "boilerplate" and block.chance is None:
        block.label("boilerplate", confidence=_POSITION)
    else:
        block.label("subhead", confidence=_POSITION)


def _is_title(block: Block) -> bool:
    """A kicker is short and ends without a mark; a title may hold an abbreviation, but is no paragraph."""
    if block.text[-1] == ":" or (block.terminal and block.sentences > 1):
        return False
    return block.words >= 3 or block.terminal


def _is_furniture_by_model(block: Block) -> bool:
    return block.kind == "boilerplate" and block.chance is not None and block.confidence == 1 - block.chance


def _is_name(block: Block) -> bool:
    words = block.text.split()
    return 2 <= len(words) <= 3 and all(word[0].isupper() for word in words) and block.text[-1].isalpha()


def _as_zone(block: Block) -> Zone:
    kind, confidence = block.kind or "body", block.confidence
    if block.chance is not None and kind in MAIN and confidence < 1:
        confidence = block.chance
    return Zone(span=block.span, kind=kind, confidence=confidence)
