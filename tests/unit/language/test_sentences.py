"""Texts with a bar where one sentence ends and the next begins."""

import time
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from audit.language import sentences
from audit.language.sentences import split_sentences
from audit.language.tables import load_table

TABLE = [
    ("de", "Er kam am 7. Mai 2000 an. | Dr. Weiß sagte: „Ja.“ | Dann ging er."),
    ("de", "Das kostet z. B. 3 Mio. Euro. | Wirklich? | Nein!"),
    ("de", "Das kostet z.\u00a0B. 3\u00a0Mio. Euro.\u00a0| Wirklich?"),
    ("de", "Die Brücke bleibt bis zum 3. Oktober zu."),
    ("de", "So war es im Jahr 2018. | Der Fluss stieg. | Es wurden 379 800. | Wohnungen fehlten."),
    ("de", "Der 25. Jahrestag fiel aus. | Ludwig XIV. Bau steht noch."),
    ("de", "Sie kaufte Äpfel, Birnen usw. | Alles war reif."),
    ("de", "Das Amt, d. h. Frau Prof. Dr. Lenz, lehnte ab. | Vgl. Abs. 3. | So blieb es."),
    ("de", "Die Kur, u. a. Massagen, kostet bzw. Geld."),
    ("de", "Nach der Uferstr. Nummer neun kommt Nr. 10. | Dort wohnt Jana K. | Sie singt."),
    ("de", "„Warum?“, fragte sie. | „Halt!“ rief er. | „Er kommt. | Sie geht.“ | »Gut.« | »Neu.«"),
    ("de", "Der Kahn liegt am Dienstag still. | © Foto: Uferpost"),
    ("de", "Der Kahn liegt am Ufer © Foto: Uferpost"),
    ("de", "Nach dem Regen.| Der Pegel steigt."),
    ("de", "Das war toll!!! 😀 | bis morgen :) | Wir sehen uns."),
    ("de", "Sie kam (angeblich!) Montag. | Er schrieb: „Der […] Hafen schließt.“"),
    ("de", "Der Termin ist am 12. 4. 2020. | Danach ist Schluss."),
    ("de", "Der Dipl.-Ing. Sommer kam. | Es war Dez. 2020."),
    ("en", "Mr. Lane left at 5 p.m. on Friday. | He did not return."),
    ("en", "“We waited.” | She shrugged. | (It rained.) | Then … | Nothing."),
    ("en", "J. R. Hart spoke first."),
    (
        "en",
        "Tom W. Reed moved to the U.S. Senate in Jan. 1990. | He stayed in the U.S. | The rest left at 5 a.m. | We slept.",
    ),
    ("en", "He said no. | Then came No. 5, e.g. Paris."),
    ("en", "“Why?” Lane asked. | “Why?” | She did not know."),
    ("en", "Version 2.5 is at www.example.org/a.b, write to a.b@example.org. | It costs 3.50 pounds."),
    ("en", "We use Node.js and Asp.Net here, and Paint.Net there. | It works."),
    ("en", "the train was late.| Nobody came to Www.Example.Org for it."),
    ("en", "Well ... maybe not. | Perhaps... | Who knows?! | Not me."),
    ("en", "1. Open the box. | 2. Close it. | a) Stop. | b) Go."),
    ("en", "Rules:\n1. Open the box.|\n2. Close it."),
    ("en", "They joined Blake Jr. and Stone Inc. | The rest went home."),
    ("en", "The phones broke. | iPads did not."),
    ("en", "It ended.[12] | So we went."),
    ("en", "The line is\nwrapped by hand.|\nThen it ends."),
    ("en", "shopping|\n• milk|\n• bread"),
    ("en", "first block|\n\nsecond block"),
    ("en", "hi! | how are you? | fine, thx. | see you on fri. | “ok?” she said"),
    ("ru", "В 1788 г. колокола отлили на ул. Садовой. | Их пять. | «Это всё!» — сказал он."),
    ("ru", "А. С. Рощин жил в XIX в. | Он писал. | Жанна Дж. Лис пела."),
    ("ru", "Купили хлеб, соль и т. д. | Потом ушли."),
    ("ru", "В 1945 г. Сосновка сгорела. | Новый мост построили только осенью 1950 г. | Жители ликовали."),
    ("ru", "«Почему?» — спросил он. | — Не знаю. | Так вышло, т. е. Иванов ушёл."),
    ("ru", "Завод им. Лунина дал 5 тыс. руб. за год. | Это мало… | Но хватит."),
    ("uk", "Міст збудували у 1931 р. за 2 млн. гривень. | Він старий. | Чому?"),
    ("uk", "На вул. Лісовій жив проф. Гнатюк. | Його знали в XX ст. | Тепер забули."),
    ("uk", "Школа ім. Лесі Гай має 2 тис. учнів, сад і т. д. | Це багато."),
    ("uk", "«Чому?» — запитав він. | І пішов. | Це підтвердила С. Гончар."),
    ("fr", "M. Roux est parti. | Pourquoi ? | « Je ne sais pas. » | Fin."),
    ("fr", "Mme Petit, p. ex., vend du pain, du lait, etc. | Elle est là."),
    ("fr", "« Pourquoi ? » demanda M. Le Bois. | J. La Rue se tut. | Il eut la note A. | Les autres, rien."),
    ("cs", "Stalo se to 4. března. | Např. tramvaje stály."),
    ("cs", "Slavili 25. výročí, tzv. Zlatý den, tj. svátek. | Bydlí v domě č. 5 u p. Nováka. | Bylo to v r. 2001."),
    ("pl", "Prof. Lis mieszka przy ul. Leśnej. | Kupił m.in. chleb itd. | Potem wyszedł."),
    ("pl", "Most otwarto ostatecznie jesienią 2001 r. | Miasto świętowało."),
    ("es", "El Sr. Ruiz vive en EE. UU. desde 1990. | ¿Por qué? | ¡Nadie lo sabe!"),
    ("it", "Il sig. Neri abita al n. 5. | Vende pane, latte, ecc. | Poi chiude."),
    ("sv", "Kl. 11 kom hon. | Sedan gick hon."),
    ("und", "No language is known here. | It still works."),
    ("de-AT", "Das ist Hr. Weiß. | Er wartet."),
    ("zh", "市议会决定了。|火车站留下来！|“好！”|他走了"),
    ("ja", "「待って。」と言った。|駅は残る。"),
    ("ar", "هل بقي الجسر؟ | نعم بقي."),
    ("ur", "پل باقی ہے۔ | سب خوش ہیں۔"),
    ("hi", "पुल बचा है। | सब खुश हैं।"),
    ("el", "Έμεινε η γέφυρα\u037e | Ναι."),
    ("hy", "Կամուրջը մնաց։ | Բոլորը ուրախ են: | Վերջ։"),
    ("ka", "ხიდი დარჩა. | ყველა ხარობს."),
    ("en", "It was a cafe\u0301. | A\u030arhus won."),
]


def texts_of(text, **options):
    return [span.of(text) for span in split_sentences(text, **options)]


@pytest.mark.parametrize(("language", "text"), TABLE)
def test_sentences(language, text):
    expected = [part.strip() for part in text.split("|")]
    plain = text.replace(" | ", " ").replace("|", "")
    assert texts_of(plain, language=language) == expected


@pytest.mark.parametrize("text", ["", "  \n ", "\u00a0"])
def test_blank_text_has_no_sentence(text):
    assert split_sentences(text) == []


@pytest.mark.parametrize("text", ["  Brücke gesperrt ", "Was nun, Stadtrat?", "Umbau: Ende 2020 z. T. offen"])
def test_heading_is_one_sentence(text):
    assert texts_of(text, language="de") == [text.strip()]


def test_abbreviations_are_those_of_the_language():
    text = "Kupili hleb i dr. Potom ushli."
    assert len(texts_of("Er ist der Lt. Meier.", language="de")) == 1
    assert len(texts_of("Sie lachte. Lt. Meier ging.", language="de")) == 2
    assert texts_of("Das war max. Mehr ging nicht.", language="en") != texts_of(
        "Das war max. Mehr ging nicht.", language="de"
    )
    assert texts_of(text, language="de") == [text]


def test_lists_hold_words_without_their_stop():
    flags = {"ordinals", "capital_nouns"}
    keys = set(sentences._Rules.__slots__) - {"end"} | {"marks"}
    for language, entry in load_table("sentences.toml").items():
        assert set(entry) <= keys, language
        for key in set(entry) - flags - {"marks"}:
            words = entry[key].split()
            assert len(words) == len(set(words)), (language, key, [word for word in words if words.count(word) > 1])
            assert not [word for word in words if word.endswith(".")], (language, key)
        assert not set(entry.get("never_last", "").split()) & set(entry.get("may_be_last", "").split()), language


PIECES = ["Ab", "ab", "z", "Dr", "3", "1990", ".", "!", "?", "…", " ", "\n", "\t", "„", "“", "«", "»", ")", "(", "（", "。", "中",
          "я", "Щ", "։", ":", "-", "–", "😀", "©", "[", "]", "\u00a0", "\u0301", "www.", "a@b.c", "•", "\u2029"]  # fmt: skip
LANGUAGES = ["de", "en", "ru", "uk", "fr", "cs", "hy", "ja", "und"]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60), st.sampled_from(LANGUAGES))
@example("A. B. C.", "de")
def test_sentences_cover_the_ink_in_order(text, language):
    spans = split_sentences(text, language=language)
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
    assert split_sentences(text, language=language) == spans


@given(st.lists(st.sampled_from([text.replace("|", "") for language, text in TABLE if language == "de"]), min_size=1))
def test_a_paragraph_ends_what_stands_in_it(paragraphs):
    """A blank line keeps neighbours apart: the sentences of a text are those of its paragraphs."""
    apart = [sentence for paragraph in paragraphs for sentence in texts_of(paragraph, language="de")]
    assert texts_of("\n\n".join(paragraphs), language="de") == apart


LONG = {
    "dots": ".",
    "spaced dots": ". ",
    "questions": "?!",
    "words": "word ",
    "letters": "x",
    "spaces": " ",
    "lines": "x\n",
    "blank lines": "\n ",
    "closing quotes": ".»",
    "spaced quotes": ". »",
    "brackets": "(",
    "colons": ":-",
    "smileys": ":-)",
    "emoji": "😀",
    "emoji and spaces": "😀 ",
    "initials": "A. ",
    "one word of stops": "a.b",
    "numbers": "1.",
    "numbered": "1. A ",
    "dates": "1. 12. ",
    "asides": "a!) A",
    "notes": ".[1]",
    "no space": "ab.Ab",
    "sentences": "He went. ",
}


@pytest.mark.parametrize("unit", LONG.values(), ids=LONG.keys())
def test_long_texts_take_time_in_proportion(unit):
    """64 times the text may take 64 times as long, with room for noise; quadratic would be 4096 times."""
    sizes = (2_000, 128_000)
    seconds = []
    for size in sizes:
        text = (unit * size)[:size]
        start = time.process_time()
        split_sentences(text, language="de")
        seconds.append(max(time.process_time() - start, 0.001))
    assert seconds[1] < 500 * seconds[0]
