from __future__ import annotations

import json
import sys
from dataclasses import replace

import pytest

from pytest_aurora.memory.adaptive import Plan
from pytest_aurora.memory.corpus import Corpus
from pytest_aurora.memory.costs import UNLEARNED, LearnedCosts
from pytest_aurora.memory.prior import Mined, PriorStore
from pytest_aurora.memory.runs import Runs
from pytest_aurora.memory.seeds import Seeds, dump_seeds, parse_seeds
from pytest_aurora.memory.state import read_json, write_json
from pytest_aurora.problem.build import build_problem, usage_order
from pytest_aurora.search.outcome import Budget
from pytest_aurora.session.learning import Learning, relevant
from pytest_aurora.session.modules import Modules
from pytest_aurora.session.outcome import NotFound, Outcome, Written
from pytest_aurora.session.project import Project
from pytest_aurora.session.synthesis import synthesis
from pytest_aurora.settings import KeepSettings, Settings
from pytest_aurora.spec.reader import read_spec

SPEC = """\
# SpecV3: f

Put a text into capitals.

def shout(s: str) -> str
def size(s: str) -> int

## Examples
shout("ab") -> "AB!"
shout("Hello World") -> "HELLO WORLD!"
size("ab") -> 2
size("") -> 0
size("abcd") -> 4
"""


def fail(*_: object) -> None:
    raise AssertionError("told of something wrong")


@pytest.fixture
def project(tmp_path) -> Project:
    state = tmp_path / ".state"
    return Project(tmp_path, Settings(max_candidates=20_000), state_dir=lambda: state, state_path=state)


def run(project: Project, text: str = SPEC, *, write: bool = True) -> dict[str, Outcome]:
    (project.rootdir / "f.md").write_text(text)
    spec = project.read(project.rootdir / "f.md")
    with synthesis(replace(project, modules=Modules()), write=write) as going:
        outcomes = {name: going.attempt(spec, name).outcome for name in usage_order(spec)}
    assert not going.learning.warnings
    return outcomes


def forget(project: Project) -> str:
    """Delete the bodies; what they were."""
    target = project.rootdir / "f.py"
    source = target.read_text()
    target.unlink()
    sys.modules.pop(project.target(project.read(project.rootdir / "f.md")).name)
    return source


def last_run(project: Project):
    return Runs(project.rootdir / ".state" / "runs", warn=fail).load("latest")


def stored(project: Project):
    with Corpus(project.rootdir / ".state" / "corpus.sqlite", warn=fail) as corpus:
        return list(corpus.entries())


def test_every_attempt_is_recorded(project):
    run(project)
    recorded = last_run(project)
    assert [(f.function, f.outcome, f.origin, f.counters["learned"]) for f in recorded.functions] == [
        ("shout", "solved", "search", 0),
        ("size", "solved", "search", 0),
    ]
    assert recorded.head.seconds is not None
    assert recorded.head.config["max_candidates"] == 20_000
    entries = stored(project)
    assert [entry.signature for entry in entries] == ["shout(s:str)->str", "size(s:str)->int"]
    assert entries[1].productions
    assert {entry.run for entry in entries} == {recorded.head.name}
    seeds = read_json(project.rootdir / ".state" / "seeds.json", parse_seeds)
    assert seeds.total_updates == 2
    assert {"str>upper", "int>len:str"} <= set(seeds.biases) <= {key for e in entries for key in e.productions}
    assert "str>variable" not in seeds.biases


def test_the_same_question_is_answered_at_once(project):
    run(project)
    source = forget(project)
    outcomes = run(project)
    assert all(isinstance(o, Written) and o.recalled for o in outcomes.values())
    assert (project.rootdir / "f.py").read_text() == source
    assert [f.origin for f in last_run(project).functions] == ["corpus", "corpus"]
    assert all(f.counters["saved"] > 0 for f in last_run(project).functions)
    assert len(stored(project)) == 2


@pytest.mark.parametrize(
    "body",
    [
        "return __import__('os').getcwd()",
        "import os\nos.remove(s)\nreturn s",
        "return s.upper()",
        "return eval(s)",
        "return (",
        "return 's'",
    ],
)
def test_no_stored_body_is_trusted(project, body):
    run(project)
    forget(project)
    with Corpus(project.rootdir / ".state" / "corpus.sqlite", warn=fail) as corpus:
        entry = next(corpus.entries())
        corpus.record(replace(entry, body=body, run="run-20200101-000000"))
        corpus.record(replace(entry, examples=("shout('ab') -> 'AB?'",), body=body, run="run-20200101-000000"))
    outcome = run(project)["shout"]
    assert isinstance(outcome, Written)
    assert "upper" in (project.rootdir / "f.py").read_text()
    assert body not in (project.rootdir / "f.py").read_text()


def test_a_stored_body_that_breaks_a_condition_is_not_used(project):
    run(project)
    forget(project)
    outcome = run(project, SPEC + "\n## Post\nassert not shout(s).isupper()\n")["shout"]
    assert not (isinstance(outcome, Written) and outcome.recalled)


@pytest.mark.parametrize("keep", [True, False])
def test_the_parts_can_be_turned_off(project, keep):
    off = replace(project, settings=replace(project.settings, seeds=False, corpus=False))
    if keep:
        run(project)
        forget(project)
    outcomes = run(off)
    assert all(isinstance(o, Written) and not o.recalled for o in outcomes.values())
    if not keep:
        assert sorted(path.name for path in (project.rootdir / ".state").iterdir()) == ["runs", "undo", "write.lock"]


def test_a_diff_reads_state_and_writes_none(project):
    outcomes = run(project, write=False)
    assert all(isinstance(o, Written) for o in outcomes.values())
    assert not (project.rootdir / ".state").exists()
    run(project)
    forget(project)
    before = {path: path.read_bytes() for path in (project.rootdir / ".state").rglob("*.json*")}
    assert all(isinstance(o, Written) and o.recalled for o in run(project, write=False).values())
    assert {path: path.read_bytes() for path in (project.rootdir / ".state").rglob("*.json*")} == before
    assert len(stored(project)) == 2


def test_a_fresh_state_searches_as_without_memory(project, tmp_path):
    with_memory = run(project)
    forget(project)
    off = replace(project, settings=replace(project.settings, seeds=False, corpus=False))
    without = run(off)
    assert [(o.solution.body, o.solution.candidates) for o in with_memory.values()] == [
        (o.solution.body, o.solution.candidates) for o in without.values()
    ]


def poison(project: Project) -> None:
    """Teach that everything that is needed is bad and something else is good."""
    run(project)
    forget(project)
    (project.rootdir / ".state" / "corpus.sqlite").unlink()
    path = project.rootdir / ".state" / "seeds.json"
    seeds = read_json(path, parse_seeds)
    wrong = {**dict.fromkeys(seeds.biases, -1.0), "str>lower": 1.0, "str>swapcase": 1.0}
    write_json(path, dump_seeds(Seeds(wrong, seeds.total_updates), project.settings.learning))


def test_wrong_lessons_make_nothing_unsolvable_and_nothing_random(project):
    poison(project)
    state = {path.name: path.read_bytes() for path in (project.rootdir / ".state").glob("*.json")}
    sources = []
    for _ in range(2):
        for name, content in state.items():
            (project.rootdir / ".state" / name).write_bytes(content)
        (project.rootdir / ".state" / "corpus.sqlite").unlink(missing_ok=True)
        outcomes = run(project)
        assert all(isinstance(o, Written) and not o.recalled for o in outcomes.values())
        sources.append((forget(project), [o.solution.candidates for o in outcomes.values()]))
    assert sources[0] == sources[1]


def test_what_was_not_found_is_recorded_with_its_reason(project):
    small = replace(project, settings=Settings(max_candidates=500))
    text = "# SpecV3: f\n\ndef odd(s: str) -> str\n\n## Examples\n" + "".join(
        f'odd("{i}") -> "{o}"\n' for i, o in [("aeo", "xkcd"), ("bty", "q7#"), ("c", "zz!9"), ("", "0l"), ("f", "%")]
    )
    assert isinstance(run(small, text)["odd"], NotFound)
    assert last_run(small).functions[0].outcome == stored(small)[0].outcome == "candidates"
    assert not stored(small)[0].body


def test_without_state_all_is_in_memory(tmp_path):
    project = Project(tmp_path, Settings(max_candidates=20_000))
    assert all(isinstance(o, Written) for o in run(project).values())
    assert {path.name for path in tmp_path.iterdir()} == {"f.md", "f.py"}


def test_the_seeds_path_is_respected(project, tmp_path):
    run(replace(project, environ={"AURORA_SEEDS_PATH": str(tmp_path / "mine.json")}))
    assert json.loads((tmp_path / "mine.json").read_text())["metadata"]["total_updates"] == 2
    assert not (tmp_path / ".state" / "seeds.json").exists()


def test_only_biases_that_concern_the_problem_count(tmp_path):
    path = tmp_path / "f.md"
    path.write_text(SPEC)
    problem = build_problem(read_spec(path), "shout", {})
    keys = ["str>upper", "list[str]>split", "int>len", "float>sqrt", "datetime.date>today", "dict[str,float]>dict"]
    assert set(relevant(dict.fromkeys(keys, 0.5), problem)) == set(keys[:3])


def test_what_is_older_than_the_settings_keep_is_forgotten(project):
    keep, state = KeepSettings(runs=2, undo=1, unsolved=1), project.rootdir / ".state"
    few = replace(project, settings=replace(project.settings, keep=keep))
    none = replace(few, settings=replace(few.settings, max_candidates=300))
    for n in range(3):
        run(few, f'# SpecV3: f\n\ndef f{n}(s: str) -> str\n\n## Examples\nf{n}("a") -> "A"\nf{n}("b") -> "B"\n')
        run(none, f'# SpecV3: f\n\ndef g{n}(s: str) -> str\n\n## Examples\ng{n}("a") -> "x0"\ng{n}("b") -> "#y"\n')
    assert len(list((state / "runs").iterdir())) == 2
    assert len(list((state / "undo").iterdir())) == 1
    assert [entry.name for entry in stored(project)] == ["f0", "f1", "f2", "g2"]


KEEP = """\
# SpecV3: keep

def above(xs: list[int]) -> list[int]

## Examples
above([5, 2, 9, 4]) -> [5, 9]
above([1, 8]) -> [8]
above([3, 4, 7]) -> [7]
above([10, 0, 5, 4]) -> [10, 5]
above([]) -> []
"""


def test_a_similar_body_is_a_starting_point_of_all_stages_but_the_last(project):
    run(project, KEEP)
    (entry,) = stored(project)
    assert entry.notation
    asked = KEEP.replace("above", "larger").replace("[5, 9]", "[9]").replace("-> [8]", "-> [8]")
    (project.rootdir / "g.md").write_text(asked)
    problem = build_problem(read_spec(project.rootdir / "g.md"), "larger", {})
    for seeds in (True, False):
        settings = replace(project.settings, seeds=seeds)
        learning = Learning(settings, project.rootdir / ".state", keep=False)
        *stages, last = learning.plan(problem, Budget(None, 900)).stages
        learning.finish()
        assert stages
        assert all(stage.costs.similar == (entry.notation,) for stage in stages)
        assert (last.costs, last.budget.candidates) == (UNLEARNED, 300)


def test_without_the_corpus_there_is_no_starting_point(project):
    run(project, KEEP)
    off = replace(project.settings, corpus=False)
    learning = Learning(off, project.rootdir / ".state", keep=False)
    problem = build_problem(read_spec(project.rootdir / "f.md"), "above", {})
    assert not any(stage.costs.similar for stage in learning.plan(problem, Budget(None, 900)).stages)
    learning.finish()


def test_a_body_in_doubt_is_found_again_and_teaches_nothing(project):
    text = "# SpecV3: f\n\ndef f(a: int, b: int) -> int\n\n## Examples\nf(4, 2) -> 2\n"
    (outcome,) = run(project, text).values()
    assert isinstance(outcome, Written)
    assert outcome.solution.in_doubt
    (entry,) = stored(project)
    assert (entry.solved, entry.productions, entry.notation) == (True, (), "")
    assert not (project.rootdir / ".state" / "seeds.json").exists()
    (project.rootdir / "f.py").unlink()
    (again,) = run(project, text).values()
    assert isinstance(again, Written)
    assert again.recalled


NUMBERS = """# SpecV3: f

def number(s: str) -> str

## Examples
number('a1-12 x4') -> '12'
number('c-5 y99') -> '5'
number('e52-77 z1z') -> '77'
"""


def test_what_was_made_for_one_problem_is_known_to_another_by_its_family(project):
    (outcome,) = run(project, NUMBERS).values()
    assert isinstance(outcome, Written)
    assert "re." in outcome.solution.body.source
    (family,) = {key.partition(">")[2] for key in outcome.solution.productions}
    assert family == "find_all"
    other = NUMBERS.replace("number", "place").replace("-", "#").replace("#>", "->")
    (project.rootdir / "f.md").write_text(other)
    learning = Learning(project.settings, project.rootdir / ".state")
    first, *_ = learning.plan(build_problem(read_spec(project.rootdir / "f.md"), "place", {}), Budget(None, 900)).stages
    learning.finish()
    assert first.costs.knows(family)


def liking(project: Project, *productions: str) -> None:
    store = PriorStore(project.rootdir / ".state" / "prior.json", warn=fail)
    store.learn("src", Mined(1, 9, dict.fromkeys(productions, 3)))


def planned(project: Project, name: str = "shout") -> Plan:
    (project.rootdir / "f.md").write_text(SPEC)
    problem = build_problem(read_spec(project.rootdir / "f.md"), name, {})
    learning = Learning(project.settings, project.rootdir / ".state")
    try:
        return learning.plan(problem, Budget(None, 900))
    finally:
        learning.finish()


def test_what_the_users_code_likes_is_tried_earlier_and_the_last_third_goes_without(project):
    liking(project, "str>swapcase", "str>upper", "float>cbrt")
    first, last = planned(project).stages
    assert first.costs == LearnedCosts(liked=frozenset({"swapcase"}))
    assert last.costs == UNLEARNED
    assert (first.budget.candidates, last.budget.candidates) == (600, 300)
    run(project)
    forget(project)
    (project.rootdir / ".state" / "corpus.sqlite").unlink()
    *learned, last = planned(project).stages
    assert learned
    assert all(stage.costs.biases and stage.costs.liked for stage in learned)
    assert last.costs == UNLEARNED


def test_a_prior_that_does_not_concern_the_problem_or_is_turned_off_changes_nothing(project):
    liking(project, "datetime.date>date:fromordinal")
    assert [stage.costs for stage in planned(project).stages] == [UNLEARNED]
    liking(project, "str>swapcase")
    off = replace(project, settings=replace(project.settings, prior=False))
    assert [stage.costs for stage in planned(off).stages] == [UNLEARNED]
