from __future__ import annotations

import xml.etree.ElementTree as ElementTree

import pytest

HEAD = "# SpecV3: f\n\ndef f(x: int) -> int\n\n"


def test_failures_show_the_line_what_was_due_and_the_hint(pytester, palindrome):
    result = pytester.runpytest()
    result.assert_outcomes(failed=5)
    result.stdout.fnmatch_lines(
        [
            "specs/text.md:7: in reverse_string::*",
            '>   reverse_string("hello") -> "olleh"',
            "E   expected *olleh*, but reverse_string is not written yet",
            "2 functions are not written yet: run pytest --aurora-synthesize",
        ]
    )
    assert "Traceback" not in str(result.stdout)
    assert sorted(path.name for path in pytester.path.glob("specs/*")) == ["text.md"]


@pytest.mark.parametrize("quiet", ["-q", "-qq"])
def test_the_hint_is_there_when_quiet(pytester, palindrome, quiet):
    pytester.runpytest(quiet, "-k", "ab").stdout.fnmatch_lines(
        ["1 function is not written yet: run pytest --aurora-synthesize"]
    )


def test_no_hint_when_all_is_written(pytester, written):
    result = pytester.runpytest()
    result.assert_outcomes(passed=5)
    assert "aurora" not in "\n".join(line for line in result.outlines if not line.startswith("plugins:"))


def test_a_stub_fails_and_says_so(pytester, written):
    written.write_text('def reverse_string(s):\n    """Reverse."""\n\n\ndef is_palindrome(s): ...\n')
    result = pytester.runpytest("-k", "example")
    result.assert_outcomes(failed=4)
    result.stdout.fnmatch_lines(["E   expected 'olleh', got None*", "reverse_string is not written yet"])
    result.stdout.fnmatch_lines(["2 functions are not written yet: *"])


def test_a_wrong_body_fails_with_expected_and_got(pytester, written):
    written.write_text("def reverse_string(s):\n    return s\n\n\ndef is_palindrome(s):\n    return s == s[::-1]\n")
    result = pytester.runpytest("-k", "example")
    result.assert_outcomes(passed=2, failed=2)
    result.stdout.fnmatch_lines(["E   expected 'olleh', got 'hello'", "FAILED specs/text.md::reverse_string*"])
    result.stdout.no_fnmatch_line("*not written yet*")


def test_long_values_show_a_diff(pytester, write):
    write("specs/f.md", "# SpecV3: f\n\ndef f(n: int) -> list[int]\n\n## Examples\nf(60) -> [*range(60)]\n")
    write("specs/f.py", "def f(n):\n    return [*range(30), 99, *range(31, n)]\n")
    result = pytester.runpytest()
    result.stdout.fnmatch_lines(["E   *30*99*", "E   --- expected", "E   +++ got", "E   - 30,", "E   + 99,"])


def test_an_error_in_the_function_shows_the_users_frames_only(pytester, write):
    write("specs/f.md", HEAD + "## Examples\nf(0) -> 1\n")
    write("specs/f.py", "def g(x):\n    return 1 // x\n\n\ndef f(x):\n    return g(x)\n")
    result = pytester.runpytest()
    result.stdout.fnmatch_lines(
        ["E   *raised ZeroDivisionError*", '*specs/f.py", line 6, in f', '*specs/f.py", line 2, in g']
    )
    assert "pytest_aurora" not in str(result.stdout)
    assert 'f.md", line' not in str(result.stdout)


def test_a_message_cannot_steer_the_terminal(pytester, write):
    write("specs/f.md", HEAD + "## Examples\nf(0) -> 1\n")
    write("specs/f.py", 'def f(x):\n    raise ValueError("1 passed\\r\\x1b[8mhidden")\n')
    result = pytester.runpytest()
    result.stdout.fnmatch_lines([r"E   expected 1, but it raised ValueError: 1 passed\r\x1b[[]8mhidden"])
    assert "\x1b[8m" not in str(result.stdout)


def test_a_module_that_fails_to_import_stops_only_its_spec(pytester, written, write):
    write("specs/bad.md", HEAD + "## Examples\nf(1) -> 1\n")
    write("specs/bad.py", "import nothing_of_that_name\n")
    result = pytester.runpytest()
    result.assert_outcomes(passed=5, failed=1)
    result.stdout.fnmatch_lines(["E   *bad.py cannot be imported:", "E   ModuleNotFoundError: *nothing_of_that_name*"])
    result.stdout.no_fnmatch_line("*importlib*")


def test_a_bad_signature_fails_that_spec_only(pytester, written, write):
    write("specs/bad.md", "# SpecV3: bad\n\ndef f(x: -> int\n\n## Examples\nf(1) -> 1\n")
    result = pytester.runpytest()
    result.assert_outcomes(passed=5, failed=1)
    result.stdout.fnmatch_lines(
        ["specs/bad.md:3: in spec", ">   def f(x: -> int", "E   hint: *", "FAILED specs/bad.md::spec - *"]
    )


def test_a_bad_example_fails_that_item_only(pytester, write):
    write("specs/f.md", HEAD + "## Examples\nf(1) -> 1\nf(2) -> (\nf(3) -> 3\n")
    write("specs/f.py", "def f(x):\n    return x\n")
    result = pytester.runpytest()
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(["specs/f.md:7: in f::*", ">   f(2) -> (", "E   *", "E   hint: *"])


def test_an_example_of_a_misspelt_function_fails_and_is_not_lost(pytester, palindrome):
    palindrome.write_text(palindrome.read_text().replace('reverse_string("ab")', 'revrse_string("ab")'))
    result = pytester.runpytest()
    result.assert_outcomes(failed=5)
    result.stdout.fnmatch_lines(
        ["E   the function 'revrse_string' is not declared*", "E   hint: did you mean reverse_*"]
    )


def test_a_bad_precondition_fails_an_item_of_its_own(pytester, write):
    write("specs/f.md", HEAD + "## Examples\nf(1) -> 1\n\n## Pre\nf: x > 0\ng: x > 1\nfor q: q > 1\n")
    write("specs/f.py", "def f(x):\n    return x\n")
    result = pytester.runpytest()
    result.assert_outcomes(passed=1, failed=2)
    result.stdout.fnmatch_lines(
        [
            "specs/f.md:10: in pre[[]2]",
            "E   the function 'g' is not declared",
            "FAILED specs/f.md::pre[[]3] - no post-condition has the variable 'q'",
        ]
    )


def test_marks(pytester, write):
    marked = "<!-- aurora: skip -->\nf(1) -> 1\n\n<!-- aurora: xfail a known fault -->\nf(2) -> 1\n\nf(3) -> 3\n"
    write("specs/f.md", f"{HEAD}## Examples\n{marked}")
    write("specs/f.py", "def f(x):\n    return x\n")
    result = pytester.runpytest("-rsx")
    result.assert_outcomes(passed=1, skipped=1, xfailed=1)
    result.stdout.fnmatch_lines(["XFAIL *a known fault*"])


def test_prose_is_skipped_and_says_so(pytester, write):
    write("specs/plain.md", "# count the vowels\n\nCount the vowels in a string.\n")
    write("specs/none.md", "# f\n\n## Signature\n```\ndef f() -> None\n```\n\n## Examples\n_No examples_\n")
    write(
        "specs/post.md",
        "# f\n\n## Signature\n```\ndef f(x: int) -> int\n```\n\n## Examples\n| x | out |\n| - | - |\n| 1 | 1 |\n\n"
        "## Postconditions\n- It does what it should do.\n",
    )
    write("specs/post.py", "def f(x):\n    return x\n")
    result = pytester.runpytest("-rs")
    result.assert_outcomes(passed=1, skipped=3)
    result.stdout.fnmatch_lines(["SKIPPED *specs/none.md: nothing to check: add an example"])
    result.stdout.fnmatch_lines(["SKIPPED *prose*It does what it should do*"])


def test_places(pytester, written):
    pytester.makeconftest(
        "def pytest_collection_modifyitems(items):\n"
        "    for item in items:\n"
        "        path, line, name = item.reportinfo()\n"
        "        print('place', path.name, line, name)\n"
    )
    result = pytester.runpytest("--collect-only", "-qs")
    result.stdout.fnmatch_lines(
        ["place text.md 6 reverse_string::example[[]hello[]]", "place text.md 12 reverse_string::post[[]1[]]"]
    )


def test_junit(pytester, written):
    written.write_text("def reverse_string(s):\n    return s\n\n\ndef is_palindrome(s):\n    return s == s[::-1]\n")
    pytester.runpytest("--junitxml", "out.xml")
    cases = {case.get("name"): case for case in ElementTree.parse(pytester.path / "out.xml").iter("testcase")}
    assert len(cases) == 4  # two examples share their id across functions
    failure = cases["example[ab]"].find("failure")
    assert failure is not None
    assert failure.get("message") == "expected 'ba', got 'ab'"
    assert "specs/text.md:8" in (failure.text or "")


def test_exit_first_and_last_failed(pytester, written):
    written.write_text("def reverse_string(s):\n    return s\n\n\ndef is_palindrome(s):\n    return s == s[::-1]\n")
    pytester.runpytest("-x").assert_outcomes(failed=1)
    pytester.runpytest().assert_outcomes(failed=2, passed=3)
    pytester.runpytest("--lf").assert_outcomes(failed=2)


def test_without_cache_and_with_warnings_as_errors(pytester, written):
    result = pytester.runpytest("-p", "no:cacheprovider", "-W", "error")
    result.assert_outcomes(passed=5)
    assert not (pytester.path / ".hypothesis").exists()
    assert not (pytester.path / ".pytest_cache").exists()


def test_a_post_condition_that_breaks_shows_the_shrunk_values(pytester, write):
    write("specs/f.md", HEAD + "## Examples\nf(1) -> 1\n\n## Post\nassert f(x) < 50\n")
    write("specs/f.py", "def f(x):\n    return x\n")
    result = pytester.runpytest()
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "specs/f.md:9: in f::post[[]1]",
            ">   assert f(x) < 50",
            "E   it does not hold for x=50",
            "E   f(50) gave 50",
            "FAILED specs/f.md::f::post*it does not hold for x=50",
        ]
    )
    assert not (pytester.path / ".hypothesis").exists()


def test_a_post_condition_whose_variable_has_no_type_fails_and_names_it(pytester, write):
    write("specs/f.md", HEAD + "## Examples\nf(1) -> 1\n\n## Post\nassert f(1) == 1 or y\n")
    write("specs/f.py", "def f(x):\n    return x\n")
    result = pytester.runpytest()
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["specs/f.md:9: in f::post[[]1]", "E   *y*", "E   hint: *"])
    assert "Traceback" not in str(result.stdout)


@pytest.mark.parametrize("code", ["", "def f(x):\n    return 2\n"])
def test_examples_that_contradict_each_other_say_so(pytester, write, code):
    write("specs/f.md", HEAD + "## Examples\nf(1) -> 2\nf(x=1) -> 3\nf(2) -> 2\n")
    if code:
        write("specs/f.py", code)
    result = pytester.runpytest()
    result.stdout.fnmatch_lines(
        ["specs/f.md:7: in f::example*", "E   expected 3*", "E   hint: line 6 contradicts it: f(1) -> 2; *"]
    )
    assert str(result.stdout).count("contradicts it") == (1 if code else 2)


def test_a_body_that_changes_its_arguments_fails(pytester, write):
    write("specs/f.md", "# SpecV3: f\n\ndef f(xs: list[int]) -> int\n\n## Examples\nf([1]) -> 1\n")
    write("specs/f.py", "def f(xs):\n    return xs.pop()\n")
    result = pytester.runpytest()
    result.stdout.fnmatch_lines(["E   f changed its argument xs: *"])


def test_a_bare_word_is_a_warning_that_shows_how_to_write_it(pytester, write):
    table = "## Examples\n| s | out |\n| - | - |\n| hello | HELLO |\n| 'a' | 'A' |\n"
    write("specs/up.md", f"# up\n\n## Signature\n```\ndef up(s: str) -> str\n```\n\n{table}")
    write("specs/up.py", "def up(s):\n    return s.upper()\n")
    result = pytester.runpytest("-W", "default")
    result.assert_outcomes(passed=2, warnings=1)
    result.stdout.fnmatch_lines(["*specs/up.md:11: SpecWarning: `hello` is read as the text 'hello': *"])
    result = pytester.runpytest("-W", "error")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["E   `hello` is read as the text *"])


def test_an_unknown_mark_is_a_warning_of_its_spec(pytester, write):
    write("specs/f.md", HEAD + "## Examples\n<!-- aurora: skipp -->\nf(1) -> 1\n")
    write("specs/f.py", "def f(x):\n    return x\n")
    pytester.runpytest("-W", "default").assert_outcomes(passed=1, warnings=1)
    pytester.runpytest("-W", "error").assert_outcomes(passed=1, failed=1)
