"""What a comprehension gave is asked at once for what takes a list: its cost would keep it waiting for long."""

from __future__ import annotations

from collections.abc import Sequence

from pytest_aurora.language.expressions import Apply, Comprehension
from pytest_aurora.problem.types import Type
from pytest_aurora.search.bank import Entry
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core
from pytest_aurora.search.instantiate import Instance

ENDING_COST = 5
"""What the component may cost."""


def end_lists(core: Core, context: Context, fresh: Sequence[Entry]) -> None:
    """`max`, `sum`, `len`, `sorted`, `[::-1]`, ... of each new comprehension, for the goals that want just that."""
    made = [e for e in fresh if isinstance(e.expression, Comprehension) and e.type.name == "list" and not e.partial]
    if not made:
        return
    wanted = {goal.type for goal in context.goals.values() if not goal.depth}
    endings: dict[Type, list[Instance]] = {}
    for instance in core.usable(context):
        if len(instance.parameters) == 1 and instance.result in wanted and instance.cost <= ENDING_COST:
            endings.setdefault(instance.parameters[0], []).append(instance)
    for entry in made:
        for instance in endings.get(entry.type, ()):
            _end(context, entry, instance)
        core.counter.candidates += len(endings.get(entry.type, ()))


def _end(context: Context, entry: Entry, instance: Instance) -> None:
    component = instance.component
    try:
        values = tuple(map(component.function, entry.values))
    except Exception:  # a component may raise anything: then it is no ending here
        return
    expression = Apply(component, (entry.expression,), instance.result)
    context.meet(Entry(expression, instance.result, entry.cost + instance.cost, values))
