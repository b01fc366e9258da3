"""Questions at the terminal: which reading of a spec is meant."""

from __future__ import annotations

import string
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import pytest

from pytest_aurora.plugin.screen import clear
from pytest_aurora.session.asking import Doubt
from pytest_aurora.wording import could_be


class Questions:
    """Asks a user; each call is one question. Ctrl-C is left to whoever remembers it: the run ends a little later."""

    def __init__(self, config: pytest.Config, reporter: pytest.TerminalReporter) -> None:
        self._config = config
        self._reporter = reporter
        self._over = False

    def __call__(self, doubt: Doubt) -> str | None:
        """The source of the result that is meant, or None: Enter leaves a question open, Ctrl-D all of them."""
        if self._over:
            return None
        choices = dict(zip(string.ascii_lowercase, doubt.answers, strict=False))
        if doubt.objection:
            self._reporter.write_line(f"    that cannot be the result: {doubt.objection}", red=True)
        else:
            self._show(doubt, choices)
        text = self._read(f"    {', '.join(choices)}, another result, or Enter to leave it open: ")
        return choices.get(text, text) or None

    def _show(self, doubt: Doubt, choices: dict[str, str]) -> None:
        clear(self._reporter)
        self._reporter.write_line(f"{doubt.subject} is in doubt; which is meant?", yellow=True)
        self._reporter.write_line(f"    {could_be(doubt.call, doubt.answers)}")
        for letter, answer in choices.items():
            self._reporter.write_line(f"    {letter}) {answer}")

    def _read(self, prompt: str) -> str:
        """The line that the user types; empty when the input has ended or the user has interrupted it."""
        self._reporter.flush()
        try:
            with uncaptured(self._config):
                return input(prompt).strip()
        except (EOFError, KeyboardInterrupt):
            self._over = True
            self._reporter.write_line("")
            return ""


def questions(config: pytest.Config) -> Questions | None:
    """Whoever may ask; None when there is no terminal to ask at."""
    reporter: pytest.TerminalReporter | None = config.pluginmanager.getplugin("terminalreporter")
    with uncaptured(config):
        if reporter is None or not (_is_terminal(sys.stdin) and _is_terminal(sys.stdout)):
            return None
    return Questions(config, reporter)


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()


@contextmanager
def uncaptured(config: pytest.Config) -> Iterator[None]:
    """The terminal as it is without pytest; between items, output is not captured, but input is."""
    capture = config.pluginmanager.getplugin("capturemanager")
    if capture is None:
        yield
        return
    capture.suspend_global_capture(in_=True)
    try:
        yield
    finally:
        capture.resume_global_capture()
        capture.suspend_global_capture()
