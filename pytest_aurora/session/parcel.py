"""Values that cross between two processes, both of which know the names of a module."""

from __future__ import annotations

import io
import pickle
from collections.abc import Mapping
from types import FunctionType


def pack(value: object, namespace: Mapping[str, object]) -> bytes:
    """The value, in which the module's classes and functions are names.

    Raises:
        Exception: something in it cannot be pickled.
    """
    file = io.BytesIO()
    _Packer(file, namespace).dump(value)
    return file.getvalue()


def unpack(data: bytes, namespace: Mapping[str, object]) -> object:
    """The value, with the classes and functions of this process."""
    return _Unpacker(io.BytesIO(data), namespace).load()


class _Packer(pickle.Pickler):
    def __init__(self, file: io.BytesIO, namespace: Mapping[str, object]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._names = {id(v): name for name, v in namespace.items() if isinstance(v, type | FunctionType)}

    def persistent_id(self, obj: object) -> str | None:
        return self._names.get(id(obj))


class _Unpacker(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, namespace: Mapping[str, object]) -> None:
        super().__init__(file)
        self._namespace = namespace

    def persistent_load(self, pid: str) -> object:
        return self._namespace[pid]
