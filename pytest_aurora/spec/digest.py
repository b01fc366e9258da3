"""A digest of what a spec asks of one function."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator

from pytest_aurora.spec.expressions import mentioned, parse_any
from pytest_aurora.spec.model import ExampleSpec, Mark, Spec


def function_digest(spec: Spec, name: str) -> str:
    """Eight hex digits that change exactly when the signature, examples or conditions of a function change.

    Order, layout, prose, and lines that cannot be used do not count; nor does what is skipped.

    Raises:
        KeyError: the spec declares no such function.
    """
    asked = sorted({*_examples(spec, name), *_conditions(spec, name)})
    text = "\n".join([spec.function(name).signature, *asked])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _examples(spec: Spec, name: str) -> Iterator[str]:
    for example in spec.examples:
        if example.error is None and not _skipped(example.mark) and _calls(example, name):
            outcome = f"raises {example.raises}" if example.expected is None else _normal(example.expected)
            yield f"example {_normal(example.call)} -> {outcome} ± {example.tolerance}{_suffix(example.mark)}"


def _conditions(spec: Spec, name: str) -> Iterator[str]:
    variables: set[str] = set()
    for post in spec.posts:
        if name in post.functions and not post.prose and post.error is None and not _skipped(post.mark):
            variables.update(post.variables)
            yield f"post {post.result_of} {_normal(post.source)}{_suffix(post.mark)}"
    for pre in spec.pres:
        if pre.error is None and (pre.function == name or pre.variable in variables):
            yield f"pre {pre.function} {pre.variable} {_normal(pre.source)}"


def _calls(example: ExampleSpec, name: str) -> bool:
    return example.function == name or bool(mentioned(parse_any(example.call), {name}))


def _normal(source: str) -> str:
    """The source without its layout."""
    return ast.unparse(parse_any(source))


def _skipped(mark: Mark | None) -> bool:
    return mark is not None and mark.kind == "skip"


def _suffix(mark: Mark | None) -> str:
    return f" {mark.kind}" if mark else ""
