"""The checks through the auditor: what they find, and what they leave alone."""

import re

import pytest

from audit import Config, Document, Span, UnknownCodeError, Zone
from audit.checks import explain_code, list_codes, load_checks

BODY = {
    "de": (
        "Die Fähre nach Norderholm fährt seit Montag wieder, nachdem Taucher den Propeller von einem alten Netz befreit "
        "haben. Das teilte die Reederei am Morgen mit.\n\nAm ersten Tag nutzten nach ihren Angaben 312 Menschen das "
        "Schiff. Im Sommer sollen es doppelt so viele werden, wenn das Wetter hält."
    ),
    "ru": (
        "Паром на остров снова ходит с понедельника, после того как водолазы освободили винт от старой сети. Об этом "
        "утром сообщила судоходная компания.\n\nВ первый день, по её данным, судном воспользовались 312 человек. Летом "
        "их должно стать вдвое больше, если погода не испортится."
    ),
    "uk": (
        "Пором на острів знову ходить із понеділка, після того як водолази звільнили гвинт від старої сітки. Про це "
        "вранці повідомила судноплавна компанія.\n\nПершого дня, за її даними, судном скористалися 312 людей. Влітку "
        "їх має стати вдвічі більше, якщо погода не зіпсується."
    ),
    "en": (
        "The ferry to the island has been running again since Monday, after divers freed its propeller from an old net. "
        "The shipping company said so in the morning.\n\nOn the first day 312 people took the ship, it said. In summer "
        "there should be twice as many of them, as long as the weather holds."
    ),
}
HEADLINES = {
    "de": "Nach drei Wochen im Dock fährt die Fähre endlich wieder auf die Insel hinaus",
    "ru": "Паром снова ходит на остров, потому что водолазы вытащили сеть из винта",
    "uk": "Пором знову ходить на острів, бо водолази витягли сітку з гвинта",
    "en": "The ferry is running again after divers have pulled an old net out of its propeller",
}
PAIRS = [(head, body) for head in HEADLINES for body in BODY]


def audit_text(auditor, text):
    return auditor.audit(Document(text=text))


def codes(audit):
    return [finding.code for finding in audit.findings]


@pytest.mark.parametrize(("head", "body"), PAIRS)
def test_headline_is_compared_with_body(auditor, head, body):
    audit = audit_text(auditor, f"{HEADLINES[head]}\n\n{BODY[body]}")
    assert codes(audit) == ([] if head == body else ["LNG001"])
    if head != body:
        (finding,) = audit.findings
        assert audit.quote(finding.spans[0]) == HEADLINES[head]
        assert (finding.evidence["seen"], finding.evidence["expected"]) == (head, body)
        assert (finding.severity, finding.strength) == ("major", "strong")
        assert {verdict.question: verdict.answer for verdict in audit.verdicts} == {
            "machine_translated": "undetermined",
            "mixed_origin": "yes",
            "source_language": "undetermined",
        }


@pytest.mark.parametrize(
    ("headline", "reason"),
    [
        ("Fähre", "the headline has fewer than 2 words"),
        ("Dundee Stars Belfast Giants 5–3 Elite", None),
        ("Emmanuel Macron, Marine Le Pen, Jean-Luc Mélenchon", None),
        ("Marta Feld: „Wir fahren wieder hinaus auf die Insel“", None),
        ("Die Zeit", None),
    ],
)
def test_doubtful_headlines_are_not_judged(auditor, headline, reason):
    audit = audit_text(auditor, f"{headline}\n\n{BODY['en']}")
    assert codes(audit) == []
    if reason:
        assert reason in [row.reason for row in audit.not_checked if row.check == "LNG001"]


def test_headline_in_a_script_without_capitals_is_judged(auditor):
    audit = audit_text(auditor, f"市议会晚上决定不拆除城市北部的旧火车站\n\n{BODY['de']}")
    assert [finding.evidence["seen"] for finding in audit.findings] == ["zh"]


def test_text_without_headline_is_said_to_be_unchecked(auditor):
    audit = audit_text(auditor, BODY["de"])
    assert [(row.check, row.reason) for row in audit.not_checked] == [("LNG001", "no headline was found")]


def test_stray_letter_is_found_at_all_its_places(auditor):
    text = f"{HEADLINES['ru']}\n\n{BODY['ru'].replace('сообщила', 'Кім сообщил, что Кім не придёт и что это')}"
    audit = audit_text(auditor, text)
    (finding,) = [finding for finding in audit.findings if finding.code == "LNG003"]
    assert [audit.quote(span) for span in finding.spans] == ["Кім", "Кім"]
    assert finding.strength == "strong"
    assert finding.evidence["languages"] == ["be", "kk", "uk"]


def test_double_from_another_script_is_weak(auditor):
    text = f"{HEADLINES['uk']}\n\n{BODY['uk'].replace('компанія', 'кoмпанія')}"
    (finding,) = audit_text(auditor, text).findings
    assert (finding.code, finding.strength, finding.evidence["word"]) == ("LNG003", "weak", "кoмпанія")


PARAGRAPH = (
    "Die Taucher arbeiteten zwei Tage lang an der Schraube, weil das Netz viel größer war als gedacht. Am Abend fuhr das "
    "Schiff zur Probe hinaus."
)
ENGLISH = "The divers worked on the propeller for two days, because the net was much larger than they had thought."


def found(audit, code):
    return [finding for finding in audit.findings if finding.code == code]


def test_untranslated_paragraph_is_a_residue(auditor):
    audit = audit_text(auditor, f"{HEADLINES['de']}\n\n{BODY['de']}\n\n{ENGLISH}\n\n{PARAGRAPH}")
    (finding,) = audit.findings
    assert (finding.code, finding.severity, finding.evidence["template"]) == ("LNG002", "major", "residue")
    assert finding.strength == "medium"
    assert (audit.verdicts[0].answer, audit.verdicts[0].reason) == ("undetermined", "traces")
    assert [audit.quote(span) for span in finding.spans] == [ENGLISH]
    assert (finding.evidence["seen"], finding.evidence["expected"]) == ("en", "de")


def test_untranslated_sentence_inside_a_paragraph_is_found(auditor):
    audit = audit_text(auditor, f"{HEADLINES['de']}\n\n{BODY['de']} {ENGLISH} {PARAGRAPH}")
    (finding,) = found(audit, "LNG002")
    assert [audit.quote(span) for span in finding.spans] == [ENGLISH]


@pytest.mark.parametrize(
    "quotation", ["„{}“", "«{}»", "“{}”", "»{}«", "”{}”", "‚{}‘", "‘{}’", "'{}'", "›{}‹", '"{}"', "– {}"]
)
def test_foreign_speaker_is_quoted_and_no_residue(auditor, quotation):
    quoted = quotation.format(ENGLISH)
    audit = audit_text(auditor, f"{HEADLINES['de']}\n\n{BODY['de']}\n\n{quoted}\n\n{PARAGRAPH}")
    (finding,) = audit.findings
    assert (finding.code, finding.severity, finding.evidence["template"]) == ("LNG002", "neutral", "quotation")
    assert audit.verdicts[0].reason == "nothing_found"


@pytest.mark.parametrize(
    "sentence",
    [
        "Das Schiff gehört der Reederei „Northern Light Ferries of Quillfield and Moorland“ aus der Stadt.",
        "Gebaut wurde es vom Institut des hautes études maritimes de la région nord in der Stadt Norderholm.",
        "Der Kapitän las aus dem Roman „The Sea and All Its Ships“ vor.",
    ],
)
def test_names_and_titles_are_no_residue(auditor, sentence):
    assert codes(audit_text(auditor, f"{HEADLINES['de']}\n\n{BODY['de']} {sentence} {PARAGRAPH}")) == []


def test_translated_headings_over_an_untranslated_text_are_one_finding(auditor):
    english = BODY["en"].split("\n\n")
    text = (
        f"# {HEADLINES['en']}\n\n{english[0]}\n\n## Warum die Fähre so lange im Dock lag\n\n{english[1]}\n\n"
        f"## Was die Reederei den Gästen verspricht\n\n{english[0]}"
    )
    spans = [(2, 2 + len(HEADLINES["en"]), "headline")]
    spans += [
        (text.index(line), text.index(line) + len(line), "subhead")
        for line in ("Warum die Fähre so lange im Dock lag", "Was die Reederei den Gästen verspricht")
    ]
    zones = tuple(Zone(span=Span(start, end), kind=kind, confidence=1.0) for start, end, kind in spans)
    audit = auditor.audit(Document(text=text, zones=zones))
    (finding,) = found(audit, "LNG002")
    assert finding.evidence["template"] == "heading"
    assert len(finding.spans) == 2


def test_bilingual_text_is_said_once(auditor):
    audit = audit_text(auditor, f"{HEADLINES['de']}\n\n{BODY['de']}\n\n{BODY['en']}")
    (finding,) = found(audit, "LNG002")
    assert (finding.severity, finding.evidence["template"], len(finding.spans)) == ("minor", "bilingual", 2)
    assert 40 <= finding.evidence["percent"] < 50


RUSSIAN = "Мост через реку закрыли на ремонт, поэтому пассажиры теперь едут на пароме."


@pytest.mark.parametrize("joint", [" ", "\n\n"])
def test_russian_sentence_in_a_ukrainian_article_is_a_leak(auditor, joint):
    audit = audit_text(auditor, f"{HEADLINES['uk']}\n\n{BODY['uk']}{joint}{RUSSIAN}{joint}{BODY['uk']}")
    (finding,) = [finding for finding in audit.findings if finding.code.startswith("LNG")]
    assert (finding.code, finding.severity, finding.strength) == ("LNG004", "major", "medium")
    assert [audit.quote(span) for span in finding.spans] == [RUSSIAN]
    assert (finding.evidence["seen"], finding.evidence["expected"]) == ("ru", "uk")


def test_quoted_russian_in_a_ukrainian_article_is_no_leak(auditor):
    audit = audit_text(auditor, f"{HEADLINES['uk']}\n\n{BODY['uk']}\n\n«{RUSSIAN}»\n\n{BODY['uk']}")
    assert codes(audit) == ["LNG002"]
    assert audit.findings[0].severity == "neutral"


@pytest.mark.parametrize("language", BODY)
def test_clean_articles_have_no_finding(auditor, language):
    assert codes(audit_text(auditor, f"{HEADLINES[language]}\n\n{BODY[language]}")) == []


def test_one_foreign_sentence_of_a_quotation_is_no_quotation(auditor):
    audit = audit_text(
        auditor,
        f"{HEADLINES['uk']}\n\n{BODY['uk']}\n\n«Ми довго чекали на це. {RUSSIAN} Дякуємо всім, хто нам допоміг.»\n\n{BODY['uk']}",
    )
    assert codes(audit) == ["LNG004"]


def test_russian_sentence_does_not_make_ukrainian_letters_stray(auditor):
    text = f"{HEADLINES['uk']}\n\n{BODY['uk']}\n\n{RUSSIAN} {RUSSIAN} Так сказав речник Верховної Ради.\n\n{BODY['uk']}"
    assert "LNG003" not in codes(audit_text(auditor, text))


def test_serbian_in_its_other_script_is_no_foreign_part(auditor):
    cyrillic = (
        "Градско веће је увече одлучило да се стара станица на северу града неће срушити, рекла је градоначелница."
    )
    latin = "Kako je saopšteno, radovi na krovu stare stanice trebalo bi da počnu već na proleće sledeće godine."
    assert codes(audit_text(auditor, f"{cyrillic}\n\n{cyrillic}\n\n{latin}\n\n{cyrillic}")) == []


def test_czech_without_marks_is_not_called_slovak(auditor):
    czech = (
        "Trajekt na ostrov zase jezdí od pondělí, protože potápěči vyprostili šroub ze staré sítě. Ráno to oznámila "
        "lodní společnost."
    )
    audit = audit_text(
        auditor,
        f"Trajekt na ostrov zase jezdí\n\n{czech}\n\nMyslim, ze bude vice veci na dospele nez na deti.\n\n{czech}",
    )
    assert codes(audit) == []


def test_text_in_two_languages_is_unchecked(auditor):
    half = BODY["uk"].replace("\n\n", " ")
    text = "\n\n".join([half, BODY["ru"].replace("\n\n", " "), BODY["en"].replace("\n\n", " ")])
    unchecked = audit_text(auditor, text).not_checked
    assert {"LNG002", "LNG004"} <= {row.check for row in unchecked if "no main language" in row.reason}


NOTE = "Dieser Text wurde maschinell aus dem Englischen übersetzt."
FIRST = "Dieser Text ist zuerst auf Englisch im „Moorland Echo“ erschienen."


def test_note_decides_and_names_the_source(auditor):
    audit = audit_text(auditor, f"{HEADLINES['de']}\n\n{BODY['de']}\n\n{NOTE}\n\n{FIRST}")
    assert [(finding.code, finding.strength) for finding in audit.findings] == [
        ("MTE001", "decisive"),
        ("MTE001", "strong"),
    ]
    assert [audit.quote(finding.spans[0]) for finding in audit.findings] == [NOTE, FIRST]
    machine, source = audit.verdicts
    assert (machine.answer, machine.reason) == ("yes", "disclosed")
    assert (source.answer, source.chain) == ("en", ("en", "de"))
    assert set(machine.evidence) == {finding.id for finding in audit.findings}


def test_statement_without_a_machine_is_no_evidence_of_one(auditor):
    audit = audit_text(auditor, f"{HEADLINES['de']}\n\n{BODY['de']}\n\nAus dem Englischen von Marta Feld")
    assert [(finding.code, finding.strength) for finding in audit.findings] == [("MTE002", "strong")]
    assert [(verdict.answer, verdict.reason) for verdict in audit.verdicts] == [
        ("undetermined", "translated_by_unknown"),
        ("en", "stated"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{NOTE}\n\n{BODY['de']}",  # as a note: found
        f"{HEADLINES['de']}\n\n{BODY['de']}\n\n{NOTE}",
    ],
)
def test_notes_stand_at_either_end(auditor, text):
    assert audit_text(auditor, text).findings[0].strength == "decisive"


def test_sentence_in_the_running_text_is_of_medium_strength(auditor):
    middle = f"{BODY['de']}\n\nUnter dem Aushang im Hafen stand ein Satz. {NOTE} Die Leute lachten darüber. Niemand nahm es ernst."
    audit = audit_text(auditor, f"{HEADLINES['de']}\n\n{BODY['de']}\n\n{middle}\n\n{BODY['de']}\n\n{BODY['de']}")
    (finding,) = audit.findings
    assert (finding.code, finding.strength) == ("MTE001", "medium")
    assert audit.verdicts[0].answer == "undetermined"


def test_quotations_are_not_searched(auditor):
    assert codes(audit_text(auditor, f"{HEADLINES['de']}\n\n{BODY['de']}\n\n„{NOTE}“")) == []


@pytest.mark.parametrize("kind", ["headline", "subhead", "quote", "comment", "code"])
def test_headings_comments_and_code_are_not_searched(auditor, kind):
    document = Document(text=NOTE, zones=(Zone(span=Span(0, len(NOTE)), kind=kind, confidence=1.0),))
    assert auditor.audit(document).findings == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "This report was originally published in English and Welsh by the council.",
        "This piece was originally published in English.",
    ],
)
def test_where_a_text_appeared_in_its_own_language_is_no_translation(auditor, sentence):
    assert codes(audit_text(auditor, f"{HEADLINES['en']}\n\n{BODY['en']}\n\n{sentence}")) == []


def test_note_between_the_paragraphs_of_the_story_is_of_medium_strength(auditor):
    audit = audit_text(auditor, f"{HEADLINES['de']}\n\n{BODY['de']}\n\n{NOTE}\n\n{BODY['de']}")
    assert [finding.strength for finding in audit.findings] == ["medium"]
    assert audit.verdicts[0].answer == "undetermined"


def test_line_that_reads_like_a_note_can_be_the_headline(auditor):
    audit = audit_text(auditor, f"Dieser Text wurde maschinell übersetzt\n\n{BODY['de']}")
    assert audit.zones[0].kind == "headline"
    assert codes(audit) == []


def test_notes_that_disagree_leave_the_source_open(auditor):
    other = "This text was machine translated from Polish."
    audit = audit_text(auditor, f"{HEADLINES['de']}\n\n{BODY['de']}\n\n{NOTE}\n\n{other}")
    assert [verdict.reason for verdict in audit.verdicts] == ["disclosed", "notes_disagree"]


def test_languages_without_phrases_are_told(auditor):
    text = "Věc se vyřešila.\n\nLodní doprava funguje.\n\n" + "Promem na ostrov znovu jezdi jednom dnevno, kaže brodar."
    hungarian = (
        "A komp hétfő óta újra közlekedik a szigetre, miután a búvárok kiszabadították a csavart a régi hálóból."
    )
    unchecked = audit_text(auditor, f"{text}\n\n{hungarian}").not_checked
    assert ("MTE001", "hu") in [(row.check, row.language) for row in unchecked]


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        ((), (), ("LNG001", "LNG002", "LNG003", "LNG004", "MTE001", "MTE002")),
        (("LNG",), (), ("LNG001", "LNG002", "LNG003", "LNG004")),
        (("lng001", "MTE"), ("MTE002",), ("LNG001", "MTE001")),
        (("LNG001",), ("LNG",), ()),
    ],
)
def test_selection(select, ignore, expected):
    assert tuple(check.code for check in load_checks(select=select, ignore=ignore)) == expected


@pytest.mark.parametrize(("code", "hint"), [("LNG009", "did you mean LNG00"), ("XYZ", "known codes: LNG001")])
def test_unknown_codes(code, hint):
    with pytest.raises(UnknownCodeError, match=hint):
        load_checks(select=[code])
    with pytest.raises(UnknownCodeError, match=hint):
        explain_code(code)


@pytest.mark.parametrize("code", list_codes())
def test_every_check_is_documented(code):
    text = explain_code(code)
    assert text.startswith(f"{code}: ")
    for heading in ("What it does:", "Why it matters:", "Example:", "Options", "Limits:"):
        assert f"\n{heading}" in text, heading
    (check,) = load_checks(select=[code])
    assert (check.code, check.scope) == (code, "document")
    assert check.messages


def test_options_that_the_docs_name_are_the_options():
    tables = Config.default().table("checks")
    for code in list_codes():
        named = re.search(r"\nOptions(?: \(\[checks\.(\w+)\]\))?: ([^.]+)\.", explain_code(code))
        options = set(re.findall(r"\w+", named[2])) - {"none"}
        assert options == set(tables.get(code, {})), code
        assert named[1] == (code if options else None)
