"""The seccomp filters, run as the kernel runs them: those of machines that no test runs on, too."""

from __future__ import annotations

import errno
import os
import struct

import pytest

from pytest_aurora.check.sandbox import confine

ALLOWED, REFUSED, KILLED = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
OPENING = {"x86_64": ((2, 1), (257, 2)), "aarch64": ((56, 2),)}
"""open and openat, and which argument holds the flags."""
HARMFUL = {
    "x86_64": {
        "fork": 57, "vfork": 58, "clone": 56, "clone3": 435, "execve": 59, "execveat": 322, "kill": 62, "tkill": 200,
        "tgkill": 234, "pidfd_send_signal": 424, "ptrace": 101, "process_vm_writev": 311, "socket": 41, "connect": 42,
        "sendto": 44, "sendmsg": 46, "bind": 49, "listen": 50, "unlink": 87, "unlinkat": 263, "rename": 82,
        "renameat2": 316, "mkdir": 83, "mkdirat": 258, "rmdir": 84, "creat": 85, "link": 86, "symlink": 88,
        "chmod": 90, "fchmod": 91, "chown": 92, "truncate": 76, "ftruncate": 77, "fallocate": 285, "utimensat": 280,
        "openat2": 437, "open_by_handle_at": 304, "memfd_create": 319, "io_uring_setup": 425, "prctl": 157,
        "seccomp": 317, "setrlimit": 160, "prlimit64": 302, "mount": 165, "bpf": 321, "userfaultfd": 323, "ioctl": 16,
    },
    "aarch64": {
        "clone": 220, "clone3": 435, "execve": 221, "execveat": 281, "kill": 129, "tkill": 130, "tgkill": 131,
        "pidfd_send_signal": 424, "ptrace": 117, "process_vm_writev": 271, "socket": 198, "connect": 203,
        "sendto": 206, "sendmsg": 211, "bind": 200, "listen": 201, "unlinkat": 35, "renameat": 38, "renameat2": 276,
        "mkdirat": 34, "mknodat": 33, "linkat": 37, "symlinkat": 36, "fchmod": 52, "fchmodat": 53, "fchownat": 54,
        "truncate": 45, "ftruncate": 46, "fallocate": 47, "utimensat": 88, "openat2": 437, "open_by_handle_at": 265,
        "memfd_create": 279, "io_uring_setup": 425, "prctl": 167, "seccomp": 277, "setrlimit": 164, "prlimit64": 261,
        "mount": 40, "bpf": 280, "userfaultfd": 282, "ioctl": 29,
    },
}  # fmt: skip


def verdict(machine: str, number: int, arguments: tuple[int, ...] = (), architecture: int | None = None) -> int:
    """What the filter says of a system call: classic BPF over `struct seccomp_data`."""
    filled = (*arguments, *(0,) * (6 - len(arguments)))
    data = struct.pack("<iIQ6Q", number, architecture or ARCHITECTURES[machine], 0, *filled)
    program, at, loaded = confine._filter(confine._MACHINES[machine]), 0, 0
    while True:
        code, if_true, if_false, operand = program[at]
        at += 1
        if code == 0x06:
            return operand
        if code == 0x20:
            (loaded,) = struct.unpack_from("<I", data, operand)
        else:
            holds = loaded == operand if code == 0x15 else bool(loaded & operand)
            at += if_true if holds else if_false


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_what_changes_something_is_refused(machine):
    said = {name: verdict(machine, number) for name, number in HARMFUL[machine].items()}
    assert said == dict.fromkeys(said, REFUSED)


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_what_is_needed_is_allowed(machine):
    calls = confine._MACHINES[machine]["calls"]
    assert {verdict(machine, number) for number in calls} == {ALLOWED}
    assert not set(calls) & set(HARMFUL[machine].values())


@pytest.mark.parametrize("machine", ARCHITECTURES)
def test_files_are_opened_for_reading_alone(machine):
    writing = (os.O_WRONLY, os.O_RDWR, os.O_CREAT, os.O_TRUNC, os.O_APPEND, getattr(os, "O_TMPFILE", 0) | os.O_RDWR)
    for number, place in OPENING[machine]:
        before = (7,) * place
        for flags in (os.O_RDONLY, os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY):
            assert verdict(machine, number, (*before, flags)) == ALLOWED
        for flags in writing:
            assert verdict(machine, number, (*before, flags | os.O_CLOEXEC)) == REFUSED


@pytest.mark.parametrize(("machine", "other"), [("x86_64", "aarch64"), ("aarch64", "x86_64")])
def test_calls_of_another_architecture_end_the_process(machine, other):
    assert verdict(machine, 0, architecture=ARCHITECTURES[other]) == KILLED


def test_calls_of_the_x32_kind_are_refused():
    assert verdict("x86_64", 0x40000000 | 257, (0, 0, os.O_RDONLY)) == REFUSED
    assert verdict("x86_64", 0x40000000) == REFUSED
