"""No module of the standard library has something called like a method of plain values, unless the audit knows it."""

import json
import subprocess
import sys

from pytest_aurora.check.audit.vocabulary import METHOD_MODULES, TEXT_METHODS, VALUE_METHODS

LISTED = """
import contextlib, importlib, io, json, sys
found = {}
for name in sorted(sys.stdlib_module_names - {"antigravity", "this", "idlelib", "turtledemo", "__main__"}):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(BaseException):
        found[name] = dir(importlib.import_module(name))
print(json.dumps(found))
"""
"""Run in a process of its own: what such an import does should not stay."""


def test_what_is_read_from_a_name_that_may_be_a_module_is_a_method_of_values_alone():
    listed = subprocess.run([sys.executable, "-W", "ignore", "-c", LISTED], capture_output=True, text=True, check=True)
    modules = json.loads(listed.stdout)
    assert len(modules) > 200
    named = {name: VALUE_METHODS & set(inside) for name, inside in modules.items() if not name.startswith("_")}
    assert {name for name, found in named.items() if found} <= METHOD_MODULES
    assert {name: found & TEXT_METHODS for name, found in named.items() if found & TEXT_METHODS} == {
        name: {"split"} for name in ("ntpath", "posixpath", "re", "shlex")
    } | {"turtle": {"split", "title"}}
