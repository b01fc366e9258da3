"""Problems as a spec would state them, for the tests of the search's parts."""

from __future__ import annotations

import ast

from pytest_aurora.problem.annotations import read_type
from pytest_aurora.problem.problem import Example, Parameter, Problem, Returned, Signature
from pytest_aurora.problem.words import words_of


def problem(
    signature: str, *rows: tuple[object, ...], text: str = "", names: dict[str, object] | None = None
) -> Problem:
    """The problem of `signature` with examples whose last item is the result."""
    function = ast.parse(f"def {signature}: ...").body[0]
    assert isinstance(function, ast.FunctionDef)
    parameters = tuple(Parameter(a.arg, read_type(ast.unparse(a.annotation), names)) for a in function.args.args)
    returns = read_type(ast.unparse(function.returns), names)
    examples = tuple(Example(tuple(row[:-1]), Returned(row[-1])) for row in rows)
    return Problem(Signature(function.name, parameters, returns), examples, words=words_of(text, function.name))
