"""Targets of pipelines: lists of which a stage, or another list beside them, makes what is wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from pytest_aurora.language.expressions import Expression
from pytest_aurora.search.core import Core
from pytest_aurora.search.deduce.stages import Items, Joint, Stage, Test

BACK = 2
"""Stages through which it is worked back."""
SOUGHT = 20_000
"""Lists sought at most."""

Lists = tuple[Items, ...]
"""A list at each point of a sample."""
Filter = tuple[Stage, Test, frozenset[int]]
"""A filter, its test at the first point, and what the lists begin with there that it could give."""


@dataclass(frozen=True, slots=True, eq=False)
class Pipeline:
    """A list and how it was made."""

    lists: Lists
    cost: int
    build: Callable[[], Expression]


@dataclass(frozen=True, slots=True, eq=False)
class Sought:
    """A list that would do: `close` makes the wanted one of it."""

    lists: Lists
    cost: int
    close: Callable[[Expression], Expression]


def _itself(expression: Expression) -> Expression:
    return expression


@dataclass(frozen=True, slots=True)
class Targets:
    """The lists that are sought, by what they are at the first point."""

    core: Core
    stages: Sequence[Stage]
    sought: dict[Items, list[Sought]] = field(default_factory=dict)
    inverted: list[Sought] = field(default_factory=list)
    """Those that stages alone lead to."""

    def of(self, items: Items) -> Sequence[Sought]:
        """Those that are these items at the first point."""
        return self.sought.get(items, ())

    def seek(self, wanted: Lists) -> None:
        """Seek what is wanted, and what would be it after stages that have an inverse."""
        layer = [Sought(wanted, 0, _itself)]
        self._add(layer[0])
        for _ in range(BACK):
            self.inverted.extend(layer)
            layer = [earlier for sought in layer for earlier in self._before(sought) if self._add(earlier)]
        self.inverted.extend(layer)

    def _add(self, sought: Sought) -> bool:
        """Whether nobody sought it so far."""
        known = self.sought.setdefault(sought.lists[0], [])
        if any(other.lists == sought.lists for other in known):
            return False
        known.append(sought)
        return True

    def _before(self, sought: Sought) -> Iterator[Sought]:
        for stage in self.stages:
            found = [back(v) for back, v in zip(stage.backwards, sought.lists, strict=False)]
            lists = tuple([items for items in found if items is not None])
            if len(lists) == len(sought.lists):
                yield Sought(lists, sought.cost + stage.cost, partial(_after, stage, sought))

    def seek_halves(self, wanted: Lists, known: Sequence[Pipeline], joints: Sequence[Joint]) -> None:
        """Seek what makes, side by side with a known list, what is wanted."""
        for half in known:
            for joint in joints:
                found = [joint.left(w, v) for w, v in zip(wanted, half.lists, strict=True)]
                lists = tuple([items for items in found if items is not None])
                if len(lists) == len(wanted) and len(self.sought) < SOUGHT:
                    self._add(Sought(lists, half.cost + joint.cost, partial(self._beside, joint, half)))

    def _beside(self, joint: Joint, half: Pipeline, expression: Expression) -> Expression:
        return joint.build(self.core, half.build(), expression)

    def filters(self) -> list[Filter]:
        """The filters that could give a list that stages alone lead to."""
        found = ((stage, self._heads(stage)) for stage in self.stages if stage.holds)
        return [(stage, stage.holds[0], heads) for stage, heads in found if heads]

    def _heads(self, stage: Stage) -> frozenset[int]:
        return frozenset(
            sought.lists[0][0]
            for sought in self.inverted
            if all(v and all(map(holds, v)) for holds, v in zip(stage.holds, sought.lists, strict=True))
        )


def _after(stage: Stage, sought: Sought, expression: Expression) -> Expression:
    return sought.close(stage.build(expression))
