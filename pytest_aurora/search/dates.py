"""Readers and writers of dates in the formats that a problem's examples are written in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice

from pytest_aurora.language.component import Component, Role
from pytest_aurora.problem.problem import Problem, Returned
from pytest_aurora.problem.types import DATE, DATETIME, STR, TIME, Type
from pytest_aurora.problem.words import words_of

_DAYS = (
    "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d/%m/%y",
    "%m/%d/%y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y", "%A, %d %B %Y",
    "%A, %B %d, %Y", "%a, %d %b %Y", "%d-%b-%Y", "%b %Y", "%B %Y", "%m/%Y", "%Y-%m",
)  # fmt: skip
_CLOCKS = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p", "%H%M")
_BOTH = (
    *(f"{day}{gap}{clock}" for day in ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y") for gap in " T"
      for clock in ("%H:%M", "%H:%M:%S")),
    "%Y-%m-%dT%H:%M:%SZ", "%Y%m%dT%H%M%S",
)  # fmt: skip
READ = (*_DAYS, *_CLOCKS[:4], *_BOTH)
WRITTEN = ("%Y-%m-%d", *READ, "%H%M", "%A", "%B", "%a", "%b")
COST = 2
PLAIN_COST = 4
"""What it costs to read as a time of day what may as well be plain numbers."""
TEXTS = 60
IMPORTS = ("from datetime import datetime",)


def date_components(problem: Problem) -> tuple[Component, ...]:
    """Readers of the inputs' formats and writers of the results'."""
    readers = date_readers(problem)
    has_dates = any(p.type in (DATE, DATETIME, TIME) for p in problem.signature.parameters)
    return (*readers, *_writers(problem)) if readers or has_dates else ()


def date_readers(problem: Problem) -> tuple[Component, ...]:
    """`strptime` by each format that reads all texts of a parameter.

    Where day-first and month-first both fit, both are offered: they are two readings.
    """
    readers: dict[str, Component] = {}
    for column in _columns(problem):
        if column and all(map(_is_iso_date, column)):
            readers["date:read"] = _iso_reader()
        for form in READ if column else ():
            if all(_reads(form, text) for text in column):
                readers[form] = _reader(form)
    return tuple(readers.values())


def _columns(problem: Problem) -> Iterator[list[str]]:
    for place in range(len(problem.signature.parameters)):
        texts = _texts(example.arguments[place] for example in problem.examples)
        yield list(islice(texts, TEXTS))


def _texts(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list | tuple):
            yield from _texts(value)


def _is_iso_date(text: str) -> bool:
    return len(text) == 10 and _reads("%Y-%m-%d", text)


def _reads(form: str, text: str) -> bool:
    if not any(map(str.isdigit, text)) and "%d" in form:
        return False
    try:
        found = datetime.strptime(text, form)
    except ValueError:
        return False
    return "%Y%m%d" not in form or found.strftime(form) == text


def _writes(form: str, texts: Sequence[str]) -> bool:
    try:
        return all(datetime.strptime(text, form).strftime(form) == text for text in texts)
    except ValueError:
        return False


def _reader(form: str) -> Component:
    return Component(
        f"strptime:{form}", (STR,), (Role.ANY,), DATETIME, PLAIN_COST if form in _CLOCKS[:2] else COST,
        lambda s: datetime.strptime(s, form),
        f'datetime.strptime({{0}}, "{form}")', words_of("date time parse"), IMPORTS,
        made=True,
    )  # fmt: skip


def _iso_reader() -> Component:
    return Component(
        "date:read", (STR,), (Role.ANY,), DATE, COST, lambda s: date.fromisoformat(s), "date.fromisoformat({0})",
        words_of("date iso parse"), ("from datetime import date",),
    )  # fmt: skip


def _writers(problem: Problem) -> Iterator[Component]:
    results = list(islice(_texts(e.outcome.value for e in problem.examples if isinstance(e.outcome, Returned)), TEXTS))
    for form in WRITTEN if results else ():
        if _writes(form, results):
            for t in (DATE, DATETIME):
                yield _writer(form, t)


def _writer(form: str, t: Type) -> Component:
    return Component(
        f"format:{form}:{t}", (t,), (Role.ANY,), STR, COST, lambda d: d.strftime(form), "{0}", words_of("date format"),
        format_spec=form, made=True,
    )  # fmt: skip
