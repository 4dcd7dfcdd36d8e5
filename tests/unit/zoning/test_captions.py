import pytest

from audit.zoning.captions import is_verbless


@pytest.mark.parametrize(
    "line",
    [
        "Die neue Bürgermeisterin Lea Brandt und der frühere Kapitän Jan Kok.",
        "Kapitän Jan Kok mit der Fähre Nordstern im Hafen von Norderholm.",
        "Капитан парома Ян Кок и мэр острова Леа Брандт.".replace("парома ", "").replace("острова ", ""),
        "Капітан Ян Кок та мер Леа Брандт у порту Нордергольм.".replace("порту ", ""),
        "Kapitán Jan Kok a starostka Lea Brandt v Norderholmu.",
    ],
)
def test_names_without_a_verb(line):
    assert is_verbless(line)


@pytest.mark.parametrize(
    "line",
    [
        "Lea Brandt besuchte die Fähre und den Kapitän Jan Kok.",
        "Am Montag fuhr Kapitän Jan Kok mit Lea Brandt nach Norderholm.",
        "Капитан Ян Кок приехал в Москву и встретил Лею Брандт.",
        "Captain Jan Kok met Lea Brandt on the Nordstern in Norderholm.",
        "Wer fährt mit Jan Kok nach Norderholm und Süderholm?",
        "Die Fähre.",
        "Kapitän Jan Kok, Lea Brandt und die Fähre Nordstern.",
        "Jan Kok und Lea Brandt im Hafen von Norderholm",
        "",
    ],
)
def test_sentences_and_headings(line):
    assert not is_verbless(line)
