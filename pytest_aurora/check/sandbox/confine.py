"""What a child takes from itself before it runs foreign code: resource limits, Landlock, seccomp, an audit hook.

Imported by the child by path, so it knows the standard library only. System call numbers are those of
the Linux headers `asm/unistd_64.h` (x86-64) and `asm-generic/unistd.h` (aarch64).
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable, Iterable

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 1, 38, 22
_SECCOMP_MODE_FILTER = 2
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050001, 0x80000000  # refuse: the call gives EPERM
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_X86_64 = {
    "arch": 0xC000003E,
    "opening": {257: 2, 2: 1},  # openat, open: which argument holds the flags
    "calls": (
        0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 19, 20, 21, 23, 24, 25, 28, 32, 35, 36, 38, 39, 60,
        63, 72, 79, 89, 96, 98, 99, 100, 102, 104, 107, 108, 110, 111, 115, 131, 158, 186, 201, 202, 204, 217, 218,
        219, 228, 229, 230, 231, 262, 267, 269, 270, 271, 273, 293, 318, 324, 332, 334, 439,
    ),
}  # fmt: skip
_AARCH64 = {
    "arch": 0xC00000B7,
    "opening": {56: 2},
    "calls": (
        17, 23, 25, 48, 57, 59, 61, 62, 63, 64, 65, 66, 67, 72, 73, 78, 79, 80, 93, 94, 96, 98, 99, 101, 102, 103,
        113, 114, 115, 123, 124, 128, 132, 134, 135, 139, 153, 158, 160, 165, 169, 172, 173, 174, 175, 176, 177, 178,
        179, 214, 215, 216, 222, 226, 233, 278, 283, 291, 293, 439,
    ),
}  # fmt: skip
"""Calls that compute, sleep, map memory, read open files and look at the file system; none that writes to the file
system, opens a socket, starts a program, a process or a thread, signals, or changes limits."""

_MACHINES: dict[str, dict[str, object]] = {"x86_64": _X86_64, "aarch64": _AARCH64}
_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3


def limit_resources(memory: int, seconds: float) -> None:
    """Lower this process's limits: more memory, seconds of processor time; no files, processes, core dumps."""
    limits = {
        "RLIMIT_AS": held_memory() + memory,
        "RLIMIT_CPU": int(seconds) + 1,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_NPROC": 0,
        "RLIMIT_CORE": 0,
        "RLIMIT_NOFILE": 64,
    }
    for name, amount in limits.items():
        if hasattr(resource, name):
            _lower(getattr(resource, name), amount)


def held_memory() -> int:
    """Bytes of address space that this process holds; 0 where the system does not say."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 0


def _lower(limit: int, amount: int) -> None:
    _, hard = resource.getrlimit(limit)
    amount = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
    try:
        resource.setrlimit(limit, (amount, amount))
    except (ValueError, OSError):  # macOS knows RLIMIT_AS but refuses to set it
        return


def library_folders() -> list[str]:
    """Where the dynamic linker finds what extension modules need, and the standard library its time zones."""
    folders = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache", "/usr/share/zoneinfo")
    return [os.path.join(sys.base_prefix, "lib"), *folders]


def confine(readable: Iterable[str]) -> str:
    """Apply Landlock and seccomp to this process; it can then read below `readable` and change nothing outside itself.

    Returns:
        Why it is not confined, or an empty string.
    """
    machine = _MACHINES.get(os.uname().machine) if sys.platform == "linux" else None
    if machine is None or sys.maxsize < 1 << 32:
        return f"no rules for {sys.platform} on {os.uname().machine}"
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return "no_new_privs was refused"
    reason = _landlock(libc, readable) or _seccomp(libc, machine)
    for name in [name for name in sys.modules if name.partition(".")[0] in ("ctypes", "_ctypes")]:
        del sys.modules[name]
    return reason


def _landlock(libc: object, readable: Iterable[str]) -> str:
    import ctypes
    import struct

    syscall = libc.syscall  # type: ignore[attr-defined]
    abi = syscall(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), 1)
    if abi < 1:
        return "the kernel has no Landlock"
    files = (1 << (13 + (abi >= 2) + (abi >= 3) + (abi >= 5))) - 1
    network, scopes = (3 if abi >= 4 else 0), (3 if abi >= 6 else 0)
    attributes = struct.pack("QQQ", files, network, scopes)[: 24 if abi >= 6 else 16 if abi >= 4 else 8]
    ruleset = syscall(_LANDLOCK_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    if ruleset < 0:
        return "Landlock gave no ruleset"
    for path in readable:
        _allow_reading(syscall, ruleset, path)
    failed = syscall(_LANDLOCK_RESTRICT, ruleset, 0)
    os.close(ruleset)
    return "Landlock was refused" if failed else ""


def _allow_reading(syscall: Callable[..., int], ruleset: int, path: str) -> None:
    import ctypes
    import struct

    try:
        target = os.open(path, getattr(os, "O_PATH", 0) | os.O_CLOEXEC)
    except OSError:
        return
    access = _READ_FILE | (_READ_DIR if os.path.isdir(path) else 0)
    syscall(_LANDLOCK_ADD, ruleset, 1, ctypes.c_char_p(struct.pack("=Qi", access, target)), 0)
    os.close(target)


def _seccomp(libc: object, machine: dict[str, object]) -> str:
    import ctypes
    import struct

    program = b"".join(struct.pack("=HBBI", *instruction) for instruction in _filter(machine))
    text = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("@HP", len(program) // 8, ctypes.addressof(text))
    if libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, header, 0, 0):  # type: ignore[attr-defined]
        return "seccomp was refused"
    return ""


def _filter(machine: dict[str, object]) -> list[tuple[int, int, int, int]]:
    """A classic BPF program over `struct seccomp_data`: number at 0, architecture at 4, arguments from 16."""
    load, equal, any_bit, give = 0x20, 0x15, 0x45, 0x06
    program = [(load, 0, 0, 4), (equal, 1, 0, machine["arch"]), (give, 0, 0, _KILL), (load, 0, 0, 0)]
    for number in machine["calls"]:  # type: ignore[attr-defined]
        program += [(equal, 0, 1, number), (give, 0, 0, _ALLOW)]
    for number, argument in machine["opening"].items():  # type: ignore[attr-defined]
        program += [
            (equal, 0, 4, number),
            (load, 0, 0, 16 + 8 * argument),
            (any_bit, 0, 1, _WRITING),
            (give, 0, 0, _REFUSE),
            (give, 0, 0, _ALLOW),
        ]
    return [*program, (give, 0, 0, _REFUSE)]  # type: ignore[list-item]


# --- the alarm ----------------------------------------------------------------------------------------------------

_HARMLESS_OS = frozenset({"os.listdir", "os.scandir", "os.walk", "os.fwalk", "os.getxattr", "os.listxattr"})
_ALARMING_PREFIXES = (
    "os.", "socket.", "subprocess.", "ctypes.", "shutil.", "tempfile.", "sqlite3.", "urllib.", "http.", "ftplib.",
    "smtplib.", "imaplib.", "poplib.", "nntplib.", "telnetlib.", "webbrowser.", "pty.", "syslog.", "resource.",
    "fcntl.", "mmap.", "gc.", "cpython.run_", "_thread.start", "pdb.",
)  # fmt: skip
_ALARMING = frozenset(
    {
        "sys.settrace", "sys.setprofile", "sys.addaudithook", "sys._current_frames", "sys._current_exceptions",
        "code.__new__", "builtins.input", "builtins.breakpoint", "signal.pthread_kill", "pickle.find_class",
    }
)  # fmt: skip
_ALARMING_MODULES = frozenset({"ctypes", "_ctypes", "_posixsubprocess", "_socket", "mmap", "pty", "_testcapi", "cffi"})


def is_alarming(event: str, arguments: tuple[object, ...]) -> bool:
    """Whether an audit event is one that a function of plain values never raises."""
    if event == "open":
        return isinstance(arguments[2], int) and bool(arguments[2] & _WRITING)
    if event == "import":
        return arguments[0] in _ALARMING_MODULES
    return event in _ALARMING or (event.startswith(_ALARMING_PREFIXES) and event not in _HARMLESS_OS)
