"""Bodies from elsewhere: what a proposer is asked, and what it gives, as bodies that nobody has looked at yet."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

from pytest_aurora.check.audit.text import check_text
from pytest_aurora.search.outcome import Body
from pytest_aurora.spec.model import Spec

MOST = 20
"""Bodies that are taken from one proposer for one function."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A function that the search has not found, as its spec asks for it.

    Attributes:
        function: its name.
        signature: such as `def slug(title: str) -> str`.
        description: what the spec says of it in prose.
        examples: as the spec writes them.
        conditions: post-conditions, as the spec writes them.
        nearest: the body that came nearest, or empty.
    """

    function: str
    signature: str
    description: str
    examples: tuple[str, ...]
    conditions: tuple[str, ...]
    nearest: str = ""


Proposer = Callable[[Wanted], Iterable[str]]
"""Gives the text of bodies, the likeliest first: statements that end in a `return`, imports at their head."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A body of unknown origin, and the proposer that gave it."""

    proposer: str
    body: Body


@dataclass(frozen=True, slots=True)
class NoProposal:
    """What a proposer gave instead of a body."""

    proposer: str
    reason: str


def wanted(spec: Spec, name: str, nearest: str = "") -> Wanted:
    """A function of a spec as proposers are asked for it."""
    function = spec.function(name)
    examples = tuple(example.text for example in spec.examples if example.function == name and example.error is None)
    conditions = tuple(post.text for post in spec.posts if name in post.functions)
    return Wanted(name, function.signature, function.description, examples, conditions, nearest)


def proposals(proposers: Iterable[Proposer], asked: Wanted) -> Iterator[Proposal | NoProposal]:
    """What proposers give, each asked when it is its turn."""
    for proposer in proposers:
        name = f"{proposer.__module__}.{getattr(proposer, '__qualname__', type(proposer).__qualname__)}"
        try:
            for text in islice(proposer(asked), MOST):
                yield _proposal(name, text)
        except Exception as error:  # a proposer is somebody's code; the run goes on without it
            yield NoProposal(name, f"it failed: {type(error).__name__}: {error}")


def _proposal(name: str, text: object) -> Proposal | NoProposal:
    if isinstance(text, str):
        return Proposal(name, body_of(text))
    return NoProposal(name, f"it gave {type(text).__name__}, not the text of a body")


def body_of(text: str) -> Body:
    """The body that a text holds; import statements at its head are the module's."""
    plain = textwrap.dedent(text).strip("\n")
    lines = tuple(plain.split("\n"))
    if check_text(plain):
        return Body(lines)
    try:
        statements = ast.parse(plain).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Body(lines)
    head = list(takewhile(lambda node: isinstance(node, ast.Import | ast.ImportFrom), statements))
    end = head[-1].end_lineno or 0 if head else 0
    if len(head) == len(statements) or statements[len(head)].lineno <= end:
        return Body(lines)
    return Body(lines[end:], tuple(map(ast.unparse, head)))
