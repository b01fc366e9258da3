"""Where a spec's code goes."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pytest_aurora.errors import SpecError, UsageError
from pytest_aurora.spec.model import Location, Spec


@dataclass(frozen=True, slots=True)
class Target:
    """A Python file that holds a spec's functions, or will.

    Attributes:
        name: what it is imported as; a dotted name, or one of its own for a file beside its spec.
        root: the folder from which Python finds the name, or None for a name of its own.
    """

    path: Path
    name: str
    root: Path | None = None


def locate(spec: Spec, rootdir: Path, pattern: str | None, folders: Sequence[Path]) -> Target:
    """Where a spec's functions live.

    Args:
        spec: the spec; its `module:` decides if it has one.
        rootdir: the project's folder.
        pattern: the setting `target`, relative to rootdir, or None.
        folders: from where the project imports, in order.

    Raises:
        SpecError: `module:` cannot be used.
        UsageError: the pattern cannot be used.
    """
    if spec.module is not None:
        return _locate_module(spec, spec.module, folders)
    path = spec.path.with_suffix("") if pattern is None else _filled(pattern, spec, rootdir)
    path = path.with_name(f"{_stem(spec)}.py") if pattern is None else path
    return Target(path, _own_name(path))


def _stem(spec: Spec) -> str:
    return spec.path.name.removesuffix(".md").removesuffix(".spec")


def _filled(pattern: str, spec: Spec, rootdir: Path) -> Path:
    try:
        filled = pattern.format(stem=_stem(spec))
    except (LookupError, ValueError) as error:
        raise UsageError(f"target = {pattern!r}: only {{stem}} is filled in ({error!r})") from error
    if not filled.endswith(".py"):
        raise UsageError(f"target = {pattern!r} must name a Python file, such as 'src/pkg/{{stem}}.py'")
    return rootdir / filled


def _own_name(path: Path) -> str:
    return f"aurora_{sha256(str(path).encode()).hexdigest()[:8]}_{path.stem}"


def _locate_module(spec: Spec, name: str, folders: Sequence[Path]) -> Target:
    parts = name.split(".")
    if not all(part.isidentifier() for part in parts):
        raise _module_error(spec, f"{name!r} is no module's name", "write it with dots: shop.text")
    if parts[0] in sys.stdlib_module_names:
        raise _module_error(spec, f"{name!r} belongs to the standard library", "name a module of your own")
    for path, root in _existing(parts, folders):
        return Target(path, name, root)
    for root in folders:
        if root.joinpath(*parts[:-1]).is_dir():
            return Target(root.joinpath(*parts).with_suffix(".py"), name, root)
    package = ".".join(parts[:-1])
    if parts[-1] == "py":
        raise _module_error(spec, f"{name!r} is the name of a file", f"name the module: {package}")
    raise _module_error(spec, f"there is no package {package!r}", f"create it, or put its folder on pythonpath: {name}")


def _existing(parts: Sequence[str], folders: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    for root in folders:
        package = root.joinpath(*parts)
        candidates = (package / "__init__.py", package.with_suffix(".py"))
        yield from ((path, root) for path in candidates if path.exists())


def _module_error(spec: Spec, message: str, hint: str) -> SpecError:
    lines = spec.path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    number = next((n for n, line in enumerate(lines, 1) if line.strip().lower().startswith("module:")), 1)
    shown = spec.functions[0].location.path if spec.functions else spec.path
    return SpecError(f"module: {message}", Location(shown, number), lines[number - 1] if lines else "", hint)
