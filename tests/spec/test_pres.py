from __future__ import annotations

import pytest

from .helpers import line_form, read

TWO = "def clamp(x: int, low: int, high: int) -> int\ndef g(n: int) -> int"
POST = "assert g(clamp(n, 0, 9)) == m"


def pres(text, signatures=TWO):
    return line_form(post=POST, pre=text, signatures=signatures).pres


@pytest.mark.parametrize("form", ["{}", "- {}", "- `{}`", "```\n{}\n```"])
def test_a_condition_on_parameters_and_one_on_a_variable(form):
    (of_function,) = pres(form.format("clamp: low <= high"))
    assert (of_function.function, of_function.variable, of_function.source) == ("clamp", None, "low <= high")
    (of_variable,) = pres(form.format("for n: 0 <= n <= 50 and n is not null"))
    assert (of_variable.function, of_variable.variable) == (None, "n")
    assert of_variable.source == "0 <= n <= 50 and n is not None"
    assert of_function.error is of_variable.error is None


def test_bullets_of_a_section():
    spec = read("""
        # SpecV3: A
        ### Function f
        ```
        def f(n: int) -> int
        ```
        #### Preconditions
        - n >= 0
        - n must be small
        - none
    """)
    (pre,) = spec.pres
    assert (pre.function, pre.source, pre.error) == ("f", "n >= 0", None)
    assert len(spec.warnings) == 1
    assert "n must be small" in spec.warnings[0]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("clmp: low <= high", "'clmp' is not declared", "did you mean clamp"),
        ("clamp: lo <= high", "'lo' is no parameter", "def clamp"),
        ("clamp: low <=", "invalid", "expression"),
        ("for n: n <= m", "'m' is no parameter", "'n'"),
        ("for k: k > 0", "no post-condition has the variable 'k'", "m, n"),
        ("for n: n >", "invalid", "expression"),
        ("low <= high", "not said", "for n: n >= 0"),
        ("clamp: low.__class__", "__class__", "public"),
    ],
)
def test_a_bad_condition_carries_its_error(text, message, hint):
    bad, good = pres(f"{text}\nclamp: low <= high")
    assert message in bad.error.message
    assert hint in bad.error.hint
    assert bad.error.line == text
    assert good.error is None
