"""Notes in which a text speaks of its own translation, as MTE001 and MTE002 read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from audit.language.disclosures import Disclosure, disclosure_languages, find_disclosures
from audit.language.letters import QUOTATION
from audit.language.tables import language_name
from audit.types import JSON, UNDETERMINED, Audit, NotChecked, Span

_SILENT = frozenset({"headline", "subhead", "kicker", "code", "quote", "comment"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A disclosing sentence with its place in the document; `apart` = it stands where notes stand."""

    disclosure: Disclosure
    span: Span
    apart: bool


def find_notes(audit: Audit) -> list[Note]:
    """The disclosing sentences outside headings, quotations, comments and code, in order."""
    return list(_notes(audit))


def names_machine(notes: Iterable[Note]) -> bool:
    """Whether a note standing apart says that a machine translated the text."""
    return any(note.apart and note.disclosure.kind == "machine" for note in notes)


def describe_note(note: Note, templates: Mapping[str, str]) -> tuple[str, dict[str, JSON]]:
    """The message and the evidence of a note; a template whose name ends in `_from` needs the source language."""
    disclosure = note.disclosure
    template = disclosure.kind + ("_from" if disclosure.source_language else "")
    template = template if template in templates else disclosure.kind
    evidence: dict[str, JSON] = {
        "template": template,
        "kind": disclosure.kind,
        "language": disclosure.language,
        "source_language": disclosure.source_language,
        "source_name": language_name(disclosure.source_language) if disclosure.source_language else None,
        "outlet": disclosure.outlet,
        "apart": note.apart,
    }
    return templates[template].format(**evidence), evidence


def languages_without_phrases(audit: Audit, code: str) -> Iterable[NotChecked]:
    """The languages of the document whose disclosure phrases are not known."""
    for language in sorted({zone.language for zone in audit.zones} - disclosure_languages() - {UNDETERMINED}):
        yield NotChecked(check=code, language=language, reason="no disclosure phrases for this language")


def _notes(audit: Audit) -> Iterator[Note]:
    apart = _zones_apart(audit)
    for number, zone in enumerate(audit.zones):
        if zone.kind in _SILENT:
            continue
        text = audit.quote(zone.span)
        quotations = [Span(*match.span()) for match in QUOTATION.finditer(text)]
        for disclosure in find_disclosures(text):
            quoted = any(disclosure.statement.start in quotation for quotation in quotations)
            if quoted or _names_its_own_language(disclosure):
                continue
            span = disclosure.span.shift(zone.span.start)
            yield Note(disclosure=disclosure, span=span, apart=number in apart or _at_an_end(audit, span))


def _names_its_own_language(disclosure: Disclosure) -> bool:
    """Whether it says no more than that an English text was published in English."""
    return disclosure.kind == "provenance" and disclosure.source_language == disclosure.language


def _zones_apart(audit: Audit) -> set[int]:
    """The disclosure zones before the story begins or after it has ended; between two paragraphs they may be of it."""
    story = [number for number, zone in enumerate(audit.zones) if zone.kind in {"body", "subhead"}]
    notes = {number for number, zone in enumerate(audit.zones) if zone.kind == "disclosure"}
    return {number for number in notes if not story or number < story[0] or number > story[-1]}


def _at_an_end(audit: Audit, span: Span) -> bool:
    """Whether a sentence is the very first or last of the text, as a note that was run into a paragraph is."""
    text = audit.document.text
    return not text[: span.start].strip() or not text[span.end :].strip()
