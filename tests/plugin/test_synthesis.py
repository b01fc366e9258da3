from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time

import pytest

IMPOSSIBLE = "# SpecV3: odd\n\ndef odd(s: str) -> str\n\n## Examples\n" + "".join(
    f'odd("{left}") -> "{hashlib.sha256(left.encode()).hexdigest()[:24]}"\n'
    for left in ["aeo", "bty", "c", "zz9", "lime", "oak", "pine", "elm", "fir", "ash", "yew", "box"]
)
"""More cases than a body may tell apart, with nothing in common."""


def test_what_is_missing_is_written_and_green(pytester, palindrome):
    result = pytester.runpytest("--aurora-synthesize")
    result.assert_outcomes(passed=5)
    result.stdout.fnmatch_lines(
        [
            "aurora: seed 0, 10 s a function, synthesize",
            "specs/text.md::reverse_string written: specs/text.py:1 (* candidates in * s)",
            "*- aurora -*",
            "    +def reverse_string(s: str) -> str:",
            "    +    return s[[]::-1[]]",
            "2 written",
        ]
    )
    source = palindrome.with_suffix(".py").read_text()
    again = pytester.runpytest()
    again.assert_outcomes(passed=5)
    assert "import pytest_aurora" not in source


def test_several_workers_write_what_one_does(pytester, palindrome):
    result = pytester.runpytest("--aurora-synthesize", "--aurora-workers=2")
    result.assert_outcomes(passed=5)
    result.stdout.fnmatch_lines(
        [
            "specs/text.md::reverse_string written: specs/text.py:1 (* candidates in * s)",
            "specs/text.md::is_palindrome written: specs/text.py:6 (* candidates in * s)",
            "2 written",
        ]
    )


def test_a_function_that_hangs_is_given_up_and_that_is_told(pytester, write):
    write("specs/f.md", "# SpecV3: f\n\ndef f(n: int) -> int\n\n## Examples\nf(3) -> 4\nf(8) -> 9\nf(-3) -> -2\n")
    write("specs/f.py", "def total(n: int) -> int:\n    return sum(range(10**15 + n))\n")
    result = pytester.runpytest("--aurora-synthesize")
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["specs/f.md::f was searched for without total: a call of it never came back"])


def test_what_is_there_is_kept(pytester, palindrome):
    pytester.runpytest("--aurora-synthesize")
    target = palindrome.with_suffix(".py")
    before = target.stat().st_mtime_ns
    result = pytester.runpytest("--aurora-synthesize")
    result.stdout.fnmatch_lines(["2 there before"])
    assert target.stat().st_mtime_ns == before


def test_a_changed_spec_is_searched_anew(pytester, write):
    spec = write("specs/f.md", '# SpecV3: f\n\ndef f(s: str) -> str\n\n## Examples\nf("aB") -> "AB"\n')
    pytester.runpytest("--aurora-synthesize").assert_outcomes(passed=1)
    spec.write_text(spec.read_text().replace('-> "AB"', '-> "ab"'))
    pytester.runpytest().assert_outcomes(failed=1)
    pytester.runpytest("--aurora-synthesize").assert_outcomes(passed=1)


def test_a_body_edited_by_hand_is_left_alone(pytester, palindrome):
    pytester.runpytest("--aurora-synthesize")
    target = palindrome.with_suffix(".py")
    edited = target.read_text().replace("s[::-1]", "s[::1]", 1)
    target.write_text(edited)
    result = pytester.runpytest("--aurora-synthesize")
    result.stdout.fnmatch_lines(
        ["*reverse_string not written: specs/text.py: its body was edited since aurora wrote it*"]
    )
    assert target.read_text() == edited


def test_a_body_written_by_hand_is_left_alone(pytester, palindrome, write):
    target = write("specs/text.py", "def reverse_string(s):\n    return s\n")
    pytester.runpytest("--aurora-synthesize", "-k", "reverse_string")
    assert target.read_text() == "def reverse_string(s):\n    return s\n"


def test_only_what_is_selected_is_written(pytester, palindrome):
    pytester.runpytest("--aurora-synthesize", "-k", "reverse_string").assert_outcomes(passed=3, deselected=2)
    source = palindrome.with_suffix(".py").read_text()
    assert "def reverse_string" in source
    assert "is_palindrome" not in source


def test_the_diff_alone_writes_nothing(pytester, palindrome):
    result = pytester.runpytest("--aurora-diff", "-p", "no:cacheprovider")
    result.assert_outcomes(failed=5)
    result.stdout.fnmatch_lines(["*found, not written: specs/text.py:1*", "    +    return s[[]::-1[]]"])
    assert [path.name for path in pytester.path.glob("specs/*")] == ["text.md"]


def test_later_functions_use_earlier_ones_in_a_diff(pytester, palindrome):
    result = pytester.runpytest("--aurora-diff")
    result.stdout.fnmatch_lines(["2 found and not written"])
    result.stdout.fnmatch_lines(["    @@ -1,3 +1,8 @@"])


def test_collecting_only_searches_nothing(pytester, palindrome):
    pytester.runpytest("--aurora-synthesize", "--collect-only")
    assert not palindrome.with_suffix(".py").exists()


def test_what_is_not_found_is_told_with_the_nearest_body(pytester, write):
    write("specs/odd.md", IMPOSSIBLE)
    result = pytester.runpytest("--aurora-synthesize", "--aurora-max-candidates=2000")
    result.assert_outcomes(failed=12)
    result.stdout.fnmatch_lines(["specs/odd.md::odd not found: searched * candidates in * s: *", "*1 not found"])
    assert not (pytester.path / "specs" / "odd.py").exists()


def test_the_same_seed_and_candidates_write_the_same(pytester, palindrome):
    target = palindrome.with_suffix(".py")
    sources = []
    for _ in range(2):
        pytester.runpytest("--aurora-synthesize", "--aurora-max-candidates=20000", "--aurora-seed=7")
        sources.append(target.read_text())
        target.unlink()
    assert sources[0] == sources[1]


def test_a_contradiction_is_told_at_once_with_both_lines(pytester, write):
    write("specs/f.md", "# SpecV3: f\n\ndef f(x: int) -> int\n\n## Examples\nf(1) -> 2\nf(2) -> 3\nf(1) -> 3\n")
    result = pytester.runpytest("--aurora-synthesize")
    result.stdout.fnmatch_lines(["specs/f.md::f not written: specs/f.md:8:*contradicts line 6*"])
    assert "candidates in" not in str(result.stdout)


def test_one_bad_spec_does_not_stop_the_others(pytester, palindrome, write):
    write("specs/a.md", "# SpecV3: a\n\nmodule: no.such.package\n\ndef f(x: int) -> int\n\n## Examples\nf(1) -> 2\n")
    write("specs/b.md", "# SpecV3: b\n\ndef f(x: int) -> int\n\n## Examples\nf(1) -> 2\n")
    write("specs/b.py", "def f(x:\n")
    write("specs/c.md", "# SpecV3: c\n\ndef f(x: int) -> int\n\n## Examples\nf(1) -> 2\n")
    write("specs/c.py/x", "")
    write("specs/d.md", "# SpecV3: d\n\ndef f(x: int) -> int\n\n## Examples\nf(1) -> 2\n")
    write("specs/d.py", "raise ValueError('at import')\n")
    result = pytester.runpytest("--aurora-synthesize")
    result.assert_outcomes(passed=5, failed=4)
    result.stdout.fnmatch_lines(
        [
            "specs/a.md::f not written: *there is no package 'no.such'*",
            "specs/b.md::f not written: specs/b.py:1*",
            "specs/c.md::f not written: *",
            "specs/d.md::f not written: *d.py cannot be imported:*",
            "*ValueError: at import",
            "2 written, 4 refused",
        ]
    )
    result.stdout.no_fnmatch_line("*INTERNALERROR*")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write read-only files")
def test_a_read_only_file_is_told(pytester, palindrome, write):
    write("specs/text.py", "").chmod(0o444)
    pytester.runpytest("--aurora-synthesize").stdout.fnmatch_lines(["*it is read-only*"])


def test_a_dotted_module_is_created_in_its_package_and_reloaded(pytester, write):
    write("src/shop/__init__.py", "")
    write("specs/x.md", "# SpecV3: x\n\nmodule: shop.text\n\ndef shout(s: str) -> str\n\n## Examples\n"
          'shout("ab") -> "AB!"\nshout("c") -> "C!"\nshout("") -> "!"\n')  # fmt: skip
    pytester.runpytest("--aurora-synthesize").assert_outcomes(passed=3)
    assert "def shout" in (pytester.path / "src/shop/text.py").read_text()


def test_a_stub_in_an_existing_module_is_filled(pytester, palindrome, write):
    target = write(
        "specs/text.py",
        '"""Mine."""\n\nX = 1  # kept\n\n\ndef reverse_string(s: str) -> str:\n    """Backwards."""\n    ...\n',
    )
    pytester.runpytest("--aurora-synthesize", "-k", "reverse_string").assert_outcomes(passed=3, deselected=2)
    source = target.read_text()
    assert source.startswith('"""Mine."""\n\nX = 1  # kept\n')
    assert '    """Backwards."""\n' in source


def test_without_a_cache_nothing_is_kept_and_that_is_said(pytester, palindrome):
    result = pytester.runpytest("--aurora-synthesize", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=5)
    result.stdout.fnmatch_lines(["no state is kept, so this run cannot be undone"])
    assert {path.name for path in pytester.path.iterdir()} - {"__pycache__"} == {"specs"}


def test_quiet_says_what_matters(pytester, palindrome):
    result = pytester.runpytest("--aurora-synthesize", "-qq")
    result.stdout.fnmatch_lines(["*reverse_string written: specs/text.py:1 *", "2 written"])


def test_marked_functions_are_not_searched_for(pytester, write):
    write(
        "specs/f.md",
        "# SpecV3: f\n\ndef f(x: int) -> int\n\n## Examples\n<!-- aurora: skip -->\nf(1) -> 2\n",
    )
    pytester.runpytest("--aurora-synthesize").assert_outcomes(skipped=1)
    assert not (pytester.path / "specs" / "f.py").exists()


def test_under_xdist_the_controller_writes(pytester, palindrome):
    result = pytester.runpytest_subprocess("-n", "4", "--aurora-synthesize")
    result.assert_outcomes(passed=5)
    result.stdout.fnmatch_lines(["*- aurora -*", "2 written"])


def test_a_run_that_is_killed_loses_nothing_and_the_next_one_goes_on(pytester, palindrome, write):
    write("specs/zzz.md", IMPOSSIBLE)
    target = palindrome.with_suffix(".py")
    command = [sys.executable, "-m", "pytest", "--aurora-synthesize", "--aurora-timeout=600"]
    with subprocess.Popen(command, cwd=pytester.path, stdout=subprocess.DEVNULL) as run:
        while run.poll() is None and not target.exists():
            time.sleep(0.01)
        run.kill()
    palindrome.with_name("zzz.md").unlink()
    result = pytester.runpytest_subprocess("--aurora-synthesize")
    result.assert_outcomes(passed=5)
    assert {path.name for path in target.parent.iterdir()} <= {"text.md", "text.py", "__pycache__"}
    undone = subprocess.run([sys.executable, "-m", "pytest_aurora", "undo"], cwd=pytester.path, check=False)
    assert undone.returncode == 0


def test_two_runs_at_once_write_what_one_writes(pytester, palindrome):
    command = [sys.executable, "-m", "pytest", "--aurora-synthesize"]
    both = [subprocess.Popen(command, cwd=pytester.path, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    outputs = [run.communicate()[0] for run in both]
    assert [run.returncode for run in both] == [0, 0], outputs
    source = palindrome.with_suffix(".py").read_text()
    assert [source.count(f"def {name}(") for name in ("reverse_string", "is_palindrome")] == [1, 1]
    pytester.runpytest_subprocess("--aurora-synthesize").stdout.fnmatch_lines(["2 there before"])


def test_under_xdist_the_selection_holds_and_failures_are_shown(pytester, palindrome):
    result = pytester.runpytest_subprocess("-n", "2", "--aurora-synthesize", "-k", "reverse_string")
    assert result.parseoutcomes()["passed"] == 3
    result = pytester.runpytest_subprocess("-n", "2")
    result.assert_outcomes(passed=3, failed=2)
    result.stdout.fnmatch_lines(
        [
            "E   expected *, but is_palindrome is not written yet",
            "FAILED specs/text.md::is_palindrome::example[[]racecar] - expected True, *",
            "1 function is not written yet: run pytest *",
        ]
    )


def test_under_xdist_a_node_id_selects(pytester, palindrome):
    pytester.runpytest_subprocess("-n", "2", "--aurora-synthesize", "specs/text.md::is_palindrome")
    source = palindrome.with_suffix(".py").read_text()
    assert "is_palindrome" in source
    assert "reverse_string" not in source


HEEDING = (
    "import signal, sys, pytest; signal.signal(signal.SIGINT, signal.default_int_handler); sys.exit(pytest.main())"
)
"""pytest, told not to ignore SIGINT: what runs in the background is, and so is all that it starts."""


def test_ctrl_c_keeps_what_was_found(pytester, palindrome, write):
    write("specs/zzz.md", IMPOSSIBLE)
    command = [sys.executable, "-c", HEEDING, "--aurora-synthesize", "--aurora-timeout=600"]
    target = palindrome.with_suffix(".py")
    with subprocess.Popen(command, cwd=pytester.path, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None and not (target.exists() and "is_palindrome" in target.read_text()):
            time.sleep(0.05)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        output, _ = process.communicate()
    assert process.returncode == pytest.ExitCode.INTERRUPTED
    assert "2 written" in output
    assert "INTERNALERROR" not in output
    assert {path.name for path in pytester.path.glob("specs/*")} - {"__pycache__"} == {"text.md", "text.py", "zzz.md"}
    pytester.runpytest("specs/text.md").assert_outcomes(passed=5)


def test_what_cannot_be_checked_is_not_searched_for(pytester, write):
    write("specs/a.md", "# a\n\n## Signature\n```\ndef a() -> int\n```\n\n## Postconditions\n- It is nice.\n")
    write("specs/b.md", "# b\n\ndef b(x: int) -> int\n\n## Examples\n| x | out | out |\n| - | - | - |\n| 1 | 2 | 2 |\n")
    result = pytester.runpytest("--aurora-synthesize")
    result.stdout.fnmatch_lines(
        [
            "specs/b.md::b not written: none of its examples can be read:",
            "*specs/b.md:8:1: the column 'out'*",
            "1 refused",
        ]
    )
    assert not list(pytester.path.glob("specs/*.py"))


def test_a_search_that_is_full_goes_on(pytester, write):
    write("specs/odd.md", IMPOSSIBLE)
    bounds = ("--aurora-memory=6", "--aurora-max-candidates=30000", "--aurora-timeout=600")
    result = pytester.runpytest_subprocess("--aurora-synthesize", *bounds)
    result.assert_outcomes(failed=12)
    result.stdout.fnmatch_lines(["specs/odd.md::odd not found: searched * the candidates ran out", "*1 not found"])
