from __future__ import annotations

import pytest

from pytest_aurora.rewrite.annotations import Needs, needs
from pytest_aurora.rewrite.fill import fill
from pytest_aurora.rewrite.filling import Filling


@pytest.mark.parametrize(
    ("signature", "imports"),
    [
        ("def f(a: int, b: list[str]) -> bool", ()),
        ("def f(a: Optional[date]) -> None:", ("from typing import Optional", "from datetime import date")),
        ("def f(a: Callable[[int], Any]) -> int", ("from collections.abc import Callable", "from typing import Any")),
        ("def f(a: datetime.date = datetime.date(2024, 1, 1)) -> int", ("import datetime",)),
        ("def f(a: 'Optional[int]', b: Point) -> int", ()),
        (
            "def f(a: Decimal = Decimal(0)) -> Fraction",
            ("from decimal import Decimal", "from fractions import Fraction"),
        ),
        ("def f(a: collections.abc.Iterable[int]) -> int", ("import collections.abc",)),
    ],
)
def test_known_names_are_imported(signature, imports):
    found = needs([signature], ())
    assert set(found.imports) == set(imports)
    assert found.type_variables == ()


def test_what_is_bound_is_not_needed():
    assert needs(["def f(a: Optional[datetime.date]) -> T"], {"Optional", "datetime", "T"}) == Needs()


def test_a_type_variable_is_made():
    assert needs(["def f(a: list[T]) -> T", "def g(a: T) -> K"], ()) == Needs(
        ("from typing import TypeVar",), ("T", "K")
    )


def filling(signature: str) -> Filling:
    return Filling("f", signature, ("return x",), (), None, "specs/f.md", "0" * 8)


def test_a_new_function_can_be_made():
    text = fill(b'"""Shop."""\n', [filling("def f(x: Optional[T]) -> Optional[T]")]).decode()
    assert text.startswith('"""Shop."""\n\nfrom typing import Optional, TypeVar\n\n\nT = TypeVar("T")\n\n\ndef f(x: ')
    exec(compile(text, "f", "exec", dont_inherit=True), {})


def test_a_stub_keeps_its_signature_as_it_is():
    source = b"from __future__ import annotations\n\n\ndef f(x: Optional[int]): ...\n"
    assert b"typing" not in fill(source, [filling("def f(x: Optional[int])")])
