"""Strings."""

from __future__ import annotations

import re
from typing import Any

from pytest_aurora.language.component import Library

LIBRARY = Library()
add = LIBRARY.add

LONGEST = 20_000
"""Characters a string of the search may have."""


def repeated(text: str, times: int) -> str:
    """`text * times`, refused when it would be long.

    Raises:
        ValueError: too long.
    """
    if len(text) * times > LONGEST:
        raise ValueError("too long")
    return text * times


def _width(width: int) -> int:
    if width > 1000:
        raise ValueError("too wide")
    return width


def findall(pattern: str) -> Any:
    """A function that finds all matches of a pattern."""
    find = re.compile(pattern).findall
    return lambda s: tuple(find(s))


def substitute(pattern: str, replacement: str) -> Any:
    """A function that replaces all matches of a pattern."""
    replace = re.compile(pattern).sub
    return lambda s: replace(replacement, s)


add("upper", "str -> str", 2, str.upper, "{0}.upper()", "upper uppercase capital letters")
add("lower", "str -> str", 2, str.lower, "{0}.lower()", "lower lowercase insensitive ignoring case")
add("title", "str -> str", 2, str.title, "{0}.title()", "title capitalize each word proper case")
add("capitalize", "str -> str", 2, str.capitalize, "{0}.capitalize()", "capitalize first sentence")
add("swapcase", "str -> str", 4, str.swapcase, "{0}.swapcase()", "swap case toggle invert")
add("strip", "str -> str", 2, str.strip, "{0}.strip()", "strip trim whitespace spaces leading trailing")
add("lstrip", "str -> str", 3, str.lstrip, "{0}.lstrip()", "leading strip trim left")
add("rstrip", "str -> str", 3, str.rstrip, "{0}.rstrip()", "trailing strip trim right")
add("strip:chars", "str, const str -> str", 3, str.strip, "{0}.strip({1})", "strip trim")
add("lstrip:chars", "str, const str -> str", 3, str.lstrip, "{0}.lstrip({1})", "leading strip zeros")
add("rstrip:chars", "str, const str -> str", 3, str.rstrip, "{0}.rstrip({1})", "trailing strip")
add("removeprefix", "str, leaf str -> str", 3, str.removeprefix, "{0}.removeprefix({1})", "prefix remove without")
add(
    "removesuffix",
    "str, leaf str -> str",
    3,
    str.removesuffix,
    "{0}.removesuffix({1})",
    "suffix remove without extension",
)
add("len:str", "str -> int", 1, len, "len({0})", "length long characters size count")
add("reverse:str", "str -> str", 2, lambda s: s[::-1], "{0}[::-1]", "reverse reversed backwards palindrome mirror")
add("split", "str -> list[str]", 2, lambda s: tuple(s.split()), "{0}.split()", "words split word tokens")
add(
    "split:on",
    "str, leaf str -> list[str]",
    2,
    lambda s, d: tuple(s.split(d)),
    "{0}.split({1})",
    "split separated delimiter fields parts",
)
add("splitlines", "str -> list[str]", 4, lambda s: tuple(s.splitlines()), "{0}.splitlines()", "lines line")
add("chars", "str -> list[str]", 3, tuple, "list({0})", "characters letters list")
add(
    "join",
    "leaf str, list[str] -> str",
    2,
    str.join,
    "{0}.join({1})",
    "join joined concatenate separated together",
    grows=True,
)
add(
    "before",
    "str, leaf str -> str",
    3,
    lambda s, d: s.partition(d)[0],
    "{0}.partition({1})[0]",
    "before first until prefix",
)
add("after", "str, leaf str -> str", 3, lambda s, d: s.partition(d)[2], "{0}.partition({1})[2]", "after rest")
add("before:last", "str, leaf str -> str", 3, lambda s, d: s.rpartition(d)[0], "{0}.rpartition({1})[0]", "before last")
add(
    "after:last",
    "str, leaf str -> str",
    3,
    lambda s, d: s.rpartition(d)[2],
    "{0}.rpartition({1})[2]",
    "after last suffix extension",
)
add(
    "replace",
    "str, leaf str, leaf str -> str",
    3,
    lambda s, a, b: s.replace(a, b) if len(s) < LONGEST else s,
    "{0}.replace({1}, {2})",
    "replace substitute change swap",
    grows=True,
)
add(
    "remove",
    "str, leaf str -> str",
    3,
    lambda s, a: s.replace(a, ""),
    '{0}.replace({1}, "")',
    "remove delete without strip drop",
)
add(
    "replace:first",
    "str, const str, const str -> str",
    5,
    lambda s, a, b: s.replace(a, b, 1),
    "{0}.replace({1}, {2}, 1)",
    "replace first",
)
add("count:str", "str, leaf str -> int", 2, str.count, "{0}.count({1})", "count number occurrences times many")
add("find", "str, leaf str -> int", 3, str.index, "{0}.index({1})", "find index position first")
add("rfind", "str, leaf str -> int", 4, str.rindex, "{0}.rindex({1})", "find last position index")
add(
    "contains",
    "str, str -> bool",
    2,
    lambda a, b: a in b,
    "{0} in {1}",
    "contains in substring includes has present vowel",
)
add("startswith", "str, leaf str -> bool", 3, str.startswith, "{0}.startswith({1})", "starts begins prefix start")
add("endswith", "str, leaf str -> bool", 3, str.endswith, "{0}.endswith({1})", "ends suffix end")
add("isdigit", "str -> bool", 3, str.isdigit, "{0}.isdigit()", "digit digits number numeric")
add("isalpha", "str -> bool", 3, str.isalpha, "{0}.isalpha()", "letter letters alphabetic")
add("isalnum", "str -> bool", 3, str.isalnum, "{0}.isalnum()", "alphanumeric letters digits punctuation")
add("isupper", "str -> bool", 3, str.isupper, "{0}.isupper()", "upper uppercase capital")
add("islower", "str -> bool", 3, str.islower, "{0}.islower()", "lower lowercase")
add("isspace", "str -> bool", 3, str.isspace, "{0}.isspace()", "space whitespace blank")
add("at:str", "str, int -> str", 2, lambda s, i: s[i], "{0}[{1}]", "character first last initial")
add("take:str", "str, int -> str", 2, lambda s, i: s[:i], "{0}[:{1}]", "first prefix truncate")
add("drop:str", "str, int -> str", 2, lambda s, i: s[i:], "{0}[{1}:]", "last suffix after rest remove")
add(
    "slice:str",
    "str, leaf int, leaf int -> str",
    3,
    lambda s, i, j: s[i:j],
    "{0}[{1}:{2}]",
    "between slice substring middle",
)
add("step:str", "str, leaf int -> str", 4, lambda s, k: s[::k], "{0}[::{1}]", "every other alternate")
add("repeat:str", "str, int -> str", 3, repeated, "{0} * {1}", "repeat times copies", grows=True)
add(
    "sorted:str", "str -> list[str]", 3, lambda s: tuple(sorted(s)), "sorted({0})", "sorted sort order anagram alphabet"
)
add("set:str", "str -> set[str]", 3, frozenset, "set({0})", "distinct unique different characters")
add("zfill", "str, leaf int -> str", 4, lambda s, w: s.zfill(_width(w)), "{0}.zfill({1})", "pad zeros leading width")
add(
    "rjust",
    "str, leaf int -> str",
    5,
    lambda s, w: s.rjust(_width(w)),
    "{0}.rjust({1})",
    "pad right align justify width",
)
add(
    "ljust",
    "str, leaf int -> str",
    5,
    lambda s, w: s.ljust(_width(w)),
    "{0}.ljust({1})",
    "pad left align justify width",
)
add("center", "str, leaf int -> str", 5, lambda s, w: s.center(_width(w)), "{0}.center({1})", "center centre pad width")
add(
    "rjust:fill",
    "str, leaf int, const str -> str",
    5,
    lambda s, w, c: s.rjust(_width(w), c),
    "{0}.rjust({1}, {2})",
    "pad fill mask left",
)
add(
    "ljust:fill",
    "str, leaf int, const str -> str",
    5,
    lambda s, w, c: s.ljust(_width(w), c),
    "{0}.ljust({1}, {2})",
    "pad fill right",
)
add(
    "normalize:spaces",
    "str -> str",
    4,
    lambda s: " ".join(s.split()),
    '" ".join({0}.split())',
    "whitespace spaces collapse extra normalize",
)

_PATTERNS = {
    r"\d+": (3, "numbers number digits integers"),
    r"[A-Z]": (4, "capital uppercase letters initials"),
    r"[A-Za-z]+": (4, "words letters"),
    r"\w+": (4, "words tokens"),
    r"[a-z]+": (5, "lowercase words"),
    r"[A-Z]+": (5, "uppercase capital"),
    r"[A-Z][a-z]*": (5, "camel pascal case words capitalized"),
    r"[A-Z][a-z]+": (5, "names capitalized words"),
    r"[A-Z]?[a-z]+|[A-Z]+|\d+": (6, "camel snake kebab case words identifier"),
    r"\d+\.\d+": (5, "decimal price float number version"),
    r"\d+(?:\.\d+)?": (5, "decimal price number amount numbers"),
    r"-?\d+": (5, "negative number numbers integers signed"),
    r"\d": (4, "digit digits"),
    r"[A-Za-z]": (5, "letters letter"),
    r"[^\W\d_]+": (6, "words letters"),
    r"\S+": (6, "tokens words"),
    r"\W+": (6, "punctuation separators"),
    r"[A-Za-z0-9]+": (5, "alphanumeric words tokens slug"),
    r"#\w+": (6, "hashtag tag tags"),
    r"@\w+": (6, "mention handle user"),
    r"[\w.+-]+@[\w-]+\.[\w.-]+": (6, "email mail address addresses"),
    r"https?://\S+": (6, "url link links urls"),
    r'"([^"]*)"': (6, "quoted quotes between"),
    r"'([^']*)'": (6, "quoted quotes between"),
    r"\(([^)]*)\)": (5, "parentheses brackets between inside"),
    r"\[([^\]]*)\]": (5, "brackets between inside"),
    r"<([^>]*)>": (5, "angle tags between inside html"),
}  # fmt: skip
for _pattern, (_cost, _words) in _PATTERNS.items():
    _quoted = f"r'{_pattern}'" if '"' in _pattern else f'r"{_pattern}"'
    add(
        f"find_all:{_pattern}",
        "str -> list[str]",
        _cost,
        findall(_pattern),
        f"re.findall({_quoted}, {{0}})",
        _words,
        imports="import re",
    )

_REMOVALS = {
    r"\D": (4, "digits only numbers keep nondigit non"),
    r"\d": (4, "digits remove numbers without"),
    r"[^A-Za-z]": (5, "letters only keep remove non alphabetic"),
    r"\W": (5, "punctuation remove special nonalphanumeric alphanumeric"),
    r"[^\w\s]": (5, "punctuation remove special"),
    r"\s+": (4, "whitespace spaces remove"),
    r"[aeiou]": (5, "vowels remove without disemvowel"),
    r"[aeiouAEIOU]": (5, "vowels remove without disemvowel"),
    r"[A-Z]": (5, "uppercase capital remove"),
    r"[a-z]": (5, "lowercase remove"),
    r"[^A-Z]": (5, "uppercase capital only initials acronym abbreviation"),
    r"[^a-z]": (6, "lowercase only"),
    r"[^A-Za-z0-9]": (5, "alphanumeric only remove punctuation special"),
    r"[^a-z0-9]": (6, "alphanumeric only remove punctuation"),
    r"\([^)]*\)": (5, "parentheses remove brackets"),
    r"\s*\([^)]*\)": (6, "parentheses remove brackets"),
    r"<[^>]*>": (5, "tags html remove strip"),
    r"\.0*$": (7, "trailing zeros"),
}  # fmt: skip
for _pattern, (_cost, _words) in _REMOVALS.items():
    add(
        f"remove:{_pattern}",
        "str -> str",
        _cost,
        substitute(_pattern, ""),
        f're.sub(r"{_pattern}", "", {{0}})',
        _words,
        imports="import re",
    )

_SUBSTITUTIONS = {
    (r"\s+", " "): (4, "whitespace spaces collapse extra multiple single"),
    (r"\s+", "-"): (5, "slug spaces hyphen dash"),
    (r"\s+", "_"): (5, "spaces underscore snake"),
    (r"[^a-z0-9]+", "-"): (5, "slug url hyphen"),
    (r"\W+", "-"): (5, "slug url hyphen"),
    (r"\W+", "_"): (5, "snake underscore identifier"),
    (r"\W+", " "): (5, "words punctuation space"),
    (r"(?<!^)(?=[A-Z])", "_"): (6, "camel snake case underscore"),
    (r"(?<!^)(?=[A-Z])", " "): (6, "camel case spaces words"),
    (r"(?<!^)(?=[A-Z])", "-"): (6, "camel kebab case"),
    (r"(.)\1+", r"\1"): (6, "consecutive repeated duplicate collapse"),
    (r"\d", "*"): (6, "mask digits"),
    (r"\d", "#"): (6, "mask digits"),
    (r"\w", "*"): (6, "mask"),
}  # fmt: skip
for (_pattern, _new), (_cost, _words) in _SUBSTITUTIONS.items():
    _shown = f'r"{_new}"' if "\\" in _new else f'"{_new}"'
    add(
        f"sub:{_pattern}:{_new}",
        "str -> str",
        _cost,
        substitute(_pattern, _new),
        f're.sub(r"{_pattern}", {_shown}, {{0}})',
        _words,
        imports="import re",
    )
