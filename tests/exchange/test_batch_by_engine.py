"""`batch --causes` and `--report`: what the Python engine adds is what `ask` says, and no file goes anywhere else."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from nervecheck.authoring.vignettes import read_vignettes
from nervecheck.exchange.batch.by_engine import Person, ReportFiles, leading_causes, write_reports
from nervecheck.exchange.batch.sources import Format, Source
from nervecheck.exchange.table import answers_of
from nervecheck.render.json import render
from nervecheck.report.make import make_report, numbers_for
from tests.exchange.test_batch import CALM, batch, lines, written
from tests.support import ANKLE, ankle, shipped
from tests.support.program import assert_told
from tests.support.table_rows import People, row
from tests.support.terminal import PROGRAM

duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
from nervecheck.exchange.batch.run import Batch, Limits  # noqa: E402

ILL: dict[str, Any] = {**CALM, "tender": ["outer"]}


def people() -> list[tuple[Any, Person]]:
    """The answers of some vignettes of the shipped questions, and the rows that stand for them."""
    tree = shipped()
    drawn = [vignette.answers for vignette in read_vignettes(tree)][::20]
    return [(answers, Person(n, f"p{n}", row(tree, answers, n))) for n, answers in enumerate(drawn)]


@pytest.mark.parametrize("tree", [ankle(), shipped()])
def test_a_row_holds_the_answers_that_it_was_made_of(tree: Any) -> None:
    drawn = People(tree, seed=4)
    for answers in (drawn.one() for _ in range(200)):
        assert answers_of(tree, row(tree, answers, 1)) == answers


def test_the_causes_are_the_first_that_the_report_names() -> None:
    tree = shipped()
    found = leading_causes(tree, [person for _, person in people()])
    assert any(columns[1] for columns in found)
    for (answers, _), columns in zip(people(), found, strict=True):
        causes = make_report(tree, answers, numbers_for(tree, None)).causes
        bands = {one.cause: one.band for one in causes.likely} if causes else {}
        named = causes.named[:3] if causes else ()
        assert [word for word in columns[1:] if word] == [word for name in named for word in (name, bands[name])]


def test_a_report_is_that_of_ask(tmp_path: Path) -> None:
    tree, (answers, person) = shipped(), people()[0]
    numbers = numbers_for(tree, "GB")
    assert write_reports(tree, [person], ReportFiles(tmp_path, "json", numbers, "2026-11-28")) == ["p0-0.json"]
    assert (tmp_path / "p0-0.json").read_text() == render(make_report(tree, answers, numbers, date="2026-11-28"))


def test_every_decided_record_gets_a_file_that_is_named_by_its_id_and_line(tmp_path: Path) -> None:
    ids = ["p1", "p1", "P1", "../../x", ".hidden", "-rf", "a/b c", "", "é" * 300, None, "CON", "x\n\u202e"]
    source = written(tmp_path / "in.ndjson", *({"id": name, **CALM} for name in ids), {"side": "x"})
    assert batch(source, tmp_path / "out.csv", "--report", str(tmp_path / "reports")).code == 1
    names = ["p1-1", "p1-2", "P1-3", "_.._x-4", "hidden-5", "rf-6", "a_b_c-7", "8", f"{'é' * 50}-9", "10", "CON-11", "x__-12"]
    assert {file.name for file in (tmp_path / "reports").iterdir()} == {f"{name}.md" for name in names}
    assert sorted(file.name for file in tmp_path.iterdir()) == ["in.ndjson", "out.csv", "out.csv.rejects.ndjson", "reports"]
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "reports").iterdir()} == {0o600}


def test_only_some_get_a_report(tmp_path: Path) -> None:
    source = written(tmp_path / "in.ndjson", CALM, ILL, CALM, ILL, {**CALM, "age": 17}, ILL)
    options = ["--only", "same-day, routine", "--most", "3", "--report-format", "html", "--date", "2026-11-28"]
    ran = batch(source, tmp_path / "out.ndjson", "--report", str(tmp_path / "reports"), *options)
    assert ran.code == 0, ran.err
    assert "3 reports written into" in " ".join(ran.err.split())
    assert {file.name for file in (tmp_path / "reports").iterdir()} == {"2.html", "4.html", "5.html"}
    assert all("28 November 2026" in file.read_text() for file in (tmp_path / "reports").iterdir())


@pytest.mark.parametrize("to", ["ndjson", "csv", "parquet"])
def test_causes_are_columns_and_the_order_stays(tmp_path: Path, to: str) -> None:
    source, out = written(tmp_path / "in.ndjson", CALM, ILL, {"side": "x"}, *[CALM] * 300), tmp_path / f"out.{to}"
    assert batch(source, out, "--causes").code == 1
    names = ["cause_1", "fit_1", "cause_2", "fit_2", "cause_3", "fit_3"]
    found = duckdb.connect().execute(f"SELECT * FROM '{out}'")
    assert [column[0] for column in found.description or ()][-6:] == names
    assert [values[0] for values in found.fetchall()] == [1, 2, *range(4, 304)]


def test_causes_stand_beside_their_own_record(tmp_path: Path) -> None:
    source = written(tmp_path / "in.ndjson", *({"id": name, **CALM} for name in "abc"))
    run = Batch(ankle(), Source("in.ndjson", str(source), Format.NDJSON), Limits(1, None, tmp_path))
    run.decide()
    rows: list[list[Any]] = [[3, "gout", "may-fit", *[None] * 4], [1, "sprain", "fits-well", "gout", "may-fit", None, None]]
    run.add_causes(iter([rows]), tmp_path / "causes.csv")
    run.write(tmp_path / "out.ndjson", Format.NDJSON)
    assert [(one["id"], one["cause_1"], one["fit_2"]) for one in lines(tmp_path / "out.ndjson")] == [
        ("a", "sprain", "may-fit"), ("b", None, None), ("c", "gout", None),
    ]  # fmt: skip


def test_ctrl_c_ends_all_processes_and_leaves_nothing(tmp_path: Path) -> None:
    source, place = written(tmp_path / "in.ndjson", *[CALM] * 20_000), tmp_path / "reports"
    command = [*PROGRAM, "batch", str(source), str(tmp_path / "out.csv"), "--questions", str(ANKLE), "--report", str(place)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as ran:
        assert ran.stderr is not None
        while "Writing reports" not in ran.stderr.readline():
            assert ran.poll() is None
        os.killpg(ran.pid, signal.SIGINT)  # as a terminal does: to every process of the run
        told = ran.stderr.read()  # which ends when no process holds it open
    assert (ran.returncode, told) == (130, "Stopped.\n")
    assert list(tmp_path.iterdir()) == [source]


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--only", "same-dya", "--report", "new"], 2, "'same-dya' is no urgency. Did you mean 'same-day'?"),
        (["--most", "3"], 2, "--most is about reports. Give --report DIR as well."),
        (["--report", "there"], 2, "there is there already."),
        (["--report", "nowhere/new"], 4, "nowhere/new could not be made"),
        (["--report", "new", "--region", "GBX"], 2, "Did you mean 'GB'?"),
        (["--report", "new", "--date", "soon"], 2, "'soon' is no date."),
    ],
)
def test_what_cannot_be_is_told_before_the_first_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], code: int, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("there").mkdir()
    ran = batch(written(Path("in.ndjson"), CALM), "out.ndjson", *options)
    assert_told(ran, code)
    assert told in " ".join(ran.err.split())
    assert "Reading" not in ran.err
    assert sorted(file.name for file in tmp_path.iterdir()) == ["in.ndjson", "there"]
