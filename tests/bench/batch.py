"""Many records: `batch` beside DuckDB alone and the Python engine. Run by hand:

    python tests/bench/batch.py [RECORDS] [GROWTH ...]

The floor is DuckDB reading and writing the same file without deciding. The engine is `triage` in one process a core, on some
records, scaled. Peak memory is that of the process. GROWTH are further numbers of records, timed from Parquet.
"""

from __future__ import annotations

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

import duckdb

from nervecheck.engine.answer import Answer
from nervecheck.engine.triage import triage
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
    tree, files = shipped(), {name: folder / f"in.{name}" for name in ("ndjson", "csv", "parquet")}
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


def timed_batch(source: Path, out: Path) -> tuple[float, float]:
    """Seconds, and the peak memory in MB, of the whole program."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "nervecheck", "batch", str(source), str(out), "--rejects", str(out) + ".rejects"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as ran:
        _, _, used = os.wait4(ran.pid, 0)
    return time.perf_counter() - start, used.ru_maxrss / 1024


def timed_floor(source: Path, out: Path) -> float:
    """Seconds for DuckDB to read the file and write it again."""
    options = {".ndjson": "FORMAT json", ".csv": "HEADER", ".parquet": "FORMAT parquet"}[source.suffix]
    code = f"import duckdb; duckdb.connect().execute(\"COPY (SELECT * FROM '{source}') TO '{out}' ({options})\")"
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def _decide(answers: dict[str, Answer]) -> str:
    return triage(shipped(), answers).urgency.id


def timed_engine() -> float:
    """Seconds for one record by the Python engine, on all cores."""
    drawn = people()
    with Pool() as pool:
        pool.map(_decide, drawn[:50])
        start = time.perf_counter()
        pool.map(_decide, drawn, chunksize=100)
        return (time.perf_counter() - start) / len(drawn)


def main(records: int, growth: list[int]) -> None:
    """Prints the table."""
    print(f"{'from':10}{'records':>10}{'seconds':>9}{'a second':>10}{'floor s':>9}{'x floor':>9}{'peak MB':>9}")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name, file in write_records(folder, records).items():
            out = folder / f"out.{name}"
            floor, (seconds, peak) = timed_floor(file, out), timed_batch(file, out)
            beside = f"{floor:>9.1f}{seconds / floor:>9.1f}"
            print(f"{name:10}{records:>10,}{seconds:>9.1f}{records / seconds:>10,.0f}{beside}{peak:>9.0f}")
        for more in growth:
            seconds, peak = timed_batch(write_records(folder, more)["parquet"], folder / "out.parquet")
            print(f"{'parquet':10}{more:>10,}{seconds:>9.1f}{more / seconds:>10,.0f}{'':18}{peak:>9.0f}")
    one = timed_engine()
    print(
        f"{'engine':10}{records:>10,}{one * records:>9.1f}{1 / one:>10,.0f}   on {os.cpu_count()} cores, from {DRAWN:,} records"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, [int(text) for text in sys.argv[2:]])
