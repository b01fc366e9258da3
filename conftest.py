"""The project's own tests run pytest within pytest, and try random values without a time limit."""

import os

import hypothesis

pytest_plugins = "pytester"

hypothesis.settings.register_profile("tests", deadline=None)
hypothesis.settings.register_profile("fuzz", deadline=None, derandomize=False, max_examples=1000)
hypothesis.settings.load_profile("fuzz" if "AURORA_FUZZ" in os.environ else "tests")
