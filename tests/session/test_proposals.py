from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_aurora.search.outcome import Body
from pytest_aurora.session.proposals import MOST, NoProposal, Proposal, Wanted, body_of, proposals, wanted
from pytest_aurora.spec.reader import read_spec

ASKED = Wanted("f", "def f(n: int) -> int", "", (), ())


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("return 1", Body(("return 1",))),
        ("\n    import re\n    return re.sub('a', 'b', s)\n", Body(("return re.sub('a', 'b', s)",), ("import re",))),
        ("from re import (\n    sub,\n)\nx = 1\nreturn x", Body(("x = 1", "return x"), ("from re import sub",))),
        ("import re; return 1", Body(("import re; return 1",))),
        ("import re", Body(("import re",))),
        ("return (", Body(("return (",))),
        ("import re\nreturn '\u202e'", Body(("import re", "return '\u202e'"))),
    ],
)
def test_imports_at_the_head_are_the_modules(text, body):
    assert body_of(text) == body


@given(st.text())
def test_any_text_is_some_body(text):
    assert isinstance(body_of(text), Body)


def test_only_so_many_bodies_are_taken():
    def endless(asked):
        assert asked is ASKED
        while True:
            yield "return 1"

    given = list(proposals([endless, lambda _: ["return 2"]], ASKED))
    assert [each.body.lines[0] for each in given if isinstance(each, Proposal)] == ["return 1"] * MOST + ["return 2"]


def test_a_proposer_that_fails_is_told_and_the_next_is_asked():
    given = list(proposals([lambda _: 1 // 0, lambda _: [None, "return 2"]], ASKED))
    assert [type(each) for each in given] == [NoProposal, NoProposal, Proposal]
    assert "ZeroDivisionError" in given[0].reason
    assert "NoneType" in given[1].reason


def test_what_is_wanted_is_what_the_spec_says(tmp_path):
    text = "# SpecV3: f\n\ndef f(n: int) -> int\n\n## Examples\nf(1) -> 2\n\n## Post\nassert f(n) > n\n"
    spec = read_spec(tmp_path / "f.md", text.encode())
    assert wanted(spec, "f", "return n") == Wanted(
        "f", "def f(n: int) -> int", spec.function("f").description, ("f(1) -> 2",), ("assert f(n) > n",), "return n"
    )
