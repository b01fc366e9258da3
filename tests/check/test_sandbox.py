"""What bodies come to in the sandbox: values, exceptions, and everything that must not get out."""

import os
import subprocess
import sys
import textwrap
from collections import namedtuple
from dataclasses import replace

import pytest

from pytest_aurora.check.sandbox import (
    Call,
    Killed,
    Limits,
    Mutated,
    Request,
    Strength,
    Unstable,
    Unsupported,
    WeakSandboxError,
    available_strength,
    run_calls,
)
from pytest_aurora.problem.problem import Raised, Returned, TimedOut

STRONG = available_strength()[0] is Strength.STRONG
strong_only = pytest.mark.skipif(not STRONG, reason="the kernel has no Landlock or no seccomp")
PATIENT = Limits(seconds=60, call_seconds=60)
IMPATIENT = Limits(seconds=60, call_seconds=0.3)


def module(body, *imports):
    return "\n".join([*imports, "def f(x):", textwrap.indent(body, "    ")])


def outcome(body, argument=None, *imports, limits=PATIENT, **options):
    request = Request(module(body, *imports), "f", (Call((argument,)),))
    return run_calls(request, limits, **options).outcomes[0]


# --- what calls come to -------------------------------------------------------------------------------------------


def test_calls_come_to_values_and_exceptions_in_order():
    source = "def f(a, *, b=0):\n    return a // b"
    calls = (Call((6,), {"b": 3}), Call((1,)), Call(("a",), {"b": 1}))
    first, second, third = run_calls(Request(source, "f", calls), twice=True).outcomes
    assert first == Returned(2)
    assert second == Raised("ZeroDivisionError", "integer division or modulo by zero")
    assert isinstance(third, Raised)
    assert third.error == "TypeError"


@pytest.mark.parametrize("argument", [[1], {"a": [1]}, {1, 2}, bytearray(b"a")])
def test_a_changed_argument_is_told(argument):
    given = type(argument)(argument)
    found = outcome("x.clear()\nreturn 1", given)
    assert found == Mutated(before=((argument,), {}), after=((type(argument)(),), {}))
    assert given == argument


def test_a_change_that_equality_does_not_see_is_told():
    assert isinstance(outcome("x[0] = True\nreturn 1", [1]), Mutated)


@pytest.mark.parametrize(
    "body",
    [
        "return list({'a', 'b', 'c', 'd', 'e'})",
        "return hash('a')",
        "return repr(object())",
        "import time\nreturn time.time_ns()",
        "f.count = getattr(f, 'count', 0) + 1\nreturn f.count",
        "global n\nn = globals().get('n', 0) + 1\nreturn n",
        "def g(memo=[]):\n    memo.append(1)\n    return len(memo)\nglobal h\nh = globals().get('h', g)\nreturn h()",
    ],
)
def test_what_differs_between_two_children_is_told(body):
    assert isinstance(outcome(body, twice=True), Unstable)


def test_the_order_of_a_dict_and_messages_may_differ_between_two_children():
    assert outcome("return {c: 1 for c in set('abcdef')}", twice=True) == Returned(dict.fromkeys("abcdef", 1))
    assert isinstance(outcome("raise ValueError(set('abcdef'))", twice=True), Raised)


@pytest.mark.parametrize(
    "body",
    [
        "class A(int):\n    def __eq__(self, other):\n        return True\nreturn A()",
        "class A(str):\n    pass\nreturn [A('a')]",
        "return type('int', (int,), {'__eq__': lambda a, b: True})(1)",
        "return lambda: 1",
        "return (n for n in 'a')",
        "class A:\n    def __reduce__(self):\n        return (print, ())\nreturn A()",
        "return 'x' * 50_000_000",
        "y = []\ny.append(y)\nreturn y",
    ],
)
def test_what_is_no_plain_value_is_unsupported(body):
    assert isinstance(outcome(body), Unsupported)


def test_an_argument_that_cannot_be_sent_is_unsupported_and_the_other_calls_go_on():
    calls = (Call((1,)), Call((len,)), Call((3,)))
    assert run_calls(Request("def f(x): return x", "f", calls), twice=True).outcomes == (
        Returned(1),
        Unsupported("argument: builtin_function_or_method"),
        Returned(3),
    )


# --- classes of the user's modules --------------------------------------------------------------------------------


def test_instances_of_named_classes_cross_both_ways(tmp_path, monkeypatch):
    (tmp_path / "shapes_of_test.py").write_text(
        "import enum, dataclasses\nclass C(enum.Enum):\n    A = 1\n@dataclasses.dataclass\nclass P:\n    x: int\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    import shapes_of_test as shapes

    source = "from shapes_of_test import C, P\ndef f(p): return P(p.x + 1), C.A"
    request = Request(source, "f", (Call((shapes.P(1),)),), path=(str(tmp_path),), classes=(shapes.P, shapes.C))
    assert run_calls(request, twice=True).outcomes == (Returned((shapes.P(2), shapes.C.A)),)


Lone = namedtuple("Lone", "n")


def test_an_instance_of_a_class_that_the_child_does_not_have_is_unsupported():
    request = Request("def f(x): return x", "f", (Call((Lone(1),)), Call((2,))), classes=(Lone,))
    assert run_calls(request, twice=True).outcomes == (Unsupported("argument: an instance of Lone"), Returned(2))


def test_a_module_of_a_package_is_loaded_under_its_name(tmp_path):
    (tmp_path / "shop_of_test").mkdir()
    (tmp_path / "shop_of_test" / "__init__.py").write_text("")
    (tmp_path / "shop_of_test" / "tax.py").write_text("RATE = 2\n")
    source = "from .tax import RATE\nclass Till:\n    @staticmethod\n    def total(x): return x * RATE, __name__"
    request = Request(
        source, "Till.total", (Call((2,)),), module="shop_of_test.till", path=(str(tmp_path),), before=source
    )
    assert run_calls(request).outcomes == (Returned((4, "shop_of_test.till")),)


# --- what must not get out ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "while True:\n    pass",
        "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass",
        "import time\ntime.sleep(3600)",
        "import threading\nthreading.Event().wait()",
        "import signal\nsignal.alarm(0)\nwhile True:\n    pass",
        "return sum(range(10**13))",
        "import re\nreturn re.sub(r'(\\w+\\s?)+$', '', 'word ' * 30 + '!')",
        "try:\n    return 1\nfinally:\n    while True:\n        pass",
    ],
)
def test_what_never_returns_is_stopped(body):
    assert outcome(body, limits=IMPATIENT) == TimedOut(0.3)


@pytest.mark.parametrize(
    "body",
    [
        "return 'a' * 10**12",
        "return list(range(10**11))",
        "y = [1]\nwhile True:\n    y += y",
        "return f'{1:>1000000000000}'",
    ],
)
def test_memory_is_bounded(body):
    assert outcome(body, limits=replace(PATIENT, memory=200 << 20)) == Raised("MemoryError")


def test_deep_recursion_is_an_outcome():
    assert isinstance(outcome("return f(x)"), Raised)


def test_an_end_of_the_child_is_told_and_calls_after_it_are_not_made():
    source = "import os\ndef f(x):\n    return os._exit(x) if x else 0"
    found = run_calls(Request(source, "f", (Call((0,)), Call((7,)), Call((0,)))), twice=True).outcomes
    assert found == (Returned(0), Killed("it ended with status 7"), Killed("not run: an earlier call ended the child"))


@pytest.mark.parametrize("error", ["SystemExit", "KeyboardInterrupt", "GeneratorExit", "BaseException"])
def test_exits_are_exceptions_like_others(error):
    assert outcome(f"raise {error}('a')") == Raised(error, "a")


def test_an_exception_is_told_by_name_and_short_message():
    found = outcome("class E(Exception):\n    def __str__(self):\n        return 'y' * 9999\nraise E")
    assert found == Raised("E", "y" * 500)


def test_output_is_swallowed(capfd):
    assert outcome("import sys\nprint('passed')\nprint('passed', file=sys.stderr)\nreturn 1") == Returned(1)
    assert capfd.readouterr() == ("", "")


def test_the_result_pipe_takes_no_forged_answers():
    forge = "import contextlib, os\nfor pipe in range(3, 20):\n    with contextlib.suppress(OSError):\n        "
    for line in ("x", "[]", "[1]", '["called", 5, ["returned", 2], []]', '["called", 0, [], []]'):
        assert outcome(f"{forge}os.write(pipe, b'{line}\\n')") == Killed("it said what cannot be read")


ESCAPES = {
    "a file": "open('{}', 'w')",
    "a file by number": "import os\nos.open('{}', os.O_CREAT | os.O_WRONLY)",
    "a program": "import subprocess\nsubprocess.run(['touch', '{}'])",
    "a shell": "import os\nos.system('touch {}')",
    "a process": "import os\nif os.fork() == 0:\n    open('{}', 'w')",
    "a detached process": "import os\nif os.fork() == 0:\n    os.setsid()\n    open('{}', 'w')",
    "a socket": "import socket\nsocket.socket()",
    "a native call": "import ctypes\nctypes.CDLL(None).open(b'{}', 65)",
    "a signal to the parent": "import os, signal\nos.kill(os.getppid(), signal.SIGTERM)",
    "a folder": "import os\nos.mkdir('{}')",
    "a pickle": "import pickle\npickle.loads(b'cbuiltins\\nopen\\n(V{}\\nVw\\ntR.')",
    "a debugger": "breakpoint()",
    "a tracer": "import sys\nsys.settrace(lambda *a: None)",
    "the objects of others": "import gc\ngc.get_objects()",
}


@pytest.mark.parametrize("body", ESCAPES.values(), ids=ESCAPES)
def test_the_alarm_ends_the_child(body, tmp_path):
    found = outcome(
        "try:\n"
        + textwrap.indent(body.format(tmp_path / "made"), "    ")
        + "\nexcept BaseException:\n    pass\nreturn 1"
    )
    assert isinstance(found, Killed)
    assert found.reason.startswith("alarm: ")
    assert list(tmp_path.iterdir()) == []


NATIVE = {
    "open": "libc.open(path, 65, 0o600)",
    "creat": "libc.creat(path, 0o600)",
    "mkdir": "libc.mkdir(path, 0o700)",
    "socket": "libc.socket(2, 1, 0)",
    "fork": "libc.fork()",
    "execv": "libc.execv(b'/bin/true', None)",
    "kill": "libc.kill(libc.getppid(), 0)",
    "setrlimit": "libc.setrlimit(9, (ctypes.c_long * 2)(-1, -1))",
    "ptrace": "libc.ptrace(0, 0, 0, 0)",
    "read": "libc.open(b'/etc/passwd', 0)",
    "unlink": "libc.unlink(existing)",
    "truncate": "libc.truncate(existing, 0)",
    "rename": "libc.rename(existing, path)",
    "chmod": "libc.chmod(existing, 0)",
    "link": "libc.link(existing, path)",
}


@strong_only
@pytest.mark.parametrize("call", NATIVE.values(), ids=NATIVE)
def test_the_kernel_refuses_what_the_alarm_does_not_see(call, tmp_path):
    existing = tmp_path / "existing"
    existing.write_text("kept")
    source = "\n".join(
        [
            "import ctypes",
            "libc = ctypes.CDLL(None)",
            f"libc.getppid, {call.partition('(')[0]}",
            f"path, existing = {os.fsencode(tmp_path / 'made')!r}, {os.fsencode(existing)!r}",
            f"def f(): return {call}",
        ]
    )
    report = run_calls(Request(source, "f", (Call(),), before=source), require=Strength.STRONG)
    assert report.outcomes == (Returned(-1),)
    assert [path.name for path in tmp_path.iterdir()] == ["existing"]
    assert existing.read_text() == "kept"


@strong_only
def test_threads_are_refused():
    body = "import _thread\ntry:\n    _thread.start_new_thread(print, ())\nexcept RuntimeError:\n    return 1"
    assert outcome(body) in (Returned(1), Killed("alarm: _thread.start_new_thread <built-in function print>"))


@strong_only
def test_a_child_reads_its_imports_and_nothing_else(tmp_path):
    (tmp_path / "secret").write_text("s")
    assert outcome(f"return open({str(tmp_path / 'secret')!r}).read()") == Raised(
        "PermissionError", f"[Errno 13] Permission denied: {str(tmp_path / 'secret')!r}"
    )
    assert outcome("import decimal, fractions, json\nreturn decimal.Decimal(1) == fractions.Fraction(1)") == Returned(
        True
    )


def test_the_child_knows_nothing_of_its_parent(monkeypatch):
    monkeypatch.setenv("SECRET", "s")
    names = outcome("import os\nreturn sorted(os.environ), sys.argv[2:], os.listdir('.')", None, "import sys")
    assert isinstance(names, Returned)
    environment, arguments, folder = names.value
    assert set(environment) <= {"PYTHONHASHSEED", "TZ", "LC_CTYPE"}
    assert arguments == folder == []
    assert outcome("import pytest").error == "ModuleNotFoundError"


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for body in ("return 1", "while True:\n    pass", "import os\nos.abort()"):
        outcome(body, limits=IMPATIENT)
    assert list(tmp_path.iterdir()) == []


# --- what cannot be run -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("def f(:", "the module could not be loaded: SyntaxError"),
        ("import nothing_of_the_kind", "the module could not be loaded: ModuleNotFoundError"),
        ("raise SystemExit", "the module could not be loaded: SystemExit"),
        ("def g(): ...", "aurora_candidate has no f"),
    ],
)
def test_a_module_that_cannot_be_used_is_told(source, reason):
    first, second = run_calls(Request(source, "f", (Call(), Call()))).outcomes
    assert isinstance(first, Killed)
    assert first.reason.startswith(reason)
    assert isinstance(second, Killed)


WITHOUT_LANDLOCK = """
import ctypes, struct
from pytest_aurora.check.sandbox import *
libc = ctypes.CDLL(None)
rules = [(0x20, 0, 0, 0), (0x15, 0, 1, 444), (0x06, 0, 0, 0x00050026), (0x06, 0, 0, 0x7FFF0000)]
program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *rule) for rule in rules))
assert libc.prctl(38, 1, 0, 0, 0) == 0
assert libc.prctl(22, 2, struct.pack("@HP", len(rules), ctypes.addressof(program)), 0, 0) == 0
request = Request("def f(): return 1", "f", (Call(),))
print(run_calls(request))
try:
    run_calls(request, require=Strength.STRONG)
except WeakSandboxError as error:
    print(error)
"""


@strong_only
def test_a_kernel_without_landlock_is_weak_and_weak_is_refused_when_strong_is_required():
    done = subprocess.run([sys.executable, "-c", WITHOUT_LANDLOCK], capture_output=True, text=True, check=True)
    report, refusal = done.stdout.splitlines()
    assert "Returned(value=1)" in report
    assert "Strength.WEAK" in report
    assert "the kernel has no Landlock" in refusal
    assert 'sandbox = "weak"' in refusal


def test_strength_is_told():
    strength, weakness = available_strength()
    assert (strength is Strength.STRONG) == (weakness == "")
    assert issubclass(WeakSandboxError, Exception)
