from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from pytest_aurora.errors import SpecError
from pytest_aurora.spec.model import ExampleSpec, Location, PostSpec, Spec
from pytest_aurora.spec.reader import read_spec

PATH = Path("specs/words.md")
PLACE = Location(PATH, 3, 5)


def read(text: str) -> Spec:
    return read_spec(PATH, textwrap.dedent(text).encode())


def refused(text: str) -> SpecError:
    with pytest.raises(SpecError) as caught:
        read(text)
    return caught.value


def line_form(examples: str = "", post: str = "", pre: str = "", signatures: str = "def f(s: str) -> str") -> Spec:
    sections = "\n\n".join(map(textwrap.dedent, (f"# SpecV3: Words\n\n{signatures}",)))
    for heading, body in (("Examples", examples), ("Post", post), ("Pre", pre)):
        sections += f"\n\n## {heading}\n{textwrap.dedent(body)}" if body else ""
    return read(sections)


def one_example(text: str, signatures: str = "def f(s: str) -> str\ndef add(a: int, b: int = 0) -> int") -> ExampleSpec:
    (example,) = line_form(text, signatures=signatures).examples
    return example


def one_post(text: str, signatures: str = "def f(s: str) -> str") -> PostSpec:
    (post,) = line_form(post=text, signatures=signatures).posts
    return post
