"""LNG004: a close language leaked into the text

What it does: looks for sentences in a language close to that of the body: Russian or Belarusian in Ukrainian and back,
Czech and Slovak, Danish, Norwegian and Swedish, Spanish, Portuguese, Galician and Catalan, and others.

Why it matters: translators and models that know one of two close languages better slip into it, and sentences of the
other version stay behind when a text is rewritten by hand. It shows which version the text was made from.

Example: a Russian sentence in a Ukrainian article.

Options ([checks.LNG004]): min_confidence, min_words, min_small, min_share.

Limits: quotations are left alone, for people are quoted in their own language. Single words and short phrases are not
found: words that both languages have prove nothing. A text of which a large part is in the close language has no main
language, and is said to be unchecked.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from audit.checks.lng.parts import Part, expected_language, foreign_parts, neighbours
from audit.config import Options
from audit.language.tables import are_siblings, language_name
from audit.types import JSON, Audit, Finding, NotChecked


class CloseLanguage:
    """See the module."""

    code = "LNG004"
    scope = "document"
    messages = MappingProxyType({"leak": "This part is in {seen_name}, which is close to {expected_name}."})

    def __call__(self, context: Audit, options: Options) -> Iterable[Finding]:
        """One finding for neighbouring parts in one language."""
        expected = expected_language(context, options)
        if expected is None:
            return
        parts = [
            part
            for part in foreign_parts(context, expected, options)
            if are_siblings(part.language, expected) and not part.quoted
        ]
        for group in neighbours(parts, key=lambda part: part.language):
            yield self._finding(group[0].language, expected, group)

    def _finding(self, language: str, expected: str, parts: list[Part]) -> Finding:
        evidence: dict[str, JSON] = {
            "template": "leak",
            "seen": language,
            "expected": expected,
            "seen_name": language_name(language),
            "expected_name": language_name(expected),
        }
        return Finding(
            code=self.code,
            severity="major",
            strength="medium",
            message=self.messages["leak"].format(**evidence),
            spans=tuple(part.span for part in parts),
            score=min(part.confidence for part in parts),
            evidence=evidence,
        )

    def not_checked(self, context: Audit, options: Options) -> Iterable[NotChecked]:
        """Texts without a main language."""
        if expected_language(context, options) is None:
            yield NotChecked(check=self.code, language=None, reason="the body has no main language that could be told")


check = CloseLanguage()
