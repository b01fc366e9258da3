"""Integers."""

from __future__ import annotations

import math
import operator

from pytest_aurora.language.component import Library
from pytest_aurora.language.components.guards import Value, digits, factorial, few, power, refuse

LIBRARY = Library()
add = LIBRARY.add


def _digits_of(n: int) -> Value:
    return tuple(map(int, str(digits(n))))


def _from_digits(numbers: Value) -> int:
    refuse(len(numbers) > 64)
    return int("".join(map(str, numbers)))


def _modular_power(base: int, exponent: int, modulus: int) -> int:
    refuse(max(base.bit_length(), exponent.bit_length(), modulus.bit_length()) > 256)
    return pow(base, exponent, modulus)


# fmt: off
add("add", "int, int -> int", 2, operator.add, "{0} + {1}", "sum add plus total increment", commutative=True)
add("sub", "int, int -> int", 2, operator.sub, "{0} - {1}", "difference subtract minus less decrement")
add("mul", "int, int -> int", 2, operator.mul, "{0} * {1}", "product multiply times double area square",
    commutative=True, grows=True)
add("floordiv", "int, int -> int", 3, operator.floordiv, "{0} // {1}", "divide quotient half integer")
add("mod", "computed int, int -> int", 2, operator.mod, "{0} % {1}",
    "modulo remainder even odd divisible multiple digit")
add("divmod", "int, int -> tuple[int, int]", 5, divmod, "divmod({0}, {1})", "quotient remainder rest left")
add("ceildiv", "int, int -> int", 6, lambda a, b: -(-a // b), "-(-{0} // {1})",
    "pages needed round up ceiling divide started begun")
add("max:int", "int, int -> int", 3, max, "max({0}, {1})",
    "max maximum largest larger bigger greater clamp least", commutative=True)
add("min:int", "int, int -> int", 3, min, "min({0}, {1})",
    "min minimum smallest smaller clamp limit most cap", commutative=True)
add("clamp", "leaf int, int, leaf int -> int", 7, lambda low, x, high: max(low, min(x, high)),
    "max({0}, min({1}, {2}))", "clamp clip bound range limit", scoped=False)
add("neg", "int -> int", 2, operator.neg, "-{0}", "negative negate opposite")
add("abs", "int -> int", 2, abs, "abs({0})", "absolute distance difference magnitude")
add("sign", "int -> int", 7, lambda x: (x > 0) - (x < 0), "({0} > 0) - ({0} < 0)", "sign signum")
add("square", "int -> int", 3, lambda x: x * x, "{0} ** 2", "square", grows=True)
add("cube", "int -> int", 4, lambda x: x * x * x, "{0} ** 3", "cube volume", grows=True)
add("pow", "int, int -> int", 4, power, "{0} ** {1}", "power exponent raised", grows=True)
add("pow:mod", "int, int, int -> int", 7, _modular_power, "pow({0}, {1}, {2})", "power modulo modular inverse")
add("isqrt", "int -> int", 4, math.isqrt, "math.isqrt({0})", "square root perfect", imports="import math")
add("is_square", "int -> bool", 7, lambda n: math.isqrt(n) ** 2 == n, "math.isqrt({0}) ** 2 == {0}", "perfect square",
    imports="import math")
add("gcd", "int, int -> int", 4, math.gcd, "math.gcd({0}, {1})", "gcd greatest common divisor",
    imports="import math", commutative=True)
add("lcm", "int, int -> int", 5, math.lcm, "math.lcm({0}, {1})", "lcm least common multiple",
    imports="import math", commutative=True, grows=True)
add("factorial", "int -> int", 4, factorial, "math.factorial({0})", "factorial permutation", imports="import math")
add("comb", "int, int -> int", 5, few(math.comb), "math.comb({0}, {1})", "binomial combination choose coefficient",
    imports="import math")
add("perm", "int, int -> int", 7, few(math.perm), "math.perm({0}, {1})", "permutation arrangement",
    imports="import math")

add("str:int", "int -> str", 2, lambda n: str(digits(n)), "str({0})", "string text digit number")
add("int:str", "str -> int", 2, int, "int({0})", "number integer parse convert digit")
add("digits", "int -> list[int]", 5, _digits_of, "list(map(int, str({0})))", "digit")
add("from_digits", "list[int] -> int", 7, _from_digits, 'int("".join(map(str, {0})))', "digit number concatenate join",
    scoped=False)
add("chr", "int -> str", 4, chr, "chr({0})", "character ascii code")
add("ord", "str -> int", 4, ord, "ord({0})", "character ascii code value")
add("letter", "int -> str", 7, lambda n: chr(n + ord("a")), 'chr({0} + ord("a"))', "letter alphabet position")
add("letter:place", "str -> int", 7, lambda c: ord(c) - ord("a"), 'ord({0}) - ord("a")', "letter alphabet position")
