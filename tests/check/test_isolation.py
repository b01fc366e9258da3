from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from hypothesis import configuration

from pytest_aurora.check.isolation import hypothesis_at


def home() -> Path:
    return Path(vars(configuration)["__hypothesis_home_directory"])


@pytest.mark.parametrize("kept", [True, False])
def test_hypothesis_is_at_home_in_the_folder_for_a_while(tmp_path, kept):
    before = vars(configuration).get("__hypothesis_home_directory")
    configuration.set_hypothesis_home_dir(tmp_path / "theirs")
    try:
        with hypothesis_at(tmp_path / "ours" if kept else None, "abc") as database:
            inside = home()
            warnings.warn("told to nobody", UserWarning, stacklevel=1)
        assert home() == tmp_path / "theirs"
    finally:
        configuration.set_hypothesis_home_dir(before)
    assert (database is not None) == kept
    assert (inside == tmp_path / "ours") == kept
    assert not inside.exists()
