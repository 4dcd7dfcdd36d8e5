"""MTE002: translated-from statement

What it does: finds the sentences in which a text says that it is a translation, or that it first appeared in another
language, where no note says that a machine did it.

Why it matters: it answers "was this translated?" and mostly names the source language, but not who translated. A named
translator speaks for a human translation.

Example: "Aus dem Russischen von Anna Muster"; "This article was first published in German."

Options: none.

Limits: as for MTE001. It is no evidence of a machine. At the end of a book review it may speak of the book.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from audit.checks.mte.notes import describe_note, find_notes, languages_without_phrases, names_machine
from audit.config import Options
from audit.types import Audit, Finding, NotChecked


class TranslationStatement:
    """See the module."""

    code = "MTE002"
    scope = "document"
    messages = MappingProxyType(
        {
            "provenance": "The text says that it first appeared elsewhere.",
            "provenance_from": "The text says that it first appeared in {source_name}.",
            "translation": "The text says that it is a translation.",
            "translation_from": "The text says that it was translated from {source_name}.",
        }
    )

    def __call__(self, context: Audit, options: Options) -> Iterable[Finding]:  # noqa: ARG002 (the protocol)
        """One finding for each sentence that stands apart from the running text."""
        notes = find_notes(context)
        if names_machine(notes):
            return
        for note in notes:
            if not note.apart or note.disclosure.kind not in {"provenance", "translation"}:
                continue
            message, evidence = describe_note(note, self.messages)
            yield Finding(
                code=self.code,
                severity="neutral",
                strength="strong",
                message=message,
                spans=(note.span,),
                evidence=evidence,
            )

    def not_checked(self, context: Audit, options: Options) -> Iterable[NotChecked]:  # noqa: ARG002 (the protocol)
        """Languages without phrases."""
        return languages_without_phrases(context, self.code)


check = TranslationStatement()
