"""MTE001: machine-translation disclosure

What it does: finds the sentences in which a text says that a machine translated it, and the sentences beside them
that say where it first appeared and in which language.

Why it matters: it is the one piece of evidence that decides the question by itself, and mostly it names the source
language.

Example: "Dieser Artikel wurde aus dem Englischen automatisiert ins Deutsche übersetzt."

Options: none.

Limits: known phrases in the languages of audit/language/disclosures.toml. The statement must open its sentence and be
nearly all of it, in a finished tense: reports of what somebody said, questions, conditions and text that describes a
translate button do not fire. It decides in a note before or after the story, or as the first or last sentence of the
text; between the paragraphs of the story it may speak of another text, and its strength is medium. Headings,
quotations, readers' comments and code are not searched. Where a text appeared first is MTE002 when no machine is named.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from audit.checks.mte.notes import Note, describe_note, find_notes, languages_without_phrases, names_machine
from audit.config import Options
from audit.types import Audit, Finding, NotChecked, Strength


class MachineDisclosure:
    """See the module."""

    code = "MTE001"
    scope = "document"
    messages = MappingProxyType(
        {
            "machine": "The text says that it was translated by machine.",
            "machine_from": "The text says that it was translated by machine from {source_name}.",
            "practice": "Beside the disclosure, the outlet says that it uses machine translation.",
            "provenance": "Beside the disclosure, the text says where it first appeared.",
            "provenance_from": "Beside the disclosure, the text says that it first appeared in {source_name}.",
            "translation": "Beside the disclosure, the text says that it is a translation.",
            "translation_from": "Beside the disclosure, the text says that it was translated from {source_name}.",
        }
    )

    def __call__(self, context: Audit, options: Options) -> Iterable[Finding]:  # noqa: ARG002 (the protocol)
        """One finding for each sentence."""
        notes = find_notes(context)
        disclosed = names_machine(notes)
        for note in notes:
            if note.disclosure.kind == "machine" or (disclosed and note.apart):
                yield self._finding(note)

    def _finding(self, note: Note) -> Finding:
        message, evidence = describe_note(note, self.messages)
        return Finding(
            code=self.code,
            severity="neutral",
            strength=_strength(note),
            message=message,
            spans=(note.span,),
            evidence=evidence,
        )

    def not_checked(self, context: Audit, options: Options) -> Iterable[NotChecked]:  # noqa: ARG002 (the protocol)
        """Languages without phrases."""
        return languages_without_phrases(context, self.code)


def _strength(note: Note) -> Strength:
    if note.disclosure.kind != "machine":
        return "strong"
    return "decisive" if note.apart else "medium"


check = MachineDisclosure()
