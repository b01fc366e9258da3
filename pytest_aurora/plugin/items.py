"""Specs as pytest sees them: a file, its functions, an item for each example and post-condition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from os import PathLike
from typing import Any

import pytest
from _pytest._code.code import TerminalRepr

from pytest_aurora.errors import AuroraError, SpecError
from pytest_aurora.plugin.failures import (
    CheckFailedError,
    FailureReport,
    describe_error,
    describe_example,
    describe_post,
    describe_unwritten,
)
from pytest_aurora.plugin.project import project_of
from pytest_aurora.plugin.state import UNWRITTEN
from pytest_aurora.problem.verdict import Survived, Unknown
from pytest_aurora.spec.model import ExampleSpec, FunctionSpec, Location, Mark, PostSpec, Spec


class SpecWarning(pytest.PytestWarning):
    """Something in a spec was guessed, or is not known; it says how to write it."""


class SpecFile(pytest.File):
    """A spec file; one that cannot be read has a single item, which fails."""

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """A collector for each function that the spec declares; an item for each precondition that cannot be used."""
        try:
            spec = project_of(self.config).read(self.path)
        except SpecError as error:
            yield UnreadableItem.from_parent(self, name="spec", error=error)
            return
        try:
            for text in spec.warnings:
                self.warn(SpecWarning(text))
        except SpecWarning as warning:  # under -W error
            yield UnreadableItem.from_parent(self, name="spec", error=SpecError(str(warning), Location(self.path, 1)))
        if not spec.functions:
            yield UncheckedItem.from_parent(self, name="spec", location=Location(self.path, 1))
        for function in spec.functions:
            yield FunctionNode.from_parent(self, name=function.name, spec=spec, declared=function)
        for number, pre in enumerate(spec.pres, 1):
            if pre.error is not None:
                yield UnreadableItem.from_parent(self, name=f"pre[{number}]", error=pre.error)


class FunctionNode(pytest.Collector):
    """A function of a spec."""

    def __init__(self, *, spec: Spec, declared: FunctionSpec, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(**kwargs)
        self.spec = spec
        self.declared = declared
        _add_mark(self, declared.mark)

    def collect(self) -> Iterator[pytest.Item]:
        """An item for each example and post-condition; one that is SKIPPED when there is none."""
        name = self.declared.name
        examples = [example for example in self.spec.examples if example.function == name]
        posts = [post for post in self.spec.posts if post.function == name]
        if not examples and all(post.prose for post in posts):
            yield UncheckedItem.from_parent(self, name="unchecked", location=self.declared.location)
        for example in examples:
            yield self.item_of(example)
        for post in posts:
            yield PostItem.from_parent(self, name=f"post[{post.index}]", post=post)

    @cached_property
    def contradictions(self) -> Mapping[ExampleSpec, ExampleSpec]:
        """The examples that no body can satisfy together, by each other; none when they cannot be compared."""
        from pytest_aurora.check.contradictions import find_contradictions
        from pytest_aurora.problem.build import plain_examples

        namespace = project_of(self.config).namespace(self.spec)
        try:
            pairs = find_contradictions(plain_examples(self.spec, self.declared.name, namespace))
        except SpecError:
            return {}
        return {one.source: other.source for pair in pairs for one, other in (pair, pair[::-1])}

    def item_of(self, example: ExampleSpec) -> ExampleItem:
        """The item of an example."""
        item: ExampleItem = ExampleItem.from_parent(self, name=f"example[{example.id}]", example=example)
        return item


class SpecItem(pytest.Item):
    """An item of a spec.

    Attributes:
        where: its place in the spec file.
    """

    def __init__(
        self,
        *,
        name: str,
        parent: pytest.Collector,
        location: Location,
        mark: Mark | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        # As text, so that pytest takes what is in brackets for parameters, as it does when it reads an id.
        super().__init__(name=name, parent=parent, nodeid=f"{parent.nodeid}::{name}", **kwargs)
        self.where = location
        _add_mark(self, mark)

    def reportinfo(self) -> tuple[PathLike[str] | str, int | None, str]:
        """The spec file, the 0-based line and the item's name below the file."""
        return self.path, self.where.line - 1, self._own_name

    @property
    def _own_name(self) -> str:
        """The name below the file."""
        return self.nodeid.partition("::")[2]

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: Any = None,  # noqa: ANN401
    ) -> str | TerminalRepr:
        """What a user sees of a failure."""
        if isinstance(excinfo.value, CheckFailedError):
            return excinfo.value.report.shown(self._own_name)
        if isinstance(excinfo.value, AuroraError | SpecWarning):
            return describe_error(excinfo.value, self.where, "").shown(self._own_name)
        return super().repr_failure(excinfo, style)


class UnreadableItem(SpecItem):
    """A spec, or a precondition, that cannot be read; fails and says why."""

    def __init__(self, *, error: SpecError, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(location=error.location, **kwargs)
        self.error = error

    def runtest(self) -> None:
        """Fail.

        Raises:
            CheckFailedError: always.
        """
        raise CheckFailedError(describe_error(self.error, self.where, ""))


class UncheckedItem(SpecItem):
    """A spec or a function of which nothing is said that can be checked; always skipped."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(mark=Mark("skip", "nothing to check: add an example"), **kwargs)

    def runtest(self) -> None:
        """There is nothing to run."""


class FunctionItem(SpecItem):
    """An item that checks a function."""

    parent: FunctionNode

    @property
    def spec(self) -> Spec:
        """The spec that it belongs to."""
        return self.parent.spec

    @property
    def declared(self) -> FunctionSpec:
        """The function that it is about; pytest itself takes `function` for a Python function."""
        return self.parent.declared

    def runtest(self) -> None:
        """Check the function; a failure notes when it is not written yet.

        Raises:
            CheckFailedError: the check does not hold.
        """
        try:
            self.check()
        except CheckFailedError as failed:
            name, project = self.declared.name, project_of(self.config)
            if project.is_unwritten(self.spec, name):
                self.user_properties.append((UNWRITTEN, f"{project.shown(self.path)}::{name}"))
                failed.report.note = "" if name not in self.namespace() else f"{name} is not written yet"
            raise

    def check(self) -> None:
        """Check the function.

        Raises:
            CheckFailedError: the check does not hold.
        """
        raise NotImplementedError

    def namespace(self) -> Mapping[str, object]:
        """The names of the target module.

        Raises:
            AuroraError: it cannot be found or imported.
        """
        return project_of(self.config).namespace(self.spec)


class ExampleItem(FunctionItem):
    """One example."""

    def __init__(self, *, example: ExampleSpec, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(location=example.location, mark=example.mark, **kwargs)
        self.example = example

    def check(self) -> None:
        """Run the example.

        Raises:
            CheckFailedError: it does not hold.
            SpecWarning: under `-W error`, when something in it was guessed.
        """
        from pytest_aurora.check.examples import Failed, run_example

        if self.example.warning is not None:
            self.warn(SpecWarning(self.example.warning))
        namespace = self.namespace()
        if self.example.error is None and self.declared.name not in namespace:
            raise CheckFailedError(self.with_contradiction(describe_unwritten(self.example)))
        outcome = run_example(self.example, self.spec, namespace)
        if isinstance(outcome, Failed):
            raise CheckFailedError(self.with_contradiction(describe_example(outcome)))

    def with_contradiction(self, report: FailureReport) -> FailureReport:
        """The report, with the example that this one contradicts, if there is one."""
        other = self.parent.contradictions.get(self.example)
        if other is not None:
            report.message += f"\nhint: line {other.location.line} contradicts it: {other.text}; mend one of them"
        return report


class PostItem(FunctionItem):
    """One post-condition."""

    def __init__(self, *, post: PostSpec, **kwargs: Any) -> None:  # noqa: ANN401
        prose = Mark("skip", f"prose, which cannot be checked: {post.text}") if post.prose else None
        super().__init__(location=post.location, mark=prose or post.mark, **kwargs)
        self.post = post

    def check(self) -> None:
        """Look for a counterexample.

        Raises:
            CheckFailedError: there is one.
        """
        from pytest_aurora.check.properties import find_counterexample

        if self.post.error is not None:
            raise CheckFailedError(describe_error(self.post.error, self.where, ""))
        namespace, project = self.namespace(), project_of(self.config)
        missing = [name for name in self.post.functions if name not in namespace]
        if missing:
            raise CheckFailedError(describe_post(self.post, Unknown(f"{missing[0]} is not written yet")))
        state = project.state_dir()
        verdict = find_counterexample(
            self.post,
            self.spec,
            namespace,
            max_examples=project.settings.max_examples,
            seed=project.settings.seed,
            database_path=None if state is None else state / "hypothesis",
        )
        if not isinstance(verdict, Survived):
            raise CheckFailedError(describe_post(self.post, verdict))


def _add_mark(node: pytest.Collector | pytest.Item, mark: Mark | None) -> None:
    if mark is not None:
        node.add_marker(pytest.mark.skip(mark.reason) if mark.kind == "skip" else pytest.mark.xfail(reason=mark.reason))
