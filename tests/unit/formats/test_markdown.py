from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.config import Config
from audit.errors import InputError
from audit.formats import markdown

OPTIONS = Config.default().table("read")

PAGE = """\
---
title: "Die Brücke bleibt zu"
lang: de
tags: [a, b]
---
# Die *alte* Brücke

Der Rat hat entschieden.

> Das ist bitter.
> # Kein Titel

```python
x = 1
```

Was folgt
---------

<!-- Notiz
für uns -->

    eingerückter Code

- Punkt

      Code im Punkt

## Ende ##

# Noch ein Titel
"""


def quotes(data: str) -> list[tuple[str, str]]:
    [document] = markdown.read(data.encode("utf-8"), path="a.md", options=OPTIONS)
    assert document.text == data
    return [(zone.kind, zone.span.of(document.text)) for zone in document.zones]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_zones_of_the_markup(line_end: str):
    expected = [
        ("code", '---\ntitle: "Die Brücke bleibt zu"\nlang: de\ntags: [a, b]\n---'),
        ("headline", "# Die *alte* Brücke"),
        ("quote", "> Das ist bitter.\n> # Kein Titel"),
        ("code", "```python\nx = 1\n```"),
        ("subhead", "Was folgt\n---------"),
        ("code", "<!-- Notiz\nfür uns -->"),
        ("code", "    eingerückter Code"),
        ("code", "      Code im Punkt"),
        ("subhead", "## Ende ##"),
        ("subhead", "# Noch ein Titel"),
    ]
    found = quotes(PAGE.replace("\n", line_end))
    assert found == [(kind, text.replace("\n", line_end)) for kind, text in expected]


@pytest.mark.parametrize(
    ("data", "title", "language"),
    [
        (PAGE, "Die Brücke bleibt zu", "de"),
        ("---\ntitle: 'Ein Titel'\nlanguage: uk-UA\n---\nText", "Ein Titel", "uk-UA"),
        ("---\nTitle: Mit: Doppelpunkt\nlang: deutsch\n---\nText", "Mit: Doppelpunkt", None),
        ("---\ntitle: [kein, Titel]\nlang: |\n  de\n---\n# Der *erste* `Titel`\n", "Der erste Titel", None),
        ("Text\n\n> # Im Zitat\n\nDer\nTitel\n===", "Der Titel", None),
        ("Text ohne alles", None, None),
    ],
)
def test_title_and_language(data: str, title: str | None, language: str | None):
    [document] = markdown.read(data.encode("utf-8"), path="a.md", options=OPTIONS)
    assert (document.title, document.language) == (title, language)


def test_unclosed_front_matter_is_text():
    found = quotes("---\ntitle: Die Brücke\n\nDer Rat hat entschieden.\n\n## Weiter\n")
    assert found == [("subhead", "## Weiter")]


def test_an_unclosed_fence_runs_to_the_end():
    assert quotes("Text\n\n```\nx = 1\n\n") == [("code", "```\nx = 1")]


@pytest.mark.parametrize(("data", "reason"), [("", "no text"), (b"\x89PNG\r\n\x1a\n\0", "PNG"), (b"a\0b", "NUL")])
def test_what_is_refused(refuse: Any, data: bytes | str, reason: str):
    assert reason in refuse("a.markdown", data)


MARKUP = st.sampled_from(
    [
        "# ",
        "## ",
        "> ",
        "```",
        "~~~",
        "---",
        "===",
        "- ",
        "1. ",
        "    ",
        "\t",
        "<!--",
        "-->",
        "|",
        "\n",
        "\r\n",
        "\r",
        "a",
        "\u2028",
        "\x0b",
        " ",
    ]
)


@given(st.lists(MARKUP | st.text(max_size=3), max_size=40).map("".join))
@settings(max_examples=400, deadline=None)
def test_zones_are_sorted_disjoint_and_inside(text: str):
    try:
        [document] = markdown.read(text.encode("utf-8", "replace"), path="a.md", options=OPTIONS)
    except InputError:
        return
    end = 0
    for zone in document.zones:
        assert end <= zone.span.start < zone.span.end <= len(document.text)
        assert zone.span.of(document.text).rstrip() == zone.span.of(document.text)
        assert zone.confidence == 1.0
        end = zone.span.end
