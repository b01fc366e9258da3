"""What the gate asks of each function of a spec: it is there, it is what was written, it is sound and exercised."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import decode_source

from pytest_aurora.errors import AuroraError
from pytest_aurora.gate.coverage import Coverage, NotMeasuredError, measure
from pytest_aurora.gate.finding import Finding
from pytest_aurora.memory.runs import Run, question_of
from pytest_aurora.problem.build import build_problem
from pytest_aurora.rewrite.find import Found, State, find_function, is_written
from pytest_aurora.search.outcome import Body
from pytest_aurora.session.acceptance import audit_objections
from pytest_aurora.session.helpers import component_helpers, find_helpers
from pytest_aurora.session.neighbours import imported
from pytest_aurora.session.project import Project
from pytest_aurora.spec.digest import function_digest
from pytest_aurora.spec.model import Spec

_RUN = "run pytest --aurora-synthesize"
_WANTING = {
    State.MISSING: ("missing", f"it is not there; {_RUN}"),
    State.STUB: ("unwritten", f"it is not written yet; {_RUN}"),
    State.EDITED: (
        "edited",
        "its body was edited by hand since it was written; put `...` in its place, or delete its mark to keep it",
    ),
    State.DUPLICATE: ("spec", "it is defined more than once"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """The functions of a spec that the gate looks at.

    Attributes:
        failed: those of which an item has failed.
    """

    spec: Spec
    names: tuple[str, ...]
    failed: Collection[str] = ()


def check_functions(project: Project, asked: Asked, runs: Sequence[Run]) -> Iterator[Finding]:
    """What is wrong with the functions of a spec; `runs` are the recorded runs, newest first."""
    try:
        path = project.target(asked.spec).path
        source = path.read_bytes() if path.exists() else b""
        states = {name: find_function(source, name, str(project.shown(path))) for name in asked.names}
        yield from _check_each(project, asked, states, source, runs)
    except (AuroraError, OSError) as error:
        yield Finding("spec", str(project.shown(asked.spec.path)), _one_line(error))


def _check_each(
    project: Project, asked: Asked, states: Mapping[str, Found], source: bytes, runs: Sequence[Run]
) -> Iterator[Finding]:
    spec, shown = asked.spec, project.shown(asked.spec.path)
    for name, found in states.items():
        subject = f"{shown}::{name}"
        if found.state in _WANTING:
            kind, message = _WANTING[found.state]
            yield Finding(kind, subject, message)
        elif found.state is State.AURORA and found.mark and found.mark.digest != function_digest(spec, name):
            yield Finding("outdated", subject, f"its body is older than its spec; {_RUN}")
        if name in asked.failed and found.state not in (State.MISSING, State.STUB):
            yield Finding("failing", subject, "it does not keep what its spec says")
    own = [name for name, found in states.items() if found.state in (State.AURORA, State.EDITED)]
    yield from _check_bodies(project, spec, own, source)
    yield from _check_doubts(project, spec, states, runs)


def _check_bodies(project: Project, spec: Spec, names: Sequence[str], source: bytes) -> Iterator[Finding]:
    if not names:
        return
    shown, text = project.shown(spec.path), decode_source(source)
    for name in names:
        for objection in _audit(project, spec, name, source, text):
            yield Finding("audit", f"{shown}::{name}", objection)
    try:
        measured = measure(project, spec, names)
    except NotMeasuredError as error:
        yield Finding("coverage", str(shown), str(error))
        return
    for name, coverage in measured.items():
        if coverage.percent < project.settings.gate.coverage:
            yield Finding("coverage", f"{shown}::{name}", _missing(coverage, project.settings.gate.coverage))


def _audit(project: Project, spec: Spec, name: str, source: bytes, text: str) -> Iterator[str]:
    namespace = project.namespace(spec)
    added = (*imported(project, project.target(spec), text), *component_helpers(project.components()))
    helpers = find_helpers(spec, namespace, text, lambda each: is_written(source, each), added)
    problem = build_problem(spec, name, namespace, helpers, project.settings.seed)
    yield from audit_objections(_body(text, name), problem, namespace)


def _body(text: str, name: str) -> Body:
    """A function's body as the file has it, with the imports that it uses."""
    tree = ast.parse(text)
    (node,) = (n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == name)
    used = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    imports = [each for each in tree.body if isinstance(each, ast.Import | ast.ImportFrom) and used & _bound(each)]
    statements = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return Body(tuple("\n".join(map(ast.unparse, statements)).split("\n")), tuple(map(ast.unparse, imports)))


def _bound(node: ast.Import | ast.ImportFrom) -> set[str]:
    return {alias.asname or alias.name.partition(".")[0] for alias in node.names}


def _missing(coverage: Coverage, due: float) -> str:
    parts = [f"line {line}" for line in coverage.lines]
    jumps = [pair for pair in coverage.branches if pair[0] not in coverage.lines and pair[1] not in coverage.lines]
    parts += [f"the jump from line {start} to {f'line {end}' if end > 0 else 'the end'}" for start, end in jumps]
    never = f"; nothing runs {', '.join(parts)}" if parts else "; nothing runs it"
    return f"its spec runs {coverage.percent:.0f} % of it, {due:g} % are due{never}"


def _check_doubts(project: Project, spec: Spec, states: Mapping[str, Found], runs: Sequence[Run]) -> Iterator[Finding]:
    """Bodies that are in doubt, as their marks say; a recorded run may know the question."""
    shown, fatal = project.shown(spec.path).as_posix(), project.settings.gate.ambiguous == "error"
    for name, found in states.items():
        digest = function_digest(spec, name)
        if found.state is State.AURORA and found.mark and found.mark.in_doubt and found.mark.digest == digest:
            what = question_of(runs, shown, name, digest) or "its examples can be read in more than one way"
            yield Finding("ambiguous", f"{shown}::{name}", f"{what}; add an example, or run pytest --aurora-ask", fatal)


def _one_line(error: Exception) -> str:
    lines = str(error).splitlines()
    return lines[0] if len(lines) < 2 else f"{lines[0]} {lines[-1].strip()}"
