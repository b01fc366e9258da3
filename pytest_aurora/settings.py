"""What a user may set: one table in pyproject.toml, `AURORA_*` variables above it, options above both."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from pytest_aurora.errors import UsageError
from pytest_aurora.memory.config import ProdConfig


@dataclass(frozen=True, slots=True)
class Kind:
    """What values a setting takes.

    Attributes:
        expected: how a value looks, for messages and help: `a number above 0`.
        accepts: whether a TOML value is one.
        parse: makes a TOML value of the text of an option or a variable; raises ValueError. None: a table, which has
            neither.
        convert: makes the setting's value of an accepted TOML value.
    """

    expected: str
    accepts: Callable[[Any], bool]
    parse: Callable[[str], object] | None = str
    convert: Callable[[Any], object] = lambda value: value


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_time(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < math.inf


def _is_percentage(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 100


def _read_switch(text: str) -> object:
    return {"1": True, "yes": True, "true": True, "0": False, "no": False, "false": False}.get(text.lower(), text)


def _one_of(*choices: str) -> Kind:
    return Kind(" or ".join(map(repr, choices)), choices.__contains__)


SECONDS = Kind("a number of seconds above 0", _is_time, float, float)
COUNT = Kind("a whole number of at least 1", lambda value: _is_whole(value) and value >= 1, int)
WORKERS = Kind(
    "a whole number of at least 1, or 'auto'",
    lambda value: value == "auto" or (_is_whole(value) and value >= 1),
    lambda text: text if text == "auto" else int(text),
)
WHOLE = Kind("a whole number", _is_whole, int)
PATTERN = Kind("a path that may hold {stem}", lambda value: isinstance(value, str) and bool(value))
FOLDER = Kind("a folder's path", lambda value: isinstance(value, str) and bool(value), convert=Path)
GLOBS = Kind(
    "a list of glob patterns",
    lambda value: isinstance(value, list) and all(isinstance(item, str) for item in value),
    str.split,
    tuple,
)
SWITCH = Kind("true or false", lambda value: isinstance(value, bool), _read_switch)
PERCENTAGE = Kind("a number between 0 and 100", _is_percentage, float, float)
LEARNING = Kind("a table", lambda value: isinstance(value, dict), None, ProdConfig.from_table)


def _as(kind: Kind, doc: str, metavar: str = "") -> dict[str, Any]:
    """What is known of a setting; with a `metavar` it is an option of pytest, too."""
    return {"kind": kind, "doc": doc, "metavar": metavar}


@dataclass(frozen=True, slots=True)
class GateSettings:
    """What the gate asks for; the table `[tool.aurora.gate]`.

    Attributes:
        coverage: percent of a synthesized body's lines and branches that its examples must run.
        ambiguous: `error` when a spec that admits two readings fails, else `warn`.
    """

    coverage: float = field(default=100.0, metadata={"kind": PERCENTAGE})
    ambiguous: str = field(default="warn", metadata={"kind": _one_of("warn", "error")})

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> GateSettings:
        """The values of a TOML table, checked.

        Raises:
            UsageError: an unknown key or a value out of bounds; the message names it.
        """
        kinds: dict[str, Kind] = {each.name: each.metadata["kind"] for each in fields(cls)}
        return cls(**_from_table(table, kinds, "tool.aurora.gate"))


@dataclass(frozen=True, slots=True)
class KeepSettings:
    """How much of what has been is kept; the table `[tool.aurora.keep]`. Bodies that were found are always kept.

    Attributes:
        runs: so many of the newest runs.
        undo: so many of the newest runs can be taken back.
        unsolved: so many of the newest searches that found nothing.
    """

    runs: int = field(default=200, metadata={"kind": COUNT})
    undo: int = field(default=100, metadata={"kind": COUNT})
    unsolved: int = field(default=1000, metadata={"kind": COUNT})

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> KeepSettings:
        """The values of a TOML table, checked.

        Raises:
            UsageError: an unknown key or no count; the message names it.
        """
        kinds: dict[str, Kind] = {each.name: each.metadata["kind"] for each in fields(cls)}
        return cls(**_from_table(table, kinds, "tool.aurora.keep"))


KEEP = Kind("a table", lambda value: isinstance(value, dict), None, KeepSettings.from_table)
GATE = Kind("a table", lambda value: isinstance(value, dict), None, GateSettings.from_table)


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; each field is a key of `[tool.aurora]` and, in upper case, an `AURORA_` variable.

    Attributes:
        specs: globs, relative to rootdir, of the files that are specs; None for the default.
        target: where a spec's code goes.
        timeout: seconds of search for a function.
        max_candidates: candidates of search for a function, or None.
        memory: MiB that a search may hold.
        seed: of everything random.
        max_examples: hypothesis examples for a post-condition.
        state_dir: where state is kept, or None for pytest's cache.
        workers: how many processes may search at a time; `auto`: as many as there are cores.
        seeds: earlier searches make this one's costs.
        corpus: bodies of earlier searches are used again.
        prior: what the user's own code likes, as far as it was learned from, is tried earlier.
        ask: a search in doubt asks the user at the terminal.
        sandbox: how strongly code of unknown origin must be held before it runs: `strong` or `weak`.
        learning: how learning goes.
        gate: what the gate asks for.
        keep: how much of what has been is kept.
    """

    specs: tuple[str, ...] | None = field(
        default=None, metadata=_as(GLOBS, "globs of the spec files (default: specs/**/*.md and *.spec.md)")
    )
    target: str | None = field(
        default=None, metadata=_as(PATTERN, "where code goes (default: {stem}.py beside the spec)")
    )
    timeout: float = field(
        default=10.0, metadata=_as(SECONDS, "search at most this long for a function (default: 10)", "SECONDS")
    )
    max_candidates: int | None = field(
        default=None, metadata=_as(COUNT, "try at most N candidates for a function", "N")
    )
    memory: int = field(
        default=1024, metadata=_as(COUNT, "let a search hold at most this many MiB (default: 1024)", "MIB")
    )
    seed: int = field(default=0, metadata=_as(WHOLE, "seed of everything random (default: 0)", "N"))
    max_examples: int = field(
        default=100, metadata=_as(COUNT, "examples that hypothesis tries for a post-condition (default: 100)", "N")
    )
    state_dir: Path | None = field(
        default=None, metadata=_as(FOLDER, "where to keep state (default: pytest's cache directory)")
    )
    workers: int | str = field(
        default=1, metadata=_as(WORKERS, "search in N processes at a time, or: auto (default: 1)", "N")
    )
    seeds: bool = field(default=True, metadata=_as(SWITCH, "search with what earlier searches taught (default: true)"))
    corpus: bool = field(default=True, metadata=_as(SWITCH, "use the bodies of earlier searches (default: true)"))
    prior: bool = field(default=True, metadata=_as(SWITCH, "prefer what your own code likes (default: true)"))
    ask: bool = field(
        default=False, metadata=_as(SWITCH, "ask at the terminal which reading is meant (default: false)")
    )
    sandbox: str = field(
        default="strong", metadata=_as(_one_of("strong", "weak"), "what must hold unknown code (default: strong)")
    )
    learning: ProdConfig = field(default=ProdConfig(), metadata=_as(LEARNING, "how learning goes"))
    gate: GateSettings = field(default=GateSettings(), metadata=_as(GATE, "what --aurora-gate asks for"))
    keep: KeepSettings = field(default=KeepSettings(), metadata=_as(KEEP, "how much of what has been is kept"))


def option_fields() -> list[Field[object]]:
    """The settings that are options of pytest, too."""
    return [each for each in fields(Settings) if each.metadata["metavar"]]


def read_settings(
    rootdir: Path,
    environ: Mapping[str, str],
    options: Mapping[str, str | None],
    objections: list[str] | None = None,
) -> Settings:
    """The settings of a project.

    Args:
        rootdir: the folder of pyproject.toml.
        environ: environment variables.
        options: the text of each option given, by setting's name; None where it was not given.
        objections: is given what is wrong with a table of values (`learning`, `gate`), which is then left at its
            defaults; None: that is an error like any other.

    Raises:
        UsageError: an unknown key or a value of a wrong type; the message names both and the nearest right one.
    """
    kinds: dict[str, Kind] = {each.name: each.metadata["kind"] for each in fields(Settings)}
    values = _from_table(_read_table(rootdir / "pyproject.toml"), kinds, "tool.aurora", objections)
    for name, kind in kinds.items():
        if kind.parse is None:
            continue
        text, origin = options.get(name), f"--aurora-{name.replace('_', '-')}"
        if text is None:
            text, origin = environ.get(f"AURORA_{name.upper()}"), f"AURORA_{name.upper()}"
        if text is not None:
            values[name] = _from_text(text, kind, origin)
    return Settings(**values)


def _read_table(path: Path) -> dict[str, object]:
    if not path.is_file():
        return {}
    text = path.read_text(encoding="utf-8")
    if "aurora" not in text:
        return {}
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        table = tomllib.loads(text).get("tool", {}).get("aurora", {})
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: {error}") from error
    if not isinstance(table, dict):
        raise UsageError(f"{path.name}: tool.aurora must be a table: [tool.aurora]")
    return table


def _from_table(
    table: Mapping[str, object], kinds: Mapping[str, Kind], name: str, objections: list[str] | None = None
) -> dict[str, Any]:
    values = {}
    for key, value in table.items():
        if key not in kinds:
            raise UsageError(f"pyproject.toml: [{name}] has no setting {key!r}{_nearest(key, kinds)}")
        try:
            values[key] = _convert(value, kinds[key], f"pyproject.toml: [{name}] {key}")
        except UsageError as error:
            if objections is None or kinds[key].parse is not None:
                raise
            objections.append(str(error))
    return values


def _nearest(key: str, names: Mapping[str, Kind]) -> str:
    import difflib

    close = difflib.get_close_matches(key.replace("-", "_").lower(), names, n=1)
    return f"; did you mean {close[0]!r}?" if close else f"; there are: {', '.join(names)}"


def _from_text(text: str, kind: Kind, origin: str) -> object:
    assert kind.parse is not None
    try:
        return _convert(kind.parse(text), kind, origin)
    except ValueError:
        raise UsageError(f"{origin} must be {kind.expected}, not {text!r}") from None


def _convert(value: object, kind: Kind, origin: str) -> object:
    if not kind.accepts(value):
        raise UsageError(f"{origin} must be {kind.expected}, not {value!r}")
    return kind.convert(value)
