"""Where a text changes its language."""

import numpy as np
import pytest

from audit import Span, split_languages
from audit.language.split import best_path

DE, EN, RU, UK = (
    "Der Stadtrat hat am Abend beschlossen, den alten Bahnhof nicht abzureißen.",
    "The council decided in the evening not to tear down the old station.",
    "Городской совет вечером решил не сносить старый вокзал.",
    "Міська рада ввечері вирішила, що стару будівлю не зноситимуть.",
)


@pytest.mark.parametrize("first", [DE, EN, RU, UK])
@pytest.mark.parametrize("second", [DE, EN, RU, UK])
def test_two_sentences(first, second):
    codes = {DE: "de", EN: "en", RU: "ru", UK: "uk"}
    text = f"{first} {second}"
    pieces = split_languages(text)
    expected = [codes[first]] if first == second else [codes[first], codes[second]]
    assert [language.code for _, language in pieces] == expected
    if first != second:
        assert pieces[1][0] == Span(len(first) + 1, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "Die Reederei „Northern Light Ferries“ hat das Schiff verkauft, sagte Kapitän Sven Olsson am Montag.",
        "Компания Northern Light Ferries вчера продала паром, сообщил капитан Свен Олссон.",
        "Кім Чен Ин заверил гостей в том, что мост достроят в срок",
        "",
        "12.05.2026 / 17:30",
        "Wort",
    ],
)
def test_names_make_no_change(text):
    pieces = split_languages(text)
    assert len(pieces) == 1
    assert pieces[0][0] == Span(0, len(text))


def test_opening_quote_goes_with_its_words():
    text = f"Er sagte wörtlich und sehr langsam: „{EN}“"
    pieces = split_languages(text)
    assert [piece[0].of(text) for piece in pieces] == ["Er sagte wörtlich und sehr langsam: ", f"„{EN}“"]
    assert [piece[1].code for piece in pieces] == ["de", "en"]


def test_three_pieces_and_back():
    text = f"{UK} {RU} {UK}"
    assert [language.code for _, language in split_languages(text)] == ["uk", "ru", "uk"]


def test_candidates_restrict_the_answers():
    assert [language.code for _, language in split_languages(f"{DE} {RU}", candidates=["de", "uk"])] == ["de", "uk"]


def test_path_without_rivals_is_constant():
    evidence = np.zeros((4, 3), dtype=np.float32)
    evidence[:, 0] = 1
    assert best_path(evidence, np.full(len(evidence), 6.0)).tolist() == [0, 0, 0, 0]
    assert best_path(evidence[:0], np.zeros(0)).tolist() == []


@pytest.mark.parametrize(
    ("gain", "expected"),
    [(4.0, [0] * 9), (7.0, [0, 0, 0, 1, 1, 1, 0, 0, 0])],  # 3 words x gain against two changes of 6 each
)
def test_path_pays_for_each_change(gain, expected):
    evidence = np.zeros((9, 2), dtype=np.float32)
    evidence[:, 1] = -gain
    evidence[3:6] = evidence[3:6, ::-1]
    assert best_path(evidence, np.full(len(evidence), 6.0)).tolist() == expected


def test_best_path_is_the_best_of_all():
    """Against every path of a small lattice."""
    from itertools import product

    chance = np.random.default_rng(7)
    for _ in range(50):
        evidence = chance.normal(scale=3, size=(6, 3)).astype(np.float32)
        costs = chance.uniform(1, 3, size=6)

        def value(path, evidence=evidence, costs=costs):
            changes = sum(cost for a, b, cost in zip(path, path[1:], costs[1:], strict=False) if a != b)
            return sum(evidence[number, column] for number, column in enumerate(path)) - changes

        best = max(value(path) for path in product(range(3), repeat=6))
        assert value(best_path(evidence, costs).tolist()) == pytest.approx(best, abs=1e-4)
