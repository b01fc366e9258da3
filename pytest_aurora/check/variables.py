"""The types of a post-condition's free variables, read from where they are passed."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pytest_aurora.errors import SpecError
from pytest_aurora.problem.annotations import checked_type, read_type
from pytest_aurora.problem.build import parameter_type, plain_examples
from pytest_aurora.problem.types import ANY, BYTES, FLOAT, INT, STR, Type, list_of, type_of
from pytest_aurora.spec.model import FunctionSpec, PostSpec, PreSpec, Spec

_STATED, _PASSED, _NESTED, _LOOPED, _COMPARED, _COMPUTED, _ANYTHING = range(7)
"""How sure a hint is: the first kind that speaks of a variable decides, and of one kind the first hint."""

_SAME_TYPE = frozenset({"sorted", "reversed", "abs", "max", "min"})
_TEXT_METHODS = frozenset(name for name in dir(str) if not hasattr(list, name) and not hasattr(bytes, name))
_NUMERIC = (ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.Add)


@dataclass(frozen=True, slots=True)
class _Hint:
    name: str
    type: Type
    rank: int


def variable_types(
    post: PostSpec, spec: Spec, pres: Sequence[PreSpec], namespace: Mapping[str, object]
) -> dict[str, Type]:
    """The type of each free variable of a post-condition.

    A variable passed to a function of the spec has the parameter's type, the first such place wins; then come places
    inside an argument, loops, comparisons and arithmetic with a literal, and what the preconditions say.

    Args:
        post: the condition.
        spec: its spec.
        pres: the preconditions that speak of the variables themselves.
        namespace: names of the target module.

    Raises:
        SpecError: nothing fixes the type of a variable.
    """
    reader = _Reader(spec, namespace)
    known = reader.declared(post.result_of) if post.result_of is not None else {}
    trees = [ast.parse(source, mode="eval") for source in (post.source, *(pre.source for pre in pres))]
    hints = sorted((hint for tree in trees for hint in reader.hints(tree)), key=lambda hint: hint.rank)
    for hint in hints:
        known.setdefault(hint.name, hint.type)
    for hint in [found for tree in trees for found in _loops(tree, known)]:
        known.setdefault(hint.name, hint.type)
    return {name: known[name] if name in known else _refuse(name, post) for name in post.variables}


def _refuse(name: str, post: PostSpec) -> Type:
    raise SpecError(
        f"nothing fixes the type of {name!r}", post.location, post.text,
        f"pass {name} to a function of the spec, annotate that parameter, "
        f"or write `for {name}: isinstance({name}, int)` under ## Pre",
    )  # fmt: skip


class _Reader:
    """Reads hints from expressions."""

    def __init__(self, spec: Spec, namespace: Mapping[str, object]) -> None:
        self._spec = spec
        self._namespace = namespace
        self._functions = {function.name: function for function in spec.functions}
        self._known: dict[str, dict[str, Type]] = {}

    def parameters(self, name: str) -> dict[str, Type]:
        """The types of a function's parameters; one without annotation has that of its examples' values."""
        if name not in self._known:
            function = self._functions[name]
            columns = self._columns(function)
            self._known[name] = {
                parameter.name: parameter_type(parameter, column, function, self._namespace)
                for parameter, column in zip(function.parameters, columns, strict=True)
            }
        return self._known[name]

    def declared(self, name: str) -> dict[str, Type]:
        """The types of a function's parameters, without those of which nothing is known."""
        types = self.parameters(name)
        annotated = {p.name for p in self._functions[name].parameters if p.annotation is not None}
        return {parameter: t for parameter, t in types.items() if t != ANY or parameter in annotated}

    def _columns(self, function: FunctionSpec) -> list[tuple[object, ...]]:
        try:
            examples = plain_examples(self._spec, function.name, self._namespace)
        except SpecError:  # the example's own item says so
            examples = ()
        rows = [plain.example.arguments for plain in examples]
        return list(zip(*rows, strict=True)) or [()] * len(function.parameters)

    def hints(self, tree: ast.AST) -> Iterator[_Hint]:
        """What the parts of an expression say of the names in it, in order of appearance."""
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from self._of_call(node)
            elif isinstance(node, ast.Compare):
                yield from self._of_comparison(node)
            elif isinstance(node, ast.BinOp):
                yield from _of_arithmetic(node)

    def _of_call(self, call: ast.Call) -> Iterator[_Hint]:
        if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
            if call.func.attr in _TEXT_METHODS:
                yield _Hint(call.func.value.id, STR, _COMPUTED)
        elif isinstance(call.func, ast.Name) and call.func.id in self._functions:
            yield from self._of_passing(call, self._functions[call.func.id])
        elif isinstance(call.func, ast.Name):
            yield from self._of_builtin(call, call.func.id)

    def _of_passing(self, call: ast.Call, function: FunctionSpec) -> Iterator[_Hint]:
        known = self.declared(function.name)
        spread = next((p.name for p in function.parameters if p.kind == "variadic positional"), None)
        places = [p.name for p in function.parameters if p.kind.startswith("positional")]
        for index, argument in enumerate(call.args):
            name = places[index] if index < len(places) else spread
            if name in known:
                type_ = known[name]
                yield from _passed(argument, type_.args[0] if name == spread else type_)
        for keyword in call.keywords:
            if keyword.arg in known:
                yield from _passed(keyword.value, known[keyword.arg])

    def _of_builtin(self, call: ast.Call, name: str) -> Iterator[_Hint]:
        if name == "range":
            yield from (hint for argument in call.args for hint in _inside(argument, INT, _COMPUTED))
        if name == "isinstance" and len(call.args) == 2 and isinstance(call.args[0], ast.Name):
            try:
                stated = read_type(ast.unparse(call.args[1]), self._namespace)
                yield _Hint(call.args[0].id, stated, _STATED)
            except ValueError:
                return

    def _of_comparison(self, node: ast.Compare) -> Iterator[_Hint]:
        terms = [node.left, *node.comparators]
        for left, op, right in zip(terms, node.ops, terms[1:], strict=False):
            if isinstance(op, ast.In | ast.NotIn):
                type_ = self._type_of(right)
                element = STR if type_ == STR else type_.args[0] if type_.args else ANY
                yield from _inside(left, element, _COMPARED)
            else:
                yield from _inside(left, self._type_of(right), _COMPARED)
                yield from _inside(right, self._type_of(left), _COMPARED)

    def _type_of(self, node: ast.expr) -> Type:
        """The type of an expression as far as it shows."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id in self._functions:
                return checked_type(self._functions[node.func.id].returns, self._namespace)
            return {"len": INT, "range": list_of(INT), "str": STR, "int": INT, "float": FLOAT}.get(node.func.id, ANY)
        try:
            return type_of(ast.literal_eval(node))
        except ValueError:
            return ANY


def _of_arithmetic(node: ast.BinOp) -> Iterator[_Hint]:
    """`x + 1` suggests an int, `x + "a"` a text."""
    for side, other in ((node.left, node.right), (node.right, node.left)):
        if isinstance(other, ast.Constant) and isinstance(node.op, _NUMERIC):
            yield from _inside(side, type_of(other.value), _COMPUTED)


def _passed(node: ast.expr, type_: Type) -> Iterator[_Hint]:
    if isinstance(node, ast.Name):
        yield _Hint(node.id, type_, _ANYTHING if type_ == ANY else _PASSED)
    else:
        yield from _inside(node, type_, _PASSED)


def _inside(node: ast.expr, type_: Type, rank: int) -> Iterator[_Hint]:
    """What follows for the names in an expression that has to be of a type."""
    if isinstance(node, ast.Name):
        if type_ != ANY:
            yield _Hint(node.id, type_, rank)
        return
    deeper = max(rank, _NESTED)
    for part, part_type in _parts(node, type_):
        yield from _inside(part, part_type, deeper)


def _parts(node: ast.expr, type_: Type) -> Iterator[tuple[ast.expr, Type]]:
    element = type_.args[0] if type_.args and type_.name in ("list", "set", "frozenset", "tuple*", "dict") else ANY
    if isinstance(node, ast.BinOp):
        yield from _operands(node, type_)
    elif isinstance(node, ast.UnaryOp) and not isinstance(node.op, ast.Not):
        yield node.operand, type_
    elif isinstance(node, ast.Tuple) and type_.name == "tuple" and len(type_.args) == len(node.elts):
        yield from zip(node.elts, type_.args, strict=True)
    elif isinstance(node, ast.List | ast.Tuple | ast.Set):
        yield from ((part, element) for part in node.elts)
    elif isinstance(node, ast.Dict) and type_.name == "dict":
        yield from ((key, type_.args[0]) for key in node.keys if key is not None)
        yield from ((value, type_.args[1]) for value in node.values)
    elif isinstance(node, ast.IfExp):
        yield from ((node.body, type_), (node.orelse, type_))
    elif isinstance(node, ast.Starred):
        yield node.value, list_of(type_)
    elif isinstance(node, ast.Subscript):
        yield node.value, type_ if isinstance(node.slice, ast.Slice) or type_ == STR else list_of(type_)
    elif isinstance(node, ast.ListComp | ast.GeneratorExp):
        yield node.elt, element
    elif isinstance(node, ast.Call):
        yield from _of_wrapper(node, type_)


def _operands(node: ast.BinOp, type_: Type) -> Iterator[tuple[ast.expr, Type]]:
    if isinstance(node.op, ast.Mult) and type_.name not in ("int", "float", "complex"):
        for side, other in ((node.left, node.right), (node.right, node.left)):
            counts = isinstance(other, ast.List | ast.Tuple | ast.Constant) and not _is_number(other)
            yield side, INT if counts else type_
    elif isinstance(node.op, ast.Mod) and type_ in (STR, BYTES):
        return
    else:
        yield from ((node.left, type_), (node.right, type_))


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


def _of_wrapper(call: ast.Call, type_: Type) -> Iterator[tuple[ast.expr, Type]]:
    """`sorted(xs)` where a list is due: `xs` is one; `x.strip()` where a text is due: `x` is one."""
    if isinstance(call.func, ast.Attribute) and type_ == STR and hasattr(str, call.func.attr):
        yield call.func.value, STR
    elif isinstance(call.func, ast.Name) and call.func.id in _SAME_TYPE and len(call.args) == 1:
        yield call.args[0], type_
    elif isinstance(call.func, ast.Name) and call.func.id == type_.name and len(call.args) == 1 and type_.args:
        yield call.args[0], list_of(type_.args[0]) if type_.name != "dict" else type_


def _loops(tree: ast.AST, known: Mapping[str, Type]) -> Iterator[_Hint]:
    """`for y in xs`: the elements of `xs` have the type that `y` is known to have."""
    for node in ast.walk(tree):
        if isinstance(node, ast.comprehension):
            for name in ast.walk(node.target):
                if isinstance(name, ast.Name) and isinstance(node.iter, ast.Name) and name.id in known:
                    yield _Hint(node.iter.id, list_of(known[name.id]), _LOOPED)
