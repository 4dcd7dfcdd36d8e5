import pytest

from audit import ConfigError, identify
from audit.language.identify import LangdetectIdentifier, contradicted_by_letters

SENTENCES = {
    "de": "Der Stadtrat hat am Abend beschlossen, den alten Bahnhof im Norden nicht abzureißen.",
    "en": "The council decided in the evening not to tear down the old railway station in the north.",
    "ru": "Городской совет вечером решил не сносить старый вокзал на севере города.",
    "uk": "Міська рада ввечері вирішила не зносити старий вокзал на півночі міста.",
    "fr": "Le conseil municipal a décidé dans la soirée de ne pas démolir la vieille gare du nord.",
    "cs": "Městská rada večer rozhodla, že starou nádražní budovu na severu města nezbourá.",
    "pl": "Rada miejska zdecydowała wieczorem, że nie zburzy starego dworca na północy miasta.",
    "zh": "市议会晚上决定不拆除城市北部的旧火车站，并将在明年春天开始修缮工程。",
}


def test_sentences_are_told():
    answers = identify(list(SENTENCES.values()))
    assert [answer.code for answer in answers] == list(SENTENCES)
    assert all(0.9 <= answer.confidence <= 1 for answer in answers)


@pytest.mark.parametrize("text", ["", "   ", "12 345,67", "Washington Post", "→ ✓ §", "https://example.org/a/b/c"])
def test_too_little_text_has_no_language(text):
    assert identify([text])[0].code == "und"


def test_headings_in_capitals_are_told():
    assert identify([SENTENCES["ru"].upper()])[0].code == "ru"


def test_candidates_restrict_the_answer():
    assert identify([SENTENCES["uk"]], candidates=["ru", "de"])[0].code in {"ru", "und"}
    assert identify([SENTENCES["de"]], candidates=["en", "de"])[0].code == "de"


@pytest.mark.parametrize("candidates", [["tlh"], []])
def test_unknown_candidates_are_refused(candidates):
    with pytest.raises(ConfigError, match="knows none of the candidate languages"):
        identify(["some text that is long enough"], candidates=candidates)


def test_language_that_langdetect_does_not_know_is_not_called_another():
    belarusian = "Гарадская рада ўвечары вырашыла не зносіць стары вакзал на поўначы горада, бо ён ёсць помнікам."
    assert identify([belarusian])[0].code == "und"
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


def test_names_of_another_script_do_not_matter():
    text = (
        "Компании Quillfield Systems и Norderholm Ferries вчера подписали в городе договор о поставках зерна на остров."
    )
    assert identify([text])[0].code == "ru"


def test_all_of_a_long_text_counts():
    identifier = LangdetectIdentifier(min_letters=20, min_confidence=0.1)
    text = SENTENCES["de"] * 60 + SENTENCES["ru"] * 200
    answer = identifier([text])[0]
    assert answer.code == "ru"
    assert 0.5 < answer.confidence < 0.9


def test_batches_do_not_matter():
    texts = list(SENTENCES.values())
    assert identify(texts) == [identify([text])[0] for text in texts]
    assert identify(texts[::-1]) == identify(texts)[::-1]


def test_signature_names_the_version():
    assert LangdetectIdentifier(min_letters=1, min_confidence=0.5).signature.startswith("langdetect 1.")
