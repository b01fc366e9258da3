"""Whether the body of a corpus file can be trusted: asked of the audit and the sandbox, never of the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pytest_aurora.check.sandbox.outcome import Strength
from pytest_aurora.errors import SpecError
from pytest_aurora.memory.entry import Entry
from pytest_aurora.problem.build import build_problem, is_plain, is_usable
from pytest_aurora.session.acceptance import Foreign, audit_objections, example_objections
from pytest_aurora.session.learning import recalled
from pytest_aurora.session.target import Target
from pytest_aurora.spec.model import Spec
from pytest_aurora.spec.reader import read_spec

_NOWHERE = Path("corpus.md")


def trusting(require: Strength) -> Callable[[Entry], bool]:
    """A check that an entry's body passes the audit and all of its own examples, run in a sandbox that strong.

    The check raises WeakSandboxError where this machine has no such sandbox.
    """

    def passes(entry: Entry) -> bool:
        spec = _spec(entry)
        return spec is not None and _passes(entry, spec, require)

    return passes


def _spec(entry: Entry) -> Spec | None:
    """What the entry was asked, as a spec; None when that cannot be read as a signature and plain examples."""
    if not entry.examples or any(len(text.splitlines()) != 1 for text in (entry.signature, *entry.examples)):
        return None
    text = "\n".join((f"# SpecV3: {entry.name}", "", f"def {entry.signature}", "", "## Examples", *entry.examples, ""))
    try:
        spec = read_spec(_NOWHERE, text.encode("utf-8", "replace"))
    except SpecError:
        return None
    plain = [e for e in spec.examples if e.function == entry.name and is_usable(e) and is_plain(e, spec)]
    return spec if len(plain) == len(entry.examples) == len(spec.examples) and len(spec.functions) == 1 else None


def _passes(entry: Entry, spec: Spec, require: Strength) -> bool:
    function = spec.functions[0]
    try:
        problem = build_problem(spec, function.name, {})
    except SpecError:
        return False
    body = recalled(entry).body
    if any(audit_objections(body, problem, {})):
        return False
    lines = ["from __future__ import annotations", *body.imports, f"{function.signature}:"]
    module = "\n".join([*lines, *(f"    {line}" for line in body.lines), ""]).encode("utf-8", "replace")
    target = Target(_NOWHERE.with_suffix(".py"), "aurora_candidate")
    return not any(example_objections(problem, function, target, module, {}, (), Foreign(require)))
