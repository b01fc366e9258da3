"""Values as JSON and back, exactly: what is not of one of these very types does not pass.

Imported by the child by path, so it knows the standard library only.
"""

from __future__ import annotations

import enum
import sys
from collections import Counter, OrderedDict, defaultdict, deque
from json import dumps

TYPE_CHECKING = False
if TYPE_CHECKING:  # without `typing` the child starts some milliseconds earlier
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    Json = Any
    Value = Any  # a value whose class the code has looked at
    ClassKey = tuple[str, str]  # module and qualified name of a class

MAX_DEPTH = 100
ITEM = 10
MAX_PLAIN_INT = 1 << 53


class WireError(ValueError):
    """A value that cannot be sent, or a text that no value was made into."""


class Encoder:
    """Makes JSON of values.

    Args:
        classes: enum, dataclass and named-tuple classes whose instances may be sent, with their names.
        size: how many characters may be sent; an item counts as ten.
    """

    def __init__(self, classes: Mapping[type, ClassKey], size: int = 1 << 23) -> None:
        self.classes = classes
        self.left = size

    def encode(self, value: object, depth: int = 0) -> Json:
        """The JSON form of `value`; sets come in a canonical order.

        Raises:
            WireError: it is too large, too deep, or of a type that is not sent; the message is the type's name.
        """
        self._pay(ITEM)
        if depth > MAX_DEPTH:
            raise WireError("a value that is nested too deep")
        cls = type(value)
        if value is None or cls is bool:
            return value
        scalar = _SCALARS.get(cls)
        if scalar is not None:
            return self._sized(scalar(value))
        if cls in _CONTAINERS:
            return [_CONTAINERS[cls], self._items(cls, value, depth + 1)]
        if cls in self.classes:
            return ["object", *self.classes[cls], self._state(cls, value, depth + 1)]
        return self._sized(_encode_library(cls, value, lambda inner: self.encode(inner, depth + 1)))

    def _pay(self, amount: int) -> None:
        self.left -= amount
        if self.left < 0:
            raise WireError("a value that is too large")

    def _sized(self, encoded: Json) -> Json:
        texts = encoded if type(encoded) is list else [encoded]
        self._pay(sum(len(text) for text in texts if type(text) is str or type(text) is list))
        return encoded

    def _items(self, cls: type, value: Value, depth: int) -> list[Json]:
        if cls in _MAPPINGS:
            return [[self.encode(key, depth), self.encode(item, depth)] for key, item in value.items()]
        items = [self.encode(item, depth) for item in value]
        return sorted(items, key=dumps) if cls in (set, frozenset) else items

    def _state(self, cls: Value, value: Value, depth: int) -> Json:
        if isinstance(cls, enum.EnumMeta):
            name = value._name_
            return (
                ["name", name] if cls.__members__.get(name) is value else ["value", self.encode(value._value_, depth)]
            )
        if issubclass(cls, tuple):
            return ["tuple", [self.encode(item, depth) for item in tuple.__iter__(value)]]
        fields = [name for name in cls.__dataclass_fields__ if hasattr(value, name)]
        return ["fields", [[name, self.encode(getattr(value, name), depth)] for name in fields]]


def _encode_str(value: str) -> Json:
    return value if value.isascii() or not _has_surrogate(value) else ["str", [ord(character) for character in value]]


def _has_surrogate(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return True
    return False


def _encode_float(value: float) -> Json:
    return value if value - value == 0 else ["float", repr(value)]


_SCALARS: dict[type, Callable[[Any], Json]] = {
    str: _encode_str,
    int: lambda value: value if abs(value) < MAX_PLAIN_INT else ["int", hex(value)],
    float: _encode_float,
    bytes: lambda value: ["bytes", value.hex()],
    bytearray: lambda value: ["bytearray", value.hex()],
    complex: lambda value: ["complex", repr(value.real), repr(value.imag)],
    range: lambda value: ["range", hex(value.start), hex(value.stop), hex(value.step)],
    type(...): lambda _: ["..."],
}
_MAPPINGS: tuple[type, ...] = (dict, OrderedDict, Counter, defaultdict)
_CONTAINERS: dict[type, str] = {
    cls: cls.__name__ for cls in (tuple, list, set, frozenset, deque, *_MAPPINGS)
}  # fmt: skip


def _encode_library(cls: type, value: Value, encode: Callable[[object], Json]) -> Json:
    """Values of modules that are loaded only if somebody needed them."""
    home = sys.modules.get(cls.__module__)
    if home is None or getattr(home, cls.__name__, None) is not cls:
        raise WireError(cls.__name__)
    match f"{cls.__module__}.{cls.__name__}":
        case "decimal.Decimal":
            return ["Decimal", str(value)]
        case "fractions.Fraction":
            return ["Fraction", hex(value.numerator), hex(value.denominator)]
        case "datetime.date":
            return ["date", value.isoformat()]
        case "datetime.timedelta":
            return ["timedelta", value.days, value.seconds, value.microseconds]
        case "datetime.timezone":
            return ["timezone", encode(value.utcoffset(None)), value.tzname(None)]
        case "datetime.time" | "datetime.datetime":
            return [cls.__name__, value.replace(tzinfo=None).isoformat(), value.fold, encode(value.tzinfo)]
    raise WireError(cls.__name__)


# --- and back -----------------------------------------------------------------------------------------------------


def decode(form: Json, build: Callable[[ClassKey, Json], object]) -> Value:
    """The value that `form` was made of.

    Args:
        form: what `Encoder.encode` gave.
        build: makes an instance of one of the user's classes from its name and its state.

    Raises:
        WireError: nothing was made into that form.
    """
    try:
        return _decode(form, build)
    except WireError:
        raise
    except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, RecursionError) as error:
        raise WireError(f"an unreadable value: {error}") from error


def _decode(form: Json, build: Callable[[ClassKey, Json], object]) -> Value:
    if type(form) is not list:
        return form
    tag, *parts = form
    if tag in _FROM_PARTS:
        return _FROM_PARTS[tag](*parts)
    if tag == "object":
        return build((parts[0], parts[1]), parts[2])
    if tag in _DATED:
        return _decode_dated(tag, parts, build)
    if tag in ("dict", "OrderedDict", "Counter", "defaultdict"):
        pairs = {_decode(key, build): _decode(item, build) for key, item in parts[0]}
        return defaultdict(None, pairs) if tag == "defaultdict" else _CLASSES[tag](pairs)
    return _CLASSES[tag](_decode(item, build) for item in parts[0])


def _decode_dated(tag: str, parts: list[Json], build: Callable[[ClassKey, Json], object]) -> object:
    import datetime

    if tag == "timedelta":
        return datetime.timedelta(*parts)
    if tag == "timezone":
        offset = _decode(parts[0], build)
        plain = datetime.timezone(offset)
        return plain if plain.tzname(None) == parts[1] else datetime.timezone(offset, parts[1])
    cls = getattr(datetime, tag)
    if tag == "date":
        return cls.fromisoformat(parts[0])
    return cls.fromisoformat(parts[0]).replace(fold=parts[1], tzinfo=_decode(parts[2], build))


def _decode_decimal(text: str) -> object:
    from decimal import Decimal

    return Decimal(text)


def _decode_fraction(numerator: str, denominator: str) -> object:
    from fractions import Fraction

    return Fraction(int(numerator, 16), int(denominator, 16))


_DATED = frozenset({"date", "time", "datetime", "timedelta", "timezone"})
_CLASSES: dict[str, Any] = {name: cls for cls, name in _CONTAINERS.items()}
_FROM_PARTS: dict[str, Callable[..., object]] = {
    "str": lambda codes: "".join(map(chr, codes)),
    "int": lambda text: int(text, 16),
    "float": float,
    "bytes": bytes.fromhex,
    "bytearray": bytearray.fromhex,
    "complex": lambda real, imag: complex(float(real), float(imag)),
    "range": lambda *ends: range(*(int(end, 16) for end in ends)),
    "...": lambda: ...,
    "Decimal": _decode_decimal,
    "Fraction": _decode_fraction,
}


# --- instances of the user's classes -------------------------------------------------------------------------------


def is_sendable_class(cls: object) -> bool:
    """Whether instances of `cls` can be sent: an enum, a dataclass or a named tuple."""
    if not isinstance(cls, type):
        return False
    named = issubclass(cls, tuple) and hasattr(cls, "_fields")
    return isinstance(cls, enum.EnumMeta) or named or "__dataclass_fields__" in vars(cls)


def class_key(cls: type) -> ClassKey:
    """How a class is named on the wire."""
    return cls.__module__, cls.__qualname__


def build_instance(cls: Value, state: Json, decode_part: Callable[[Json], object]) -> object:
    """An instance from its state, without running the class's own `__init__`."""
    kind, content = state
    if kind == "name":
        return cls[content]
    if kind == "value":
        return cls(decode_part(content))
    if kind == "tuple":
        return tuple.__new__(cls, map(decode_part, content))
    instance = object.__new__(cls)
    for name, part in content:
        object.__setattr__(instance, name, decode_part(part))
    return instance


def builder(classes: Iterable[type]) -> Callable[[ClassKey, Json], object]:
    """Builds instances of `classes` by their names.

    Raises (the function returned):
        WireError: another class is named.
    """
    known = {class_key(cls): cls for cls in classes}

    def build(key: ClassKey, state: Json) -> object:
        if key not in known:
            raise WireError(f"an instance of {key[1]}")
        return build_instance(known[key], state, lambda part: decode(part, build))

    return build
