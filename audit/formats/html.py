"""HTML (.html, .htm, .xhtml): all visible blocks of the page; tags and trafilatura tell what is not the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from audit.config import Options
from audit.errors import InputError
from audit.formats.common import language_tag, one_line
from audit.formats.encoding import check_text, decode
from audit.formats.html_blocks import Block, collapse_space, visible_blocks
from audit.formats.html_main import MainContent, load_extractor
from audit.formats.xml import Element, html_parser
from audit.types import JSON, Document, Span, Zone

_GAP = "\n\n"
_CHARSET = re.compile(rb"""<meta[^>]*?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9_.:-]+)""")
# Browsers look at 1,024 bytes; pages with long comments at the top declare later.
_DECLARATION_WINDOW = 4096
# A title that begins with a block's text ("Headline | Outlet") names the headline, unless the block is a mere word.
_TITLE_LENGTH = 10
# What a heuristic leaves out is no sure thing; what a tag says is. The value orders the two and is not a measured one.
_DROPPED_CONFIDENCE = 0.5
_LIMIT_ERROR = "XML_PARSE_HUGE"


def read(data: bytes, *, path: str, options: Options) -> list[Document]:
    """One document; raises `MissingExtraError` without trafilatura, `InputError` for a page without text."""
    extract = load_extractor(path=path)
    decoded = decode(data, path=path, options=options, declared=_declared_encoding(data))
    root = _parse(decoded.text, path=path)
    main = extract(decoded.text)
    blocks = _with_headline(list(visible_blocks(root)), _page_title(root))
    text = _GAP.join(block.text for block in blocks)
    check_text(text, path=path, options=options)
    author: dict[str, JSON] = {"author": main.author} if main.author else {}
    return [
        Document(
            text=text,
            title=next((block.text for block in blocks if block.kind == "headline"), None),
            url=_address(root),
            outlet=main.outlet,
            published=main.published,
            language=language_tag(root.get("lang") or root.get("xml:lang")),
            path=path,
            zones=tuple(_zones(blocks, _dropped(blocks, main))),
            meta=decoded.meta | author,
        )
    ]


def _declared_encoding(data: bytes) -> str | None:
    head = data[:_DECLARATION_WINDOW]
    match = _XML_ENCODING.search(head) or _CHARSET.search(head)
    return match[1].decode("ascii") if match else None


def _parse(text: str, *, path: str) -> Element:
    parser = html_parser("utf-8")
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(path, f"broken HTML ({one_line(error)})") from error
    # At its limits libxml2 does not fail but leaves the rest of the page out.
    if any(_LIMIT_ERROR in entry.message for entry in parser.error_log):
        raise InputError(
            path, "nested deeper than 256 elements or one piece above 10 MB; save the article's text instead"
        )
    if root is None:
        raise InputError(path, "no text: the page is empty")
    return root


def _page_title(root: Element) -> str:
    return collapse_space(root.findtext("head/title") or "").strip()


def _address(root: Element) -> str | None:
    """The address that the page gives itself (canonical link, else og:url)."""
    links = (link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical")
    metas = (meta.get("content") for meta in root.iter("meta") if meta.get("property") == "og:url")
    addresses = ((value or "").strip() for value in [*links, *metas])
    return next((value for value in addresses if value.startswith(("http://", "https://"))), None)


def _with_headline(blocks: list[Block], title: str) -> list[Block]:
    """Mark the headline; where no block is one, the page's title becomes the first block."""
    place = _headline_place(blocks, title)
    if place is None:
        return [Block(text=title, kind="headline"), *blocks] if title and blocks else blocks
    blocks[place] = replace(blocks[place], kind="headline")
    return blocks


def _headline_place(blocks: Sequence[Block], title: str) -> int | None:
    """The first h1 of the article, of the page, then whatever the title begins with.

    An h1 in the page's header counts if the title begins with it: else it is the outlet's name.
    """
    h1 = [place for place, block in enumerate(blocks) if block.h1]
    outside = [place for place in h1 if blocks[place].kind != "boilerplate"]
    titled = [place for place, block in enumerate(blocks) if _begins(title, block.text)]
    for places in ([p for p in outside if blocks[p].in_article], outside):
        if places:
            return next((place for place in places if place in titled), places[0])
    return next((place for place in titled if blocks[place].h1 or blocks[place].kind != "boilerplate"), None)


def _begins(title: str, text: str) -> bool:
    return title == text or (len(text) >= _TITLE_LENGTH and title.startswith(text))


def _dropped(blocks: Sequence[Block], main: MainContent) -> frozenset[int]:
    """The places of the blocks that are not main content.

    What stands between the headline and the first block of the main content is byline, date or lead, which extractors
    often leave out: it is left to the cue rules. A caption keeps the kind that its tag gives.
    """
    if not main.found:
        return frozenset()
    kept = [place for place, block in enumerate(blocks) if block.kind == "headline" or main.holds(block.text)]
    headline = next((place for place, block in enumerate(blocks) if block.kind == "headline"), len(blocks))
    first = next((place for place in kept if place > headline), headline)
    safe = {*kept, *range(headline, first)}
    return frozenset(p for p, block in enumerate(blocks) if p not in safe and block.kind != "caption")


def _zones(blocks: Sequence[Block], dropped: frozenset[int]) -> Iterator[Zone]:
    start = 0
    for place, block in enumerate(blocks):
        span = Span(start, start + len(block.text))
        if place in dropped and block.kind != "boilerplate":
            yield Zone(span=span, kind="boilerplate", confidence=_DROPPED_CONFIDENCE)
        elif block.kind is not None:
            yield Zone(span=span, kind=block.kind, confidence=1.0)
        start = span.end + len(_GAP)
