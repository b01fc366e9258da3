"""Words of messages; specified in `specs/wording.md`."""

from __future__ import annotations

from collections.abc import Sequence


def counted(count: int, one: str, many: str) -> str:
    """A number of things: `1 body`, `1,204,331 candidates`."""
    # aurora: specs/wording.md [body a54436a3, spec 01b2d172]
    if count == 1:
        return f"1 {one}"
    return f"{count:,} {many}"


def duration(seconds: float) -> str:
    """A time in seconds, to a tenth."""
    # aurora: specs/wording.md [body 6e744855, spec 1f259130]
    return f"{seconds:.1f} s"


def shortened(text: str, width: int) -> str:
    """The text, or as much of it as fits into so many characters and an ellipsis."""
    # aurora: specs/wording.md [body 5cf4b6cd, spec 563415be]
    if len(text) > width:
        return f"{text[:width]}..."
    return text


def could_be(call: str, answers: Sequence[str]) -> str:
    """What is in doubt: `f('A B') could be 'AB' or 'A'; both fit`."""
    return f"{call} could be {' or '.join(answers)}; {'both' if len(answers) == 2 else 'all'} fit"


def visible(text: str) -> str:
    """A text that a terminal shows as it is: what would steer the terminal or hide something stands as its escape."""
    return "".join(c if c.isprintable() or c in "\n\t" else c.encode("unicode_escape").decode() for c in text)
