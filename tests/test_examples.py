"""The examples are unwritten as they stand; one run writes them, the next is green without the plugin's flag."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
PROJECTS = sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir() and path.name[0] not in "._")
BODIES = {
    "bounds": {"specs/bounds.py": ["return max(a, b)", "return abs(a - b)"]},
    "calendars": {"specs/dates.py": ["return issued + timedelta(days=days)", "return (departure - arrival).days"]},
    "contacts": {
        "specs/emails.py": ["return domain_of(address) == domain"],
        "specs/names.py": ['return ", ".join(name.split()[::-1])'],
        "specs/phones.py": [r'return ".".join(re.findall(r"\d+", phone))'],
    },
    "geometry": {"shapes.py": ["return corner.x * corner.y", "return Point(point.y, point.x)"]},
    "invoice": {
        "prices.py": ["return quantity * price", "return max(prices, default=0)", 'return f"{quantity} x {item}"']
    },
    "quickstart": {"specs/add.py": ["return a + b"], "specs/palindrome.py": ["return s[::-1]"]},
}
"""Lines that bodies must have, by project and file."""
STUBS = ("...", "raise NotImplementedError")
BUDGET = ("--aurora-timeout=120", "--aurora-max-candidates=1000000")


def test_there_are_six_or_more():
    assert len(PROJECTS) >= 6
    assert set(BODIES) == set(PROJECTS)


@pytest.mark.parametrize("project", PROJECTS)
def test_a_project_is_written_and_stays_green(project, pytester):
    shutil.copytree(EXAMPLES, pytester.path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    folder = pytester.path / project
    before = {path: path.read_text(encoding="utf-8").splitlines() for path in folder.glob("*.py")}
    written = pytester.runpytest_subprocess(project, "--aurora-synthesize", *BUDGET)
    assert written.ret == 0
    for name, lines in BODIES[project].items():
        source = (folder / name).read_text(encoding="utf-8")
        assert [line for line in lines if line not in source] == []
    for path, lines in before.items():
        after = path.read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if line.strip() not in STUBS and line not in after] == []
    assert pytester.runpytest_subprocess(project).ret == 0


def test_they_are_not_written_as_they_stand(pytester):
    shutil.copytree(EXAMPLES, pytester.path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__", ".*"))
    result = pytester.runpytest_subprocess()
    assert result.ret == pytest.ExitCode.TESTS_FAILED
    assert result.parseoutcomes() == {"failed": result.parseoutcomes()["failed"], "passed": 1}
