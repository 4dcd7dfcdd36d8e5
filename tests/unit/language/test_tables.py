import pytest

from audit.language import tables


@pytest.mark.parametrize(
    ("code", "name", "script", "direction"),
    [
        ("de", "German", "Latn", "ltr"),
        ("uk", "Ukrainian", "Cyrl", "ltr"),
        ("he", "Hebrew", "Hebr", "rtl"),
        ("ar", "Arabic", "Arab", "rtl"),
        ("und", "undetermined", None, "auto"),
        ("tlh", "tlh", None, "auto"),
    ],
)
def test_languages(code, name, script, direction):
    assert tables.language_name(code) == name
    assert tables.script_of_language(code) == script
    assert tables.direction(code) == direction


@pytest.mark.parametrize(
    ("word", "code", "foreign"),
    [
        ("Кім", "ru", "і"),
        ("ЇЖАК", "ru", "Ї"),
        ("Ким", "ru", ""),
        ("Кім", "uk", ""),
        ("были", "uk", ""),  # CLDR lists ы ё э ъ as auxiliary letters of Ukrainian
        ("ўсё", "uk", "ў"),
        ("Wałęsa", "de", "łę"),
        ("Müller", "en", ""),
        ("IBM", "ru", ""),  # another script is another matter
        ("слово", "zh", ""),
    ],
)
def test_foreign_letters(word, code, foreign):
    assert tables.foreign_letters(word, code) == foreign


def test_own_letters_leave_auxiliary_ones_out():
    assert "ы" not in tables.own_letters("uk")
    assert "ы" in tables.alphabet("uk")
    assert tables.own_letters("zh") is tables.alphabet("zh") is None


def test_languages_of_a_letter():
    assert tables.languages_with_letter("і", "Cyrl") == ("be", "kk", "uk")
    assert tables.languages_with_letter("ї", "Cyrl") == ("uk",)


@pytest.mark.parametrize(
    ("letter", "script"), [("a", "Latn"), ("а", "Cyrl"), ("α", "Grek"), ("1", "Zyyy"), ("中", "Zyyy")]
)
def test_script_of_letter(letter, script):
    assert tables.script_of(letter) == script


@pytest.mark.parametrize(
    ("text", "share", "script"),
    [
        ("Паром ходит", 0.8, "Cyrl"),
        ("Паром ferry", 0.8, "Zyyy"),
        ("Паромы ferry", 0, "Cyrl"),
        ("市议会 a", 0, "Zyyy"),
        ("12", 0, "Zyyy"),
    ],
)
def test_main_script(text, share, script):
    assert tables.main_script(text, share=share) == script


def test_table_has_the_first_class_languages_with_letters():
    for code in ("de", "en", "ru", "uk", "fr", "cs", "pl", "es", "it"):
        assert len(tables.own_letters(code)) >= 26
