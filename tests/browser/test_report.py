"""The HTML report in a real browser: no request, no script, no violation of its policy, and marks where the quotes are."""

from __future__ import annotations

import shutil

import pytest

from audit import Config, Document
from audit.formats.corpus import demo_corpus, read_corpus
from audit.render import render

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
HOSTILE = (
    "<img src=x onerror=alert(1)> title of a page that tries things\n\nDieser Text wurde maschinell aus dem Englischen "
    "übersetzt. \u202egnp.exe\n\n<script>document.title = 'owned'</script> und noch etwas Text dazu, damit es Prosa ist."
)


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    with playwright.sync_playwright() as driver:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def report(auditor, tmp_path_factory):
    documents = read_corpus(demo_corpus(), options=Config.default().table("read"))
    hostile = Document(
        text=HOSTILE, path="<b>hostile</b>.txt", url="javascript:alert(1)", outlet="O", title='"><script>x</script>'
    )
    audits = list(auditor.audit_many([*documents, hostile]))
    path = tmp_path_factory.mktemp("browser") / "report.html"
    path.write_text("".join(render(audits, "html")), encoding="utf-8")
    return path, audits


@pytest.fixture
def page(browser, report):
    tab = browser.new_page(viewport={"width": 1100, "height": 900})
    tab.messages, tab.requests = [], []
    tab.on("console", lambda message: tab.messages.append(message.text))
    tab.on("pageerror", lambda error: tab.messages.append(str(error)))
    tab.on("request", lambda request: tab.requests.append(request.url))
    tab.goto(report[0].as_uri())
    yield tab
    tab.close()


def test_page_is_alone_and_quiet(page, report):
    assert page.requests == [report[0].as_uri()]
    assert page.messages == []
    assert page.title().startswith("audit: 38 texts")
    assert page.locator("script, img, iframe, [onerror], [style]").count() == 0


def test_policy_is_strict_and_style_applies(page):
    policy = page.locator('meta[http-equiv="Content-Security-Policy"]').get_attribute("content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert page.evaluate("getComputedStyle(document.querySelector('.block')).display") == "grid"


def test_marks_hold_the_quotes(page, report):
    for number, audit in enumerate(report[1], start=1):
        for finding in audit.findings:
            for span in finding.spans:
                mark = page.locator(f"mark:has([id='{number}-{finding.id}-{span.start}'])")
                assert mark.count() >= 1
            quotes = page.locator(f"[id='{number}-finding-{finding.id}'] blockquote a").all_inner_texts()
            assert [" ".join(quote.split()) for quote in quotes] == [
                " ".join(audit.quote(span).split()) for span in finding.spans
            ]


def test_links_lead_to_places_on_the_page(page):
    targets = page.eval_on_selector_all(
        "a[href^='#']", "links => links.map(link => link.getAttribute('href').slice(1))"
    )
    assert len(targets) > 40
    assert page.evaluate("ids => ids.filter(id => !document.getElementById(id))", targets) == []


def test_blocks_tell_language_and_direction(page, report):
    for number, audit in enumerate(report[1], start=1):
        blocks = page.locator(f"#text-{number} .block p")
        told = blocks.evaluate_all("ps => ps.map(p => [p.getAttribute('lang'), p.getAttribute('dir')])")
        assert [lang or "und" for lang, _ in told] == [zone.language for zone in audit.zones]
        assert all(direction in {"ltr", "rtl", "auto"} for _, direction in told)


def test_hostile_text_is_only_text(page):
    last = page.locator("article").last
    assert "<script>document.title" in last.inner_text()
    assert "[U+202E]gnp.exe" in last.inner_text()
    assert page.locator("a[href^='javascript']").count() == 0
    assert "owned" not in page.title()


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_light_and_dark(browser, report, scheme, dark):
    tab = browser.new_page(color_scheme=scheme)
    tab.goto(report[0].as_uri())
    red, green, blue = tab.evaluate("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")
    assert (red + green + blue < 200) is dark
    tab.close()


def test_prints(browser, report, tmp_path):
    tab = browser.new_page()
    tab.goto(report[0].as_uri())
    tab.pdf(path=tmp_path / "report.pdf")
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    tab.close()


@pytest.mark.parametrize("width", [360, 800, 1400])
def test_nothing_overflows(browser, report, width):
    tab = browser.new_page(viewport={"width": width, "height": 800})
    tab.goto(report[0].as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    tab.close()


def test_keyboard_reaches_the_links(page):
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "A"
