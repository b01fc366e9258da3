from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest

from pytest_aurora.problem.build import usage_order
from pytest_aurora.rewrite.find import find_function
from pytest_aurora.rewrite.undo import Undone, undo
from pytest_aurora.search.outcome import Question
from pytest_aurora.session.asking import MOST_QUESTIONS, Answer, Ask, Doubt, NotAskedError, inquire
from pytest_aurora.session.outcome import Kept, NotFound, Outcome, Refused, Written
from pytest_aurora.session.project import Project
from pytest_aurora.session.synthesis import synthesis
from pytest_aurora.settings import Settings
from pytest_aurora.spec.reader import read_spec

SPEC = """\
# SpecV3: x

def f(a: int, b: int) -> int

## Examples
| a | b | out |
|---|---|-----|
| 4 | 2 | 2   |
"""
NOW = datetime(2024, 2, 29, 12, 30, 59)


@pytest.fixture
def project(tmp_path) -> Project:
    return Project(tmp_path, Settings(max_candidates=3_000), state_dir=lambda: tmp_path / ".state")


def run(project: Project, ask: Ask | None, text: str | None = SPEC, *, write: bool = True) -> dict[str, Outcome]:
    path = project.rootdir / "sums.md"
    if text is not None:
        path.write_text(text)
    spec = project.read(path)
    with synthesis(project, write=write, now=NOW, ask=ask) as going:
        return {name: going.attempt(spec, name).outcome for name in usage_order(spec)}


def answering(*texts: Callable[[Doubt], str | None]) -> Ask:
    """Gives one answer after the other, then none."""
    left: Iterator[Callable[[Doubt], str | None]] = iter(texts)
    return lambda doubt: next(left, lambda _: None)(doubt)


def first(doubt: Doubt) -> str:
    return doubt.answers[0]


def second(doubt: Doubt) -> str:
    return doubt.answers[1]


def is_in_doubt(project: Project, name: str = "f") -> bool:
    mark = find_function((project.rootdir / "sums.py").read_bytes(), name).mark
    assert mark is not None
    return mark.in_doubt


def test_the_answer_is_a_row_and_the_body_keeps_it(project):
    doubts: list[Doubt] = []

    def ask(doubt: Doubt) -> str | None:
        doubts.append(doubt)
        return second(doubt) if len(doubts) == 1 else None

    assert isinstance(run(project, ask)["f"], Written)
    text = (project.rootdir / "sums.md").read_text()
    assert text.startswith(SPEC)
    row = text.removeprefix(SPEC)
    assert row.endswith(f"| {doubts[0].answers[1]:3} |\n")
    assert doubts[0].subject == "sums.md::f"
    arguments = [cell.strip() for cell in row.split("|")[1:3]]
    assert doubts[0].call == f"f({', '.join(arguments)})"
    undone = undo(project.rootdir / ".state", project.rootdir)
    assert undone == (Undone("sums.py", True), Undone("sums.md", False))
    assert (project.rootdir / "sums.md").read_text() == SPEC


def test_each_answer_is_an_example_and_no_question_comes_twice(project):
    asked: list[Doubt] = []

    def ask(doubt: Doubt) -> str:
        asked.append(doubt)
        return "4"

    text = "# SpecV3: x\n\ndef f(a: int, b: int, c: int) -> int\n\n## Examples\nf(2, 2, 2) -> 8\n"
    run(project, ask, text)
    assert 1 <= len(asked) <= MOST_QUESTIONS
    added = "".join(f"{doubt.call} -> 4\n" for doubt in asked)
    assert (project.rootdir / "sums.md").read_text() == text + added
    assert len({doubt.call for doubt in asked}) == len(asked)


def run_out_of_time(project: Project, answer: Callable[[Doubt], str]) -> Outcome:
    """The outcome when time runs out at once from the first answer on."""
    asked: list[Doubt] = []
    ticks = count(0, 1000)

    def ask(doubt: Doubt) -> str:
        asked.append(doubt)
        return answer(doubt)

    (project.rootdir / "sums.md").write_text(SPEC)
    spec = project.read(project.rootdir / "sums.md")
    with synthesis(project, write=True, now=NOW, ask=ask) as going:
        late = replace(going, clock=lambda: float(next(ticks)) if asked else 0.0)
        return late.attempt(spec, "f").outcome


def test_a_body_that_the_answer_confirms_is_written_though_nothing_is_found_any_more(project):
    outcome = run_out_of_time(project, first)
    assert isinstance(outcome, Written)
    assert outcome.solution.question is None
    assert not is_in_doubt(project)
    assert isinstance(run(project, None, None)["f"], Kept)


def test_a_body_that_the_answer_refutes_is_not_written(project):
    assert isinstance(run_out_of_time(project, second), NotFound)
    assert not (project.rootdir / "sums.py").exists()
    assert len((project.rootdir / "sums.md").read_text().splitlines()) == len(SPEC.splitlines()) + 1


def test_what_is_left_open_is_kept_and_asked_again(project):
    assert isinstance(run(project, answering())["f"], Written)
    assert is_in_doubt(project)
    before = (project.rootdir / "sums.py").read_bytes()
    assert isinstance(run(project, None, None)["f"], Kept)
    assert isinstance(run(project, answering(), None)["f"], Kept)
    assert (project.rootdir / "sums.py").read_bytes() == before
    assert isinstance(run(project, answering(second), None)["f"], Written)
    assert (project.rootdir / "sums.py").read_bytes() != before


def test_in_a_diff_the_spec_stays(project):
    outcome = run(project, answering(second), write=False)["f"]
    assert isinstance(outcome, Written)
    assert not outcome.saved
    assert (project.rootdir / "sums.md").read_text() == SPEC


def test_a_spec_that_changes_while_the_user_thinks_is_left_alone(project):
    changed = SPEC + "\nMore prose.\n"

    def ask(doubt: Doubt) -> str:
        (project.rootdir / "sums.md").write_text(changed)
        return first(doubt)

    outcome = run(project, ask)["f"]
    assert isinstance(outcome, Refused)
    assert "sums.md was not written: it changed while the search ran" in outcome.reason
    assert "; the answer was f(" in outcome.reason
    assert (project.rootdir / "sums.md").read_text() == changed
    assert not (project.rootdir / "sums.py").exists()


QUESTION = Question((5, 3), ((8, 0.5), (15, 0.4)))


def inquiry_of(text: str, question: Question = QUESTION, now: str | None = None):
    path = Path("sums.md")
    spec = read_spec(path, text.encode())
    return inquire(spec, (now or text).encode(), path, spec.functions[0].name, question, {})


def test_prose_may_change_meanwhile_but_not_what_is_asked():
    inquiry_of(SPEC, now=f"{SPEC}\nMore prose.\n")
    for now in (SPEC.replace("| 2   |", "| 5   |"), SPEC.replace("def f(", "def unite("), "def ("):
        with pytest.raises(NotAskedError, match="changed while the search ran"):
            inquiry_of(SPEC, now=now)


def test_an_objection_is_told_and_the_question_asked_again():
    told: list[str] = []

    def ask(doubt: Doubt) -> str | None:
        told.append(doubt.objection)
        return ("", "nine", "'9'", "raises", "9")[len(told) - 1]

    answer = inquiry_of(SPEC).settle(ask)
    assert isinstance(answer, Answer)
    assert answer.example.expected == "9"
    assert [each.partition(";")[0] for each in told] == [
        "",
        "the result is missing",
        "the name 'nine' is not known: nine",
        "'9' is of type str, but f is declared to return int",
        "`raises` names one exception class",
    ]


def test_values_are_spelled_as_the_spec_spells_them():
    text = "# f\n\ndef f(s: str) -> bool\n\n## Examples\nf('a') -> true\nf('b') -> true\n"
    doubts: list[Doubt] = []
    inquiry_of(text, Question(("it's",), ((True, 0.5), (False, 0.4)))).settle(lambda doubt: doubts.append(doubt))
    inquiry_of(text, Question(("x y",), ((False, 0.5), (True, 0.4)))).settle(lambda doubt: doubts.append(doubt))
    assert [(doubt.call, doubt.answers) for doubt in doubts] == [
        ('f("it\'s")', ("true", "false")),
        ("f('x y')", ("false", "true")),
    ]


def test_what_cannot_be_written_as_an_example_is_not_asked():
    with pytest.raises(NotAskedError, match="cannot be written as an example"):
        inquiry_of(SPEC, Question((5, 3), ((8, 0.5), (object(), 0.4)))).settle(first)
