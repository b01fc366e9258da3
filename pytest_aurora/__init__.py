"""Test-driven synthesis for pytest: Markdown specs in, checked function bodies out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_aurora.check.audit import audit_code as audit_code

__version__ = "0.1.0"
__all__ = ["__version__", "audit_code"]


def __getattr__(name: str) -> object:
    """Load the public functions when they are first asked for: importing the package stays light."""
    if name == "audit_code":
        from pytest_aurora.check.audit import audit_code

        return audit_code
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
