"""A question to the user when a spec can be read in two ways; the answer becomes an example of the spec."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pytest_aurora.errors import SpecError
from pytest_aurora.language.literals import literal
from pytest_aurora.problem.build import plain_examples
from pytest_aurora.problem.equality import agrees
from pytest_aurora.problem.problem import Returned
from pytest_aurora.search.outcome import Question
from pytest_aurora.spec.additions import NewExample, with_example
from pytest_aurora.spec.declared import call_of
from pytest_aurora.spec.digest import function_digest
from pytest_aurora.spec.model import ExampleSpec, Spec
from pytest_aurora.spec.phrasing import spelled
from pytest_aurora.spec.reader import read_spec

MOST_QUESTIONS = 3
"""So many questions are asked about one function in a run."""
MOST_ANSWERS = 3
"""So many answers are offered."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the user is asked, in the words of the spec.

    Attributes:
        subject: the function as messages name it: `specs/names.md::initials`.
        call: the call whose result is not certain.
        answers: what bodies give that all fit, the likeliest first.
        objection: why the last answer cannot be taken; empty at first.
    """

    subject: str
    call: str
    answers: tuple[str, ...]
    objection: str = ""


Ask = Callable[[Doubt], "str | None"]
"""Asks the user: gives what stands right of the arrow, or None when the question is left open."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, and the spec that holds it.

    Attributes:
        data: the spec file's bytes with it.
        example: the answer as an example of that spec.
    """

    spec: Spec
    data: bytes
    example: ExampleSpec

    def __str__(self) -> str:
        return f"{self.example.call} -> {self.example.due}"


class NotAskedError(SpecError):
    """A question that cannot be asked; the message says why."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question about a function of a spec.

    Attributes:
        spec: as its file says it now.
        data: the bytes of that file.
        shown: the file as messages name it.
        namespace: the names of its module.
    """

    spec: Spec
    data: bytes
    shown: Path
    name: str
    question: Question
    namespace: Mapping[str, object]

    def settle(self, ask: Ask) -> Answer | None:
        """Ask until there is an answer that makes an example, or the question is left open.

        Raises:
            NotAskedError: the arguments or the answers that are in doubt cannot be written as an example.
        """
        doubt = Doubt(f"{self.shown.as_posix()}::{self.name}", self._call(), tuple(self._offered()))
        if len(doubt.answers) < 2:
            raise self._not_asked("what is in doubt cannot be written as an example")
        while (text := ask(doubt)) is not None:
            answer = self._answer(text.strip())
            if isinstance(answer, Answer):
                return answer
            doubt = replace(doubt, objection=answer)
        return None

    def _not_asked(self, reason: str) -> NotAskedError:
        return NotAskedError(reason, self.spec.function(self.name).location)

    def _answer(self, result: str) -> Answer | str:
        """The spec with the answer, or why it cannot be one: no result of the declared type, or no place for it."""
        new = NewExample(self.name, self._arguments(), result)
        try:
            data, example = with_example(self.spec, self.data, new, self.shown)
            spec = read_spec(self.spec.path, data, shown=self.shown)
            plain_examples(spec, self.name, self.namespace)
        except SpecError as error:
            return f"{error.message}; {error.hint}" if error.hint else error.message
        return Answer(spec, data, example)

    def _offered(self) -> Iterator[str]:
        """The answers that the spec, when it holds them, gives back as they are meant."""
        for value, _ in self.question.answers[:MOST_ANSWERS]:
            answer = self._answer(text := self._source(value))
            if isinstance(answer, Answer) and self._means(answer, value):
                yield text

    def _means(self, answer: Answer, value: object) -> bool:
        read = plain_examples(answer.spec, self.name, self.namespace)
        found = [plain.example for plain in read if plain.source.id == answer.example.id]
        due = (*self.question.arguments, value)
        return any(
            isinstance(example.outcome, Returned) and agrees((*example.arguments, example.outcome.value), due)
            for example in found
        )

    def _call(self) -> str:
        return call_of(self.spec.function(self.name), self._arguments())

    def _arguments(self) -> dict[str, str]:
        names = [parameter.name for parameter in self.spec.function(self.name).parameters]
        return dict(zip(names, map(self._source, self.question.arguments), strict=True))

    def _source(self, value: object) -> str:
        """A value as the function's examples would write it."""
        like = " ".join(example.text for example in self.spec.examples if example.function == self.name)
        try:
            return spelled(literal(value), like)
        except ValueError:
            return repr(value)


def inquire(
    spec: Spec, data: bytes, shown: Path, name: str, question: Question, namespace: Mapping[str, object]
) -> Inquiry:
    """The question whose answer is to be added to a spec's file, which holds these bytes now.

    Raises:
        NotAskedError: it says something else of the function than the spec that was searched for.
    """
    try:
        now = read_spec(spec.path, data, shown=shown)
        if function_digest(now, name) == function_digest(spec, name):
            return Inquiry(now, data, shown, name, question, namespace)
    except (SpecError, KeyError):
        pass
    where = spec.function(name).location
    raise NotAskedError("the spec was changed while the search ran, so nothing is asked; run it again", where)
