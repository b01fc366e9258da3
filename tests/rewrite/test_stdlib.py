"""Real files: a stub is put at a random place of standard library modules and filled; no other byte changes.

A sample is taken; with AURORA_FUZZ set, every module.
"""

import ast
import os
import random
import re
import sysconfig
import warnings
from pathlib import Path

import pytest

from pytest_aurora.rewrite.fill import fill
from pytest_aurora.rewrite.filling import Filling
from pytest_aurora.rewrite.find import State, find_function
from pytest_aurora.rewrite.source import SourceError, parse_python

LIBRARY = Path(sysconfig.get_path("stdlib"))
SMALL = 40_000
SAMPLE = 40
NAME = "aurora_stub_"
BODY = ("if x:", "    return graphlib.CycleError", "return None")
STUBS = [
    b"def aurora_stub_(x): ...",
    b"def aurora_stub_(x):  # c~>...",
    b"def aurora_stub_(x):~>'''D.'''~># above~>pass",
    b"@staticmethod~def aurora_stub_(x):~>raise NotImplementedError",
]


def modules():
    paths = sorted(path for path in LIBRARY.rglob("*.py") if "site-packages" not in path.parts)
    if os.environ.get("AURORA_FUZZ"):
        return paths
    small = [path for path in paths if 0 < path.stat().st_size < SMALL and "test" not in path.parts]
    return random.Random(1).sample(small, SAMPLE)


def places(tree, scope=()):
    """Every statement before which a function can stand, with the qualified name that it would get."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        if isinstance(node, ast.stmt) and not (isinstance(node, ast.ImportFrom) and node.module == "__future__"):
            yield node, ".".join((*scope, NAME))
        inner = scope
        if isinstance(node, ast.ClassDef):
            inner = (*scope, node.name)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inner = (*scope, node.name, "<locals>")
        yield from places(node, inner)


def with_stub(raw, pick):
    """The text before a stub's body, with it and behind it, and its qualified name; None if the place does not do."""
    node, qualname = pick.choice(list(places(ast.parse(raw))) or [(None, "")])
    if node is None or NAME in raw.decode("latin-1"):
        return None
    line = min([node.lineno, *(decorator.lineno for decorator in getattr(node, "decorator_list", []))])
    lines = raw.splitlines(keepends=True)
    indent = re.match(rb"[ \t]*", lines[line - 1]).group()
    if len(indent) != node.col_offset:
        return None
    newline = re.search(rb"\r?\n|\Z", lines[0]).group() or b"\n"
    stub = (
        indent + pick.choice(STUBS).replace(b"~>", newline + indent + b"\t").replace(b"~", newline + indent) + newline
    )
    before, after = b"".join(lines[: line - 1]), b"".join(lines[line - 1 :])
    try:
        parse_python(before + stub + after)
    except SourceError:
        return None
    return before, stub, after, qualname


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(LIBRARY).as_posix())
def test_a_module(path):
    raw = path.read_bytes()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        check(raw, random.Random(path.name))


def check(raw, pick):
    try:
        parse_python(raw)
    except SourceError:
        with pytest.raises(SourceError):
            find_function(raw, NAME)
        pytest.skip("no valid Python: read as such")
    case = next((case for _ in range(20) if (case := with_stub(raw, pick)) is not None), None)
    if case is None:
        pytest.skip("no place for a function")
    before, stub, after, qualname = case
    filling = Filling(qualname, f"def {NAME}(x)", BODY, (), None, "s.md", "0" * 8)
    filled = fill(before + stub + after, [filling])
    assert filled.startswith(before + stub[: stub.index(b"(x):") + 4])
    assert filled.endswith(after)
    assert len(filled) < len(raw) + 1000
    assert find_function(filled, qualname).state is State.AURORA
