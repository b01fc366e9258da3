"""Python source as `ast` trees: small builders, traversals, and equality of trees."""

from __future__ import annotations

import ast
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from pytest_aurora.language.literals import literal

Change = Callable[[ast.AST], ast.AST]
LOAD = ast.Load()


def name(identifier: str) -> ast.Name:
    """A name."""
    return ast.Name(identifier, LOAD)


def call(function: str | ast.expr, *arguments: ast.expr) -> ast.Call:
    """A call with positional arguments."""
    return ast.Call(name(function) if isinstance(function, str) else function, list(arguments), [])


def binary(left: ast.expr, operator: ast.operator, right: ast.expr) -> ast.BinOp:
    """`left operator right`."""
    return ast.BinOp(left, operator, right)


def compare(left: ast.expr, operator: ast.cmpop, right: ast.expr) -> ast.Compare:
    """`left operator right`."""
    return ast.Compare(left, [operator], [right])


def attribute(value: ast.expr, identifier: str) -> ast.Attribute:
    """`value.identifier`."""
    return ast.Attribute(value, identifier, LOAD)


def tuple_of(items: Iterable[ast.expr]) -> ast.Tuple:
    """A tuple display."""
    return ast.Tuple(list(items), LOAD)


def display(container: str, items: Sequence[ast.expr]) -> ast.expr:
    """`[a, b]`, `(a, b)`, `{a, b}`, `frozenset({a, b})`, or `{key: value}` of keys and values in turn."""
    match container:
        case "list":
            return ast.List([*items], ast.Load())
        case "tuple" | "tuple*":
            return tuple_of(items)
        case "dict":
            return ast.Dict([*items[::2]], [*items[1::2]])
    if not items:
        return call(container)
    return call("frozenset", ast.Set([*items])) if container == "frozenset" else ast.Set([*items])


def constant(value: object) -> ast.expr:
    """The tree of a literal.

    Raises:
        ValueError: the value has no source form.
    """
    if value is None or isinstance(value, str | bool | bytes) or (type(value) is int and value >= 0):
        return ast.Constant(value)
    return ast.parse(literal(value), mode="eval").body


def number_of(node: ast.AST | None) -> int | float | None:
    """The number that a tree spells, negative ones included; None when it spells none."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = number_of(node.operand)
        return None if inner is None else -inner
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return node.value  # type: ignore[return-value]
    return None


def is_number(node: ast.AST | None, value: int) -> bool:
    """Whether the tree spells the int `value`."""
    found = number_of(node)
    return type(found) is int and found == value


def is_call(node: ast.AST, *functions: str, arguments: int | None = None) -> bool:
    """Whether the tree calls one of these names without keywords (with so many arguments)."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions):
        return False
    return not node.keywords and (arguments is None or len(node.args) == arguments)


def parts(node: ast.AST) -> Iterator[ast.expr]:
    """The expressions directly inside a node, in the order of the source; targets of comprehensions are left out."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.comprehension):
            yield child.iter
            yield from child.ifs
        elif isinstance(child, ast.FormattedValue):
            yield child.value
        elif isinstance(child, ast.expr):
            yield child
        elif isinstance(child, ast.keyword):
            yield child.value


def everything(node: ast.expr) -> Iterator[ast.expr]:
    """The expression and all that is inside, from the outside in."""
    yield node
    for part in parts(node):
        yield from everything(part)


def names_in(node: ast.AST) -> set[str]:
    """All names that occur, bound ones included."""
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def bound_in(node: ast.AST) -> set[str]:
    """Names bound by comprehensions and lambdas inside."""
    found: set[str] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.comprehension):
            found |= names_in(inner.target)
        elif isinstance(inner, ast.arg):
            found.add(inner.arg)
    return found


def shape(node: object) -> Hashable:
    """Equal for trees with the same source."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Constant):
        return (type(node.value), repr(node.value))
    if isinstance(node, ast.AST):
        return (type(node), *(shape(getattr(node, field)) for field in node._fields if field != "ctx"))
    return tuple(map(shape, node)) if isinstance(node, list) else node


def same(a: ast.AST | None, b: ast.AST | None) -> bool:
    """Whether two trees have the same source."""
    return a is b or shape(a) == shape(b)


def rebuilt(node: ast.AST, change: Change) -> ast.AST:
    """A node whose direct children have been changed; the node itself where nothing has."""

    def changed(value: object) -> object:
        if isinstance(value, list):
            return list(map(changed, value))
        return change(value) if isinstance(value, ast.AST) else value

    fields = [getattr(node, field, None) for field in node._fields]
    new = list(map(changed, fields))
    return type(node)(*new) if any(map(_differ, fields, new)) else node


def _differ(old: object, new: object) -> bool:
    if isinstance(old, list) and isinstance(new, list):
        return any(map(_differ, old, new))
    return old is not new


def replaced(node: ast.expr, old: Hashable, new: ast.expr, moved: Callable[[ast.expr, ast.expr], None]) -> ast.expr:
    """The tree with every occurrence of the shape `old` replaced; `moved` is told of each tree that is made anew."""

    def change(child: ast.AST) -> ast.AST:
        if isinstance(child, ast.expr) and shape(child) == old:
            return new
        made = rebuilt(child, change)
        if made is not child and isinstance(made, ast.expr) and isinstance(child, ast.expr):
            moved(child, made)
        return made

    result = change(node)
    assert isinstance(result, ast.expr)
    return result
