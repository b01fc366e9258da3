"""Bits and bases."""

from __future__ import annotations

import operator

from pytest_aurora.language.component import Library
from pytest_aurora.language.components.guards import Function, refuse, shifted

LIBRARY = Library()
add = LIBRARY.add


def based(base: int | None = None) -> Function:
    """`int` for texts whose digits are of a base; long texts are refused."""

    def parse(text: str, radix: int) -> int:
        refuse(len(text) > 400)
        return int(text, radix)

    return parse if base is None else lambda text: parse(text, base)


# fmt: off
add("bin", "int -> str", 5, lambda n: format(n, "b"), "{0}", "binary bit base", spec="b")
add("hex", "int -> str", 6, lambda n: format(n, "x"), "{0}", "hex hexadecimal base", spec="x")
add("hex:upper", "int -> str", 6, lambda n: format(n, "X"), "{0}", "hex hexadecimal base", spec="X")
add("hex:byte", "int -> str", 7, lambda n: format(n, "02x"), "{0}", "hex hexadecimal byte color colour rgb", spec="02x")
add("hex:byte:upper", "int -> str", 7, lambda n: format(n, "02X"), "{0}", "hex hexadecimal byte color colour rgb",
    spec="02X")
add("oct", "int -> str", 6, lambda n: format(n, "o"), "{0}", "octal base", spec="o")
add("bin:byte", "int -> str", 7, lambda n: format(n, "08b"), "{0}", "binary byte bit", spec="08b")
add("bin:prefixed", "int -> str", 7, bin, "bin({0})", "binary")
add("hex:prefixed", "int -> str", 7, hex, "hex({0})", "hex hexadecimal")
add("int:base2", "str -> int", 5, based(2), "int({0}, 2)", "binary bit base")
add("int:base8", "str -> int", 7, based(8), "int({0}, 8)", "octal base permission")
add("int:base16", "str -> int", 5, based(16), "int({0}, 16)", "hex hexadecimal base")
add("int:base", "str, leaf int -> int", 6, based(), "int({0}, {1})", "base radix", scoped=False)
add("bitand", "int, int -> int", 5, operator.and_, "{0} & {1}", "bit bitwise mask set", commutative=True)
add("bitor", "int, int -> int", 5, operator.or_, "{0} | {1}", "bit bitwise set flag", commutative=True)
add("bitxor", "int, int -> int", 5, operator.xor, "{0} ^ {1}", "xor exclusive bit toggle", commutative=True)
add("bitnot", "int -> int", 7, operator.invert, "~{0}", "complement invert bit bitwise")
add("lshift", "int, int -> int", 5, shifted, "{0} << {1}", "shift left bit", grows=True)
add("rshift", "int, int -> int", 5, operator.rshift, "{0} >> {1}", "shift right bit")
add("bit:at", "int, int -> int", 7, lambda n, i: n >> i & 1, "{0} >> {1} & 1", "bit position")
add("bit_length", "int -> int", 6, int.bit_length, "{0}.bit_length()", "bit length")
add("popcount", "int -> int", 6, lambda n: bin(n).count("1"), 'bin({0}).count("1")', "bit set one binary count")
add("lowest_bit", "int -> int", 7, lambda n: n & -n, "{0} & -{0}", "lowest rightmost bit")
add("without_lowest_bit", "int -> int", 7, lambda n: n & (n - 1), "{0} & ({0} - 1)", "power two bit")
