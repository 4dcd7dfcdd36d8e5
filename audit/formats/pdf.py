"""PDF (.pdf): the text layer page by page, line ends as the page shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from typing import TYPE_CHECKING

from audit.config import Options
from audit.errors import InputError, MissingExtraError
from audit.formats.common import one_line
from audit.formats.encoding import check_text
from audit.types import Document

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_MAGIC = b"%PDF-"
# The mark may stand a little behind the start; readers of PDF look this far.
_MAGIC_WINDOW = 1024
# PDFium writes U+0002 or U+FFFE for a hyphen at the end of a line and joins the lines.
_LINE_HYPHEN = re.compile("[\x02\ufffe](?:\r?\n)?(?=([^\\W\\d_])?)")
# Fonts without a mapping to Unicode give these instead of letters.
_UNMAPPED = re.compile("[\x00-\x08\x0e-\x1f\ufffd\ue000-\uf8ff]")
_UNMAPPED_SHARE = 0.1


def read(data: bytes, *, path: str, options: Options) -> list[Document]:
    """One document; raises `MissingExtraError` without pypdfium2, `InputError` for a file that gives no text.

    PDFium is not safe for threads: read in processes, or one file at a time.
    """
    if _MAGIC not in data[:_MAGIC_WINDOW]:
        raise InputError(path, "not a PDF file: it does not begin with %PDF-")
    pages = list(_read_pages(data, path=path, limit=options["max_characters"]))
    text = "\n".join(pages)
    if not text.strip():
        raise InputError(path, f"no text layer (pages: {len(pages)}); is this a scan? run text recognition first")
    unmapped = len(_UNMAPPED.findall(text))
    if unmapped > _UNMAPPED_SHARE * len(text):
        raise InputError(path, "the fonts do not say which letters they show; run text recognition first")
    text = _UNMAPPED.sub("\ufffd", text)
    check_text(text, path=path, options=options)
    return [Document(text=text, path=path, meta={"pages": len(pages)})]


def _read_pages(data: bytes, *, path: str, limit: int) -> Iterator[str]:
    try:
        from pypdfium2 import PdfiumError
    except ImportError as error:
        raise MissingExtraError(path, what="reading PDF", extra="pdf") from error
    size = 0
    try:
        with closing(_open(data, path=path)) as document:
            for number in range(len(document)):
                text = _page_text(document, number)
                size += len(text)
                if size > limit:
                    reason = f"more than read.max_characters = {limit} on the first {number + 1} pages"
                    raise InputError(path, f"{reason}; split it or raise the option")
                yield text
    except PdfiumError as error:
        raise InputError(path, f"broken PDF ({one_line(error)}); save or print it to PDF again") from error


def _open(data: bytes, *, path: str) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError, raw

    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if error.err_code in {raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY}:
            raise InputError(path, "the PDF is encrypted; save it without a password") from error
        raise


def _page_text(document: PdfDocument, number: int) -> str:
    with closing(document[number]) as page, closing(page.get_textpage()) as text_page:
        text: str = text_page.get_text_bounded()
    return _LINE_HYPHEN.sub(_join_hyphen, text).replace("\r\n", "\n").replace("\r", "\n").strip("\n")


def _join_hyphen(match: re.Match[str]) -> str:
    """Before a small letter the hyphen divided a word; before anything else ("Nord-Süd") it stays."""
    return "" if match[1] and match[1].islower() else "-"
