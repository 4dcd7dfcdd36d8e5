"""The one place where XML and HTML parsers are made: no entities, no network, no DTD, libxml2's size limits on."""

from __future__ import annotations

from typing import TypeAlias
from xml.parsers import expat

from lxml import etree

from audit.errors import InputError
from audit.formats.common import one_line

Element: TypeAlias = etree._Element  # noqa: SLF001  the class of elements has no public name


class _RootReachedError(Exception):
    """Ends the look at the prolog."""


def xml_parser() -> etree.XMLParser:
    """A parser that resolves no entity, opens no file and no network, and keeps the limits of libxml2."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )


def html_parser(encoding: str) -> etree.HTMLParser:
    """As `xml_parser`, for HTML; `encoding` is that of the bytes and wins over what the page declares."""
    return etree.HTMLParser(
        encoding=encoding, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, recover=True
    )


def parse_xml(data: bytes, *, path: str, part: str = "") -> Element:
    """The root element; `part` names a member of an archive.

    Raises `InputError` for a document type or entity declaration and for XML that is not well-formed.
    """
    where = f"{part}: " if part else ""
    _refuse_doctype(data, path=path, where=where)
    try:
        return etree.fromstring(data, xml_parser())
    except etree.XMLSyntaxError as error:
        raise InputError(path, f"{where}broken XML ({one_line(error)})") from error


def _refuse_doctype(data: bytes, *, path: str, where: str) -> None:
    """Read the prolog alone: a declaration is refused before any parser can act on it."""
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise InputError(path, f"{where}XML with a document type declaration is not read; remove the DOCTYPE")

    def stop(*_: object) -> None:
        raise _RootReachedError

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = stop
    try:
        parser.Parse(data, True)  # noqa: FBT003  expat takes no keywords
    except _RootReachedError:
        return
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise InputError(path, f"{where}broken XML ({one_line(error)})") from error
