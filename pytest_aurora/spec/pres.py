"""Pre-conditions: `clamp: low <= high`, `for n: 0 <= n <= 50`, or a bullet in a function's section."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pytest_aurora.spec.conditions import condition, conditions, variables
from pytest_aurora.spec.declared import Declared
from pytest_aurora.spec.expressions import ExpressionError, shifted
from pytest_aurora.spec.lexer import Code, Text
from pytest_aurora.spec.model import FunctionSpec, PostSpec, PreSpec
from pytest_aurora.spec.scan import Logical

_FORM = "write it as `name: low <= high` or `for n: n >= 0`"
_FOR = re.compile(r"for\s+(\w+)\s*:\s*(?=\S)")
_LABEL = re.compile(r"([^\W\d]\w*)\s*:\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Prose:
    """A line that is no condition; nothing is checked for it."""

    warning: str


def read_pres(block: Text | Code, owner: str | None, declared: Declared) -> Iterator[PreSpec | Prose]:
    """The pre-conditions of a block; one that cannot be used carries its error.

    `owner` is the function that the section is about, if any.
    """
    for logical, _ in conditions(block):
        place = declared.source.at(logical.first.number, logical.first.column)
        unread = PreSpec(None, None, logical.code, place)
        try:
            yield _read(unread, owner, declared)
        except ExpressionError as fault:
            if _is_prose(logical, declared):
                yield Prose(f"{place}: {logical.text!r} is no condition and is not checked: {_FORM}")
            else:
                yield replace(unread, error=declared.error(fault, logical))


def check_variables(pres: Iterable[PreSpec], posts: Iterable[PostSpec], declared: Declared) -> tuple[PreSpec, ...]:
    """The pre-conditions, with an error where `for n` names a variable that no post-condition has."""
    known = {name for post in posts for name in post.variables}
    return tuple(
        pre if pre.variable is None or pre.variable in known else _unused(pre, known, declared) for pre in pres
    )


def _unused(pre: PreSpec, known: set[str], declared: Declared) -> PreSpec:
    near = difflib.get_close_matches(str(pre.variable), known, 1)
    hint = f"did you mean {near[0]}?" if near else f"the variables are {', '.join(sorted(known)) or 'none'}"
    message = f"no post-condition has the variable {pre.variable!r}"
    return replace(pre, error=declared.source.error(message, pre.location.line, pre.location.column, hint))


def _is_prose(logical: Logical, declared: Declared) -> bool:
    label = _LABEL.match(logical.code)
    if _FOR.match(logical.code) or (label and label[1] in declared.functions):
        return False
    try:
        condition(logical.code[label.end() :] if label else logical.code)
    except ExpressionError:
        return True
    return False


def _read(pre: PreSpec, owner: str | None, declared: Declared) -> PreSpec:
    code = pre.source
    chosen = _FOR.match(code)
    label = chosen or _LABEL.match(code)
    with shifted(label.end() if label else 0):
        source, tree, _ = condition(code[label.end() :] if label else code)
    names = variables(tree, declared)
    if chosen:
        _check(names, {chosen[1]}, f"only {chosen[1]!r} can stand here")
        return replace(pre, variable=chosen[1], source=source)
    function = _restricted(label[1] if label else owner, declared)
    _check(names, {parameter.name for parameter in function.parameters}, f"the signature is {function.signature}")
    return replace(pre, function=function.name, source=source)


def _restricted(name: str | None, declared: Declared) -> FunctionSpec:
    if name is None:
        raise ExpressionError("it is not said what is restricted", 0, _FORM)
    if name not in declared.functions:
        raise ExpressionError(f"the function {name!r} is not declared", 0, declared.nearest(name))
    return declared.functions[name]


def _check(names: Iterable[str], known: set[str], hint: str) -> None:
    for name in names:
        if name not in known:
            raise ExpressionError(f"{name!r} is no parameter or variable here", 0, hint)
