"""Names that read well for the variables that a body binds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pytest_aurora.language.expressions import Expression, Iteration, Variable, walk
from pytest_aurora.problem.types import BOOL, FLOAT, INT, STR, Type

_BY_TYPE: dict[Type, tuple[str, ...]] = {
    INT: ("x", "n", "value"), FLOAT: ("x", "value"), STR: ("word", "part", "item"), BOOL: ("flag", "item"),
}  # fmt: skip
_DEFAULT = ("item", "entry", "element", "inner")


def singular(name: str) -> str | None:
    """What one of `name` is called, or None when the name does not sound like a plural."""
    if re.fullmatch(r"[a-z]{1,2}s", name):
        return name[:-1]
    if name.endswith("ies") and len(name) > 4:
        return name[:-3] + "y"
    if re.search(r"(ss|x|ch|sh)es$", name):
        return name[:-2]
    if name.endswith("s") and not name.endswith("ss") and len(name) > 3:
        return name[:-1]
    if name.endswith("_list") or name.endswith("_lst"):
        return name.rsplit("_", 1)[0]
    return None


def target_names(
    iteration: Iteration, iterables: Sequence[str], in_use: frozenset[str], bodies: Iterable[Expression | None]
) -> dict[Variable, str]:
    """A name for each target: free ones get one that says what they hold, unused ones an underscore."""
    used = {e for body in bodies if body is not None for e in walk(body) if isinstance(e, Variable)}
    names: dict[Variable, str] = {}
    for place, target in enumerate(iteration.targets):
        if target not in used and (len(iteration.targets) > 1 or iteration.source.startswith("range")):
            names[target] = "_" if "_" not in names.values() else "__"
            continue
        taken = in_use | frozenset(names.values())
        names[target] = free_name(_wishes(target, place, iterables), taken)
    return names


def _wishes(target: Variable, place: int, iterables: Sequence[str]) -> Iterable[str]:
    if target.name:
        yield target.name
    source = iterables[min(place, len(iterables) - 1)] if iterables else ""
    one = singular(source) if source.isidentifier() else None
    if one:
        yield one
    yield from _BY_TYPE.get(target.type, _DEFAULT)
    yield from _DEFAULT


def free_name(wishes: Iterable[str], taken: frozenset[str]) -> str:
    """The first wish that is not taken; else the first one with a number."""
    names = list(wishes)
    for name in names:
        if name not in taken:
            return name
    return next(f"{names[0]}{i}" for i in range(2, 10_000) if f"{names[0]}{i}" not in taken)
