"""Numbers as text: what stands behind the colon in an f-string."""

from __future__ import annotations

from pytest_aurora.language.component import Library
from pytest_aurora.language.components.guards import Function, digits

LIBRARY = Library()
add = LIBRARY.add


def formatted(spec: str) -> Function:
    """A function that formats a number by a fixed specification."""
    return lambda value: format(digits(value) if isinstance(value, int) else value, spec)


# fmt: off
for _name, _spec, _cost, _words in (
    ("fixed1", ".1f", 4, "decimal place format"),
    ("fixed2", ".2f", 3, "decimal place format price money cent"),
    ("fixed3", ".3f", 4, "decimal place format"),
    ("fixed0", ".0f", 5, "round whole format"),
    ("money", ",.2f", 4, "money price currency thousand format separator comma"),
    ("thousands:float", ",.0f", 6, "thousand separator comma format"),
    ("percent", ".0%", 5, "percent percentage"),
    ("percent1", ".1%", 5, "percent percentage"),
    ("percent2", ".2%", 6, "percent percentage"),
    ("general", "g", 6, "trailing zero shortest format"),
    ("scientific", ".2e", 7, "scientific exponent notation"),
    ("signed:float", "+.2f", 7, "sign plus change"),
):
    add(_name, "float -> str", _cost, formatted(_spec), "{0}", _words, spec=_spec)

for _name, _spec, _cost, _words in (
    ("thousands", ",", 4, "thousand comma separator format"),
    ("signed", "+d", 6, "sign plus change"),
    *((f"padded{_width}", f"0{_width}d", 3 if _width == 2 else 4 if _width < 5 else 6, "pad zero lead digit")
      for _width in (2, 3, 4, 5, 6, 8)),
    *((f"aligned{_width}", f">{_width}", 7, "align right column width") for _width in (3, 4, 5, 6, 8, 10)),
):
    add(_name, "int -> str", _cost, formatted(_spec), "{0}", _words, spec=_spec)
