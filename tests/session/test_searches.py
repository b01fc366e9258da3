from __future__ import annotations

import multiprocessing
import os
import signal
from dataclasses import replace
from hashlib import sha256

import pytest

from pytest_aurora.memory.seeds import Seeds, dump_seeds
from pytest_aurora.memory.state import write_json
from pytest_aurora.problem.build import usage_order
from pytest_aurora.search.outcome import ExitReason, Progress
from pytest_aurora.session.modules import Modules
from pytest_aurora.session.outcome import NotFound, Outcome, Written
from pytest_aurora.session.project import Project
from pytest_aurora.session.synthesis import synthesis
from pytest_aurora.settings import Settings

SIZE = "# SpecV3: f\n\ndef size(n: int) -> int\n\n## Examples\nsize(3) -> 4\nsize(8) -> 9\nsize(-3) -> -2\n"
IMPOSSIBLE = "# SpecV3: f\n\ndef odd(s: str) -> str\n\n## Examples\n" + "".join(
    f'odd("{left}") -> "{right}"\n'
    for left, right in {"aeo": "xkcd", "bty": "q7#", "c": "zz!9", "": "0l", "dd": "%", "e": "WvW"}.items()
)
HELPER = "def kept(n: int) -> int:\n    return n\n\n\n"
HANGING = "def total(n: int) -> int:\n    return sum(range(10**15 + n))\n"
"""One long call of C code: no alarm interrupts it."""
MANY = """\
# SpecV3: texts

def shout(s: str) -> str
def whisper(s: str) -> str
def shouted(s: str) -> str
def size(s: str) -> int

## Examples
shout("ab") -> "AB!"
shout("Hello World") -> "HELLO WORLD!"
whisper("aB") -> "ab"
whisper("XY") -> "xy"
shouted("ab") -> "<" + shout("ab") + ">"
shouted("c") -> "<C!>"
size("ab") -> 2
size("") -> 0
"""


@pytest.fixture
def project(tmp_path) -> Project:
    state = tmp_path / ".state"
    return Project(tmp_path, Settings(max_candidates=20_000), state_dir=lambda: state, state_path=state)


def run(project: Project, text: str, code: str = "", *, write: bool = True, listener=None, **settings: object):
    path = project.rootdir / "f.md"
    path.write_text(text)
    (project.rootdir / "f.py").write_text(code)
    fresh = replace(project, settings=replace(project.settings, **settings), modules=Modules())
    spec = project.read(path)
    with synthesis(fresh, write=write, listener=listener) as going:
        attempts = list(going.attempts([(spec, name) for name in usage_order(spec)]))
    assert not multiprocessing.active_children()
    return {attempt.function: attempt.outcome for attempt in attempts}, tuple(going.searches.notes)


def body(outcome: Outcome) -> str:
    assert isinstance(outcome, Written), outcome
    return outcome.solution.body.source


# --- functions of the user's that hang -------------------------------------------------------------------------------


@pytest.mark.parametrize("write", [True, False])
def test_a_function_that_no_alarm_interrupts_is_given_up_and_the_search_goes_on(project, write):
    outcomes, remarks = run(project, SIZE, HELPER + HANGING, write=write)
    assert body(outcomes["size"]) == "return n + 1"
    assert remarks == ("f.md::size was searched for without total: a call of it never came back",)


def test_a_function_that_was_given_up_is_not_called_again_in_that_run(project):
    text = SIZE.replace("-> int\n\n##", "-> int\ndef less(n: int) -> int\n\n##") + "less(3) -> 2\nless(9) -> 8\n"
    outcomes, remarks = run(project, text, HANGING)
    assert [body(outcomes[name]) for name in ("size", "less")] == ["return n + 1", "return n - 1"]
    assert len(remarks) == 1


def test_signals_that_the_users_function_blocks_do_not_save_it(project, tmp_path, monkeypatch):
    (tmp_path / "helpers_deaf.py").write_text(
        "import signal, time\n\n\ndef deaf(n: int) -> int:\n"
        "    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())\n    time.sleep(600)\n    return n\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    outcomes, remarks = run(project, SIZE.replace("f\n", "f\n\nuses: helpers_deaf.deaf\n", 1))
    assert body(outcomes["size"]) == "return n + 1"
    assert remarks == ("f.md::size was searched for without deaf: a call of it never came back",)


def test_a_condition_that_hangs_ends_its_search_alone(project):
    text = SIZE.replace("-> int\n\n##", "-> int\ndef less(n: int) -> int\n\n##") + (
        "less(3) -> 2\nless(9) -> 8\n\n## Post\nassert size(n) < slow(n)\n"
    )
    code = HELPER + "def slow(n):\n    return sum(range(10**15)) + print(n)\n"
    outcomes, _ = run(project, text, code)
    assert isinstance(outcomes["size"], NotFound)
    assert outcomes["size"].stopped.reason is ExitReason.HUNG
    assert body(outcomes["less"]) == "return n - 1"


def test_a_body_that_hangs_is_not_taken_and_the_search_goes_on(project):
    """`sum(range(n))` fits, and is one call of C code; the one that is written is found after it."""
    text = "# SpecV3: f\n\ndef total(n: int) -> int\ndef less(n: int) -> int\n\n## Examples\n"
    text += "total(0) -> 0\ntotal(1) -> 0\ntotal(2) -> 1\nless(3) -> 2\nless(9) -> 8\n\n"
    text += "## Post\nassert total(3) == 3\nassert total(10**15 + abs(n)) > 0\n"
    outcomes, remarks = run(project, text, max_candidates=300)
    assert "range" not in body(outcomes["total"])
    assert body(outcomes["less"]) == "return n - 1"
    assert not remarks


SLOW_POINT = """\
import os
from dataclasses import dataclass

READ = []


@dataclass
class Point:
    x: int
    y: int

    def __getattribute__(self, name):
        READ.append(name)
        if os.getpid() != {here} and len(READ) > {reads}:
            sum(range(10**15))
        return object.__getattribute__(self, name)


"""


@pytest.mark.parametrize("reads", [0, 30_000])
def test_a_search_that_gives_no_sign_of_life_ends(project, monkeypatch, reads):
    """What the user's class does hangs before the search begins, or in its midst."""
    monkeypatch.setattr("pytest_aurora.session.workers.LOADING", 3.0)
    monkeypatch.setattr("pytest_aurora.session.workers.SILENCE", 3.0)
    text = "# SpecV3: f\n\ndef odd(p: Point) -> int\n\n## Examples\n" + "".join(
        f"odd(Point({n}, 0)) -> {n if n < 4 else int(sha256(b'%d' % n).hexdigest()[:9], 16)}\n" for n in range(12)
    )
    outcomes, _ = run(project, text, SLOW_POINT.format(here=os.getpid(), reads=reads) + HELPER)
    assert isinstance(outcomes["odd"], NotFound)
    assert outcomes["odd"].stopped.reason is ExitReason.HUNG


# --- processes that die ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("workers", [1, 2])
def test_a_process_that_is_killed_is_its_functions_outcome(project, workers):
    def kill(_: Progress) -> None:
        for child in multiprocessing.active_children():
            os.kill(child.pid, signal.SIGKILL)

    learn(project, "str>upper")
    outcomes, _ = run(project, IMPOSSIBLE, HELPER, workers=workers, listener=kill, max_candidates=10_000_000)
    assert isinstance(outcomes["odd"], NotFound)
    assert outcomes["odd"].stopped.reason is ExitReason.DIED


def test_an_interrupt_leaves_no_process(project):
    def interrupt(_: Progress) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(project, IMPOSSIBLE, HELPER, listener=interrupt, max_candidates=10_000_000)
    assert not multiprocessing.active_children()


def test_a_module_that_can_be_imported_here_alone_is_searched_for_here(project):
    here = f"import os\n\nif os.getpid() != {os.getpid()}:\n    raise RuntimeError('not there')\n\n\n"
    outcomes, (remark,) = run(project, SIZE, here + HELPER)
    assert "a body was found, but it is not written" in outcomes["size"].reason
    assert remark.startswith("f.md::size was searched for in this process: ModuleFailedError: ")
    assert remark.endswith("cannot be imported: RuntimeError: not there")


# --- several at a time -----------------------------------------------------------------------------------------------


def test_more_workers_write_the_same(project):
    written = []
    for workers in (2, 3):
        outcomes, remarks = run(project, MANY, workers=workers, corpus=False, seeds=False)
        assert not remarks
        written.append(({name: body(o) for name, o in outcomes.items()}, (project.rootdir / "f.py").read_bytes()))
    assert written[0] == written[1]
    alone, _ = run(project, MANY, corpus=False, seeds=False)
    assert {name: body(o) for name, o in alone.items()} == written[0][0]


def test_what_is_not_found_alone_is_searched_for_again_with_the_help_of_what_is_there_now(project):
    text = "# SpecV3: f\n\ndef knot(s: str) -> str\ndef fits(s: str, k: str) -> bool\n\n## Examples\n" + "".join(
        f'knot("{s}") -> "{knot}"\nfits("{s}", "{knot}") -> true\nfits("{s}", "{s.upper()}#{len(s)}") -> false\n'
        f'fits("{s}", "{knot[:-1]}{len(s) + 1}") -> false\n'
        for s, knot in {"ab": "BA#2", "abc": "CBA#3", "hello": "OLLEH#5", "xyz": "ZYX#3"}.items()
    )
    outcomes, _ = run(project, text, workers=2, max_candidates=3000)
    assert "knot(s)" in body(outcomes["fits"])


def test_what_is_shown_side_by_side_builds_up(project):
    outcomes, _ = run(project, MANY, write=False, workers=2)
    assert all("+def " in outcome.diff for outcome in outcomes.values())
    assert not (project.rootdir / "f.py").read_text()


def learn(project: Project, *liked: str) -> None:
    """An earlier run has taught these, so that a search has more than one stage."""
    project.state_path.mkdir(exist_ok=True)
    seeds = Seeds(dict.fromkeys(liked, 0.9))
    write_json(project.state_path / "seeds.json", dump_seeds(seeds, project.settings.learning))


def test_stages_run_side_by_side_and_the_first_in_order_counts(project):
    found = []
    for workers in (2, 3):
        learn(project, "str>upper", "str>concat")
        outcomes, _ = run(project, MANY, workers=workers, corpus=False)
        found.append([(body(o), o.solution.candidates) for o in outcomes.values()])
        (project.state_path / "adaptive.json").unlink(missing_ok=True)
    assert found[0] == found[1]


def test_an_interrupt_does_not_lose_what_was_found_beside(project):
    def interrupt(progress: Progress) -> None:
        """The other process was begun first: where there is only one, that is done."""
        if progress.label == "f.md::odd" and len(multiprocessing.active_children()) == 1:
            raise KeyboardInterrupt

    text = IMPOSSIBLE.replace("def odd(s: str) -> str\n", "def odd(s: str) -> str\ndef shout(s: str) -> str\n")
    text += 'shout("ab") -> "AB"\nshout("Hello World") -> "HELLO WORLD"\n'
    with pytest.raises(KeyboardInterrupt):
        run(project, text, workers=2, listener=interrupt, max_candidates=100_000_000)
    assert (project.rootdir / "f.py").read_text().endswith("return s.upper()\n")
    assert not multiprocessing.active_children()


def test_signs_of_life_tell_whose_they_are(project):
    told = []
    examples = IMPOSSIBLE.partition("## Examples\n")[2]
    text = IMPOSSIBLE.replace("def odd", "def even(s: str) -> str\ndef odd") + examples.replace("odd(", "even(")
    run(project, text, workers=2, listener=told.append, max_candidates=100_000)
    assert {progress.label for progress in told} == {"f.md::odd", "f.md::even"}


@pytest.mark.parametrize("write", [True, False])
def test_values_of_the_users_classes_come_back(project, write):
    code = "from __future__ import annotations\nfrom dataclasses import dataclass\n\n\n"
    code += "@dataclass\nclass Point:\n    x: int\n    y: int\n\n\n" + HELPER
    text = "# SpecV3: f\n\ndef odd(p: Point) -> int\n\n## Examples\n" + "".join(
        f"odd(Point({n}, 0)) -> {n if n < 4 else int(sha256(b'%d' % n).hexdigest()[:9], 16)}\n" for n in range(12)
    )
    outcomes, remarks = run(project, text, code, write=write, max_candidates=500)
    assert not remarks
    assert isinstance(outcomes["odd"], NotFound)
    assert outcomes["odd"].stopped.failure is not None
    (point,), *_ = outcomes["odd"].stopped.failure
    assert repr(point).startswith("Point(x=")
