"""The terminal while functions are searched for."""

from __future__ import annotations

import shutil

import pytest


class Screen:
    """One line that is rewritten, or, when the output is no terminal, plain lines; nothing under `-q`."""

    def __init__(self, config: pytest.Config) -> None:
        reporter: pytest.TerminalReporter | None = config.pluginmanager.getplugin("terminalreporter")
        self._reporter = reporter if config.get_verbosity() >= 0 else None
        self.rewrites = reporter is not None and reporter.isatty

    def show(self, text: str) -> None:
        """Show how it goes on."""
        if self._reporter is None:
            return
        if self.rewrites:
            self._reporter.rewrite(text[: shutil.get_terminal_size().columns - 1], erase=True)
        else:
            self._reporter.write_line(text)

    def tell(self, text: str) -> None:
        """Show a line that stays."""
        if self._reporter is not None:
            clear(self._reporter)
            self._reporter.write_line(text)


def clear(reporter: pytest.TerminalReporter) -> None:
    """Take back the line that is being rewritten, where the output is a terminal."""
    if reporter.isatty:
        reporter.rewrite("", erase=True)
        reporter.rewrite("")
