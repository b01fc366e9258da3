"""Integers and floats."""

from __future__ import annotations

import math
import operator

from pytest_aurora.language.component import Library

LIBRARY = Library()
add = LIBRARY.add

LARGE = 1 << 64


def power(base: int, exponent: int) -> int:
    """`base ** exponent`, refused when it would be huge.

    Raises:
        ValueError: the exponent is negative or the result would have over 256 bits.
    """
    if exponent < 0 or base.bit_length() * exponent > 256:
        raise ValueError("too large")
    return int(base**exponent)


def factorial(n: int) -> int:
    """`n!` up to 60.

    Raises:
        ValueError: negative or too large.
    """
    if n > 60:
        raise ValueError("too large")
    return math.factorial(n)


def comb(n: int, k: int) -> int:
    """Binomial coefficient, arguments up to 200.

    Raises:
        ValueError: negative or too large.
    """
    if n > 200:
        raise ValueError("too large")
    return math.comb(n, k)


def shifted(value: int, places: int) -> int:
    """`value << places`, at most 128 places.

    Raises:
        ValueError: negative or too many places.
    """
    if places > 128:
        raise ValueError("too large")
    return value << places


add("add", "int, int -> int", 2, operator.add, "{0} + {1}", "sum add plus total increment", commutative=True)
add("sub", "int, int -> int", 2, operator.sub, "{0} - {1}", "difference subtract minus less decrement")
add(
    "mul",
    "int, int -> int",
    2,
    operator.mul,
    "{0} * {1}",
    "product multiply times double area square",
    commutative=True,
    grows=True,
)
add("floordiv", "int, int -> int", 3, operator.floordiv, "{0} // {1}", "divide quotient half integer")
add("mod", "int, int -> int", 2, operator.mod, "{0} % {1}", "modulo remainder even odd divisible multiple digit")
add(
    "max:int",
    "int, int -> int",
    3,
    max,
    "max({0}, {1})",
    "max maximum largest larger bigger greater clamp at_least",
    commutative=True,
)
add(
    "min:int",
    "int, int -> int",
    3,
    min,
    "min({0}, {1})",
    "min minimum smallest smaller clamp limit at_most cap",
    commutative=True,
)
add("neg", "int -> int", 2, operator.neg, "-{0}", "negative negate opposite")
add("abs", "int -> int", 2, abs, "abs({0})", "absolute distance difference magnitude")
add("square", "int -> int", 3, lambda x: x * x, "{0} ** 2", "square squared", grows=True)
add("cube", "int -> int", 4, lambda x: x * x * x, "{0} ** 3", "cube cubed volume", grows=True)
add("pow", "int, int -> int", 4, power, "{0} ** {1}", "power exponent raised", grows=True)
add(
    "gcd",
    "int, int -> int",
    4,
    math.gcd,
    "math.gcd({0}, {1})",
    "gcd greatest common divisor",
    imports="import math",
    commutative=True,
)
add(
    "lcm",
    "int, int -> int",
    5,
    math.lcm,
    "math.lcm({0}, {1})",
    "lcm least common multiple",
    imports="import math",
    commutative=True,
    grows=True,
)
add("factorial", "int -> int", 4, factorial, "math.factorial({0})", "factorial permutations", imports="import math")
add(
    "comb",
    "int, int -> int",
    5,
    comb,
    "math.comb({0}, {1})",
    "binomial combinations choose coefficient",
    imports="import math",
)
add("isqrt", "int -> int", 4, math.isqrt, "math.isqrt({0})", "square root perfect", imports="import math")
add("str:int", "int -> str", 2, str, "str({0})", "string text digits number")
add("int:str", "str -> int", 2, int, "int({0})", "number integer parse convert digits")
add("bin", "int -> str", 5, lambda n: format(n, "b"), "{0}:b", "binary bits", spec="b")
add("hex", "int -> str", 6, lambda n: format(n, "x"), "{0}:x", "hex hexadecimal", spec="x")
add("oct", "int -> str", 6, lambda n: format(n, "o"), "{0}:o", "octal", spec="o")
add("int:base2", "str -> int", 5, lambda s: int(s, 2), "int({0}, 2)", "binary bits")
add("int:base16", "str -> int", 5, lambda s: int(s, 16), "int({0}, 16)", "hex hexadecimal")
add("bitand", "int, int -> int", 5, operator.and_, "{0} & {1}", "and bit bits bitwise mask", commutative=True)
add("bitor", "int, int -> int", 5, operator.or_, "{0} | {1}", "or bit bits bitwise", commutative=True)
add("bitxor", "int, int -> int", 5, operator.xor, "{0} ^ {1}", "xor exclusive bit bits", commutative=True)
add("lshift", "int, int -> int", 5, shifted, "{0} << {1}", "shift left bits", grows=True)
add("rshift", "int, int -> int", 5, operator.rshift, "{0} >> {1}", "shift right bits")
add("bit_length", "int -> int", 6, int.bit_length, "{0}.bit_length()", "bits length")
add("popcount", "int -> int", 6, lambda n: bin(n).count("1"), 'bin({0}).count("1")', "bits set ones binary count")
add("chr", "int -> str", 4, chr, "chr({0})", "character ascii code")
add("ord", "str -> int", 4, ord, "ord({0})", "character ascii code value")
add("divmod", "int, int -> tuple[int, int]", 5, divmod, "divmod({0}, {1})", "quotient remainder")

add("add:float", "float, float -> float", 2, operator.add, "{0} + {1}", "sum add plus total", commutative=True)
add("sub:float", "float, float -> float", 2, operator.sub, "{0} - {1}", "difference subtract minus")
add(
    "mul:float",
    "float, float -> float",
    2,
    operator.mul,
    "{0} * {1}",
    "product multiply times area percent",
    commutative=True,
)
add(
    "div:float", "float, float -> float", 2, operator.truediv, "{0} / {1}", "divide ratio average mean half percent per"
)
add("div:int", "int, int -> float", 3, operator.truediv, "{0} / {1}", "divide ratio average mean half percent per")
add("float", "int -> float", 3, float, "float({0})", "float decimal")
add("float:str", "str -> float", 3, float, "float({0})", "float decimal parse number")
add("max:float", "float, float -> float", 3, max, "max({0}, {1})", "max maximum largest", commutative=True)
add("min:float", "float, float -> float", 3, min, "min({0}, {1})", "min minimum smallest", commutative=True)
add("abs:float", "float -> float", 2, abs, "abs({0})", "absolute distance")
add("neg:float", "float -> float", 3, operator.neg, "-{0}", "negative negate")
add("square:float", "float -> float", 3, lambda x: x * x, "{0} ** 2", "square squared area")
add("cube:float", "float -> float", 5, lambda x: x * x * x, "{0} ** 3", "cube volume")
add(
    "sqrt",
    "float -> float",
    3,
    math.sqrt,
    "math.sqrt({0})",
    "square root sqrt distance hypotenuse",
    imports="import math",
)
add("sqrt:int", "int -> float", 4, math.sqrt, "math.sqrt({0})", "square root sqrt distance", imports="import math")
add("round", "float -> int", 3, round, "round({0})", "round nearest")
add("round:places", "float, const int -> float", 3, round, "round({0}, {1})", "round places decimal")
add("trunc", "float -> int", 3, int, "int({0})", "truncate integer part whole")
add("floor", "float -> int", 3, math.floor, "math.floor({0})", "floor down", imports="import math")
add("ceil", "float -> int", 3, math.ceil, "math.ceil({0})", "ceil ceiling up", imports="import math")
add("mod:float", "float, float -> float", 4, operator.mod, "{0} % {1}", "fraction remainder modulo decimal")
add("log", "float -> float", 6, math.log, "math.log({0})", "logarithm log natural", imports="import math")
add("sin", "float -> float", 6, math.sin, "math.sin({0})", "sine sin angle", imports="import math")
add("cos", "float -> float", 6, math.cos, "math.cos({0})", "cosine cos angle", imports="import math")
add("radians", "float -> float", 6, math.radians, "math.radians({0})", "radians degrees angle", imports="import math")
add("degrees", "float -> float", 6, math.degrees, "math.degrees({0})", "degrees radians angle", imports="import math")
add(
    "hypot",
    "float, float -> float",
    5,
    math.hypot,
    "math.hypot({0}, {1})",
    "hypotenuse distance",
    imports="import math",
    commutative=True,
)
add("str:float", "float -> str", 4, str, "str({0})", "string text")
add("is_integer", "float -> bool", 4, float.is_integer, "{0}.is_integer()", "integer whole")
for _places in (1, 2, 3):
    add(
        f"fixed{_places}",
        "float -> str",
        3 if _places == 2 else 4,
        lambda x, p=_places: format(x, f".{p}f"),
        "{0}",
        "decimal places format price money",
        spec=f".{_places}f",
    )
add("thousands", "int -> str", 4, lambda n: format(n, ","), "{0}", "thousands comma separator format", spec=",")
add(
    "money", "float -> str", 4, lambda x: format(x, ",.2f"), "{0}", "money price currency thousands format", spec=",.2f"
)
for _width in (2, 3, 4):
    add(
        f"padded{_width}",
        "int -> str",
        3 if _width == 2 else 4,
        lambda n, w=_width: format(n, f"0{w}d"),
        "{0}",
        "pad padded zeros leading digits",
        spec=f"0{_width}d",
    )
add("percent", "float -> str", 5, lambda x: format(x, ".0%"), "{0}", "percent percentage", spec=".0%")
