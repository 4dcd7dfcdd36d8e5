"""In which language is a text? One interface for identifiers; here the declared baseline, langdetect."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from audit.errors import ConfigError
from audit.language.tables import WORD, count_letters, foreign_letters
from audit.types import UNDETERMINED, Language

NOTHING = Language(code=UNDETERMINED, confidence=0.0)

# langdetect's codes that are not BCP 47 tags; the two kinds of Chinese are one language to us.
_CODES = {"zh-cn": "zh", "zh-tw": "zh"}
# langdetect reads no more than 10,000 characters of a text; longer ones are cut into windows so that all of it counts.
_WINDOW = 5_000
# Above this share of words with letters that the answered language does not have, the answer is wrong: Belarusian, for
# one, is called Russian or Ukrainian by an identifier that does not know it.
_FOREIGN_WORDS = 0.2


class Identifier(Protocol):
    """Tells the languages of texts, in batches."""

    signature: str

    def __call__(self, texts: Sequence[str], *, candidates: Iterable[str] | None = None) -> list[Language]:
        """One answer per text, in order; `und` where there is no language or too little to tell."""


class LangdetectIdentifier:
    """langdetect with a fixed seed, windows for long texts, and a veto by the alphabet tables."""

    def __init__(self, *, min_letters: int, min_confidence: float) -> None:
        self.signature = f"langdetect {version('langdetect')}"
        self._min_letters = min_letters
        self._min_confidence = min_confidence

    def __call__(self, texts: Sequence[str], *, candidates: Iterable[str] | None = None) -> list[Language]:
        """See `Identifier`."""
        prior = _prior(candidates)
        known = {text: self._identify(text, prior) for text in dict.fromkeys(texts)}
        return [known[text] for text in texts]

    def _identify(self, text: str, prior: dict[str, float] | None) -> Language:
        if count_letters(text) < self._min_letters:
            return NOTHING
        answers: defaultdict[str, float] = defaultdict(float)
        for start in range(0, len(text), _WINDOW):
            window = text[start : start + _WINDOW]
            for code, probability in _detect(window, prior):
                answers[_CODES.get(code, code)] += probability * count_letters(window)
        if not answers:
            return NOTHING
        code, weight = min(answers.items(), key=lambda item: (-item[1], item[0]))
        confidence = round(min(weight / count_letters(text), 1.0), 3)
        if confidence < self._min_confidence or contradicted_by_alphabet(text, code):
            return NOTHING
        return Language(code=code, confidence=confidence)


def contradicted_by_alphabet(text: str, code: str) -> bool:
    """Whether too many words of the text have letters that the language does not write."""
    words = WORD.findall(text)
    foreign = sum(1 for word in words if foreign_letters(word, code))
    return foreign > _FOREIGN_WORDS * len(words)


def _prior(candidates: Iterable[str] | None) -> dict[str, float] | None:
    if candidates is None:
        return None
    wanted = set(candidates)
    known = {code for code in _detector_factory().langlist if _CODES.get(code, code) in wanted}
    if not known:
        named = ", ".join(sorted(wanted)) or "none given"
        raise ConfigError(f"langdetect knows none of the candidate languages: {named}")
    return dict.fromkeys(known, 1.0)


def _detect(text: str, prior: dict[str, float] | None) -> list[tuple[str, float]]:
    from langdetect.lang_detect_exception import LangDetectException

    detector = _detector_factory().create()
    if prior is not None:
        detector.set_prior_map(prior)
    # langdetect passes over words in capitals, so a heading set in capitals would have no features at all.
    detector.append(text.lower() if text.isupper() else text)
    try:
        return [(answer.lang, answer.prob) for answer in detector.get_probabilities()]
    except LangDetectException:
        return []  # no features: digits, symbols, a script it has no profile for


@lru_cache(maxsize=1)
def _detector_factory() -> Any:
    import langdetect
    from langdetect.detector_factory import DetectorFactory

    # A factory of our own: langdetect's shared one is unseeded, and seeding it would change it for the whole process.
    factory = DetectorFactory()
    factory.seed = 0
    factory.load_profile(str(Path(langdetect.__file__).parent / "profiles"))
    return factory
