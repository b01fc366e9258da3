"""A report as a JSON document."""

from __future__ import annotations

from dataclasses import asdict

from pytest_aurora.report.records import Report

VERSION = 1


def report_document(report: Report) -> dict[str, object]:
    """The document; keys as in the records, with what learning saved."""
    saved = {"without": report.without, "latest": report.latest}
    return {"version": VERSION, **asdict(report), "candidates": saved}
