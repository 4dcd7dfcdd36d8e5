"""LNG001: headline and body in different languages

What it does: compares the language of the headline with the language in which most of the body is written.

Why it matters: an editor writes both in one language. Two languages mean that the parts have different origins: a
translated body under the headline of the original, or the other way round. It proves mixed origin; it does not prove
that a machine translated anything, and it does not say which of the two is the translation.

Example: a Russian headline over a German article.

Options ([checks.LNG001]): min_confidence, min_words, min_share, confusable.

Limits: it needs a headline of some words and a body in one main language. Languages that a short text does not tell
apart (Danish and Norwegian, Czech and Slovak, ...) are never reported against each other. Between languages of one
Cyrillic alphabet family it speaks only where the letters agree with the identifier.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from audit.checks.context import body_language, language_confidence
from audit.config import Options
from audit.language.tables import WORD, language_name, own_letters, script_of_language
from audit.types import UNDETERMINED, Audit, Finding, NotChecked, Zone


class HeadlineLanguage:
    """See the module."""

    code = "LNG001"
    scope = "document"
    messages = MappingProxyType({"mismatch": "The headline is in {seen_name}, the body in {expected_name}."})

    def __call__(self, context: Audit, options: Options) -> Iterable[Finding]:
        """At most one finding: its span is the headline."""
        headline = _headline(context)
        expected = body_language(context, min_share=options["min_share"])
        if headline is None or expected is None or _reason_to_pass(context, headline, options) is not None:
            return
        seen = headline.language
        if seen == expected or _confusable(seen, expected, options) or _letters_disagree(context, headline, expected):
            return
        evidence = {
            "seen": seen,
            "expected": expected,
            "seen_name": language_name(seen),
            "expected_name": language_name(expected),
        }
        yield Finding(
            code=self.code,
            severity="major",
            strength="strong",
            message=self.messages["mismatch"].format(**evidence),
            spans=(headline.span,),
            score=language_confidence(context, headline),
            evidence=dict(evidence),
        )

    def not_checked(self, context: Audit, options: Options) -> Iterable[NotChecked]:
        """Why headline and body could not be compared."""
        headline = _headline(context)
        if headline is None:
            reason: str | None = "no headline was found"
        elif body_language(context, min_share=options["min_share"]) is None:
            reason = "the body has no main language that could be told"
        else:
            reason = _reason_to_pass(context, headline, options)
        if reason is not None:
            yield NotChecked(check=self.code, language=None, reason=reason)


def _headline(audit: Audit) -> Zone | None:
    return next((zone for zone in audit.zones if zone.kind == "headline"), None)


def _reason_to_pass(audit: Audit, headline: Zone, options: Options) -> str | None:
    if len(WORD.findall(audit.quote(headline.span))) < options["min_words"]:
        return f"the headline has fewer than {options['min_words']} words"
    if headline.language == UNDETERMINED or language_confidence(audit, headline) < options["min_confidence"]:
        return "the language of the headline is not sure enough"
    return None


def _confusable(one: str, other: str, options: Options) -> bool:
    return any({one, other} <= set(group.split()) for group in options["confusable"])


def _letters_disagree(audit: Audit, headline: Zone, expected: str) -> bool:
    """Whether two languages of the Cyrillic script are told apart by the identifier but not by a single letter.

    A Ukrainian headline of six words is called Russian in 4 % of cases by the baseline identifier.
    """
    seen_letters, expected_letters = own_letters(headline.language), own_letters(expected)
    if script_of_language(headline.language) != "Cyrl" or script_of_language(expected) != "Cyrl":
        return False
    if seen_letters is None or expected_letters is None:
        return True
    letters = {letter for letter in audit.quote(headline.span).lower() if letter.isalpha()}
    return not letters & (seen_letters - expected_letters)


check = HeadlineLanguage()
