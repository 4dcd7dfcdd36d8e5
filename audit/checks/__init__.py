"""The checks, one finding code per file: `audit.checks.lng.lng001` holds LNG001 as `check`, and documents it."""

from __future__ import annotations

import difflib
import importlib
import inspect
import pkgutil
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Protocol

from audit.config import Options
from audit.errors import UnknownCodeError
from audit.types import Audit, FalseAlarms, Finding, NotChecked

FAMILIES = {
    "LNG": "language and script",
    "MTE": "evidence of machine translation",
    "SRC": "known source versions",
    "FID": "fidelity to the source",
    "TRM": "terminology and names",
    "LOC": "localisation QA",
    "STY": "style evidence",
}


class Check(Protocol):
    """Looks for one thing and yields a finding for each place.

    `messages` are the templates, by name, that a finding's `evidence` fills; `evidence["template"]` tells which one
    was used where there are several. Findings come without id and measured false alarms: the evidence stage adds both.
    """

    code: str
    scope: Literal["document", "pair", "collection"]
    messages: Mapping[str, str]

    def __call__(self, context: Audit, options: Options) -> Iterable[Finding]:
        """The findings, in any order."""

    def not_checked(self, context: Audit, options: Options) -> Iterable[NotChecked]:
        """What this check could not look at in this document, and why."""


@lru_cache(maxsize=1)
def list_codes() -> tuple[str, ...]:
    """Every finding code that has a check, sorted."""
    folder = Path(__file__).parent
    names = (name for family in FAMILIES for _, name, _ in pkgutil.iter_modules([str(folder / family.lower())]))
    return tuple(sorted(name.upper() for name in names if name[:3].upper() in FAMILIES and name[3:].isdigit()))


def load_checks(*, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> tuple[Check, ...]:
    """The checks whose code starts with one of `select` (none given: all) and with none of `ignore`, by code.

    Raises `UnknownCodeError` for an entry that no code starts with.
    """
    for prefix in (*select, *ignore):
        if not any(code.startswith(prefix.upper()) for code in list_codes()):
            raise unknown_code(prefix)
    wanted = tuple(prefix.upper() for prefix in select) or ("",)
    unwanted = tuple(prefix.upper() for prefix in ignore)
    codes = [code for code in list_codes() if code.startswith(wanted) and not (unwanted and code.startswith(unwanted))]
    return tuple(_module(code).check for code in codes)


def explain_code(code: str) -> str:
    """The documentation of a finding code; raises `UnknownCodeError`."""
    if code.upper() not in list_codes():
        raise unknown_code(code)
    return inspect.getdoc(_module(code.upper())) or ""


def measured_false_alarms(code: str, grade: str, language: str) -> FalseAlarms | None:
    """How often a check found something of a grade (strength, else severity) in human texts of a language.

    From `false_alarms.toml`; None where it was not measured.
    """
    row = _false_alarms().get(code, {}).get(grade, {}).get(language)
    return None if row is None else FalseAlarms(hits=row[0], windows=row[1], language=language)


def unknown_code(code: str) -> UnknownCodeError:
    """The error for a code or prefix that no check has, with the nearest one."""
    close = difflib.get_close_matches(code.upper(), list_codes(), n=1, cutoff=0.6)
    hint = f"did you mean {close[0]}?" if close else f"known codes: {', '.join(list_codes())}"
    return UnknownCodeError(f"no finding code '{code}'; {hint}")


def _module(code: str) -> Any:
    return importlib.import_module(f"audit.checks.{code[:3].lower()}.{code.lower()}")


@lru_cache(maxsize=1)
def _false_alarms() -> dict[str, dict[str, dict[str, list[int]]]]:
    return tomllib.loads(Path(__file__).with_name("false_alarms.toml").read_text(encoding="utf-8"))
