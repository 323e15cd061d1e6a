"""Runs commands of the program, and tells every file opened, every program started and every socket, as JSON on stdout.

Started by `test_privacy.py` in a process of its own, as an audit hook cannot be taken away. On stdin: a list of command lines.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from nervecheck.cli.commands import app

HERE = os.getpid()
seen: dict[str, set[str]] = {"opened": set(), "started": set(), "network": set()}
ended: dict[str, list[Any]] = {}


STARTED = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn"}
NETWORK = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")


def watch(event: str, arguments: tuple[Any, ...]) -> None:
    if os.getpid() != HERE and (event in {"open", *STARTED} or event.startswith(NETWORK)):
        os._exit(1)  # a copy of this process is no other program; what it cannot do is done here, and seen
    if event == "open" and isinstance(arguments[0], str | bytes):
        name = arguments[0] if isinstance(arguments[0], str) else arguments[0].decode()
        seen["opened"].add(str(Path(name).absolute()))
    elif event in STARTED:
        seen["started"].add(f"{event} {arguments}")
    elif event.startswith(NETWORK):
        seen["network"].add(event)
        raise PermissionError(event)


if __name__ == "__main__":
    sys.addaudithook(watch)
    for line in json.load(sys.stdin):
        ran = CliRunner().invoke(app, line, input="1\n")
        ended[" ".join(line)] = [ran.exit_code, ran.output]
    sys.stdout.write(json.dumps({**{name: sorted(found) for name, found in seen.items()}, "ended": ended}))
