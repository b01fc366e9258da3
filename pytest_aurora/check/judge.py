"""The judge of a search: does a body that fits the plain examples keep everything else that the spec says?"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from pathlib import Path

from pytest_aurora.check.examples import Failed, Passed, run_example
from pytest_aurora.check.properties import Broken, Property
from pytest_aurora.check.watchdog import call_within
from pytest_aurora.errors import SpecError
from pytest_aurora.problem.build import is_plain, is_usable
from pytest_aurora.problem.problem import Returned, TimedOut
from pytest_aurora.problem.verdict import Refuted, Survived, Unknown, Verdict
from pytest_aurora.search.outcome import Body
from pytest_aurora.spec.expressions import mentioned
from pytest_aurora.spec.model import ExampleSpec, PostSpec, Spec


class Judge:
    """Judges candidates for one function; what refuted one candidate is asked first of the next.

    A condition is judged as soon as every function of the spec that it calls is available. One whose variables cannot
    be typed is left out: its own test item says why.

    Attributes:
        remembered: the counterexamples so far, the one that refuted last at the front.
    """

    def __init__(
        self,
        spec: Spec,
        name: str,
        namespace: Mapping[str, object],
        *,
        max_examples: int = 100,
        seed: int = 0,
        seconds: float | None = 1.0,
        database_path: Path | None = None,
    ) -> None:
        """Prepare the judge.

        Args:
            spec: what is asked.
            name: the function that is searched for.
            namespace: names of the target module, with the functions of the spec that are already written.
            max_examples: values tried for each post-condition.
            seed: of their choice.
            seconds: time for each call; a candidate that takes longer is refuted. None: no limit.
            database_path: where hypothesis may remember; None: nowhere.
        """
        available = {name, *(f.name for f in spec.functions if f.name in namespace)}
        self.remembered: list[tuple[Property, Broken]] = []
        self._spec = spec
        self._name = name
        self._namespace = namespace
        self._max_examples = max_examples
        self._seed = seed
        self._seconds = seconds
        self._database_path = database_path
        self._examples = [e for e in spec.examples if _is_judged(e, name, spec, available)]
        self._properties = [p for p in map(self._prepare, spec.posts) if p and set(p.post.functions) <= available]

    @property
    def has_questions(self) -> bool:
        """Whether it calls bodies at all, and so with arguments that no search has seen."""
        return bool(self._examples or self._properties)

    def __call__(self, body: Body, function: Callable[..., object]) -> Verdict:
        """What the spec says of a candidate."""
        namespace = {**self._namespace, self._name: function}
        refuted = self._ask_remembered(namespace) or self._ask_examples(namespace)
        return refuted or self._ask_properties(namespace)

    def _prepare(self, post: PostSpec) -> Property | None:
        if self._name not in post.functions or post.prose or post.error is not None or post.mark is not None:
            return None
        try:
            return Property(post, self._spec, self._namespace)
        except SpecError:
            return None

    def _ask_remembered(self, namespace: Mapping[str, object]) -> Refuted | None:
        for index, (prop, broken) in enumerate(self.remembered):
            again = prop.try_on(broken.values, namespace, self._seconds)
            if isinstance(again, Broken):
                self.remembered.insert(0, self.remembered.pop(index))
                return again.refuted
        return None

    def _ask_examples(self, namespace: Mapping[str, object]) -> Refuted | None:
        for example in self._examples:
            outcome = call_within(self._seconds, run_example, example, self._spec, namespace)
            if outcome != Returned(Passed()):
                return Refuted(example.text, example.call, _reason(outcome))
        return None

    def _ask_properties(self, namespace: Mapping[str, object]) -> Verdict:
        verdict: Verdict = Survived(0)
        for prop in self._properties:
            found = prop.search(namespace, self._max_examples, self._seed, self._database_path, self._seconds)
            if isinstance(found, Refuted):
                if prop.broken is not None:
                    self.remembered.insert(0, (prop, prop.broken))
                return found
            verdict = _both(verdict, found)
        return verdict


def _both(one: Verdict, other: Verdict) -> Verdict:
    if isinstance(one, Survived) and isinstance(other, Survived):
        return Survived(one.checks + other.checks)
    return one if isinstance(one, Unknown) else other


def _reason(outcome: object) -> str:
    if isinstance(outcome, TimedOut):
        return f"it did not end within {outcome.seconds:g} s"
    failed = outcome.value if isinstance(outcome, Returned) else outcome
    return failed.message if isinstance(failed, Failed) else str(failed)


def _is_judged(example: ExampleSpec, name: str, spec: Spec, available: set[str]) -> bool:
    """Whether an example calls the function, is not one that the search has seen, and can be evaluated already."""
    if not is_usable(example) or (example.function == name and is_plain(example, spec)):
        return False
    names = {function.name for function in spec.functions}
    sources = [source for source in (example.call, example.expected) if source is not None]
    called = {used for source in sources for used in mentioned(ast.parse(source, mode="eval"), names)}
    return name in called and called <= available
