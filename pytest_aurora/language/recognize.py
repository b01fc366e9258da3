"""Components in code that somebody wrote: rendering, the other way round."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from pytest_aurora.language.component import Component, Role
from pytest_aurora.language.components import standard_components
from pytest_aurora.language.templates import template
from pytest_aurora.language.trees import attribute, binary, compare, name, same
from pytest_aurora.problem.types import Type

_HOLE = re.compile(r"_\d_")
_MIRRORED: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Gt: ast.Lt, ast.GtE: ast.LtE}
_DISPLAYS: dict[type[ast.expr], str] = {
    ast.JoinedStr: "str", ast.List: "list", ast.ListComp: "list", ast.Tuple: "tuple", ast.Dict: "dict",
    ast.DictComp: "dict", ast.Set: "set", ast.SetComp: "set",
}  # fmt: skip


def recognized(tree: ast.AST) -> Iterator[tuple[Component, ...]]:
    """For each place in a tree: the components that it may be, such as all additions for `a + b`.

    Of several source forms the largest is taken, and what it holds besides its arguments is not looked at again. The
    tree is changed.

    Raises:
        RecursionError: the tree is too deep.
    """
    yield from _recognized(_Canonical(_imported(tree)).visit(tree))


def _recognized(node: ast.AST) -> Iterator[tuple[Component, ...]]:
    found = list(_found(node))
    if not found:
        for child in ast.iter_child_nodes(node):
            yield from _recognized(child)
        return
    largest, arguments = found[0][0].size, found[0][2]
    yield tuple(component for form, components, _ in found if form.size == largest for component in components)
    for argument in arguments.values():
        yield from _recognized(argument)


def _found(node: ast.AST) -> Iterator[tuple[_Form, list[Component], dict[str, ast.expr]]]:
    """The forms that become the node, with the components that take such arguments, and the arguments."""
    for form in _forms().get(_head(node), ()):
        fit = _Fit()
        if _fits(form.tree, node, form.bound, fit):
            components = [component for component in form.components if _takes(component, fit.arguments)]
            if components:
                yield form, components, fit.arguments


# --- source forms -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Form:
    """A source form with the components that share it; `bound` are the names that it binds itself."""

    components: tuple[Component, ...]
    tree: ast.AST
    bound: frozenset[str]
    size: int


@cache
def _forms() -> Mapping[object, tuple[_Form, ...]]:
    """All source forms by their heads, the largest first."""
    sharing: dict[object, list[Component]] = {}
    for component in standard_components():
        sharing.setdefault((component.source, component.format_spec), []).append(component)
    found: dict[object, list[_Form]] = {}
    for form in map(_form, sharing.values()):
        if form.size:
            found.setdefault(_head(form.tree), []).append(form)
    return {head: tuple(sorted(forms, key=lambda form: -form.size)) for head, forms in found.items()}


def _form(components: Sequence[Component]) -> _Form:
    first = components[0]
    source, imports = template(first.source), ast.parse("\n".join(first.imports))
    copied = ast.parse(ast.unparse(source.tree), mode="eval").body
    tree: ast.AST = _Canonical(_imported(imports)).visit(copied)
    if first.format_spec is not None:
        tree = ast.FormattedValue(copied, -1, ast.JoinedStr([ast.Constant(first.format_spec)]))
    return _Form(tuple(components), tree, source.bound, _size(tree))


def _size(tree: ast.AST) -> int:
    """How many operations a form is made of, so that `{0} ** 2` is as large as `{0} ** {1}`."""
    return sum(isinstance(node, ast.expr) and not _is_operand(node) for node in ast.walk(tree))


def _is_operand(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant | ast.Name)


def _head(node: ast.AST) -> object:
    """What two trees that fit have in common at least."""
    if isinstance(node, ast.Call):
        called = node.func
        return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", ast.Call)
    if isinstance(node, ast.BinOp | ast.UnaryOp):
        return type(node), type(node.op)
    if isinstance(node, ast.Compare):
        return tuple(map(type, node.ops))
    if isinstance(node, ast.Subscript):
        return type(node), isinstance(node.slice, ast.Slice)
    return type(node)


# --- one way of writing -------------------------------------------------------------------------------------------


def _imported(tree: ast.AST) -> dict[str, ast.expr]:
    """What imported names stand for: `sub` for `re.sub`."""
    found: dict[str, ast.expr] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {a.asname or a.name: attribute(_dotted(node.module), a.name) for a in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.asname: _dotted(alias.name) for alias in node.names if alias.asname}
    return found


def _dotted(path: str) -> ast.expr:
    first, *rest = path.split(".")
    found: ast.expr = name(first)
    for part in rest:
        found = attribute(found, part)
    return found


class _Canonical(ast.NodeTransformer):
    """Imported names in full, `a > b` as `b < a`, `a += b` as `a + b`."""

    def __init__(self, imported: Mapping[str, ast.expr]) -> None:
        self._imported = imported

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._imported.get(node.id, node) if isinstance(node.ctx, ast.Load) else node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        mirrored = _MIRRORED.get(type(node.ops[0]))
        return node if mirrored is None or len(node.ops) > 1 else compare(node.comparators[0], mirrored(), node.left)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        self.generic_visit(node)
        return ast.Expr(binary(node.target, node.op, node.value))


# --- a form and a tree --------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Fit:
    """What the holes and the bound names of a form stand for."""

    arguments: dict[str, ast.expr] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


def _fits(form: object, node: object, bound: frozenset[str], fit: _Fit) -> bool:
    if isinstance(form, ast.Name) and isinstance(node, ast.expr):
        return _fits_name(form.id, node, bound, fit)
    if isinstance(form, ast.Constant) and isinstance(node, ast.Constant):
        return type(form.value) is type(node.value) and form.value == node.value
    if isinstance(form, ast.AST):
        fields = [f for f in form._fields if f not in ("ctx", "type_comment", "kind")]
        return type(form) is type(node) and all(
            _fits(getattr(form, f, None), getattr(node, f, None), bound, fit) for f in fields
        )
    if isinstance(form, list) and isinstance(node, list):
        return len(form) == len(node) and all(_fits(f, n, bound, fit) for f, n in zip(form, node, strict=True))
    return form == node


def _fits_name(wanted: str, node: ast.expr, bound: frozenset[str], fit: _Fit) -> bool:
    if _HOLE.fullmatch(wanted):
        return same(fit.arguments.setdefault(wanted, node), node)
    if not isinstance(node, ast.Name):
        return False
    return node.id == (fit.names.setdefault(wanted, node.id) if wanted in bound else wanted)


def _takes(component: Component, arguments: Mapping[str, ast.expr]) -> bool:
    slots = zip(component.parameters, component.roles, strict=True)
    return all(_may_stand(arguments.get(f"_{i}_"), *slot) for i, slot in enumerate(slots))


def _may_stand(argument: ast.expr | None, parameter: Type, role: Role) -> bool:
    """Whether an argument can be of the type, as far as a literal tells, and is a constant where one is due."""
    if argument is None:
        return True
    constant = argument.operand if isinstance(argument, ast.UnaryOp) else argument
    if not isinstance(constant, ast.Constant):
        kind = _DISPLAYS.get(type(argument))
        return role is not Role.CONSTANT and (kind is None or parameter.kind == "variable" or parameter.name == kind)
    kind = type(constant.value).__name__
    return parameter.kind == "variable" or parameter.name in (kind, "float" if kind == "int" else kind)
