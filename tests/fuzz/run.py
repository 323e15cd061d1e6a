"""Runs the fuzzers for a time: `.venv/bin/python tests/fuzz/run.py --seconds 600 [--target NAME] [--seed N] [--inputs N]`.

Without `--target` all take turns. Each minute, and at the end, it tells the inputs tried, the finds, and the seconds so far.
A find is kept as a file under `--finds`; `--replay FILE` runs it again. With atheris (the extra `fuzz`) `--atheris` lets it
look for the bytes of one target, led by what the program does with them. Exit code 1 says that something was
found; atheris has exit codes of its own, and each find is a line "FOUND".
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Parses the command line, runs, and gives the exit code."""
    parser = argparse.ArgumentParser(description="Fuzz nervecheck for a time.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--target", action="append", help="a row of TARGETS in tests/fuzz/targets.py; may be given again")
    parser.add_argument("--seed", type=int, help="draws the same inputs again")
    parser.add_argument("--inputs", type=int, help="stop after so many")
    parser.add_argument("--finds", type=Path, default=Path("finds"), help="where finds are kept")
    parser.add_argument("--replay", type=Path, help="run this one input of --target")
    parser.add_argument("--atheris", action="store_true", help="let atheris look for the bytes of one target")
    wanted = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if wanted.atheris:
        import atheris

        with atheris.instrument_imports(include=["nervecheck"]):
            from tests.fuzz import loop
    else:
        from tests.fuzz import loop
    return loop.run(wanted)


if __name__ == "__main__":
    sys.exit(main())
