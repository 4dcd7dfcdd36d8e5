"""Words and features as arrays."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from audit.language.ngrams import ORDERS, find_words, hash_features
from audit.language.words import word_model

SIZE = 1 << 18


def spell(text):
    words = find_words([text])
    return ["".join(map(chr, words.codes[start:end])) for start, end in zip(words.start, words.end, strict=True)]


def test_words_are_runs_of_letters():
    assert spell("Ґанок, п’ять; O'Neill's 'so' it’s—Ünlü 3x naïve") == [
        "ґанок", "п'ять", "o'neill's", "so", "it's", "ünlü", "x", "naïve",
    ]  # fmt: skip
    assert spell("हिन्दी में") == ["हिन्दी", "में"]
    assert spell("") == []


def test_places_and_capitals():
    words = find_words(["Ab c", "", "d Ef"])
    assert (words.start - words.offset[words.text]).tolist() == [0, 3, 0, 2]
    assert words.text.tolist() == [0, 0, 2, 2]
    assert words.capital.tolist() == [True, False, False, True]


def test_one_spelling_has_one_key_wherever_it_stands():
    words = find_words(["haus Haus", "ein HAUS", "hause"])
    keys = words.key.tolist()
    assert keys[0] == keys[1] == keys[3]
    assert len(set(keys)) == 3


def test_features_of_a_word():
    words = find_words(["ab xyz"])
    rows, first = hash_features(words, np.arange(2), SIZE)
    real = rows != SIZE
    # Of "_ab_": a b, _a ab b_, _ab ab_, _ab_; of "_xyz_": 3, 4, 3, 2, 1; and each word as a whole.
    assert real.sum(axis=1).tolist() == [5, 7, 5, 3, 1, 2]
    assert real[ORDERS].nonzero()[0].tolist() == first.tolist() == [0, 3]


@given(st.lists(st.text(max_size=30), max_size=6))
def test_scores_do_not_depend_on_the_batch(texts):
    model = word_model()
    together = model.score_texts(find_words(texts), len(texts))
    for text, row in zip(texts, together, strict=True):
        np.testing.assert_array_equal(model.score_texts(find_words([text]), 1)[0], row)


@given(st.lists(st.text(max_size=40), max_size=5))
def test_words_are_in_their_texts(texts):
    words = find_words(texts)
    for start, end, number in zip(words.start, words.end, words.text, strict=True):
        place = slice(start - words.offset[number], end - words.offset[number])
        assert 0 <= place.start < place.stop <= len(texts[number])
        assert not any(character.isspace() for character in texts[number][place])
