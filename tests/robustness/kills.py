"""Kills a process while it saves, again and again at random moments, and looks at what is left.

By hand: `.venv/bin/python tests/robustness/kills.py 1000`. The file must hold the old text or the new one, whole, and be
readable by its owner alone; after the next save nothing else may be left beside it.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from nervecheck.cli.streams import write_whole

TEXTS = ["old\n" * 5_000, "new\n" * 20_000]


class Kills(NamedTuple):
    """What came of the kills: how many files were torn or open to others, and what was left behind, before and after a save."""

    torn: int
    open_to_others: int
    left_behind: int
    left_after_saving: int


def kill_while_saving(times: int, folder: Path, seed: int = 1) -> Kills:
    """Saves in a process of its own, which is killed at a random moment, so many times."""
    chance, file, torn, others = random.Random(seed), folder / "answers.yaml", 0, 0
    write_whole(file, TEXTS[0])
    for _ in range(times):
        _kill_one(file, chance.uniform(0, 0.02))
        torn += file.read_text() not in TEXTS
        others += file.stat().st_mode & 0o077 != 0
    left = [path for path in folder.iterdir() if path != file]
    for path in left:
        os.utime(path, (0, 0))  # as if the next save came later
    write_whole(file, TEXTS[0])
    return Kills(torn, others, len(left), len(list(folder.iterdir())) - 1)


def _kill_one(file: Path, after: float) -> None:
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write, b"x")
        while True:
            for text in TEXTS:
                write_whole(file, text)
    os.read(read, 1)  # it has begun
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(read)
    os.close(write)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        found = kill_while_saving(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, Path(place), seed=int(time.time()))
    sys.stdout.write(f"{found}\n")
    sys.exit(1 if found.torn or found.open_to_others or found.left_after_saving else 0)
