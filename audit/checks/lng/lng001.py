"""LNG001: headline and body in different languages

What it does: compares the language of the headline, and its script, with the language in which most of the body is
written.

Why it matters: an editor writes both in one language. Two languages mean that the parts have different origins: a
translated body under the headline of the original, or the other way round. It proves mixed origin; it does not prove
that a machine translated anything, and it does not say which of the two is the translation.

Example: a Russian headline over a German article.

Options ([checks.LNG001]): min_confidence, min_words, min_words_to_name, min_lowercase,
min_lowercase_other_script, min_share, unsure, confusable.

Limits: it needs a headline of some words and a body in one main language. Languages that a short text does not tell
apart (Danish and Norwegian, Czech and Slovak, ...) are never reported against each other. Between languages of one
script it speaks only where the letters agree, and where a letter or enough words other than names bear it out, so a
short headline of names in the wrong language is passed over. A headline in another script is a finding even where its
language is not sure, and the language is then left open; except in Latin script, for Latin names stand in every text.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from audit.checks.context import body_language, language_confidence
from audit.config import Options
from audit.language.letters import QUOTATION
from audit.language.tables import SCRIPT_NAMES, WORD, language_name, main_script, own_letters, script_of_language
from audit.types import JSON, UNDETERMINED, Audit, Finding, NotChecked, Zone


class HeadlineLanguage:
    """See the module."""

    code = "LNG001"
    scope = "document"
    messages = MappingProxyType(
        {
            "mismatch": "The headline is in {seen_name}, the body in {expected_name}.",
            "script": "The headline is in {seen_script} letters, the body in {expected_name}.",
        }
    )

    def __call__(self, context: Audit, options: Options) -> Iterable[Finding]:
        """At most one finding: its span is the headline."""
        headline = _headline(context)
        expected = body_language(context, min_share=options["min_share"])
        if headline is None or expected is None or _too_short(context, headline, options):
            return
        seen = _sure_language(context, headline, options)
        if _other_script(context, headline, expected):
            words = len(WORD.findall(context.quote(headline.span)))
            named = seen if words >= options["min_words_to_name"] else UNDETERMINED
            yield self._finding(context, headline, named, expected)
        elif seen != UNDETERMINED and _differs(context, headline, expected, options):
            yield self._finding(context, headline, seen, expected)

    def _finding(self, audit: Audit, headline: Zone, seen: str, expected: str) -> Finding:
        script = main_script(audit.quote(headline.span))
        evidence: dict[str, JSON] = {
            "template": "script" if seen == UNDETERMINED else "mismatch",
            "seen": seen,
            "expected": expected,
            "seen_name": language_name(seen),
            "seen_script": SCRIPT_NAMES.get(script, script),
            "expected_name": language_name(expected),
        }
        return Finding(
            code=self.code,
            severity="major",
            strength="strong",
            message=self.messages[str(evidence["template"])].format(**evidence),
            spans=(headline.span,),
            score=language_confidence(audit, headline) if seen != UNDETERMINED else None,
            evidence=evidence,
        )

    def not_checked(self, context: Audit, options: Options) -> Iterable[NotChecked]:
        """Why headline and body could not be compared."""
        headline = _headline(context)
        expected = body_language(context, min_share=options["min_share"])
        reason = None
        if headline is None:
            reason = "no headline was found"
        elif expected is None:
            reason = "the body has no main language that could be told"
        elif _too_short(context, headline, options):
            reason = f"the headline has fewer than {options['min_words']} words"
        elif not _other_script(context, headline, expected) and _is_doubtful(context, headline, expected, options):
            reason = "the language of the headline is not sure enough"
        if reason is not None:
            yield NotChecked(check=self.code, language=None, reason=reason)


def _headline(audit: Audit) -> Zone | None:
    return next((zone for zone in audit.zones if zone.kind == "headline"), None)


def _too_short(audit: Audit, headline: Zone, options: Options) -> bool:
    return len(WORD.findall(audit.quote(headline.span))) < int(options["min_words"])


def _sure_language(audit: Audit, headline: Zone, options: Options) -> str:
    sure = language_confidence(audit, headline) >= options["min_confidence"]
    return headline.language if sure and headline.language not in options["unsure"] else UNDETERMINED


def _other_script(audit: Audit, headline: Zone, expected: str) -> bool:
    """Whether the headline is in a script other than Latin that the body's language is not written in."""
    script = main_script(audit.quote(headline.span))
    return script not in {"Latn", "Zyyy", script_of_language(expected)}


def _is_doubtful(audit: Audit, headline: Zone, expected: str, options: Options) -> bool:
    """Whether the answer is missing, or speaks against the body's language and is not borne out."""
    seen = _sure_language(audit, headline, options)
    return seen == UNDETERMINED or (seen != expected and not _differs(audit, headline, expected, options))


def _differs(audit: Audit, headline: Zone, expected: str, options: Options) -> bool:
    seen = headline.language
    if seen == expected or any({seen, expected} <= set(group.split()) for group in options["confusable"]):
        return False
    script = script_of_language(seen)
    if script in SCRIPT_NAMES and main_script(audit.quote(headline.span)) != script:
        return False  # a title or a name in another script within the headline
    return not _looks_alike(audit, headline, expected, options)


def _looks_alike(audit: Audit, headline: Zone, expected: str, options: Options) -> bool:
    """Whether a headline could be in the body's language after all.

    Names and a quoted title make the identifier err: of 7,200 genuine headlines 13 were called another language. So no
    letter may speak for the body's language, and either one speaks for the headline's, or there are enough words; words
    in lower case only, for names keep their letters in every language, and no quotations.
    """
    text = QUOTATION.sub(" ", audit.quote(headline.span))
    words = [word for word in WORD.findall(text) if word.islower()]
    if script_of_language(headline.language) != script_of_language(expected):
        return len(words) < int(options["min_lowercase_other_script"])
    seen_letters, expected_letters = own_letters(headline.language), own_letters(expected)
    if seen_letters is None or expected_letters is None:
        return True
    letters = set("".join(words))
    if set(text.lower()) & (expected_letters - seen_letters):
        return True
    return not letters & (seen_letters - expected_letters) and len(words) < int(options["min_lowercase"])


check = HeadlineLanguage()
