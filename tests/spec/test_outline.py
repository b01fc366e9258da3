from __future__ import annotations

import pytest

from pytest_aurora.spec.lexer import lex
from pytest_aurora.spec.model import Mark
from pytest_aurora.spec.outline import Kind, classify, outline
from pytest_aurora.spec.source import decode

from .helpers import PATH


def sections(text):
    source = decode(text.encode(), PATH)
    return outline(source, lex(source)[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Examples", (Kind.EXAMPLES, None)),
        ("**Tests:**", (Kind.EXAMPLES, None)),
        ("Post-conditions", (Kind.POST, None)),
        ("Function reverse_string", (Kind.FUNCTION, "reverse_string")),
        ("Function: `add`", (Kind.FUNCTION, "add")),
        ("Functional tests", (Kind.OTHER, None)),
        ("Notes", (Kind.OTHER, None)),
    ],
)
def test_classify(text, expected):
    assert classify(text) == expected


def test_function_and_mark_reach_down_to_deeper_headings_only():
    text = "# T\n<!-- aurora: skip -->\n### Function f\n#### Examples\n### Function g\n#### Post\n## Post\n"
    found, _ = sections(text)
    assert [(s.kind, s.function, s.mark) for s in found[2:]] == [
        (Kind.FUNCTION, "f", Mark("skip")),
        (Kind.EXAMPLES, "f", Mark("skip")),
        (Kind.FUNCTION, "g", None),
        (Kind.POST, "g", None),
        (Kind.POST, None, None),
    ]


def test_headings_below_examples_hold_examples():
    found, _ = sections("# T\n## Examples\n### Odd ones\n## Notes\n### More")
    assert [s.kind for s in found[1:]] == [Kind.TITLE, Kind.EXAMPLES, Kind.EXAMPLES, Kind.OTHER, Kind.OTHER]


def test_labels_open_sections_inside_a_function_only():
    found, _ = sections(
        "# T\n- **Tests**: a\n\n## Function: f\n- **Tests**:\n  - b\n- __Description__: c\n- Other: d\n"
    )
    assert [(s.kind, s.labelled) for s in found[1:]] == [
        (Kind.TITLE, False), (Kind.FUNCTION, False), (Kind.EXAMPLES, True), (Kind.DESCRIPTION, True),
    ]  # fmt: skip
    assert [line.text for block in found[-1].blocks for line in block.lines] == ["c", "Other: d"]


def test_a_heading_that_is_nearly_known_is_warned_about():
    assert "did you mean Examples?" in sections("# T\n## Exampels\n")[1][0]


def test_a_line_of_dashes_below_an_example_makes_no_heading():
    found, _ = sections("# T\n## Examples\nf(1) -> 2\n---\n")
    assert [s.kind for s in found[1:]] == [Kind.TITLE, Kind.EXAMPLES]
    assert found[-1].blocks[0].lines[0].text == "f(1) -> 2"
