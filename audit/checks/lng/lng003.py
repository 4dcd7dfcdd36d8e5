"""LNG003: letters of another language or script inside a word or name

What it does: looks for letters that the language of the block does not write. Two kinds: a letter of the same script
but of another alphabet (Ukrainian "і" in a Russian word), and a letter of another script that only looks right (a Latin
"c" in a Cyrillic word).

Why it matters: a name or word that was carried over from another language keeps that language's letters, so they tell
where the text came from: in human Russian hardly any foreign letter stands outside a quotation. Doubles from another
script come from careless typing, character recognition, evasion of filters, and some models.

Example: «Кім Чен Ин» in a Russian headline: "і" is Ukrainian, Belarusian and Kazakh.

Options ([checks.LNG003]): languages, quote_share, max_words, max_share.

Limits: the first kind is looked for in languages that respell foreign names and in which the false alarms were
measured (languages), so not in Latin script, where "Wałęsa" is right in every language. Letters that CLDR lists as
auxiliary are allowed: Russian "ы" in Ukrainian is no finding. Where many words have foreign letters the text is taken
to be in a language that the identifier does not know, and nothing is reported. Quotations in the other language are
left alone, and so are words with digits and foreign stems with a native ending. The second kind is weak evidence:
people produce it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType

from audit.checks.context import language_spans
from audit.config import Options
from audit.language.letters import StrayLetters, find_foreign_letters, find_mixed_scripts
from audit.language.tables import (
    SCRIPT_NAMES,
    WORD,
    language_name,
    languages_with_letter,
    script_of,
    script_of_language,
)
from audit.types import JSON, UNDETERMINED, Audit, Finding, NotChecked, Span


class StrayLetter:
    """See the module."""

    code = "LNG003"
    scope = "document"
    messages = MappingProxyType(
        {
            "alphabet": "“{word}” has {letters}, a letter of {owners}, in a block that is in {expected_name}.",
            "script": "“{word}” has {letters}, of the {owners} script, among letters of another script.",
        }
    )

    def __call__(self, context: Audit, options: Options) -> Iterable[Finding]:
        """One finding for each word and language of its block, with all its places."""
        places: dict[tuple[str, str], list[StrayLetters]] = {}
        found = list(_find(context, options))
        doubtful = _doubtful_languages(context, options) if any(not stray.mixed for _, stray in found) else set()
        for language, stray in found:
            if stray.mixed or language not in doubtful:
                places.setdefault((stray.word, language), []).append(stray)
        for (_, language), strays in places.items():
            yield self._finding(strays[0], language, tuple(stray.span for stray in strays))

    def _finding(self, stray: StrayLetters, language: str, spans: tuple[Span, ...]) -> Finding:
        letters = "".join(dict.fromkeys(stray.letters))
        evidence: dict[str, JSON] = {
            "template": "script" if stray.mixed else "alphabet",
            "word": stray.word,
            "letters": ", ".join(f"“{letter}” (U+{ord(letter):04X})" for letter in letters),
            "owners": _owners(letters, mixed=stray.mixed),
            "languages": [] if stray.mixed else list(languages_with_letter(letters[0].lower(), script_of(letters[0]))),
            "seen": script_of(letters[0]),
            "expected": language,
            "expected_name": language_name(language),
        }
        return Finding(
            code=self.code,
            severity="minor",
            strength="weak" if stray.mixed else "strong",
            message=self.messages[str(evidence["template"])].format(**evidence),
            spans=spans,
            evidence=evidence,
        )

    def not_checked(self, context: Audit, options: Options) -> Iterable[NotChecked]:
        """Languages written in Cyrillic letters in which nothing was measured, and those that may be another one."""
        told = {language for _, language in _places(context)} - {UNDETERMINED}
        for language in sorted(_doubtful_languages(context, options)):
            reason = "so many words have letters of another alphabet that the text may be in another language"
            yield NotChecked(check=self.code, language=language, reason=reason)
        for language in sorted(told - set(options["languages"])):
            if script_of_language(language) == "Cyrl":
                reason = "letters of other alphabets are not looked for: false alarms were not measured"
                yield NotChecked(check=self.code, language=language, reason=reason)


def _doubtful_languages(audit: Audit, options: Options) -> set[str]:
    """Languages in whose stretches several different words have foreign letters, and more than a few of all words.

    They are in a language that the identifier does not know (Bashkir, Chuvash, Rusyn, ...).
    """
    told = {language for _, language in _places(audit)} & set(options["languages"])
    return {language for language in told if _is_doubtful(audit, language, options)}


def _is_doubtful(audit: Audit, language: str, options: Options) -> bool:
    texts = [audit.quote(place) for place, told in _places(audit) if told in {language, UNDETERMINED}]
    strays = [
        stray.word.lower()
        for text in texts
        for stray in find_foreign_letters(text, language, quote_share=options["quote_share"])
    ]
    if len(set(strays)) < options["max_words"]:
        return False
    return len(strays) > float(options["max_share"]) * sum(len(WORD.findall(text)) for text in texts)


def _find(audit: Audit, options: Options) -> Iterator[tuple[str, StrayLetters]]:
    """Stray letters with the language of their place, their spans in the document."""
    for place, language in _places(audit):
        text = audit.quote(place)
        if language in options["languages"]:
            for stray in find_foreign_letters(text, language, quote_share=options["quote_share"]):
                yield language, replace(stray, span=stray.span.shift(place.start))
        for stray in find_mixed_scripts(text):
            yield language, replace(stray, span=stray.span.shift(place.start))


def _places(audit: Audit) -> Iterator[tuple[Span, str]]:
    """The stretches of one language inside the zones, but for code."""
    for zone in audit.zones:
        for found in language_spans(audit, zone.span) if zone.kind != "code" else ():
            yield Span(max(zone.span.start, found.span.start), min(zone.span.end, found.span.end)), found.language


def _owners(letters: str, *, mixed: bool) -> str:
    script = script_of(letters[0])
    owners = languages_with_letter(letters[0].lower(), script)
    if mixed or not owners:
        return SCRIPT_NAMES.get(script, script)
    return ", ".join(language_name(code) for code in owners)


check = StrayLetter()
