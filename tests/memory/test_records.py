from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.memory.records import dump_record, parse_record


class Colour(str, Enum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Part:
    size: float


@dataclass(frozen=True)
class Whole:
    name: str
    colour: Colour
    parts: tuple[Part, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    note: str | None = None
    anything: Mapping[str, object] = field(default_factory=dict)


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
WHOLES = st.builds(
    Whole,
    TEXT,
    st.sampled_from(Colour),
    st.lists(st.builds(Part, st.floats(allow_nan=False, allow_infinity=False))).map(tuple),
    st.dictionaries(TEXT, st.integers(-(2**62), 2**62)),
    st.none() | TEXT,
    st.dictionaries(TEXT, st.booleans() | st.lists(st.integers())),
)


@given(WHOLES)
def test_a_json_round_trip_changes_nothing(whole):
    assert parse_record(Whole, json.loads(json.dumps(dump_record(whole, 3))), 3) == whole


GOOD = {"version": 1, "name": "a", "colour": "red"}


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ([], "the record of a Whole is no JSON object"),
        ({**GOOD, "version": 2}, "version 2 is newer than 1"),
        ({**GOOD, "version": "1"}, "is no version number"),
        ({"name": "a"}, "colour"),
        ({**GOOD, "name": 1}, "'name' is 1, due is str"),
        ({**GOOD, "name": "\ud800"}, "'name' is"),
        ({**GOOD, "colour": "green"}, "'green' is not a valid"),
        ({**GOOD, "parts": {}}, "'parts' is {}"),
        ({**GOOD, "parts": [1]}, "the record of a Part is no JSON object"),
        ({**GOOD, "parts": [{"size": float("inf")}]}, "'size' is inf, due is float"),
        ({**GOOD, "parts": [{"size": True}]}, "'size' is True, due is float"),
        ({**GOOD, "counts": {"x": 2**63}}, "'counts.x' is 9223372036854775808, due is int"),
        ({**GOOD, "note": 3}, "'note' is 3, due is str"),
    ],
)
def test_a_document_of_another_shape_is_refused(document, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        parse_record(Whole, document, 1)


def test_a_whole_number_may_stand_for_a_float_and_more_fields_are_passed_over():
    assert parse_record(Part, {"size": 3, "later": "x"}, 1) == Part(3.0)
