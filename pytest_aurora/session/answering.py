"""A search that is in doubt: the user is asked, and what is answered is put into the spec's file."""

from __future__ import annotations

from collections.abc import Mapping

from pytest_aurora.errors import RewriteRefusedError
from pytest_aurora.search.outcome import Question
from pytest_aurora.session.asking import Answer, NotAskedError, inquire
from pytest_aurora.session.run import Run
from pytest_aurora.spec.model import Spec


def answered(run: Run, spec: Spec, name: str, question: Question, namespace: Mapping[str, object]) -> Answer | None:
    """What the user says, once it is in the spec's file; None when nobody is asked, or nothing is said.

    Args:
        run: asks, and is told of the answer.
        spec: the spec.
        name: the function that is in doubt.
        question: of the search.
        namespace: names of the target module.

    Raises:
        RewriteRefusedError: the answer could not be written there.
    """
    if run.ask is None:
        return None
    data = run.source(spec.path)
    try:
        asked = inquire(spec, data or b"", run.project.shown(spec.path), name, question, namespace)
        answer = asked.settle(run.ask)
    except NotAskedError as error:
        run.remarks.append(str(error))
        return None
    if answer is not None:
        _keep(run, answer, data)
    return answer


def _keep(run: Run, answer: Answer, data: bytes | None) -> None:
    try:
        run.put(answer.spec.path, data, answer.data)
    except RewriteRefusedError as error:
        raise RewriteRefusedError(f"{error}; the answer was {answer}") from error
    run.answers.append(answer)
