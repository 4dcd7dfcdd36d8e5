"""The visible blocks of an HTML page, in page order, with the kind that their tags tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from audit.formats.xml import Element
from audit.types import ZoneKind

_BLOCKS = frozenset(
    """address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search
    section select summary table tbody td textarea tfoot th thead tr ul""".split()  # noqa: SIM905  a list would fill a page
)
# No text of theirs is shown; ruby readings (rt) are shown above the word and would double it.
_SKIPPED = frozenset(
    """applet area audio canvas datalist embed head iframe map math noembed noframes noscript object rp rt script style
    svg template title video""".split()  # noqa: SIM905
)
_FURNITURE = frozenset({"aside", "button", "footer", "nav", "option", "search", "select", "textarea"})
_FURNITURE_ROLES = frozenset({"banner", "complementary", "contentinfo", "navigation", "search"})
_ARTICLE = frozenset({"article", "main"})
_SUBHEADS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# White space of HTML is ASCII; a no-break space is a character of the text.
_SPACE = re.compile("[ \t\n\r\f]+")
# Stands for <br> until white space is collapsed; lxml lets no NUL into a text.
_BREAK = "\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, cell, ... `h1` and `in_article` help to find the headline."""

    text: str
    kind: ZoneKind | None
    h1: bool = False
    in_article: bool = False


def visible_blocks(root: Element) -> Iterator[Block]:
    """The blocks with text; white space is collapsed except in `pre`, a `br` is a line end."""
    parts: list[str] = []
    container = root
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        is_block = element.tag in _BLOCKS
        if is_block:
            yield from _flush(parts, container)
            container = element if event == "start" else _container(element)
        if event == "end":
            parts.append(element.tail or "")
        elif _is_hidden(element):
            walk.skip_subtree()
        else:
            parts.append(_BREAK if element.tag == "br" else element.text or "")
    yield from _flush(parts, container)


def collapse_space(text: str) -> str:
    """Every run of HTML's white space as one space."""
    return _SPACE.sub(" ", text)


def _container(element: Element) -> Element:
    return next((parent for parent in element.iterancestors() if parent.tag in _BLOCKS), element)


def _is_hidden(element: Element) -> bool:
    if element.tag in _SKIPPED or (element.tag == "dialog" and element.get("open") is None):
        return True
    hidden = element.get("hidden")
    if hidden is not None and hidden.lower() != "until-found":
        return True
    return _HIDING_STYLE.search(element.get("style") or "") is not None


def _flush(parts: list[str], container: Element) -> Iterator[Block]:
    chain = [container, *container.iterancestors()]
    tags = [str(element.tag) for element in chain]
    text = _collapse("".join(parts), keep_space="pre" in tags)
    parts.clear()
    if text and not text.isspace():
        in_article = not _ARTICLE.isdisjoint(tags)
        yield Block(text=text, kind=_kind(chain, tags), h1="h1" in tags, in_article=in_article)


def _collapse(text: str, *, keep_space: bool) -> str:
    if keep_space:
        return text.replace(_BREAK, "\n").strip("\r\n")
    lines = collapse_space(text).split(_BREAK)
    return "\n".join(line.strip(" ") for line in lines).strip("\n")


def _kind(chain: list[Element], tags: list[str]) -> ZoneKind | None:
    if _is_furniture(chain, tags):
        return "boilerplate"
    for tag in tags:
        if tag in _SUBHEADS or tag == "h1":
            return "subhead"
        if tag == "pre":
            return "code"
        if tag == "figcaption":
            return "caption"
        if tag == "blockquote":
            return "quote"
    return None


def _is_furniture(chain: list[Element], tags: list[str]) -> bool:
    """Navigation, page header and the like. The header of an article is part of it."""
    in_article = not _ARTICLE.isdisjoint(tags)
    for element, tag in zip(chain, tags, strict=True):
        if tag in _FURNITURE or (element.get("role") or "").lower() in _FURNITURE_ROLES:
            return True
        if tag == "header" and not in_article:
            return True
        if tag == "form" and not _wraps_page(element):
            return True
    return False


def _wraps_page(form: Element) -> bool:
    """Some web frameworks put the whole page into one form."""
    return next(form.iter("h1", "article", "main"), None) is not None
