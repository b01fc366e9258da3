"""Names that read well for the variables that a body binds."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterable, Iterator, Sequence

from pytest_aurora.language.expressions import (
    Apply,
    Comprehension,
    Conditional,
    Constant,
    Expression,
    Iteration,
    Variable,
)
from pytest_aurora.problem.types import BOOL, FLOAT, INT, STR, Type

BUILTINS = frozenset({*dir(builtins), *keyword.kwlist, *keyword.softkwlist})
"""Names that no variable gets."""

_ITEM_OF_TYPE: dict[Type, tuple[str, ...]] = {
    INT: ("x", "n", "number", "value"), FLOAT: ("x", "value", "number"), STR: ("item", "text", "part"),
    BOOL: ("flag",),
}  # fmt: skip
_ITEM_OF_NAME = {"list": ("row", "group"), "tuple": ("pair", "entry"), "dict": ("record", "entry")}
_ITEM = ("item", "entry", "element", "inner")
_ORDINALS = ("first", "second", "third", "fourth")
_SECOND = {"i": ("j", "k"), "a": ("c", "d"), "b": ("d", "e"), "char": ("letter", "other")}

_IRREGULAR = {
    "children": "child", "people": "person", "men": "man", "women": "woman", "indices": "index", "vertices": "vertex",
    "matrices": "matrix", "leaves": "leaf", "movies": "movie", "cookies": "cookie", "grid": "row", "matrix": "row",
    "table": "row", "lines": "line", "text": "char", "string": "char",
}  # fmt: skip
_NO_PLURALS = frozenset({
    "address", "alias", "always", "analysis", "as", "axis", "basis", "bus", "canvas", "class", "gas", "has", "is",
    "lens", "less", "news", "pos", "previous", "process", "series", "species", "this", "us", "yes",
})  # fmt: skip
_NO_NOUNS = frozenset({
    "first", "given", "in", "input", "main", "my", "nested", "new", "old", "original", "out", "output", "second",
    "sorted", "test", "the",
})  # fmt: skip

_SAME_ITEMS = frozenset({
    "sorted", "reversed", "take", "drop", "slice", "between", "step", "unique", "set", "list", "tuple", "filter",
})  # fmt: skip
"""Components whose items are those of their first argument."""
_ITEM_OF_COMPONENT = {
    "split": "word", "words": "word", "splitlines": "line", "find_all": "match", "keys": "key", "values": "value",
    "items": "pair", "chars": "char", "windows": "window", "chunks": "chunk", "runs": "group", "transpose": "column",
    "zip": "pair", "enumerate": "pair", "sorted:str": "char",
}  # fmt: skip

_ARITHMETIC = frozenset({"add", "sub", "mul", "mod", "floordiv", "abs"})
_VALUE_OF_COMPONENT = {
    "split": "parts", "splitlines": "lines", "len": "length", "max": "largest", "min": "smallest", "sorted": "ordered",
    "sum": "total", "str:int": "digits", "index": "position", "find": "position", "rfind": "position",
    "find_all": "matches", "counter": "counts", "lower": "lowered", "upper": "uppered", "title": "titled",
    "strip": "stripped", "reversed": "backwards", "reverse": "backwards", "set": "distinct", "unique": "distinct",
    "mean": "mean", "median": "median", "count": "count", "mod": "remainder", "floordiv": "quotient",
    "sub": "difference", "mul": "product", "add": "total", "product": "product", "take": "head", "drop": "tail",
    "before": "head", "after": "tail", "accumulate": "totals", "range": "numbers", "get": "value", "isqrt": "root",
    "sqrt": "root", "gcd": "divisor", "abs": "distance", "digits": "digits", "remove": "cleaned", "join": "joined",
    "replace": "replaced", "zip": "pairs", "union": "union", "intersection": "common", "difference": "difference",
    "keys": "keys", "values": "values", "runs": "groups",
    "divisor": "divisor", "divisors": "divisors", "flatten": "flat", "most_common": "commonest",
}  # fmt: skip


def singular(plural: str) -> str | None:
    """What one of `plural` is called, or None when the name does not sound like a plural."""
    word = re.sub(r"_?\d+$", "", plural)
    head, _, last = word.rpartition("_")
    if last in ("list", "lst", "array", "arr") and head:
        return None if head in _NO_NOUNS else singular(head) or head
    one = _IRREGULAR.get(last) or _without_ending(last)
    return f"{head}_{one}" if one and head and last not in ("text", "string") else one


def _without_ending(word: str) -> str | None:
    if word in _NO_PLURALS:
        return None
    if re.fullmatch(r"[a-z]{1,2}s", word):
        return word[:-1]
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "is")):
        return None
    if word.endswith("ies"):
        return word[:-3] + "y"
    if re.search(r"(ss|[bnprt]us|x|ch|sh|tz|[a-z]{3}o)es$", word):
        return word[:-2]
    return None if word.endswith("us") else word[:-1]


def target_names(
    iteration: Iteration, names: dict[Variable, str], used: frozenset[Variable], in_use: frozenset[str]
) -> dict[Variable, str]:
    """A name for each target: used ones get one that says what they hold, the others an underscore."""
    found: dict[Variable, str] = {}
    for place, target in enumerate(iteration.targets):
        if target not in used:
            found[target] = "_"
            continue
        source = iteration.arguments[min(place, len(iteration.arguments) - 1)] if iteration.arguments else None
        wishes = _item_wishes(target, source, names)
        if iteration.source == "{0}" and len(iteration.targets) > 1 and not any(t.name for t in iteration.targets):
            wishes = _part_wishes(place, iteration.arguments[0], names)
        found[target] = free_name(wishes, in_use | frozenset(found.values()))
    return found


def _part_wishes(place: int, source: Expression, names: dict[Variable, str]) -> Iterator[str]:
    """Wishes for the name of one part of each item, by where it comes from and by its place."""
    match source:
        case Apply(component=component, arguments=arguments):
            if component.name in ("zip", "zip:three", "cartesian"):
                yield from filter(None, [_item_of(arguments[place], names)])
            elif component.name in ("pairs", "triples"):
                yield "abc"[place]
            elif component.name == "spread":
                yield ("item", "key")[place]
    yield _ORDINALS[place]
    yield from _ITEM


def _item_wishes(target: Variable, source: Expression | None, names: dict[Variable, str]) -> Iterator[str]:
    one = _item_of(source, names) if source is not None else None
    if target.name:
        yield target.name
        yield from _SECOND.get(target.name, ())
    elif one:
        yield one
    yield from _ITEM_OF_TYPE.get(target.type, ())
    yield from _ITEM_OF_NAME.get(target.type.name, ())
    yield from _ITEM


def _item_of(source: Expression, names: dict[Variable, str]) -> str | None:
    """What one item of a collection is called."""
    match source:
        case Variable():
            return singular(names.get(source, source.name))
        case Apply(component=component, arguments=arguments):
            base = component.family
            if base == "field":
                return singular(_field_name(source))
            if component.name in ("sorted:str", "split:on"):
                return "char" if base == "sorted" else "part"
            if base in _SAME_ITEMS and arguments:
                return _item_of(arguments[0], names)
            return _ITEM_OF_COMPONENT.get(base) or singular(base)
        case Comprehension(iteration=iteration, element=Variable() as element) if element in iteration.targets:
            place = min(iteration.targets.index(element), len(iteration.arguments) - 1)
            return _item_of(iteration.arguments[place], names)
        case Comprehension(form=form, iteration=iteration) if form.keyed:
            return _item_of(iteration.arguments[0], names)
    return None


def _field_name(field: Apply) -> str:
    """The name of what a record's field is read as."""
    return field.component.name.rpartition(".")[2]


def value_wishes(value: Expression | None) -> Sequence[str]:
    """Wishes for the name of a value that is computed once and used more often."""
    wishes: list[str] = []
    if isinstance(value, Constant) and value.type.name == "dict":
        wishes.append("table")
    if isinstance(value, Apply):
        base = value.component.family
        if base == "at":
            wishes += _place_names(value.arguments[1])
        elif base == "field":
            wishes.append(_field_name(value))
        elif base not in _ARITHMETIC or value.type in (INT, FLOAT):
            known = (_VALUE_OF_COMPONENT.get(key) for key in (value.component.name, base))
            wishes += [wish for wish in known if wish]
    if isinstance(value, Comprehension):
        wishes += {"sum": ["total"], "countif": ["count"], "next": ["first"]}.get(value.form.name, [])
        wishes += {"max": ["largest"], "min": ["smallest"]}.get(value.form.name.partition(":")[0], [])
    return [*wishes, *(_plain_names(value.type) if value is not None else ()), "value", "result"]


def accumulator_wishes(variable: Variable, step: Expression) -> Sequence[str]:
    """Wishes for the name of what a loop builds up."""
    wishes = [variable.name] if variable.name else []
    if isinstance(step, Conditional):
        sides = (step.then, step.otherwise)
        changing = (side for side in sides if isinstance(side, Apply) and variable in side.arguments)
        step = next(changing, step.then)
    if isinstance(step, Apply) and variable in step.arguments:
        base = step.component.family
        ones = any(isinstance(a, Constant) and a.value == 1 for a in step.arguments)
        wishes += {"add": ["count" if ones else "total"], "mul": ["product"]}.get(base, [])
        wishes += {"max": ["largest"], "min": ["smallest"]}.get(base, [])
    return [*wishes, "result", "current", "value"]


def _place_names(place: Expression) -> list[str]:
    if isinstance(place, Constant):
        return {0: ["first"], 1: ["second"], 2: ["third"], -1: ["last"]}.get(place.value, [])
    return []


def _plain_names(t: Type) -> tuple[str, ...]:
    known = {STR: ("text", "piece"), INT: ("number", "amount"), FLOAT: ("amount",), BOOL: ("holds",)}.get(t)
    by_name = {"list": ("items", "values"), "dict": ("mapping",), "set": ("members",), "tuple": ("pair",)}
    return known or by_name.get(t.name, ())


def free_name(wishes: Iterable[str], taken: frozenset[str]) -> str:
    """The first wish that is not taken and no builtin; else one of them with a number."""
    names = [wish for wish in wishes if wish not in BUILTINS] or ["value"]
    for name in names:
        if name not in taken:
            return name
    return next(f"{names[-1]}{i}" for i in range(2, 10_000) if f"{names[-1]}{i}" not in taken)
