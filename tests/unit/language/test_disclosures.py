import pytest

from audit.language.disclosures import disclosure_languages, find_disclosures

MACHINE = [
    ("Dieser Beitrag wurde maschinell aus dem Polnischen übersetzt.", "de", "pl"),
    ("Hinweis: Automatisch übersetzt aus dem Türkischen.", "de", "tr"),
    ("Dieser Text ist eine maschinelle Übersetzung.", "de", None),
    ("Der vorliegende Artikel wurde mit DeepL übersetzt und danach nicht redigiert.", "de", None),
    ("This story was machine-translated from Ukrainian.", "en", "uk"),
    ("This page has been translated by Google Translate.", "en", None),
    ("Machine translated from the German original.", "en", "de"),
    ("This is an automatic translation of a Czech report.", "en", None),
    ("Этот материал был переведён автоматически с английского.", "ru", "en"),
    ("Текст переведён с немецкого языка нейросетью.", "ru", "de"),
    ("Перевод с польского выполнен автоматически.", "ru", "pl"),
    ("Цей матеріал перекладено за допомогою машинного перекладу.", "uk", None),
    ("Статтю перекладено автоматично з німецької.", "uk", "de"),
    ("Cet article a été traduit automatiquement de l'allemand.", "fr", "de"),
    ("Traduction automatique du russe.", "fr", "ru"),
    ("Tento text byl automaticky přeložen z němčiny.", "cs", "de"),
]
OTHER = [
    ("Dieser Bericht ist zuerst auf Englisch im „Moorland Echo“ erschienen.", "provenance", "en", "Moorland Echo"),
    ("This report was originally published in German by moorland.de.", "provenance", "de", "moorland.de"),
    ("Статья впервые опубликована на английском языке в «Эхе».", "provenance", "en", "Эхе"),
    ("Aus dem Ukrainischen von Marta Feld", "translation", "uk", None),
    ("Translated from the Russian by Ann Field.", "translation", "ru", None),
    ("Переклад з англійської: Марта Поле", "translation", "en", None),
    ("Wir testen derzeit automatische Übersetzungen.", "practice", None, None),
]
NEAR_MISSES = [
    "Diese Seite wird automatisch übersetzt, sobald Sie auf den Knopf drücken.",
    "Dieser Artikel wurde nicht maschinell übersetzt.",
    "Dieser Bericht ist eine Kritik an maschinellen Übersetzungen.",
    "Ihr Roman wurde aus dem Englischen übersetzt.",
    "Maschinelle Übersetzung: Fluch oder Segen?",
    "This page is automatically translated when you press the button.",
    "This article was not machine translated.",
    "This story is about machine translation.",
    "Machine-translated subtitles are everywhere.",
    "The novel was translated from the Russian.",
    "Этот текст был переведён не машиной, а человеком.",
    "Эта статья не была переведена автоматически.",
    "Автоматический перевод появился в приложении вчера.",
    "Ця стаття про машинний переклад.",
    "Книгу перекладено з англійської.",
    "Le site est traduit automatiquement à chaque visite.",
    "Cet article n'a pas été traduit automatiquement.",
    "Tento článek nebyl strojově přeložen.",
    "Der Zug fährt auf Englisch angesagt ab.",
]


@pytest.mark.parametrize(("sentence", "language", "source"), MACHINE)
def test_machine_translation_is_told(sentence, language, source):
    (found,) = find_disclosures(sentence)
    assert (found.kind, found.language, found.source_language) == ("machine", language, source)
    assert found.span.of(sentence) == sentence


@pytest.mark.parametrize(("sentence", "kind", "source", "outlet"), OTHER)
def test_other_kinds_are_told(sentence, kind, source, outlet):
    (found,) = find_disclosures(sentence)
    assert (found.kind, found.source_language, found.outlet) == (kind, source, outlet)


@pytest.mark.parametrize("sentence", NEAR_MISSES)
def test_near_misses_are_left_alone(sentence):
    assert find_disclosures(sentence) == []


def test_only_the_disclosing_sentences_are_given():
    text = "Foto: privat. Dieser Text wurde maschinell übersetzt. Fehler bitte melden."
    (found,) = find_disclosures(text)
    assert found.span.of(text) == "Dieser Text wurde maschinell übersetzt."


def test_first_languages_have_phrases():
    assert disclosure_languages() >= {"de", "en", "ru", "uk"}
