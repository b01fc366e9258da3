"""An attempt at a function, as the corpus keeps it: normalized, so that the same question is found again."""

from __future__ import annotations

import ast
import dataclasses
import hashlib
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from pytest_aurora.errors import UsageError
from pytest_aurora.memory.records import dump_record, parse_record
from pytest_aurora.problem.annotations import read_type
from pytest_aurora.problem.problem import Example, Problem, Raised, Signature
from pytest_aurora.problem.types import Type
from pytest_aurora.search.outcome import Result, Solution

VERSION = 1
SOLVED, REFUSED = "solved", "refused"


@dataclass(frozen=True, slots=True)
class Entry:
    """One attempt.

    Attributes:
        signature: normalized, `add(a:int,b:int)->int`.
        words: what the spec says about it, lower case.
        examples: as a spec writes them, sorted: `add(1, 2) -> 3`.
        outcome: `solved`, `refused`, or the name of the reason why nothing was found, lower case: `timeout`, ...
        body: source lines of the body, not indented; empty unless solved.
        productions: `parent>child` keys of the body.
        notation: the body as `language.notation` writes it, or empty.
    """

    signature: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    outcome: str
    body: str = ""
    imports: tuple[str, ...] = ()
    productions: tuple[str, ...] = ()
    cost: float = 0.0
    candidates: int = 0
    seconds: float = 0.0
    spec: str = ""
    run: str = ""
    notation: str = ""

    @property
    def solved(self) -> bool:
        """Whether it holds a body."""
        return self.outcome == SOLVED

    @property
    def name(self) -> str:
        """The function's name."""
        return self.signature.partition("(")[0]

    @property
    def examples_hash(self) -> str:
        """The key of its examples."""
        return hash_examples(self.examples)


def entry_of(problem: Problem, result: Result, *, spec: str = "", run: str = "", refused: bool = False) -> Entry:
    """The record of a search: what was asked and what came of it.

    Of a body that was refused only that is kept; of one that is in doubt, nothing that later searches would learn from.
    """
    asked = Entry(
        signature=normalized(problem.signature),
        words=tuple(sorted(problem.words)),
        examples=written_examples(problem),
        outcome=_outcome(result, refused),
        candidates=result.candidates,
        seconds=result.seconds,
        spec=spec,
        run=run,
    )
    if not isinstance(result, Solution) or refused:
        return asked
    body = result.body
    solved = dataclasses.replace(asked, body=body.source, imports=body.imports, cost=body.cost)
    if result.in_doubt:
        return solved
    return dataclasses.replace(solved, productions=result.productions, notation=result.notation)


def _outcome(result: Result, refused: bool) -> str:
    if isinstance(result, Solution):
        return REFUSED if refused else SOLVED
    return result.reason.name.lower()


# --- signatures ---------------------------------------------------------------------------------------------------


def normalized(signature: Signature) -> str:
    """`add(a:int,b:int)->int`: canonical types, no blanks."""
    parameters = ",".join(f"{p.name}:{_written_type(p.type)}" for p in signature.parameters)
    return f"{signature.name}({parameters})->{_written_type(signature.returns)}"


def _written_type(t: Type) -> str:
    return re.sub(r"[\w.]*<locals>\.|\s", "", str(t))


def normalize_signature(text: str) -> str:
    """The normalized form of a signature that somebody wrote: `def add(a: int, b: int = 0) -> int:`.

    Raises:
        UsageError: no signature.
    """
    function = _parse_signature(text)
    arguments = function.args
    parameters = ",".join(
        f"{a.arg}:{_read_annotation(a.annotation)}"
        for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    )
    return f"{function.name}({parameters})->{_read_annotation(function.returns)}"


def _parse_signature(text: str) -> ast.FunctionDef:
    bare = text.strip().removeprefix("def ").rstrip(": .")
    try:
        node = ast.parse(f"def {bare}: ...").body[0]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise UsageError(f"{text!r} is no signature; write it like `add(a: int, b: int) -> int`") from None
    assert isinstance(node, ast.FunctionDef)
    return node


def _read_annotation(annotation: ast.expr | None) -> str:
    source = None if annotation is None else ast.unparse(annotation)
    try:
        return _written_type(read_type(source))
    except ValueError:
        return "".join((source or "").split())


def signature_names(signature: str) -> tuple[str, ...]:
    """The function's name, then the parameters', of a normalized signature."""
    function = _parse_signature(signature)
    return function.name, *(a.arg for a in function.args.args)


def signature_types(signature: str) -> tuple[str, ...]:
    """The types of a normalized signature's parameters, then the result's."""
    function = _parse_signature(signature)
    annotations = [*(a.annotation for a in function.args.args), function.returns]
    return tuple("".join(ast.unparse(a).split()) for a in annotations if a is not None)


# --- examples -----------------------------------------------------------------------------------------------------


def written_examples(problem: Problem) -> tuple[str, ...]:
    """The problem's examples as a spec writes them, each once, in a canonical order."""
    name = problem.signature.name
    return tuple(sorted({_written_example(name, example) for example in problem.examples}))


def _written_example(name: str, example: Example) -> str:
    call = f"{name}({', '.join(map(written, example.arguments))})"
    if isinstance(example.outcome, Raised):
        return f"{call} -> raises {example.outcome.error}"
    tolerance = "" if example.tolerance is None else f" ± {example.tolerance!r}"
    return f"{call} -> {written(example.outcome.value)}{tolerance}"


def written(value: object) -> str:
    """A value as a spec writes it, the same on every machine: `repr`, with sets in order and `float('nan')`."""
    if isinstance(value, float) and not math.isfinite(value):
        return f"float('{value}')"
    if type(value) is list:
        return f"[{', '.join(map(written, value))}]"
    if type(value) is tuple:
        return f"({', '.join(map(written, value))}{',' if len(value) == 1 else ''})"
    if type(value) is dict:
        return f"{{{', '.join(f'{written(k)}: {written(v)}' for k, v in value.items())}}}"
    if isinstance(value, set | frozenset) and value:
        items = f"{{{', '.join(sorted(map(written, value)))}}}"
        return items if type(value) is set else f"frozenset({items})"
    return repr(value)


def hash_examples(examples: Iterable[str]) -> str:
    """The key of a set of written examples."""
    return hashlib.sha256("\n".join(sorted(examples)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


# --- JSON ---------------------------------------------------------------------------------------------------------


def dump_entry(entry: Entry) -> dict[str, object]:
    """The JSON document of an entry."""
    return dump_record(entry, VERSION)


def parse_entry(document: object) -> Entry:
    """The entry of a JSON document; its body is as trustworthy as its origin.

    Raises:
        ValueError: not an entry, or a newer version; the message says which.
    """
    entry = parse_record(Entry, document, VERSION)
    if entry.solved != bool(entry.body):
        raise ValueError("a solved entry has a body and no other has one")
    try:
        return dataclasses.replace(entry, signature=normalize_signature(entry.signature))
    except UsageError as error:
        raise ValueError(str(error)) from None
