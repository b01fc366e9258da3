from __future__ import annotations

import sys

import pytest

from pytest_aurora.errors import AuroraError
from pytest_aurora.problem.problem import Helper, Parameter, Signature
from pytest_aurora.problem.types import INT, STR, list_of
from pytest_aurora.session.helpers import find_helpers
from pytest_aurora.spec.reader import read_spec

SPEC = "# SpecV3: f\n{uses}\ndef f(x: int) -> int\ndef g(s: str) -> list[str]\n\n## Examples\nf(1) -> 2\n"
SOURCE = """
import math
import os


def f(x: int) -> int:
    return x + 1


def g(s):
    return [s]


def pure(x: int, names: list[str]) -> str:
    return names[math.floor(x)]


def uses_pure(x: int) -> str:
    return pure(x, [])


def has_an_effect(path: str) -> None:
    os.remove(path)


def uses_an_effect(path: str) -> None:
    has_an_effect(path)


def reads_state(x: int) -> int:
    return x + counter


def not_annotated(x):
    return x


def _private(x: int) -> int:
    return x


def stub(x: int) -> int: ...


counter = 0
"""


@pytest.fixture
def found(tmp_path):
    def found(uses: str = "", unwritten: tuple[str, ...] = ("stub",)) -> dict[str, Helper]:
        (tmp_path / "f.md").write_text(SPEC.format(uses=f"\nuses: {uses}\n" if uses else ""))
        namespace: dict[str, object] = {}
        exec(SOURCE, namespace)
        helpers = find_helpers(read_spec(tmp_path / "f.md"), namespace, SOURCE, lambda name: name not in unwritten)
        return {helper.name: helper for helper in helpers}

    return found


def test_functions_of_the_spec_have_its_signature(found):
    helpers = found()
    assert helpers["f"].signature == Signature("f", (Parameter("x", INT),), INT)
    assert helpers["g"].signature == Signature("g", (Parameter("s", STR),), list_of(STR))
    assert helpers["g"].function("a") == ["a"]


def test_functions_of_the_module_without_effects(found):
    helpers = found()
    assert set(helpers) == {"f", "g", "pure", "uses_pure"}
    assert helpers["pure"].signature.parameters == (Parameter("x", INT), Parameter("names", list_of(STR)))
    assert helpers["pure"].requires is None


def test_what_is_not_written_is_none(found):
    assert set(found(unwritten=("stub", "g", "pure"))) == {"f"}


def test_uses_are_imported(found, tmp_path, monkeypatch):
    (tmp_path / "helpers_tax.py").write_text("def vat(x: int) -> int:\n    return x // 5\n\n\nrate = 2\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "helpers_tax", raising=False)
    vat = found("helpers_tax.vat, itertools.groupby, helpers_tax.rate")["vat"]
    assert vat.requires == "from helpers_tax import vat"
    assert vat.function(10) == 2


@pytest.mark.parametrize(
    ("uses", "message"),
    [("helpers_no_such.vat", "helpers_no_such cannot be imported"), ("pytest.no_such", "pytest has no no_such")],
)
def test_uses_that_are_not_there_are_told(found, uses, message):
    with pytest.raises(AuroraError, match=message):
        found(uses)
