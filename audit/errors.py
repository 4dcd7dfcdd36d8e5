"""The errors that audit raises on purpose.

AuditError
├── ConfigError            a configuration file or option is wrong
├── InputError             an input cannot be read; carries the path as the user gave it
│   └── MissingExtraError  reading it needs an optional package; names the extra
├── ModelError             a packaged model is missing or damaged
├── SavedAuditError        a file of saved audits cannot be read back
├── UnknownCodeError       no check has this finding code
└── PipelineError          stages do not fit together, or a stage broke its contract

Every message is one line and says what was seen and what to do.
"""

from __future__ import annotations

__all__ = [
    "AuditError",
    "ConfigError",
    "InputError",
    "MissingExtraError",
    "ModelError",
    "PipelineError",
    "SavedAuditError",
    "UnknownCodeError",
]


class AuditError(Exception):
    """Base of every error that audit raises on purpose."""


class ConfigError(AuditError):
    """A configuration file, key or value is wrong."""


class InputError(AuditError):
    """An input cannot be read. `path` is as the user gave it, `reason` says what was seen and what to do."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class MissingExtraError(InputError):
    """Reading `path` needs the packages of an extra that is not installed."""

    def __init__(self, path: str, *, what: str, extra: str) -> None:
        super().__init__(path, f"{what} needs the extra '{extra}': pip install 'translation-audit[{extra}]'")
        self.extra = extra


class ModelError(AuditError):
    """A packaged model is missing or is not the file that the manifest describes."""


class SavedAuditError(AuditError):
    """A file of saved audits cannot be read back."""


class UnknownCodeError(AuditError):
    """No check has this finding code."""


class PipelineError(AuditError):
    """Stages do not fit together, or a stage broke its contract."""
