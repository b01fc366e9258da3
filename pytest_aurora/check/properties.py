"""Post-conditions, tried on values that hypothesis makes, and on those of the examples."""

from __future__ import annotations

import ast
import copy
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from inspect import BoundArguments
from itertools import islice
from pathlib import Path

from hypothesis import given, reject, settings
from hypothesis import seed as seed_by
from hypothesis import strategies as st
from hypothesis.errors import Flaky, HypothesisException, Unsatisfiable

from pytest_aurora.check.bounds import bounds_of, ordered_pairs
from pytest_aurora.check.calls import CallLog
from pytest_aurora.check.compare import show
from pytest_aurora.check.isolation import hypothesis_at, own_settings
from pytest_aurora.check.known import known_values, passed
from pytest_aurora.check.strategies import Strategy, strategy_for
from pytest_aurora.check.variables import variable_types
from pytest_aurora.check.watchdog import call_within
from pytest_aurora.errors import SpecError
from pytest_aurora.problem.build import call_signature
from pytest_aurora.problem.problem import Raised, Returned, TimedOut
from pytest_aurora.problem.types import Type
from pytest_aurora.problem.verdict import Refuted, Survived, Unknown, Verdict
from pytest_aurora.spec.conditions import RESULTS
from pytest_aurora.spec.expressions import function_calls
from pytest_aurora.spec.guards import NAMES
from pytest_aurora.spec.literals import compile_expression
from pytest_aurora.spec.model import PostSpec, PreSpec, Spec

LONGEST_VALUE = 2000
MOST_KNOWN = 100
"""Values of the examples that are tried."""


def find_counterexample(
    post: PostSpec,
    spec: Spec,
    namespace: Mapping[str, object],
    *,
    max_examples: int = 100,
    seed: int = 0,
    database_path: Path | None = None,
    seconds: float | None = None,
) -> Verdict:
    """Look for values of a post-condition's variables for which it does not hold.

    Those of the examples are tried as well, last, since what hypothesis finds it shrinks.

    Args:
        post: the condition; neither prose nor one that could not be read.
        spec: its spec.
        namespace: names of the target module, with the spec's functions.
        max_examples: how many values hypothesis tries at most, not counting the shrinking.
        seed: of the choice; the same seed tries the same values.
        database_path: folder in which hypothesis remembers what failed; None: nothing is remembered. No other folder
            is written.
        seconds: time for one evaluation; one that takes longer is a counterexample. None: no limit.

    Raises:
        SpecError: the type of a variable is not known.
    """
    return Property(post, spec, namespace).search(namespace, max_examples, seed, database_path, seconds)


@dataclass(frozen=True, slots=True)
class Holds:
    """The condition holds for the values."""


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """The preconditions exclude the values."""


@dataclass(frozen=True, slots=True)
class Broken:
    """The condition does not hold for the values.

    Attributes:
        values: the values; no call has seen these objects, so none can have changed them.
        refuted: the verdict that this makes.
        endless: whether the evaluation was interrupted because it took too long.
    """

    values: Mapping[str, object]
    refuted: Refuted
    endless: bool = False


class Property:
    """A post-condition, prepared to be tried on any implementation of its functions.

    Attributes:
        post: the condition.
        types: the types of its variables.
        broken: where the last search found that it does not hold, or None.
    """

    def __init__(self, post: PostSpec, spec: Spec, namespace: Mapping[str, object]) -> None:
        pres = [pre for pre in spec.pres if pre.error is None and _concerns(pre, post)]
        own = [pre for pre in pres if pre.variable is not None or pre.function == post.result_of]
        self.post = post
        self.types = variable_types(post, spec, own, namespace)
        self.broken: Broken | None = None
        self._spec = spec
        self._condition = compile_expression(post.source, post.location)
        self._own = [compile_expression(pre.source, pre.location) for pre in own]
        self._signatures = {name: call_signature(spec.function(name), namespace) for name in post.functions}
        self._restrictions = {
            name: [compile_expression(pre.source, pre.location) for pre in pres if pre.function == name]
            for name in post.functions
        }
        self._known = tuple(islice(known_values(post, spec, self.types, namespace), MOST_KNOWN))
        self._strategy = _strategy(self.types, [*map(_tree, own), *_on_variables(post, pres, spec)], namespace)

    def search(
        self,
        namespace: Mapping[str, object],
        max_examples: int = 100,
        seed: int = 0,
        database_path: Path | None = None,
        seconds: float | None = None,
    ) -> Verdict:
        """Try the condition on `max_examples` values and those of the examples; see `find_counterexample`."""
        self.broken = None
        missing = [name for name in self.post.functions if name not in namespace]
        if missing:
            return Unknown(f"{missing[0]} is not defined")
        self._require_names(namespace)
        trial = _Trial(self, namespace, seconds)
        with hypothesis_at(database_path, self._digest()) as database:
            verdict = self._run(trial, own_settings(max_examples, database), seed)
        self.broken = trial.broken if isinstance(verdict, Refuted) else self._broken_by_known(namespace, seconds)
        return verdict if self.broken is None else self.broken.refuted

    def try_on(self, values: Mapping[str, object], namespace: Mapping[str, object], seconds: float | None) -> Tried:
        """Whether the condition holds for these values, within that time."""
        if not self._admits({**namespace, **values}):
            return NotAllowed()
        fresh = copy.deepcopy(dict(values))
        log = CallLog(namespace, self._signatures, self._restrictions)
        outcome = call_within(seconds, self._evaluate, fresh, log)
        if log.refused:
            return NotAllowed()
        if outcome == Returned(True):
            return Holds()
        refuted = Refuted(self.post.text, _lines(values), _reason(outcome, log))
        return Broken(values, refuted, isinstance(outcome, TimedOut))

    def _broken_by_known(self, namespace: Mapping[str, object], seconds: float | None) -> Broken | None:
        tried = (self.try_on(values, namespace, seconds) for values in self._known)
        return next((each for each in tried if isinstance(each, Broken)), None)

    def _run(self, trial: _Trial, chosen: settings, number: int) -> Verdict:
        test = given(self._strategy)(lambda values: trial(values))
        try:
            chosen(seed_by(number)(test))()  # in this order: a seed set last would switch the database off
        except (_BrokenError, _EndlessError, Flaky):
            assert trial.broken is not None
            return trial.broken.refuted
        except Unsatisfiable:
            return Unknown("no values were found that keep the preconditions")
        except HypothesisException as error:
            return Unknown(f"no values can be made: {error}")
        return Survived(trial.checks)

    def _digest(self) -> str:
        key = f"{self._spec.path.name}::{self.post.function}::{self.post.source}"
        return hashlib.sha256(key.encode()).hexdigest()[:16]

    def _admits(self, scope: Mapping[str, object]) -> bool:
        outcome = call_within(None, lambda: all(condition.evaluate(scope) for condition in self._own))
        return outcome == Returned(True)

    def _evaluate(self, values: Mapping[str, object], log: CallLog) -> bool:
        scope = {**log.namespace, **values}
        if self.post.result_of is not None:
            signature = self._signatures[self.post.result_of]
            arguments = {name: value for name, value in values.items() if name in signature.parameters}
            bound = BoundArguments(signature, arguments)
            result = log.call(self.post.result_of, *bound.args, **bound.kwargs)
            scope.update({name: result for name in RESULTS if name not in values})
        return bool(self._condition.evaluate(scope))

    def _require_names(self, namespace: Mapping[str, object]) -> None:
        for name in self._condition.names:
            if name not in {*self.types, *namespace, *NAMES, *RESULTS}:
                hint = "define it in the target module"
                raise SpecError(f"the name {name!r} is not known", self.post.location, self.post.text, hint)


Tried = Holds | NotAllowed | Broken


class _BrokenError(Exception):
    """Tells hypothesis that the condition does not hold, so that it shrinks the values."""


class _EndlessError(BaseException):
    """Ends hypothesis's search: shrinking would wait for the time to run out again and again."""


class _Trial:
    """The test that hypothesis runs: raises when the values break the condition, and keeps the last that did."""

    def __init__(self, prop: Property, namespace: Mapping[str, object], seconds: float | None) -> None:
        self.checks = 0
        self.broken: Broken | None = None
        self._property = prop
        self._namespace = namespace
        self._seconds = seconds

    def __call__(self, values: Mapping[str, object]) -> None:
        tried = self._property.try_on(values, self._namespace, self._seconds)
        if isinstance(tried, NotAllowed):
            reject()
        if isinstance(tried, Holds):
            self.checks += 1
            return
        self.broken = tried
        raise _EndlessError if tried.endless else _BrokenError


def _reason(outcome: Returned | Raised | TimedOut, log: CallLog) -> str:
    if isinstance(outcome, TimedOut):
        return f"it did not end within {outcome.seconds:g} s"
    if isinstance(outcome, Raised):
        return f"it raised {outcome.error}: {outcome.message}" if outcome.message else f"it raised {outcome.error}"
    return log.told


def _lines(values: Mapping[str, object]) -> str:
    return "\n".join(f"{name}={show(value, LONGEST_VALUE)}" for name, value in values.items())


# --- values --------------------------------------------------------------------------------------------------------


def _concerns(pre: PreSpec, post: PostSpec) -> bool:
    return pre.variable in post.variables or pre.function in post.functions


def _tree(pre: PreSpec) -> ast.expr:
    return ast.parse(pre.source, mode="eval").body


def _on_variables(post: PostSpec, pres: list[PreSpec], spec: Spec) -> Iterator[ast.expr]:
    """The preconditions of functions, said of the variables that are passed to them."""
    for pre in pres:
        for call in function_calls(ast.parse(post.source, mode="eval"), {pre.function} if pre.function else set()):
            function, tree = spec.function(str(pre.function)), _tree(pre)
            names = {parameter.name for parameter in function.parameters}
            renamed = {name: arg.id for name, arg in passed(call, function).items() if isinstance(arg, ast.Name)}
            used = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in names]
            if all(node.id in renamed for node in used):
                for node in used:
                    node.id = renamed[node.id]
                yield tree


def _strategy(types: Mapping[str, Type], trees: list[ast.expr], namespace: Mapping[str, object]) -> Strategy:
    made = st.fixed_dictionaries(
        {name: strategy_for(type_, namespace, bounds_of(name, trees)) for name, type_ in types.items()}
    )
    pairs = ordered_pairs(types, trees)
    return made.map(lambda values: _in_order(values, pairs)) if pairs else made


def _in_order(values: dict[str, object], pairs: tuple[tuple[str, str], ...]) -> dict[str, object]:
    for low, high in pairs * len(pairs):
        a, b = values[low], values[high]
        if isinstance(a, int | float | str) and isinstance(b, type(a)) and a > b:  # type: ignore[operator]
            values[low], values[high] = b, a
    return values
