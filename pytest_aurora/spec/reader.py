"""Reads a spec file of any dialect."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from pytest_aurora.errors import SpecError
from pytest_aurora.spec.declared import Declared
from pytest_aurora.spec.examples import is_example, read_examples
from pytest_aurora.spec.functions import Head, read_head, unread_header
from pytest_aurora.spec.ids import number_repeats
from pytest_aurora.spec.interleaved import interleaved
from pytest_aurora.spec.lexer import Code, Table, Text, lex
from pytest_aurora.spec.model import Dialect, ExampleSpec, Location, PostSpec, PreSpec, Spec
from pytest_aurora.spec.outline import Kind, Section, outline
from pytest_aurora.spec.posts import number, read_posts
from pytest_aurora.spec.pres import Prose, check_variables, read_pres
from pytest_aurora.spec.scan import logical_lines
from pytest_aurora.spec.source import Line, Source, decode
from pytest_aurora.spec.tables import read_table

_PREFIX = re.compile(r"Spec(?:V2|V3)?\s*:\s*", re.IGNORECASE)
_CLAIM = re.compile(r"`?(?:assert\b|\w+\().*(?:->|→|=>|==)")
_CALLED = re.compile(r"(\w+)\(")
_PROSE = (Kind.TITLE, Kind.FUNCTION, Kind.DESCRIPTION, Kind.OTHER)
_ASKING = (Kind.SIGNATURE, Kind.FUNCTION, Kind.EXAMPLES, Kind.POST, Kind.PRE)


def read_spec(path: Path, data: bytes | None = None, *, shown: Path | None = None) -> Spec:
    """The spec in a file.

    A line that cannot be used (an example, a condition) carries its error and the rest is read.

    Args:
        path: the file.
        data: its bytes, when they are known already.
        shown: the path that messages name; `path` when None.

    Raises:
        SpecError: the file cannot be read or is not UTF-8; a signature cannot be read or is missing; a function is
            declared twice; a `module:` or `uses:` line names no module.
    """
    source = decode(_bytes(path, shown or path) if data is None else data, shown or path)
    blocks, marks = lex(source)
    outlined, headings = outline(source, blocks)
    sections = interleaved(outlined)
    head = read_head(source, sections)
    _require_functions(source, sections, head)
    spec = _start(path, source, sections, head)
    spec = _read_sections(spec, sections, Declared(source, {f.name: f for f in head.functions}))
    return replace(spec, warnings=(*marks, *headings, *spec.warnings))


def _bytes(path: Path, shown: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
        raise SpecError(message, Location(shown, 1), hint="check that it exists and may be read") from None


def _require_functions(source: Source, sections: Sequence[Section], head: Head) -> None:
    """Refuses a spec that asks for something of a function that it does not declare."""
    declared = {function.name for function in head.functions}
    for section in sections:
        if section.kind is Kind.FUNCTION and section.function not in declared and section.heading:
            raise _no_signature(source, section, section.function)
    title = _title_section(sections)
    if not declared and any(_asks(section, _title(source, title)) for section in sections):
        raise _no_signature(source, title, None)


def _no_signature(source: Source, section: Section, function: str | None) -> SpecError:
    line = section.heading
    name = function or _title(source, section)
    name = name if name.isidentifier() else "name"
    message = f"the function {function!r} has no signature" if function else "the spec declares no function"
    hint = f"write its signature, such as `def {name}(s: str) -> str`"
    return source.error(message, line.number if line else 1, line.column if line else 1, hint)


def _asks(section: Section, title: str) -> bool:
    """Whether a section wants something of a function; prose under its heading does not."""
    if section.kind not in _ASKING or section.heading is None:
        return False
    return title.isidentifier() or any(isinstance(block, Code | Table) or _claims(block) for block in section.blocks)


def _claims(block: object) -> bool:
    return isinstance(block, Text) and any(is_example(line, code=False) for line in logical_lines(block.lines))


def _title_section(sections: Sequence[Section]) -> Section:
    return next((section for section in sections if section.heading), sections[0])


def _title(source: Source, section: Section) -> str:
    text = section.heading.text if section.heading and section.kind is Kind.TITLE else source.path.stem
    return _PREFIX.sub("", text, count=1).strip("` ")


def _start(path: Path, source: Source, sections: Sequence[Section], head: Head) -> Spec:
    title = _title_section(sections)
    return Spec(
        path, _title(source, title), _dialect(sections, title), head.prose, head.module, head.uses, head.functions,
        examples=(), posts=(), pres=(),
    )  # fmt: skip


def _dialect(sections: Sequence[Section], title: Section) -> Dialect:
    if any(section.labelled for section in sections):
        return Dialect.BULLETED
    if any(section.kind is Kind.FUNCTION for section in sections):
        return Dialect.V3_SECTIONED
    old = title.heading is not None and title.heading.text.lower().startswith("specv2")
    return Dialect.V2 if old or any(section.kind is Kind.SIGNATURE for section in sections) else Dialect.V3_LINE


def _read_sections(spec: Spec, sections: Sequence[Section], declared: Declared) -> Spec:
    if not declared.functions:
        return spec
    examples = [example for section in sections for example in _examples(section, declared)]
    posts = number(post for section in sections for post in _posts(section, declared))
    pres = [pre for section in sections for pre in _pres(section, declared)]
    conditions = [pre for pre in pres if isinstance(pre, PreSpec)]
    marks = {function.name: function.mark for function in spec.functions}
    return replace(
        spec,
        examples=number_repeats(replace(e, mark=e.mark or marks.get(e.function)) for e in examples),
        posts=tuple(replace(post, mark=post.mark or marks.get(post.function)) for post in posts),
        pres=check_variables(conditions, posts, declared),
        warnings=(
            *(warning for section in sections for warning in _strays(section, declared)),
            *(pre.warning for pre in pres if isinstance(pre, Prose)),
        ),
    )


def _examples(section: Section, declared: Declared) -> Iterator[ExampleSpec]:
    owner = declared.owner(section.function)
    for block in section.blocks if section.kind is Kind.EXAMPLES else ():
        if isinstance(block, Table):
            yield from read_table(block, section.mark, owner, declared)
        elif isinstance(block, Text | Code):
            yield from read_examples(block, section.mark, owner, declared)


def _posts(section: Section, declared: Declared) -> Iterator[PostSpec]:
    for block in section.blocks if section.kind is Kind.POST else ():
        if isinstance(block, Text | Code):
            yield from read_posts(block, section.mark, declared.owner(section.function), declared)


def _pres(section: Section, declared: Declared) -> Iterator[PreSpec | Prose]:
    for block in section.blocks if section.kind is Kind.PRE else ():
        if isinstance(block, Text | Code):
            yield from read_pres(block, declared.owner(section.function), declared)


def _strays(section: Section, declared: Declared) -> Iterator[str]:
    """Warnings about lines that look like examples, assertions or the spec's head where none is read."""
    for block in section.blocks if section.kind in _PROSE else ():
        for line in block.lines if isinstance(block, Text | Code) else ():
            fault = _unread_claim(line, declared) or unread_header(section, line)
            if fault:
                yield f"{declared.source.at(line.number, line.column)}: {fault}"


def _unread_claim(line: Line, declared: Declared) -> str | None:
    if _CLAIM.match(line.text) and not declared.functions.keys().isdisjoint(_CALLED.findall(line.text)):
        return f"{line.text!r} is not read: examples stand under ## Examples, assertions under ## Post"
    return None
