"""The one path that the command line, the library, the engines and the review page use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from audit._version import __version__
from audit.checks import load_checks
from audit.config import Config
from audit.errors import ConfigError, InputError
from audit.pipeline import Pipeline
from audit.stages.evidence import EvidenceStage
from audit.stages.languages import LanguagesStage
from audit.stages.segments import SegmentsStage
from audit.stages.verdict import VerdictStage
from audit.stages.zones import ZonesStage
from audit.types import Audit, Document, Language, NotChecked, Source, Span, StageFailure, Zone, digest_text
from audit.zoning.rules import ZoneRules

if TYPE_CHECKING:
    from audit.language.identify import Identifier
    from audit.language.split import Splitter


class Auditor:
    """Audits documents with one configuration; build it once and use it for many documents."""

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config.default()
        splitter = _build_splitter(self.config)
        self.signature = f"audit {__version__} | config {self.config.digest} | {splitter.identifier.signature}"
        run, identify, checks = (self.config.table(name) for name in ("run", "identify", "checks"))
        self._batch_size: int = max(1, run["batch_size"])
        self.pipeline = Pipeline(
            [
                ZonesStage(**self.config.table("zones")),
                LanguagesStage(splitter, candidates=identify["candidates"], min_confidence=identify["min_confidence"]),
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
    """The most likely language of each text, in order, with its probability; `und` for what has no language.

    `candidates` are BCP 47 tags: no other language is answered then. Raises `ConfigError` where none is known. Bosnian,
    Croatian and Serbian in Latin script are one class, `sh`, unless a single one of them is a candidate.
    """
    return _build_identifier(Config.default())(texts, candidates=candidates)


def split_languages(text: str, *, candidates: Sequence[str] | None = None) -> list[tuple[Span, Language]]:
    """The stretches of a text that are in one language, in order; they cover it. `candidates` as in `identify`."""
    return _build_splitter(Config.default())([text], candidates=candidates)[0]


def zones(text: str) -> list[Zone]:
    """The zones of a plain text, in order, without languages."""
    return ZoneRules(**Config.default().table("zones"))(text)


def _build_splitter(config: Config) -> Splitter:
    from audit.language.split import Splitter

    return Splitter(identifier=_build_identifier(config), **config.table("split"))


def _build_identifier(config: Config) -> Identifier:
    options = config.table("identify")
    if options["backend"] == "fused":
        from audit.language.fused import FusedIdentifier

        return FusedIdentifier(clear=options["clear"])
    if options["backend"] == "langdetect":
        from audit.language.baseline import LangdetectIdentifier

        return LangdetectIdentifier()
    raise ConfigError(f"identify.backend: unknown identifier '{options['backend']}'; known: fused, langdetect")


def _as_source(document: Document) -> Source:
    return Source(document=document)
