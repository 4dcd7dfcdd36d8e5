from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

docx = pytest.importorskip("docx")

LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>'
EXTERNAL = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(*paragraphs: tuple[str, str | None], fill: Callable[[Any], None] | None = None) -> bytes:
    document = docx.Document()
    for text, style in paragraphs:
        document.add_paragraph(text, style=style)
    if fill is not None:
        fill(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_member(data: bytes, name: str, content: bytes | None) -> bytes:
    """The archive with one member replaced, added, or left out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        if content is not None:
            new.writestr(name, content)
    return stream.getvalue()


def zones(document: Any) -> list[tuple[str, str]]:
    return [(zone.kind, zone.span.of(document.text)) for zone in document.zones]


def test_styles_give_zones(read_file: Any):
    data = word(
        ("Verkehr", None),
        ("Die Brücke bleibt zu", "Title"),
        ("Der Rat vertagt die Entscheidung", "Subtitle"),
        ("Der Rat hat am Dienstag entschieden.", None),
        ("", None),
        ("Was folgt", "Heading 2"),
        ("Das ist bitter.", "Quote"),
        ("Sehr bitter.", "Intense Quote"),
        ("Die Brücke im Mai", "Caption"),
        ("Noch ein Titel", "Title"),
    )
    [document] = read_file("a.docx", data)
    assert document.text.split("\n\n")[:3] == ["Verkehr", "Die Brücke bleibt zu", "Der Rat vertagt die Entscheidung"]
    assert zones(document) == [
        ("headline", "Die Brücke bleibt zu"),
        ("lead", "Der Rat vertagt die Entscheidung"),
        ("subhead", "Was folgt"),
        ("quote", "Das ist bitter."),
        ("quote", "Sehr bitter."),
        ("caption", "Die Brücke im Mai"),
        ("subhead", "Noch ein Titel"),
    ]
    assert document.title == "Die Brücke bleibt zu"


def test_a_first_heading_is_the_headline_where_no_title_stands(read_file: Any):
    paragraphs = [("Die Brücke", "Heading 1"), ("Der Rat hat entschieden.", None), ("Folgen", "Heading 1")]
    [document] = read_file("a.docx", word(*paragraphs))
    assert zones(document) == [("headline", "Die Brücke"), ("subhead", "Folgen")]
    [document] = read_file("a.docx", word(*paragraphs, ("Titel", "Title")))
    assert zones(document) == [("subhead", "Die Brücke"), ("subhead", "Folgen"), ("headline", "Titel")]


def test_localised_ids_and_derived_styles(read_file: Any):
    def fill(document: Any) -> None:
        heading = document.styles["Heading 1"]
        heading.element.set(docx.oxml.ns.qn("w:styleId"), "berschrift1")
        own = document.styles.add_style("Hausstil", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
        own.base_style = document.styles["Caption"]
        document.add_paragraph("Titel", style=heading)
        document.add_paragraph("Ein Bild", style=own)

    [document] = read_file("a.docx", word(fill=fill))
    assert zones(document) == [("headline", "Titel"), ("caption", "Ein Bild")]


def test_tables_stand_in_document_order(read_file: Any):
    def fill(document: Any) -> None:
        table = document.add_table(2, 2)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "über beide"
        table.cell(1, 0).text = "links"
        table.cell(1, 1).text = "rechts"
        table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "innen"
        document.add_paragraph("danach")

    [document] = read_file("a.docx", word(("davor", None), fill=fill))
    assert document.text.split("\n\n") == ["davor", "über beide", "links", "rechts", "innen", "danach"]


def test_text_of_runs_insertions_controls_and_links(read_file: Any):
    body = (
        f'<w:document {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>'
        '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr><w:r><w:t>Eins</w:t><w:tab/>'
        '<w:t xml:space="preserve"> zwei</w:t><w:br/><w:t>drei</w:t></w:r></w:p>'
        "<w:p><w:ins><w:r><w:t>neu</w:t></w:r></w:ins><w:del><w:r><w:delText>alt</w:delText></w:r></w:del></w:p>"
        "<w:sdt><w:sdtContent><w:p><w:hyperlink><w:r><w:t>Verweis</w:t></w:r></w:hyperlink></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>außen</w:t><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>Kasten</w:t></w:r></w:p>"
        "</w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>Kasten</w:t></w:r></w:p></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p></w:body></w:document>"
    )
    [document] = read_file("a.docx", with_member(word(), "word/document.xml", body.encode()))
    assert document.text.split("\n\n") == ["Eins\t zwei\ndrei", "neu", "Verweis", "außen", "Kasten"]


def test_properties(read_file: Any):
    def fill(document: Any) -> None:
        document.core_properties.title = " Aus den Eigenschaften "
        document.core_properties.author = "Eva Muster"
        document.core_properties.language = "de-AT"

    [document] = read_file("a.docx", word(("Die Brücke", "Title"), fill=fill))
    assert (document.title, document.language, document.meta) == (
        "Aus den Eigenschaften",
        "de-AT",
        {"author": "Eva Muster"},
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "broken zip archive"),
        (b"Nur Text", "broken zip archive"),
        (word()[:500], "broken zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "an old or password-protected Office file"),
        (word(), "no text"),
        (with_member(word(), "word/document.xml", EXTERNAL), "word/document.xml: XML with a document type declaration"),
        (with_member(word(), "word/styles.xml", LAUGHS), "word/styles.xml: XML with a document type declaration"),
        (with_member(word(), "customXml/item9.xml", EXTERNAL), "customXml/item9.xml: XML with a document type"),
        (with_member(word(), "word/document.xml", b"<w:document"), "word/document.xml: broken XML"),
        (with_member(word(), "word/document.xml", None), "not a sound Word document"),
        (with_member(word(), "[Content_Types].xml", None), "not a sound Word document"),
        (with_member(word(), "word/document.xml", f"<w:document {W}/>".encode()), "not a Word document"),
        (with_member(word(), "word/media/bomb.bin", bytes(60_000_000)), "more than read.archive_max_ratio = 100"),
    ],
)
def test_what_is_refused(refuse: Any, data: bytes, reason: str):
    assert reason in refuse("a.docx", data)


def test_a_workbook_is_no_document(refuse: Any):
    data = word(("Text", None))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read("[Content_Types].xml")
    workbook = types.replace(b"wordprocessingml.document.main", b"spreadsheetml.sheet.main")
    assert "not a sound Word document" in refuse("a.docx", with_member(data, "[Content_Types].xml", workbook))


def test_a_bomb_is_refused_by_its_header(refuse: Any):
    data = with_member(word(), "word/document.xml", bytes(30_000_000))
    assert "more than read.archive_max_bytes = 1000000" in refuse("a.docx", data, archive_max_bytes=1_000_000)


def test_without_the_extra(refuse: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    reason = refuse("a.docx", word(("Text", None)))
    assert reason == "reading DOCX needs the extra 'office': pip install 'translation-audit[office]'"
