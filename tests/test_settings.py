from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from pytest_aurora.errors import UsageError
from pytest_aurora.memory.config import ProdConfig
from pytest_aurora.settings import GateSettings, Settings, read_settings


def write_table(folder: Path, table: str) -> Path:
    (folder / "pyproject.toml").write_text(f"[tool.aurora]\n{table}\n", encoding="utf-8")
    return folder


def read(folder: Path, environ: dict[str, str] | None = None, **options: str | None) -> Settings:
    return read_settings(folder, environ or {}, options)


def test_without_a_file_all_is_default(tmp_path):
    assert read(tmp_path) == Settings()


def test_without_the_table_all_is_default(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'aurora'\n")
    assert read(tmp_path) == Settings()


def test_the_table_sets_every_field(tmp_path):
    write_table(
        tmp_path,
        'specs = ["docs/*.md"]\ntarget = "src/{stem}.py"\ntimeout = 2\nmax_candidates = 7\nmemory = 64\n'
        "seed = -3\n"
        'max_examples = 5\nstate_dir = ".aurora"',
    )
    settings = read(tmp_path)
    assert settings == Settings(("docs/*.md",), "src/{stem}.py", 2.0, 7, 64, -3, 5, Path(".aurora"))


def test_a_variable_overrides_the_table_and_an_option_the_variable(tmp_path):
    write_table(tmp_path, "seed = 1")
    assert read(tmp_path, {"AURORA_SEED": "2"}).seed == 2
    assert read(tmp_path, {"AURORA_SEED": "2"}, seed="3").seed == 3
    assert read(tmp_path, {"AURORA_SEED": "2"}, seed=None).seed == 2


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("timeot = 3", "[tool.aurora] has no setting 'timeot'; did you mean 'timeout'?"),
        ("max-candidates = 3", "did you mean 'max_candidates'?"),
        ("zzz = 3", "has no setting 'zzz'; there are: specs, target"),
        ('timeout = "10"', "timeout must be a number of seconds above 0, not '10'"),
        ("timeout = true", "timeout must be a number of seconds above 0, not True"),
        ("timeout = inf", "timeout must be a number of seconds above 0, not inf"),
        ("max_candidates = 0", "max_candidates must be a whole number of at least 1, not 0"),
        ("seed = 1.5", "seed must be a whole number, not 1.5"),
        ('specs = "a.md"', "specs must be a list of glob patterns, not 'a.md'"),
        ("specs = [1]", "specs must be a list of glob patterns, not [1]"),
        ("seed = ", "pyproject.toml: "),
    ],
)
def test_a_wrong_table_is_told(tmp_path, table, message):
    write_table(tmp_path, table)
    with pytest.raises(UsageError) as caught:
        read(tmp_path)
    assert message in str(caught.value)


def test_a_table_that_is_none_is_told(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool]\naurora = 3\n")
    with pytest.raises(UsageError, match="must be a table"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("options", "environ", "message"),
    [
        ({"timeout": "soon"}, {}, "--aurora-timeout must be a number of seconds above 0, not 'soon'"),
        ({"max_candidates": "-1"}, {}, "--aurora-max-candidates must be a whole number of at least 1, not -1"),
        ({}, {"AURORA_MAX_EXAMPLES": "many"}, "AURORA_MAX_EXAMPLES must be a whole number of at least 1, not 'many'"),
    ],
)
def test_a_wrong_text_names_its_origin(tmp_path, options, environ, message):
    with pytest.raises(UsageError) as caught:
        read(tmp_path, environ, **options)
    assert str(caught.value) == message


def test_variables_of_other_programs_are_left_alone(tmp_path):
    assert read(tmp_path, {"AURORA_CLUSTER": "eu"}) == Settings()


def test_every_setting_is_documented():
    assert all(each.name in (Settings.__doc__ or "") and each.metadata["doc"] for each in fields(Settings))


def test_the_tables_of_values_are_read_and_bounded(tmp_path):
    write_table(
        tmp_path, '[tool.aurora.learning]\nepsilon = 0.5\n[tool.aurora.gate]\ncoverage = 90\nambiguous = "error"'
    )
    settings = read(tmp_path, {"AURORA_LEARNING": "1", "AURORA_GATE": "1"})
    assert (settings.learning, settings.gate) == (ProdConfig(epsilon=0.5), GateSettings(90.0, "error"))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("[tool.aurora.learning]\nepsilon = 2.0", "[tool.aurora.learning] epsilon must be between 0 and 1, not 2.0"),
        ("[tool.aurora.learning]\nepsilno = 0.2", "has no key 'epsilno'; did you mean 'epsilon'?"),
        (
            "[tool.aurora.gate]\ncoverage = 101",
            "[tool.aurora.gate] coverage must be a number between 0 and 100, not 101",
        ),
        ('[tool.aurora.gate]\nambiguous = "no"', "[tool.aurora.gate] ambiguous must be 'warn' or 'error', not 'no'"),
        ("[tool.aurora.keep]\nruns = 0", "[tool.aurora.keep] runs must be a whole number of at least 1, not 0"),
        ("[tool.aurora.gate]\ncover = 1", "[tool.aurora.gate] has no setting 'cover'; did you mean 'coverage'?"),
        ("gate = 3", "[tool.aurora] gate must be a table, not 3"),
        ('sandbox = "none"', "[tool.aurora] sandbox must be 'strong' or 'weak', not 'none'"),
    ],
)
def test_a_value_out_of_bounds_is_an_error_or_an_objection(tmp_path, table, message):
    write_table(tmp_path, table)
    with pytest.raises(UsageError) as caught:
        read(tmp_path)
    assert message in str(caught.value)
    if "sandbox" not in table:
        objections: list[str] = []
        assert read_settings(tmp_path, {}, {}, objections) == Settings()
        assert [message in objection for objection in objections] == [True]


@pytest.mark.parametrize(("text", "value"), [("1", True), ("TRUE", True), ("no", False), ("0", False)])
def test_a_switch_is_read(tmp_path, text, value):
    assert read(tmp_path, {"AURORA_SEEDS": text}).seeds is value
    with pytest.raises(UsageError, match="AURORA_CORPUS must be true or false, not 'perhaps'"):
        read(tmp_path, {"AURORA_CORPUS": "perhaps"})
