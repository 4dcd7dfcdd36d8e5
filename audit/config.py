"""Options: `defaults.toml` holds every one with its default and its meaning; a user's file overrides key by key."""

from __future__ import annotations

import difflib
import hashlib
import json
import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit.errors import ConfigError

Options = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Config:
    """The merged options. `table("read.columns")` gives one table of them."""

    values: Options

    @classmethod
    def default(cls) -> Config:
        """The options of `defaults.toml`."""
        return cls(_parse(Path(__file__).with_name("defaults.toml")))

    @classmethod
    def load(cls, path: str | Path) -> Config:
        """The defaults overridden by `audit.toml`, or by `[tool.audit]` where the file is a `pyproject.toml`.

        Raises `ConfigError` for a file that is missing or broken, an unknown key and a value of another type.
        """
        path = Path(path)
        values = _parse(path)
        if path.name == "pyproject.toml":
            for key in ("tool", "audit"):
                values = values.get(key, {})
                if not isinstance(values, dict):
                    raise ConfigError(f"{path}: [tool.audit] must be a table")
        return cls.default().override(values, origin=str(path))

    @classmethod
    def discover(cls, folder: str | Path = ".") -> Config:
        """The user's file in `folder` (`audit.toml`, else `[tool.audit]` in `pyproject.toml`), or the defaults."""
        for name in ("audit.toml", "pyproject.toml"):
            path = Path(folder, name)
            if path.is_file():
                return cls.load(path)
        return cls.default()

    def override(self, values: Options, *, origin: str = "options") -> Config:
        """These options with those of `values` put over them; `origin` is named in errors."""
        return Config(_merge(self.values, values, origin=origin, prefix=""))

    def table(self, name: str) -> Options:
        """The options below a dotted name; raises `ConfigError` where there is no such table."""
        values: Any = self.values
        for part in name.split("."):
            if not isinstance(values, Mapping) or part not in values:
                raise ConfigError(f"no table [{name}] in the options")
            values = values[part]
        if not isinstance(values, Mapping):
            raise ConfigError(f"{name} is an option, not a table")
        return values

    @property
    def digest(self) -> str:
        """Eight hexadecimal digits that change with any option."""
        text = json.dumps(self.values, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:8]


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror or error})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML ({error})") from error


def _merge(base: Options, over: Options, *, origin: str, prefix: str) -> dict[str, Any]:
    merged = dict(base)
    for key, value in over.items():
        name = f"{prefix}{key}"
        if key not in base:
            raise ConfigError(f"{origin}: unknown option '{name}'{_nearest(key, base, prefix)}")
        default = base[key]
        if isinstance(default, Mapping) and isinstance(value, Mapping):
            merged[key] = _merge(default, value, origin=origin, prefix=f"{name}.")
        elif _same_type(default, value):
            merged[key] = value
        else:
            raise ConfigError(f"{origin}: '{name}' must be {_describe(default)}, not {value!r}")
    return merged


def _nearest(key: str, known: Options, prefix: str) -> str:
    close = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    if close:
        return f"; did you mean '{prefix}{close[0]}'?"
    return f"; known here: {', '.join(sorted(known))}"


def _same_type(default: object, value: object) -> bool:
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(default, bool) and isinstance(value, bool)
    if isinstance(default, int | float):
        whole = isinstance(value, int) or isinstance(default, float)
        return isinstance(value, int | float) and whole and 0 <= value < math.inf
    if isinstance(default, list):
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return type(default) is type(value)


def _describe(default: object) -> str:
    names = {
        bool: "true or false",
        int: "a whole number, 0 or more",
        float: "a number, 0 or more",
        str: "a string",
        list: "a list of strings",
    }
    return names.get(type(default), "a table")
