import dataclasses

import pytest

from audit import Document, InputError, Span, types


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_span_refuses_wrong_ends(start, end):
    with pytest.raises(ValueError, match="0 <= start <= end"):
        Span(start, end)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [((0, 3), (2, 5), True), ((0, 3), (3, 5), False), ((1, 1), (0, 5), True), ((4, 6), (0, 2), False)],
)
def test_spans_overlap(one, other, expected):
    assert Span(*one).overlaps(Span(*other)) is expected
    assert Span(*other).overlaps(Span(*one)) is expected


def test_span_quotes_code_points():
    assert Span(1, 3).of("a😀бc") == "😀б"
    assert 2 in Span(1, 3)
    assert 3 not in Span(1, 3)


def test_span_is_carried_from_a_block_into_the_document():
    text = "ab\ncd"
    assert Span(1, 2).shift(3).of(text) == Span(1, 2).of(text[3:]) == "d"


def test_document_id_is_a_digest_of_its_text():
    assert Document(text="x").id == Document(text="x", url="u").id != Document(text="y").id
    assert Document(text="x", id="mine").id == "mine"


def test_document_refuses_lone_surrogates():
    with pytest.raises(InputError, match=r"a\.txt: the text has a lone surrogate \(U\+D800\) at offset 2"):
        Document(text="ab\ud800", path="a.txt", id="given")


def test_value_types_are_frozen_and_slotted():
    values = [value for value in vars(types).values() if dataclasses.is_dataclass(value)]
    assert len(values) > 10
    for value in values:
        assert value.__dataclass_params__.frozen, value
        assert "__slots__" in vars(value), value
