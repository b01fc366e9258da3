"""What a spec's text says to the search: words, and values that may be constants."""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterable, Iterator, Mapping

from pytest_aurora.problem.annotations import literal_values
from pytest_aurora.problem.bounds import NUMERALS, Bound, told_bounds
from pytest_aurora.problem.listings import told_listings
from pytest_aurora.problem.tables import Table, told_tables
from pytest_aurora.spec.model import FunctionSpec, Spec

STOP_WORDS = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "by", "can", "def", "do", "does", "for", "from", "function", "given",
    "gives", "has", "have", "if", "into", "is", "it", "its", "of", "on", "or", "returns", "return", "should", "so",
    "such", "than", "that", "the", "their", "then", "there", "these", "they", "this", "to", "was", "when", "which",
    "will", "with", "write", "you", "your", "spec", "examples", "post",
})  # fmt: skip

IRREGULAR = frozenset({"best", "worst", "top"})
EXTREMES = frozenset({"maximum", "minimum"})
NO_SUPERLATIVES = frozenset({
    "arrest", "digest", "forest", "harvest", "honest", "interest", "invest", "manifest", "modest", "nearest", "protest",
    "request", "suggest",
})  # fmt: skip

BY_WORD: Mapping[str, tuple[str, ...]] = {
    "vowel": ("aeiou", "aeiouAEIOU"), "consonant": ("aeiou", "aeiouAEIOU"), "alphabet": ("abcdefghijklmnopqrstuvwxyz",),
    "hex": ("0123456789abcdef",), "binary": ("01",), "punctuation": (".,!?", "!?.,;:"),
    "parenthesis": ("(", ")"), "parentheses": ("(", ")"), "bracket": ("(", ")", "[", "]"), "space": (" ",),
    "comma": (",",), "dash": ("-",), "hyphen": ("-",), "underscore": ("_",), "dot": (".",), "slash": ("/",),
}  # fmt: skip
"""Strings that a word of the spec stands for."""

NUMBERS: Mapping[str, tuple[float, ...]] = {
    "percent": (100,), "percentage": (100,), "hour": (60, 3600, 24, 12), "minute": (60,), "second": (60, 3600),
    "day": (7, 24, 365, 86400), "week": (7,), "year": (365, 12), "leap": (4, 100, 400), "month": (12,),
    "quarter": (4, 3), "circle": (math.pi,), "radius": (math.pi,), "sphere": (math.pi,), "cylinder": (math.pi,),
    "cone": (math.pi,), "triangle": (180,), "angle": (180, 360), "fahrenheit": (32, 9, 5), "celsius": (32, 9, 5),
    "dozen": (12,), "hundred": (100,), "thousand": (1000,), "cent": (100,), "double": (2,), "triple": (3,),
    "half": (2,), "digit": (10,), "decimal": (10,), "byte": (8, 256, 1024), "kilobyte": (1024, 1000),
    "megabyte": (1024, 1000), "inch": (12, 2.54), "feet": (12, 3), "mile": (1.609344,), "kilometer": (1000,),
    "kilogram": (1000,),
}  # fmt: skip
"""Numbers that a word of the spec stands for."""

BASIC = 2
"""Counts that every body may have without being told: `one` and `two` say next to nothing."""

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n")
_QUOTED = re.compile(r"""(?<!\w)(?:'([^'\n]{1,40})'|"([^"\n]{1,40})"|`([^`\n]{1,40})`|“([^”\n]{1,40})”)(?!\w)""")
_NUMBER = re.compile(r"(?<![\w.])(-?\d+(?:\.\d+)?)(?!\w|\.\d)(\s?%|\sper\s?cent\b)?")
_COUNTED = re.compile(rf"\b({'|'.join(NUMERALS)})( and a half)?\b", re.IGNORECASE)
_INITIAL = re.compile(r"(?<![\w'’-])(?:[B-HJ-Z](?![\w'’-]|\.\w)|[AI](?=[,;:)]|\.?\Z| (?:and|or|is|to)\b))")
"""A capital that stands alone; `A` and `I` are words in most places."""
_ENDINGS = ("ies", "ing", "es", "ed", "s", "er")


def words_of(*texts: str) -> frozenset[str]:
    """Lower-case words, their stems and those of these; snake and camel case are split, stop words left out.

    A superlative is a word for an extreme, too: which of the two, `cheapest` or `oldest`, it does not tell.
    """
    words = {word.lower() for text in texts for word in _WORD.findall(text)} - STOP_WORDS
    if any(map(_is_superlative, words)):
        words |= EXTREMES
    stems = {stem(word) for word in words}
    return frozenset(words | stems | {stem(word) for word in stems})


def stem(word: str) -> str:
    """A word without its commonest English ending: `splits` -> `split`, `squared`, `squares`, `square` -> `squar`."""
    for ending in _ENDINGS:
        kept = word.removesuffix(ending)
        if kept != word and len(kept) >= 3:
            doubled = ending in ("ing", "ed", "er") and len(kept) > 3 and kept[-1] == kept[-2] and kept[-1] not in "ls"
            return kept + "y" if ending == "ies" else kept[:-1] if doubled else _without_e(kept)
    return _without_e(word)


def leaves_open(words: Iterable[str]) -> frozenset[str]:
    """The words of which one alone is said, and it is not told which: the extremes that a superlative stands for."""
    return EXTREMES if any(map(_is_superlative, words)) else frozenset()


def _is_superlative(word: str) -> bool:
    return word in IRREGULAR or (word.endswith("est") and len(word) > 5 and word not in NO_SUPERLATIVES)


def _without_e(word: str) -> str:
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def texts_by_word(words: Iterable[str]) -> Iterator[str]:
    """The texts that words stand for."""
    for word in sorted(words):
        yield from BY_WORD.get(word, BY_WORD.get(word.removesuffix("s"), ()))


def numbers_by_word(words: Iterable[str]) -> Iterator[float]:
    """The numbers that words stand for."""
    for word in sorted({word if word in NUMBERS else word.removesuffix("s") for word in words}):
        yield from NUMBERS.get(word, ())


def said_of(spec: Spec, function: FunctionSpec) -> str:
    """What a spec's text says of one of its functions: its description, and the sentences that are about no other.

    A sentence is about the functions of whose names it has all words, and of these about those with the most; one
    without any such name is about all. Another function's description is about that one.
    """
    others = [other for other in spec.functions if other.name != function.name]
    if not others:
        return f"{spec.prose}\n{function.description}"
    told = [s for s in _SENTENCE.split(spec.prose) if s not in function.description]
    kept = [s for s in told if _is_about(s, function, others) and not any(s in other.description for other in others)]
    return "\n".join((*kept, function.description))


def _is_about(sentence: str, function: FunctionSpec, others: Iterable[FunctionSpec]) -> bool:
    words = words_of(sentence)
    return _named(function, words) >= max(_named(other, words) for other in others)


def _named(function: FunctionSpec, words: frozenset[str]) -> int:
    """How many words of the function's name are there, if all are."""
    parts = [words_of(part) for part in _WORD.findall(function.name)]
    parts = [part for part in parts if part]
    return 0 if any(part.isdisjoint(words) for part in parts) else len(parts)


def problem_words(spec: Spec, function: FunctionSpec) -> frozenset[str]:
    """The words of all that a spec says about one of its functions."""
    names = (function.name, *(parameter.name for parameter in function.parameters))
    return words_of(spec.title, said_of(spec, function), *names)


def problem_literals(spec: Spec, function: FunctionSpec) -> tuple[object, ...]:
    """Values that a spec's text, annotations, defaults and conditions name, each once, in order."""
    names = {function.name, *(parameter.name for parameter in function.parameters)}
    conditions = [p.source for p in spec.posts if function.name in p.functions and not p.prose]
    conditions += [p.source for p in spec.pres if p.function == function.name]
    found = [
        *text_literals(said_of(spec, function), names),
        *(value for p in function.parameters for value in literal_values(p.annotation)),
        *literal_values(function.returns),
        *(value for source in (p.default for p in function.parameters) if source for value in source_literals(source)),
        *(value for condition in conditions for value in source_literals(condition)),
    ]
    return tuple({(type(value), repr(value)): value for value in found}.values())


def problem_bounds(spec: Spec, function: FunctionSpec) -> tuple[Bound, ...]:
    """What a spec's text tells of where numbers part."""
    return told_bounds(said_of(spec, function), [parameter.name for parameter in function.parameters])


def problem_tables(spec: Spec, function: FunctionSpec) -> tuple[Table, ...]:
    """What a spec's text tells that keys stand for."""
    return told_tables(said_of(spec, function))


def problem_listings(spec: Spec, function: FunctionSpec) -> tuple[tuple[str, ...], ...]:
    """What a spec's text lists in an order."""
    return told_listings(said_of(spec, function))


def text_literals(text: str, names: Iterable[str] = ()) -> Iterator[object]:
    """Quoted strings (except `names`) and numbers of a text; `20%` is 20, 0.2, 0.8 and 1.2; `one and a half` is 1.5.

    Letters in capitals that stand alone are texts, too.
    """
    known = set(names)
    for match in _QUOTED.finditer(text):
        quoted = next(group for group in match.groups() if group is not None).strip("`")
        inner = re.fullmatch(r"(['\"])(.+)\1", quoted)
        quoted = inner[2] if inner else quoted
        if quoted and quoted not in known and "(" not in quoted:
            yield quoted
    for number, percent in _NUMBER.findall(text):
        yield float(number) if "." in number else int(number)
        if percent:
            share = float(number) / 100
            yield from (share, round(1 - share, 12), round(1 + share, 12))
    yield from (letter for letter in dict.fromkeys(_INITIAL.findall(text)) if letter not in known)
    for word, half in _COUNTED.findall(text):
        count = NUMERALS.index(word.lower()) + 1
        if half:
            yield count + 0.5
        elif count > BASIC:
            yield count


def source_literals(source: str) -> Iterator[object]:
    """The constants of an expression, negative numbers included; none of a source that does not parse."""
    try:
        tree = ast.parse(source.strip(), mode="eval")
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, int | float | str)
            and node.value not in ("", 0, 1)
        ):
            yield node.value
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.Constant):
            yield ast.literal_eval(node)
