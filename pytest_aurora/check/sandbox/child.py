"""The child of the sandbox: run by path in a fresh interpreter; reads a request, writes a line of JSON for each step.

Lines: `["ready", why it is not confined]` (or `["weak", why]` and no more, when that is not enough), then `["called",
index, outcome, arguments after]` for each call; at any time `["stopped", reason]`.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import types

TYPE_CHECKING = False
if TYPE_CHECKING:  # without `typing` the child starts some milliseconds earlier
    from collections.abc import Callable
    from typing import Any

    Json = Any
MAX_MESSAGE = 500


def main() -> None:
    """Serve the one request on standard input; the result pipe's descriptor is the first argument."""
    import confine  # type: ignore[import-not-found]
    import wire  # type: ignore[import-not-found]

    del sys.path[0]
    del sys.modules["confine"], sys.modules["wire"]
    request = json.load(sys.stdin)
    _Session(int(sys.argv[1]), request, confine, wire).serve()


class _Session:
    def __init__(self, pipe: int, request: dict[str, Json], confine: types.ModuleType, wire: types.ModuleType) -> None:
        self.pipe, self.request, self.confine, self.wire = pipe, request, confine, wire
        self.dumps = json.dumps

    def serve(self) -> None:
        """Load the module and make the calls, confined."""
        limits, source, before = self.request["limits"], self.request["source"], self.request["before"]
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        readable = [*sys.path, *self.confine.library_folders(), *self.request["path"], os.getcwd()]
        sys.path[:0] = self.request["path"]
        module = None if before is None else self._load(before)
        self.confine.limit_resources(limits["memory"], limits["seconds"])
        weakness = self.confine.confine(readable)
        sys.addaudithook(self._alarm)
        if weakness and self.request["strong"]:
            self._say(["weak", weakness])
            os._exit(1)
        self._say(["ready", weakness])
        self._run(module if module is not None and before == source else self._load(source))

    def _load(self, source: str) -> types.ModuleType:
        name = self.request["module"]
        parent = name.rpartition(".")[0]
        module = types.ModuleType(name)
        module.__file__, module.__package__ = self.request["filename"], parent
        try:
            if parent:
                importlib.import_module(parent)
            sys.modules[name] = module
            exec(compile(source, self.request["filename"], "exec", dont_inherit=True), module.__dict__)
        except BaseException as error:
            self._stop(f"the module could not be loaded: {type(error).__name__}: {str(error)[:MAX_MESSAGE]}")
        return module

    def _run(self, module: types.ModuleType) -> None:
        classes = {cls: self.wire.class_key(cls) for cls in self._classes()}
        build = self.wire.builder(classes)
        function = _find(module, self.request["function"])
        if function is None:
            self._stop(f"{module.__name__} has no {self.request['function']}")
        for index in self.request["order"]:
            encoder = self.wire.Encoder(classes, self.request["limits"]["size"])
            try:
                given = self.wire.decode(self.request["calls"][index], build)
            except self.wire.WireError as error:
                self._say(["called", index, ["unsupported", f"argument: {error}"], ""])
                continue
            outcome = self._call(function, given, encoder)
            self._say(["called", index, outcome, self._after(given, encoder)])

    def _after(self, given: Json, encoder: Json) -> Json:
        try:
            return encoder.encode(given)
        except self.wire.WireError as error:
            return str(error)

    def _classes(self) -> list[type]:
        """The classes of the request that are here too; instances of the others do not cross."""
        found = [_find(sys.modules.get(module), name) for module, name in self.request["classes"]]
        return [cls for cls in found if self.wire.is_sendable_class(cls)]

    def _call(self, function: Callable[..., object], given: Json, encoder: Json) -> Json:
        arguments, keywords = given
        try:
            return ["returned", encoder.encode(function(*arguments, **keywords))]
        except self.wire.WireError as error:
            return ["unsupported", str(error)]
        except BaseException as error:  # foreign code may raise anything, and all of it is an outcome
            return ["raised", type(error).__name__, encoder.encode(str(error)[:MAX_MESSAGE])]

    def _alarm(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.confine.is_alarming(event, arguments):
            self._stop(f"alarm: {event} {arguments[0]!r:.80}" if arguments else f"alarm: {event}")

    def _stop(self, reason: str) -> None:
        self._say(["stopped", reason])
        os._exit(1)

    def _say(self, line: Json) -> None:
        data = self.dumps(line).encode() + b"\n"
        while data:
            data = data[os.write(self.pipe, data) :]


def _find(home: object, name: str) -> Json:
    for part in name.split("."):
        home = getattr(home, part, None)
    return home


if __name__ == "__main__":
    main()
