from __future__ import annotations

import dataclasses
from typing import NamedTuple, Optional

from pytest_aurora.problem.records import fields_of, is_record_class, reachable
from pytest_aurora.problem.types import ANY, INT, NONE, STR, class_type, list_of, optional


class Leaf(NamedTuple):
    value: int
    label: Optional[str]  # noqa: UP045 - the old spelling


@dataclasses.dataclass
class Tree:
    leaves: list[Leaf]
    parent: Tree | None
    odd: Unknown  # noqa: F821
    size: int = dataclasses.field(init=False, default=0)


def test_fields_have_the_types_of_their_annotations():
    assert fields_of(Leaf) == {"value": INT, "label": optional(STR)}
    assert fields_of(Tree)["leaves"] == list_of(class_type(Leaf))
    assert fields_of(Tree)["parent"] == optional(class_type(Tree))


def test_what_is_not_known_is_an_object_and_what_is_not_passed_is_no_field():
    assert fields_of(Tree)["odd"] == ANY
    assert "size" not in fields_of(Tree)


def test_other_classes_are_no_records():
    assert [is_record_class(c) for c in (Leaf, Tree, tuple, dict, Leaf(1, None))] == [True, True, False, False, False]
    assert fields_of(dict) == {}


def test_types_are_reached_through_fields_even_in_a_circle():
    found = reachable([list_of(class_type(Tree))])
    assert {class_type(Tree), class_type(Leaf), INT, STR, NONE} <= set(found)
    assert len(found) == len(set(found))
