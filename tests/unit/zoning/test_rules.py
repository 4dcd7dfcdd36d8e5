from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import Config, Span, Zone, zones
from audit.zoning.blocks import cut_blocks
from audit.zoning.rules import ZoneRules

RULES = ZoneRules(**Config.default().table("zones"))
PROSE = (
    "Die Fähre nach Norderholm fährt seit Montag wieder, nachdem Taucher den Propeller von einem alten Netz befreit haben. "
    "Das teilte die Reederei mit."
)
MORE = "Am ersten Tag nutzten nach ihren Angaben 312 Menschen das Schiff. Im Sommer sollen es doppelt so viele werden."


def kinds(*lines):
    text = "\n\n".join(lines)
    return [zone.kind for zone in zones(text)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Fähre fährt wieder", PROSE, MORE], ["headline", "lead", "body"]),
        (["Seefahrt", "Fähre nach Norderholm fährt wieder", PROSE, MORE], ["kicker", "headline", "lead", "body"]),
        (["Fähre fährt wieder", "Lea Brandt", PROSE, MORE], ["headline", "byline", "lead", "body"]),
        (["Fähre fährt wieder", "Von Lea Brandt", PROSE, MORE], ["headline", "byline", "lead", "body"]),
        (["Fähre fährt wieder", PROSE, "Mehr Fahrten im Sommer", MORE], ["headline", "lead", "subhead", "body"]),
        (["Fähre fährt wieder", "Norderholm, 3. Mai 2025", PROSE, MORE], ["headline", "dateline", "lead", "body"]),
        (
            ["Fähre fährt wieder", PROSE, "Die Fähre im Hafen. © Lea Brandt", MORE],
            ["headline", "lead", "caption", "body"],
        ),
        (
            ["Fähre fährt wieder", PROSE, MORE, "Dieser Text wurde maschinell übersetzt."],
            ["headline", "lead", "body", "disclosure"],
        ),
        (
            ["Bitte deaktivieren Sie Ihren Ad-Blocker", "Fähre fährt bald wieder", PROSE, MORE],
            ["boilerplate", "headline", "lead", "body"],
        ),
        (
            ["Fähre fährt wieder", PROSE, MORE, "Jetzt Newsletter abonnieren"],
            ["headline", "lead", "body", "boilerplate"],
        ),
        (
            ["Fähre fährt wieder", PROSE, MORE, "Über die Autorin", "Lea Brandt schreibt über Häfen."],
            ["headline", "lead", "body", "byline", "byline"],
        ),
        (
            ["Fähre fährt wieder", PROSE, MORE, MORE, "3 Kommentare", "Na endlich!"],
            ["headline", "lead", "body", "body", "comment", "comment"],
        ),
        (["Facebook zahlt Strafe an die Insel", PROSE, MORE], ["headline", "lead", "body"]),
        (
            ["Fähre fährt wieder", PROSE, "Ein Ticket kostet 9,50 €, Kinder fahren gratis."],
            ["headline", "body", "body"],
        ),
        (
            [
                "Bitte deaktivieren Sie Ihren Ad-Blocker",
                "Fähre fährt bald wieder",
                PROSE,
                "Jetzt Newsletter abonnieren",
                MORE,
            ],
            ["boilerplate", "headline", "lead", "boilerplate", "body"],
        ),
        (
            ["Newsletter abonnieren", "Fähre fährt bald wieder", "Jetzt abonnieren und weiterlesen", PROSE, MORE],
            ["boilerplate", "headline", "boilerplate", "lead", "body"],
        ),
        (
            [
                "Bitte deaktivieren Sie Ihren Ad-Blocker",
                "Wir leben von Anzeigen.",
                "Jetzt abonnieren",
                "Fähre fährt wieder",
                PROSE,
                MORE,
            ],
            ["boilerplate", "boilerplate", "boilerplate", "headline", "lead", "body"],
        ),
        ([PROSE], ["body"]),
        ([PROSE, MORE], ["body", "body"]),
    ],
)
def test_kinds(lines, expected):
    assert kinds(*lines) == expected


def test_gallery_lines_are_captions():
    gallery = "Die Fähre im Dock.\nSie lag dort drei Wochen. © Brandt\nDer Propeller\nEr wiegt zwei Tonnen. © Brandt"
    text = f"Fähre fährt wieder\n\n{PROSE}\n\n{MORE}\n\nBilder aus dem Hafen\n\n{gallery}"
    assert [zone.kind for zone in zones(text)][-5:] == ["caption"] * 5


def test_wrapped_paragraphs_are_joined():
    wrapped = (
        "The ferry to Norderholm has been running again since Monday,\nafter divers freed its propeller from an old net, the\n"
        "shipping company said in a short statement on its page in the\nmorning. Nobody was hurt.\n\nOn the first day 312 people "
        "took the ship, the company said,\nand it expects twice as many of them in the summer months of\nthis year."
    )
    spans = [zone.span.of(wrapped) for zone in zones(wrapped)]
    assert len(spans) == 2
    assert spans[1].startswith("On the first day")


def test_known_zones_are_kept():
    text = "Some code here\n\nHeadline that is known\n\n" + PROSE + "\n\n" + MORE
    known = [
        Zone(span=Span(0, 14), kind="code", confidence=1.0),
        Zone(span=Span(16, 38), kind="headline", confidence=1.0),
    ]
    found = RULES(text, known)
    assert [(zone.kind, zone.span) for zone in found[:2]] == [("code", Span(0, 14)), ("headline", Span(16, 38))]
    assert [zone.kind for zone in found[2:]] == ["lead", "body"]


def test_note_among_the_furniture_of_a_page_stays_a_note():
    note = "This article was machine translated from German."
    known = [Zone(span=Span(0, len(note)), kind="boilerplate", confidence=1.0)]
    (zone,) = RULES(note, known)
    assert zone.kind == "disclosure"


def test_empty_text_has_no_zones():
    assert zones("") == zones(" \n\n ") == []


@given(st.text(alphabet=st.sampled_from("aBя.!?:©•- \n\r\t\u2028—„“1"), max_size=200))
def test_zones_are_ordered_disjoint_and_hold_all_ink(text):
    found = zones(text)
    assert all(zone.span.of(text).strip() == zone.span.of(text) != "" for zone in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    assert "".join("".join(zone.span.of(text).split()) for zone in found) == "".join(text.split())


def test_blocks_know_what_stands_before():
    blocks = cut_blocks("a\nb\n\nc\r\nd\r\n\r\ne")
    assert [(block.text, block.gap) for block in blocks] == [
        ("a", True),
        ("b", False),
        ("c", True),
        ("d", False),
        ("e", True),
    ]
