"""Whatever passes the audit does nothing that the sandbox would have stopped."""

import os
import random
import re
import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pytest_aurora.check.audit import audit_code
from pytest_aurora.check.sandbox import Call, Limits, Request, run_calls
from pytest_aurora.problem.problem import Returned

BODIES = 150
DEEPEST = 7

GRAMMAR = {
    "body": [
        "<statement>\n<body>",
        "<statement>\nreturn <value>",
        "return <value>",
        "<import>\n<body>",
    ],
    "statement": [
        "<target> = <value>",
        "<target> = <value>",
        "<target> += <value>",
        "del <target>",
        "raise <value>",
        "<value>",
        "global <name>",
        "if <value>:\n    <statement>\n    <statement>",
        "for <target> in [<value>, <value>]:\n    <statement>",
        "def <name>(<name>=<value>, s='a'):\n    <statement>\n    return <value>",
        "class A:\n    <statement>",
        "try:\n    <statement>\nexcept <error> as <name>:\n    <statement>",
        "with <value> as y:\n    <statement>",
        "match <value>:\n    case <pattern>:\n        <statement>",
    ],
    "value": [
        "<name>",
        "<name>",
        "<name>",
        "<text>",
        "<value>.<attribute>",
        "<name>.<attribute>",
        "<name>.<attribute>(<value>)",
        "<value>.<attribute>(<value>)",
        "<value>(<value>)",
        "<name>(<value>)",
        "<name>(<value>, <value>)",
        "(<value> + <value>)",
        "<name>(*[<value>])",
        "<name>(<value>, key=<value>)",
        "(<value> if <value> else <value>)",
        "[<value>, <value>]",
        "{'a': <value>}['a']",
        "[<value> for <target> in [<value>]]",
        "(<name> := <value>)",
        "<value>[<value>]",
        "(lambda x, open=<value>: <value>)(<value>)",
        'f"{<name>.<attribute>!r:{<name>}}"',
        "(<value> or <value>)",
    ],
    "target": [
        "<name>",
        "<name>",
        "<name>",
        "x[0]",
        "<name>.<attribute>",
        "<value>[0]",
        "y",
    ],
    "pattern": [
        "str(<attribute>=<name>)",
        "<name>",
        "[<name>, *<name>]",
        "{'a': <name>, **<name>}",
        "<name>.<attribute>",
    ],
    "error": [
        "Exception",
        "AttributeError",
        "BaseException",
        "(<value>, ValueError)",
    ],
    "text": [
        "'a'",
        "'os'",
        "'{0.__class__}'",
        '\'open("made", "w")\'',
        "'__globals__'",
        "'made'",
        "'w'",
        "b'a'",
        "1",
        "0",
    ],
    "import": [
        "import <module>",
        "import <module> as <name>",
        "from <module> import <attribute>",
        "import re",
        "import math, json",
        "from <module> import <attribute> as <name>",
        "import functools, operator",
        "from functools import partial, reduce",
        "from string import Template",
        "import collections.abc",
        "from collections import abc as <name>",
    ],
    "module": [
        "re",
        "math",
        "json",
        "string",
        "collections",
        "os",
        "os.path",
        "sys",
        "operator",
        "functools",
        "socket",
    ],
    "name": [
        "x",
        "s",
        "n",
        "xs",
        "d",
        "f",
        "x",
        "s",
        "n",
        "xs",
        "d",
        "f",
        "len",
        "str",
        "list",
        "map",
        "sorted",
        "max",
        "iter",
        "next",
        "callable",
        "partial",
        "reduce",
        "re",
        "math",
        "json",
        "operator",
        "string",
        "functools",
        "open",
        "eval",
        "exec",
        "getattr",
        "setattr",
        "vars",
        "dir",
        "type",
        "globals",
        "print",
        "__import__",
        "__builtins__",
        "object",
        "super",
        "os",
        "sys",
        "builtins",
        "breakpoint",
        "memoryview",
    ],
    "attribute": [
        "__class__",
        "__globals__",
        "__builtins__",
        "__subclasses__",
        "__init__",
        "__self__",
        "_os",
        "format",
        "format_map",
        "mro",
        "gi_frame",
        "f_back",
        "f_builtins",
        "obj",
        "open",
        "system",
        "modules",
        "sys",
        "enum",
        "codecs",
        "write",
        "upper",
        "split",
        "join",
        "append",
        "get",
        "sub",
        "compile",
        "attrgetter",
        "methodcaller",
        "itemgetter",
        "Formatter",
        "Template",
        "partial",
        "reduce",
        "args",
        "func",
        "loads",
        "JSONDecoder",
        "abc",
        "Counter",
        "namedtuple",
        "escape",
    ],
}
"""Small programs, half of which reach for something that they should not have."""

SHORT = {"body": "return <name>", "statement": "<name>", "value": "<name>", "target": "y"}

CALL_ALL = """
def run():
    raised = set()
    for function in functions:
        try:
            function([1], "a", 1, ["b"], {"c": 1}, str)
        except Exception as error:
            raised.add(type(error).__name__)
    return raised
"""


def sentence(symbol, choose, depth=0):
    template = SHORT[symbol] if depth > DEEPEST and symbol in SHORT else choose(GRAMMAR[symbol])
    return re.sub(r"<(\w+)>", lambda hole: sentence(hole[1], choose, depth + 1), template)


def is_whole(body):
    try:
        compile(function_of("f", body), "", "exec")
    except SyntaxError:
        return False
    return True


def function_of(name, body):
    return f"def {name}(x, s, n, xs, d, f):\n{textwrap.indent(body, '    ')}"


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@settings(max_examples=int(os.environ.get("AURORA_FUZZ", "15")), deadline=None)
@given(st.integers(0, 2**32))
def test_what_passes_the_audit_alarms_nobody(seed):
    choose = random.Random(seed).choice
    bodies = [sentence("body", choose) for _ in range(BODIES)]
    accepted = [body for body in bodies if not audit_code(body) and is_whole(body)]
    assert accepted
    functions = [function_of(f"f{index}", body) for index, body in enumerate(accepted)]
    listed = f"functions = [{', '.join(f'f{index}' for index in range(len(accepted)))}]"
    request = Request("\n".join([*functions, listed, CALL_ALL]), "run", (Call(),))
    (found,) = run_calls(request, Limits(seconds=60, call_seconds=60)).outcomes
    assert isinstance(found, Returned)
    assert not {"PermissionError", "ModuleNotFoundError", "ImportError", "SystemExit"} & found.value


def test_the_grammar_reaches_what_the_sandbox_stops():
    bodies = [sentence("body", random.Random(seed).choice) for seed in range(400)]
    refused = sum(bool(audit_code(body)) for body in bodies)
    assert 100 < refused < 390
