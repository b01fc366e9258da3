"""The items of a run after the user has answered a question about their specs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pytest_aurora.plugin.items import ExampleItem, FunctionItem, FunctionNode, PostItem, SpecItem
from pytest_aurora.session.asking import Answer
from pytest_aurora.spec.model import ExampleSpec, Spec


def take_up(items: list[pytest.Item], answers: Sequence[Answer]) -> None:
    """Have items speak of their specs as they are now, and add one for each answer behind those of its function."""
    specs = {answer.spec.path: answer.spec for answer in answers}
    for item in items:
        if isinstance(item, SpecItem) and isinstance(item.parent, FunctionNode) and item.path in specs:
            _follow(item, item.parent, specs[item.path])
    for answer in answers:
        _add(items, specs[answer.spec.path], answer)


def _follow(item: SpecItem, function: FunctionNode, spec: Spec) -> None:
    """Let an item be of the changed spec; ids and indices are the same."""
    function.spec, function.declared = spec, spec.function(function.declared.name)
    item.where = function.declared.location
    if isinstance(item, ExampleItem):
        item.example = _example(spec, item.example)
        item.where = item.example.location
    elif isinstance(item, PostItem):
        item.post = next(p for p in spec.posts if (p.function, p.index) == (item.post.function, item.post.index))
        item.where = item.post.location
    vars(item).pop("location", None)  # pytest keeps what it has been told once


def _example(spec: Spec, same: ExampleSpec) -> ExampleSpec:
    return next(e for e in spec.examples if (e.function, e.id) == (same.function, same.id))


def _add(items: list[pytest.Item], spec: Spec, answer: Answer) -> None:
    example = _example(spec, answer.example)
    own = [
        (place, item.parent)
        for place, item in enumerate(items)
        if isinstance(item, FunctionItem) and item.path == spec.path and item.declared.name == example.function
    ]
    place, parent = own[-1]
    items.insert(place + 1, parent.item_of(example))
