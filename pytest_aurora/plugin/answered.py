"""The items of a run after the user has answered a question about their specs."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pytest_aurora.plugin.items import ExampleItem, FunctionItem, PostItem
from pytest_aurora.session.asking import Answer
from pytest_aurora.spec.model import Spec


def take_up(items: list[pytest.Item], answers: Sequence[Answer]) -> None:
    """Have items speak of their specs as they are now, and add one for each answer behind those of its function."""
    specs = {answer.spec.path: answer.spec for answer in answers}
    for item in items:
        if isinstance(item, FunctionItem) and item.path in specs:
            _follow(item, specs[item.path])
    for answer in answers:
        _add(items, specs[answer.spec.path], answer)


def _follow(item: FunctionItem, spec: Spec) -> None:
    """Let an item be of the changed spec; ids and indices are the same."""
    item.parent.spec, item.parent.declared = spec, spec.function(item.declared.name)
    if isinstance(item, ExampleItem):
        item.example = next(e for e in spec.examples if (e.function, e.id) == (item.example.function, item.example.id))
        item.where = item.example.location
    elif isinstance(item, PostItem):
        item.post = next(p for p in spec.posts if (p.function, p.index) == (item.post.function, item.post.index))
        item.where = item.post.location
    vars(item).pop("location", None)  # pytest keeps what it has been told once


def _add(items: list[pytest.Item], spec: Spec, answer: Answer) -> None:
    function, identifier = answer.example.function, answer.example.id
    example = next(e for e in spec.examples if (e.function, e.id) == (function, identifier))
    own = [
        (place, item.parent)
        for place, item in enumerate(items)
        if isinstance(item, FunctionItem) and item.path == spec.path and item.declared.name == function
    ]
    place, parent = own[-1]
    items.insert(place + 1, parent.item_of(example))
