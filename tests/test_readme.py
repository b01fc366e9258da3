"""What README.md shows is what happens."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from pytest_aurora.settings import option_fields

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def without_marks(source: str) -> str:
    return re.sub(r"^ *# aurora:.*\n", "", source, flags=re.MULTILINE)


@pytest.fixture
def synthesize(pytester: pytest.Pytester):
    def run(path: str, spec: str) -> None:
        file = pytester.path / path
        file.parent.mkdir()
        file.write_text(spec, encoding="utf-8")
        budget = ("--aurora-timeout=120", "--aurora-max-candidates=1000000")
        done = pytester.runpytest_subprocess("--aurora-synthesize", *budget)
        assert done.ret == 0

    return run


def test_the_first_spec_gives_the_code_beside_it(synthesize, pytester):
    synthesize("specs/emails.md", blocks("markdown")[0])
    assert without_marks((pytester.path / "specs/emails.py").read_text()) == blocks("python")[0]


def test_the_first_spec_is_an_example():
    assert blocks("markdown")[0] == (ROOT / "examples/contacts/specs/emails.md").read_text(encoding="utf-8")


def test_the_second_spec_goes_into_its_module(synthesize, pytester):
    (pytester.path / "shop").mkdir()
    synthesize("specs/shop.md", blocks("markdown")[1])
    assert "def clip(text: str, width: int) -> str:" in (pytester.path / "shop/text.py").read_text()


def test_links_lead_somewhere():
    links = [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_setting_that_is_an_option_is_told():
    told = set(re.findall(r"`--aurora-([a-z-]+)", README))
    assert {each.name.replace("_", "-") for each in option_fields()} <= told


def test_ci_runs_the_test_command():
    command = re.search(r"^    (python3 -m venv .*tox)$", README, re.MULTILINE)
    assert command is not None
    script = (ROOT / ".ci/run").read_text(encoding="utf-8")
    assert os.access(ROOT / ".ci/run", os.X_OK)
    for part in (".venv/bin/pip install", "tox", ".venv/bin/tox"):
        assert part in command[1]
        assert part in script
