"""Parts of strings: characters, slices, pieces between separators, and joining them again."""

from __future__ import annotations

from pytest_aurora.language.component import Library
from pytest_aurora.language.components.guards import CHARACTERS, Value, refuse
from pytest_aurora.problem.values import FrozenDict

LIBRARY = Library()
add = LIBRARY.add


def _joined(separator: str, texts: Value) -> str:
    refuse(len(separator) * len(texts) > CHARACTERS)
    return separator.join(texts)


def _pairs(text: str, outer: str, inner: str) -> FrozenDict:
    return FrozenDict(part.split(inner) for part in text.split(outer))


def _sliding(text: str, size: int) -> Value:
    refuse(size < 1 or len(text) * size > CHARACTERS)
    return tuple(text[i : i + size] for i in range(len(text) - size + 1))


def _pieces(text: str, size: int) -> Value:
    refuse(size < 1)
    return tuple(text[i : i + size] for i in range(0, len(text), size))


# fmt: off
add("at:str", "str, int -> str", 2, lambda s, i: s[i], "{0}[{1}]", "character first last initial")
add("take:str", "str, int -> str", 2, lambda s, i: s[:i], "{0}[:{1}]", "first prefix truncate")
add("drop:str", "str, int -> str", 2, lambda s, i: s[i:], "{0}[{1}:]", "last suffix after rest remove")
add("slice:str", "str, leaf int, leaf int -> str", 3, lambda s, i, j: s[i:j], "{0}[{1}:{2}]",
    "between slice substring middle")
add("step:str", "str, leaf int -> str", 4, lambda s, k: s[::k], "{0}[::{1}]", "every other alternate")
add("step:str:from", "str, leaf int, leaf int -> str", 5, lambda s, i, k: s[i::k], "{0}[{1}::{2}]",
    "every other alternate odd position")
add("without:str", "str, int -> str", 6, lambda s, i: s[:i] + s[i + 1 :], "{0}[:{1}] + {0}[{1} + 1:]",
    "remove delete index position character", scoped=False)
add("rotate:str", "str, int -> str", 6, lambda s, i: s[i:] + s[:i], "{0}[{1}:] + {0}[:{1}]",
    "rotate shift cyclic left", scoped=False)

add("split", "str -> list[str]", 2, lambda s: tuple(s.split()), "{0}.split()", "word split token")
add("split:on", "str, leaf str -> list[str]", 2, lambda s, d: tuple(s.split(d)), "{0}.split({1})",
    "split separate delimiter field part")
add("split:once", "str, leaf str -> list[str]", 5, lambda s, d: tuple(s.split(d, 1)), "{0}.split({1}, 1)",
    "split first once", scoped=False)
add("rsplit:once", "str, leaf str -> list[str]", 5, lambda s, d: tuple(s.rsplit(d, 1)), "{0}.rsplit({1}, 1)",
    "split last once", scoped=False)
add("splitlines", "str -> list[str]", 4, lambda s: tuple(s.splitlines()), "{0}.splitlines()", "line")
add("chars", "str -> list[str]", 3, tuple, "list({0})", "character letter list")
add("partition", "str, leaf str -> tuple[str, str, str]", 6, str.partition, "{0}.partition({1})",
    "partition split separate", scoped=False)
add("before", "str, leaf str -> str", 3, lambda s, d: s.partition(d)[0], "{0}.partition({1})[0]",
    "before first until prefix")
add("after", "str, leaf str -> str", 3, lambda s, d: s.partition(d)[2], "{0}.partition({1})[2]", "after rest")
add("before:last", "str, leaf str -> str", 3, lambda s, d: s.rpartition(d)[0], "{0}.rpartition({1})[0]", "before last")
add("after:last", "str, leaf str -> str", 3, lambda s, d: s.rpartition(d)[2], "{0}.rpartition({1})[2]",
    "after last suffix extension")
add("path:stem", "str -> str", 4, lambda s: s.split("/")[-1].rsplit(".", 1)[0],
    '{0}.split("/")[-1].rsplit(".", 1)[0]', "name stem without folder", named="extension path file")
add("between:str", "str, const str, const str -> str", 5, lambda s, a, b: s.partition(a)[2].partition(b)[0],
    "{0}.partition({1})[2].partition({2})[0]", "between inside", scoped=False)
add("chunks:str", "str, leaf int -> list[str]", 5, _pieces, "[{0}[i : i + {1}] for i in range(0, len({0}), {1})]",
    "chunk group piece block split every size", scoped=False)
add("windows:str", "str, leaf int -> list[str]", 6, _sliding,
    "[{0}[i : i + {1}] for i in range(len({0}) - {1} + 1)]", "window slide substring gram consecutive", scoped=False)
add("sorted:str", "str -> list[str]", 3, lambda s: tuple(sorted(s)), "sorted({0})", "sort order anagram alphabet")
add("set:str", "str -> set[str]", 3, frozenset, "set({0})", "distinct unique different character")
add("unique:str", "str -> list[str]", 5, lambda s: tuple(dict.fromkeys(s)), "list(dict.fromkeys({0}))",
    "unique distinct duplicate order")
add("dict:text", "str, const str, const str -> dict[str, str]", 7, _pairs,
    "dict(part.split({2}) for part in {0}.split({1}))", "key value pair parse query header config dictionary",
    scoped=False)

add("join", "leaf str, list[str] -> str", 2, _joined, "{0}.join({1})", "join concatenate separate together",
    grows=True)
add("join:spread", "leaf str, str -> str", 5, _joined, "{0}.join({1})", "separate between character", grows=True)
add("split:commas", "str -> list[str]", 6, lambda s: tuple(part.strip() for part in s.split(",")),
    '[part.strip() for part in {0}.split(",")]', "comma separate list field csv", scoped=False)
add("ints:text", "str -> list[int]", 5, lambda s: tuple(map(int, s.split())), "list(map(int, {0}.split()))",
    "number integer space parse", scoped=False)
