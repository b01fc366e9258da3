"""Run commands in a terminal and draw what it shows as an SVG picture.

    python tools/terminal_svg.py docs/session.svg --project examples/quickstart "cat specs/add.md" "pytest"

The commands run in a copy of the project, in one pseudo-terminal after another. Of a terminal's language the picture
knows what pytest writes: colours and bold, carriage returns, and erasing to the end of a line.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import pty
import re
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fcntl import ioctl
from itertools import groupby
from pathlib import Path
from termios import TIOCSWINSZ
from xml.sax.saxutils import escape

PIXELS_WIDE, PIXELS_HIGH, MARGIN, BAR = 8.0, 19, 18, 34
BACKGROUND, PLAIN, PROMPT = "#16181d", "#d7dae0", 34
COLORS = {
    31: "#f07178",
    32: "#8fd18a",
    33: "#e6c07b",
    34: "#6cb6ff",
    35: "#d19ae8",
    36: "#5fc9c9",
    37: "#ffffff",
    90: "#7d8590",
}
CODE = re.compile(r"\x1b\[([0-9;]*)([A-Za-z])|\x1b\][^\x07]*\x07|([\r\n\t\x07])|([^\x1b\r\n\t\x07])")


@dataclass(frozen=True, slots=True)
class Style:
    """How a character looks; `color` is an ANSI number, 0 for the plain one."""

    color: int = 0
    bold: bool = False

    def changed(self, codes: Sequence[int]) -> Style:
        """The style after a terminal's `SGR` codes."""
        style = self
        for code in codes:
            if code == 0:
                style = Style()
            elif code in (1, 22):
                style = replace(style, bold=code == 1)
            elif code == 39 or code in COLORS:
                style = replace(style, color=code % 39)
            elif code - 60 in COLORS:
                style = replace(style, color=code - 60)
        return style


@dataclass(slots=True)
class Screen:
    """Lines of at most so many characters, each with its style."""

    columns: int
    lines: list[list[tuple[str, Style]]] = field(default_factory=lambda: [[]])
    column: int = 0
    style: Style = Style()

    def write(self, text: str) -> None:
        """Show what a program wrote."""
        for numbers, final, control, char in (m.groups() for m in CODE.finditer(text)):
            if final == "m":
                self.style = self.style.changed([int(n or 0) for n in numbers.split(";")])
            elif final == "K":
                del self.lines[-1][self.column :]
            elif control:
                self._control(control)
            elif char:
                self._put(char)

    def _control(self, control: str) -> None:
        if control == "\n":
            self.lines.append([])
        if control in "\r\n":
            self.column = 0
        while control == "\t":
            self._put(" ")
            control = "" if self.column % 8 == 0 else "\t"

    def _put(self, char: str) -> None:
        if self.column == self.columns:
            self._control("\n")
        line = self.lines[-1]
        line += [(" ", Style())] * (self.column - len(line))
        line[self.column : self.column + 1] = [(char, self.style)]
        self.column += 1


def run(command: str, folder: Path, columns: int) -> str:
    """What a shell command writes to a terminal of so many columns."""
    terminal, program = pty.openpty()
    ioctl(program, TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(columns), "PY_COLORS": "1"}
    process = subprocess.Popen(
        command, shell=True, cwd=folder, env=environment, stdin=program, stdout=program, stderr=program, close_fds=True
    )
    os.close(program)
    output = bytearray()
    with contextlib.suppress(OSError):  # Linux says EIO when the last writer is gone
        while part := os.read(terminal, 65536):
            output += part
    process.wait()
    os.close(terminal)
    return output.decode(errors="replace")


def record(commands: Sequence[str], project: Path, columns: int) -> Screen:
    """The screen after the commands, each below its prompt, in a copy of the project."""
    screen = Screen(columns)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary, project.resolve().name)
        shutil.copytree(project, folder, ignore=shutil.ignore_patterns("__pycache__", ".pytest_cache"))
        (folder / "pytest.ini").write_text("[pytest]\n")
        for command in commands:
            screen.write(f"\x1b[1;{PROMPT}m$\x1b[0m \x1b[1m{command}\x1b[0m\n")
            screen.write(run(command, folder, columns).replace(str(folder), f"~/{folder.name}"))
            screen.write("" if screen.lines[-1] == [] else "\n")
            screen.write("\n")
    while screen.lines and not screen.lines[-1]:
        screen.lines.pop()
    return screen


def draw(screen: Screen, columns: int) -> str:
    """The screen as an SVG document."""
    width, height = columns * PIXELS_WIDE + 2 * MARGIN, len(screen.lines) * PIXELS_HIGH + BAR + MARGIN
    dots = "".join(
        f'<circle cx="{MARGIN + 4 + 18 * n}" cy="17" r="5.5" fill="{color}"/>'
        for n, color in enumerate(("#ff5f57", "#febc2e", "#28c840"))
    )
    rows = "\n".join(row for number, line in enumerate(screen.lines) for row in _spans(line, number))
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height}" width="{width:g}" height="{height}" role="img">
<rect width="100%" height="100%" rx="9" fill="{BACKGROUND}"/>{dots}
<g font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13.3" fill="{PLAIN}">
{rows}
</g>
</svg>
"""


def _spans(line: Sequence[tuple[str, Style]], number: int) -> Iterator[str]:
    """A text element for each run of one style; its length is fixed, so that every font keeps the columns."""
    column, y = 0, BAR + (number + 1) * PIXELS_HIGH - 5
    for style, cells in groupby(line, key=lambda cell: cell[1]):
        text = "".join(char for char, _ in cells)
        inner = text.strip()
        if inner:
            x = MARGIN + (column + len(text) - len(text.lstrip())) * PIXELS_WIDE
            look = f' fill="{COLORS[style.color]}"' if style.color else ""
            look += ' font-weight="bold"' if style.bold else ""
            yield (
                f'<text x="{x:g}" y="{y}" textLength="{len(inner) * PIXELS_WIDE:g}" xml:space="preserve"{look}>'
                f"{escape(inner)}</text>"
            )
        column += len(text)


def main() -> None:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(description="Draw a terminal session as an SVG picture.")
    parser.add_argument("picture", type=Path, help="the SVG file to write")
    parser.add_argument("commands", nargs="+", metavar="COMMAND", help="a shell command to run")
    parser.add_argument("--project", type=Path, required=True, help="the folder of which a copy is used")
    parser.add_argument("--columns", type=int, default=100, help="the terminal's width (default: 100)")
    asked = parser.parse_args()
    screen = record(asked.commands, asked.project, asked.columns)
    asked.picture.write_text(draw(screen, asked.columns), encoding="utf-8")


if __name__ == "__main__":
    main()
