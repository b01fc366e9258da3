"""Strings as a whole: case, trimming, padding, questions about their characters."""

from __future__ import annotations

import base64
import html
import string
import textwrap
import unicodedata
import urllib.parse

from pytest_aurora.language.component import Library
from pytest_aurora.language.components.guards import CHARACTERS, Value, refuse, repeated_text, short, width

LIBRARY = Library()
add = LIBRARY.add

_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)


def _replaced(text: str, old: str, new: str) -> str:
    refuse(len(text) * (len(new) + 1) > CHARACTERS * 20)
    return text.replace(old, new)


def _translated(text: str, old: str, new: str) -> str:
    return text.translate(str.maketrans(old, new))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _wrapped(text: str, columns: int) -> Value:
    return tuple(textwrap.wrap(short(text), columns))


def _tabs_expanded(text: str, size: int) -> str:
    refuse(size > 16)
    return short(text).expandtabs(size)


def _occurrences(text: str, part: str) -> int:
    return sum(text.startswith(part, i) for i in range(len(text)))


def _indented(text: str, prefix: str) -> str:
    refuse(len(prefix) > 80)
    return textwrap.indent(short(text), prefix)


# fmt: off
add("upper", "str -> str", 2, str.upper, "{0}.upper()", "upper uppercase capital letter")
add("lower", "str -> str", 2, str.lower, "{0}.lower()", "lower lowercase insensitive ignoring case")
add("title", "str -> str", 2, str.title, "{0}.title()", "title capitalize each word proper case")
add("capitalize", "str -> str", 2, str.capitalize, "{0}.capitalize()", "capitalize first sentence")
add("swapcase", "str -> str", 4, str.swapcase, "{0}.swapcase()", "swap case toggle invert")
add("casefold", "str -> str", 7, str.casefold, "{0}.casefold()", "casefold insensitive ignoring case")
add("capwords", "str -> str", 6, string.capwords, "string.capwords({0})", "capitalize each word title",
    imports="import string")
add("strip", "str -> str", 2, str.strip, "{0}.strip()", "strip trim whitespace space lead trail")
add("lstrip", "str -> str", 3, str.lstrip, "{0}.lstrip()", "lead strip trim left")
add("rstrip", "str -> str", 3, str.rstrip, "{0}.rstrip()", "trail strip trim right")
add("strip:chars", "str, const str -> str", 3, str.strip, "{0}.strip({1})", "strip trim")
add("lstrip:chars", "str, const str -> str", 3, str.lstrip, "{0}.lstrip({1})", "lead strip zero")
add("rstrip:chars", "str, const str -> str", 3, str.rstrip, "{0}.rstrip({1})", "trail strip")
add("lstrip:zeros", "str -> str", 5, lambda s: s.lstrip("0"), '{0}.lstrip("0")', "lead zero")
add("removeprefix", "str, leaf str -> str", 3, str.removeprefix, "{0}.removeprefix({1})", "prefix remove without")
add("removesuffix", "str, leaf str -> str", 3, str.removesuffix, "{0}.removesuffix({1})",
    "suffix remove without extension")
add("len:str", "str -> int", 1, len, "len({0})", "length long character size count")
add("reverse:str", "str -> str", 2, lambda s: s[::-1], "{0}[::-1]", "reverse backward palindrome mirror")
add("replace", "str, leaf str, leaf str -> str", 3, _replaced, "{0}.replace({1}, {2})",
    "replace substitute change swap", grows=True)
add("remove", "str, leaf str -> str", 3, lambda s, a: s.replace(a, ""), '{0}.replace({1}, "")',
    "remove delete without strip drop")
add("replace:first", "str, const str, const str -> str", 5, lambda s, a, b: s.replace(a, b, 1),
    "{0}.replace({1}, {2}, 1)", "replace first")
add("translate", "str, const str, const str -> str", 7, _translated, "{0}.translate(str.maketrans({1}, {2}))",
    "translate map character complement swap", scoped=False)
add("unpunctuated", "str -> str", 6, lambda s: s.translate(_NO_PUNCTUATION),
    '{0}.translate(str.maketrans("", "", string.punctuation))', "punctuation remove", imports="import string")
add("repeat:str", "str, int -> str", 3, repeated_text, "{0} * {1}", "repeat times copy", grows=True)
add("normalize:spaces", "str -> str", 4, lambda s: " ".join(s.split()), '" ".join({0}.split())',
    "whitespace space collapse extra normalize")

add("zfill", "str, leaf int -> str", 4, lambda s, w: s.zfill(width(w)), "{0}.zfill({1})", "pad zero lead width")
for _name, _words in {
    "rjust": "pad right align justify width", "ljust": "pad left align justify width",
    "center": "center centre pad width",
}.items():
    _function = getattr(str, _name)
    add(_name, "str, leaf int -> str", 5, lambda s, w, pad=_function: pad(s, width(w)),
        f"{{0}}.{_name}({{1}})", _words)
    add(f"{_name}:fill", "str, leaf int, const str -> str", 5 if _name != "center" else 6,
        lambda s, w, c, pad=_function: pad(s, width(w), c), f"{{0}}.{_name}({{1}}, {{2}})",
        f"{_words} fill mask")

add("count:str", "str, leaf str -> int", 2, str.count, "{0}.count({1})", "count number occurrence times many")
add("count:overlapping", "str, leaf str -> int", 3, _occurrences,
    "sum({0}.startswith({1}, i) for i in range(len({0})))", "count number occurrence times many", named="overlap")
add("find", "str, leaf str -> int", 3, str.index, "{0}.index({1})", "find index position first")
add("rfind", "str, leaf str -> int", 4, str.rindex, "{0}.rindex({1})", "find last position index")
add("find:or", "str, leaf str -> int", 4, str.find, "{0}.find({1})", "find position missing index substring")
add("contains", "str, str -> bool", 2, lambda a, b: a in b, "{0} in {1}",
    "contain substring include present vowel")
add("startswith", "str, leaf str -> bool", 3, str.startswith, "{0}.startswith({1})", "start begin prefix")
add("endswith", "str, leaf str -> bool", 3, str.endswith, "{0}.endswith({1})", "end suffix")
for _name, _cost, _words in (
    ("isdigit", 3, "digit number numeric"), ("isalpha", 3, "letter alphabetic"),
    ("isalnum", 3, "alphanumeric letter digit punctuation"), ("isupper", 3, "upper uppercase capital"),
    ("islower", 3, "lower lowercase"), ("isspace", 3, "space whitespace blank"),
    ("isidentifier", 7, "identifier valid variable name"), ("isdecimal", 7, "decimal digit"),
    ("istitle", 7, "title capitalize"), ("isascii", 7, "ascii"),
):
    add(_name, "str -> bool", _cost, getattr(str, _name), f"{{0}}.{_name}()", _words)

add("plain", "str -> str", 7, _plain, 'unicodedata.normalize("NFKD", {0}).encode("ascii", "ignore").decode()',
    "accent diacritic ascii unicode", imports="import unicodedata")
add("wrap", "str, leaf int -> list[str]", 6, _wrapped, "textwrap.wrap({0}, {1})", "wrap width line column",
    imports="import textwrap", scoped=False)
add("fill", "str, leaf int -> str", 7, lambda s, w: textwrap.fill(short(s), w), "textwrap.fill({0}, {1})",
    "wrap fill width line column", imports="import textwrap", scoped=False)
add("shorten", "str, leaf int, const str -> str", 7,
    lambda s, w, p: textwrap.shorten(short(s), w, placeholder=p), "textwrap.shorten({0}, {1}, placeholder={2})",
    "shorten truncate ellipsis width", imports="import textwrap", scoped=False)
add("dedent", "str -> str", 7, lambda s: textwrap.dedent(short(s)), "textwrap.dedent({0})", "dedent indentation indent",
    imports="import textwrap", scoped=False)
add("indent", "str, const str -> str", 7, _indented, "textwrap.indent({0}, {1})", "indent line prefix",
    imports="import textwrap", scoped=False)
add("expandtabs", "str, leaf int -> str", 7, _tabs_expanded,
    "{0}.expandtabs({1})", "tab expand", scoped=False)

for _name, _function, _source, _words in (
    ("html:escape", html.escape, "html.escape({0})", "html escape entity"),
    ("html:unescape", html.unescape, "html.unescape({0})", "html unescape entity"),
    ("quote", urllib.parse.quote, "urllib.parse.quote({0})", "url encode percent quote"),
    ("quote_plus", urllib.parse.quote_plus, "urllib.parse.quote_plus({0})", "url encode query quote"),
    ("unquote", urllib.parse.unquote, "urllib.parse.unquote({0})", "url decode percent unquote"),
    ("url:host", lambda s: urllib.parse.urlsplit(s).netloc, "urllib.parse.urlsplit({0}).netloc",
     "url domain host link site"),
    ("url:path", lambda s: urllib.parse.urlsplit(s).path, "urllib.parse.urlsplit({0}).path", "url path link"),
    ("url:query", lambda s: urllib.parse.urlsplit(s).query, "urllib.parse.urlsplit({0}).query", "url query link"),
    ("url:scheme", lambda s: urllib.parse.urlsplit(s).scheme, "urllib.parse.urlsplit({0}).scheme",
     "url scheme protocol link"),
    ("base64:encode", lambda s: base64.b64encode(s.encode()).decode(), "base64.b64encode({0}.encode()).decode()",
     "base64 encode"),
    ("base64:decode", lambda s: base64.b64decode(s).decode(), "base64.b64decode({0}).decode()", "base64 decode"),
):
    add(_name, "str -> str", 7, _function, _source, _words,
        imports="import urllib.parse" if "urllib" in _source else f"import {_source.partition('.')[0]}")
