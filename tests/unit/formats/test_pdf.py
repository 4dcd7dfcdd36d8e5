from __future__ import annotations

import sys
from typing import Any

import pytest

pytest.importorskip("pypdfium2")


def pdf(*pages: str, encrypted: bool = False, font: str = "/Type /Font /Subtype /Type1 /BaseFont /Helvetica") -> bytes:
    """A minimal PDF; each page is a content stream."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        f"<< {font} >>",
    ]
    for number, content in enumerate(pages):
        resources = "/MediaBox [0 0 600 800] /Resources << /Font << /F 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {resources} /Contents {5 + 2 * number} 0 R >>")
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    secret = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >>" if encrypted else ""
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R /ID [<00> <00>] {secret} >>"
    xref = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}\nstartxref\n{len(data)}\n%%EOF"
    return data + xref.encode()


def lines(*texts: str) -> str:
    return "BT /F 12 Tf 72 720 Td 14 TL " + " ".join(f"({text}) Tj T*" for text in texts) + " ET"


def test_pages_are_joined_by_a_line_end(read_file: Any):
    data = pdf(lines("The bridge stays closed", "The council met on Tuesday."), lines("Trams wait."))
    [document] = read_file("a.PDF", data)
    assert document.text == "The bridge stays closed\nThe council met on Tuesday.\nTrams wait."
    assert document.meta == {"pages": 2}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("The bridge is recon-", "structed now."), "The bridge is reconstructed now."),
        (("The road Kiel-", "Bremen is open."), "The road Kiel-Bremen is open."),
        (("It ends here -", "or does it?"), "It ends here -\nor does it?"),
    ],
)
def test_hyphens_at_line_ends(read_file: Any, texts: tuple[str, ...], expected: str):
    [document] = read_file("a.pdf", pdf(lines(*texts)))
    assert document.text == expected


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not a PDF file"),
        (b"Nur Text", "not a PDF file"),
        (b"%PDF-1.7 broken", "broken PDF"),
        (pdf(lines("Text"))[:150], "broken PDF"),
        (pdf(lines("Text"), encrypted=True), "the PDF is encrypted; save it without a password"),
        (pdf("0 0 100 100 re f", ""), "no text layer (pages: 2); is this a scan? run text recognition first"),
        (pdf(lines("   ")), "no text layer (pages: 1)"),
    ],
)
def test_what_is_refused(refuse: Any, data: bytes, reason: str):
    assert reason in refuse("a.pdf", data)


def test_characters_are_limited_while_reading(refuse: Any):
    data = pdf(*[lines("x" * 60)] * 5)
    reason = refuse("a.pdf", data, max_characters=100)
    assert reason == "more than read.max_characters = 100 on the first 2 pages; split it or raise the option"


def test_fonts_without_unicode(refuse: Any):
    names = " ".join(f"/g{number}" for number in range(1, 30))
    font = f"/Type /Font /Subtype /Type1 /BaseFont /Own /Encoding << /Type /Encoding /Differences [1 {names}] >>"
    text = "BT /F 12 Tf 72 720 Td <0102030405060708090A0B0C0D0E0F> Tj ET"
    reason = refuse("a.pdf", pdf(text, font=font))
    assert "run text recognition first" in reason


def test_without_the_extra(refuse: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    reason = refuse("a.pdf", pdf(lines("Text")))
    assert reason == "reading PDF needs the extra 'pdf': pip install 'translation-audit[pdf]'"
