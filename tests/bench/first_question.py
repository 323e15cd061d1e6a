"""Time from the start to the first question on a terminal, in both faces, beside its floor. Run by hand, as startup.py is.

The Enter that ends the opening is typed ahead. The floor is that of startup.py: a Typer hello-world that reads the YAML once,
here on a pty as well.
"""

from __future__ import annotations

import os
import pty
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.startup import HELLO, PARSE

ASK = [str(Path(sys.executable).parent / "nervecheck"), "ask"]
COMMANDS = {
    "python -c pass": ([sys.executable, "-c", "pass"], b""),
    "floor: typer hello + yaml once": ([sys.executable, "-c", PARSE + HELLO], b""),
    "opening": (ASK, b"Press Enter"),
    "first question, plain": ([*ASK, "--plain"], b"Who is this about?"),
    "first question, arrow keys": (ASK, b"Who is this about?"),
}


def main(runs: int) -> None:
    """Prints the table."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for turn in range(runs + 1):
        for name, (command, text) in COMMANDS.items():
            taken = _until(command, text)
            if turn:
                times[name].append(taken)
    middle = {name: statistics.median(values) * 1000 for name, values in times.items()}
    floor = list(middle.values())[1]
    print(f"{'on a pty':34}{'ms':>8}{'x floor':>9}")
    for name, value in middle.items():
        print(f"{name:34}{value:8.1f}{value / floor:9.2f}")


def _until(command: list[str], text: bytes) -> float:
    """Seconds until the text is on the terminal, or, for no text, until the program has ended."""
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        changed = {"TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
        dropped = ("PYTHONDONTWRITEBYTECODE", "ACCESSIBLE", "NO_COLOR")
        os.execve(command[0], command, {n: v for n, v in os.environ.items() if n not in dropped} | changed)
    os.write(terminal, b"\n")
    heard = b""
    try:
        while not text or text not in heard:
            heard += (more := os.read(terminal, 10_000))
            if not more:
                break
    except OSError:
        pass  # the program has ended
    taken = time.perf_counter() - start
    os.close(terminal)
    os.waitpid(child, 0)
    return taken


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
