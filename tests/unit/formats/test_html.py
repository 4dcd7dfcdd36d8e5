from __future__ import annotations

import sys
from typing import Any

import pytest

pytest.importorskip("trafilatura")

BODY = (
    "Die alte Brücke am Hafen bleibt bis Juni gesperrt, weil zwei Träger gerissen sind und die Statik neu berechnet "
    "werden muss."
)
MORE = (
    "Der Verkehr wird über den Ring geleitet, was nach Angaben der Stadt etwa zehn Minuten länger dauert als bisher "
    "und nicht allen gefällt."
)
PAGE = f"""<!DOCTYPE html>
<html lang="de-DE"><head><meta charset="utf-8"><title>Brücke am Hafen gesperrt | Hafenblatt</title>
<link rel="canonical" href="https://hafenblatt.example/bruecke"><meta property="og:site_name" content="Hafenblatt">
<meta name="author" content="Eva Muster"><meta property="article:published_time" content="2024-03-05T10:00:00+01:00">
<style>p {{ color: red }}</style><script>var x = "kein Text";</script></head>
<body><header><h1 class="logo">Hafenblatt</h1><nav><a href="/">Start</a> <a href="/p">Politik</a></nav></header>
<main><article><header><p>Verkehr</p><h1>Brücke am Hafen gesperrt</h1><p>Von Eva Muster</p></header>
<figure><img src="a.jpg" alt="alt"><figcaption>Die Brücke am   Montag</figcaption></figure>
<p>{BODY}</p>
<h2>Umweg über den <em>Ring</em></h2>
<p>{MORE}<br>Busse fahren alle
   zwölf Minuten.</p>
<blockquote><p>Wir bitten um Geduld.</p></blockquote>
<pre><code>if x:
    y = 2</code></pre>
<p hidden>versteckt</p><p style="display: none">auch versteckt</p><noscript>Bitte JavaScript einschalten</noscript>
<p>Automatisch aus dem Englischen übersetzt.</p>
<form><button>Absenden</button></form></article></main>
<aside><p>Mehr zum Thema</p></aside><footer><p>Impressum&nbsp;und Kontakt</p></footer></body></html>"""


def zones(document: Any) -> list[tuple[str, str]]:
    return [(zone.kind, zone.span.of(document.text)) for zone in document.zones]


def page(body: str, *, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{body}</body></html>"


def test_blocks_in_page_order(read_file: Any):
    [document] = read_file("a.html", PAGE)
    assert document.text.split("\n\n") == [
        "Hafenblatt",
        "Start Politik",
        "Verkehr",
        "Brücke am Hafen gesperrt",
        "Von Eva Muster",
        "Die Brücke am Montag",
        BODY,
        "Umweg über den Ring",
        f"{MORE}\nBusse fahren alle zwölf Minuten.",
        "Wir bitten um Geduld.",
        "if x:\n    y = 2",
        "Automatisch aus dem Englischen übersetzt.",
        "Absenden",
        "Mehr zum Thema",
        "Impressum\u00a0und Kontakt",
    ]


def test_zones_of_the_tags(read_file: Any):
    [document] = read_file("a.htm", PAGE)
    assert zones(document) == [
        ("boilerplate", "Hafenblatt"),
        ("boilerplate", "Start Politik"),
        ("headline", "Brücke am Hafen gesperrt"),
        ("caption", "Die Brücke am Montag"),
        ("subhead", "Umweg über den Ring"),
        ("quote", "Wir bitten um Geduld."),
        ("code", "if x:\n    y = 2"),
        ("boilerplate", "Absenden"),
        ("boilerplate", "Mehr zum Thema"),
        ("boilerplate", "Impressum\u00a0und Kontakt"),
    ]


def test_metadata(read_file: Any):
    [document] = read_file("a.xhtml", PAGE)
    assert document.title == "Brücke am Hafen gesperrt"
    assert document.url == "https://hafenblatt.example/bruecke"
    assert document.outlet == "Hafenblatt"
    assert document.published == "2024-03-05"
    assert document.language == "de-DE"
    assert document.meta == {"encoding": "utf-8", "author": "Eva Muster"}


def test_what_trafilatura_drops_stays_as_boilerplate(read_file: Any):
    teasers = "".join(f'<li><a href="/{n}">Lesen Sie auch Teil {n}</a></li>' for n in range(8))
    note = '<div class="related-links"><p>Aus dem Englischen mit DeepL übersetzt</p></div>'
    body = f"<h1>Brücke gesperrt</h1><p>{BODY}</p><p>{MORE}</p><div class='related'><ul>{teasers}</ul></div>{note}"
    [document] = read_file("a.html", page(body))
    found = {text: kind for kind, text in zones(document)}
    assert found["Lesen Sie auch Teil 3"] == "boilerplate"
    assert "Aus dem Englischen mit DeepL übersetzt" in document.text
    assert BODY not in found
    dropped = [zone.confidence for zone in document.zones if "Teil 3" in zone.span.of(document.text)]
    assert dropped == [0.5]


@pytest.mark.parametrize(
    ("body", "head", "headline"),
    [
        (f"<h1>Brücke zu</h1><p>{BODY}</p>", "<title>Anders</title>", "Brücke zu"),
        (f"<h1>Blatt</h1><article><h1>Brücke zu</h1><p>{BODY}</p></article>", "", "Brücke zu"),
        (
            f"<h1>Blatt</h1><h1>Brücke am Hafen zu</h1><p>{BODY}</p>",
            "<title>Brücke am Hafen zu | Blatt</title>",
            "Brücke am Hafen zu",
        ),
        (
            f"<header><h1>Brücke am Hafen zu</h1></header><p>{BODY}</p>",
            "<title>Brücke am Hafen zu - Blatt</title>",
            "Brücke am Hafen zu",
        ),
        (
            f"<h2>Brücke am Hafen zu</h2><p>{BODY}</p>",
            "<title>Brücke am Hafen zu - Blatt</title>",
            "Brücke am Hafen zu",
        ),
        (f"<header><h1>Blatt</h1></header><p>{BODY}</p>", "<title>Die  Brücke - Blatt</title>", "Die Brücke - Blatt"),
        (f"<p>{BODY}</p>", "", None),
    ],
)
def test_the_headline(read_file: Any, body: str, head: str, headline: str | None):
    [document] = read_file("a.html", page(body, head=head))
    assert document.title == headline
    assert [text for kind, text in zones(document) if kind == "headline"] == ([headline] if headline else [])
    assert document.text.count(BODY) == 1


def test_a_title_that_is_no_block_comes_first(read_file: Any):
    [document] = read_file("a.html", page(f"<p>{BODY}</p>", head="<title>Die Brücke</title>"))
    assert document.text == f"Die Brücke\n\n{BODY}"


def test_a_form_around_the_page_is_no_furniture(read_file: Any):
    [document] = read_file("a.html", page(f"<form><main><h1>Brücke zu</h1><p>{BODY}</p></main></form>"))
    assert zones(document) == [("headline", "Brücke zu")]


@pytest.mark.parametrize("role", ["navigation", "contentinfo", "banner"])
def test_roles_are_furniture(read_file: Any, role: str):
    [document] = read_file("a.html", page(f"<p>{BODY}</p><div role={role}><p>Start</p></div>"))
    assert zones(document) == [("boilerplate", "Start")]


@pytest.mark.parametrize(
    ("head", "encoding", "expected"),
    [
        ('<meta charset="windows-1251">', "cp1251", "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r", "koi8-r"),
        ('<meta charset="windows-1251">', "utf-8", "utf-8"),
        ("", "utf-8", "utf-8"),
        ("", "utf-16", "utf-16-le"),
    ],
)
def test_encodings(read_file: Any, head: str, encoding: str, expected: str):
    text = "Мост у порта закрыт до июня, потому что треснули две балки и расчёты надо делать снова."
    [document] = read_file("a.html", page(f"<p>{text}</p>", head=head).encode(encoding))
    assert (document.text, document.meta["encoding"]) == (text, expected)


def test_an_xml_declaration_names_the_encoding(read_file: Any):
    data = '<?xml version="1.0" encoding="windows-1251"?>' + page("<p>Мост</p>")
    [document] = read_file("a.xhtml", data.encode("cp1251"))
    assert (document.text, document.meta["encoding"]) == ("Мост", "cp1251")


def test_language_and_address_are_checked(read_file: Any):
    [document] = read_file("a.html", '<html lang="german"><link rel=canonical href="/a"><p>Ein Satz.</p></html>')
    assert (document.language, document.url) == (None, None)
    [document] = read_file(
        "a.html", '<html xml:lang="cs"><meta property="og:url" content="https://a.example/b"><p>Ano.</p>'
    )
    assert (document.language, document.url) == ("cs", "https://a.example/b")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("", "no text"),
        ("<html><body></body></html>", "no text"),
        ("<html><head><title>Titel</title></head><body><script>x</script></body></html>", "no text"),
        ("<p hidden>versteckt</p>", "no text"),
        ("<!-- nur ein Kommentar -->", "no text"),
        ("<div>" * 300 + "tief" + "</div>" * 300, "nested deeper than 256 elements"),
        (f"<p>{'x' * 10_500_000}</p>", "one piece above 10 MB"),
        (b"\x89PNG\r\n\x1a\n\x00", "this is a PNG image"),
        (b"<p>a\x00b</p>", "NUL at byte 4"),
    ],
    ids=["empty", "body", "script", "hidden", "comment", "deep", "long", "png", "nul"],
)
def test_what_is_refused(refuse: Any, data: bytes | str, reason: str):
    assert reason in refuse("a.html", data)


def test_too_long_a_text(refuse: Any):
    assert "more than read.max_characters = 10" in refuse("a.html", page("<p>Ein langer Satz.</p>"), max_characters=10)


def test_entities_of_a_document_type_are_not_used(read_file: Any):
    data = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><body><p>Satz &x; Ende</p></body></html>'
    [document] = read_file("a.html", data)
    assert document.text.endswith("Satz &x; Ende")


def test_a_page_that_trafilatura_stumbles_over(read_file: Any, monkeypatch: pytest.MonkeyPatch):
    import trafilatura

    def fail(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    [document] = read_file("a.html", page(f"<nav>Start</nav><p>{BODY}</p>"))
    assert zones(document) == [("boilerplate", "Start")]


def test_nothing_is_printed(read_file: Any, capfd: pytest.CaptureFixture[str]):
    read_file("a.html", page("<p>Kurz.</p>"))
    read_file("a.html", "Nur Text, kein Element.")
    assert capfd.readouterr() == ("", "")


def test_without_the_extra(refuse: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    reason = refuse("a.html", PAGE)
    assert reason == "reading HTML needs the extra 'web': pip install 'translation-audit[web]'"
