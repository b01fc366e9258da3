"""What stands there before a search: whether it can be checked, and whether it keeps what its spec says."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_aurora.check.examples import Passed, run_example
from pytest_aurora.check.judge import Judge
from pytest_aurora.check.watchdog import call_within
from pytest_aurora.problem.build import is_usable
from pytest_aurora.problem.problem import Returned
from pytest_aurora.problem.verdict import Refuted
from pytest_aurora.search.outcome import Body
from pytest_aurora.session.scope import Scope
from pytest_aurora.spec.model import ExampleSpec, Spec


def unchecked(spec: Spec, name: str) -> str:
    """Why no body of a function could be checked; empty when one can."""
    posts = (p for p in spec.posts if not p.prose and p.error is None and p.mark is None)
    if any(_examples(spec, name)) or any(name in post.functions for post in posts):
        return ""
    broken = [e for e in spec.examples if e.function == name and e.error is not None]
    if not broken:
        return "nothing that is said of it can be checked: add an example"
    return f"none of its examples can be read:\n{broken[0].error}"


def passes(known: Scope, judge: Judge) -> bool:
    """Whether the function is in its module and keeps what the spec says."""
    function = known.namespace.get(known.name)
    return callable(function) and _keeps_examples(known) and not isinstance(judge(Body(()), function), Refuted)


def _keeps_examples(known: Scope) -> bool:
    seconds, spec, namespace = known.settings.timeout, known.spec, known.namespace
    examples = _examples(spec, known.name)
    return all(call_within(seconds, run_example, e, spec, namespace) == Returned(Passed()) for e in examples)


def _examples(spec: Spec, name: str) -> Iterator[ExampleSpec]:
    return (example for example in spec.examples if example.function == name and is_usable(example))
