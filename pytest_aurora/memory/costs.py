"""Between biases and costs: what a search's result teaches, and what it makes cheaper next time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from pytest_aurora.memory.seeds import clamp

LARGEST = 2.0
"""The most that a bias adds to a cost or takes from it, as `search.outcome.Learned` asks."""
UNFAMILIAR = 1.0
"""What a production costs more that no solved body used where others were used."""
PREFERRED = 0.5
"""What a bias gains that a part of a similar body has."""
LIKED = 1.0
"""What a component costs less that the user's own code likes."""


@dataclass(frozen=True, slots=True)
class LearnedCosts:
    """What a search is told (`search.outcome.Learned`): what is liked costs less, what is disliked more.

    Attributes:
        biases: by production key (`parent>child`), in [-1, 1].
        strength: cost of a whole unit of bias.
        familiar: productions that solved bodies were made of, by parent; one that stands beside them and is none of
            them costs `UNFAMILIAR` more.
        liked: components that the user's own code likes.
        similar: notations of bodies that solved similar problems, the most similar first.
    """

    biases: Mapping[str, float] = field(default_factory=dict)
    strength: float = LARGEST
    familiar: Mapping[str, frozenset[str]] = field(default_factory=dict)
    liked: frozenset[str] = frozenset()
    similar: tuple[str, ...] = ()

    def bias(self, production: str) -> float:
        """Added to the cost of the production, in [-2, 2]; 0 where nothing is known."""
        liking = LIKED if production.partition(">")[2] in self.liked else 0.0
        return clamp(self._learned(production) - liking, LARGEST)

    @property
    def is_blank(self) -> bool:
        """Whether no solved body is known."""
        return not self.familiar

    def knows(self, family: str) -> bool:
        """Whether a solved body was made of a component of the family."""
        return any(family_of(key) == family for productions in self.familiar.values() for key in productions)

    def _learned(self, production: str) -> float:
        if production in self.biases:
            return -self.strength * self.biases[production]
        familiar = self.familiar.get(parent_of(production))
        return 0.0 if familiar is None or production in familiar else UNFAMILIAR


UNLEARNED = LearnedCosts()
"""Every production at its own cost."""


def credit(used: Collection[str], known: Iterable[str]) -> dict[str, float]:
    """What a solved body teaches, as values for `SeedStore.update`.

    A used production is worth 1. A known one that stood to choose beside it (the same parent) is worth 0, so that a
    bias is the average of how often its parent chose it.

    Args:
        used: productions (`parent>child`) of the solved body.
        known: productions that have a bias.
    """
    parents = {parent_of(production) for production in used}
    rivals = {production for production in known if parent_of(production) in parents}
    return {**dict.fromkeys(sorted(rivals), 0.0), **dict.fromkeys(used, 1.0)}


def parent_of(production: str) -> str:
    """The production's first half: where its child stands."""
    # aurora: specs/productions.md [body 74d5213c, spec 76655dfd]
    return production.partition(">")[0]


def family_of(production: str) -> str:
    """The family of the production's component (`Component.family`)."""
    return production.partition(">")[2].partition(":")[0]


def preferring(biases: Mapping[str, float], productions: Iterable[str]) -> dict[str, float]:
    """Biases with those of `productions`, the parts of similar bodies, raised by `PREFERRED` and kept in [-1, 1]."""
    return {**biases, **{key: clamp(biases.get(key, 0.0) + PREFERRED) for key in productions}}


def by_parent(productions: Iterable[str]) -> dict[str, frozenset[str]]:
    """Productions under their parents."""
    found: dict[str, set[str]] = {}
    for production in productions:
        found.setdefault(parent_of(production), set()).add(production)
    return {parent: frozenset(children) for parent, children in found.items()}
