"""The names of examples in pytest's node ids: from what is called, so that they stay when text moves."""

from __future__ import annotations

import ast
import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from pytest_aurora.spec.model import ExampleSpec

LONGEST = 60
_PLAIN_TEXT = re.compile(r"(?=\S)(?![\d+.-]*\d)[^\[\]'\"#]*[^\s\[\]'\"#]")
_SEPARATOR = re.compile(r"(?<=[,:]) ")


def call_id(call: ast.expr, source: str, functions: Iterable[str]) -> str:
    """A short name for a call: its arguments, joined by dashes; the source of any other expression."""
    direct = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in functions
    if not direct or not isinstance(call, ast.Call):
        return text_id(source)
    arguments = [_argument(node) for node in call.args]
    arguments += [f"{keyword.arg or '**'}={_argument(keyword.value)}" for keyword in call.keywords]
    return text_id("-".join(arguments) or "()")


def text_id(text: str) -> str:
    """`text` in printable ASCII, without brackets and `::`, cut (with a digest of the whole) when long."""
    ascii_only = text.encode("unicode_escape").decode("ascii")
    plain = ascii_only.replace("[", "(").replace("]", ")").strip()
    plain = re.sub(":{2,}", ":", plain)
    if len(plain) <= LONGEST:
        return plain or "()"
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{plain[: LONGEST - 9].rstrip()}~{digest}"


def number_repeats(examples: Iterable[ExampleSpec]) -> tuple[ExampleSpec, ...]:
    """The examples, `#2` and so on appended to an id that its function has already."""
    seen: Counter[tuple[str, str]] = Counter()
    numbered: list[ExampleSpec] = []
    for example in examples:
        seen[example.function, example.id] += 1
        count = seen[example.function, example.id]
        numbered.append(replace(example, id=f"{example.id}#{count}") if count > 1 else example)
    return tuple(numbered)


def _argument(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and _PLAIN_TEXT.fullmatch(node.value):
        return node.value
    text = _SEPARATOR.sub("", ast.unparse(node)) if not _has_text(node) else ast.unparse(node)
    return text[1:-1] if isinstance(node, ast.List) and node.elts else text


def _has_text(node: ast.expr) -> bool:
    return any(isinstance(part, ast.Constant) and isinstance(part.value, str | bytes) for part in ast.walk(node))
