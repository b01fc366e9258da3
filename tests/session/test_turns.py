from __future__ import annotations

from pathlib import Path

import pytest

from pytest_aurora.problem.build import usage_order
from pytest_aurora.session.target import Target
from pytest_aurora.session.turns import Asked, turns
from pytest_aurora.spec.reader import read_spec

TEXT = """\
# SpecV3: prices
{uses}
def vat(n: int) -> int
def total(n: int) -> int
def label(n: int) -> str

## Examples
vat(100) -> 20
total(100) -> 100 + vat(100)
label(3) -> "3"
"""


def asked(folder: Path, name: str, uses: str = "", code: str = "", target: str = "") -> list[Asked]:
    path = folder / f"{name}.md"
    path.write_text(TEXT.format(uses=f"\nuses: {uses}\n" if uses else ""))
    (folder / f"{name}.py").write_text(code)
    spec, place = read_spec(path), Target(folder / f"{target or name}.py", target or name)
    return [Asked(spec, function, place) for function in usage_order(spec)]


def names(found: list[list[Asked]]) -> list[list[str]]:
    return [[f"{each.spec.path.stem}.{each.name}" for each in turn] for turn in found]


def test_functions_wait_for_those_that_they_use(tmp_path):
    assert names(turns(asked(tmp_path, "a"))) == [["a.vat", "a.label"], ["a.total"]]


def test_specs_do_not_wait_for_one_another(tmp_path):
    both = [*asked(tmp_path, "a"), *asked(tmp_path, "b")]
    assert names(turns(both)) == [["a.vat", "a.label", "b.vat", "b.label"], ["a.total", "b.total"]]


@pytest.mark.parametrize(
    "second", [{"target": "a"}, {"uses": "a.vat"}, {"code": "from shop.a import vat\n"}, {"code": "import a\n"}]
)
def test_a_spec_waits_for_the_module_that_it_shares_or_uses(tmp_path, second):
    both = [*asked(tmp_path, "a"), *asked(tmp_path, "b", **second)]
    assert names(turns(both)) == [["a.vat", "a.label"], ["a.total"], ["b.vat", "b.label"], ["b.total"]]


def test_without_functions_there_are_no_turns():
    assert turns([]) == []
