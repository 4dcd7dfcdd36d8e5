"""audit: was a text machine-translated, from what, and what did the translation change?

    from audit import Auditor, Document
    audit = Auditor().audit(Document(text=...))

Names are loaded when they are first used, so that `import audit` stays light.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from audit._version import __version__

if TYPE_CHECKING:
    from audit.api import Auditor, identify, split_languages, zones
    from audit.config import Config
    from audit.errors import (
        AuditError,
        ConfigError,
        InputError,
        MissingExtraError,
        ModelError,
        PipelineError,
        SavedAuditError,
        UnknownCodeError,
    )
    from audit.schema import from_frame, from_json, to_frame, to_json
    from audit.types import (
        Alignment,
        Audit,
        Document,
        FalseAlarms,
        Finding,
        Language,
        LanguageSpan,
        Link,
        NotChecked,
        Score,
        Segment,
        Source,
        Span,
        StageFailure,
        Verdict,
        Zone,
    )

__all__ = [
    "Alignment",
    "Audit",
    "AuditError",
    "Auditor",
    "Config",
    "ConfigError",
    "Document",
    "FalseAlarms",
    "Finding",
    "InputError",
    "Language",
    "LanguageSpan",
    "Link",
    "MissingExtraError",
    "ModelError",
    "NotChecked",
    "PipelineError",
    "SavedAuditError",
    "Score",
    "Segment",
    "Source",
    "Span",
    "StageFailure",
    "UnknownCodeError",
    "Verdict",
    "Zone",
    "__version__",
    "from_frame",
    "from_json",
    "identify",
    "split_languages",
    "to_frame",
    "to_json",
    "zones",
]

_HOMES = {
    "api": ("Auditor", "identify", "split_languages", "zones"),
    "config": ("Config",),
    "errors": tuple(name for name in __all__ if name.endswith("Error")),
    "schema": ("from_frame", "from_json", "to_frame", "to_json"),
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'audit' has no attribute '{name}'")
    home = next((module for module, names in _HOMES.items() if name in names), "types")
    return getattr(importlib.import_module(f"audit.{home}"), name)


def __dir__() -> list[str]:
    return __all__
