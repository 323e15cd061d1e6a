"""The program laid out as a wheel lays it out, with its questions ready made: its processes start in half the time."""

from __future__ import annotations

import atexit
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from nervecheck.tree.load.folder import read
from nervecheck.tree.load.shipped_tree import store
from tests.support import SHIPPED


@cache
def installed() -> Path:
    """A folder that Python runs as the program; made once a process of the tests, and removed at its end."""
    place = Path(mkdtemp(prefix="nervecheck-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    package = place / "nervecheck"
    shutil.copytree(SHIPPED.parent / "nervecheck", package)
    shutil.copytree(SHIPPED, package / "questions")
    (package / "questions.pickle").write_bytes(store(read(SHIPPED, promises=False)))
    (place / "__main__.py").write_text("from nervecheck.cli import main\n\nmain()\n")
    return place
