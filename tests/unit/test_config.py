import inspect
import re
from pathlib import Path

import pytest

import audit.config
from audit import Config, ConfigError
from audit.checks import list_codes
from audit.zoning.rules import ZoneRules


def write(folder, text, name="audit.toml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_defaults_are_complete_and_commented():
    text = Path(audit.config.__file__).with_name("defaults.toml").read_text(encoding="utf-8")
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if re.match(r"\w+ = ", line) and not line.startswith(
            ("title", "id ", "url", "outlet", "language", "published", "version_of", "text")
        ):
            assert "#" in line or lines[number - 1].startswith("#"), f"option without a comment: {line}"


def test_user_file_overrides_key_by_key(tmp_path):
    config = Config.load(write(tmp_path, "[zones]\nheading_words = 9\n"))
    assert config.table("zones")["heading_words"] == 9
    assert config.table("zones")["prose_words"] == Config.default().table("zones")["prose_words"]
    assert config.digest != Config.default().digest


def test_pyproject_table_is_read(tmp_path):
    path = write(tmp_path, "[tool.audit.run]\nfail_on = 'major'\n[tool.other]\nx = 1\n", name="pyproject.toml")
    assert Config.load(path).table("run")["fail_on"] == "major"
    assert Config.discover(tmp_path).table("run")["fail_on"] == "major"


@pytest.mark.parametrize("text", ["tool = 3", "[tool]\naudit = 3"])
def test_pyproject_of_another_shape(tmp_path, text):
    with pytest.raises(ConfigError, match=r"\[tool.audit\] must be a table"):
        Config.load(write(tmp_path, text, name="pyproject.toml"))


def test_audit_toml_wins_over_pyproject(tmp_path):
    write(tmp_path, "[tool.audit.run]\nfail_on = 'major'\n", name="pyproject.toml")
    write(tmp_path, "[run]\nfail_on = 'minor'\n")
    assert Config.discover(tmp_path).table("run")["fail_on"] == "minor"


def test_without_a_file_the_defaults_hold(tmp_path):
    assert Config.discover(tmp_path) == Config.default()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[zones]\nheadin_words = 3", "unknown option 'zones.headin_words'; did you mean 'zones.heading_words'?"),
        ("[zone]\nx = 3", "unknown option 'zone'; did you mean 'zones'?"),
        ("[zones]\nheading_words = '3'", "'zones.heading_words' must be a whole number, 0 or more, not '3'"),
        ("[zones]\nheading_words = true", "'zones.heading_words' must be a whole number, 0 or more, not True"),
        ("[checks]\nselect = [1]", "'checks.select' must be a list of strings"),
        ("[run]\nbatch_size = -5", "'run.batch_size' must be a whole number, 0 or more, not -5"),
        ("[checks.LNG001]\nmin_share = nan", "'checks.LNG001.min_share' must be a number, 0 or more"),
        ("zones = 3", "'zones' must be a table, not 3"),
        ("[checks.LNG001]\nmin_confidence = 'x'", "'checks.LNG001.min_confidence' must be a number"),
        ("[zones\n", "not valid TOML"),
    ],
)
def test_errors_name_the_option(tmp_path, text, message):
    with pytest.raises(ConfigError, match=re.escape(message)):
        Config.load(write(tmp_path, text))


def test_missing_file_is_a_config_error(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        Config.load(tmp_path / "none.toml")


def test_whole_number_is_a_number(tmp_path):
    assert (
        Config.load(write(tmp_path, "[checks.LNG001]\nmin_confidence = 1")).table("checks.LNG001")["min_confidence"]
        == 1
    )


@pytest.mark.parametrize(("name", "message"), [("nothing", "no table"), ("run.batch_size", "not a table")])
def test_table_that_is_none(name, message):
    with pytest.raises(ConfigError, match=message):
        Config.default().table(name)


def test_every_table_of_a_check_has_a_check():
    tables = {name for name, value in Config.default().table("checks").items() if isinstance(value, dict)}
    assert tables <= set(list_codes())


def test_zones_table_is_what_the_rules_take():
    assert set(Config.default().table("zones")) == set(inspect.signature(ZoneRules).parameters)
