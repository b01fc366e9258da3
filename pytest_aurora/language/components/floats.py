"""Floats, and ints together with floats."""

from __future__ import annotations

import math
import operator
from decimal import ROUND_HALF_UP, Decimal

from pytest_aurora.language.component import Library
from pytest_aurora.language.components.guards import float_power, refuse

LIBRARY = Library()
add = LIBRARY.add

HALF_UP = "from decimal import ROUND_HALF_UP, Decimal"


def _half_up(x: float) -> float:
    refuse(abs(x) > 1e24)
    return float(Decimal(str(x)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def _half_up_whole(x: float) -> int:
    refuse(abs(x) > 1e24)
    return int(Decimal(str(x)).quantize(Decimal("1"), rounding=ROUND_HALF_UP))


# fmt: off
add("add:float", "float, float -> float", 2, operator.add, "{0} + {1}", "sum add plus total", commutative=True)
add("sub:float", "float, float -> float", 2, operator.sub, "{0} - {1}", "difference subtract minus")
add("mul:float", "float, float -> float", 2, operator.mul, "{0} * {1}", "product multiply times area percent",
    commutative=True)
add("div:float", "float, float -> float", 2, operator.truediv, "{0} / {1}",
    "divide ratio average mean half percent per")
add("div:int", "int, int -> float", 3, operator.truediv, "{0} / {1}", "divide ratio average mean half percent per")
add("mul:mixed", "float, int -> float", 3, operator.mul, "{0} * {1}", "product multiply times price percent total")
add("add:mixed", "float, int -> float", 3, operator.add, "{0} + {1}", "sum add plus total")
add("sub:mixed", "float, int -> float", 3, operator.sub, "{0} - {1}", "difference subtract minus")
add("sub:mixed:int", "int, float -> float", 4, operator.sub, "{0} - {1}", "difference subtract minus")
add("div:mixed", "float, int -> float", 3, operator.truediv, "{0} / {1}", "divide ratio average mean half percent per")
add("div:mixed:int", "int, float -> float", 4, operator.truediv, "{0} / {1}", "divide ratio per rate speed")
add("floordiv:float", "float, float -> float", 6, operator.floordiv, "{0} // {1}", "divide quotient whole")
add("mod:float", "float, float -> float", 4, operator.mod, "{0} % {1}", "fraction remainder modulo decimal")
add("pow:float", "float, float -> float", 5, float_power, "{0} ** {1}", "power exponent compound growth interest rate")
add("pow:mixed", "float, int -> float", 5, float_power, "{0} ** {1}", "power exponent compound growth interest rate")
add("neg:float", "float -> float", 3, operator.neg, "-{0}", "negative negate")
add("abs:float", "float -> float", 2, abs, "abs({0})", "absolute distance")
add("square:float", "float -> float", 3, lambda x: x * x, "{0} ** 2", "square area")
add("cube:float", "float -> float", 5, lambda x: x * x * x, "{0} ** 3", "cube volume")
add("max:float", "float, float -> float", 3, max, "max({0}, {1})", "max maximum largest least", commutative=True)
add("min:float", "float, float -> float", 3, min, "min({0}, {1})", "min minimum smallest most cap", commutative=True)
add("clamp:float", "leaf float, float, leaf float -> float", 7, lambda low, x, high: max(low, min(x, high)),
    "max({0}, min({1}, {2}))", "clamp clip bound range limit", scoped=False)
add("is_integer", "float -> bool", 4, float.is_integer, "{0}.is_integer()", "integer whole")

add("float", "int -> float", 3, float, "float({0})", "float decimal")
add("float:str", "str -> float", 3, float, "float({0})", "float decimal parse number")
add("str:float", "float -> str", 4, str, "str({0})", "string text")
add("round", "float -> int", 3, round, "round({0})", "round nearest")
add("round:places", "float, const int -> float", 3, lambda x, n: round(x, n), "round({0}, {1})", "round place decimal")
add("round:two", "float -> float", 4, lambda x: round(x, 2), "round({0}, 2)", "round cent money price two decimal")
add("round:half_up", "float -> float", 7, _half_up,
    'float(Decimal(str({0})).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))',
    "half up cent money price commercial", imports=HALF_UP)
add("round:half_up:whole", "float -> int", 7, _half_up_whole,
    'int(Decimal(str({0})).quantize(Decimal("1"), rounding=ROUND_HALF_UP))', "half up commercial closest equidistant",
    imports=HALF_UP)
add("trunc", "float -> int", 3, int, "int({0})", "truncate integer part whole")
add("floor", "float -> int", 3, math.floor, "math.floor({0})", "floor down", imports="import math")
add("ceil", "float -> int", 3, math.ceil, "math.ceil({0})", "ceil ceiling up", imports="import math")

add("sqrt", "float -> float", 3, math.sqrt, "math.sqrt({0})", "square root sqrt distance hypotenuse",
    imports="import math")
add("sqrt:int", "int -> float", 4, math.sqrt, "math.sqrt({0})", "square root sqrt distance", imports="import math")
add("hypot", "float, float -> float", 5, math.hypot, "math.hypot({0}, {1})", "hypotenuse distance",
    imports="import math", commutative=True)
add("dist", "tuple[float, float], tuple[float, float] -> float", 5, math.dist, "math.dist({0}, {1})",
    "distance point euclidean", imports="import math", commutative=True)
add("dist:int", "tuple[int, int], tuple[int, int] -> float", 5, math.dist, "math.dist({0}, {1})",
    "distance point euclidean", imports="import math", commutative=True)
add("atan2", "float, float -> float", 7, math.atan2, "math.atan2({0}, {1})", "angle bearing polar",
    imports="import math")
for _name, _words in {
    "log": "logarithm log natural", "log2": "logarithm log binary bit",
    "log10": "logarithm log decimal digit magnitude",
    "exp": "exponential growth decay", "sin": "sine sin angle", "cos": "cosine cos angle", "tan": "tangent tan angle",
    "radians": "radian degree angle", "degrees": "degree radian angle",
}.items():
    add(_name, "float -> float", 6, getattr(math, _name), f"math.{_name}({{0}})", _words, imports="import math")
