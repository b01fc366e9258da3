"""What is refused before the parser sees the text: odd characters, cookies, bombs."""

from __future__ import annotations

import io
import re
import tokenize
import unicodedata
from collections.abc import Iterator

from pytest_aurora.check.audit.violation import Violation

MAX_CHARACTERS = 10_000
MAX_LINES = 400
MAX_LINE = 500
MAX_BLANKS = 80
MAX_BRACKETS = 40
MAX_BLOCKS = 15
MAX_PREFIXES = 20
MAX_NUMBER = 400

_COOKIE = re.compile(r"^[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+")
_WIDE_GAP = re.compile(rf"\S(?=[ \t]{{{MAX_BLANKS},}}\S)")
_REFUSED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})
# Default_Ignorable_Code_Point and blanks that have a letter's or a symbol's category.
_INVISIBLE = frozenset(
    [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]
)
_PREFIXES = frozenset({"-", "+", "~", "*", "**", "not", "lambda", ":", "await", "yield", "if", "else"})


def check_text(code: str) -> list[Violation]:
    """Violations that can be seen without parsing; parse only when there are none."""
    sizes = list(_sizes(code))
    return sizes or [*_characters(code), *_layout(code)] or list(_tokens(code))


def _sizes(code: str) -> Iterator[Violation]:
    lines = code.count("\n") + 1
    if len(code) > MAX_CHARACTERS:
        yield Violation(1, 1, "size", f"{len(code)} characters", f"at most {MAX_CHARACTERS}")
    if lines > MAX_LINES:
        yield Violation(1, 1, "size", f"{lines} lines", f"at most {MAX_LINES}")


def _characters(code: str) -> Iterator[Violation]:
    line, start = 1, -1
    for index, character in enumerate(code):
        if character == "\n":
            line, start = line + 1, index
        elif _is_refused(character) and not code.startswith("\r\n", index):
            what = f"U+{ord(character):04X} {unicodedata.name(character, 'control character')}"
            yield Violation(line, index - start, "text", what, "write it as an escape inside a string")


def _is_refused(character: str) -> bool:
    if " " <= character <= "~" or character == "\t":
        return False
    return unicodedata.category(character) in _REFUSED_CATEGORIES or ord(character) in _INVISIBLE


def _layout(code: str) -> Iterator[Violation]:
    for number, line in enumerate(code.splitlines(), 1):
        if _COOKIE.match(line):
            yield Violation(number, 1, "text", "an encoding cookie", "UTF-8 text without a cookie")
        if len(line) > MAX_LINE:
            yield Violation(number, MAX_LINE, "size", f"a line of {len(line)} characters", f"at most {MAX_LINE}")
        gap = _WIDE_GAP.search(line)
        if gap:
            yield Violation(number, gap.end(), "text", "text behind a wide gap", "one statement a line")


def _tokens(code: str) -> Iterator[Violation]:
    brackets = blocks = prefixes = 0
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            line, column = token.start[0], token.start[1] + 1
            brackets += (token.string in "([{") - (token.string in ")]}") if token.type == tokenize.OP else 0
            blocks += (token.type == tokenize.INDENT) - (token.type == tokenize.DEDENT)
            if token.type not in (tokenize.NL, tokenize.COMMENT):
                prefixes = prefixes + 1 if token.string in _PREFIXES else 0
            if brackets > MAX_BRACKETS or blocks > MAX_BLOCKS or prefixes > MAX_PREFIXES:
                yield Violation(line, column, "size", "nested too deep", "named intermediate values")
                return
            if token.type == tokenize.NUMBER and len(token.string) > MAX_NUMBER:
                yield Violation(line, column, "size", "a very long number", "a power or a product")
            if token.type == tokenize.NAME and not token.string.isascii():
                yield Violation(line, column, "identifier", f"{token.string!r} is not ASCII", "ASCII letters")
    except (tokenize.TokenError, SyntaxError) as error:
        yield Violation(1, 1, "syntax", f"not Python: {error.args[0]}", "Python source")
