"""What a spec says, as data; expressions stay source text until the module they speak of is there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from pytest_aurora.errors import SpecError


class Dialect(Enum):
    """How a spec file is written."""

    V2 = "v2"
    V3_LINE = "v3 line"
    V3_SECTIONED = "v3 sectioned"
    BULLETED = "bulleted"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a spec file: 1-based line and column."""

    path: Path
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Mark:
    """`<!-- aurora: skip -->` or `<!-- aurora: xfail REASON -->` on an example or a heading."""

    kind: str
    """`skip` or `xfail`."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ParameterSpec:
    """A parameter as its signature writes it."""

    name: str
    annotation: str | None = None
    default: str | None = None
    kind: str = "positional or keyword"
    """As `inspect.Parameter.kind.description`: `positional-only`, `keyword-only`, `variadic positional`, ..."""


@dataclass(frozen=True, slots=True)
class FunctionSpec:
    """A function that the spec declares."""

    name: str
    signature: str
    """Normalized: `def f(a: int, b: int = 0) -> int`, no colon at the end."""
    parameters: tuple[ParameterSpec, ...]
    returns: str | None
    description: str
    location: Location
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class ExampleSpec:
    """One example: a call and what it must give."""

    function: str
    """The declared function that the example is about (the outermost one called)."""
    call: str
    """Python source of the left side."""
    expected: str | None
    """Python source of the right side; None when the call must raise."""
    raises: str | None
    """Name of the exception class that must be raised, or None."""
    tolerance: float | None
    text: str
    """The example as it stands in the file, on one line."""
    id: str
    """Stable and unique within the function: what stands in `example[...]`. Does not change when text moves."""
    location: Location
    mark: Mark | None = None
    error: SpecError | None = None
    """Why this line cannot be used; the item fails with it and the rest of the spec goes on."""
    warning: str | None = None
    """What was guessed (a bare word read as a string), with the form to write."""

    @property
    def due(self) -> str:
        """What the call must come to, as its spec says it: a value or `raises X`; empty when it could not be read."""
        return f"raises {self.raises}" if self.raises is not None else self.expected or ""


@dataclass(frozen=True, slots=True)
class PostSpec:
    """One post-condition: a Python expression that must hold for all values of its free variables."""

    function: str
    """The declared function that it is about (the outermost one called; of a section: that section's)."""
    functions: tuple[str, ...]
    """Every declared function that it calls, in order of declaration."""
    source: str
    """Python source of the condition, without `assert`."""
    variables: tuple[str, ...]
    """Free variables in order of appearance (neither declared functions, builtins nor imports); the section form's
    parameters included, `out`/`result` excluded."""
    result_of: str | None
    """Section form: `out` and `result` in the condition are this function's result on its parameters."""
    text: str
    index: int
    """1-based among the function's post-conditions: `post[1]`."""
    location: Location
    mark: Mark | None = None
    prose: bool = False
    """No Python expression: its item is SKIPPED and says so."""
    error: SpecError | None = None


@dataclass(frozen=True, slots=True)
class PreSpec:
    """A condition that inputs keep: `clamp: low <= high`, `for n: 0 <= n <= 50`, or a section's bullet."""

    function: str | None
    """The function whose parameters it restricts, or None."""
    variable: str | None
    """The free variable of `## Post` that it restricts, or None."""
    source: str
    location: Location
    error: SpecError | None = None


@dataclass(frozen=True, slots=True)
class Spec:
    """A spec file, read."""

    path: Path
    title: str
    dialect: Dialect
    prose: str
    module: str | None
    uses: tuple[str, ...]
    functions: tuple[FunctionSpec, ...]
    examples: tuple[ExampleSpec, ...]
    posts: tuple[PostSpec, ...]
    pres: tuple[PreSpec, ...]
    warnings: tuple[str, ...] = ()

    def function(self, name: str) -> FunctionSpec:
        """The declared function called `name`.

        Raises:
            KeyError: no such function.
        """
        for function in self.functions:
            if function.name == name:
                return function
        raise KeyError(name)
