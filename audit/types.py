"""The value types that stages hand on, frozen: a stage returns a new value and never changes its input.

Offsets are code points into the original text, half open: `document.text[span.start:span.end]` is the quoted text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from audit.errors import InputError

JSON: TypeAlias = "bool | int | float | str | list[JSON] | dict[str, JSON] | None"

ZoneKind = Literal[
    "headline",
    "kicker",
    "lead",
    "subhead",
    "body",
    "quote",
    "caption",
    "byline",
    "dateline",
    "disclosure",
    "boilerplate",
    "comment",
    "code",
]
Severity = Literal["neutral", "minor", "major", "critical"]
Strength = Literal["decisive", "strong", "medium", "weak", "counter"]

UNDETERMINED = "und"
"""The BCP 47 tag of a text whose language is not known or that has none."""

STRENGTHS: tuple[Strength, ...] = ("decisive", "strong", "medium", "weak", "counter")
"""Strongest first; `counter` speaks against."""

SEVERITIES: tuple[Severity, ...] = ("neutral", "minor", "major", "critical")
"""The severities of MQM, mildest first."""


@dataclass(frozen=True, slots=True)
class Span:
    """Code points `start` to `end` (exclusive) of a text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, got {self.start} and {self.end}")

    def __contains__(self, position: int) -> bool:
        return self.start <= position < self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end

    def shift(self, offset: int) -> Span:
        """The same stretch, `offset` code points further on: from a block's text into the document's."""
        return Span(self.start + offset, self.end + offset)

    def of(self, text: str) -> str:
        """The quoted text."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """An answer of the identifier: a BCP 47 `code` (`und` where there is none) and a confidence from 0 to 1."""

    code: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A block of the text with one function on the page: a paragraph, a heading, a caption."""

    span: Span
    kind: ZoneKind
    language: str = UNDETERMINED
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageSpan:
    """A stretch of the text in one language; together they cover the text."""

    span: Span
    language: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A sentence, or the heading or line that stands for one. `zone` is an index into `Audit.zones`."""

    span: Span
    zone: int
    language: str = UNDETERMINED


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text as the reader got it, with what is known about it.

    `id` is a digest of the text when none is given. `zones` are those that the markup of the file tells for sure;
    the rest of the text is cut by cue rules. `version_of` groups the versions of one story. Raises `InputError` for a
    text that is not Unicode (lone surrogates), for it could be neither quoted nor saved.
    """

    text: str
    id: str = ""
    language: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    version_of: str | None = None
    path: str | None = None
    zones: tuple[Zone, ...] = ()
    meta: Mapping[str, JSON] = field(default_factory=dict)

    def __post_init__(self) -> None:
        try:
            self.text.encode()
        except UnicodeEncodeError as error:
            reason = f"the text has a lone surrogate (U+{ord(self.text[error.start]):04X}) at offset {error.start}"
            raise InputError(self.path or "document", f"{reason}; decode it as UTF-16 first") from error
        if not self.id:
            object.__setattr__(self, "id", digest_text(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A known source version that a document is compared with."""

    document: Document
    segments: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A bead: segment numbers of the source and of the target; an empty side is an omission or an addition."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float
    moved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The beads between one source and the document; without `reliable` it claims neither omission nor move."""

    source_id: str
    links: tuple[Link, ...]
    coverage: float
    reliable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseAlarms:
    """How often a check fired on human texts: `hits` of `windows` of about 100 words in `language`."""

    hits: int
    windows: int
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A place in the text that a reader can check, with the reason why it was reported.

    `message` is the check's template filled with `evidence`. Findings of the families MTE and STY have severity
    neutral and speak through `strength`.
    """

    code: str
    severity: Severity
    message: str
    spans: tuple[Span, ...]
    id: str = ""
    strength: Strength | None = None
    source_id: str | None = None
    source_spans: tuple[Span, ...] = ()
    score: float | None = None
    evidence: Mapping[str, JSON] = field(default_factory=dict)
    false_alarms: FalseAlarms | None = None
    suggestion: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A measured value with its interval; `signature` tells how it was computed."""

    name: str
    value: float
    low: float | None
    high: float | None
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer to one question, with the ids of the findings it rests on.

    `reason` is the row of the verdict table that gave the answer. `probability`, `low` and `high` are None where
    nothing calibrated stands behind them. `chain` lists languages from the source on, for `source_language`.
    """

    question: str
    scope: str
    answer: str
    reason: str
    evidence: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    probability: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotChecked:
    """What a check could not look at, and why; `language` is None where it concerns the whole document."""

    check: str
    language: str | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFailure:
    """A stage that gave no result for this document; the run went on."""

    stage: str
    error: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """All that is known about one document; also the state handed from stage to stage."""

    document: Document
    sources: tuple[Source, ...] = ()
    languages: tuple[LanguageSpan, ...] = ()
    zones: tuple[Zone, ...] = ()
    segments: tuple[Segment, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    scores: tuple[Score, ...] = ()
    findings: tuple[Finding, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()
    failures: tuple[StageFailure, ...] = ()
    signature: str = ""

    def quote(self, span: Span) -> str:
        """The text of the document under `span`."""
        return span.of(self.document.text)


def digest_text(*parts: str) -> str:
    """A short stable digest of one or several strings (16 hexadecimal digits)."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
