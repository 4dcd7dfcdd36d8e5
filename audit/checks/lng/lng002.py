"""LNG002: part of a document in another language

What it does: looks for stretches of the running text, subheadings, quotations and captions that are in another language
than most of the body. What stands in quotation marks is told from what does not.

Why it matters: a paragraph, a caption or the headings in another language were left untranslated, or were pasted from
another version; both tell where the text comes from. A foreign speaker's words may be left as they were said: a
quotation is reported as such and counts for nothing.

Example: an English paragraph between German ones; translated headings over an English text.

Options ([checks.LNG002]): min_confidence, min_words, min_small, min_share, bilingual.

Limits: stretches of a few words, names and titles are left alone. What stands in a language close to the body's, and
not in quotation marks, is LNG004's. Where another language makes up much of the text, the document is called bilingual,
once, and nothing is called a residue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from audit.checks.lng.parts import Part, expected_language, foreign_parts, neighbours
from audit.config import Options
from audit.language.tables import are_siblings, count_letters, language_name
from audit.types import JSON, Audit, Finding, NotChecked, Severity


class ForeignPart:
    """See the module."""

    code = "LNG002"
    scope = "document"
    messages = MappingProxyType(
        {
            "residue": "This part is in {seen_name}, the body in {expected_name}.",
            "heading": "Headings are in {seen_name}, the body in {expected_name}.",
            "quotation": "This quotation is in {seen_name}, the body in {expected_name}.",
            "bilingual": "The text is in two languages: most of it in {expected_name}, {percent} % in {seen_name}.",
        }
    )
    _severities: MappingProxyType[str, Severity] = MappingProxyType(
        {"residue": "major", "heading": "major", "quotation": "neutral", "bilingual": "minor"}
    )

    def __call__(self, context: Audit, options: Options) -> Iterable[Finding]:
        """One finding for neighbouring parts in one language, one for all headings, one for a bilingual text."""
        expected = expected_language(context, options)
        if expected is None:
            return
        parts = [
            part
            for part in foreign_parts(context, expected, options)
            if part.quoted or (part.whole and not are_siblings(part.language, expected))
        ]
        shares = _shares(context, [part for part in parts if not part.quoted])
        for (template, language), group in _group(parts, shares, float(options["bilingual"])):
            yield self._finding(template, language, expected, group, shares[language])

    def _finding(self, template: str, language: str, expected: str, parts: list[Part], share: float) -> Finding:
        evidence: dict[str, JSON] = {
            "template": template,
            "seen": language,
            "expected": expected,
            "seen_name": language_name(language),
            "expected_name": language_name(expected),
            "percent": round(100 * share),
        }
        return Finding(
            code=self.code,
            severity=self._severities[template],
            strength="medium" if template in {"residue", "heading"} else None,
            message=self.messages[template].format(**evidence),
            spans=tuple(part.span for part in parts),
            score=min(part.confidence for part in parts),
            evidence=evidence,
        )

    def not_checked(self, context: Audit, options: Options) -> Iterable[NotChecked]:
        """Texts without a main language."""
        if expected_language(context, options) is None:
            yield NotChecked(check=self.code, language=None, reason="the body has no main language that could be told")


def _shares(audit: Audit, parts: list[Part]) -> defaultdict[str, float]:
    """The share of the document's letters that the parts in each language have."""
    total = max(count_letters(audit.document.text), 1)
    shares: defaultdict[str, float] = defaultdict(float)
    for part in parts:
        shares[part.language] += count_letters(audit.quote(part.span)) / total
    return shares


def _group(
    parts: list[Part], shares: defaultdict[str, float], bilingual: float
) -> Iterator[tuple[tuple[str, str], list[Part]]]:
    """Parts by template and language: all headings and all of a bilingual text together, others where they touch."""

    def kind(part: Part) -> tuple[str, str]:
        template = _template(part)
        much = template != "quotation" and shares[part.language] >= bilingual
        return ("bilingual" if much else template), part.language

    together = [part for part in parts if kind(part)[0] in {"bilingual", "heading"}]
    for key in dict.fromkeys(map(kind, together)):
        yield key, [part for part in together if kind(part) == key]
    for group in neighbours([part for part in parts if part not in together], key=kind):
        yield kind(group[0]), group


def _template(part: Part) -> str:
    if part.quoted:
        return "quotation"
    return "heading" if part.zone.kind == "subhead" else "residue"


check = ForeignPart()
