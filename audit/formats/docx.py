"""Word documents (.docx): body paragraphs and table cells in document order; styles give zones.

The text is that of the body as it would be printed: insertions and content controls are in, deletions are not. Notes,
page headers and footers are separate parts and are not read.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from audit.config import Options
from audit.errors import InputError, MissingExtraError
from audit.formats.archive import check_archive
from audit.formats.common import language_tag, one_line
from audit.formats.encoding import check_text
from audit.formats.xml import Element, parse_xml
from audit.types import JSON, Document, Span, Zone, ZoneKind

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import BaseStyle

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_REPEATED_OR_DELETED = frozenset({_FALLBACK, f"{_W}del", f"{_W}moveFrom"})
# The properties of a paragraph hold tab stops, which have the same name as a tab in the text.
_OTHER_TEXT = _REPEATED_OR_DELETED | {f"{_W}p", f"{_W}pPr"}
_CHARACTERS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}
# Style names are English in every Word; the ids ("berschrift1") are the localised ones.
_KINDS: Mapping[str, ZoneKind] = {
    "title": "headline",
    "subtitle": "lead",
    "caption": "caption",
    "quote": "quote",
    "intense quote": "quote",
    **dict.fromkeys((f"heading {level}" for level in range(1, 10)), "subhead"),
}
_GAP = "\n\n"


class _Paragraph(NamedTuple):
    text: str
    style: str


class _Properties(NamedTuple):
    title: str | None
    language: str | None
    meta: dict[str, JSON]


def read(data: bytes, *, path: str, options: Options) -> list[Document]:
    """One document; raises `MissingExtraError` without python-docx, `InputError` for what is not a sound DOCX file."""
    if data.startswith(_OLD_OFFICE):
        raise InputError(path, "an old or password-protected Office file; save it as DOCX without a password")
    check_archive(data, path=path, options=options)
    _check_parts(data, path=path)
    paragraphs, (title, language, meta) = _read_word(data, path=path)
    text = _GAP.join(paragraph.text for paragraph in paragraphs)
    check_text(text, path=path, options=options)
    zones = tuple(_zones(paragraphs))
    headline = next((zone.span.of(text) for zone in zones if zone.kind == "headline"), None)
    return [Document(text=text, title=title or headline, language=language, path=path, zones=zones, meta=meta)]


def _check_parts(data: bytes, *, path: str) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                parse_xml(archive.read(name), path=path, part=name)


def _read_word(data: bytes, *, path: str) -> tuple[list[_Paragraph], _Properties]:
    try:
        import docx
        from docx.opc.exceptions import OpcError
    except ImportError as error:
        raise MissingExtraError(path, what="reading DOCX", extra="office") from error
    try:
        word = docx.Document(BytesIO(data))
        if word.element.body is None:
            raise InputError(path, "not a Word document (it has no body); save the file again as DOCX")
        return list(_paragraphs(word)), _properties(word)
    # AttributeError and TypeError are what python-docx raises for parts with elements that it does not expect there.
    except (OpcError, KeyError, ValueError, AttributeError, TypeError) as error:
        raise InputError(path, f"not a sound Word document ({one_line(error)}); save the file again as DOCX") from error


def _paragraphs(word: WordDocument) -> Iterator[_Paragraph]:
    names = {style.style_id: _style_name(style) for style in word.styles}
    for element in word.element.body.iter(f"{_W}p"):
        if any(parent.tag in _REPEATED_OR_DELETED for parent in element.iterancestors()):
            continue
        text = "".join(_pieces(element)).strip()
        if text:
            style = element.find(f"{_W}pPr/{_W}pStyle")
            yield _Paragraph(text, names.get(style.get(f"{_W}val"), "") if style is not None else "")


def _pieces(paragraph: Element) -> Iterator[str]:
    """The text of a paragraph without that of paragraphs in its text boxes, which come by themselves."""
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}t":
            yield element.text or ""
        elif element.tag in _CHARACTERS:
            yield _CHARACTERS[element.tag]
        elif element.tag not in _OTHER_TEXT:
            waiting.extend(reversed(element))


def _style_name(style: BaseStyle) -> str:
    """The name of the nearest style in the chain of bases that tells a kind, else nothing."""
    seen: set[str] = set()
    base: BaseStyle | None = style
    while base is not None and base.style_id not in seen:
        name = (base.name or "").lower()
        if name in _KINDS:
            return name
        seen.add(base.style_id)
        base = getattr(base, "base_style", None)
    return ""


def _zones(paragraphs: list[_Paragraph]) -> Iterator[Zone]:
    titled = any(paragraph.style == "title" for paragraph in paragraphs)
    headline_seen, start = False, 0
    for number, paragraph in enumerate(paragraphs):
        kind = _KINDS.get(paragraph.style)
        if number == 0 and not titled and paragraph.style == "heading 1":
            kind = "headline"
        if kind == "headline" and headline_seen:
            kind = "subhead"
        if kind is not None:
            headline_seen = headline_seen or kind == "headline"
            yield Zone(span=Span(start, start + len(paragraph.text)), kind=kind, confidence=1.0)
        start += len(paragraph.text) + len(_GAP)


def _properties(word: WordDocument) -> _Properties:
    core = word.core_properties
    author = core.author.strip()
    meta: dict[str, JSON] = {"author": author} if author else {}
    return _Properties(core.title.strip() or None, language_tag(core.language), meta)
