"""Closings: small bodies inside a scope become values of the context outside, bottom-up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import not_

from pytest_aurora.language.expressions import Comprehension, Constant, Form, Logical, Variable
from pytest_aurora.language.expressions import walk as parts_of
from pytest_aurora.language.forms import FORMS
from pytest_aurora.problem.types import BOOL, EXACT, FLOAT, INT, STR, TIMES, Type, dict_of, list_of, set_of
from pytest_aurora.search.bank import FAILURE, Entry, Values
from pytest_aurora.search.context import Context
from pytest_aurora.search.core import Core
from pytest_aurora.search.endings import end_lists
from pytest_aurora.search.instantiate import is_possible
from pytest_aurora.search.spoken import is_told
from pytest_aurora.search.walks import Walk

BODY_COST = 6
"""What a body may cost that is closed bottom-up."""
SUM_BODY_COST = 7
"""A sum says nothing of what it sums, so that sums of products are found in no other way."""
LIST_BODY_COST = 4
OFFERED_COST = 9
"""What a body may cost whose closing is offered to the goals outside and not kept."""
NEGATED_COST = 5
"""What a condition may cost whose opposite is closed, too."""
NEGATION = 1
KEPT_COST = 8
"""What the condition of a filter over a cheap iterable may cost."""
CHEAP_WALK = 4


@dataclass(frozen=True, slots=True)
class Closing:
    """A form with the types of body that it closes and the type that comes out."""

    form: Form
    body: Callable[[Type], bool]
    result: Callable[[Type, Type], Type]
    """From the body's type and the item's type."""
    plain: bool = False
    """Only over items themselves: keyed forms and filters."""
    cost: int = 5


def _ordered(t: Type) -> bool:
    return t in (INT, STR, FLOAT, BOOL, *EXACT, *TIMES) or (t.name == "tuple" and all(map(_ordered, t.args)))


def _numeric(t: Type) -> bool:
    return t in (INT, FLOAT)


def _is_bool(t: Type) -> bool:
    return t == BOOL


def _is_str(t: Type) -> bool:
    return t == STR


def _is_list(t: Type) -> bool:
    return t.name == "list"


def _any_type(t: Type) -> bool:
    return t != BOOL


def _self(body: Type, item: Type) -> Type:
    return body


def _item(body: Type, item: Type) -> Type:
    return item


def _always(t: Type) -> Callable[[Type, Type], Type]:
    return lambda body, item: t


def _list(body: Type, item: Type) -> Type:
    return list_of(body)


def _items(body: Type, item: Type) -> Type:
    return list_of(item)


CLOSINGS: tuple[Closing, ...] = (
    Closing(FORMS["sum"], _numeric, _self, cost=SUM_BODY_COST),
    Closing(FORMS["countif"], _is_bool, _always(INT), cost=BODY_COST),
    Closing(FORMS["max:each"], _numeric, _self),
    Closing(FORMS["min:each"], _numeric, _self),
    Closing(FORMS["any:each"], _is_bool, _always(BOOL), cost=BODY_COST),
    Closing(FORMS["all:each"], _is_bool, _always(BOOL), cost=BODY_COST),
    Closing(FORMS["product:each"], _numeric, _self, cost=4),
    Closing(FORMS["listcomp"], _any_type, _list, cost=LIST_BODY_COST),
    Closing(FORMS["setcomp"], _any_type, lambda b, i: set_of(b), cost=LIST_BODY_COST),
    Closing(FORMS["join:each"], _is_str, _always(STR), cost=LIST_BODY_COST),
    Closing(FORMS["join:spaced"], _is_str, _always(STR), cost=LIST_BODY_COST),
    Closing(FORMS["flatcomp"], _is_list, _self, cost=LIST_BODY_COST + 1),
    Closing(FORMS["counter:each"], _any_type, lambda b, i: dict_of(b, INT), cost=LIST_BODY_COST),
    Closing(FORMS["sorted:by"], _ordered, _items, plain=True),
    Closing(FORMS["sorted:by:desc"], _ordered, _items, plain=True),
    Closing(FORMS["max:by"], _ordered, _item, plain=True),
    Closing(FORMS["min:by"], _ordered, _item, plain=True),
)

FILTER, NEXT = FORMS["filter"], FORMS["next"]


def close_small_bodies(core: Core, scope: Context, fresh: Sequence[Entry]) -> None:
    """Close each small new body of a scope by every form that takes it, and end the lists that come of it."""
    outer = scope.parent
    if scope.walk is not None and outer is not None:
        before = len(outer.fresh)
        core.counter.candidates += _close_all(core, scope.walk, scope, outer, fresh)
        end_lists(core, outer, outer.fresh[before:])


def _close_all(core: Core, walk: Walk, scope: Context, outer: Context, fresh: Sequence[Entry]) -> int:
    made = 0
    for entry in fresh:
        if entry.partial or entry.fixed or entry.cost > OFFERED_COST or not _varies(entry, walk):
            continue
        for closing in CLOSINGS:
            if closing.body is _is_bool and entry.type is BOOL and entry.cost <= NEGATED_COST:
                made += 1
                _close(core, walk, scope, outer, negated(entry), closing)
            if entry.cost <= _limit(closing) and closing.body(entry.type) and (walk.plain or not closing.plain):
                made += 1
                _close(core, walk, scope, outer, entry, closing)
        if entry.type == BOOL and entry.cost <= (KEPT_COST if walk.cost <= CHEAP_WALK else LIST_BODY_COST):
            made += _keep_items(walk, scope, outer, entry)
    return made


def negated(entry: Entry) -> Entry:
    """The opposite of a condition: a bank does not hold it, since it is found by masks."""
    opposite = Logical("not", (entry.expression,))
    return Entry(opposite, BOOL, entry.cost + NEGATION, tuple(map(not_, entry.values)))


def _limit(closing: Closing) -> int:
    """What a body may cost: more where all that can come of it is a number or a truth value."""
    return OFFERED_COST if closing.body in (_numeric, _is_bool) else closing.cost


def _varies(entry: Entry, walk: Walk) -> bool:
    """Whether the body speaks of a target; the target alone is the iterable itself."""
    if isinstance(entry.expression, Variable | Constant):
        return not walk.plain and isinstance(entry.expression, Variable)
    targets = set(walk.iteration.targets)
    return any(part in targets for part in parts_of(entry.expression))


def _close(core: Core, walk: Walk, scope: Context, outer: Context, entry: Entry, closing: Closing) -> None:
    item = walk.iteration.targets[0].type
    result = closing.result(entry.type, item)
    if result.depth > 2 or not is_possible(result):
        return
    values = []
    for place, (begin, end) in enumerate(scope.spans):
        group = entry.values[begin:end]
        try:
            if closing.form.keyed:
                values.append(closing.form.function(group, [step[0] for step in walk.steps[place]]))
            else:
                values.append(closing.form.function(group))
        except (ValueError, TypeError, IndexError, OverflowError):
            values.append(FAILURE)
    expression = Comprehension(closing.form, walk.iteration, entry.expression, result)
    cost = walk.cost + entry.cost + closing.form.cost - is_told(closing.form.name, core.words)
    if entry.cost <= closing.cost:
        _add(outer, expression, result, cost, tuple(values))
    elif FAILURE not in values:
        outer.meet(Entry(expression, result, cost, tuple(values)))


def _keep_items(walk: Walk, scope: Context, outer: Context, entry: Entry) -> int:
    """Filters: the items for which a condition holds or does not hold, and the first for which it does."""
    for place in walk.single:
        target = walk.iteration.targets[place]
        t, cost = list_of(target.type), walk.cost + entry.cost + 1
        kept = _kept(walk, scope, place, entry.values)
        _add(outer, Comprehension(FILTER, walk.iteration, target, t, condition=entry.expression), t, cost, kept)
        if walk.cost <= CHEAP_WALK:
            others = _kept(walk, scope, place, tuple(map(not_, entry.values)))
            opposite = Logical("not", (entry.expression,))
            _add(outer, Comprehension(FILTER, walk.iteration, target, t, condition=opposite), t, cost + 2, others)
        if entry.cost <= LIST_BODY_COST:
            first = Comprehension(NEXT, walk.iteration, target, target.type, condition=entry.expression)
            _add(outer, first, target.type, cost + 2, tuple(group[0] if group else FAILURE for group in kept))
    return 2 * len(walk.single)


def _kept(walk: Walk, scope: Context, place: int, holds: Values) -> Values:
    """For each outer point the items of a target for which a condition holds."""
    rows = zip(walk.steps, scope.spans, strict=True)
    return tuple(tuple([s[place] for s in compress(steps, holds[begin:end])]) for steps, (begin, end) in rows)


def _add(outer: Context, expression: Comprehension, t: Type, cost: int, values: Values) -> None:
    if FAILURE in values:
        if any(v is not FAILURE for v in values):
            outer.bank.add_partial(expression, t, cost, values)
        return
    outer.bank.add(expression, t, cost, values)
