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
    ("This is an automatic translation of a Czech report.", "en", "cs"),
    ("Этот материал был переведён автоматически с английского.", "ru", "en"),
    ("Текст переведён с немецкого языка нейросетью.", "ru", "de"),
    ("Перевод с польского выполнен автоматически.", "ru", "pl"),
    ("Цей матеріал перекладено за допомогою машинного перекладу.", "uk", None),
    ("Статтю перекладено автоматично з німецької.", "uk", "de"),
    ("Cet article a été traduit automatiquement de l'allemand.", "fr", "de"),
    ("Traduction automatique du russe.", "fr", "ru"),
    ("Tento text byl automaticky přeložen z němčiny.", "cs", "de"),
    ("Translated by DeepL from German.", "en", "de"),
    ("AI-translated content", "en", None),
    ("Editor’s note: This story was machine-translated from Spanish.", "en", "es"),
    ("This article was translated with the help of artificial intelligence and reviewed by an editor.", "en", None),
    ("Dieser Beitrag wurde automatisch aus dem Englischen übersetzt und von der Redaktion geprüft.", "de", "en"),
    ("Dieser Text wurde durch KI übersetzt.", "de", None),
    ("Übersetzt mit DeepL", "de", None),
    ("KI-Übersetzung", "de", None),
    ("Переведено с помощью Google Translate", "ru", None),
    ("Перевод выполнен нейросетью.", "ru", None),
    ("Переклад здійснено за допомогою штучного інтелекту.", "uk", None),
    ("Traduit de l’anglais par DeepL", "fr", "en"),
    ("Přeloženo strojově", "cs", None),
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
    # reports of what somebody said of another text
    "The ministry said that this document was machine-translated.",
    "This document was translated automatically, the court found, and therefore it is void.",
    "Dieser Text wurde maschinell übersetzt, warf der Richter dem Gutachter vor.",
    "Текст переведён машинным способом, говорится в иске.",
    "Текст перекладено автоматично, дорікнув суддя експертові.",
    "Cet article a été traduit par une machine, a reproché le juge à l'expert.",
    "Tento text byl strojově přeložen, tvrdí žaloba.",
    # questions and conditions
    "This article was translated by machine?",
    "Ist dieser Artikel maschinell übersetzt?",
    "Wurde dieser Text maschinell übersetzt, steht ein Hinweis darunter.",
    "If this page was automatically translated, you see a globe.",
    "This content was translated with DeepL when you click the button.",
    "Cet article a été traduit automatiquement ?",
    # a machine did something else
    "Dieser Artikel wurde mit KI illustriert und von Anna Muster übersetzt.",
    "Dieser Artikel wurde automatisch gespeichert und später von einem Menschen übersetzt.",
    "Diese Seite wurde automatisch erkannt und wird auf Wunsch übersetzt.",
    "Dieser Text ist automatisch besser als alles, was je ins Deutsche übersetzt wurde.",
    "Статья переведена с английского при участии автора и отредактирована машинным способом проверки.",
    "Новость переведена на счёт машинным кодом.",
    "This text was translated by Maria Weber, not by machine.",
    # books
    "Translated by Anthea Bell, the novel won three prizes.",
    "Aus dem Englischen von Anna Muster, Hanser, 320 Seiten, 24 Euro.",
    "This story was first published in German newspapers under a false name.",
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
