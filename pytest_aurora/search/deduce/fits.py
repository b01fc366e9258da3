"""Constants that no example shows: slope, offset, modulus, divisor, bound, solved for from what is wanted."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from pytest_aurora.language.expressions import Constant, Expression
from pytest_aurora.problem.types import BOOL, CLASSES, DECIMAL, FLOAT, FRACTION, INT, Type
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.core import DEPTH, Core
from pytest_aurora.search.goal import Goal, project

ENTRY_COST = 5
"""What the known argument may cost for a goal at depth 0; less further down."""
POINTS = 3
"""Different known values from which a constant may be solved."""
EVIDENCE = 6
"""Values from which a bound of a condition may be solved."""
LARGEST = 10_000
"""What a solved constant may be."""
DIGITS = 6
"""Decimals of a solved float."""

ROUND = 2
"""Digits that a round number has before its zeros."""
USUAL = (1024, 365, 144, 360)
"""Numbers of more digits that people count by."""

Fit = tuple[int, Expression]
"""What the fitted expression costs beyond its entry, and the expression."""
Numbers = Sequence[int]
Exact: TypeAlias = Decimal | Fraction


def deduce_fits(core: Core, goal: Goal, fresh: Sequence[Entry]) -> None:
    """Offer `k * x + c`, `x % k`, `x // k`, `k // x`, `x ** k`, `min(x, k)`, `x > k` for the one `k` that fits."""
    fits = FITS.get(str(goal.type))
    if fits is None or goal.depth > DEPTH or len(goal.positions) < POINTS:
        return
    limit = ENTRY_COST - goal.depth
    wanted = goal.projected
    for entry in fresh:
        if entry.cost > limit or entry.fixed or entry.partial or entry.type not in (INT, FLOAT, goal.type):
            continue
        known = project(entry.values, goal.positions)
        if len(set(known)) >= POINTS:
            for fit in fits:
                for cost, expression in fit(core, entry, known, wanted):
                    goal.offer(entry.cost + cost, expression)


def number_cost(number: float) -> int:
    """What a solved constant costs: the more digits the more."""
    return 1 if number in (0, 1) else 2 + len(f"{abs(number):g}".replace(".", ""))


# --- ints -----------------------------------------------------------------------------------------------------------


def _linear(core: Core, entry: Entry, known: Numbers, wanted: Numbers) -> Iterator[Fit]:
    """`k * x + c`."""
    first, last = min(range(len(known)), key=known.__getitem__), max(range(len(known)), key=known.__getitem__)
    slope, rest = divmod(wanted[last] - wanted[first], known[last] - known[first])
    offset = wanted[first] - slope * known[first]
    if entry.type is not INT or rest or not slope or max(abs(slope), abs(offset)) > LARGEST:
        return
    if all(slope * k + offset == w for k, w in zip(known, wanted, strict=True)):
        yield _line(core, entry, slope, offset)


def _line(core: Core, entry: Entry, slope: int, offset: int) -> Fit:
    cost, x = 0, entry.expression
    if slope == -1:
        return 2 + number_cost(offset), core.apply("sub", INT, Constant(offset, INT), x)
    if slope != 1:
        cost, x = 2 + number_cost(slope), core.apply("mul", INT, Constant(slope, INT), x)
    if offset:
        cost += 2 + number_cost(offset)
        x = core.apply("add" if offset > 0 else "sub", INT, x, Constant(abs(offset), INT))
    return cost, x


def _modulus(core: Core, entry: Entry, known: Numbers, wanted: Numbers) -> Iterator[Fit]:
    """`x % k`: k divides what is taken away."""
    if entry.type is not INT or min(wanted) < 0:
        return
    common = math.gcd(*(k - w for k, w in zip(known, wanted, strict=True)))
    modulus = next((k for k in range(max(wanted) + 1, min(common, LARGEST) + 1) if common % k == 0), 0)
    if modulus > 1:
        yield 2 + number_cost(modulus), core.apply("mod", INT, entry.expression, Constant(modulus, INT))


def _divisor(core: Core, entry: Entry, known: Numbers, wanted: Numbers) -> Iterator[Fit]:
    """`x // k`: each quotient bounds k from both sides; what divides all of them is likelier than the roundest."""
    if entry.type is not INT or min(wanted) < 0 or max(wanted) < POINTS:
        return
    low = max(x // (w + 1) + 1 for x, w in zip(known, wanted, strict=True))
    high = min(x // w for x, w in zip(known, wanted, strict=True) if w)
    common = math.gcd(*known)
    k = common if low <= common <= high else _likeliest(low, high)
    if 1 < low <= k <= min(high, LARGEST) and all(x // k == w for x, w in zip(known, wanted, strict=True)):
        yield 3 + number_cost(k), core.apply("floordiv", INT, entry.expression, Constant(k, INT))


def _dividend(core: Core, entry: Entry, known: Numbers, wanted: Numbers) -> Iterator[Fit]:
    """`k // x`: each quotient bounds k from both sides."""
    if entry.type is not INT or 0 in known or len(set(wanted)) < POINTS:
        return
    bounds = [sorted((w * x, (w + 1) * x - (1 if x > 0 else -1))) for x, w in zip(known, wanted, strict=True)]
    low, high = max(low for low, _ in bounds), min(high for _, high in bounds)
    k = _likeliest(low, high) if low <= high else 0
    if 1 < abs(k) <= LARGEST:
        yield 3 + number_cost(k), core.apply("floordiv", INT, Constant(k, INT), entry.expression)


def _likeliest(low: int, high: int) -> int:
    """The roundest number of the interval; where that is none, one that people count by."""
    found = roundest(low, high)
    is_round = len(str(abs(found)).rstrip("0")) <= ROUND
    return found if is_round else next((k for k in USUAL if low <= k <= high), found)


def _exponent(core: Core, entry: Entry, known: Numbers, wanted: Numbers) -> Iterator[Fit]:
    """`x ** k`."""
    largest, power = max((abs(k), abs(w)) for k, w in zip(known, wanted, strict=True))
    if entry.type is not INT or largest < 2 or power <= largest:
        return
    k = round(math.log(power, largest))
    if 2 < k <= 20 and all(x**k == w for x, w in zip(known, wanted, strict=True)):
        yield 3 + number_cost(k), core.apply("pow", INT, entry.expression, Constant(k, INT))


def _bound(core: Core, entry: Entry, known: Numbers, wanted: Numbers) -> Iterator[Fit]:
    """`min(x, k)` and `max(x, k)`, where more than one value is held back and more than one is not."""
    if entry.type is not INT:
        return
    for name, k in (("min:int", max(wanted)), ("max:int", min(wanted))):
        choose = min if name == "min:int" else max
        free = sum(x == w for x, w in zip(known, wanted, strict=True))
        if 1 < free < len(known) - 1 and all(choose(x, k) == w for x, w in zip(known, wanted, strict=True)):
            yield 3 + number_cost(k), core.apply(name, INT, entry.expression, Constant(k, INT))


# --- floats ---------------------------------------------------------------------------------------------------------


def _float_line(core: Core, entry: Entry, known: Sequence[float], wanted: Sequence[float]) -> Iterator[Fit]:
    """`k * x + c` with short decimals."""
    first, last = min(range(len(known)), key=known.__getitem__), max(range(len(known)), key=known.__getitem__)
    slope = round((wanted[last] - wanted[first]) / (known[last] - known[first]), DIGITS)
    offset = round(wanted[first] - slope * known[first], DIGITS)
    if not slope or not all(near(slope * k + offset, w) for k, w in zip(known, wanted, strict=True)):
        return
    cost, x = 0, entry.expression
    divisor = round(1 / slope)
    if abs(divisor) > 2 and slope * divisor == 1:
        cost, x = 3 + number_cost(divisor), _quotient(core, entry, divisor)
    elif slope != 1:
        cost, times = (3, "mul:mixed") if entry.type is INT else (2, "mul:float")
        cost, x = cost + number_cost(slope), core.apply(times, FLOAT, Constant(slope, FLOAT), x)
    elif entry.type is INT:
        return
    if offset:
        cost += 2 + number_cost(offset)
        x = core.apply("add:float" if offset > 0 else "sub:float", FLOAT, x, Constant(abs(offset), FLOAT))
    yield cost, x


def _float_dividend(core: Core, entry: Entry, known: Sequence[float], wanted: Sequence[float]) -> Iterator[Fit]:
    """`k / x` with a short dividend."""
    k = round(known[0] * wanted[0], DIGITS)
    if abs(k) > LARGEST or not k or not all(near(k, x * w) for x, w in zip(known, wanted, strict=True)):
        return
    if entry.type is INT and k == int(k):
        yield 3 + number_cost(k), core.apply("div:int", FLOAT, Constant(int(k), INT), entry.expression)
    elif entry.type is FLOAT:
        yield 3 + number_cost(k), core.apply("div:float", FLOAT, Constant(k, FLOAT), entry.expression)


def _quotient(core: Core, entry: Entry, divisor: int) -> Expression:
    """The entry by a whole number: `cents / 100` is exact where `0.01 * cents` is not, and what is written."""
    if entry.type is INT:
        return core.apply("div:int", FLOAT, entry.expression, Constant(divisor, INT))
    return core.apply("div:float", FLOAT, entry.expression, Constant(float(divisor), FLOAT))


def near(a: float, b: float) -> bool:
    """Whether two floats are the same but for rounding."""
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)


# --- exact numbers --------------------------------------------------------------------------------------------------


def _exact_line(core: Core, entry: Entry, known: Sequence[Exact], wanted: Sequence[Exact]) -> Iterator[Fit]:
    """`k * x + c`, or `x / k`, of decimals or fractions with short constants."""
    if entry.type is INT or entry.type is FLOAT:
        return
    points = sorted((Fraction(k), Fraction(w)) for k, w in zip(known, wanted, strict=True))
    (x, y), (u, v) = points[0], points[-1]
    slope = (v - y) / (u - x)
    offset = y - slope * x
    if not slope or any(slope * k + offset != w for k, w in points):
        return
    factor, divisor, rest = (_exact(number, entry.type) for number in (slope, 1 / slope, offset))
    if rest is not None and factor is not None:
        yield _scaled(core, entry, "mul", factor, rest)
    elif rest is not None and divisor is not None:
        yield _scaled(core, entry, "div", divisor, rest)


def _scaled(core: Core, entry: Entry, name: str, by: Constant, rest: Constant) -> Fit:
    kind, cost, x = CLASSES[entry.type].__name__.lower(), 0, entry.expression
    if by.value != 1:
        cost, x = 2 + _digits(by), core.apply(f"{name}:{kind}", entry.type, x, by)
    if rest.value:
        cost, x = cost + 2 + _digits(rest), core.apply(f"add:{kind}", entry.type, x, rest)
    return cost, x


def _exact(number: Fraction, t: Type) -> Constant | None:
    """The number as a constant of the type; None when it has too many digits."""
    if t == FRACTION:
        return Constant(number, t) if max(abs(number.numerator), number.denominator) <= LARGEST else None
    scaled = number * 10**DIGITS
    return Constant((Decimal(int(scaled)) / 10**DIGITS).normalize(), t) if scaled.denominator == 1 else None


def _digits(number: Constant) -> int:
    return 1 + sum(map(str.isdigit, str(number.value)))


# --- truth ----------------------------------------------------------------------------------------------------------


def _threshold(core: Core, entry: Entry, known: Numbers, wanted: Sequence[bool]) -> Iterator[Fit]:
    """`x >= k` and `x < k`: what holds and what does not lies on two sides of k."""
    holds = [k for k, w in zip(known, wanted, strict=True) if w]
    fails = [k for k, w in zip(known, wanted, strict=True) if not w]
    if entry.type is not INT or not holds or not fails or len(known) < EVIDENCE:
        return
    x = entry.expression
    if max(fails) < min(holds):
        k = roundest(max(fails) + 1, min(holds))
        yield 3 + number_cost(k), core.apply("le:int", BOOL, Constant(k, INT), x)
    elif max(holds) < min(fails):
        k = roundest(max(holds) + 1, min(fails))
        yield 2 + number_cost(k), core.apply("lt:int", BOOL, x, Constant(k, INT))


def roundest(low: int, high: int) -> int:
    """The number of the interval with the fewest digits that are not zeros at its end, then the smallest such."""
    if low <= 0 <= high:
        return 0
    for power in range(len(str(max(abs(low), abs(high)))), -1, -1):
        for size in (10**power, 10**power // 2):
            found = -(-low // size) * size if size else low
            if found <= high:
                return found
    return low


FITS: dict[str, tuple[Callable[..., Iterator[Fit]], ...]] = {
    "int": (_linear, _modulus, _divisor, _dividend, _exponent, _bound),
    "float": (_float_line, _float_dividend),
    str(DECIMAL): (_exact_line,),
    str(FRACTION): (_exact_line,),
    "bool": (_threshold,),
}
