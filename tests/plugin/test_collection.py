from __future__ import annotations

import sys

import pytest

IDS = [
    "specs/text.md::reverse_string::example[hello]",
    "specs/text.md::reverse_string::example[ab]",
    "specs/text.md::reverse_string::post[1]",
    "specs/text.md::is_palindrome::example[racecar]",
    "specs/text.md::is_palindrome::example[hello]",
]


def collected(pytester: pytest.Pytester, *args: str) -> list[str]:
    result = pytester.runpytest("--collect-only", "-q", *args)
    return [line for line in result.outlines if "::" in line]


def test_an_item_for_each_example_and_post_condition(pytester, palindrome):
    assert collected(pytester) == IDS


def test_ids_stay_when_text_moves(pytester, palindrome):
    text = palindrome.read_text()
    palindrome.write_text(text.replace("\ndef rev", "\nSome prose\n\nand more.\n\ndef rev"))
    assert collected(pytester) == IDS


@pytest.mark.parametrize("argument", [IDS[0], "specs/text.md::reverse_string", "specs/text.md", "specs"])
def test_a_node_id_selects(pytester, palindrome, argument):
    assert collected(pytester, argument) == [name for name in IDS if name.startswith(argument)]


def test_keywords_select(pytester, palindrome):
    assert collected(pytester, "-k", "is_palindrome and racecar") == [IDS[3]]


def test_collecting_loads_and_leaves_nothing(pytester, written):
    before = sorted(pytester.path.rglob("*"))
    code = (
        "import sys, pytest; pytest.main(['--co', '-q', '-p', 'no:cacheprovider', '-p', 'no:hypothesispytest']); "
        "loaded = set(sys.modules); print('loaded', sorted({'libcst', 'hypothesis', 'coverage'} & loaded), "
        "any(name.startswith('aurora_') for name in loaded))"
    )
    result = pytester.run(sys.executable, "-B", "-c", code)
    result.stdout.fnmatch_lines(["5 tests collected*", "loaded [[][]] False"])
    assert sorted(path for path in pytester.path.rglob("*") if path.name not in ("stdout", "stderr")) == before


def test_other_markdown_is_not_touched(pytester, write):
    write("README.md", "# Title\n\ndef f(x: int) -> int\n\n## Examples\nf(1) -> 2\n")
    write("docs/specs.md", "# Specs\n")
    assert collected(pytester) == []


def test_a_heading_a_suffix_and_a_glob_make_specs(pytester, write):
    text = "\n\ndef f(x: int) -> int\n\n## Examples\nf(1) -> 2\n"
    write("a.md", "# SpecV3: a" + text)
    write("b.spec.md", "# b" + text)
    write("docs/c.md", "# c" + text)
    assert collected(pytester) == ["a.md::f::example[1]", "b.spec.md::f::example[1]"]
    write("pyproject.toml", '[tool.aurora]\nspecs = ["docs/*.md"]\n')
    assert collected(pytester) == ["a.md::f::example[1]", "docs/c.md::f::example[1]"]


def test_without_the_plugin_nothing_is_collected(pytester, palindrome):
    result = pytester.runpytest_subprocess("-p", "no:aurora")
    assert result.ret is pytest.ExitCode.NO_TESTS_COLLECTED
    assert not result.stderr.lines


def test_without_a_spec_nothing_appears(pytester):
    pytester.makepyfile("def test(): pass")
    result = pytester.runpytest("-p", "no:cacheprovider", "--aurora-synthesize")
    result.assert_outcomes(passed=1)
    assert not [line for line in result.outlines if line.startswith("---")]
    assert {path.name for path in pytester.path.iterdir()} <= {f"{pytester.path.name[:-1]}.py", "__pycache__"} | {
        path.name for path in pytester.path.glob("*.py")
    }


def test_test_modules_and_specs_run_side_by_side(pytester, written):
    pytester.makepyfile("def test(): pass")
    pytester.runpytest().assert_outcomes(passed=6)


def test_a_name_of_its_own_for_each_file(pytester, write):
    for folder, result in (("a", 1), ("b", 2)):
        write(f"{folder}/add.spec.md", f"# add\n\ndef add(x: int) -> int\n\n## Examples\nadd(0) -> {result}\n")
        write(f"{folder}/add.py", f"def add(x: int) -> int:\n    return x + {result}\n")
    pytester.runpytest().assert_outcomes(passed=2)
