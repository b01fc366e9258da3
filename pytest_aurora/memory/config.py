"""The production values of learning: one frozen record with bounds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

from pytest_aurora.errors import UsageError


def _within(low: float, high: float) -> dict[str, tuple[float, float]]:
    return {"bounds": (low, high)}


@dataclass(frozen=True, slots=True)
class ProdConfig:
    """How learning goes; the table `[tool.aurora.learning]`.

    Attributes:
        epsilon: probability that an iteration explores.
        decay: what a working bias that is not in use is multiplied by, an iteration.
        cooldown_iters: iterations that a bias rests after it has misled a search.
        max_drift: the most that a working bias moves in an iteration.
        top_k: how many biases a search runs with and a report shows.
        alpha: weight of a new value in the moving average of a learned bias.
        drift_cap: the most that one update moves a learned bias.
        max_total_drift: bound on the sum of the sizes of the biases that a search runs with.
    """

    epsilon: float = field(default=0.15, metadata=_within(0.0, 1.0))
    decay: float = field(default=0.98, metadata=_within(0.5, 1.0))
    cooldown_iters: int = field(default=5, metadata=_within(0, 1000))
    max_drift: float = field(default=0.10, metadata=_within(0.0, 1.0))
    top_k: int = field(default=10, metadata=_within(1, 1000))
    alpha: float = field(default=0.2, metadata=_within(0.0, 1.0))
    drift_cap: float = field(default=0.15, metadata=_within(0.0, 1.0))
    max_total_drift: float = field(default=5.0, metadata=_within(0.0, 1000.0))

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> ProdConfig:
        """The values of a TOML table, checked; what it does not name keeps its default.

        Raises:
            UsageError: an unknown key (the nearest right one is named), a wrong type or a value out of bounds.
        """
        names = [f.name for f in fields(cls)]
        for key in table:
            if key not in names:
                raise UsageError(f"pyproject.toml: [tool.aurora.learning] has no key {key!r}{_nearest(key, names)}")
        config = cls(**table)  # type: ignore[arg-type]
        config.validate()
        return config

    def validate(self) -> None:
        """Check every value.

        Raises:
            UsageError: a wrong type or a value out of bounds; the message names all of them.
        """
        problems = self.violations()
        if problems:
            raise UsageError("pyproject.toml: [tool.aurora.learning] " + "; ".join(problems))

    def violations(self) -> tuple[str, ...]:
        """What is out of bounds or of the wrong type, a sentence each."""
        return tuple(self._violations())

    def _violations(self) -> Iterator[str]:
        for f in fields(self):
            value, (low, high) = getattr(self, f.name), f.metadata["bounds"]
            whole = isinstance(f.default, int)
            if type(value) is not int and (whole or type(value) is not float):
                yield f"{f.name} must be {'a whole number' if whole else 'a number'}, not {value!r}"
            elif not low <= value <= high:
                yield f"{f.name} must be between {low:g} and {high:g}, not {value!r}"


def _nearest(key: str, names: list[str]) -> str:
    import difflib

    close = difflib.get_close_matches(key.lower(), names, 1)
    return f"; did you mean {close[0]!r}?" if close else f"; the keys are {', '.join(names)}"
