"""What has a name: properties of words and lists that a spec can only mean when it says so."""

from __future__ import annotations

import itertools
import re
import string
from operator import ne

from pytest_aurora.language.component import Library
from pytest_aurora.language.components.groups import sublists
from pytest_aurora.language.components.guards import ITEMS, Function, Items, refuse, short

LIBRARY = Library()
add = LIBRARY.add

ITERTOOLS, RE, STRING = "import itertools", "import re", "import string"


def _substituted(pattern: str, change: Function) -> Function:
    replace = re.compile(pattern).sub
    return lambda text: replace(change, short(text))


def _decoded(text: str) -> str:
    refuse(any(len(count) > 3 for count in re.findall(r"\d+", short(text))))
    return re.sub(r"(\d+)(\D)", lambda match: match[2] * int(match[1]), text)


def _is_balanced(text: str, opening: str, closing: str) -> bool:
    refuse(len(text) > 200)
    return text.count(opening) == text.count(closing) and _depth(text, opening, closing, min) == 0


def _depth(text: str, opening: str, closing: str, extreme: Function = max) -> int:
    refuse(len(text) > 200)
    return int(extreme(text[:i].count(opening) - text[:i].count(closing) for i in range(len(text) + 1)))


def _ciphered(text: str, places: int) -> str:
    return "".join(_shifted_in_case(c, places) if c.isalpha() else c for c in short(text))


def _shifted_in_case(letter: str, places: int) -> str:
    base = ord("A" if letter.isupper() else "a")
    return chr((ord(letter) - base + places) % 26 + base)


def _is_address(text: str) -> bool:
    parts = text.split(".")
    return len(parts) == 4 and all(part.isdigit() and len(part) < 99 and int(part) < 256 for part in parts)


def _shifted(letter: str, places: int) -> str:
    return chr((ord(letter) - ord("a") + places) % 26 + ord("a"))


def _subsets(items: Items) -> tuple[Items, ...]:
    refuse(len(items) > 8)
    return tuple(c for size in range(len(items) + 1) for c in itertools.combinations(items, size))


def _pair_sums(numbers: Items) -> Items:
    refuse(len(numbers) > 30)
    return tuple(map(sum, itertools.combinations(numbers, 2)))


def _inversions(items: Items) -> int:
    refuse(len(items) > 60)
    return sum(a > b for a, b in itertools.combinations(items, 2))


def _in_order(items: Items, within: Items) -> bool:
    rest = iter(within)
    return all(item in rest for item in items)


def _is_within(items: Items, within: Items) -> bool:
    refuse(len(items) * len(within) > ITEMS)
    return any(within[i : i + len(items)] == items for i in range(len(within) - len(items) + 1))


def _prefix(texts: Items) -> str:
    columns = itertools.takewhile(lambda letters: len(set(letters)) == 1, zip(*texts, strict=False))
    return "".join(letters[0] for letters in columns)


def _multiplied(a: Items, b: Items) -> Items:
    refuse(len(a) * len(b) > ITEMS)
    return tuple(
        tuple(sum(x * y for x, y in zip(row, column, strict=False)) for column in zip(*b, strict=False)) for row in a
    )


_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_DIGITS = [
    ["", one, one * 2, one * 3, one + five, five, five + one, five + one * 2, five + one * 3, one + ten]
    for one, five, ten in ("CDM", "XLC", "IVX")
]


def _shown(value: object) -> str:
    """A table's source."""
    return repr(value).replace("'", '"')


def _of_roman(values: Items) -> int:
    return sum(-a if a < b else a for a, b in zip(values, (*values[1:], 0), strict=False))


def _as_roman(n: int) -> str:
    refuse(not 0 <= n < 4000)
    hundreds, tens, ones = (digits[n // place % 10] for digits, place in zip(_ROMAN_DIGITS, (100, 10, 1), strict=True))
    return "M" * (n // 1000) + hundreds + tens + ones


# fmt: off
add("all_hex", "str -> bool", 4, lambda s: all(c in string.hexdigits for c in s),
    "all(char in string.hexdigits for char in {0})", "digit valid", named="hex hexadecimal", imports=STRING)
for _name, _place, _words in (("largest", -2, "biggest highest maximum"), ("smallest", 1, "lowest minimum")):
    add(f"second:{_name}", "list[T] -> T", 5, lambda xs, place=_place: sorted(set(xs))[place],
        f"sorted(set({{0}}))[{_place}]", f"{_name} {_words}", named="second runner")
add("palindrome", "str -> bool", 3, lambda s: s == s[::-1], "{0} == {0}[::-1]", named="palindrome")
add("anagram", "str, str -> bool", 3, lambda a, b: sorted(a) == sorted(b), "sorted({0}) == sorted({1})",
    "permutation rearrange", named="anagram", commutative=True)
add("pangram", "str -> bool", 3, lambda s: set(string.ascii_lowercase) <= set(s.lower()),
    "set(string.ascii_lowercase) <= set({0}.lower())", named="pangram alphabet", imports=STRING)
add("all_different:str", "str -> bool", 3, lambda s: len(set(s)) == len(s), "len(set({0})) == len({0})",
    "character letter", named="isogram unique distinct different duplicate repeat")
add("all_different", "list[T] -> bool", 3, lambda xs: len(set(xs)) == len(xs), "len(set({0})) == len({0})",
    "element all", named="unique distinct different duplicate repeat")
add("vowels", "str -> int", 3, lambda s: sum(c in "aeiouAEIOU" for c in s),
    'sum(char in "aeiouAEIOU" for char in {0})', "count number", named="vowel")
add("is_vowel", "str -> bool", 2, lambda c: c in "aeiouAEIOU", '{0} in "aeiouAEIOU"', named="vowel consonant")
for _name, _named in (("upper", "uppercase upper capital"), ("lower", "lowercase lower"), ("digit", "digit"),
                      ("alpha", "letter alphabet")):
    _is = getattr(str, f"is{_name}")
    add(f"count:{_name}", "str -> int", 4, lambda s, test=_is: sum(map(test, s)), f"sum(map(str.is{_name}, {{0}}))",
        "count number", named=_named)
for _name, _named in (("upper", "uppercase upper capital"), ("lower", "lowercase lower"), ("digit", "digit number"),
                      ("alpha", "letter")):
    _is = getattr(str, f"is{_name}")
    add(f"any:{_name}", "str -> bool", 5, lambda s, test=_is: any(map(test, s)),
        f"any(map(str.is{_name}, {{0}}))", "contain include least", named=_named)
add("any:symbol", "str -> bool", 5, lambda s: any(c in string.punctuation for c in s),
    "any(char in string.punctuation for char in {0})", "contain include least", named="special symbol",
    imports=STRING)
add("letter:shifted", "str, int -> str", 4, _shifted, 'chr((ord({0}) - ord("a") + {1}) % 26 + ord("a"))', "shift",
    named="caesar cipher rotate encrypt decrypt encode decode")

add("is_sorted", "list[T] -> bool", 3, lambda xs: xs == tuple(sorted(xs)), "{0} == sorted({0})",
    "ascending increasing order", named="sort ascending increasing order monotonic")
add("subsets", "list[T] -> list[list[T]]", 4, _subsets,
    "[list(c) for size in range(len({0}) + 1) for c in itertools.combinations({0}, size)]", "all",
    named="subset powerset combination subsequence", imports=ITERTOOLS, scoped=False)
add("sublists:sums", "list[int] -> list[int]", 4, lambda xs: tuple(map(sum, sublists(xs))),
    "[sum({0}[i:j]) for i in range(len({0})) for j in range(i + 1, len({0}) + 1)]", "sum largest contiguous",
    named="subarray sublist contiguous", scoped=False)
add("pairs:sums", "list[int] -> list[int]", 4, _pair_sums,
    "[a + b for a, b in itertools.combinations({0}, 2)]", "sum", named="pair", imports=ITERTOOLS, scoped=False)
add("inversions", "list[T] -> int", 3, _inversions, "sum(a > b for a, b in itertools.combinations({0}, 2))", "count",
    named="inversion", imports=ITERTOOLS, scoped=False)
for _type in ("str", "list[T]"):
    add(f"in_order:{_type}", f"{_type}, {_type} -> bool", 3, _in_order,
        "all(item in rest for rest in [iter({1})] for item in {0})", "appear", named="subsequence")
add("contiguous", "list[T], list[T] -> bool", 3, _is_within,
    "any({1}[i : i + len({0})] == {0} for i in range(len({1}) - len({0}) + 1))", "list run neighbour part occur",
    named="sublist contiguous contain consecutive subarray within", scoped=False)
for _type in ("str", "list[T]"):
    add(f"hamming:{_type}", f"{_type}, {_type} -> int", 4, lambda a, b: sum(map(ne, a, b)),
        "sum(x != y for x, y in zip({0}, {1}))", "distance count position", named="hamming differ mismatch",
        commutative=True)
add("prefix:common", "list[str] -> str", 4, _prefix,
    '"".join(letters[0] for letters in itertools.takewhile(lambda letters: len(set(letters)) == 1, zip(*{0})))',
    "common longest share all", named="prefix begin start", imports=ITERTOOLS, scoped=False)
add("prefix:shared", "str, str -> str", 4, lambda a, b: _prefix((a, b)),
    '"".join(x for x, _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip({0}, {1})))',
    "common longest share", named="prefix begin start", imports=ITERTOOLS, scoped=False)
add("rotated:clockwise", "list[list[T]] -> list[list[T]]", 3, lambda rows: tuple(zip(*rows[::-1], strict=False)),
    "list(map(list, zip(*{0}[::-1])))", "matrix", named="rotate clockwise", scoped=False)
add("multiplied:matrix", "list[list[int]], list[list[int]] -> list[list[int]]", 3, _multiplied,
    "[[sum(x * y for x, y in zip(row, column)) for column in zip(*{1})] for row in {0}]", "multiply product",
    named="matrix matrices", scoped=False)
add("diagonal", "list[list[T]] -> list[T]", 3, lambda rows: tuple(row[i] for i, row in enumerate(rows)),
    "[row[i] for i, row in enumerate({0})]", "matrix", named="diagonal trace", scoped=False)
add("anagram:case", "str, str -> bool", 4, lambda a, b: sorted(a.lower()) == sorted(b.lower()),
    "sorted({0}.lower()) == sorted({1}.lower())", "insensitive ignore", named="anagram", commutative=True)
for _pattern, _separators in (("-", "kebab dash hyphen"), ("_", "snake underscore"), (r"[-_\s]+", "word delimiter")):
    add(f"camel:{_pattern}", "str -> str", 4, _substituted(rf"{_pattern}(\w)", lambda match: match[1].upper()),
        f're.sub(r"{_pattern}(\\w)", lambda match: match[1].upper(), {{0}})', _separators, named="camel pascal",
        imports=RE)
add("run:encoded", "str -> str", 4,
    lambda s: "".join(str(len(list(group))) + key for key, group in itertools.groupby(s)),
    '"".join(str(len(list(group))) + key for key, group in itertools.groupby({0}))', "length", imports=ITERTOOLS,
    named="run compress encode")
add("run:encoded:after", "str -> str", 4,
    lambda s: "".join(key + str(len(list(group))) for key, group in itertools.groupby(s)),
    '"".join(key + str(len(list(group))) for key, group in itertools.groupby({0}))', "length", imports=ITERTOOLS,
    named="run compress encode")
add("run:encoded:single", "str -> str", 4,
    _substituted(r"(.)\1+", lambda match: str(len(match[0])) + match[1]),
    're.sub(r"(.)\\1+", lambda match: str(len(match[0])) + match[1], {0})', "length", imports=RE,
    named="run compress encode")
add("run:decoded", "str -> str", 4, _decoded, 're.sub(r"(\\d+)(\\D)", lambda match: match[2] * int(match[1]), {0})',
    "length", imports=RE, named="run decompress decode expand")
add("balanced", "str, const str, const str -> bool", 3, _is_balanced,
    "{0}.count({1}) == {0}.count({2}) and all({0}[:i].count({1}) >= {0}[:i].count({2}) for i in range(len({0})))",
    "correct match", named="balance bracket parenthesis parentheses", scoped=False)
add("depth", "str, const str, const str -> int", 3, _depth,
    "max({0}[:i].count({1}) - {0}[:i].count({2}) for i in range(len({0}) + 1))", "deepest level nested",
    named="depth nest bracket parenthesis parentheses", scoped=False)
add("ciphered", "str, leaf int -> str", 3, _ciphered,
    '"".join(chr((ord(c) - ord(base) + {1}) % 26 + ord(base)) if c.isalpha() else c'
    ' for c in {0} for base in ["A" if c.isupper() else "a"])',
    "shift rotate rotational", named="caesar cipher rotate encrypt decrypt encode decode shift", scoped=False)
add("atbash", "str -> str", 4,
    lambda s: s.translate(str.maketrans(string.ascii_lowercase, string.ascii_lowercase[::-1])),
    "{0}.translate(str.maketrans(string.ascii_lowercase, string.ascii_lowercase[::-1]))", named="atbash",
    imports=STRING)
add("is_address", "str -> bool", 4, _is_address,
    'len({0}.split(".")) == 4 and all(part.isdigit() and int(part) < 256 for part in {0}.split("."))', "valid",
    named="ip ipv4 address")

add("roman:values", "str -> list[int]", 3, lambda s: tuple(_ROMAN[char] for char in short(s)),
    f"[{_shown(_ROMAN)}[char] for char in {{0}}]", "numeral", named="roman", scoped=False)
add("roman:sum", "list[int] -> int", 3, _of_roman, "sum(-a if a < b else a for a, b in zip({0}, {0}[1:] + [0]))",
    "numeral", named="roman", scoped=False)
add("roman:write", "int -> str", 4, _as_roman,
    f'"M" * ({{0}} // 1000) + {_shown(_ROMAN_DIGITS[0])}[{{0}} // 100 % 10]'
    f" + {_shown(_ROMAN_DIGITS[1])}[{{0}} // 10 % 10] + {_shown(_ROMAN_DIGITS[2])}[{{0}} % 10]",
    "numeral", named="roman", scoped=False)
add("is_monotonic", "list[T] -> bool", 4, lambda xs: list(xs) in (sorted(xs), sorted(xs, reverse=True)),
    "{0} in (sorted({0}), sorted({0}, reverse=True))", "increasing decreasing", named="monotonic monotonically")
add("ends:swapped", "list[T] -> list[T]", 4, lambda xs: (*xs[-1:], *xs[1:-1], *xs[:1]),
    "{0}[-1:] + {0}[1:-1] + {0}[:1]", "first last", named="swap exchange interchange", scoped=False)
add("rescaled", "list[float] -> list[float]", 4, lambda xs: tuple((x - min(xs)) / (max(xs) - min(xs)) for x in xs),
    "[(x - min({0})) / (max({0}) - min({0})) for x in {0}]", "unit smallest largest", named="rescale normalize scale",
    scoped=False)
add("deviation", "list[float] -> float", 4,
    lambda xs: sum(abs(x - sum(xs) / len(xs)) for x in xs) / len(xs),
    "sum(abs(x - sum({0}) / len({0})) for x in {0}) / len({0})", "mean absolute", named="deviation", scoped=False)
add("manhattan", "tuple[int, int], tuple[int, int] -> int", 3,
    lambda a, b: abs(a[0] - b[0]) + abs(a[1] - b[1]),
    "sum(abs(x - y) for x, y in zip({0}, {1}))", "distance", named="manhattan taxicab")
