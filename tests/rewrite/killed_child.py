"""Write or undo, in one process after another, each killed one step later: `killed_child.py FOLDER write|undo`.

For every step there is a folder of its own; the process that comes through prints how many were killed.
"""

import os
import shutil
import signal
import sys
from pathlib import Path

from pytest_aurora.rewrite.disk import Disk
from pytest_aurora.rewrite.undo import undo
from pytest_aurora.rewrite.write import write_file

OLD = b"def f(x): ...\n"
NEW = b"def f(x):\n    return x\n"


class DyingDisk(Disk):
    """Kills its process before, in the middle of, or after a step."""

    def __init__(self, steps):
        self.steps = steps

    def _tick(self):
        self.steps -= 1
        if self.steps < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def create(self, path, like):
        self._tick()
        descriptor = super().create(path, like)
        self._tick()
        return descriptor

    def write(self, descriptor, data):
        super().write(descriptor, data[: len(data) // 2])
        self._tick()
        super().write(descriptor, data[len(data) // 2 :])
        self._tick()

    def sync(self, descriptor):
        super().sync(descriptor)
        self._tick()

    def replace(self, source, target):
        super().replace(source, target)
        self._tick()

    def sync_folder(self, folder):
        super().sync_folder(folder)
        self._tick()

    def remove(self, path):
        super().remove(path)
        self._tick()


def attempt(what, root, disk):
    file, state = root / "shop.py", root / "state"
    if what == "write":
        write_file(file, OLD, NEW, root=root, state=state, run="run-1", disk=disk)
    elif what == "create":
        write_file(root / "new.py", None, NEW, root=root, state=state, run="run-1", disk=disk)
    else:
        undo(state, root, disk=disk)


def prepare(what, root):
    root.mkdir()
    (root / "shop.py").write_bytes(OLD)
    if what == "undo":
        attempt("write", root, Disk())
        attempt("create", root, Disk())
    return root


def survives(what, root, steps):
    child = os.fork()
    if child == 0:
        attempt(what, root, DyingDisk(steps))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or status == 0, status
    return status == 0


def main(folder, what):
    prepared, steps = prepare(what, Path(folder, "prepared")), 0
    while not survives(what, shutil.copytree(prepared, Path(folder, str(steps))), steps):
        steps += 1
    print(steps)


if __name__ == "__main__":
    main(*sys.argv[1:])
