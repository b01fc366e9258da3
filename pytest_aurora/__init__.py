"""Test-driven synthesis for pytest: Markdown specs in, checked function bodies out."""

__version__ = "0.1.0"
