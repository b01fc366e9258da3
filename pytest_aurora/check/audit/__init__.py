"""The audit: an allow-list for code of unknown origin, asked before it is compiled."""

from pytest_aurora.check.audit.rules import audit_code
from pytest_aurora.check.audit.violation import Violation

__all__ = ["Violation", "audit_code"]
