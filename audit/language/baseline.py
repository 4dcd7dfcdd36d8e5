"""langdetect, the declared baseline: what the identifier must beat, and what can be chosen in its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from audit.language.identify import NOTHING, canonical_candidates
from audit.language.tables import (
    WORD,
    alphabet,
    canonical_language,
    count_letters,
    foreign_letters,
    languages_of_script,
    main_script,
    own_letters,
    script_of,
    script_of_language,
)
from audit.types import Language

# langdetect reads no more than 10,000 characters of a text; longer ones are cut into windows so that all of it counts.
_WINDOW = 5_000
# Above this share of words with letters that the answered language does not have, the answer is wrong.
_FOREIGN_WORDS = 0.2
# On shorter texts its answers are noise.
_MIN_LETTERS = 20


class LangdetectIdentifier:
    """langdetect with a fixed seed, script by script, windows for long texts, and a veto by the alphabet tables."""

    def __init__(self) -> None:
        self.signature = f"langdetect {version('langdetect')}"

    def __call__(self, texts: Sequence[str], *, candidates: Iterable[str] | None = None) -> list[Language]:
        """See `Identifier`."""
        tags = {canonical_language(name) for name in _profile_names()}
        wanted = None if candidates is None else canonical_candidates(candidates, tags)
        known = {text: self._identify(text, wanted) for text in dict.fromkeys(texts)}
        return [known[text] for text in texts]

    def _identify(self, text: str, candidates: dict[str, str] | None) -> Language:
        if count_letters(text) < _MIN_LETTERS:
            return NOTHING
        answers: defaultdict[str, float] = defaultdict(float)
        for start in range(0, len(text), _WINDOW):
            window = text[start : start + _WINDOW]
            for code, probability in _detect(window, candidates):
                answers[code] += probability * count_letters(window)
        if not answers:
            return NOTHING
        code, weight = min(answers.items(), key=lambda item: (-item[1], item[0]))
        confidence = round(min(weight / count_letters(text), 1.0), 3)
        if contradicted_by_letters(text, code):
            return NOTHING
        return Language(code=candidates[code] if candidates else code, confidence=confidence)


def contradicted_by_letters(text: str, code: str) -> bool:
    """Whether the letters speak against an answer.

    Either too many words have letters that the language does not write, or another language of its script writes all of
    them, and at least half of the letters that would set it apart are there: Belarusian and Serbian, which langdetect
    does not know. A Ukrainian name in a Russian text does neither.
    """
    words = WORD.findall(text)
    foreign = [letters for word in words if (letters := foreign_letters(word, code))]
    if not foreign:
        return False
    return len(foreign) > _FOREIGN_WORDS * len(words) or _fits_another(text, code, set("".join(foreign).lower()))


def _fits_another(text: str, code: str, foreign: set[str]) -> bool:
    script = script_of_language(code)
    letters = {letter for letter in text.lower() if script_of(letter) == script}
    known = alphabet(code) or frozenset()
    for other in languages_of_script(script):
        apart = (own_letters(other) or frozenset()) - known
        if apart and letters <= (alphabet(other) or frozenset()) and 2 * len(foreign & apart) >= len(apart):
            return True
    return False


def _detect(text: str, candidates: dict[str, str] | None) -> list[tuple[str, float]]:
    """The answers of langdetect among the languages of the text's script, as tags with probabilities."""
    from langdetect.lang_detect_exception import LangDetectException

    factory = _detector_factory(main_script(text, share=0))
    detector = factory.create()
    if candidates is not None:
        prior = {name: 1.0 for name in factory.langlist if canonical_language(name) in candidates}
        if not prior:
            return []
        detector.set_prior_map(prior)
    # langdetect passes over words in capitals, so a heading set in capitals would have no features at all.
    detector.append(text.lower() if text.isupper() else text)
    try:
        return [(canonical_language(answer.lang), answer.prob) for answer in detector.get_probabilities()]
    except LangDetectException:
        return []  # no features: digits, symbols, a script it has no profile for


@cache
def _detector_factory(script: str) -> Any:
    """The profiles of the languages of a script; all but those of Latin and Cyrillic for every other one.

    A text costs the loading and the arithmetic of the languages of its script only: that halves the time to the first
    result. The factory is ours: langdetect's shared one is unseeded, and seeding it would change it for everybody.
    """
    from langdetect.detector_factory import DetectorFactory

    alone = {"Latn", "Cyrl"}
    factory = DetectorFactory()
    factory.seed = 0
    names = [
        name
        for name in _profile_names()
        if script == (home := script_of_language(canonical_language(name)))
        or (script not in alone and home not in alone)
    ]
    factory.load_json_profile([(_profile_folder() / name).read_text(encoding="utf-8") for name in names])
    return factory


@cache
def _profile_names() -> tuple[str, ...]:
    return tuple(sorted(path.name for path in _profile_folder().iterdir() if not path.name.startswith(".")))


def _profile_folder() -> Path:
    import langdetect

    return Path(langdetect.__file__).parent / "profiles"
