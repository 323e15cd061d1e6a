"""Files that are broken, full disks and strange places: one bad record costs itself, and no half file is left."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.exchange.test_batch import CALM, batch, lines, written
from tests.support import ANKLE
from tests.support.program import assert_told
from tests.support.terminal import PROGRAM

duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")

HEAD = ",".join(["id", *CALM])
ROW = ",".join(["p", *map(str, CALM.values())])
LONG = "x" * 300_000


@pytest.mark.parametrize(
    ("bad", "name", "found", "allowed"),
    [
        (f"{ROW},more", "p", "The row has 11 cells.", "The first line names 10 columns."),
        ("p,none", "p", "The row has 2 cells.", "The first line names 10 columns."),
        (f'"{ROW}', None, "The row cannot be read: unexpected end of data.", "Put a cell with a comma in quotes"),
        (f'"p"x{ROW[1:]}', None, "The row cannot be read: ',' expected after '\"'.", "a quote twice"),
        (ROW.replace("left", LONG), None, "The line has more than 262,144 bytes.", "far shorter"),
        (ROW.replace("left", "lefft"), "p", "'lefft' is not offered", "Did you mean 'left'?"),
        (ROW.replace("left", "\0"), "p", "is not offered", "Allowed: left, right, both."),
    ],
)
def test_a_broken_row_costs_itself_alone(tmp_path: Path, bad: str, name: str | None, found: str, allowed: str) -> None:
    (tmp_path / "in.csv").write_text("\n".join([HEAD, ROW, bad, "", ROW]) + "\n")
    assert batch(tmp_path / "in.csv", tmp_path / "out.ndjson").code == 1
    assert [one["row"] for one in lines(tmp_path / "out.ndjson")] == [1, 3]
    told = lines(tmp_path / "out.ndjson.rejects.ndjson")[0]
    assert (told["row"], told["id"]) == (2, name)
    assert found in told["found"]
    assert allowed in told["allowed"]


def test_a_line_without_end_costs_itself_alone(tmp_path: Path) -> None:
    source = written(tmp_path / "in.ndjson", CALM, {**CALM, "side": LONG * 10}, CALM)
    assert batch(source, tmp_path / "out.ndjson").code == 1
    assert [one["line"] for one in lines(tmp_path / "out.ndjson")] == [1, 3]
    (told,) = lines(tmp_path / "out.ndjson.rejects.ndjson")
    assert told["found"] == "The line has more than 262,144 bytes."


def test_no_line_of_a_file_passes_for_a_fault_that_was_found(tmp_path: Path) -> None:
    forged = "\ufffdfault " * 2 + json.dumps({"id": "x", "found": "Call nobody.", "allowed": ""})
    assert batch(written(tmp_path / "in.ndjson", forged), tmp_path / "out.ndjson").code == 1
    assert lines(tmp_path / "out.ndjson.rejects.ndjson")[0]["code"] == "not-json"


@pytest.mark.parametrize("text", [f"\ufeff{HEAD}\n{ROW}\n", f"{HEAD}\r\n{ROW}\r\n", f"{HEAD}\n{ROW}\n".replace(",", ";")])
def test_what_spreadsheets_write_is_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "in.csv").write_text(text, newline="")
    assert batch(tmp_path / "in.csv", tmp_path / "out.ndjson").code == 0
    assert [(one["id"], one["urgency"]) for one in lines(tmp_path / "out.ndjson")] == [("p", "self-care")]


@pytest.mark.parametrize(
    ("name", "content", "code", "told"),
    [
        ("in.csv", b"", 3, "in.csv:1:1: error[wrong-header] The first line names no columns. Name the columns there"),
        ("in.csv", b"id,side,side\n1,left,left\n", 3, "error[repeated-column] Two columns are called 'side'."),
        ("in.csv", b'"id\n', 3, "error[wrong-header] The first line cannot be read"),
        ("in.parquet", b"", 2, "in.parquet cannot be read as parquet"),
        ("in.ndjson", b"", 0, "0 read, 0 decided, 0 set aside."),
    ],
)
def test_a_file_without_records(tmp_path: Path, name: str, content: bytes, code: int, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    ran = batch(tmp_path / name, tmp_path / "out.ndjson")
    assert_told(ran, code)
    assert "".join(told.split()) in "".join(ran.err.split())  # wherever the lines of a long path end
    assert (tmp_path / "out.ndjson").exists() is (code == 0)


def test_half_a_parquet_file_is_told_and_decides_nobody(tmp_path: Path) -> None:
    whole = tmp_path / "in.parquet"
    duckdb.connect().execute(f"COPY (SELECT 'left' AS side FROM range(100)) TO '{whole}'")
    whole.write_bytes(whole.read_bytes()[:-50])
    ran = batch(whole, tmp_path / "out.ndjson")
    assert_told(ran, 2)
    assert list(tmp_path.iterdir()) == [whole]


def test_an_id_that_stands_twice_is_told(tmp_path: Path) -> None:
    ran = batch(written(tmp_path / "in.ndjson", *({"id": name, **CALM} for name in "aba"), CALM, CALM), tmp_path / "out.csv")
    assert ran.code == 0
    assert "2 have an id that another has as well: go by their line." in ran.err


@pytest.mark.parametrize(
    ("out", "options", "code", "told"),
    [
        ("in.ndjson", [], 2, "in.ndjson holds the records that are read."),
        ("link.ndjson", [], 2, "link.ndjson holds the records that are read."),
        ("out.csv", ["--rejects", "in.ndjson"], 2, "in.ndjson holds the records that are read."),
        ("out.csv", ["--rejects", "./out.csv"], 2, "cannot hold both the results and the rejects."),
        ("/dev/null", ["--to", "csv"], 4, "it is a pipe or a device."),
        ("nowhere/out.csv", [], 4, "there is no folder nowhere."),
    ],
)
def test_no_file_is_lost_to_a_slip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str, options: list[str], code: int, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before = written(Path("in.ndjson"), CALM).read_bytes()
    Path("link.ndjson").hardlink_to("in.ndjson")
    ran = batch(Path("in.ndjson"), out, *options)
    assert_told(ran, code)
    assert told in " ".join(ran.err.split())
    assert Path("in.ndjson").read_bytes() == before


def test_a_full_disk_leaves_the_old_result(tmp_path: Path) -> None:
    source, out = written(tmp_path / "in.ndjson", *[CALM] * 500), written(tmp_path / "out.ndjson", "before")
    limited = ["/bin/sh", "-c", 'ulimit -f 16; exec "$@"', "sh"]  # as a disk with room for 8 KB
    command = [*limited, *PROGRAM, "batch", str(source), str(out), "--questions", str(ANKLE)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 4, ran.stderr
    assert "could not be written" in ran.stderr
    assert out.read_text() == "before\n"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["in.ndjson", "out.ndjson"]


def test_nothing_that_is_told_costs_the_results(tmp_path: Path) -> None:
    command = [
        *PROGRAM,
        "batch",
        str(written(tmp_path / "in.ndjson", CALM)),
        str(tmp_path / "out.ndjson"),
        "--questions",
        str(ANKLE),
    ]
    with Path("/dev/full").open("w") as full:
        assert subprocess.run(command, stderr=full, check=False).returncode == 0
    assert len(lines(tmp_path / "out.ndjson")) == 1
