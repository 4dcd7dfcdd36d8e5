"""Pages with furniture: what the line model and the rules make of them together. All texts are invented."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit import Config, Span, Zone, zones
from audit.zoning.blocks import cut_blocks
from audit.zoning.model import LineModel, packaged_model
from audit.zoning.rules import MAIN, ZoneRules
from audit.zoning.signals import best_run, line_signals, since, until

RULES = ZoneRules(**Config.default().table("zones"))

PARAGRAPHS = {
    "de": [
        "Die Fähre nach Norderholm fährt seit Montag wieder, nachdem Taucher den Propeller von einem alten Netz befreit haben.",
        "Das Schiff lag drei Wochen im Dock, weil die Werft auf ein Ersatzteil warten musste, sagte der Kapitän am Abend.",
        "Am ersten Tag nutzten nach Angaben der Reederei 312 Menschen das Schiff. Im Sommer sollen es doppelt so viele werden.",
        "Die Gemeinde will den Anleger im nächsten Jahr erneuern. Bezahlen soll das zum größten Teil das Land.",
    ],
    "en": [
        "The ferry to Norderholm has been running again since Monday, after divers freed its propeller from an old fishing net.",
        "The ship lay in dock for three weeks because the yard had to wait for a spare part, the captain said in the evening.",
        "On the first day 312 people took the ship, the company said. In summer it expects twice as many of them.",
        "The council wants to renew the landing stage next year. Most of it is to be paid for by the state.",
    ],
    "uk": [
        "Пором до Нордергольма знову ходить із понеділка, після того як водолази звільнили його гвинт від старої сітки.",
        "Судно три тижні стояло в доку, бо верф мусила чекати на запасну частину, сказав капітан увечері.",
        "Першого дня, за даними компанії, судном скористалися 312 людей. Улітку їх має бути вдвічі більше.",
        "Громада хоче наступного року оновити причал. Більшу частину грошей має дати держава.",
    ],
}
TITLES = {
    "de": "Fähre nach Norderholm fährt wieder",
    "en": "Ferry to Norderholm runs again",
    "uk": "Пором до Нордергольма знову ходить",
}
ABOVE = {
    "de": ["Zum Inhalt springen", "Startseite", "Politik", "Sport", "Kultur", "Suche", "Anmelden"],
    "en": ["Skip to content", "Home", "Politics", "Sport", "Culture", "Search", "Sign in"],
    "uk": ["Перейти до вмісту", "Головна", "Політика", "Спорт", "Культура", "Пошук", "Увійти"],
}
BELOW = {
    "de": [
        "Teilen",
        "Facebook",
        "Mehr zum Thema",
        "Werft sucht Lehrlinge",
        "Newsletter abonnieren",
        "Impressum | Datenschutz",
        "© 2025 Inselbote",
    ],
    "en": [
        "Share this",
        "Facebook",
        "Related stories",
        "Yard looks for apprentices",
        "Subscribe to our newsletter",
        "Privacy policy",
        "© 2025 Island Post",
    ],
    "uk": [
        "Поділитися",
        "Facebook",
        "Читайте також",
        "Верф шукає учнів",
        "Підписатися на розсилку",
        "Контакти",
        "© 2025 Острівний вісник",
    ],
}
CAPTIONS = {
    "de": ["Die Fähre im Hafen. © Lea Brandt", "Taucher arbeiten am Propeller. Foto: Brandt/dpa", "Der Kapitän (links) begrüßt die ersten Fahrgäste.", "Auf dem Foto ist die Fähre im Dock zu sehen.", "Kapitän Jan Kok (rechts) und Lea Brandt im Hafen"],
    "en": ["The ferry in the harbour. © Lea Brandt", "Divers work on the propeller. (Photo: Lea Brandt)", "In this photo the ferry is seen in dock.", "Captain Jan Kok greets the first passengers. Getty Images"],
    "uk": ["Пором у порту. Фото: Леа Брандт", "Водолази працюють біля гвинта. © Брандт", "Капітан (ліворуч) вітає перших пасажирів.", "На фото пором стоїть у доку."],
}  # fmt: skip


def page(language, *, gap="\n", extra=()):
    first, second, *rest = PARAGRAPHS[language]
    return gap.join([*ABOVE[language], TITLES[language], first, second, *extra, *rest, *BELOW[language]])


def kinds_by_text(text, **options):
    return {zone.span.of(text): zone.kind for zone in zones(text, **options)}


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("language", PARAGRAPHS)
def test_furniture_goes_and_the_article_stays(language, gap):
    found = kinds_by_text(page(language, gap=gap))
    assert [found[text] in {"lead", "body"} for text in PARAGRAPHS[language]] == [True] * 4
    assert found[TITLES[language]] == "headline"
    assert {text: found[text] for text in [*ABOVE[language], *BELOW[language]] if found[text] in MAIN} == {}


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(("language", "caption"), [(key, text) for key, texts in CAPTIONS.items() for text in texts])
def test_caption_is_never_body(language, caption, gap):
    on_page = kinds_by_text(page(language, gap=gap, extra=[caption]))
    assert on_page[caption] not in MAIN
    assert [on_page[text] in MAIN for text in PARAGRAPHS[language]] == [True] * 4
    alone = "\n\n".join([TITLES[language], *PARAGRAPHS[language][:2], caption, *PARAGRAPHS[language][2:]])
    assert kinds_by_text(alone)[caption] == "caption"


def test_paragraphs_between_captions_of_a_flat_page_are_no_gallery():
    captions = ["Die Fähre im Hafen. © Brandt", "Der Kapitän. © Brandt"]
    text = "\n".join(
        [TITLES["de"], *PARAGRAPHS["de"][:2], captions[0], *PARAGRAPHS["de"][2:], captions[1], *PARAGRAPHS["de"] * 2]
    )
    found = kinds_by_text(text)
    assert [found[line] for line in captions] == ["caption", "caption"]
    assert all(found[line] in {"lead", "body"} for line in PARAGRAPHS["de"])


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(PARAGRAPHS["de"]),
        "\n".join(PARAGRAPHS["uk"]),
        PARAGRAPHS["en"][0],
        TITLES["de"] + "".join(f"\n\n{number}\n\n{text}\n\n…" for number, text in enumerate(PARAGRAPHS["de"], start=1)),
        "Die See ist grau,\nder Wind ist alt,\nwir fahren heim,\nund uns ist kalt.",
        "Was man braucht\n\n- ein Seil\n- zwei Ruder\n- warme Kleidung\n- etwas Geduld",
        "Frage: Fahren Sie wieder?\n\nAntwort: Seit Montag fahren wir wieder jeden Tag.\n\nFrage: Und im Winter?\n\nAntwort: Auch im Winter.",
        "渡轮恢复运行\n\n自星期一以来，前往该岛的渡轮已恢复运行。船公司表示，潜水员清理了螺旋桨上的旧渔网。\n\n第一天有三百多人乘坐。夏天预计会有两倍的乘客。",
        "العبارة تعود إلى العمل\n\nعادت العبارة إلى العمل منذ يوم الاثنين بعد أن حرر الغواصون المروحة من شبكة قديمة.\n\nقالت الشركة إن 312 شخصا استخدموا السفينة في اليوم الأول.",
        "\n\n".join([*PARAGRAPHS["de"], "Viele Leser fragen nach dem Newsletter der Reederei. Er erscheint jeden Montag und kostet nichts, sagte sie. Das Abo kann jeder auf ihrer Seite bestellen, auch ohne ein Konto anzulegen, und es bleibt nach ihren Angaben noch lange gratis für alle Bewohner der Insel und ihre Gäste, die mit der Fähre kommen."]),
    ],
)  # fmt: skip
def test_clean_texts_lose_nothing(text):
    assert {zone.span.of(text): zone.kind for zone in zones(text) if zone.kind not in MAIN} == {}


def test_model_is_asked_on_pages_only():
    def refuse(blocks):
        raise AssertionError

    RULES("\n\n".join([TITLES["de"], *PARAGRAPHS["de"], "Newsletter abonnieren", "Teilen"]), model=refuse)
    with pytest.raises(AssertionError):
        RULES(page("de"), model=refuse)


def test_model_is_not_asked_where_markup_told_the_furniture():
    text = page("de")
    known = [Zone(span=Span(0, len(ABOVE["de"][0])), kind="boilerplate", confidence=1.0)]
    silent = LineModel(intercept=-50.0, weights={})
    assert [zone.kind for zone in RULES(text, known, model=silent)].count("body") >= 3


def test_confidence_on_a_page_is_the_chance():
    text = page("en")
    blocks = cut_blocks(text)
    chances = {block.text: chance for block, chance in zip(blocks, packaged_model()(blocks), strict=True)}
    for zone in zones(text):
        chance = chances[zone.span.of(text)]
        assert zone.confidence == (chance if zone.kind in MAIN else pytest.approx(1 - chance)) or zone.confidence == 0.9


def test_packaged_model_knows_its_signals():
    blocks = cut_blocks(page("de"))
    assert set(packaged_model().weights) <= set(line_signals(blocks))
    assert 100 < len(packaged_model().weights) <= 300


def test_signals_are_finite_on_one_line_and_none():
    assert all(math.isfinite(value) for column in line_signals(cut_blocks("x")).values() for value in column)
    assert packaged_model()([]) == []


@pytest.mark.parametrize(("score", "run"), [([], (0, -1)), ([-1, -2], (0, -1)), ([-1, 2, -1, 3, -9, 4], (1, 3))])
def test_best_run(score, run):
    assert best_run(score) == run


def test_distances():
    import numpy as np

    flags = np.array([False, True, False, False, True])
    assert since(flags).tolist() == [60, 60, 1, 2, 3]
    assert until(flags).tolist() == [1, 3, 2, 1, 60]


lines = st.sampled_from(
    [line for table in (ABOVE, BELOW, PARAGRAPHS, CAPTIONS) for texts in table.values() for line in texts]
)


@given(st.lists(lines, max_size=25), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_zones_of_pages_hold_all_ink_and_do_not_change(parts, gap):
    text = gap.join(parts)
    found = zones(text)
    assert "".join("".join(zone.span.of(text).split()) for zone in found) == "".join("".join(parts).split())
    assert found == zones(text)
    assert all(0 <= zone.confidence <= 1 for zone in found)
