"""What every report for people shows of an audit, ready to be laid out."""

from __future__ import annotations

import math
import re
import textwrap
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from audit.language.tables import language_name
from audit.types import UNDETERMINED, Audit, Finding, Span, Verdict, ZoneKind

# Control characters would act on a terminal and bidirectional ones would hide what a quote says.
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

_CITATION = 80
_CITATIONS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteView:
    """A quoted span: its offsets and the text, with hidden characters shown."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """A finding with its quotes and what was measured about the check."""

    finding: Finding
    grade: str
    quotes: tuple[QuoteView, ...]
    false_alarms: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictView:
    """The answers as titles, and the three lines of the main one."""

    titles: tuple[str, ...]
    found: str
    means: str
    settle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditView:
    """One document's part of a report."""

    audit: Audit
    name: str
    headline: str
    facts: tuple[str, ...]
    zones: tuple[tuple[ZoneKind, str], ...]
    verdict: VerdictView
    findings: tuple[FindingView, ...]
    not_checked: tuple[str, ...]
    failures: tuple[str, ...]


def view_audit(audit: Audit) -> AuditView:
    """The view of one audit."""
    return AuditView(
        audit=audit,
        name=_name(audit),
        headline=next((" ".join(show(audit.quote(z.span)).split()) for z in audit.zones if z.kind == "headline"), ""),
        facts=tuple(_facts(audit)),
        zones=tuple(_summarise_zones(audit)),
        verdict=_view_verdict(audit),
        findings=tuple(_view_finding(finding, audit) for finding in audit.findings),
        not_checked=tuple(_describe_unchecked(audit)),
        failures=tuple(show(f"{failure.stage}: {failure.error}") for failure in audit.failures),
    )


def show(text: str) -> str:
    """The text with control and direction characters made visible; line breaks and tabs stay."""
    return _HIDDEN.sub(_name_hidden, text)


def count_words(number: int, noun: str) -> str:
    """`1 finding`, `2 findings`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def summarise(views: Iterable[AuditView]) -> list[str]:
    """The titles of the verdicts with how many documents have them, most first."""
    counts = Counter(view.verdict.titles[0] for view in views)
    return [f"{count} × {title}" for title, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]


def _name_hidden(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else f"[U+{code:04X}]"


def _name(audit: Audit) -> str:
    """The path, with the row where the file holds several documents."""
    document = audit.document
    row = document.meta.get("row")
    return show(document.path or document.title or document.id) + (f", row {row}" if row else "")


def _facts(audit: Audit) -> Iterable[str]:
    document = audit.document
    for value in (document.title, document.outlet, document.published, document.url):
        if value:
            yield show(value)
    if document.version_of:
        yield show(f"version of {document.version_of}")
    if document.meta.get("encoding_guessed"):
        yield f"encoding guessed: {document.meta.get('encoding')}"


def _summarise_zones(audit: Audit) -> Iterable[tuple[ZoneKind, str]]:
    """Each kind with how many zones have it and their languages, in the order in which they first stand in the text."""
    kinds: dict[ZoneKind, Counter[str]] = {}
    for zone in audit.zones:
        kinds.setdefault(zone.kind, Counter())[zone.language] += 1
    for kind, languages in kinds.items():
        count = f" × {languages.total()}" if languages.total() > 1 else ""
        names = ", ".join(language_name(code) for code, _ in languages.most_common() if code != UNDETERMINED)
        yield kind, f"{kind}{count}{f' {names}' if names else ''}"


def _view_verdict(audit: Audit) -> VerdictView:
    wording = _wording()
    main = next((verdict for verdict in audit.verdicts if verdict.question == "machine_translated"), None)
    if main is None:
        unread = next((failure for failure in audit.failures if failure.stage == "read"), None)
        words = wording["unread" if unread else "no_verdict"]
        return _three_lines(words, (words["title"],), error=show(unread.error) if unread else "")
    others = [verdict for verdict in audit.verdicts if verdict is not main]
    words = _words(main)
    view = _three_lines(words, tuple(map(_title, [main, *others])))
    cited = [_cite(finding, audit) for finding in audit.findings if finding.id in main.evidence]
    more = f"; and {len(cited) - _CITATIONS} more" if len(cited) > _CITATIONS else ""
    return replace(view, found=f"{view.found} {'; '.join(cited[:_CITATIONS])}{more}.") if cited else view


def _cite(finding: Finding, audit: Audit) -> str:
    quote = textwrap.shorten(show(audit.quote(finding.spans[0])), _CITATION, placeholder=" […]")
    return f"{finding.code} “{quote}”"


def _three_lines(words: dict[str, str], titles: tuple[str, ...], **values: str) -> VerdictView:
    return VerdictView(
        titles=titles, found=words["found"].format(**values), means=words["means"], settle=words["settle"]
    )


def _words(verdict: Verdict) -> dict[str, str]:
    wording = _wording()
    words: dict[str, str] = wording.get(verdict.question, {}).get(verdict.reason) or wording["other_verdict"]
    return words


def _title(verdict: Verdict) -> str:
    names = {"answer": verdict.answer, "answer_name": language_name(verdict.answer), "question": verdict.question}
    title = _words(verdict)["title"].format(**names)
    if len(verdict.chain) > 1:
        title += f" ({' → '.join(verdict.chain)})"
    return title


def _view_finding(finding: Finding, audit: Audit) -> FindingView:
    return FindingView(
        finding=finding,
        grade=finding.strength or finding.severity,
        quotes=tuple(QuoteView(span=span, text=show(audit.quote(span))) for span in finding.spans),
        false_alarms=_describe_false_alarms(finding),
    )


def _describe_false_alarms(finding: Finding) -> str:
    measured = finding.false_alarms
    if measured is None:
        return "False alarms: not measured for this language."
    note = _wording()["false_alarms"].get(finding.code, "")
    figures = (
        f"False alarms: {measured.hits:,} in {measured.windows:,} windows of human {language_name(measured.language)} "
        f"(upper 95 % bound {upper_bound(measured.hits, measured.windows):.2%})."
    )
    return f"{figures} {note}".strip()


def upper_bound(hits: int, windows: int) -> float:
    """The upper end of the 95 % Wilson score interval of a share (one-sided z = 1.645)."""
    share, z2 = hits / windows, 1.645**2
    centre = share + z2 / (2 * windows)
    spread = 1.645 * math.sqrt((share * (1 - share) + z2 / (4 * windows)) / windows)
    return (centre + spread) / (1 + z2 / windows)


def _describe_unchecked(audit: Audit) -> Iterable[str]:
    for row in audit.not_checked:
        where = f" in {language_name(row.language)}" if row.language else ""
        yield show(f"{row.check}{where}: {row.reason}")


@lru_cache(maxsize=1)
def _wording() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("wording.toml").read_text(encoding="utf-8"))
