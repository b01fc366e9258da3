"""The sandbox: foreign bodies run in a child process that can compute and nothing else."""

from pytest_aurora.check.sandbox.outcome import (
    Call,
    CallOutcome,
    Killed,
    Limits,
    Mutated,
    Report,
    Request,
    Strength,
    Unstable,
    Unsupported,
    WeakSandboxError,
)
from pytest_aurora.check.sandbox.run import available_strength, run_calls

__all__ = [
    "Call", "CallOutcome", "Killed", "Limits", "Mutated", "Report", "Request", "Strength", "Unstable", "Unsupported",
    "WeakSandboxError", "available_strength", "run_calls",
]  # fmt: skip
