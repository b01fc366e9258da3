"""Dates, times and durations."""

from __future__ import annotations

import calendar
import operator
from datetime import date, datetime, time, timedelta

from pytest_aurora.language.component import Library
from pytest_aurora.language.components.guards import Function

LIBRARY = Library()
add = LIBRARY.add

DATE, DATETIME = "from datetime import date", "from datetime import datetime"
TIME, TIMEDELTA = "from datetime import time", "from datetime import timedelta"


def _attribute(name: str) -> Function:
    return operator.attrgetter(name)


def _days_in_month(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _duration(unit: str) -> Function:
    return lambda n: timedelta(**{unit: n})


def formatted(form: str) -> Function:
    """A function that formats a date or time."""
    return lambda d: d.strftime(form)


# fmt: off
for _type in ("date", "datetime"):
    for _name, _words in {"year": "year", "month": "month", "day": "day date"}.items():
        add(f"{_name}:{_type}", f"{_type} -> int", 2, _attribute(_name), f"{{0}}.{_name}", _words)
    add(f"weekday:{_type}", f"{_type} -> int", 3, lambda d: d.weekday(), "{0}.weekday()", "weekday weekend day week")
    add(f"weekend:{_type}", f"{_type} -> bool", 3, lambda d: d.weekday() >= 5, "{0}.weekday() >= 5",
        named="weekend workday business")
    add(f"isoweekday:{_type}", f"{_type} -> int", 4, lambda d: d.isoweekday(), "{0}.isoweekday()",
        "weekday day week iso")
    add(f"isoweek:{_type}", f"{_type} -> int", 5, lambda d: d.isocalendar()[1], "{0}.isocalendar()[1]",
        "week number iso")
    add(f"yearday:{_type}", f"{_type} -> int", 6, lambda d: d.timetuple().tm_yday, "{0}.timetuple().tm_yday",
        "day year ordinal")
    add(f"isoformat:{_type}", f"{_type} -> str", 3, lambda d: d.isoformat(), "{0}.isoformat()", "iso format text")
    add(f"sub:{_type}", f"{_type}, {_type} -> timedelta", 2, operator.sub, "{0} - {1}", "difference between elapse")
    add(f"days:{_type}", f"{_type}, {_type} -> int", 3, lambda a, b: (a - b).days, "({0} - {1}).days",
        "day difference between until since age old")
    add(f"plus:{_type}", f"{_type}, timedelta -> {_type}", 2, operator.add, "{0} + {1}", "add after later plus")
    add(f"minus:{_type}", f"{_type}, timedelta -> {_type}", 2, operator.sub, "{0} - {1}", "before earlier minus ago")
    add(f"plus:days:{_type}", f"{_type}, int -> {_type}", 3, lambda d, n: d + timedelta(days=n),
        "{0} + timedelta(days={1})", "add day after later due next tomorrow", imports=TIMEDELTA)
    add(f"minus:days:{_type}", f"{_type}, int -> {_type}", 4, lambda d, n: d - timedelta(days=n),
        "{0} - timedelta(days={1})", "day before earlier ago yesterday", imports=TIMEDELTA)
    add(f"plus:weeks:{_type}", f"{_type}, int -> {_type}", 5, lambda d, n: d + timedelta(weeks=n),
        "{0} + timedelta(weeks={1})", "add week after later", imports=TIMEDELTA)
    add(f"lt:{_type}", f"{_type}, {_type} -> bool", 2, operator.lt, "{0} < {1}", "before after earlier later")
    add(f"le:{_type}", f"{_type}, {_type} -> bool", 3, operator.le, "{0} <= {1}", "until between not after")
    add(f"eq:{_type}", f"{_type}, {_type} -> bool", 2, operator.eq, "{0} == {1}", "same equal", commutative=True)
    add(f"max:{_type}", f"list[{_type}] -> {_type}", 3, max, "max({0})", "latest last newest")
    add(f"min:{_type}", f"list[{_type}] -> {_type}", 3, min, "min({0})", "earliest first oldest")
    add(f"later:{_type}", f"{_type}, {_type} -> {_type}", 4, max, "max({0}, {1})", "later latest", commutative=True)
    add(f"earlier:{_type}", f"{_type}, {_type} -> {_type}", 4, min, "min({0}, {1})", "earlier earliest",
        commutative=True)
    add(f"month_start:{_type}", f"{_type} -> {_type}", 4, lambda d: d.replace(day=1), "{0}.replace(day=1)",
        "first start month begin")
    add(f"month_days:{_type}", f"{_type} -> int", 4, _days_in_month, "calendar.monthrange({0}.year, {0}.month)[1]",
        "day month last length", imports="import calendar")
    add(f"month_end:{_type}", f"{_type} -> {_type}", 6, lambda d: d.replace(day=_days_in_month(d)),
        "{0}.replace(day=calendar.monthrange({0}.year, {0}.month)[1])", "last end month", imports="import calendar")
    add(f"quarter:{_type}", f"{_type} -> int", 3, lambda d: (d.month - 1) // 3 + 1, "({0}.month - 1) // 3 + 1",
        named="quarter")
    add(f"age:{_type}", f"{_type}, {_type} -> int", 3,
        lambda a, b: b.year - a.year - ((b.month, b.day) < (a.month, a.day)),
        "{1}.year - {0}.year - (({1}.month, {1}.day) < ({0}.month, {0}.day))", "year",
        named="age birth born birthday old")
    for _form, _cost, _words in (
        ("%A", 4, "weekday day name"), ("%a", 5, "weekday day name short"), ("%B", 4, "month name"),
        ("%b", 5, "month name short"), ("%Y", 4, "year"), ("%y", 5, "year short"), ("%d", 4, "day"), ("%m", 4, "month"),
        ("%Y-%m-%d", 4, "iso date"), ("%d/%m/%Y", 5, "date"), ("%m/%d/%Y", 5, "date us"), ("%d.%m.%Y", 6, "date"),
        ("%j", 7, "day year ordinal"),
    ):
        add(f"strftime:{_form}:{_type}", f"{_type} -> str", _cost, formatted(_form), "{0}", _words, spec=_form)

for _type in ("datetime", "time"):
    for _name, _words in {"hour": "hour", "minute": "minute", "second": "second"}.items():
        add(f"{_name}:{_type}", f"{_type} -> int", 2, _attribute(_name), f"{{0}}.{_name}", _words)
    for _form, _cost, _words in (
        ("%H:%M", 4, "time hour clock"), ("%H:%M:%S", 5, "time second"), ("%I:%M %p", 5, "am pm time"),
    ):
        add(f"strftime:{_form}:{_type}", f"{_type} -> str", _cost, formatted(_form), "{0}", _words, spec=_form)
add("date:datetime", "datetime -> date", 2, lambda d: d.date(), "{0}.date()", "date day")
add("time:datetime", "datetime -> time", 3, lambda d: d.time(), "{0}.time()", "time clock")
add("combine", "date, time -> datetime", 3, datetime.combine, "datetime.combine({0}, {1})", "combine date time",
    imports=DATETIME)
add("isoformat:time", "time -> str", 4, lambda t: t.isoformat(), "{0}.isoformat()", "iso format time")
add("lt:time", "time, time -> bool", 2, operator.lt, "{0} < {1}", "before after earlier later")

add("date", "int, int, int -> date", 3, date, "date({0}, {1}, {2})", "date", imports=DATE, scoped=False)
add("time", "leaf int, leaf int -> time", 5, time, "time({0}, {1})", "time clock", imports=TIME, scoped=False)
add("date:iso", "str -> date", 3, lambda s: date.fromisoformat(s), "date.fromisoformat({0})", "date iso parse",
    imports=DATE)
add("datetime:iso", "str -> datetime", 4, lambda s: datetime.fromisoformat(s), "datetime.fromisoformat({0})",
    "timestamp datetime iso parse time", imports=DATETIME)
for _unit, _cost in (("days", 3), ("hours", 4), ("minutes", 4), ("seconds", 4), ("weeks", 5)):
    add(f"timedelta:{_unit}", "int -> timedelta", _cost, _duration(_unit), f"timedelta({_unit}={{0}})",
        f"duration {_unit.removesuffix('s')}", imports=TIMEDELTA)
add("days:timedelta", "timedelta -> int", 2, _attribute("days"), "{0}.days", "day number")
add("seconds:timedelta", "timedelta -> int", 4, _attribute("seconds"), "{0}.seconds", "second")
add("total_seconds", "timedelta -> float", 3, lambda t: t.total_seconds(), "{0}.total_seconds()",
    "second total hour minute duration")
add("add:timedelta", "timedelta, timedelta -> timedelta", 2, operator.add, "{0} + {1}", "add sum total",
    commutative=True)
add("sub:timedelta", "timedelta, timedelta -> timedelta", 3, operator.sub, "{0} - {1}", "difference")
add("mul:timedelta", "timedelta, int -> timedelta", 3, operator.mul, "{0} * {1}", "times multiply")
add("div:timedelta", "timedelta, timedelta -> float", 4, operator.truediv, "{0} / {1}", "ratio divide")
add("floordiv:timedelta", "timedelta, timedelta -> int", 4, operator.floordiv, "{0} // {1}", "how many whole")
add("sum:timedelta", "list[timedelta] -> timedelta", 4, lambda ts: sum(ts, timedelta()), "sum({0}, timedelta())",
    "sum total", imports=TIMEDELTA)
add("lt:timedelta", "timedelta, timedelta -> bool", 3, operator.lt, "{0} < {1}", "less longer shorter")
add("str:timedelta", "timedelta -> str", 4, str, "str({0})", "text duration")

add("isleap", "int -> bool", 7, calendar.isleap, "calendar.isleap({0})", "leap year", imports="import calendar")
add("month_days", "int, int -> int", 7, lambda y, m: calendar.monthrange(y, m)[1], "calendar.monthrange({0}, {1})[1]",
    "day month", imports="import calendar", scoped=False)
for _name, _words in (
    ("month_name", "month name"), ("month_abbr", "month short name"), ("day_name", "weekday day name"),
    ("day_abbr", "weekday day short name"),
):
    _names = tuple(getattr(calendar, _name))
    add(_name, "int -> str", 7, _names.__getitem__, f"calendar.{_name}[{{0}}]", _words, imports="import calendar")
    add(f"{_name}:place", "str -> int", 7, _names.index, f"list(calendar.{_name}).index({{0}})", f"{_words} number",
        imports="import calendar")
for _name in ("day_name", "day_abbr"):
    _days = tuple(getattr(calendar, _name))
    add(f"{_name}:after", "str, leaf int -> str", 7,
        lambda day, n, days=_days: days[(days.index(day) + n) % 7],
        f"calendar.{_name}[(list(calendar.{_name}).index({{0}}) + {{1}}) % 7]", "weekday day next after following",
        imports="import calendar", scoped=False)
