"""From Python files to what they are made of."""

from __future__ import annotations

import ast
import itertools
import os
import subprocess
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pytest_aurora.language.recognize import recognized
from pytest_aurora.memory.prior import Mined
from pytest_aurora.search.costs import production_key

_FOREIGN = frozenset({"__pycache__", "node_modules", "site-packages"})


def mine(path: Path, complain: Callable[[str], None]) -> Mined:
    """Count the components of a file, or of all Python files of a folder that are the user's own.

    Left out are hidden folders, virtual environments, and what git ignores. A place that may be several components,
    such as `a + b`, counts for the cheapest of them.

    Args:
        path: the file or folder.
        complain: told of each file that cannot be read as Python, and why.

    Raises:
        OSError: there is nothing at the path.
    """
    read = [found for file in python_files(path) if (found := _read(file, complain)) is not None]
    counts = Counter(itertools.chain.from_iterable(itertools.chain.from_iterable(read)))
    return Mined(len(read), sum(map(len, read)), dict(sorted(counts.items())))


def _read(file: Path, complain: Callable[[str], None]) -> list[tuple[str, ...]] | None:
    """The known places of a file; None when it cannot be read."""
    try:
        return list(productions(file.read_bytes()))
    except SyntaxError as error:
        complain(f"{file}:{error.lineno or 1}: {error.msg}")
    except (ValueError, RecursionError, MemoryError) as error:
        complain(f"{file}: {error or 'nested too deeply'}")
    except OSError as error:
        complain(f"{file}: {error.strerror}")
    return None


def productions(source: bytes) -> Iterator[tuple[str, ...]]:
    """For each known place of a module the productions (`result type>component`) that it may be: the cheapest ones.

    Raises:
        SyntaxError: it is no Python.
        ValueError: it holds null bytes.
        RecursionError: it is nested too deeply.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the compiler thinks of somebody's escapes is not asked for
        tree = ast.parse(source)
    for components in recognized(tree):
        least = min(component.cost for component in components)
        yield tuple(production_key(c.result, c.name) for c in components if c.cost == least)


def python_files(path: Path) -> list[Path]:
    """The file, or the user's own Python files of a folder, in a stable order.

    Raises:
        OSError: there is nothing at the path.
    """
    path.stat()
    if not path.is_dir():
        return [path]
    found = sorted(_walked(path))
    ignored = _ignored(path, found)
    return [file for file in found if file not in ignored]


def _walked(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not _is_foreign(Path(place, name))]
        yield from (Path(place, name) for name in files if name.endswith(".py"))


def _is_foreign(folder: Path) -> bool:
    return folder.name.startswith(".") or folder.name in _FOREIGN or (folder / "pyvenv.cfg").exists()


def _ignored(folder: Path, files: Iterable[Path]) -> set[Path]:
    """Those that git ignores; none where it ignores the folder itself, where there is no repository, or no git."""
    names = "\0".join(str(place.absolute()) for place in (folder, *files))
    command = ["git", "-C", str(folder), "check-ignore", "-z", "--stdin"]
    try:
        answer = subprocess.run(command, input=os.fsencode(names), capture_output=True, check=False).stdout
    except OSError:
        return set()
    ignored = {Path(os.fsdecode(name)) for name in answer.split(b"\0") if name}
    return set() if folder.absolute() in ignored else {file for file in files if file.absolute() in ignored}
