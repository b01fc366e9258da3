from datetime import date, datetime

import pytest

from pytest_aurora.search.dates import READ, WRITTEN, date_components, date_readers

from .problems import problem


def names(asked):
    return {component.name for component in date_components(asked)}


def test_day_first_and_month_first_are_two_readings():
    found = names(problem("f(d: str) -> int", ("03/04/2024", 3), ("05/06/2024", 5)))
    assert {"strptime:%d/%m/%Y", "strptime:%m/%d/%Y"} <= found


def test_a_day_beyond_twelve_decides():
    found = names(problem("f(d: str) -> int", ("03/04/2024", 3), ("25/06/2024", 25)))
    assert "strptime:%d/%m/%Y" in found
    assert "strptime:%m/%d/%Y" not in found


def test_iso_dates_are_read_as_dates():
    (reader, *_) = date_readers(problem("f(d: str) -> int", ("2024-02-29", 29)))
    assert reader.function("2024-02-29") == date(2024, 2, 29)
    assert reader.source == "date.fromisoformat({0})"


def test_texts_that_are_no_dates_bring_nothing():
    assert names(problem("f(s: str) -> str", ("May", "M"), ("12", "1"))) == set()
    assert names(problem("f(n: int) -> int", (1, 2))) == set()


def test_the_results_format_is_written():
    asked = problem("f(d: str) -> str", ("2024-02-29", "29 February 2024"), ("2023-12-05", "05 December 2023"))
    assert "format:%d %B %Y:datetime.date" in names(asked)


def test_a_format_that_pads_is_not_written_where_days_are_not_padded():
    asked = problem("f(d: str) -> str", ("2024-02-29", "29/02/2024"), ("2023-12-05", "5/12/2023"))
    assert not any(name.startswith("format:%d/%m/%Y") for name in names(asked))


def test_lists_of_dates_are_read():
    assert "date:read" in names(problem("f(ds: list[str]) -> str", (["2024-02-29", "2023-01-01"], "a")))


@pytest.mark.parametrize("form", READ)
def test_a_reader_reads_what_its_format_writes(form):
    moment = datetime(2024, 10, 23, 13, 45)
    text = moment.strftime(form)
    (reader,) = (c for c in date_readers(problem("f(d: str) -> int", (text, 1))) if c.name == f"strptime:{form}")
    assert reader.function(text) == datetime.strptime(text, form)
    assert form in WRITTEN
