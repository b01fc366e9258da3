"""What has a name: properties of numbers, words and lists that a spec can only mean when it says so."""

from __future__ import annotations

import itertools
import math
import string

from pytest_aurora.language.component import Library
from pytest_aurora.language.components.groups import sublists
from pytest_aurora.language.components.guards import ITEMS, Items, bounded, digits, few, power, product, refuse

LIBRARY = Library()
add = LIBRARY.add

MATH, ITERTOOLS, STRING = "import math", "import itertools", "import string"
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
    return tuple(p for p in range(2, n) if all(p % q for q in range(2, p)))


def _prime_factors(n: int) -> Items:
    return tuple(p for p in divisors(n) if is_prime(p))


def _shifted(letter: str, places: int) -> str:
    return chr((ord(letter) - ord("a") + places) % 26 + ord("a"))


def _subsets(items: Items) -> tuple[Items, ...]:
    refuse(len(items) > 10)
    return tuple(c for size in range(len(items) + 1) for c in itertools.combinations(items, size))


def _inversions(items: Items) -> int:
    refuse(len(items) > 200)
    return sum(a > b for a, b in itertools.combinations(items, 2))


def _multiplied(a: Items, b: Items) -> Items:
    refuse(len(a) * len(b) > ITEMS)
    return tuple(
        tuple(sum(x * y for x, y in zip(row, column, strict=False)) for column in zip(*b, strict=False)) for row in a
    )


# fmt: off
PRIME = "{0} > 1 and all({0} % i for i in range(2, math.isqrt({0}) + 1))"
add("even", "int -> bool", 2, lambda n: n % 2 == 0, "{0} % 2 == 0", named="even odd")
add("odd", "int -> bool", 2, lambda n: n % 2 == 1, "{0} % 2 == 1", named="even odd")
add("is_prime", "int -> bool", 3, is_prime, PRIME, named="prime composite", imports=MATH)
add("not_prime", "int -> bool", 4, lambda n: not is_prime(n), f"not ({PRIME})", named="composite nonprime",
    imports=MATH)
add("primes:below", "int -> list[int]", 4, _primes_below,
    "[p for p in range(2, {0}) if all(p % q for q in range(2, p))]", "below", named="prime", scoped=False)
add("prime_factors", "int -> list[int]", 4, _prime_factors,
    "[p for p in range(2, {0} + 1) if {0} % p == 0 and all(p % q for q in range(2, p))]", "factor", named="prime",
    scoped=False)
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
    "sum(int(digit) ** len(str({0})) for digit in str({0}))", "power", named="armstrong narcissistic digit")
add("is_armstrong", "int -> bool", 3, lambda n: sum(power(d, len(_digits(n))) for d in _digits(n)) == n,
    "sum(int(digit) ** len(str({0})) for digit in str({0})) == {0}", named="armstrong narcissistic")
add("is_harshad", "int -> bool", 3, lambda n: n % sum(_digits(n)) == 0, "{0} % sum(map(int, str({0}))) == 0",
    named="harshad niven")

add("palindrome", "str -> bool", 3, lambda s: s == s[::-1], "{0} == {0}[::-1]", named="palindrome")
add("anagram", "str, str -> bool", 3, lambda a, b: sorted(a) == sorted(b), "sorted({0}) == sorted({1})",
    "permutation rearrange", named="anagram", commutative=True)
add("pangram", "str -> bool", 3, lambda s: set(string.ascii_lowercase) <= set(s.lower()),
    "set(string.ascii_lowercase) <= set({0}.lower())", named="pangram alphabet", imports=STRING)
add("all_different:str", "str -> bool", 3, lambda s: len(set(s)) == len(s), "len(set({0})) == len({0})",
    "character letter", named="isogram unique distinct different duplicate repeat")
add("all_different", "list[T] -> bool", 3, lambda xs: len(set(xs)) == len(xs), "len(set({0})) == len({0})",
    "element all", named="unique distinct different duplicate repeat")
add("vowels", "str -> int", 3, lambda s: sum(c in "aeiouAEIOU" for c in s),
    'sum(char in "aeiouAEIOU" for char in {0})', "count number", named="vowel")
add("is_vowel", "str -> bool", 2, lambda c: c in "aeiouAEIOU", '{0} in "aeiouAEIOU"', named="vowel consonant")
for _name, _named in (("upper", "uppercase upper capital"), ("lower", "lowercase lower"), ("digit", "digit"),
                      ("alpha", "letter alphabet")):
    _is = getattr(str, f"is{_name}")
    add(f"count:{_name}", "str -> int", 4, lambda s, test=_is: sum(map(test, s)), f"sum(map(str.is{_name}, {{0}}))",
        "count number", named=_named)
add("letter:shifted", "str, int -> str", 4, _shifted, 'chr((ord({0}) - ord("a") + {1}) % 26 + ord("a"))', "shift",
    named="caesar cipher rotate encrypt decrypt encode decode")

add("is_sorted", "list[T] -> bool", 3, lambda xs: xs == tuple(sorted(xs)), "{0} == sorted({0})",
    "ascending increasing order", named="sort ascending increasing order monotonic")
add("subsets", "list[T] -> list[list[T]]", 4, _subsets,
    "[list(c) for size in range(len({0}) + 1) for c in itertools.combinations({0}, size)]", "all",
    named="subset powerset combination subsequence", imports=ITERTOOLS, scoped=False)
add("sublists:sums", "list[int] -> list[int]", 4, lambda xs: tuple(map(sum, sublists(xs))),
    "[sum({0}[i:j]) for i in range(len({0})) for j in range(i + 1, len({0}) + 1)]", "sum largest contiguous",
    named="subarray sublist contiguous", scoped=False)
add("pairs:sums", "list[int] -> list[int]", 4, lambda xs: bounded(map(sum, itertools.combinations(xs, 2))),
    "[a + b for a, b in itertools.combinations({0}, 2)]", "sum", named="pair two", imports=ITERTOOLS, scoped=False)
add("inversions", "list[T] -> int", 3, _inversions, "sum(a > b for a, b in itertools.combinations({0}, 2))", "count",
    named="inversion", imports=ITERTOOLS, scoped=False)
add("rotated:clockwise", "list[list[T]] -> list[list[T]]", 3, lambda rows: tuple(zip(*rows[::-1], strict=False)),
    "list(map(list, zip(*{0}[::-1])))", "matrix", named="rotate clockwise", scoped=False)
add("multiplied:matrix", "list[list[int]], list[list[int]] -> list[list[int]]", 3, _multiplied,
    "[[sum(x * y for x, y in zip(row, column)) for column in zip(*{1})] for row in {0}]", "multiply product",
    named="matrix", scoped=False)
add("diagonal", "list[list[T]] -> list[T]", 3, lambda rows: tuple(row[i] for i, row in enumerate(rows)),
    "[row[i] for i, row in enumerate({0})]", "matrix", named="diagonal trace", scoped=False)
