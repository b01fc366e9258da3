"""One example more in the text of a spec, in the form of those that are there; every other byte stays."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pytest_aurora.errors import SpecError
from pytest_aurora.spec.declared import call_of
from pytest_aurora.spec.examples import Outcome, read_outcome
from pytest_aurora.spec.expressions import ExpressionError, parse_any
from pytest_aurora.spec.lexer import Block, Code, Table, Text, lex
from pytest_aurora.spec.model import ExampleSpec, Spec
from pytest_aurora.spec.outline import Kind, Section, outline
from pytest_aurora.spec.phrasing import as_line, as_row, front_of_next
from pytest_aurora.spec.reader import read_spec
from pytest_aurora.spec.scan import logical_lines, pythonize
from pytest_aurora.spec.source import Source, decode

_LINE_BREAK = re.compile(rb"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class NewExample:
    """An example that a spec does not hold yet.

    Attributes:
        arguments: the source of each, by parameter.
        result: what stands behind the arrow: a value, a value with a tolerance, or `raises X`.
    """

    function: str
    arguments: Mapping[str, str]
    result: str


@dataclass(frozen=True, slots=True)
class _Place:
    """Lines to put below the line of this number (1-based; 0: above the first)."""

    below: int
    lines: tuple[str, ...]


def with_example(spec: Spec, data: bytes, new: NewExample, shown: Path | None = None) -> tuple[bytes, ExampleSpec]:
    """The bytes of a spec's file with an example more, behind the function's last one, and the example.

    Args:
        spec: the spec.
        data: its file's bytes.
        new: what is added.
        shown: the path that messages name.

    Raises:
        SpecError: the result cannot be read, or nowhere in the file would the example be read as it is meant.
    """
    source = decode(data, shown or spec.path)
    call = call_of(spec.function(new.function), new.arguments)
    line = f"{call} -> {new.result}"
    where = spec.function(new.function).location
    try:
        meant = read_outcome(pythonize(new.result))
    except ExpressionError as fault:
        raise SpecError(fault.message, where, new.result, fault.hint) from None
    for place in _places(spec, source, new, call):
        changed = _inserted(data, place)
        added = _added(spec, read_spec(spec.path, changed, shown=shown), new.function)
        if added and _same(added.call, pythonize(call)) and _gives(added, meant):
            return changed, added
    raise SpecError("there is no place where it would be read as it is meant", where, line, "add it by hand")


def _gives(example: ExampleSpec, meant: Outcome) -> bool:
    if (example.raises, example.tolerance) != (meant.raises, meant.tolerance):
        return False
    return example.raises is not None or _same(example.expected or "", meant.expected or "")


def _same(one: str, other: str) -> bool:
    """Whether two sources differ in nothing but their layout."""
    try:
        return ast.dump(parse_any(one)) == ast.dump(parse_any(other))
    except ExpressionError:
        return False


def _added(before: Spec, after: Spec, function: str) -> ExampleSpec | None:
    """The one usable example of a function that the second spec has more than the first; None when more differs."""
    known = {(example.function, example.id) for example in before.examples}
    fresh = [example for example in after.examples if (example.function, example.id) not in known]
    if len(fresh) != 1 or fresh[0].function != function or fresh[0].error or fresh[0].mark or fresh[0].warning:
        return None
    return fresh[0] if _said(before) == _said(after, without=fresh[0]) else None


def _said(spec: Spec, without: ExampleSpec | None = None) -> object:
    """All that a spec says but for where it says it."""
    return (
        (spec.title, spec.prose, spec.module, spec.uses, len(spec.warnings)),
        [(f.signature, f.description, f.mark) for f in spec.functions],
        [(e.function, e.id, e.text, e.mark, e.error is None) for e in spec.examples if e is not without],
        [(p.function, p.index, p.text, p.mark, p.error is None) for p in spec.posts],
        [(p.function, p.variable, p.source, p.error is None) for p in spec.pres],
    )


def _inserted(data: bytes, place: _Place) -> bytes:
    breaks = list(_LINE_BREAK.finditer(data))
    nearest = breaks[min(place.below, len(breaks)) - 1].group() if breaks else b"\n"
    at = breaks[place.below - 1].start() if place.below <= len(breaks) else len(data)
    text = b"".join(nearest + line.encode("utf-8", "surrogatepass") for line in place.lines)
    return data[:at] + text + data[at:]


# --- where it may go -----------------------------------------------------------------------------------------------


def _places(spec: Spec, source: Source, new: NewExample, call: str) -> Iterator[_Place]:
    """Places for an example, best first; not at all of them it would be read as it is meant."""
    sections, _ = outline(source, lex(source)[0])
    blocks = [block for section in sections if section.kind is Kind.EXAMPLES for block in section.blocks]
    usable = [example for example in spec.examples if example.error is None and example.mark is None]
    last = sorted(usable, key=lambda e: (e.function == new.function, e.location.line), reverse=True)
    for example in last:
        for block in blocks:
            if example.location.line in _numbers(block):
                yield from _beside(source, block, example.location.line, new, call)
    yield from _in_a_section(sections, new.function, f"{call} -> {new.result}")


def _numbers(block: Block) -> list[int]:
    if isinstance(block, Table):
        return [row.number for row in block.rows]
    return [line.number for line in block.lines] if isinstance(block, Text | Code) else []


def _beside(source: Source, block: Block, number: int, new: NewExample, call: str) -> Iterator[_Place]:
    if isinstance(block, Table):
        yield _below_row(source, block, number, new)
        yield _Place(block.rows[-1].number, ("", f"{call} -> {new.result}"))
    elif isinstance(block, Text | Code):
        yield _below_line(source, block, number, new, call)


def _below_row(source: Source, table: Table, number: int, new: NewExample) -> _Place:
    (row,) = (row for row in table.rows if row.number == number)
    text = as_row(new.arguments, new.result, table.header.text, row.text)
    return _Place(number, (source.lines[number - 1][: row.column - 1] + text,))


def _below_line(source: Source, block: Text | Code, number: int, new: NewExample, call: str) -> _Place:
    logicals = list(logical_lines(block.lines))
    index = next(i for i, logical in enumerate(logicals) if logical.first.number == number)
    (line,) = (line for line in block.lines if line.number == number)
    front, item = front_of_next(source.lines[number - 1][: line.column - 1])
    until = None if item or index + 1 == len(logicals) else logicals[index + 1].first.number
    below = max(n for n in _numbers(block) if until is None or n < until)
    return _Place(below, (front + as_line(call, new.result, logicals[index].text),))


def _in_a_section(sections: list[Section], function: str, line: str) -> Iterator[_Place]:
    """Under a heading for examples that has none yet, or under a new one above the conditions."""
    own = [s for s in sections if s.heading and not s.labelled and s.function in (None, function)]
    for section in own:
        if section.heading and section.kind is Kind.EXAMPLES:
            numbers = [number for block in section.blocks for number in _numbers(block)]
            yield _Place(max(numbers), ("", line)) if numbers else _Place(section.heading.number, (line,))
    for section in own:
        if section.heading and section.kind in (Kind.POST, Kind.PRE):
            yield _Place(section.heading.number - 1, (f"{'#' * section.level} Examples", line, ""))
