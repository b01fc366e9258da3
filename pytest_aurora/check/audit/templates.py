"""Format texts: `str.format` reads attributes, so its text must be a literal with plain fields."""

from __future__ import annotations

import ast
import string


def check_format_call(node: ast.Call) -> str | None:
    """What is wrong with a `.format(...)` or `.format_map(...)` call; None when it is harmless."""
    receiver = node.func.value if isinstance(node.func, ast.Attribute) else None
    if not (isinstance(receiver, ast.Constant) and isinstance(receiver.value, str)):
        return "format of a text that is not a literal"
    return _check_template(receiver.value)


def _check_template(text: str, depth: int = 0) -> str | None:
    try:
        fields = list(string.Formatter().parse(text))
    except ValueError as error:
        return f"a format text that cannot be read: {error}"
    for _, name, spec, _ in fields:
        if name and not (name.isdigit() or name.isidentifier()):
            return f"the format field {name!r}"
        if spec and (depth > 1 or _check_template(spec, depth + 1)):
            return f"the format spec {spec!r}"
    return None


def check_format_spec(spec: ast.expr | None) -> str | None:
    """What is wrong with the spec of an f-string's field; None when it is harmless."""
    for part in ast.walk(spec) if spec is not None else ():
        if isinstance(part, ast.FormattedValue):
            for inner in ast.walk(part):
                if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and _is_odd(inner.value):
                    return f"the text {inner.value!r} inside a format spec"
    return None


def _is_odd(text: str) -> bool:
    return any(odd in text for odd in ("{", "}", "__"))
