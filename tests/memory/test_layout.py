from __future__ import annotations

from dataclasses import astuple

from pytest_aurora.memory.layout import layout


def test_all_files_lie_in_the_state_folder(tmp_path):
    assert {path.parent for path in astuple(layout(tmp_path, {}))} == {tmp_path}
    assert len(set(astuple(layout(tmp_path, {})))) == 5


def test_without_a_folder_only_named_seeds_are_kept(tmp_path):
    assert set(astuple(layout(None, {}))) == {None}
    named = layout(None, {"AURORA_SEEDS_PATH": str(tmp_path / "mine.json")})
    assert (named.seeds, named.corpus, named.runs) == (tmp_path / "mine.json", None, None)
