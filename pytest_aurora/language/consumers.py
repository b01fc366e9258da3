"""Calls and comprehensions without what is not needed: no list for who takes any iterable, no `x for x in xs`."""

from __future__ import annotations

import ast

from pytest_aurora.language.clauses import is_unused, items_of
from pytest_aurora.language.strings import concatenation
from pytest_aurora.language.trees import call, everything, is_call, is_number, names_in, same
from pytest_aurora.language.truth import condition

_EACH = (ast.ListComp, ast.GeneratorExp)
EAGER = frozenset({"sum", "min", "max", "sorted", "set", "frozenset", "tuple", "list", "dict", "Counter"})
"""Functions that take any iterable and use all of it."""
LAZY = frozenset({"any", "all"})
"""Functions that take any iterable and may stop early."""
MAPPED = frozenset({"str", "int", "len", "ord", "chr", "abs", "float", "repr", "bool"})
"""Functions for which `map` is the usual spelling."""
CERTAIN = frozenset({"str", "len", "abs", "repr", "bool"})
"""Those of them that never raise for an item of a list of theirs."""
ITERATING = frozenset(
    {"fromkeys", "accumulate", "from_iterable", "groupby", "prod", "fsum", "combinations", "pairwise"}
)
"""Methods and functions of modules that take any iterable first."""
MAPPINGS = frozenset({"dict", "Counter"})
"""Those of them that take more than the keys of a dict."""
ITERATORS = frozenset({"zip", "map", "enumerate", "range", "reversed"})
"""Functions that give no dict."""
LISTS = frozenset({"sorted", "list"})
"""Functions that give a new list."""


# --- calls ------------------------------------------------------------------------------------------------------------


def call_refined(node: ast.Call) -> ast.expr:
    """The call with arguments that are as plain as its function allows."""
    function = node.func
    if isinstance(function, ast.Attribute):
        return _join(node, function) if function.attr == "join" and len(node.args) == 1 else _method(node, function)
    if not isinstance(function, ast.Name):
        return node
    node = ast.Call(function, node.args, [k for k in node.keywords if not _is_identity_key(k)])
    if is_call(node, "range", arguments=2) and is_number(node.args[0], 0):
        return call("range", node.args[1])
    if is_call(node, "len", arguments=1):
        return call("len", _as_many(node.args[0]))
    if is_call(node, "bool", arguments=1) and isinstance(node.args[0], ast.Compare):
        return node.args[0]
    if len(node.args) == 1 and function.id in EAGER | LAZY:
        return _consumer(function.id, ast.Call(function, [iterable(node.args[0], function.id)], node.keywords))
    if function.id in ("zip", "enumerate", "map"):
        return ast.Call(function, _unlisted_apart(node.args), node.keywords)
    return node


def _as_many(node: ast.expr) -> ast.expr:
    """What has as many items: a range for a list of it, and what lengths are taken of for a list of them."""
    plain = unlisted(node)
    if is_call(plain, "range"):
        return plain
    if not is_call(plain, "map", arguments=2):
        return node
    assert isinstance(plain, ast.Call)
    function, items = plain.args
    certain = isinstance(function, ast.Name) and function.id in CERTAIN
    return items if certain and (isinstance(items, ast.Name) or _is_split(items)) else node


def _is_split(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split"


def _unlisted_apart(arguments: list[ast.expr]) -> list[ast.expr]:
    """Iterables instead of lists, save where another argument needs the same list."""
    apart = [
        sum(same(argument, part) for other in arguments for part in everything(other)) == 1 for argument in arguments
    ]
    return [unlisted(argument) if alone else argument for argument, alone in zip(arguments, apart, strict=True)]


def _is_identity_key(keyword: ast.keyword) -> bool:
    """`key=lambda x: x`."""
    function = keyword.value
    if keyword.arg != "key" or not isinstance(function, ast.Lambda) or not isinstance(function.body, ast.Name):
        return False
    return [argument.arg for argument in function.args.args] == [function.body.id]


def _method(node: ast.Call, function: ast.Attribute) -> ast.expr:
    """Functions of modules and methods that take any iterable first."""
    if function.attr in ITERATING and node.args:
        rest = [] if function.attr == "accumulate" and _is_addition(node.args[-1]) else node.args[1:]
        return ast.Call(function, [iterable(node.args[0], function.attr), *rest], node.keywords)
    return node


def _is_addition(step: ast.expr) -> bool:
    """`lambda total, x: total + x`: what `accumulate` does anyway."""
    if not (isinstance(step, ast.Lambda) and isinstance(step.body, ast.BinOp) and isinstance(step.body.op, ast.Add)):
        return False
    sides = [side.id for side in (step.body.left, step.body.right) if isinstance(side, ast.Name)]
    return sides == [argument.arg for argument in step.args.args]


def _consumer(function: str, node: ast.Call) -> ast.expr:
    only = node.args[0]
    if function in ("max", "min") and isinstance(only, ast.List) and len(only.elts) > 1 and not node.keywords:
        return ast.Call(node.func, list(only.elts), node.keywords)
    if node.keywords:
        return node
    if function in ("set", "tuple") and isinstance(only, ast.List) and only.elts:
        return ast.Set(only.elts) if function == "set" else ast.Tuple(only.elts, only.ctx)
    if function == "list":
        return _list(node, only)
    if function == "set" and isinstance(only, ast.GeneratorExp):
        return ast.SetComp(only.elt, only.generators)
    if function == "dict" and isinstance(only, ast.GeneratorExp) and _is_pair(only.elt):
        assert isinstance(only.elt, ast.Tuple)
        return ast.DictComp(only.elt.elts[0], only.elt.elts[1], only.generators)
    if function == "dict" and isinstance(only, ast.Call) and is_call(only, "zip", arguments=2):
        return _zipped(only) or node
    if function in ("sum", "max", "min", "any", "all"):
        return call(function, mapped(only))
    return node


def _zipped(pairs: ast.Call) -> ast.DictComp | None:
    """`{f(x): x for x in xs}` for `dict(zip([f(x) for x in xs], xs))`."""
    clauses = [arg.generators[0] for arg in pairs.args if isinstance(arg, _EACH) and len(arg.generators) == 1]
    if not clauses or clauses[0].ifs:
        return None
    sides = [_each(arg, clauses[0]) for arg in pairs.args]
    return ast.DictComp(sides[0], sides[1], clauses[:1]) if sides[0] and sides[1] else None


def _each(node: ast.expr, clause: ast.comprehension) -> ast.expr | None:
    """What a list has for each item of a clause's iterable."""
    if isinstance(node, _EACH):
        return node.elt if len(node.generators) == 1 and same(node.generators[0], clause) else None
    whole = isinstance(node, ast.Name) and isinstance(clause.target, ast.Name) and same(node, clause.iter)
    return clause.target if whole else None


def _list(node: ast.Call, only: ast.expr) -> ast.expr:
    if isinstance(only, ast.GeneratorExp):
        return ast.ListComp(only.elt, only.generators)
    if isinstance(only, ast.ListComp | ast.List) or (is_new_list(only) and not is_call(only, "list", arguments=0)):
        return only
    return node


def is_new_list(node: ast.expr) -> bool:
    """Whether a call gives a list that nobody else has."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in ("split", "rsplit", "splitlines", "findall")
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in LISTS


def _is_pair(node: ast.expr) -> bool:
    return isinstance(node, ast.Tuple) and len(node.elts) == 2


def _join(node: ast.Call, function: ast.Attribute) -> ast.expr:
    """`sep.join(...)`: a generator instead of a list, an f-string instead of a display."""
    only, separator = node.args[0], function.value
    if isinstance(only, ast.List) and isinstance(separator, ast.Constant) and 1 <= len(only.elts) <= 4:
        return _interleaved(str(separator.value), only.elts)
    return ast.Call(function, [mapped(iterable(only, "join"))], [])


def _interleaved(separator: str, items: list[ast.expr]) -> ast.expr:
    if len(items) == 1:
        return items[0]
    pieces: list[ast.expr] = []
    for item in items:
        pieces += [ast.Constant(separator), item] if pieces and separator else [item]
    return concatenation(pieces)


def unlisted(node: ast.expr) -> ast.expr:
    """What a loop runs over: the iterable of which a list was made."""
    if is_call(node, "list", arguments=1) and isinstance(node, ast.Call):
        return node.args[0]
    return node


def iterable(node: ast.expr, function: str) -> ast.expr:
    """The argument of a function that takes any iterable: no list is made for it."""
    if function in MAPPINGS and _may_be_dict(unlisted(node)):
        return node
    node = unlisted(node)
    if isinstance(node, ast.ListComp):
        node = comprehension(ast.GeneratorExp(node.elt, node.generators))
    if isinstance(node, ast.GeneratorExp) and _is_identity(node):
        return node.generators[0].iter
    if (
        function in ("set", "sorted", "frozenset")
        and is_call(node, "sorted", arguments=1)
        and isinstance(node, ast.Call)
    ):
        return node.args[0] if function != "sorted" else node
    return node


def _may_be_dict(node: ast.expr) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="itertools")) | ast.Attribute(attr="items" | "values")):
            return False
    return not (isinstance(node, _EACH) or is_call(node, *ITERATORS))


def mapped(node: ast.expr) -> ast.expr:
    """`map(str, xs)` for `str(x) for x in xs`."""
    if not (isinstance(node, ast.GeneratorExp) and len(node.generators) == 1 and not node.generators[0].ifs):
        return node
    target, element = node.generators[0].target, node.elt
    if not (isinstance(element, ast.Call) and is_call(element, *MAPPED, arguments=1)):
        return node
    if not (isinstance(target, ast.Name) and same(element.args[0], target)):
        return node
    return call("map", element.func, node.generators[0].iter)


# --- comprehensions ---------------------------------------------------------------------------------------------------


def comprehension(node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> ast.expr:
    """The comprehension over plain iterables, or the constructor that does the same."""
    elements = (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
    used = {name for element in elements for name in names_in(element)}
    clauses = [sifted for clause in node.generators for sifted in _sifted(clause, used)]
    generators = [ast.comprehension(c.target, unlisted(c.iter), list(map(condition, c.ifs)), 0) for c in clauses]
    if isinstance(node, ast.DictComp):
        new: ast.expr = ast.DictComp(node.key, node.value, generators)
        return _dict(node, generators) or new
    kind = type(node)
    tidy = kind(node.elt, generators)
    if not _is_identity(tidy) or isinstance(tidy, ast.GeneratorExp):
        return tidy
    if isinstance(tidy, ast.ListComp):
        return _list(call("list", generators[0].iter), generators[0].iter)
    return call("set", generators[0].iter)


def _sifted(clause: ast.comprehension, used: set[str]) -> list[ast.comprehension]:
    """`for x in xs if a and b` for `for x in [x for x in xs if a] if b`; an unused target takes a free name.

    What is walked over may have several clauses of its own.
    """
    kept = clause.iter
    if not isinstance(kept, ast.ListComp | ast.GeneratorExp):
        return [clause]
    *outer, inner = kept.generators
    if not outer and not (inner.ifs and same(kept.elt, inner.target) and isinstance(inner.target, ast.Name)):
        return [clause]
    free = not outer and is_unused(clause.target) and used.isdisjoint(names_in(inner.target))
    if not (free or same(clause.target, kept.elt)):
        return [clause]
    tests = [*inner.ifs, *clause.ifs]
    joined: list[ast.expr] = [ast.BoolOp(ast.And(), tests)] if tests[1:] else tests
    return [*outer, ast.comprehension(inner.target, inner.iter, joined, 0)]


def _is_identity(node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> bool:
    """`x for x in xs`; with several targets where each step is a tuple anyway."""
    if len(node.generators) != 1 or node.generators[0].ifs or not same(node.elt, node.generators[0].target):
        return False
    source = node.generators[0].iter
    return isinstance(node.elt, ast.Name) or is_call(source, "zip", "enumerate") or items_of(source) is not None


def _dict(node: ast.DictComp, generators: list[ast.comprehension]) -> ast.expr | None:
    """`dict(xs)` for `{key: value for key, value in xs}`."""
    clause = generators[0]
    if len(generators) > 1 or clause.ifs or not _is_pair(clause.target):
        return None
    assert isinstance(clause.target, ast.Tuple)
    if not (same(node.key, clause.target.elts[0]) and same(node.value, clause.target.elts[1])):
        return None
    items = items_of(clause.iter)
    return call("dict", clause.iter if items is None else items)
