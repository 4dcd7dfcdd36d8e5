import pytest

from audit.language.letters import find_foreign_letters, find_mixed_scripts


def words(found):
    return [(stray.word, stray.letters) for stray in found]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Кім Чен Ин уверил Шойгу", "ru", [("Кім", "і")]),
        ("Мэр сказал это в Київі", "ru", [("Київі", "їі")]),
        ("Мэр сказал это в Киеве", "ru", []),
        ("Газета «Українська правда» сообщила об этом", "ru", []),
        ("Он сказал: «Мы с Кімом давно и подробно говорили об этом», — и ушёл", "ru", [("Кімом", "і")]),
        ("Він сказав: это было", "uk", []),
        ("Wałęsa kam", "de", [("Wałęsa", "łę")]),
    ],
)
def test_letters_of_another_alphabet(text, language, expected):
    found = find_foreign_letters(text, language, quote_share=0.3)
    assert words(found) == expected
    assert all(stray.span.of(text) == stray.word for stray in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cертифікат діє", [("cертифікат", "c")]),  # Latin c
        ("Der Міnister kam", [("Міnister", "Мі")]),  # Cyrillic М and і
        ("сертифікат", []),
        ("IT-компания", []),  # a hyphen parts the scripts
        ("в Googleом", []),  # a foreign stem with an ending
        ("iPhoneа", []),  # the same with a double as ending
        ("COVID19х", []),  # digits: product or formula
        ("Tо", []),  # too short to tell which script is at home
        ("μm und Ωs", []),
        ("Αthen", [("Αthen", "Α")]),  # Greek Alpha
        ("der Druck ρgh und die Dichte νρ", []),  # formulas
        ("5 µm, 3 кВт, 𝐀𝐁c, Δp", []),  # units and mathematical letters
    ],
)
def test_letters_of_another_script(text, expected):
    assert words(find_mixed_scripts(text)) == expected
