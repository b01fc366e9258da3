"""Examples that no function can satisfy together."""

from __future__ import annotations

import builtins
from collections.abc import Hashable, Iterable, Mapping

from pytest_aurora.check.compare import mismatch
from pytest_aurora.errors import SpecError
from pytest_aurora.problem.build import PlainExample, plain_examples
from pytest_aurora.problem.problem import Raised
from pytest_aurora.problem.values import exact_key, freeze
from pytest_aurora.spec.model import Spec


def find_contradictions(examples: Iterable[PlainExample]) -> tuple[tuple[PlainExample, PlainExample], ...]:
    """Pairs of examples of one function with the same arguments and different results, the earlier one first.

    True and 1 are different arguments; results within both tolerances are the same.
    """
    seen: dict[Hashable, PlainExample] = {}
    found = []
    for later in examples:
        earlier = seen.setdefault(_key(later.example.arguments), later)
        if not _agree(earlier, later):
            found.append((earlier, later))
    return tuple(found)


def refuse_contradictions(spec: Spec, name: str, namespace: Mapping[str, object]) -> None:
    """Do nothing, unless the examples of a function contradict each other.

    Raises:
        SpecError: they do; it names both lines.
    """
    for earlier, later in find_contradictions(plain_examples(spec, name, namespace)):
        raise SpecError(
            f"{later.source.text!r} contradicts line {earlier.source.location.line}: {earlier.source.text!r}",
            later.source.location, later.source.text, f"mend one of them: {earlier.source.location} or this one",
        )  # fmt: skip


def _key(arguments: tuple[object, ...]) -> Hashable:
    try:
        return exact_key(freeze(arguments))
    except TypeError:  # objects of the user's classes that cannot be hashed
        return repr(arguments)


def _agree(one: PlainExample, other: PlainExample) -> bool:
    a, b = one.example.outcome, other.example.outcome
    if isinstance(a, Raised) or isinstance(b, Raised):
        return isinstance(a, Raised) and isinstance(b, Raised) and _related(a.error, b.error)
    tolerances = [e.example.tolerance for e in (one, other) if e.example.tolerance is not None]
    return mismatch(a.value, b.value, tolerance=sum(tolerances) if tolerances else None) is None


def _related(one: str, other: str) -> bool:
    """Whether one error can be both: the same name, or a subclass; a class that is no builtin may be."""
    a, b = getattr(builtins, one, None), getattr(builtins, other, None)
    if one == other or not isinstance(a, type) or not isinstance(b, type):
        return True
    return issubclass(a, b) or issubclass(b, a)
