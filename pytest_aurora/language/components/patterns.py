"""Regular expressions for what texts are often made of."""

from __future__ import annotations

import re

from pytest_aurora.language.component import Library
from pytest_aurora.language.components.guards import Function, short

LIBRARY = Library()
add = LIBRARY.add


def findall(pattern: str) -> Function:
    """A function that finds all matches of a pattern."""
    find = re.compile(pattern).findall
    return lambda s: tuple(find(short(s)))


def substitute(pattern: str, replacement: str) -> Function:
    """A function that replaces all matches of a pattern."""
    replace = re.compile(pattern).sub
    return lambda s: replace(replacement, short(s))


def fullmatch(pattern: str) -> Function:
    """A function that says whether a pattern matches a whole text."""
    match = re.compile(pattern).fullmatch
    return lambda s: match(short(s)) is not None


CONTROLS = {"\n": r"\n", "\r": r"\r", "\t": r"\t", "\f": r"\f", "\v": r"\v"}


def quoted(pattern: str) -> str:
    """A raw string literal of a pattern, in double quotes where it can be; line breaks and the like are escaped."""
    for char, escape in CONTROLS.items():
        pattern = pattern.replace("\\" + char, escape).replace(char, escape)
    if '"' not in pattern:
        return f'r"{pattern}"'
    return f"r'{pattern}'" if "'" not in pattern else repr(pattern)


# fmt: off
FOUND = {
    r"\d+": (3, "number digit integer"),
    r"[A-Z]": (4, "capital uppercase letter initial"),
    r"[A-Za-z]+": (4, "word letter"),
    r"\w+": (4, "word token"),
    r"[a-z]+": (5, "lowercase word"),
    r"[A-Z]+": (5, "uppercase capital"),
    r"[A-Z][a-z]*": (5, "camel pascal case word capitalize"),
    r"[A-Z][a-z]+": (5, "name capitalize word"),
    r"[A-Z]?[a-z]+|[A-Z]+|\d+": (6, "camel snake kebab case word identifier"),
    r"\d+\.\d+": (5, "decimal price float number version"),
    r"\d+(?:\.\d+)?": (5, "decimal price number amount"),
    r"-?\d+": (5, "negative number integer sign"),
    r"-?\d+(?:\.\d+)?": (6, "negative decimal number float"),
    r"\d[\d,]*": (6, "number thousand comma amount population"),
    r"[\d,.]+": (6, "number thousand comma amount price"),
    r"\d": (4, "digit"),
    r"[A-Za-z]": (5, "letter"),
    r"[^\W\d_]+": (6, "word letter"),
    r"\S+": (6, "token word"),
    r"\W+": (6, "punctuation separator"),
    r"[A-Za-z0-9]+": (5, "alphanumeric word token slug"),
    r"[A-Za-z']+": (6, "word apostrophe"),
    r"#\w+": (6, "hashtag tag"),
    r"@\w+": (6, "mention handle user"),
    r"[\w.+-]+@[\w-]+\.[\w.-]+": (6, "email mail address"),
    r"https?://\S+": (6, "url link"),
    r"\d{4}-\d{2}-\d{2}": (6, "date iso day"),
    r"\d{1,2}:\d{2}": (6, "time hour clock"),
    r"\$\d+(?:\.\d+)?": (6, "price dollar amount"),
    r"\b\d{4}\b": (6, "year digit four"),
    r'"([^"]*)"': (6, "quote between string"),
    r"'([^']*)'": (6, "quote between string"),
    r"\(([^)]*)\)": (5, "parenthes parentheses bracket between inside"),
    r"\[([^\]]*)\]": (5, "bracket between inside"),
    r"\{([^}]*)\}": (6, "brace bracket placeholder template"),
    r"<([^>]*)>": (5, "angle tag between inside html"),
}
for _pattern, (_cost, _words) in FOUND.items():
    add(f"find_all:{_pattern}", "str -> list[str]", _cost, findall(_pattern),
        f"re.findall({quoted(_pattern)}, {{0}})", _words, imports="import re")

REMOVED = {
    r"\D": (4, "digit only number keep"),
    r"\d": (4, "digit remove number without"),
    r"[^A-Za-z]": (5, "letter only keep remove alphabetic"),
    r"\W": (5, "punctuation remove special nonalphanumeric alphanumeric"),
    r"[^\w\s]": (5, "punctuation remove special"),
    r"\s+": (4, "whitespace space remove"),
    r"[aeiou]": (5, "vowel remove without disemvowel"),
    r"[aeiouAEIOU]": (5, "vowel remove without disemvowel"),
    r"[A-Z]": (5, "uppercase capital remove"),
    r"[a-z]": (5, "lowercase remove"),
    r"[^A-Z]": (5, "uppercase capital only initial acronym abbreviation"),
    r"[^a-z]": (6, "lowercase only"),
    r"[^A-Za-z0-9]": (5, "alphanumeric only remove punctuation special"),
    r"[^a-z0-9]": (6, "alphanumeric only remove punctuation"),
    r"[^\d.]": (6, "number amount price decimal only"),
    r"\([^)]*\)": (5, "parenthes parentheses remove bracket"),
    r"\s*\([^)]*\)": (6, "parenthes parentheses remove bracket"),
    r"<[^>]*>": (5, "tag html remove strip"),
    r"^0+": (6, "lead zero remove"),
    r"\.0*$": (7, "trail zero"),
    r"\.?0+$": (7, "trail zero"),
    r"#.*": (7, "comment remove"),
}
SUBSTITUTED = {
    **{(pattern, ""): values for pattern, values in REMOVED.items()},
    (r"\s+", " "): (4, "whitespace space collapse extra multiple single"),
    (r" +", " "): (6, "space collapse extra multiple single"),
    (r"\s+", "-"): (5, "slug space hyphen dash"),
    (r"\s+", "_"): (5, "space underscore snake"),
    (r"[^a-z0-9]+", "-"): (5, "slug url hyphen"),
    (r"\W+", "-"): (5, "slug url hyphen"),
    (r"\W+", "_"): (5, "snake underscore identifier"),
    (r"\W+", " "): (5, "word punctuation space"),
    (r"[-_\s]+", " "): (6, "snake kebab identifier word case"),
    (r"(?<!^)(?=[A-Z])", "_"): (6, "camel snake case underscore"),
    (r"(?<!^)(?=[A-Z])", " "): (6, "camel case space word"),
    (r"(?<!^)(?=[A-Z])", "-"): (6, "camel kebab case"),
    (r"([a-z0-9])([A-Z])", r"\1_\2"): (7, "camel snake case underscore"),
    (r"(.)\1+", r"\1"): (6, "consecutive repeat duplicate collapse"),
    (r"\d", "*"): (6, "mask digit hide"),
    (r"\d", "#"): (6, "mask digit hide"),
    (r"\w", "*"): (6, "mask hide"),
    (r"\d(?=\d{4})", "*"): (7, "mask digit hide last four card"),
}
for (_pattern, _new), (_cost, _words) in SUBSTITUTED.items():
    _shown = quoted(_new) if "\\" in _new else f'"{_new}"'
    add(f"resub:{_pattern}:{_new}", "str -> str", _cost, substitute(_pattern, _new),
        f"re.sub({quoted(_pattern)}, {_shown}, {{0}})", _words, imports="import re")

SHAPES = {
    r"\d+": "digit number valid only",
    r"[A-Za-z]+": "letter valid only alphabetic",
    r"[a-z]+(_[a-z]+)*": "snake lowercase underscore valid",
    r"[\w.+-]+@[\w-]+\.[\w.-]+": "email mail address valid",
    r"\d{4}-\d{2}-\d{2}": "date valid iso",
    r"([01]\d|2[0-3]):[0-5]\d": "time valid clock hour",
    r"#[0-9A-Fa-f]{6}": "hex color colour valid",
    r"\d{5}(-\d{4})?": "zip postal code valid",
    r"[01]+": "binary valid",
    r"-?\d+(\.\d+)?": "number numeric decimal valid",
}
for _pattern, _words in SHAPES.items():
    add(f"fullmatch:{_pattern}", "str -> bool", 7, fullmatch(_pattern),
        f"re.fullmatch({quoted(_pattern)}, {{0}}) is not None", _words, imports="import re")

SPLIT = {
    r"\W+": "word punctuation",
    r"[,;]\s*": "comma semicolon separate delimiter",
    r"\s*,\s*": "comma separate list",
    r"(?<=[.!?])\s+": "sentence",
    r"[-_\s]+": "word snake kebab identifier",
    r"(?=[A-Z])": "uppercase camel capital",
}
for _pattern, _words in SPLIT.items():
    add(f"resplit:{_pattern}", "str -> list[str]", 6,
        lambda s, split=re.compile(_pattern).split: tuple(split(short(s))),
        f"re.split({quoted(_pattern)}, {{0}})", f"split {_words}", imports="import re")
