"""Which parts of a statement deserve a name: what would be computed twice, and what a loop would compute anew.

Naming a part means to compute it before the statement. That must not change what a body does, so a part is only named
when the statement is certain to compute it, or when computing it can neither fail nor be noticed.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping

from pytest_aurora.language.expressions import Constant, Expression
from pytest_aurora.language.trees import (
    bound_in,
    everything,
    is_call,
    is_number,
    names_in,
    number_of,
    parts,
    same,
    shape,
)
from pytest_aurora.problem.types import FLOAT, INT, STR

ENOUGH = 2.0
"""What naming a part must save."""
INVARIANT = 2.0
"""How big a part of a loop must be to be computed before it."""

_SAFE_METHODS = frozenset({
    "lower", "upper", "title", "capitalize", "casefold", "swapcase", "strip", "lstrip", "rstrip", "split", "splitlines",
    "values", "keys", "items", "isdigit", "isalpha", "isalnum", "isupper", "islower", "isspace",
})  # fmt: skip
"""Methods that never fail without arguments."""
_SCALARS = frozenset({INT, STR, FLOAT})

Origins = Mapping[ast.expr, Expression]


def certain(node: ast.expr) -> Iterator[ast.expr]:
    """The parts that are computed whenever the expression is, itself included."""
    yield node
    match node:
        case ast.IfExp(test=test):
            inner = [test]
        case ast.BoolOp(values=values):
            inner = values[:1]
        case ast.Compare(left=left, comparators=[first, *_]):
            inner = [left, first]
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            inner = [node.generators[0].iter]
        case ast.Lambda():
            inner = []
        case _:
            inner = list(parts(node))
    for part in inner:
        yield from certain(part)


def worth_naming(now: ast.expr, whole: ast.expr, origin: Origins) -> tuple[ast.expr, ast.expr] | None:
    """The part of a statement that most deserves a name, and its value; None when none does.

    Args:
        now: what the statement computes first.
        whole: that and what comes after it.
        origin: what the trees were rendered from.
    """
    bound, counts = bound_in(whole), Counter(map(shape, everything(whole)))
    repeated = [
        part
        for part in certain(now)
        if part is not whole
        and _can_be_named(part, bound, origin)
        and weight(part) * (counts[shape(part)] - 1) >= ENOUGH
    ]
    if repeated:
        best = max(repeated, key=lambda part: (counts[shape(part)], weight(part)))
        return best, best
    return _invariant(now, counts, bound, origin)


def _can_be_named(part: ast.expr, bound: set[str], origin: Origins) -> bool:
    """Whether a part is a value of its own.

    It is none that an iterator gives, which a second look would find empty, and no list made anew at each place.
    """
    if part not in origin or isinstance(part, ast.Name | ast.Constant | ast.Tuple):
        return False
    inside = bound_in(part) if not origin[part].type.args else set()
    return not bound & (names_in(part) - inside)


def weight(node: ast.expr) -> float:
    """How much there is to compute and to read."""
    own = 1.0
    if isinstance(node, ast.Name | ast.Constant | ast.Slice | ast.Starred | ast.Attribute | ast.UnaryOp):
        own = 0.0
    elif is_call(node, "len", arguments=1) or _is_view(node):
        own = 0.5
    elif is_call(node, "set", "list", "dict", arguments=0):
        own = 0.0
    elif isinstance(node, ast.Dict):
        own = float(len(node.keys))
    elif isinstance(node, ast.Call | ast.ListComp | ast.SetComp | ast.DictComp):
        own = 2.0
    return own + sum(map(weight, parts(node)))


def _is_view(node: ast.expr) -> bool:
    """`d.items()` and the like."""
    views = ("items", "keys", "values")
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in views


# --- loops ------------------------------------------------------------------------------------------------------------


def _invariant(
    now: ast.expr, counts: Mapping[Hashable, int], bound: set[str], origin: Origins
) -> tuple[ast.expr, ast.expr] | None:
    """A part of a comprehension that is the same at every step and can be computed before it."""
    for scope in certain(now):
        for repeated, source in _repeated(scope):
            for part in everything(repeated):
                if not _can_be_named(part, bound, origin) or (weight(part) < INVARIANT and not _is_copy(part)):
                    continue
                value = part if _never_fails(part, origin) else _with_default(part, source, origin)
                if value is part or (value is not None and counts[shape(part)] == _count(part, scope)):
                    return part, value
    return None


def _count(part: ast.expr, whole: ast.expr) -> int:
    return sum(same(part, inner) for inner in everything(whole))


def _repeated(scope: ast.expr) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What a comprehension computes at every step, with the iterable of its outermost loop."""
    if isinstance(scope, ast.ListComp | ast.SetComp | ast.GeneratorExp):
        heads = [scope.elt]
    elif isinstance(scope, ast.DictComp):
        heads = [scope.key, scope.value]
    else:
        return
    source = scope.generators[0].iter
    inner = [clause.iter for clause in scope.generators[1:]]
    for part in (*heads, *inner, *(test for clause in scope.generators for test in clause.ifs)):
        yield part, source


def _never_fails(node: ast.expr, origin: Origins) -> bool:
    """Whether the value of known components on values of known types can always be computed, in little time."""
    expression = origin.get(node)
    if isinstance(node, ast.Name | ast.Constant) or isinstance(expression, Constant):
        return True
    if _is_copy(node) and isinstance(node, ast.Subscript) and expression is not None:
        return (expression.type == STR or expression.type.name == "list") and _never_fails(node.value, origin)
    if expression is None or not isinstance(node, ast.Call) or node.keywords:
        return False
    if isinstance(node.func, ast.Attribute):
        return not node.args and node.func.attr in _SAFE_METHODS and _never_fails(node.func.value, origin)
    if not (is_call(node, "len", "set", "sorted", "sum", arguments=1) and _never_fails(node.args[0], origin)):
        return False
    return is_call(node, "len") or _is_flat(node.args[0], origin)


def _is_copy(node: ast.expr) -> bool:
    """`xs[1:]`, `xs[::-1]`: slices with constant bounds."""
    if not (isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice)):
        return False
    bounds = (node.slice.lower, node.slice.upper, node.slice.step)
    return all(bound is None or number_of(bound) is not None for bound in bounds) and not is_number(bounds[2], 0)


def _is_flat(node: ast.expr, origin: Origins) -> bool:
    """Whether a collection holds ints, floats or strings."""
    expression = origin.get(node)
    if expression is None:
        return False
    t = expression.type
    return t == STR or (t.name in ("list", "set") and t.args[0] in _SCALARS)


def _with_default(part: ast.expr, source: ast.expr, origin: Origins) -> ast.expr | None:
    """`max(xs, default=0)`, where the loop runs over xs: without items nobody asks for it."""
    if not (isinstance(part, ast.Call) and is_call(part, "max", "min", arguments=1)):
        return None
    items = part.args[0]
    if not isinstance(items, ast.Name):
        return None
    expression = origin.get(items)
    if items.id not in _sources(source) or expression is None or expression.type.name != "list":
        return None
    if expression.type.args[0] not in (INT, FLOAT):
        return None
    zero = ast.Constant(0 if expression.type.args[0] == INT else 0.0)
    return ast.Call(part.func, part.args, [ast.keyword("default", zero)])


def _sources(node: ast.expr) -> set[str]:
    """Names whose emptiness leaves a loop over `node` without a step."""
    if isinstance(node, ast.Name):
        return {node.id}
    if (
        is_call(node, "enumerate", "range", "len", "zip", "reversed")
        and isinstance(node, ast.Call)
        and len(node.args) == 1
    ):
        return _sources(node.args[0])
    if is_call(node, "zip") and isinstance(node, ast.Call):
        return set().union(*map(_sources, node.args))
    return _sources(node.value) if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) else set()
