"""Tables of examples: a column a parameter, and one for the result."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from pytest_aurora.spec.declared import Declared, call_of
from pytest_aurora.spec.examples import Outcome, broken, read_outcome
from pytest_aurora.spec.expressions import ExpressionError, free_names, parse, parse_any, shifted
from pytest_aurora.spec.guards import NAMES
from pytest_aurora.spec.ids import call_id, text_id
from pytest_aurora.spec.lexer import Table
from pytest_aurora.spec.marks import take_mark
from pytest_aurora.spec.model import ExampleSpec, FunctionSpec, Mark, ParameterSpec
from pytest_aurora.spec.scan import Logical, pythonize, strip_code
from pytest_aurora.spec.source import Line

RESULTS = ("out", "output", "result", "expected")
_TEXT = frozenset({"str", "Optional[str]", "str | None", "None | str", "typing.Optional[str]"})


@dataclass(frozen=True, slots=True)
class Cell:
    r"""A cell's text (`\|` read as a pipe) and its offset in the row."""

    text: str
    offset: int


@dataclass(frozen=True, slots=True)
class Columns:
    """What a table's header says: the parameter of each column, None for the result's."""

    function: FunctionSpec
    parameters: tuple[ParameterSpec | None, ...]


def read_table(table: Table, mark: Mark | None, owner: str | None, declared: Declared) -> Iterator[ExampleSpec]:
    """The examples of a table, one a row; a row that cannot be used carries its error."""
    try:
        columns: Columns | ExpressionError = _columns(table.header, owner, declared)
    except ExpressionError as fault:
        columns = fault
    for row in table.rows:
        line, own = _take_row_mark(row)
        yield _read_row(line, columns, owner or declared.first, own or table.mark or mark, declared)


def split_row(row: str) -> list[Cell]:
    """The cells of a row; a backslash before a pipe keeps it inside its cell."""
    cells, start, position = [], 0, 0
    while position <= len(row):
        if position == len(row) or (row[position] == "|" and row[position - 1 : position] != "\\"):
            cells.append(_cell(row, start, position))
            start = position + 1
        position += 1
    if row.startswith("|"):
        cells = cells[1:]
    return cells[:-1] if len(cells) > 1 and not cells[-1].text else cells


def _cell(row: str, start: int, end: int) -> Cell:
    raw = row[start:end]
    return Cell(raw.strip().replace("\\|", "|"), start + len(raw) - len(raw.lstrip()))


def _take_row_mark(row: Line) -> tuple[Line, Mark | None]:
    closed = row.text.endswith("|")
    line, mark = take_mark(replace(row, text=row.text[:-1].rstrip()) if closed else row)
    return (replace(line, text=line.text + " |") if closed else line, mark) if mark else (row, None)


def _columns(header: Line, owner: str | None, declared: Declared) -> Columns:
    if owner is None:
        hint = "put it under a heading such as ### Function name"
        raise ExpressionError("it is not said which function the table is about", 0, hint)
    function = declared.functions[owner]
    named = {parameter.name: parameter for parameter in function.parameters}
    names = [strip_code(cell.text)[0].strip("*_ ") for cell in split_row(header.text)]
    _check_names(names, named.keys())
    return Columns(function, tuple(named.get(name) for name in names))


def _check_names(names: Sequence[str], known: Collection[str]) -> None:
    due = f"the columns are {', '.join([*known, 'out'])}"
    results = [name for name in names if name not in known and name.lower() in RESULTS]
    for name in names:
        if name not in known and name not in results:
            raise ExpressionError(f"the column {name!r} is no parameter", 0, due)
        if names.count(name) > 1:
            raise ExpressionError(f"the column {name!r} stands twice", 0, due)
    if len(results) != 1:
        message = "the result has no column" if not results else f"the columns {', '.join(results)} all mean the result"
        raise ExpressionError(message, 0, due)


def _read_row(
    row: Line, columns: Columns | ExpressionError, owner: str, mark: Mark | None, declared: Declared
) -> ExampleSpec:
    logical = Logical(row, row.text, row.text)
    try:
        if isinstance(columns, ExpressionError):
            raise columns
        return _example(row, columns, mark, declared)
    except ExpressionError as fault:
        example = broken(logical, owner, declared.error(fault, logical), mark, declared)
        return replace(example, id=text_id("-".join(cell.text for cell in split_row(row.text))))


def _example(row: Line, columns: Columns, mark: Mark | None, declared: Declared) -> ExampleSpec:
    cells = split_row(row.text)
    if len(cells) != len(columns.parameters):
        message = f"the row has {len(cells)} cells, the table {len(columns.parameters)} columns"
        raise ExpressionError(message, 0, "give each column a cell; write a pipe inside a cell as \\|")
    sources: dict[str, str] = {}
    outcome, guessed = Outcome(None), list[str]()
    for cell, parameter in zip(cells, columns.parameters, strict=True):
        text, inside = strip_code(cell.text)
        with shifted(cell.offset + inside):
            word = _is_word(text, parameter.annotation if parameter else columns.function.returns, declared)
            source = repr(text) if word else pythonize(text)
            guessed += [f"`{text}` is read as the text {source}: write `{source}`"] if word else []
            if parameter is None:
                outcome = read_outcome(source)
            elif text or parameter.default is None:
                sources[parameter.name] = _argument(source)
    call = call_of(columns.function, sources)
    tree = parse(call)
    declared.called(tree, call)
    place = declared.source.at(row.number, row.column)
    return ExampleSpec(
        columns.function.name, call, outcome.expected, outcome.raises, outcome.tolerance, row.text,
        call_id(tree.body, call, declared.functions), place, mark, None, "; ".join(guessed) or None,
    )  # fmt: skip


def _argument(source: str) -> str:
    """The source of one argument: a tuple without parentheses gets them."""
    if not source:
        raise ExpressionError("the cell is empty", 0, "write a value, such as '' or None")
    parse(source)
    alone = parse_any(f"f({source})").body
    return source if isinstance(alone, ast.Call) and len(alone.args) == 1 else f"({source})"


def _is_word(text: str, annotation: str | None, declared: Declared) -> bool:
    """Whether a cell where a `str` is due is a bare word: no quotes, no call, and not `null`."""
    if (annotation or "").strip("'") not in _TEXT or not text or text.startswith("raises "):
        return False
    try:
        tree = parse_any(pythonize(text)).body
    except ExpressionError:
        return text[0] not in "'\""
    if isinstance(tree, ast.Constant):
        return not isinstance(tree.value, str | bool | None)
    known = NAMES.keys() | declared.functions.keys()
    called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    if any(isinstance(node, ast.Constant | ast.JoinedStr) and _is_text(node) for node in ast.walk(tree)):
        return False
    return not (called and {name.id for name in free_names(tree)} <= known)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
