"""The one path that the command line, the library, the engines and the review page use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from audit._version import __version__
from audit.checks import load_checks
from audit.config import Config
from audit.errors import ConfigError, InputError
from audit.language.identify import Identifier, LangdetectIdentifier
from audit.pipeline import Pipeline
from audit.stages.evidence import EvidenceStage
from audit.stages.languages import LanguagesStage
from audit.stages.segments import SegmentsStage
from audit.stages.verdict import VerdictStage
from audit.stages.zones import ZonesStage
from audit.types import Audit, Document, Language, NotChecked, Source, StageFailure, Zone, digest_text
from audit.zoning.rules import ZoneRules


class Auditor:
    """Audits documents with one configuration; build it once and use it for many documents."""

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config.default()
        identifier = _build_identifier(self.config)
        self.signature = f"audit {__version__} | config {self.config.digest} | {identifier.signature}"
        run, checks = self.config.table("run"), self.config.table("checks")
        self._batch_size: int = max(1, run["batch_size"])
        self.pipeline = Pipeline(
            [
                ZonesStage(**self.config.table("zones")),
                LanguagesStage(identifier, candidates=self.config.table("identify")["candidates"]),
                SegmentsStage(),
                EvidenceStage(load_checks(select=checks["select"], ignore=checks["ignore"]), options=checks),
                VerdictStage(),
            ]
        )

    @classmethod
    def from_config(cls, path: str | Path) -> Auditor:
        """An auditor with the options of a TOML file over the defaults; raises `ConfigError`."""
        return cls(Config.load(path))

    def audit(self, document: Document, *, sources: Sequence[Document] = ()) -> Audit:
        """The audit of one document; the same as in any batch."""
        return next(self.audit_many([document], sources=sources))

    def audit_many(
        self, documents: Iterable[Document | InputError], *, sources: Sequence[Document] = ()
    ) -> Iterator[Audit]:
        """The audits of documents in their order, computed batch by batch as they are asked for.

        An `InputError` in place of a document stands for an input that could not be read: its audit has no text, and
        the reason under `failures`, so that no input is lost from a report.
        """
        rest = iter(documents)
        while batch := list(islice(rest, self._batch_size)):
            read = [self._start(item, sources) for item in batch if isinstance(item, Document)]
            done = iter(self.pipeline.run(read))
            yield from (next(done) if isinstance(item, Document) else self._failed_read(item) for item in batch)

    def _failed_read(self, error: InputError) -> Audit:
        document = Document(id=digest_text("unread", error.path), text="", path=error.path)
        failure = StageFailure(stage="read", error=error.reason)
        return Audit(document=document, failures=(failure,), signature=self.signature)

    def _start(self, document: Document, sources: Sequence[Document]) -> Audit:
        audit = Audit(document=document, sources=tuple(map(_as_source, sources)), signature=self.signature)
        if not sources:
            return audit
        unchecked = NotChecked(check="SRC", language=None, reason="this version does not compare with sources yet")
        return replace(audit, not_checked=(unchecked,))


def identify(texts: Sequence[str], *, candidates: Sequence[str] | None = None) -> list[Language]:
    """The language of each text, in order; `und` where there is none or too little text to tell.

    `candidates` are BCP 47 tags: no other language is answered then. Raises `ConfigError` where none is known.
    """
    return _build_identifier(Config.default())(texts, candidates=candidates)


def zones(text: str) -> list[Zone]:
    """The zones of a plain text, in order, without languages."""
    return ZoneRules(**Config.default().table("zones"))(text)


def _build_identifier(config: Config) -> Identifier:
    options = config.table("identify")
    if options["backend"] != "langdetect":
        raise ConfigError(f"identify.backend: unknown identifier '{options['backend']}'; known: langdetect")
    return LangdetectIdentifier(min_letters=options["min_letters"], min_confidence=options["min_confidence"])


def _as_source(document: Document) -> Source:
    return Source(document=document)
