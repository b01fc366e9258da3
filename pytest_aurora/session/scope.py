"""What is asked of a search, made of a spec and its module's names; and the search."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from importlib.util import decode_source
from types import FunctionType

from pytest_aurora.check.contradictions import refuse_contradictions
from pytest_aurora.check.judge import Judge
from pytest_aurora.check.memory import EXTRA, memory_bound
from pytest_aurora.memory.adaptive import Stage
from pytest_aurora.problem.build import build_problem
from pytest_aurora.problem.problem import Helper, Problem
from pytest_aurora.rewrite.find import is_written
from pytest_aurora.search.engine import solve
from pytest_aurora.search.outcome import Budget, ExitReason, Learned, Listener, Result, Stopped
from pytest_aurora.search.outcome import Judge as AnyJudge
from pytest_aurora.session.helpers import find_helpers
from pytest_aurora.session.samples import sample_arguments
from pytest_aurora.session.stages import Searched, search_in_stages
from pytest_aurora.settings import Settings
from pytest_aurora.spec.model import Spec

_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Scope:
    """A function of a spec, and what stands in its module.

    Attributes:
        source: the module's bytes; None when its file is not there.
        namespace: the names of the module, but for functions of the spec that are not written.
    """

    spec: Spec
    name: str
    source: bytes | None
    namespace: Mapping[str, object]
    settings: Settings

    @property
    def has_functions(self) -> bool:
        """Whether code of the user's could be called."""
        return any(isinstance(value, FunctionType) for value in self.namespace.values())

    def judge(self) -> Judge:
        """The judge of bodies."""
        settings = self.settings
        return Judge(self.spec, self.name, self.namespace, max_examples=settings.max_examples, seed=settings.seed)

    def problem(self, components: Iterable[Helper] = (), given_up: Collection[str] = ()) -> Problem:
        """What is to be found.

        Args:
            components: functions that bodies of all specs may call.
            given_up: functions that no body may call.

        Raises:
            SpecError: the examples cannot be read or contradict each other.
        """
        spec, name, namespace, seed = self.spec, self.name, self.namespace, self.settings.seed
        source = self.source or b""
        refuse_contradictions(spec, name, namespace)
        text = decode_source(source)
        helpers = find_helpers(spec, namespace, text, partial(is_written, source), components, given_up)
        problem = build_problem(spec, name, namespace, helpers, seed)
        if problem.examples:
            return problem
        return replace(problem, probes=sample_arguments(spec, name, namespace, seed=seed))


def scope(spec: Spec, name: str, source: bytes | None, names: Mapping[str, object], settings: Settings) -> Scope:
    """A function of a spec among the names of its module."""
    stubs = {f.name for f in spec.functions if not is_written(source or b"", f.name)}
    return Scope(spec, name, source, {k: value for k, value in names.items() if k not in stubs}, settings)


@dataclass(frozen=True, slots=True)
class Faulty:
    """A fault of pytest-aurora itself ended the search."""

    trace: str


def search(
    problem: Problem,
    judge: AnyJudge,
    stages: tuple[Stage, ...],
    settings: Settings,
    listener: Listener | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Searched | Faulty:
    """Search in this process, stage by stage."""

    def run(share: Budget, learned: Learned, told: Listener | None) -> Result:
        return solve(
            problem, budget=share, judge=judge, learned=learned, seed=settings.seed, listener=told, clock=clock
        )

    try:
        # The search looks at its memory now and then; a single step that asks for far more is refused at once.
        with memory_bound(settings.memory * _MIB + EXTRA):
            return search_in_stages(stages, budget_of(settings), run, listener)
    except MemoryError:
        return Searched(Stopped(ExitReason.MEMORY, 0, 0.0), None)
    except Exception:  # shown in full; the other functions must not be lost with it
        return Faulty(traceback.format_exc())


def budget_of(settings: Settings) -> Budget:
    """What a search for one function may use."""
    return Budget(settings.timeout, settings.max_candidates, settings.memory * _MIB)
