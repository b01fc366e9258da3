from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.problem.probes import MOST_PROBES, make_probes

rows = st.lists(st.tuples(st.text(max_size=9), st.integers(), st.lists(st.integers())), min_size=1, max_size=5)


def anything(_):
    return True


@given(rows, st.integers(0, 3))
def test_probes_are_new_deterministic_and_of_the_same_types(examples, seed):
    probes = make_probes(examples, anything, seed)
    assert probes == make_probes(examples, anything, seed)
    assert len(probes) <= MOST_PROBES
    assert not set(map(repr, probes)) & set(map(repr, examples))
    assert len(set(map(repr, probes))) == len(probes)
    assert all([type(v) for v in probe] == [str, int, list] for probe in probes)


@given(rows)
def test_probes_do_not_change_the_examples(examples):
    before = repr(examples)
    make_probes(examples, anything)
    assert repr(examples) == before


def test_only_allowed_probes_are_made():
    probes = make_probes([(1,), (5,)], lambda row: row[0] > 3)
    assert probes
    assert all(n > 3 for (n,) in probes)


def test_a_text_keeps_its_shape():
    for (text,) in make_probes([("Ada-King 1815",), ("Bob-Ross 1942",)], anything):
        first, _, rest = text.partition("-")
        assert first.istitle()
        assert rest.split(" ")[1].isdigit()


class Level(Enum):
    LOW = 1
    MID = 2
    HIGH = 3


@dataclass(frozen=True)
class Item:
    name: str
    price: Decimal
    level: Level
    count: int = 0

    def __post_init__(self):
        if self.count < 0:
            raise ValueError("count")


class Point(NamedTuple):
    x: int
    y: Fraction


def varied(*values):
    return [{row[place] for row in make_probes([values, values], anything)} for place in range(len(values))]


def test_exact_numbers_and_points_in_time_vary():
    given = (Decimal("1.5"), Fraction(1, 3), date(2024, 2, 28), datetime(2024, 1, 1, 12), timedelta(hours=3))
    for value, near in zip(given, varied(*given), strict=True):
        assert len(near) > 3
        assert {type(each) for each in near} == {type(value)}


def test_records_vary_field_by_field_and_enums_over_their_members():
    items, points, levels = varied(Item("pen 1", Decimal("2.5"), Level.LOW), Point(3, Fraction(1, 2)), Level.LOW)
    assert levels == set(Level)
    for name in ("name", "price", "level", "count"):
        assert len({getattr(item, name) for item in items}) > 1
    assert {type(point) for point in points} == {Point}
    assert len({point.x for point in points}) > 1 < len({point.y for point in points})


def test_a_record_that_its_class_refuses_is_not_made():
    @dataclass
    class Odd:
        n: int

        def __post_init__(self):
            if self.n not in (1, 5):
                raise ValueError("n")

    assert make_probes([(Odd(1),), (Odd(5),)], anything) == ()
