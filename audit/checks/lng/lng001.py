"""LNG001: headline and body in different languages

What it does: compares the language of the headline, and its script, with the language in which most of the body is
written.

Why it matters: an editor writes both in one language. Two languages mean that the parts have different origins: a
translated body under the headline of the original, or the other way round. It proves mixed origin; it does not prove
that a machine translated anything, and it does not say which of the two is the translation.

Example: a Russian headline over a German article.

Options ([checks.LNG001]): min_confidence, min_confidence_names, min_lowercase, min_words, min_words_names,
min_coverage, min_share.

Limits: it needs a headline and a body in one main language. A headline of names, or of a quotation, says little: where
hardly a word outside quotations begins with a small letter, the identifier must be surer, so a short headline of names
in the wrong language is passed over. A headline in another script is a finding even where its language is not sure, and
the language is then left open; but not Latin names over a text in another script. Bosnian, Croatian and Serbian in
Latin script are one language here.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from audit.checks.context import body_language, language_confidence, language_spans
from audit.config import Options
from audit.language.letters import QUOTATION
from audit.language.tables import (
    SCRIPT_NAMES,
    WORD,
    count_letters,
    language_name,
    main_script,
    may_lack_marks,
    script_of_language,
)
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
        sure = _is_sure(context, headline, expected, options)
        if (sure and headline.language != expected) or _other_script(context, headline, expected, options):
            yield self._finding(context, headline, headline.language if sure else UNDETERMINED, expected)

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
        elif headline.language != expected and not _is_judged(context, headline, expected, options):
            reason = "the language of the headline is not sure enough"
        if reason is not None:
            yield NotChecked(check=self.code, language=None, reason=reason)


def _headline(audit: Audit) -> Zone | None:
    return next((zone for zone in audit.zones if zone.kind == "headline"), None)


def _too_short(audit: Audit, headline: Zone, options: Options) -> bool:
    return _count_words(audit, headline)[0] < int(options["min_words"])


def _is_judged(audit: Audit, headline: Zone, expected: str, options: Options) -> bool:
    return _is_sure(audit, headline, expected, options) or _other_script(audit, headline, expected, options)


def _is_sure(audit: Audit, headline: Zone, expected: str, options: Options) -> bool:
    """Whether its language is that of nearly all of the headline outside quotations, and not guessed from names."""
    if headline.language == UNDETERMINED or may_lack_marks(audit.quote(headline.span), headline.language, expected):
        return False
    words, small = _count_words(audit, headline)
    if small >= options["min_lowercase"]:
        limit = options["min_confidence"]
    elif small or words >= options["min_words_names"]:
        limit = options["min_confidence_names"]
    else:
        return False
    if language_confidence(audit, headline) < limit:
        return False
    own = [span.span for span in language_spans(audit, headline.span) if span.language == headline.language]
    places = [match.start() + headline.span.start for match in WORD.finditer(_unquoted(audit, headline))]
    return sum(any(place in span for span in own) for place in places) >= float(options["min_coverage"]) * len(places)


def _unquoted(audit: Audit, headline: Zone) -> str:
    """The headline with its quotations blanked out: a title or a speaker's words may be in any language."""
    return QUOTATION.sub(lambda match: " " * len(match[0]), audit.quote(headline.span))


def _count_words(audit: Audit, headline: Zone) -> tuple[int, int]:
    """Words outside quotations, and those of them that are no names: of three letters or more, without a capital.

    Shorter ones may be formulas. In scripts without capitals all letters count as words.
    """
    text = _unquoted(audit, headline)
    words = WORD.findall(text)
    if not any(letter.isupper() or letter.islower() for letter in text):
        return count_letters(text), count_letters(text)
    return len(words), sum(word[0].islower() and len(word) > 2 for word in words)


def _other_script(audit: Audit, headline: Zone, expected: str, options: Options) -> bool:
    """Whether the headline is in a script that the body's language is not written in; in Latin, not by names alone."""
    script = main_script(_unquoted(audit, headline))
    if script in {"Zyyy", script_of_language(expected)}:
        return False
    return script != "Latn" or _count_words(audit, headline)[1] >= int(options["min_lowercase"])


check = HeadlineLanguage()
