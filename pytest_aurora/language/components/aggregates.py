"""One value from many: sums, extremes, averages, spread; and the same for every prefix."""

from __future__ import annotations

import itertools
import math
import operator
import statistics
from typing import Any

from pytest_aurora.language.component import Library
from pytest_aurora.language.components.guards import Function, Items, Value, product, refuse, running
from pytest_aurora.language.components.sequences import sequence

LIBRARY = Library()
add = LIBRARY.add

STATISTICS = "import statistics"


def statistic(function: Function) -> Function:
    """A function of the statistics module for sequences of moderate length."""

    def measured(numbers: Items) -> Value:
        refuse(len(numbers) > 500)
        return function(numbers)

    return measured


def differences(numbers: Items) -> Items:
    """Each number less the one before."""
    return tuple(map(operator.sub, numbers[1:], numbers))


def common_multiple(numbers: Items) -> int:
    """The least common multiple of at most 40 numbers."""
    refuse(len(numbers) > 40)
    return math.lcm(*numbers)


def dot(a: Items, b: Items) -> Value:
    """The sum of products."""
    return sum(map(operator.mul, a, b))


_sums: dict[str, Any] = {"int": sum, "float": lambda xs: float(sum(xs))}

# fmt: off
for _suffix, _type in (("", "int"), (":float", "float")):
    sequence(f"sum{_suffix}", f"list[{_type}] -> {_type}", 2, _sums[_type], "sum({0})", "sum total add together")
for _name, _function, _words in (
    ("max", max, "max maximum largest biggest highest great"), ("min", min, "min minimum smallest lowest least"),
):
    for _suffix, _type, _cost in (("", "int", 2), (":floats", "float", 2), (":strs", "str", 4)):
        sequence(f"{_name}{_suffix}", f"list[{_type}] -> {_type}", _cost, _function,
                 f"{_name}({{0}})", _words)
    add(f"{_name}:pairs", "list[tuple[T, U]] -> tuple[T, U]", 5, _function, f"{_name}({{0}})",
        _words, scoped=False)
    add(f"{_name}:default", "list[T], leaf T -> T", 6, lambda xs, d, f=_function: f(xs, default=d),
        f"{_name}({{0}}, default={{1}})", f"{_words} default empty", scoped=False)
add("product", "list[int] -> int", 3, product, "math.prod({0})", "product multiply", imports="import math",
    grows=True, scoped=False)
add("product:floats", "list[float] -> float", 4, lambda xs: float(product(xs)), "math.prod({0})", "product multiply",
    imports="import math", scoped=False)
add("sum:floats:exact", "list[float] -> float", 7, math.fsum, "math.fsum({0})", "sum exact precise",
    imports="import math", scoped=False)
add("dot", "list[int], list[int] -> int", 7, dot, "sum(a * b for a, b in zip({0}, {1}))",
    "dot product weight scalar checksum", scoped=False)
add("dot:floats", "list[float], list[float] -> float", 7, lambda a, b: float(dot(a, b)),
    "sum(a * b for a, b in zip({0}, {1}))", "dot product weight scalar", scoped=False)
add("all", "list[bool] -> bool", 3, all, "all({0})", "all every")
add("any", "list[bool] -> bool", 3, any, "any({0})", "any some")
add("gcd:list", "list[int] -> int", 6, lambda xs: math.gcd(*xs), "math.gcd(*{0})", "gcd greatest common divisor",
    imports="import math", scoped=False)
add("lcm:list", "list[int] -> int", 7, common_multiple, "math.lcm(*{0})",
    "lcm least common multiple", imports="import math", grows=True, scoped=False)

for _suffix, _type in (("", "int"), (":floats", "float")):
    add(f"mean{_suffix}", f"list[{_type}] -> float", 4, lambda xs: sum(xs) / len(xs), "sum({0}) / len({0})",
        "mean average")
    for _name, _cost, _words in (
        ("median", 5, "median middle"), ("stdev", 6, "standard deviation spread"),
        ("pstdev", 6, "population standard deviation"), ("variance", 6, "variance spread"),
        ("pvariance", 6, "population variance"), ("harmonic_mean", 7, "harmonic mean"),
        ("geometric_mean", 7, "geometric mean growth"),
    ):
        _function = statistic(getattr(statistics, _name))
        add(f"{_name}{_suffix}", f"list[{_type}] -> float", _cost, lambda xs, f=_function: float(f(xs)),
            f"statistics.{_name}({{0}})", _words,
            imports=STATISTICS, scoped=False)
add("median_low", "list[int] -> int", 7, statistic(statistics.median_low), "statistics.median_low({0})",
    "median low", imports=STATISTICS, scoped=False)
add("median_high", "list[int] -> int", 7, statistic(statistics.median_high), "statistics.median_high({0})",
    "median high", imports=STATISTICS, scoped=False)
add("mode", "list[T] -> T", 5, statistic(statistics.mode), "statistics.mode({0})", "mode most common frequent",
    imports=STATISTICS, scoped=False)
add("multimode", "list[T] -> list[T]", 6, lambda xs: tuple(statistics.multimode(xs)), "statistics.multimode({0})",
    "mode most common frequent all", imports=STATISTICS, scoped=False)

for _suffix, _type in (("", "int"), (":floats", "float")):
    _signature = f"list[{_type}] -> list[{_type}]"
    add(f"accumulate{_suffix}", _signature, 3, lambda xs: tuple(itertools.accumulate(xs)),
        "list(itertools.accumulate({0}))", "cumulative running prefix", imports="import itertools", scoped=False)
    for _name, _function, _words in (("max", max, "running roll maximum cumulative"),
                                     ("min", min, "running roll minimum cumulative")):
        add(f"accumulate:{_name}{_suffix}", _signature, 5, lambda xs, f=_function: tuple(itertools.accumulate(xs, f)),
            f"list(itertools.accumulate({{0}}, {_name}))", _words, imports="import itertools", scoped=False)
    add(f"differences{_suffix}", _signature, 6, differences, "[b - a for a, b in zip({0}, {0}[1:])]",
        "difference consecutive delta change step", scoped=False)
add("accumulate:mul", "list[int] -> list[int]", 6, running(operator.mul),
    "list(itertools.accumulate({0}, operator.mul))", "cumulative product running",
    imports="import itertools; import operator", grows=True, scoped=False)
