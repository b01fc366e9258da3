# ruff: noqa: E501
import pytest

from pytest_aurora.errors import RewriteRefusedError
from pytest_aurora.rewrite.imports import import_edits
from pytest_aurora.rewrite.source import read_source
from pytest_aurora.rewrite.tree import read_tree


def added(source, *statements):
    file = read_source(source.encode())
    return file.edited(import_edits(read_tree(file), statements)).decode()


DEF = "def f(): ...\n"
PLACES = {
    "empty file": ("", "import re\n"),
    "code only": ("x = 1\n", "import re\n\nx = 1\n"),
    "function only": (DEF, f"import re\n\n\n{DEF}"),
    "leading blank line": (f"\n{DEF}", f"import re\n\n\n{DEF}"),
    "docstring": (f'"""D."""\n\n\n{DEF}', f'"""D."""\n\nimport re\n\n\n{DEF}'),
    "docstring, comment": (f'"""D."""  # c\n\n\n{DEF}', f'"""D."""  # c\n\nimport re\n\n\n{DEF}'),
    "docstring, code close": ('"""D."""\nx = 1\n', '"""D."""\n\nimport re\n\nx = 1\n'),
    "docstring, function close": (f"'''D\n'''\n{DEF}", f"'''D\n'''\n\nimport re\n\n\n{DEF}"),
    "docstring alone": ('"""D."""', '"""D."""\n\nimport re'),
    "carriage returns": ('"""D."""\r\n\r\nx = 1\r\n', '"""D."""\r\n\r\nimport re\r\n\r\nx = 1\r\n'),
    "licence": (f"# (c)\n# MIT\n\n\n{DEF}", f"# (c)\n# MIT\n\nimport re\n\n\n{DEF}"),
    "licence alone": ("# (c)\r\n", "# (c)\r\n\r\nimport re\r\n"),
    "a remark on the first function": (f"# f\n{DEF}", f"import re\n\n# f\n{DEF}"),
    "shebang and cookie": (
        f"#!/bin/python\n# coding: utf-8\n{DEF}",
        f"#!/bin/python\n# coding: utf-8\n\nimport re\n\n\n{DEF}",
    ),
    "cookie": (f"# vim: set fileencoding=utf-8 :\n{DEF}", f"# vim: set fileencoding=utf-8 :\n\nimport re\n\n\n{DEF}"),
    "future": (
        f"from __future__ import annotations\n\n\n{DEF}",
        f"from __future__ import annotations\n\nimport re\n\n\n{DEF}",
    ),
    "sorted": (
        "import os\nimport sys\nfrom abc import ABC\n",
        "import os\nimport re\nimport sys\nfrom abc import ABC\n",
    ),
    "first": ("# std\nimport sys  # c\n", "# std\nimport re\nimport sys  # c\n"),
    "behind, with a comment": ("import os  # c\nx = 1\n", "import os  # c\nimport re\nx = 1\n"),
    "no newline": ("import os", "import os\nimport re"),
    "third party below": ("import attr\n", "import re\n\nimport attr\n"),
    "third party between": (
        "import os\n\nimport attr\nfrom . import x\n",
        "import os\nimport re\n\nimport attr\nfrom . import x\n",
    ),
    "behind dunder and guards": (
        "__all__ = []\ntry:\n    import tomllib\nexcept ImportError:\n    tomllib = None\nimport os\n\nx = 1\nimport zlib\n",
        "__all__ = []\ntry:\n    import tomllib\nexcept ImportError:\n    tomllib = None\nimport os\nimport re\n\nx = 1\n"
        "import zlib\n",
    ),
    "wrapped": ("from os import (\n    path,\n)\n", "import re\nfrom os import (\n    path,\n)\n"),
    "semicolons": ("import os; import sys\n", "import os; import sys\nimport re\n"),
    "not bound for sure": ("if x:\n    import re\n", "import re\n\nif x:\n    import re\n"),
    "bound for type checkers": (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import re\n",
        "import re\nfrom typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import re\n",
    ),
    "bound in a function": ("def f():\n    import re\n", "import re\n\n\ndef f():\n    import re\n"),
    "bound under another name": ("import re as r\n", "import re as r\nimport re\n"),
    "bound already": ("x = 1\nimport os, re\n", "x = 1\nimport os, re\n"),
}


@pytest.mark.parametrize(("before", "after"), PLACES.values(), ids=PLACES)
def test_places(before, after):
    assert added(before, "import re") == after


@pytest.mark.parametrize(("before", "after"), PLACES.values(), ids=PLACES)
def test_nothing_is_added_twice(before, after):
    assert added(after, "import re") == after


JOINS = {
    "alone": ("from m import B\n", "from m import A, B\n"),
    "behind": ("from m import AB, B  # c\n", "from m import AB, A, B  # c\n"),
    "sorted, kinds of names": ("from m import MAX, Z, a\n", "from m import MAX, A, Z, a\n"),
    "sorted, letters only": ("from m import _a, B, c\n", "from m import _a, A, B, c\n"),
    "unsorted": ("from m import z, b, Y\n", "from m import z, b, Y, A\n"),
    "in parentheses": ("from m import (B, c)\n", "from m import (A, B, c)\n"),
    "one a line": ("from m import (\n    AA, # c\n    B,  # b\n)\n", "from m import (\n    AA, # c\n    A,\n    B,  # b\n)\n"),
    "one a line, at the end": ("from m import (\n\tZ1,\n\tA0,  # c\n)\n", "from m import (\n\tZ1,\n\tA0,  # c\n\tA,\n)\n"),
    "one a line, no comma": ("from m import (\r\n  Z1,\r\n  A0  # c\r\n)\r\n", "from m import (\r\n  Z1,\r\n  A0,  # c\r\n  A,\r\n)\r\n"),
    "parenthesis on the last line": ("from m import (Z1,\n               A0)\n", "from m import (Z1,\n               A0, A)\n"),
    "continued": ("from m import Z1, \\\n    A0\n", "from m import Z1, \\\n    A0, A\n"),
    "with another name": ("from m import b as x\n", "from m import A, b as x\n"),
    "far below": ("x = 1\nfrom m import B\n", "x = 1\nfrom m import A, B\n"),
    "from all": ("from m import *\n", "from m import *\nfrom m import A\n"),
    "in a branch": ("try:\n    from m import B\nexcept ImportError: ...\n", "from m import A\n\ntry:\n    from m import B\nexcept ImportError: ...\n"),
    "given": ("from m import A as A, A\n", "from m import A as A, A\n"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), JOINS.values(), ids=JOINS)
def test_joins(before, after):
    assert added(before, "from m import A") == after


def test_several_at_once():
    statements = (
        "import re, math",
        "from . import near",
        "from __future__ import annotations",
        "from shop import vat as tax, net",
        "from collections import deque",
        "import re",
        "import os.path",
    )
    assert added("import json\n\nx = 1\n", *statements) == (
        "from __future__ import annotations\n\nimport json\nimport math\nimport os.path\nimport re\n"
        "from collections import deque\n\nfrom shop import net, vat as tax\n\nfrom . import near\n\nx = 1\n"
    )
    assert added("", *statements) == (
        "from __future__ import annotations\n\nimport math\nimport os.path\nimport re\nfrom collections import deque\n\n"
        "from shop import net, vat as tax\n\nfrom . import near\n"
    )


def test_several_names_join_one_statement():
    assert added("from m import (\n    b\n)\n", "from m import c, a", "from m import d") == (
        "from m import (\n    a,\n    b,\n    c,\n    d,\n)\n"
    )


def test_dotted_modules():
    assert added("import os\n", "import os.path") == "import os\nimport os.path\n"
    assert added("import os.path\n", "import os") == "import os.path\n"
    assert added("import xml.dom\n", "import xml.sax") == "import xml.dom\nimport xml.sax\n"
    assert added("import xml.dom as d\n", "import xml.dom") == "import xml.dom as d\nimport xml.dom\n"


@pytest.mark.parametrize(
    ("source", "statements"),
    [
        ("import math\nre = 5\n", ("import re",)),
        ("x = 1\nimport regex as re\n", ("import re",)),
        ("\ndef re(): ...\n", ("import re",)),
        ("if x:\n    class re: ...\n", ("import re",)),
        ("\nfrom datetime import datetime\n", ("import datetime",)),
        ("", ("import datetime", "from datetime import datetime")),
        ("", ("from m import *",)),
        ("", ("x = 1",)),
        ("", ("import",)),
        ("", ("if x: import re",)),
        ("", ("from operator import add as len",)),
        ("", ("from math import pow",)),
    ],
)
def test_refusals(source, statements):
    with pytest.raises(RewriteRefusedError) as caught:
        added(source, *statements)
    assert not source or "<source>:2:" in str(caught.value)


def test_a_name_that_the_module_has_in_place_of_a_built_in_may_be_used():
    assert added("from math import pow\n", "from math import pow") == "from math import pow\n"
