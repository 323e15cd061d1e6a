"""Many records: `batch` beside DuckDB alone and the Python engine. Run by hand:

    python tests/bench/batch.py [--runs N] [RECORDS ...]

For each number of records a line a format, medians of the runs. The floor is DuckDB reading and writing the same file without
deciding. "CPU" is seconds of the processor, which a busy machine changes less. Peak memory is that of the process. Then the
Python engine on all cores, and one process of `ask` for each record, both from some records and scaled.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from functools import cache
from itertools import count, islice
from multiprocessing import Pool
from pathlib import Path
from statistics import median
from typing import NamedTuple

import duckdb

from nervecheck.engine.answer import Answer
from nervecheck.engine.triage import triage
from nervecheck.interview.answers_file import write_answers
from nervecheck.tree.model import QuestionType
from tests.support import shipped
from tests.support.table_rows import People, by_engine, row

DRAWN = 1000  # people drawn, then repeated: drawing takes longer than deciding
_KINDS = {QuestionType.MANY: "VARCHAR[]", QuestionType.NUMBER: "INTEGER"}


@cache
def people() -> list[dict[str, Answer]]:
    """Random people who can be decided: to explain a reject takes as long as the Python engine does."""
    drawn = (People(shipped(), seed).one() for seed in count())
    return list(islice((one for one in drawn if by_engine(shipped(), one).status == "decided"), DRAWN))


def write_records(folder: Path, wanted: int) -> dict[str, Path]:
    """The same records as NDJSON, CSV and Parquet."""
    tree, files = shipped(), {name: folder / f"in.{name}" for name in ("parquet", "csv", "ndjson")}
    lines = "\n".join(json.dumps(row(tree, answers, n)) for n, answers in enumerate(people()))
    (folder / "drawn.ndjson").write_text(lines)
    columns = {"id": "VARCHAR"} | {name: _KINDS.get(q.type, "VARCHAR") for name, q in tree.questions.items()}
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE drawn AS SELECT * FROM read_json('{folder / 'drawn.ndjson'}', columns = {columns})")
    every = f"SELECT drawn.* FROM range({-(-wanted // DRAWN)}) times, drawn LIMIT {wanted}"
    lists = ", ".join(f'array_to_string("{n}", \', \') AS "{n}"' for n, kind in columns.items() if kind.endswith("[]"))
    connection.execute(f"COPY ({every}) TO '{files['ndjson']}' (FORMAT json)")
    connection.execute(f"COPY (SELECT * REPLACE ({lists}) FROM ({every})) TO '{files['csv']}' (HEADER)")
    connection.execute(f"COPY ({every}) TO '{files['parquet']}'")
    return files


class Spent(NamedTuple):
    """What a process took: seconds, seconds of the processor, and the most memory in MB."""

    seconds: float
    cpu: float
    peak: float


def spent(command: list[str], runs: int) -> Spent:
    """The median of each over the runs."""
    return Spent(*map(median, zip(*(_once(command) for _ in range(runs)), strict=True)))


def _once(command: list[str]) -> Spent:
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as ran:
        _, status, used = os.wait4(ran.pid, 0)
        ran.returncode = os.waitstatus_to_exitcode(status)
    assert ran.returncode == 0, command
    return Spent(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def batch_command(source: Path, out: Path) -> list[str]:
    """The whole program."""
    return [sys.executable, "-m", "nervecheck", "batch", str(source), str(out), "--rejects", f"{out}.rejects"]


def floor_command(source: Path, out: Path) -> list[str]:
    """DuckDB, which reads the file and writes it again."""
    options = {".ndjson": "FORMAT json", ".csv": "HEADER", ".parquet": "FORMAT parquet"}[source.suffix]
    code = f"import duckdb; duckdb.connect().execute(\"COPY (SELECT * FROM '{source}') TO '{out}' ({options})\")"
    return [sys.executable, "-c", code]


def timed_alone(folder: Path, runs: int) -> Spent:
    """What one record takes by a process of its own."""
    file = folder / "one.yaml"
    file.write_text(write_answers(shipped(), people()[0]))
    return spent([sys.executable, "-m", "nervecheck", "ask", "--answers", str(file), "--format", "json"], runs)


def _decide(answers: dict[str, Answer]) -> float:
    """Seconds of the processor that it takes to decide."""
    start = time.process_time()
    triage(shipped(), answers)
    return time.process_time() - start


def timed_engine() -> Spent:
    """What one record takes by the Python engine, on all cores; its memory is not told."""
    drawn = people()
    with Pool() as pool:
        pool.map(_decide, drawn[:50])
        start = time.perf_counter()
        cpu = sum(pool.map(_decide, drawn, chunksize=100))
        return Spent((time.perf_counter() - start) / len(drawn), cpu / len(drawn), 0)


def main(sizes: list[int], runs: int) -> None:
    """Prints the table."""
    head = f"{'from':10}{'records':>11}{'seconds':>9}{'a second':>10}{'CPU':>8}{'x floor':>9}{'x its CPU':>10}{'peak MB':>9}"
    print(f"Medians of {runs}, on {os.cpu_count()} cores; load {os.getloadavg()[0]:.1f}\n{head}", flush=True)
    with tempfile.TemporaryDirectory() as place:
        for records in sizes:
            with Pool(1) as pool:  # what a process has in memory counts as the peak of each that it starts
                files = pool.apply(write_records, (Path(place), records))
            for name, file in files.items():
                out = Path(place, f"out.{name}")
                floor, ours = spent(floor_command(file, out), runs), spent(batch_command(file, out), runs)
                speed = f"{ours.seconds:>9.1f}{records / ours.seconds:>10,.0f}{ours.cpu:>8.1f}"
                beside = f"{ours.seconds / floor.seconds:>9.1f}{ours.cpu / floor.cpu:>10.1f}"
                print(f"{name:10}{records:>11,}{speed}{beside}{ours.peak:>9.0f}", flush=True)
        alone = timed_alone(Path(place), runs)
    engine = timed_engine()
    for name, one in ("engine", engine), ("one each", alone):
        scaled = f"{one.seconds * sizes[-1]:>9.1f}{1 / one.seconds:>10,.1f}{one.cpu * sizes[-1]:>8.1f}"
        print(f"{name:10}{sizes[-1]:>11,}{scaled}  scaled from {DRAWN if one is engine else 1:,}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("records", nargs="*", type=int, default=[100_000])
    parser.add_argument("--runs", type=int, default=3)
    wanted = parser.parse_args()
    main(wanted.records, wanted.runs)
