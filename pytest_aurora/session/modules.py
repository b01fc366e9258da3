"""The modules that specs speak of: imported once, and anew after a write."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import linecache
import sys
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

from pytest_aurora.errors import AuroraError
from pytest_aurora.session.target import Target


class ModuleFailedError(AuroraError):
    """A user's module raised while it was imported; the message holds its traceback, shortened to the user's code."""


class Modules:
    """The target modules of a run."""

    def __init__(self) -> None:
        self._loaded: dict[Path, ModuleType | ModuleFailedError] = {}

    def namespace(self, target: Target) -> Mapping[str, object]:
        """The names of a target module; none when its file is not there.

        Raises:
            ModuleFailedError: it cannot be imported.
        """
        if target.path not in self._loaded:
            if not target.path.exists():
                return {}
            self._loaded[target.path] = self._load(target)
        found = self._loaded[target.path]
        if isinstance(found, ModuleFailedError):
            raise found.with_traceback(None)
        return vars(found)

    def reload(self, target: Target) -> None:
        """Forget what was imported; modules of the process that were made from the file are executed anew."""
        self._loaded.pop(target.path, None)
        linecache.checkcache(str(target.path))
        importlib.invalidate_caches()
        for module in [m for m in sys.modules.values() if _is_made_from(m, target.path)]:
            self._execute_anew(module, target.path)

    def preview(self, target: Target, source: bytes) -> None:
        """Take names from a source that is not written to the file."""
        module = _empty(target)
        with _foreign_code(target.path), _found_by_name(module):
            exec(compile(source, str(target.path), "exec", dont_inherit=True), vars(module))
        self._loaded[target.path] = module

    def _execute_anew(self, module: ModuleType, path: Path) -> None:
        try:
            _execute(module, path)
        except ModuleFailedError as error:
            self._loaded[path] = error

    def _load(self, target: Target) -> ModuleType | ModuleFailedError:
        try:
            return _import_dotted(target) if target.root is not None else _import_file(target)
        except ModuleFailedError as error:
            return error


def _is_made_from(module: ModuleType, path: Path) -> bool:
    return getattr(module, "__file__", None) == str(path)


def _import_dotted(target: Target) -> ModuleType:
    _make_findable(target)
    with _foreign_code(target.path):
        return importlib.import_module(target.name)


def _import_file(target: Target) -> ModuleType:
    known = sys.modules.get(target.name)
    if known is not None:
        return known
    module = sys.modules[target.name] = _empty(target)
    try:
        _execute(module, target.path)
    except ModuleFailedError:
        del sys.modules[target.name]
        raise
    return module


def _make_findable(target: Target) -> None:
    if target.root is not None and str(target.root) not in sys.path:
        sys.path.insert(0, str(target.root))


def _empty(target: Target) -> ModuleType:
    """A module as an import makes it, before it is executed."""
    _make_findable(target)
    spec = importlib.util.spec_from_file_location(target.name, target.path)
    assert spec is not None
    return importlib.util.module_from_spec(spec)


@contextlib.contextmanager
def _found_by_name(module: ModuleType) -> Iterator[None]:
    """Within, the module stands where Python looks for it, as what dataclasses do asks for."""
    before = sys.modules.get(module.__name__)
    sys.modules[module.__name__] = module
    try:
        yield
    finally:
        del sys.modules[module.__name__]
        if before is not None:
            sys.modules[module.__name__] = before


def _execute(module: ModuleType, path: Path) -> None:
    """Run the file as it is now; a cached .pyc of a file written twice within a second would be stale."""
    try:
        source = path.read_bytes()
    except OSError as error:
        raise ModuleFailedError(f"{path} cannot be read: {error.strerror}") from None
    with _foreign_code(path):
        exec(compile(source, str(path), "exec", dont_inherit=True), vars(module))


@contextlib.contextmanager
def _foreign_code(path: Path) -> Iterator[None]:
    """The one place where a user's module may raise anything."""
    try:
        yield
    except (Exception, SystemExit) as error:
        raise ModuleFailedError(f"{path} cannot be imported:\n{shortened(error)}") from None


def shortened(error: BaseException, *others: str) -> str:
    """An error's traceback without the frames of Python's import system, of this package and of some other files."""
    hidden = ("<frozen importlib", str(Path(__file__).parents[1]), str(Path(importlib.__file__).parent), *others)
    frames = [f for f in traceback.extract_tb(error.__traceback__) if not f.filename.startswith(hidden)]
    lines = ["Traceback (most recent call last):\n", *traceback.format_list(frames)] if frames else []
    return "".join([*lines, *traceback.format_exception_only(error)]).rstrip()
