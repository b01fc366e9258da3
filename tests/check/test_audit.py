"""What the audit accepts and what it does not, kind by kind."""

import unicodedata

import pytest

import pytest_aurora
from pytest_aurora.check.audit import Violation, audit_code

REFUSED = {
    "dunder attribute": "return x.__class__.__base__.__subclasses__()",
    "dunder name": "return __builtins__",
    "private attribute": "return x._secret",
    "frame of a generator": "return (i for i in x).gi_frame.f_back",
    "object of an attribute error": "try:\n    x.y\nexcept AttributeError as e:\n    return e.obj",
    "mro": "return int.mro()",
    "eval": "return eval(s)",
    "eval as a value": "return list(map(eval, xs))",
    "eval as a default": "return (lambda e=eval: e(s))()",
    "eval through a shadowed consumer": "def len(g):\n    return g(s)\nreturn len(eval)",
    "eval through a container": "return {'e': eval}['e'](s)",
    "eval by a walrus that an expression may skip": "0 and (eval := 1) or eval(s)",
    "type builds classes": "return type('A', (), {})()",
    "type under another name": "T = type\nreturn T('A', (), {})",
    "type with an argument": "return type[int]('A', (), {})",
    "type through recursion": "if x:\n    return f(0)('A', (), {})\nreturn type",
    "getattr": "return getattr(x, 'y')",
    "getattr as a key": "return max(xs, key=getattr)",
    "vars": "return vars(x)",
    "hash": "return hash(s)",
    "print": "print(x)",
    "open": "return open(s).read()",
    "global": "global cache\ncache = x",
    "class": "class A:\n    pass\nreturn A()",
    "with": "with x as y:\n    return y",
    "async": "async def g():\n    return 1\nreturn g()",
    "await": "return await x",
    "generator body": "yield x",
    "except star": "try:\n    return x\nexcept* ValueError:\n    return 1",
    "bare except": "try:\n    return x\nexcept:\n    return 1",
    "BaseException": "raise BaseException",
    "SystemExit": "raise SystemExit(0)",
    "import of os": "import os",
    "import under a pure name": "import os as math",
    "submodule": "import os.path",
    "star import": "from math import *",
    "relative import": "from . import x",
    "third-party import": "import numpy",
    "module inside a module": "import re\nreturn re.enum.sys",
    "module imported from a module": "from re import enum",
    "module as a value": "import re\nr = re\nreturn r",
    "module as an argument": "import re\nreturn f(re)",
    "module captured": "match os:\n    case 1 | m:\n        return m",
    "module rebound": "import re\nre = x\nreturn re.enum",
    "module by way of a submodule": "from collections import abc\nreturn abc.sys",
    "unbound module": "return os.getcwd()",
    "unbound pure module": "return json.codecs.open(s)",
    "clock": "from datetime import datetime\nreturn datetime.now()",
    "attrgetter": "from operator import attrgetter",
    "Formatter": "from string import Formatter",
    "attribute in a format text": "return '{0.__class__}'.format(x)",
    "item in a format text": "return '{0[a]}'.format(x)",
    "attribute in a format spec": "return '{:{0.a}}'.format(x)",
    "format of a name": "return s.format(x)",
    "format of an f-string": "return f'{s}'.format(x)",
    "format unbound": "return str.format(s, x)",
    "format as a value": "return list(map('{}'.format, xs))",
    "format_map": "return s.format_map(d)",
    "braces inside a format spec": "return f'{x:{\"{0.a}\"}}'",
    "attribute store": "x.y = 1",
    "attribute store in a loop": "for x.y in xs:\n    pass",
    "attribute delete": "del x.y",
    "call in a comprehension's target": "[0 for globals()['len'] in xs]",
    "writing": "return p.write_text(s)",
    "writing later": "w = p.write_text\nreturn w(s)",
    "decorator": "@x\ndef g():\n    pass",
    "class pattern with a keyword": "match x:\n    case str(format=g):\n        return g",
    "class pattern of a user's class": "match x:\n    case Point(a):\n        return a",
    "dunder capture": "match x:\n    case __builtins__:\n        return 1",
    "dunder rest": "match x:\n    case {'a': 1, **__rest}:\n        return 1",
    "dunder keyword": "return dict(__class__=1)",
    "dunder parameter": "return (lambda __x__: 1)",
    "dunder exception name": "try:\n    return x\nexcept ValueError as __e__:\n    return 1",
    "code in an annotation": "y: \"__import__('os')\" = 1\nreturn y",
    "code in a part of an annotation": "def g(y: list['().__class__']):\n    return y\nreturn g(x)",
    "no code in an annotation": "y: 'return 1' = 1\nreturn y",
    "endless loop": "while True:\n    x += 1",
    "endless loop, break of an inner one": "while 1:\n    for y in x:\n        break",
    "endless loop in other words": "while not 0:\n    x += 1",
    "swallowing in a loop": "while x:\n    try:\n        x -= 1\n    except Exception:\n        pass",
    "jump out of finally": "for x in xs:\n    try:\n        y = 1 / x\n    finally:\n        continue",
    "module that pytest would collect": "def f(x):\n    return x\n\ndef test_f():\n    return 1",
    "module with a hook": "def f(x):\n    return x\n\ndef __getattr__(name):\n    return 1",
    "module with a statement": "def f(x):\n    return x\n\nf = f(1)",
    "a module's function called like a method": "return webbrowser.get(s)",
    "a built-in that is given back and called": "if x:\n    return f(0)('A', (), {})\nreturn max(xs, 3) or type",
    "a built-in that a key gives back": "return max(open, 3, key=len)(s)",
    "map calls its first argument": "return list(map(open, xs))",
    "an unpacked star": "return max(*[open, open])(s)",
    "method of a module called like a method of a list": "return os.remove(x)",
    "endless loop without a name": "while 1 < 2:\n    x += 1",
    "endless loop with a name": "while x or True:\n    x += 1",
    "syntax": "return (x",
    "nonlocal of nothing": "nonlocal y\nreturn 1",
    "a jump out of no loop": "if x:\n    break\nreturn 1",
    "two parameters of one name": "return (lambda a, a: a)(x, x)",
    "a future inside a function": "from __future__ import annotations\nreturn 1",
    "closing what was not opened": "1) or (2",
}

ACCEPTED = {
    "slices": "return s[::-1]",
    "f-strings": "return f'{x:.2f}{n:,}{w:>{width}}{a + b = }{v!r}'",
    "percent": "return '%s-%03d' % (a, b)",
    "literal format": "return '{:>10} {} {name}'.format(x, *xs, name=n)",
    "words in strings": "return [w for w in ('open(', '__class__') if w in s]",
    "shadowed names": "def g(open, type):\n    return open + type\nreturn [id for id in g(1, 2)]",
    "parameters called like built-ins": "return (id, type, input)",
    "arithmetic on parameters called like built-ins": "return open - len(input) * vars[0]",
    "parameters called like modules": "return [c for c in string] + sorted(array)",
    "methods of parameters called like built-ins": "return input.split(','), type.upper(), email.split('@')",
    "a list called like a module": "numbers.append(max(numbers, 3))\nnumbers.sort()\nreturn numbers if numbers else 0",
    "a queue called like a module": "queue.popleft()\nreturn ' '.join(map(str, queue)) or token.count('a')",
    "parts of what is called like a module": "hour, minute = time\nreturn {hour: list(filter(None, code))}",
    "dummy names": "for _, __ in xs:\n    n += 1\nreturn n",
    "a parameter called like a module, matched": "match cmd:\n    case 'a' | 'b':\n        return 1\nreturn 2",
    "own decorators": "def twice(g):\n    return lambda v: g(g(v))\n@twice\ndef h(v):\n    return v + 1\nreturn h(x)",
    "fields called like methods": "return (bar.close - bar.open) / bar.open",
    "loops": "n = 0\nwhile True:\n    n += 1\n    if n > x:\n        return n",
    "infinite generator inside": "def g():\n    while True:\n        yield 1\nreturn next(g())",
    "exceptions": "try:\n    return int(s)\nexcept (ValueError, TypeError) as e:\n    raise KeyError(s) from e",
    "match": "match v:\n    case int(n) if n:\n        return n\n    case {'k': [a, *b]}:\n        return b",
    "closures": "n = 0\ndef add(k):\n    nonlocal n\n    n += k\nadd(x)\nreturn n",
    "memoized recursion": "from functools import cache\n@cache\ndef g(n):\n    return n and g(n - 1)\nreturn g(x)",
    "imports": "import math\nfrom collections import Counter\nreturn math.pi * Counter(s)['a']",
    "submodule": "import collections.abc\nreturn isinstance(x, collections.abc.Mapping)",
    "dates": "from datetime import date, timedelta\nreturn (date(y, m, d) + timedelta(days=1)).isoformat()",
    "the user's own classes": "return Point(p.x + 1, p.y).norm()",
    "named tuples": "return p._replace(x=1)",
    "non-ASCII text": "return s.replace('ß', 'ss')",
    "escapes": "return '\\u202e' in s",
    "expression": "sum(v * w for v, w in zip(x, x[1:]))",
    "module": 'import math\n\nLIMIT = 3\n\n\ndef f(x):\n    """Doc."""\n    return [math.floor(x)]',
    "annotations": "from typing import Literal\ndef g(y: Literal['a b'], p: 'Point') -> 'int':\n    return y\nreturn g",
    "future": "from __future__ import annotations\ndef f(x: list[int]) -> int:\n    return x[0]",
    "windows line ends": "y = 1\r\nreturn y\r\n",
}


@pytest.mark.parametrize("code", REFUSED.values(), ids=REFUSED)
def test_refuses(code):
    assert audit_code(code)


@pytest.mark.parametrize("code", ACCEPTED.values(), ids=ACCEPTED)
def test_accepts(code):
    assert audit_code(code) == []


def test_a_violation_says_where_what_and_what_instead():
    (violation,) = audit_code("y = 1\nreturn getattr(x, 'y')")
    assert (violation.line, violation.column, violation.rule) == (2, 8, "name")
    assert str(violation) == "2:8: name: 'getattr' (instead: the attribute itself: p.x)"


def test_is_exported_by_the_package():
    assert pytest_aurora.audit_code("return 1") == []
    with pytest.raises(AttributeError):
        pytest_aurora.no_such_name  # noqa: B018


# --- names that the caller declares -------------------------------------------------------------------------------


def test_declared_names_are_free_and_others_are_not():
    names = frozenset({"xs", "open", "vat"})
    assert audit_code("return vat(open(xs))", names=names) == []
    assert audit_code("return vat(ys)", names=names) == [
        Violation(
            1,
            12,
            "name",
            "'ys' is not declared",
            "a parameter, a built-in for plain values, or an import that is allowed",
        )
    ]


def test_nothing_is_taken_to_be_a_parameter_when_the_names_are_known():
    assert audit_code("return open - 1") == []
    assert audit_code("return open - 1", names=frozenset())


def test_a_declared_dotted_name_may_be_imported():
    names = frozenset({"shop.tax.vat", "x"})
    assert audit_code("from shop.tax import vat\nreturn vat(x)", names=names) == []
    assert audit_code("import shop.tax\nreturn shop.tax.vat(x)", names=names) == []
    assert audit_code("import shop.tax\nreturn shop.tax.os", names=names)
    assert audit_code("from shop.tax import os\nreturn x", names=names)


def test_a_module_must_define_the_function():
    assert audit_code("def f(x):\n    return x", function="f") == []
    assert audit_code("def test_speed(x):\n    return x", function="test_speed") == []
    assert audit_code("def g(x):\n    return x", function="f")


# --- the text -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "code",
    [
        "return x\x00", "return x\x0c", "x\ry", "return '\u202e'", "return '\u200b'", "return '\ufeff'",
        "#\u2028return x", "return '\u3164'", "return '\ue000'", "return x\u00a0+ 1", "\ufeffreturn x",
        "# -*- coding: utf-7 -*-\nreturn x", "x\n  # vim: set fileencoding=latin-1 :\ny",
        "return x;" + " " * 100 + "y",
    ],
)  # fmt: skip
def test_refuses_text_that_does_not_read_as_it_looks(code):
    assert {violation.rule for violation in audit_code(code)} == {"text"}


@pytest.mark.parametrize("name", ["open", "eval", "getattr", "type"])
@pytest.mark.parametrize("style", ["FULLWIDTH", "MATHEMATICAL"])
def test_refuses_look_alikes_of_names(name, style):
    shift = {"FULLWIDTH": 0xFF41, "MATHEMATICAL": 0x1D41A}[style] - ord("a")
    disguised = "".join(chr(ord(letter) + shift) for letter in name)
    assert unicodedata.normalize("NFKC", disguised) == name
    for code in (
        f"return {disguised}(x)",
        f"return x.{disguised}",
        f"return f'{{{disguised}(x)}}'",
        f"{disguised} = 1",
    ):
        assert audit_code(code), code


PLACES = (
    "return {}", "return x.{}", "x.{} = 1", "del x.{}", "return f(x, {}=1)", "return f(**{})", "return lambda {}: 1",
    "return lambda *{}: 1", "def {}(): pass", "def g({}): pass", "def g(*, {}=1): pass", "def g(**{}): pass",
    "def g():\n    global {}", "def g():\n    {} = 1\n    def h():\n        nonlocal {}", "{} = 1", "{}: int = 1",
    "y: {} = 1", "y: '{}' = 1", "for {} in x: pass", "[0 for {} in x]", "({} := 1)", "x[{}]", "x[{}:]", "import {}",
    "import math as {}", "import math.{}", "from math import {}", "from math import pi as {}", "from {} import pi",
    "try: x\nexcept {}: pass", "try: x\nexcept ValueError as {}: pass", "raise {}", "@{}\ndef g(): pass",
    "match x:\n    case {}: pass", "match x:\n    case [*{}]: pass", "match x:\n    case {{'a': 1, **{}}}: pass",
    "match x:\n    case [1] as {}: pass", "match x:\n    case {}(): pass", "match x:\n    case str({}=y): pass",
    "match x:\n    case x.{}: pass", "assert {}",
)  # fmt: skip
"""Wherever Python's grammar takes a name; in f-strings, names are judged as what they fold to."""


@pytest.mark.parametrize("place", PLACES)
def test_a_name_is_ascii_wherever_it_stands(place):
    for name in ("\uff4fpen", "\u1d452val", "o\u0440en", "caf\u00e9", "\ufb01nd"):
        assert audit_code(place.replace("{}", name).replace("{{", "{").replace("}}", "}")), name


def test_refuses_identifiers_that_are_not_ascii():
    assert audit_code("caf\u00e9 = 1\nreturn caf\u00e9")
    assert audit_code("return f'{caf\u00e9}'")


BOMBS = {
    "long": "return " + "x + " * 4000 + "x",
    "many lines": "x\n" * 1000,
    "brackets": "return " + "[" * 100 + "]" * 100,
    "signs": "return " + "-" * 300 + "x",
    "signs on many lines": "return (" + "-\n" * 300 + "x)",
    "nots": "return " + "not " * 100 + "x",
    "lambdas": "return " + "lambda: " * 50 + "x",
    "attributes": "return (x" + (".a" * 100 + "\n") * 20 + ")",
    "items": "return (x" + ("[0]" * 100 + "\n") * 20 + ")",
    "a number": "return " + "9" * 450,
    "elifs": "if x:\n    pass\n" + "elif x:\n    pass\n" * 190,
    "blocks": "".join(" " * depth + "if x:\n" for depth in range(40)) + " " * 40 + "pass",
    "a wide display": "return [" + ("0," * 200 + "\n") * 20 + "]",
}


@pytest.mark.parametrize("code", BOMBS.values(), ids=BOMBS)
def test_refuses_bombs(code):
    assert {violation.rule for violation in audit_code(code)} in ({"size"}, {"syntax"})
