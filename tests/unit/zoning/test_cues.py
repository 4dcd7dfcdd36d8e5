import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import audit.zoning
from audit.zoning.cues import FURNITURE, cue_names, find_cues

TABLE = tomllib.loads(Path(audit.zoning.__file__).with_name("cues.toml").read_text(encoding="utf-8"))
EXPRESSIONS = [(cue, entry) for cue, languages in TABLE.items() for entries in languages.values() for entry in entries]


@pytest.mark.parametrize(
    ("line", "cue"),
    [
        ("Bitte schalten Sie Ihren Ad-Blocker aus", "adblock"),
        ("Jetzt kostenlos testen", "offer"),
        ("Subscribe to our weekly letter", "offer"),
        ("Зарегистрируйтесь бесплатно", "offer"),
        ("Anzeige", "advert"),
        ("Facebook · Twitter · WhatsApp", "share"),
        ("Share this article", "share"),
        ("Поділитися", "share"),
        ("Lesen Sie auch: Hafen wird ausgebaut", "related"),
        ("You may also like", "related"),
        ("Te puede interesar", "related"),
        ("© 2024 Inselbote GmbH", "legal"),
        ("Tutti i diritti riservati", "legal"),
        ("Wir verwenden Cookies, um die Seite zu verbessern.", "cookies"),
        ("Skip to main content", "navigation"),
        ("1 2 3 4 … 17", "pager"),
        ("Tags: Hafen, Fähre", "tags"),
        ("Lesezeit: 3 Minuten", "counters"),
        ("12 Kommentare", "comments"),
        ("Leave a reply", "comment_form"),
        ("Lea B. says:", "comment_meta"),
        ("Über die Autorin", "author_heading"),
        ("Tom Hale contributed to this report.", "author_note"),
        ("Von Lea Brandt", "byline"),
        ("Die Fähre im Dock. © Brandt", "credit"),
        ("The ferry in dock (Photo: L. Brandt)", "credit"),
        ("Паром у доку. Фото: Леа Брандт", "credit"),
        ("Der Kapitän (links) und sein Sohn", "caption"),
        ("In this photo the ferry is in dock", "caption"),
        ("Norderholm, 3. Mai 2025", "dateline"),
        ("Updated: 3 May 2025", "dateline"),
        ("Norderholm (dpa) – Die Fähre fährt wieder.", "place_opening"),
    ],
)
def test_cue_is_found(line, cue):
    assert cue in find_cues([line])[0]


@pytest.mark.parametrize(
    "line",
    [
        "Die Fähre nach Norderholm fährt seit Montag wieder.",
        "Die Behörde hat 312 Fahrgäste registriert.",
        "Neueste Messungen zeigen, dass das Wasser steigt.",
        "Другие пассажиры ждали на берегу.",
        "Další cestující čekali na břehu.",
        "Inne promy stoją w porcie.",
        "The ferry is more reliable than the bridge, the mayor said.",
    ],
)
def test_prose_has_no_cue(line):
    assert find_cues([line]) == [frozenset()]


def test_ends_of_a_long_paragraph_are_read():
    caption = "Die Fähre liegt im Dock und wird gestrichen. " * 15 + "© Brandt"
    assert "credit" in find_cues([caption])[0]


def test_table_and_names_agree():
    assert set(cue_names()) == set(TABLE)
    assert set(cue_names()) >= FURNITURE


def test_table_is_in_lower_case():
    assert [entry for _, entry in EXPRESSIONS if re.sub(r"\\.", "", entry) != re.sub(r"\\.", "", entry).lower()] == []


# Lines made of the phrases themselves, so that the short cut over their letters is put to the test.
PIECES = sorted({piece for _, entry in EXPRESSIONS for piece in re.findall(r"[\w ©(:]+", entry)})


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=5).map(" ".join), max_size=5))
def test_short_cut_loses_nothing(lines):
    slow = [frozenset(cue for cue, entry in EXPRESSIONS if re.search(entry, line.lower())) for line in lines]
    assert find_cues(lines) == slow
