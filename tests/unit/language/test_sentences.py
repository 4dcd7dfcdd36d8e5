from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.language.sentences import split_sentences

TABLE = [
    ("de", ["Er kam am 7. Mai 2000 an.", "Dr. Weiß sagte: „Ja.“", "Dann ging er."]),
    ("de", ["Das kostet z. B. 3 Mio. Euro.", "Wirklich?", "Nein!"]),
    ("de", ["Die Brücke bleibt bis zum 3. Oktober zu."]),
    ("en", ["Mr. Lane left at 5 p.m. on Friday.", "He did not return."]),
    ("en", ["“We waited.”", "She shrugged.", "(It rained.)", "Then …", "Nothing."]),
    ("en", ["J. R. Hart spoke first."]),
    ("ru", ["В 1788 г. колокола отлили на ул. Садовой.", "Их пять.", "«Это всё!» — сказал он."]),
    ("uk", ["Міст збудували у 1931 р. за 2 млн. гривень.", "Він старий.", "Чому?"]),
    ("fr", ["M. Roux est parti.", "Pourquoi ?", "« Je ne sais pas. »", "Fin."]),
    ("cs", ["Stalo se to 4. března.", "Např. tramvaje stály."]),
    ("und", ["No language is known here.", "It still works."]),
    ("zh", ["市议会决定了。", "火车站留下来！"]),
]


@pytest.mark.parametrize(("language", "sentences"), TABLE)
def test_sentences(language, sentences):
    text = ("" if language == "zh" else " ").join(sentences)
    assert [span.of(text) for span in split_sentences(text, language=language)] == sentences


@pytest.mark.parametrize("text", ["", "  \n ", "\u00a0"])
def test_blank_text_has_no_sentence(text):
    assert split_sentences(text) == []


def test_heading_is_one_sentence():
    assert [span.of("  Brücke gesperrt ") for span in split_sentences("  Brücke gesperrt ")] == ["Brücke gesperrt"]


@given(st.text(alphabet=st.sampled_from("aZя.!?… \n\t„“«»)（。中1"), max_size=80))
def test_sentences_cover_the_ink_in_order(text):
    spans = split_sentences(text, language="de")
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
