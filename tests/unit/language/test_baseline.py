"""langdetect as the baseline that can be chosen."""

import pytest
from test_identify import SENTENCES

from audit import Auditor, Config, Document
from audit.language.baseline import LangdetectIdentifier, contradicted_by_letters

KNOWN = ("de", "en", "ru", "uk", "fr", "cs", "pl", "zh")


def test_sentences_are_told():
    answers = LangdetectIdentifier()([SENTENCES[code] for code in KNOWN])
    assert [answer.code for answer in answers] == list(KNOWN)


def test_language_that_langdetect_does_not_know_is_not_called_another():
    belarusian = "Гарадская рада ўвечары вырашыла не зносіць стары вакзал на поўначы горада, бо ён ёсць помнікам."
    assert LangdetectIdentifier()([belarusian])[0].code == "und"
    assert contradicted_by_letters(belarusian, "ru")
    assert not contradicted_by_letters(SENTENCES["ru"], "ru")


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("Кім Чен Ин уверил Шойгу в оправданности поддержки", "ru", False),  # a Ukrainian name in a Russian headline
        ("Яны прыйшлі дадому позна і доўга не спалі", "ru", True),  # Belarusian
        ("Яны прышлі позна, але вельмі задаволеныя ўсім тым", "uk", True),
        ("Неће доћи до договора пре краја године", "mk", True),  # Serbian
        ("Министерот рече дека договорот ќе се потпише", "mk", False),
        ("Міст збудували давно", "uk", False),
    ],
)
def test_letters_contradict_an_answer(text, code, expected):
    assert contradicted_by_letters(text, code) is expected


def test_candidates():
    assert LangdetectIdentifier()([SENTENCES["sh"]], candidates=["hr", "de"])[0].code == "hr"
    assert LangdetectIdentifier()([SENTENCES["sh"]])[0].code == "sh"


def test_all_of_a_long_text_counts():
    answer = LangdetectIdentifier()([SENTENCES["de"] * 60 + SENTENCES["ru"] * 200])[0]
    assert answer.code == "ru"
    assert 0.5 < answer.confidence < 0.9


def test_it_can_be_chosen():
    auditor = Auditor(Config.default().override({"identify": {"backend": "langdetect"}}))
    audit = auditor.audit(Document(text=SENTENCES["de"]))
    assert "langdetect 1." in audit.signature
    assert [span.language for span in audit.languages] == ["de"]
