"""`python -m pytest_aurora`."""

import sys

from pytest_aurora.cli import main

if __name__ == "__main__":
    sys.exit(main())
