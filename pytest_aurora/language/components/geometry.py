"""Formulas that have a name: areas, volumes and distances, interest and temperatures."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from pytest_aurora.language.component import Library

LIBRARY = Library()

Formula = Callable[..., Any]


def formula(name: str, function: Formula, source: str, named: str, words: str = "", *, counted: bool = False) -> None:
    """Declare a formula over ints and over floats; of three and more numbers only plain ones are tried.

    Where the last number is counted, as years are, it may be an int beside floats.
    """
    count = function.__code__.co_argcount
    imports = "import math" if "math." in source else ""
    ways = {"": ["float"] * count}
    if counted:
        ways[":counted"] = [*["float"] * (count - 1), "int"]
    ways[":int"] = ["int"] * count
    for way, kinds in ways.items():
        arguments = kinds if count < 3 else [f"leaf {kind}" for kind in kinds]
        LIBRARY.add(
            f"{name}{way}", f"{', '.join(arguments)} -> float", 3, lambda *xs: float(function(*xs)), source, words,
            imports=imports, named=named, scoped=False,
        )  # fmt: skip


def heron(a: float, b: float, c: float) -> float:
    """The area of a triangle from its sides."""
    return math.sqrt((a + b + c) * (-a + b + c) * (a - b + c) * (a + b - c)) / 4


# fmt: off
formula("circle:area", lambda r: math.pi * r**2, "math.pi * {0} ** 2", "circle", "area")
formula("circle:length", lambda r: 2 * math.pi * r, "2 * math.pi * {0}", "circle circumference",
        "perimeter circumference")
formula("circle:sector", lambda r, a: math.pi * r**2 * a / 360, "math.pi * {0} ** 2 * {1} / 360", "sector", "area")
formula("circle:arc", lambda r, a: 2 * math.pi * r * a / 360, "2 * math.pi * {0} * {1} / 360", "arc", "length")
formula("ellipse:area", lambda a, b: math.pi * a * b, "math.pi * {0} * {1}", "ellipse", "area")
formula("sphere:volume", lambda r: 4 / 3 * math.pi * r**3, "4 / 3 * math.pi * {0} ** 3", "sphere ball", "volume")
formula("sphere:area", lambda r: 4 * math.pi * r**2, "4 * math.pi * {0} ** 2", "sphere ball", "area surface")
formula("cylinder:volume", lambda r, h: math.pi * r**2 * h, "math.pi * {0} ** 2 * {1}", "cylinder", "volume")
formula("cylinder:side", lambda r, h: 2 * math.pi * r * h, "2 * math.pi * {0} * {1}", "cylinder", "lateral curved side")
formula("cylinder:area", lambda r, h: 2 * math.pi * r * (r + h), "2 * math.pi * {0} * ({0} + {1})", "cylinder",
        "surface area total")
formula("cone:volume", lambda r, h: math.pi * r**2 * h / 3, "math.pi * {0} ** 2 * {1} / 3", "cone", "volume")
formula("cone:side", lambda r, h: math.pi * r * math.hypot(r, h), "math.pi * {0} * math.hypot({0}, {1})", "cone",
        "lateral curved side")
formula("cone:area", lambda r, h: math.pi * r * (r + math.hypot(r, h)),
        "math.pi * {0} * ({0} + math.hypot({0}, {1}))", "cone", "surface area total")
formula("pyramid:volume", lambda a, h: a**2 * h / 3, "{0} ** 2 * {1} / 3", "pyramid", "volume")
formula("triangle:area", lambda a, h: a * h / 2, "{0} * {1} / 2", "triangle rhombus kite", "area base height diagonal")
formula("triangle:sides", heron,
        "math.sqrt(({0} + {1} + {2}) * (-{0} + {1} + {2}) * ({0} - {1} + {2}) * ({0} + {1} - {2})) / 4",
        "triangle", "area side heron")
formula("triangle:equilateral", lambda a: math.sqrt(3) / 4 * a**2, "math.sqrt(3) / 4 * {0} ** 2",
        "equilateral triangle", "area")
formula("trapezoid:area", lambda a, b, h: (a + b) / 2 * h, "({0} + {1}) / 2 * {2}", "trapezoid trapezium", "area")
formula("polygon:area", lambda n, a: n * a**2 / (4 * math.tan(math.pi / n)),
        "{0} * {1} ** 2 / (4 * math.tan(math.pi / {0}))", "polygon", "regular area")
formula("polygon:angle", lambda n: (n - 2) * 180 / n, "({0} - 2) * 180 / {0}", "polygon", "interior angle")
formula("hexagon:area", lambda a: 3 * math.sqrt(3) / 2 * a**2, "3 * math.sqrt(3) / 2 * {0} ** 2", "hexagon", "area")
formula("distance", lambda a, b, c, d: math.hypot(c - a, d - b), "math.hypot({2} - {0}, {3} - {1})", "distance",
        "point")
formula("slope", lambda a, b, c, d: (d - b) / (c - a), "({3} - {1}) / ({2} - {0})", "slope gradient", "line")
formula("interest:simple", lambda p, r, t: p * r * t / 100, "{0} * {1} * {2} / 100", "interest", "simple",
        counted=True)
formula("interest:compound", lambda p, r, t: p * math.pow(1 + r / 100, t), "{0} * (1 + {1} / 100) ** {2}", "interest",
        "compound amount", counted=True)
formula("discount", lambda p, r: p * (1 - r / 100), "{0} * (1 - {1} / 100)", "discount off reduction", "price percent")
formula("surcharge", lambda p, r: p * (1 + r / 100), "{0} * (1 + {1} / 100)", "tax vat tip increase surcharge",
        "price percent")
formula("percentage", lambda a, b: a / b * 100, "{0} / {1} * 100", "percent percentage", "part share ratio")
formula("fahrenheit", lambda c: c * 9 / 5 + 32, "{0} * 9 / 5 + 32", "fahrenheit celsius", "temperature convert")
formula("celsius", lambda f: (f - 32) * 5 / 9, "({0} - 32) * 5 / 9", "fahrenheit celsius", "temperature convert")
formula("body_mass", lambda w, h: w / h**2, "{0} / {1} ** 2", "bmi mass", "body index")

for _name, _function, _source, _named, _words in (
    ("cuboid:area", lambda a, b, c: 2 * (a * b + b * c + a * c), "2 * ({0} * {1} + {1} * {2} + {0} * {2})",
     "cuboid box", "surface area"),
    ("cuboid:volume", lambda a, b, c: a * b * c, "{0} * {1} * {2}", "cuboid box volume", "volume product"),
    ("sum:three", lambda a, b, c: a + b + c, "{0} + {1} + {2}", "three triangle", "sum perimeter"),
    ("diagonals", lambda n: n * (n - 3) // 2, "{0} * ({0} - 3) // 2", "diagonal", "polygon"),
):
    _arguments = ", ".join(["leaf int"] * _function.__code__.co_argcount)
    LIBRARY.add(_name, f"{_arguments} -> int", 3, _function, _source, _words, named=_named, scoped=False, grows=True)
