"""The real program without a terminal: what it wrote, and how it ended."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import NamedTuple

from tests.support.terminal import PROGRAM


class Ran(NamedTuple):
    """How a run ended, and what it wrote."""

    code: int
    out: str
    err: str


def surroundings(**changes: str) -> dict[str, str]:
    dropped = ("NO_COLOR", "FORCE_COLOR", "ACCESSIBLE", "LANG", "LC_MESSAGES", "PYTHONIOENCODING", "COLUMNS")
    return {name: value for name, value in os.environ.items() if name not in dropped} | {"LC_ALL": "C.UTF-8"} | changes


def run(*arguments: str | Path, stdin: str = "", redirect: str = "", env: dict[str, str] | None = None) -> Ran:
    """Runs the program with what `stdin` holds; `redirect` is appended as a shell would read it."""
    command = [*PROGRAM, *map(str, arguments)]
    if redirect:
        command = ["/bin/sh", "-c", f'"$@" {redirect}', "sh", *command]
    done = subprocess.run(
        command, input=stdin.encode(), capture_output=True, env=surroundings(**(env or {})), timeout=30, check=False
    )
    return Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))


def assert_told(ran: Ran, code: int) -> None:
    """The run ended with this code and said why, without a traceback."""
    assert ran.code == code, ran.err
    assert "Traceback" not in ran.err
    assert ran.err.strip()
