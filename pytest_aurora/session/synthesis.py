"""From a spec's functions that are not written yet to bodies in the user's file."""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from pytest_aurora.errors import AuroraError, RewriteRefusedError
from pytest_aurora.memory.state import SYSTEM_CLOCK
from pytest_aurora.rewrite.undo import forget, mend
from pytest_aurora.search.outcome import Listener, Solution
from pytest_aurora.session.asking import Ask
from pytest_aurora.session.attempt import Function, Search
from pytest_aurora.session.helpers import component_helpers
from pytest_aurora.session.learning import Learning
from pytest_aurora.session.modules import Modules
from pytest_aurora.session.outcome import Attempt, Crashed, NotFound, Outcome, Refused, Written
from pytest_aurora.session.project import Project
from pytest_aurora.session.run import Run
from pytest_aurora.session.scope import Faulty
from pytest_aurora.session.searches import Searches
from pytest_aurora.session.stages import Searched
from pytest_aurora.session.target import Target
from pytest_aurora.session.turns import Asked, turns
from pytest_aurora.session.workers import worker_count
from pytest_aurora.spec.model import Spec


@dataclass(frozen=True, slots=True)
class Synthesis(Run):
    """A run that makes attempts at functions."""

    @property
    def side_by_side(self) -> bool:
        """Whether several functions are searched for at once; with a user to be asked it is one after the other."""
        return self.searches.workers > 1 and self.ask is None

    def attempt(self, spec: Spec, name: str) -> Attempt:
        """Write a function of a spec, if it asks for that; earlier ones in the order of use should be there.

        Raises:
            KeyboardInterrupt: the user wants no more.
        """
        return next(self._turn([Asked(spec, name)]))

    def attempts(self, asked: Iterable[tuple[Spec, str]]) -> Iterator[Attempt]:
        """Write functions, given in the order of use; with several workers, in turns that do not use one another.

        Raises:
            KeyboardInterrupt: the user wants no more.
        """
        each = [Asked(spec, name, self._target(spec)) for spec, name in asked]
        for turn in turns(each) if self.side_by_side else [[one] for one in each]:
            yield from self._side_by_side(turn)

    def _side_by_side(self, turn: Sequence[Asked]) -> Iterator[Attempt]:
        """The attempts of a turn; what is not found is tried once more with the help of what its file has now."""
        missed, helped = [], set()
        for each, attempt in zip(turn, self._turn(turn), strict=True):
            if isinstance(attempt.outcome, NotFound):
                missed.append((each, attempt))
                continue
            if isinstance(attempt.outcome, Written):
                helped.add(each.target)
            yield attempt
        yield from (attempt for each, attempt in missed if each.target not in helped)
        yield from self._turn([each for each, _ in missed if each.target in helped])

    def _target(self, spec: Spec) -> Target | None:
        try:
            return self.project.target(spec)
        except (AuroraError, OSError):  # said when its turn comes
            return None

    def _turn(self, turn: Sequence[Asked]) -> Iterator[Attempt]:
        self.rewritten.clear()
        begun = [_guarded(partial(self._begin, each)) for each in turn]
        found = self.searches.run([each.errand for each in begun if isinstance(each, Search)])
        for place, (asked, each) in enumerate(zip(turn, begun, strict=True)):
            try:
                yield self._attempt(asked, self._end(each, found))
            except KeyboardInterrupt:  # noqa: PERF203
                yield from self._found_by_now(turn[place:], begun[place:])
                raise

    def _found_by_now(self, turn: Sequence[Asked], begun: Sequence[Outcome | Search]) -> Iterator[Attempt]:
        """What side by side was found before it is its turn to be written: an interrupt must not lose it."""
        for asked, each in zip(turn, begun, strict=True):
            answer = self.searches.answer(each.errand) if isinstance(each, Search) else None
            if isinstance(each, Search) and isinstance(answer, Searched) and isinstance(answer.result, Solution):
                yield self._attempt(asked, self._end(each, iter([answer])))

    def _attempt(self, asked: Asked, outcome: Outcome) -> Attempt:
        return Attempt(self.project.shown(asked.spec.path), asked.name, outcome)

    def _end(self, begun: Outcome | Search, found: Iterator[Searched | Faulty]) -> Outcome:
        """What a function came to, however often its search begins again."""
        while isinstance(begun, Search):
            begun = _guarded(partial(begun.end, found))
            found = self.searches.run([begun.errand]) if isinstance(begun, Search) else found
        return begun

    def _begin(self, asked: Asked) -> Outcome | Search:
        answered = {answer.spec.path: answer.spec for answer in self.answers}
        spec = answered.get(asked.spec.path, asked.spec)
        return Function(self, spec, asked.name, self.project.target(spec)).begin()


_T = TypeVar("_T")


def _guarded(step: Callable[[], _T]) -> _T | Refused | Crashed:
    """What a step gives, or what its error is for the user."""
    try:
        return step()
    except AuroraError as error:
        return Refused(str(error))
    except OSError as error:
        return Refused(f"{error.filename}: {error.strerror}; its file cannot be read")
    except Exception:  # shown in full; what was found so far and the other functions must not be lost with it
        return Crashed(traceback.format_exc())


def _mended(state: Path, project: Project) -> tuple[str, ...]:
    """What a killed run left half-made and is mended now, one sentence each; what is too old is forgotten."""
    try:
        said = mend(state, project.rootdir)
        forget(state, project.settings.keep.undo)
        return said
    except (RewriteRefusedError, OSError) as error:
        return (f"what an earlier run left is not looked at: {error}",)


@contextmanager
def synthesis(
    project: Project,
    *,
    write: bool,
    listener: Listener | None = None,
    now: datetime | None = None,
    ask: Ask | None = None,
) -> Iterator[Synthesis]:
    """A run of the search.

    Args:
        project: where the specs live.
        write: files are written and state is kept; else diffs are only shown, and the project's own modules stay as
            they are.
        listener: told how each search goes on.
        now: the time that names the run.
        ask: asks the user when a search is in doubt; None: nobody is asked.

    Raises:
        UsageError: a component cannot be used.
    """
    components, proposers = component_helpers(project.components()), project.proposers()
    clock = SYSTEM_CLOCK if now is None else replace(SYSTEM_CLOCK, now=lambda: now)
    state = project.state_dir() if write else project.state_path
    learning = Learning(project.settings, state, keep=write, environ=project.environ, clock=clock)
    searches = Searches(worker_count(project.settings.workers, project.environ))
    begin = partial(
        Synthesis, learning=learning, searches=searches, listener=listener, components=components,
        proposers=proposers, ask=ask,
    )  # fmt: skip
    try:
        if not write:
            yield begin(replace(project, modules=Modules()), None)
        elif state is not None:
            yield begin(project, state, notes=_mended(state, project))
        else:
            with tempfile.TemporaryDirectory(prefix="aurora-") as folder:
                notes = ("no state is kept, so this run cannot be undone",)
                yield begin(project, Path(folder), notes=notes)
    finally:
        searches.close()
        learning.finish()
