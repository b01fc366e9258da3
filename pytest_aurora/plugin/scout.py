"""The items of specs, found without collecting anything else: the controller of pytest-xdist collects nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pytest_aurora.plugin.items import SpecFile
from pytest_aurora.plugin.state import SETTINGS
from pytest_aurora.spec.discover import is_spec


def find_items(session: pytest.Session) -> list[pytest.Item]:
    """The items of specs that the arguments name and that `-k`, `-m`, `--lf` and `--deselect` leave."""
    items: list[pytest.Item] = []
    for argument in session.config.args:
        name, _, inner = argument.partition("::")
        path = Path(os.path.abspath(session.config.invocation_params.dir / name))
        for file in _spec_files(session, path):
            prefix = "::".join(filter(None, (SpecFile.from_parent(session, path=file).nodeid, inner)))
            items += [item for item in _items(session, file) if _is_below(item.nodeid, prefix)]
    unique = list({item.nodeid: item for item in items}.values())
    session.config.hook.pytest_collection_modifyitems(session=session, config=session.config, items=unique)
    return unique


def _items(session: pytest.Session, file: Path) -> Iterator[pytest.Item]:
    for node in SpecFile.from_parent(session, path=file).collect():
        if isinstance(node, pytest.Collector):
            yield from (item for item in node.collect() if isinstance(item, pytest.Item))
        else:
            yield node


def _is_below(nodeid: str, prefix: str) -> bool:
    return nodeid == prefix or nodeid.startswith((f"{prefix}::", f"{prefix}["))


def _spec_files(session: pytest.Session, path: Path) -> Iterator[Path]:
    """The specs at or below a path that pytest would collect."""
    config = session.config
    if path.is_file():
        if path.suffix == ".md" and is_spec(path, config.rootpath, config.stash[SETTINGS].specs):
            yield path
    elif path.is_dir():
        for entry in sorted(path.iterdir()):
            if not session.gethookproxy(path).pytest_ignore_collect(collection_path=entry, config=config):
                yield from _spec_files(session, entry)
