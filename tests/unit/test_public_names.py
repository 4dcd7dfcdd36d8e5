import subprocess
import sys

import pytest

import audit

NAMES = [
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

HEAVY = ("polars", "numpy", "langdetect", "transformers", "torch", "sacrebleu", "lxml", "rich", "jinja2", "typer")


def test_public_names_are_frozen_and_sorted():
    assert audit.__all__ == sorted(NAMES)
    assert dir(audit) == audit.__all__


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_can_be_had(name):
    assert getattr(audit, name) is not None


def test_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = audit.nonsense


def test_functions_are_not_hidden_by_submodules():
    import audit.api
    import audit.zoning.rules

    assert callable(audit.zones)
    assert callable(audit.identify)


@pytest.mark.parametrize(
    ("statement", "allowed"),
    [
        ("import audit", ()),
        ("import audit.cli.app", ("typer",)),
        ("import audit.api", ()),
        ("from audit.render import saved", ()),
    ],
)
def test_imports_stay_light(statement, allowed):
    code = f"{statement}; import sys; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert not [name for name in HEAVY if name in loaded and name not in allowed]
