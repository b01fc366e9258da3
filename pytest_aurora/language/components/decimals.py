"""Decimals and fractions."""

from __future__ import annotations

import operator
from decimal import Decimal
from fractions import Fraction

from pytest_aurora.language.component import Library
from pytest_aurora.language.components.guards import Function, Value, refuse

LIBRARY = Library()
add = LIBRARY.add

DECIMAL = "from decimal import Decimal"
FRACTION = "from fractions import Fraction"


def _small(number: Value) -> Value:
    """A number whose digits are few enough for the next step to be cheap."""
    if isinstance(number, Decimal):
        refuse(number.is_finite() and not -400 < number.adjusted() < 400)
    else:
        refuse(max(number.numerator.bit_length(), number.denominator.bit_length()) > 2000)
    return number


def _bounded(function: Function) -> Function:
    return lambda *numbers: _small(function(*numbers))


def _parsed(kind: Value) -> Function:
    def parse(text: str) -> object:
        refuse(len(text) > 200 or "e" in text.lower())
        return kind(text)

    return parse


def _quantized(places: str, rounding: str | None = None) -> Function:
    return lambda d: d.quantize(Decimal(places), rounding=rounding)


# fmt: off
for _type, _class, _home in (("Decimal", Decimal, DECIMAL), ("Fraction", Fraction, FRACTION)):
    _ = _type.lower()
    add(f"add:{_}", f"{_type}, {_type} -> {_type}", 2, _bounded(operator.add), "{0} + {1}", "sum add plus total",
        commutative=True)
    add(f"sub:{_}", f"{_type}, {_type} -> {_type}", 2, _bounded(operator.sub), "{0} - {1}", "difference subtract minus")
    add(f"mul:{_}", f"{_type}, {_type} -> {_type}", 2, _bounded(operator.mul), "{0} * {1}", "product multiply times",
        commutative=True)
    add(f"div:{_}", f"{_type}, {_type} -> {_type}", 2, _bounded(operator.truediv), "{0} / {1}", "divide ratio percent")
    add(f"mul:{_}:int", f"{_type}, int -> {_type}", 2, _bounded(operator.mul), "{0} * {1}",
        "product multiply times quantity")
    add(f"add:{_}:int", f"{_type}, int -> {_type}", 3, _bounded(operator.add), "{0} + {1}", "sum add plus")
    add(f"div:{_}:int", f"{_type}, int -> {_type}", 3, _bounded(operator.truediv), "{0} / {1}", "divide percent share")
    add(f"neg:{_}", f"{_type} -> {_type}", 3, operator.neg, "-{0}", "negative")
    add(f"abs:{_}", f"{_type} -> {_type}", 3, abs, "abs({0})", "absolute")
    add(f"lt:{_}", f"{_type}, {_type} -> bool", 2, operator.lt, "{0} < {1}", "less below under great more")
    add(f"lt:{_}:int", f"{_type}, int -> bool", 3, operator.lt, "{0} < {1}", "less below under negative")
    add(f"eq:{_}", f"{_type}, {_type} -> bool", 2, operator.eq, "{0} == {1}", "equal same", commutative=True)
    add(f"max:{_}", f"{_type}, {_type} -> {_type}", 3, max, "max({0}, {1})", "max maximum largest least")
    add(f"min:{_}", f"{_type}, {_type} -> {_type}", 3, min, "min({0}, {1})", "min minimum smallest most cap")
    add(f"{_}:int", f"int -> {_type}", 3, _bounded(_class), f"{_type}({{0}})", _, imports=_home)
    add(f"{_}:str", f"str -> {_type}", 3, _parsed(_class),
        f"{_type}({{0}})", f"{_} parse", imports=_home)
    add(f"str:{_}", f"{_type} -> str", 3, str, "str({0})", "text string")
    add(f"float:{_}", f"{_type} -> float", 4, float, "float({0})", "float")
    add(f"int:{_}", f"{_type} -> int", 4, lambda x: int(_small(x)), "int({0})", "integer whole truncate")
    add(f"round:{_}", f"{_type} -> int", 5, lambda x: round(_small(x)), "round({0})", "round nearest")

add("sum:decimal", "list[Decimal] -> Decimal", 3, lambda xs: sum(xs, Decimal(0)), "sum({0}, Decimal(0))",
    "sum total add", imports=DECIMAL)
add("sum:fraction", "list[Fraction] -> Fraction", 3, lambda xs: sum(xs, Fraction(0)), "sum({0}, Fraction(0))",
    "sum total add", imports=FRACTION)
for _name, _rounding, _words in (
    ("half_up", "ROUND_HALF_UP", "half up round cent commercial"), ("down", "ROUND_DOWN", "round down truncate cent"),
    ("up", "ROUND_UP", "round up away cent"), ("floor", "ROUND_FLOOR", "round floor down"),
    ("ceiling", "ROUND_CEILING", "round ceiling up"),
):
    for _places, _suffix in (("0.01", "cents"), ("1", "whole"), ("0.1", "tenth")):
        add(f"quantize:{_name}:{_suffix}", "Decimal -> Decimal", 4 if _name == "half_up" and _suffix == "cents" else 6,
            _quantized(_places, _rounding), f'{{0}}.quantize(Decimal("{_places}"), rounding={_rounding})', _words,
            imports=f"from decimal import Decimal; from decimal import {_rounding}")
for _places, _cost in (("0.01", 4), ("1", 5), ("0.1", 6), ("0.001", 6)):
    add(f"quantize:{_places}", "Decimal -> Decimal", _cost, _quantized(_places),
        f'{{0}}.quantize(Decimal("{_places}"))', "round place cent bank even", imports=DECIMAL)
add("normalize", "Decimal -> Decimal", 6, Decimal.normalize, "{0}.normalize()", "normalize trail zero")
for _spec, _cost in ((".2f", 4), (",.2f", 4), (".1f", 6)):
    add(f"format:{_spec}", "Decimal -> str", _cost, lambda d, spec=_spec: format(_small(d), spec), "{0}",
        "format price money place thousand", spec=_spec)

add("fraction", "int, int -> Fraction", 3, Fraction, "Fraction({0}, {1})", "fraction ratio", imports=FRACTION)
add("numerator", "Fraction -> int", 2, operator.attrgetter("numerator"), "{0}.numerator", "numerator top reduce lowest")
add("denominator", "Fraction -> int", 2, operator.attrgetter("denominator"), "{0}.denominator",
    "denominator bottom reduce lowest")
add("fraction:float", "float -> Fraction", 6, lambda x: Fraction(x).limit_denominator(),
    "Fraction({0}).limit_denominator()", "fraction approximate", imports=FRACTION)
