"""Number theory: what is said of numbers, their divisors and their digits; a spec means it only when it says so."""

from __future__ import annotations

import itertools
import math

from pytest_aurora.language.component import Library
from pytest_aurora.language.components.guards import ITEMS, Items, digits, few, power, product, refuse

LIBRARY = Library()
add = LIBRARY.add

MATH = "import math"
COUNTED = 10**6
"""Numbers whose divisors are looked for."""


def _totient(n: int) -> int:
    refuse(n > ITEMS)
    return sum(math.gcd(i, n) == 1 for i in range(1, n + 1))


def _digits(n: int) -> list[int]:
    return list(map(int, str(digits(n))))


def is_prime(n: int) -> bool:
    """Whether a number below a million has exactly two divisors."""
    refuse(n > COUNTED)
    return n > 1 and all(n % i for i in range(2, math.isqrt(n) + 1))


def divisors(n: int) -> Items:
    """All numbers from 1 that divide another."""
    refuse(n > COUNTED)
    low = [i for i in range(1, math.isqrt(n) + 1 if n > 0 else 0) if n % i == 0]
    return (*low, *(n // i for i in reversed(low) if i * i != n))


def _primes_below(n: int) -> Items:
    refuse(n > ITEMS // 4)
    return tuple(p for p in range(2, n) if all(p % q for q in range(2, math.isqrt(p) + 1)))


def _prime_factors(n: int) -> Items:
    return tuple(p for p in divisors(n) if is_prime(p))


def _nth_prime(n: int) -> int:
    refuse(not 0 < n < 300)
    return next(itertools.islice(filter(is_prime, itertools.count(2)), n - 1, None))


def _ordinal_suffix(n: int) -> str:
    return "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")


def _of_sixties(parts: tuple[int, ...]) -> int:
    refuse(len(parts) > 6)
    return sum(part * 60**place for place, part in enumerate(parts[::-1]))


# fmt: off
PRIME = "{0} > 1 and all({0} % i for i in range(2, math.isqrt({0}) + 1))"
add("even", "int -> bool", 2, lambda n: n % 2 == 0, "{0} % 2 == 0", named="even odd")
add("odd", "int -> bool", 2, lambda n: n % 2 == 1, "{0} % 2 == 1", named="even odd")
add("is_prime", "int -> bool", 3, is_prime, PRIME, named="prime composite", imports=MATH)
add("not_prime", "int -> bool", 4, lambda n: not is_prime(n), f"not ({PRIME})", named="composite nonprime",
    imports=MATH)
add("primes:below", "int -> list[int]", 4, _primes_below,
    "[p for p in range(2, {0}) if all(p % q for q in range(2, math.isqrt(p) + 1))]", "below",
    named="prime", imports=MATH, scoped=False)
add("prime_factors", "int -> list[int]", 4, _prime_factors,
    "[p for p in range(2, {0} + 1) if {0} % p == 0 and all(p % q for q in range(2, math.isqrt(p) + 1))]",
    "factor", named="prime",    imports=MATH, scoped=False)
add("divisors", "int -> list[int]", 3, divisors, "[i for i in range(1, {0} + 1) if {0} % i == 0]", "all",
    named="divisor factor divide", scoped=False)
add("divisors:proper", "int -> list[int]", 3, lambda n: divisors(n)[:-1], "[i for i in range(1, {0}) if {0} % i == 0]",
    "proper", named="divisor factor divide perfect abundant deficient amicable aliquot", scoped=False)
add("divisor:least", "int -> int", 4, lambda n: divisors(n)[1], "next(i for i in range(2, {0} + 1) if {0} % i == 0)",
    "smallest least", named="divisor factor", scoped=False)
add("is_perfect", "int -> bool", 4, lambda n: sum(divisors(n)[:-1]) == n,
    "sum(i for i in range(1, {0}) if {0} % i == 0) == {0}", named="perfect", scoped=False)
add("coprime", "int, int -> bool", 3, lambda a, b: math.gcd(a, b) == 1, "math.gcd({0}, {1}) == 1",
    named="coprime prime", imports=MATH, commutative=True)
add("totient", "int -> int", 4, _totient,
    "sum(math.gcd(i, {0}) == 1 for i in range(1, {0} + 1))", named="totient coprime", imports=MATH)
add("power_of_two", "int -> bool", 3, lambda n: n > 0 and n & (n - 1) == 0, "{0} > 0 and {0} & ({0} - 1) == 0",
    "two", named="power")
add("triangular", "int -> int", 3, lambda n: n * (n + 1) // 2, "{0} * ({0} + 1) // 2", "sum first",
    named="triangular natural", grows=True)
add("catalan", "int -> int", 3, lambda n: few(math.comb)(2 * n, n) // (n + 1), "math.comb(2 * {0}, {0}) // ({0} + 1)",
    named="catalan", imports=MATH)
add("roots", "int, int, int -> int", 3, lambda a, b, c: power(b, 2) - 4 * a * c, "{1} ** 2 - 4 * {0} * {2}",
    named="discriminant quadratic", scoped=False)

add("digits:sum", "int -> int", 3, lambda n: sum(_digits(n)), "sum(map(int, str({0})))", "sum", named="digit")
add("digits:product", "int -> int", 4, lambda n: product(tuple(_digits(n))), "math.prod(map(int, str({0})))", "product",
    named="digit", imports=MATH)
add("digits:reversed", "int -> int", 3, lambda n: int("".join(map(str, reversed(_digits(n))))), "int(str({0})[::-1])",
    "digit number", named="reverse palindrome mirror")
add("digits:palindrome", "int -> bool", 3, lambda n: str(digits(n)) == str(n)[::-1], "str({0}) == str({0})[::-1]",
    named="palindrome palindromic")
add("digits:root", "int -> int", 4, lambda n: 1 + (n - 1) % 9, "1 + ({0} - 1) % 9", "digit root", named="root")
add("digits:powers", "int -> int", 3, lambda n: sum(power(d, len(_digits(n))) for d in _digits(n)),
    "sum(int(digit) ** len(str({0})) for digit in str({0}))", "power", named="armstrong narcissistic")
add("is_armstrong", "int -> bool", 3, lambda n: sum(power(d, len(_digits(n))) for d in _digits(n)) == n,
    "sum(int(digit) ** len(str({0})) for digit in str({0})) == {0}", named="armstrong narcissistic")
for _name, _rest, _unit, _named in (
    ("minutes", 3600, 60, "second"), ("hours", 86400, 3600, "second"), ("hours:minutes", 1440, 60, "minute"),
):
    add(f"clock:{_name}", "int -> int", 6, lambda n, rest=_rest, unit=_unit: n % rest // unit,
        f"{{0}} % {_rest} // {_unit}", "hour minute time duration clock", named=_named)
for _name, _unit, _named in (
    ("days", 86400, "second"), ("whole:hours", 3600, "second"), ("sixty", 60, "minute second"),
):
    add(f"clock:{_name}", "int -> int", 4, lambda n, unit=_unit: n // unit, f"{{0}} // {_unit}",
        "day hour minute time duration clock", named=_named)
add("clock:joined", "list[int] -> int", 4, _of_sixties,
    "sum(part * 60**place for place, part in enumerate({0}[::-1]))", "time total clock duration",
    named="second minute", scoped=False)
add("is_harshad", "int -> bool", 3, lambda n: n % sum(_digits(n)) == 0, "{0} % sum(map(int, str({0}))) == 0",
    named="harshad niven")
add("primes:nth", "int -> int", 4, _nth_prime,
    "next(itertools.islice((p for p in itertools.count(2) if all(p % q for q in range(2, math.isqrt(p) + 1))),"
    " {0} - 1, None))", "nth", named="prime", imports="import itertools; import math", scoped=False)
add("aliquot", "int -> int", 4, lambda n: sum(divisors(n)[:-1]), "sum(i for i in range(1, {0}) if {0} % i == 0)", "sum",
    named="perfect abundant deficient aliquot amicable divisor factor", scoped=False)
add("ordinal", "int -> str", 3, _ordinal_suffix,
    '"th" if {0} % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get({0} % 10, "th")', "suffix", named="ordinal")
add("multiple:any", "int, list[int] -> bool", 4, lambda n, xs: any(n % x == 0 for x in xs),
    "any({0} % x == 0 for x in {1})", "any divide", named="multiple divisible factor")
add("triangle:valid", "leaf int, leaf int, leaf int -> bool", 4, lambda a, b, c: a + b > c and b + c > a and a + c > b,
    "{0} + {1} > {2} and {1} + {2} > {0} and {0} + {2} > {1}", "valid side", named="triangle", scoped=False)
