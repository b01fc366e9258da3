"""Bytes."""

from __future__ import annotations

import binascii
import operator

from pytest_aurora.language.component import Library
from pytest_aurora.language.components.guards import CHARACTERS, refuse

LIBRARY = Library()
add = LIBRARY.add


def _joined(a: bytes, b: bytes) -> bytes:
    refuse(len(a) + len(b) > CHARACTERS)
    return a + b


def _repeated(data: bytes, times: int) -> bytes:
    refuse(len(data) * times > CHARACTERS)
    return data * times


def _replaced(data: bytes, old: bytes, new: bytes) -> bytes:
    refuse(len(data) * (len(new) + 1) > CHARACTERS)
    return data.replace(old, new)


def _to_bytes(number: int, size: int) -> bytes:
    refuse(size > 64)
    return number.to_bytes(size, "big")


def _from_bytes(data: bytes) -> int:
    refuse(len(data) > 32)
    return int.from_bytes(data, "big")


# fmt: off
add("encode", "str -> bytes", 2, lambda s: s.encode(), "{0}.encode()", "encode byte utf")
add("decode", "bytes -> str", 2, lambda b: b.decode(), "{0}.decode()", "decode text string utf")
add("encode:ascii", "str -> bytes", 6, lambda s: s.encode("ascii"), '{0}.encode("ascii")', "encode ascii byte")
add("bytes:hex", "bytes -> str", 3, lambda b: b.hex(), "{0}.hex()", "hex hexadecimal dump")
add("bytes:fromhex", "str -> bytes", 3, bytes.fromhex, "bytes.fromhex({0})", "hex hexadecimal parse")
add("len:bytes", "bytes -> int", 1, len, "len({0})", "length size byte count number")
add("at:bytes", "bytes, int -> int", 2, operator.getitem, "{0}[{1}]", "byte first last index")
add("take:bytes", "bytes, int -> bytes", 2, lambda b, i: b[:i], "{0}[:{1}]", "first prefix head")
add("drop:bytes", "bytes, int -> bytes", 2, lambda b, i: b[i:], "{0}[{1}:]", "last rest after skip payload")
add("slice:bytes", "bytes, leaf int, leaf int -> bytes", 3, lambda b, i, j: b[i:j], "{0}[{1}:{2}]", "slice between")
add("step:bytes", "bytes, leaf int -> bytes", 3, lambda b, k: b[::k], "{0}[::{1}]", "every other alternate step")
add("reversed:bytes", "bytes -> bytes", 2, lambda b: b[::-1], "{0}[::-1]", "reverse endian backward")
add("concat:bytes", "bytes, bytes -> bytes", 2, _joined, "{0} + {1}", "join concatenate append", grows=True)
add("repeat:bytes", "bytes, int -> bytes", 3, _repeated, "{0} * {1}", "repeat times", grows=True)
add("list:bytes", "bytes -> list[int]", 3, tuple, "list({0})", "list number value")
add("bytes:list", "list[int] -> bytes", 3, bytes, "bytes({0})", "byte convert")
add("bytes:chr", "int -> bytes", 4, lambda n: bytes((n,)), "bytes([{0}])", "byte single")
add("sum:bytes", "bytes -> int", 3, sum, "sum({0})", "checksum sum total")
add("count:bytes", "bytes, const bytes -> int", 3, bytes.count, "{0}.count({1})", "count occurrence")
add("in:bytes", "bytes, bytes -> bool", 3, lambda a, b: a in b, "{0} in {1}", "contain in")
add("startswith:bytes", "bytes, const bytes -> bool", 3, bytes.startswith, "{0}.startswith({1})", "start magic prefix")
add("replace:bytes", "bytes, const bytes, const bytes -> bytes", 4,
    _replaced, "{0}.replace({1}, {2})", "replace")
add("strip:bytes", "bytes -> bytes", 3, bytes.strip, "{0}.strip()", "strip trim")
add("split:bytes", "bytes, const bytes -> list[bytes]", 3, lambda b, x: tuple(b.split(x)), "{0}.split({1})", "split")
add("upper:bytes", "bytes -> bytes", 3, bytes.upper, "{0}.upper()", "upper")
add("lower:bytes", "bytes -> bytes", 3, bytes.lower, "{0}.lower()", "lower")
add("int:bytes", "bytes -> int", 4, _from_bytes, 'int.from_bytes({0}, "big")', "integer number big endian")
add("bytes:int", "int, leaf int -> bytes", 5, _to_bytes, '{0}.to_bytes({1}, "big")', "byte big endian pack")
add("crc32", "bytes -> int", 6, binascii.crc32, "binascii.crc32({0})", "crc checksum", imports="import binascii")
