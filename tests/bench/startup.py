"""Whole-process times of the scripted path, interleaved, beside their floor. Run by hand: python tests/bench/startup.py [RUNS]

Prints the median of each command in milliseconds and its ratio to a bare Python, to a Typer hello-world, and to the floor: a
Typer hello-world that also reads the questions' YAML once.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
HELLO = """
import typer
app = typer.Typer(add_completion=False, rich_markup_mode=None)
@app.command()
def hello() -> None: pass
app()
"""
PARSE = (
    "import yaml, pathlib\nloader = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)\n"
    f"for p in sorted(pathlib.Path({str(ROOT / 'questions')!r}).glob('*.yaml')): yaml.compose(p.read_text(), Loader=loader)\n"
    f"for p in sorted(pathlib.Path({str(ROOT / 'questions' / 'library')!r}).glob('*.md')):\n"
    "    yaml.compose(p.read_text().split('---\\n')[1], Loader=loader)\n"
)
ANSWERS = """answers:
  {who: me, gate-now: none, gate-recent: none, age: 38, health: none, area: low-back, side: both, feel: [pain, stiff],
   ces: none, since: today, trend: same, severity: notice, spine-signs: none, leg-pattern: spot, final: none}
"""


def main(runs: int) -> None:
    """Prints the table."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "answers.yaml")
        file.write_text(ANSWERS)
        ask = [sys.executable, "-m", "nervecheck", "ask", "--answers", str(file), "--format"]
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "typer hello": [sys.executable, "-c", HELLO],
            "floor: typer hello + yaml once": [sys.executable, "-c", PARSE + HELLO],
            "ask --format json": [*ask, "json"],
            "ask --format markdown": [*ask, "markdown"],
            "ask --format terminal": [*ask, "terminal"],
        }
        # an installed program has its bytecode cached; a shell that forbids writing it would time the compiler
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        times: dict[str, list[float]] = {name: [] for name in commands}
        for turn in range(runs + 1):
            for name, command in commands.items():
                start = time.perf_counter()
                subprocess.run(command, stdout=subprocess.DEVNULL, check=True, cwd=folder, env=environment)
                if turn:
                    times[name].append(time.perf_counter() - start)
    middle = {name: statistics.median(values) * 1000 for name, values in times.items()}
    bare, hello, floor = list(middle.values())[:3]
    print(f"{'command':34}{'ms':>8}{'x bare':>9}{'x hello':>9}{'x floor':>9}")
    for name, value in middle.items():
        print(f"{name:34}{value:8.1f}{value / bare:9.2f}{value / hello:9.2f}{value / floor:9.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
