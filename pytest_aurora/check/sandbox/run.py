"""Runs calls of one function in a child process and says what they came to."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pytest_aurora.check.sandbox.outcome import (
    Call,
    CallOutcome,
    Killed,
    Limits,
    Mutated,
    Report,
    Request,
    Strength,
    Unstable,
    Unsupported,
    WeakSandboxError,
)
from pytest_aurora.check.sandbox.process import Child, Ended
from pytest_aurora.check.sandbox.wire import Encoder, WireError, builder, class_key, decode
from pytest_aurora.problem.problem import Raised, Returned, TimedOut

_HASH_SEEDS = (1, 2)
_UNREADABLE = Killed("it said what cannot be read")

Json = Any


def run_calls(
    request: Request, limits: Limits | None = None, *, require: Strength = Strength.WEAK, twice: bool = False
) -> Report:
    """Make the calls of `request` in a fresh, confined interpreter.

    Args:
        request: the function and the calls; what they should come to is not sent.
        limits: what the child may use.
        require: how strongly the child must be held; nothing is run when it is not.
        twice: make the calls in a second child too, with another hash seed and in another order; a call that comes
            to something else there is `Unstable`.

    Raises:
        WeakSandboxError: the kernel does not give what `require` asks for.
    """
    start = time.monotonic()
    asking = _Asking(request, limits or Limits(), require)
    order = [index for index, form in enumerate(asking.forms) if form is not None]
    first = asking.ask(order, _HASH_SEEDS[0])
    outcomes = {**asking.refused, **asking.read(order, first)}
    if twice and order and first.end is None:
        again = [*reversed(order), order[-1]]
        outcomes.update(asking.differing(first, asking.ask(again, _HASH_SEEDS[1]), again, outcomes))
    strength = Strength.WEAK if first.weakness else Strength.STRONG
    ordered = tuple(outcomes[index] for index in range(len(request.calls)))
    return Report(ordered, strength, time.monotonic() - start, first.weakness)


def available_strength() -> tuple[Strength, str]:
    """How strongly this machine holds a child, and why not more."""
    report = run_calls(Request("def nothing(): ...", "nothing", ()))
    return report.strength, report.weakness


@dataclass(frozen=True, slots=True)
class _Answers:
    """What a child said.

    Attributes:
        calls: outcome and arguments after the call, in the order in which the calls were to be made.
        end: what the first call without an answer came to.
        weakness: why the child was not held strongly.
    """

    calls: list[tuple[Json, Json]]
    end: TimedOut | Killed | None = None
    weakness: str = "the child did not start"


class _Asking:
    """A request, encoded; and the reading of what children answer to it."""

    def __init__(self, request: Request, limits: Limits, require: Strength) -> None:
        self.request, self.limits, self.require = request, limits, require
        self.build: Callable[[tuple[str, str], Json], object] = builder(request.classes)
        self.forms: list[Json] = []
        self.refused: dict[int, CallOutcome] = {}
        for index, call in enumerate(request.calls):
            form, refusal = self._encode(call)
            self.forms.append(form)
            if refusal is not None:
                self.refused[index] = refusal

    def _encode(self, call: Call) -> tuple[Json, Unsupported | None]:
        encoder = Encoder({cls: class_key(cls) for cls in self.request.classes}, self.limits.size)
        try:
            return encoder.encode((call.arguments, dict(call.keywords))), None
        except WireError as error:
            return None, Unsupported(f"argument: {error}")

    def ask(self, order: list[int], hash_seed: int) -> _Answers:
        """Start a child and listen until it has made the calls of `order` or has ended."""
        answers = _Answers([])
        with Child(self._text(order), self.limits, hash_seed) as child:
            lines = child.lines()
            try:
                answers = _Answers([], weakness=self._ready(next(lines)))
                for index in order:
                    answers.calls.append(_called(next(lines), index))
            except Ended as ended:
                end = Killed(ended.reason) if ended.timed_out is None else TimedOut(ended.timed_out)
                return _Answers(answers.calls, end, answers.weakness)
        return answers

    def _text(self, order: list[int]) -> str:
        request, limits = self.request, self.limits
        asked = {
            "source": request.source, "function": request.function, "module": request.module,
            "filename": request.filename, "path": [os.path.abspath(folder) for folder in request.path],
            "classes": [class_key(cls) for cls in request.classes], "before": request.before,
            "strong": self.require is Strength.STRONG, "calls": self.forms, "order": order,
            "limits": {"memory": limits.memory, "seconds": limits.seconds, "size": limits.size},
        }  # fmt: skip
        return json.dumps(asked)

    def _ready(self, line: list[Json]) -> str:
        match line:
            case ["ready", str(weakness)]:
                return weakness
            case ["weak", str(weakness)]:
                raise WeakSandboxError(
                    f'{weakness}; foreign code is not run here unless the setting says sandbox = "weak"'
                )
        raise _ended(line)

    def read(self, order: list[int], answers: _Answers) -> dict[int, CallOutcome]:
        """The outcome of each call of `order`."""
        outcomes = {index: self._outcome(index, *form) for index, form in zip(order, answers.calls, strict=False)}
        missing = order[len(answers.calls) :]
        outcomes.update(dict.fromkeys(missing, Killed("not run: an earlier call ended the child")))
        if missing and answers.end is not None:
            outcomes[missing[0]] = answers.end
        return outcomes

    def differing(
        self, first: _Answers, second: _Answers, order: list[int], outcomes: dict[int, CallOutcome]
    ) -> dict[int, CallOutcome]:
        """The calls that came to something else in the second child."""
        steady = {index: _steady(form) for index, (form, _) in zip(sorted(set(order)), first.calls, strict=True)}
        differing: dict[int, CallOutcome] = {}
        for index, (form, after) in zip(order, second.calls, strict=False):
            if _steady(form) != steady[index]:
                differing[index] = Unstable(outcomes[index], self._outcome(index, form, after))
        if second.end is not None:
            index = order[len(second.calls)]
            differing[index] = Unstable(outcomes[index], second.end)
        return differing

    def _outcome(self, index: int, form: Json, after: Json) -> CallOutcome:
        try:
            match form:
                case ["unsupported", str(what)]:
                    return Unsupported(what)
                case ["raised", str(error), message]:
                    outcome: CallOutcome = Raised(error, str(decode(message, self.build)))
                case ["returned", value]:
                    outcome = Returned(decode(value, self.build))
                case _:
                    return _UNREADABLE
            return outcome if json.dumps(after) == json.dumps(self.forms[index]) else self._mutated(index, after)
        except WireError as error:
            return Unsupported(str(error))

    def _mutated(self, index: int, after: Json) -> Mutated:
        call = self.request.calls[index]
        shown = after if isinstance(after, str) else decode(after, self.build)
        return Mutated((call.arguments, call.keywords), shown)


def _called(line: list[Json], index: int) -> tuple[Json, Json]:
    match line:
        case ["called", int(said), outcome, after] if said == index:
            return outcome, after
    raise _ended(line)


def _ended(line: list[Json]) -> Ended:
    match line:
        case ["stopped", str(reason)]:
            return Ended(reason)
    return Ended(_UNREADABLE.reason)


def _steady(form: Json) -> str:
    """A text that is equal for outcomes that are equal: messages and the order of a dict do not count."""
    match form:
        case ["raised", error, _]:
            return f"raised {error}"
    return json.dumps(_sorted_mappings(form))


def _sorted_mappings(form: Json) -> Json:
    if not isinstance(form, list):
        return form
    parts = [_sorted_mappings(part) for part in form]
    if parts and parts[0] in ("dict", "Counter", "defaultdict"):
        return [parts[0], sorted(parts[1], key=json.dumps)]
    return parts
