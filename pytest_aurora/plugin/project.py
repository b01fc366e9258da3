"""The project of a pytest run."""

from __future__ import annotations

import os
from functools import partial

import pytest

from pytest_aurora.plugin.extensions import components, proposers
from pytest_aurora.plugin.options import find_state_dir, make_state_dir
from pytest_aurora.plugin.state import MODE, SETTINGS
from pytest_aurora.session.project import Project

_PROJECT = pytest.StashKey[Project]()


def project_of(config: pytest.Config) -> Project:
    """The run's project, made when it is first asked for."""
    if _PROJECT not in config.stash:
        settings = config.stash[SETTINGS]
        paths = tuple(config.getini("pythonpath"))
        keeps = not config.stash[MODE].gate
        config.stash[_PROJECT] = Project(
            config.rootpath,
            settings,
            paths,
            state_dir=lambda: make_state_dir(config) if keeps else None,
            state_path=find_state_dir(config, settings),
            environ=os.environ,
            components=partial(components, config),
            proposers=partial(proposers, config),
        )
    return config.stash[_PROJECT]
