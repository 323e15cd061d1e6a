"""`batch`: every format in and out, what is set aside and why, and files that are whole or not there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.support import ANKLE, ankle
from tests.support.program import Ran, run

duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
from nervecheck.exchange.batch.by_engine import RANKED  # noqa: E402
from nervecheck.exchange.batch.run import Batch, Limits  # noqa: E402
from nervecheck.exchange.batch.sources import Format, Source  # noqa: E402

CALM: dict[str, Any] = {
    "groups": "none", "steps-then": "could", "tender": "none", "trust": "none", "since": "two-days", "trend": "better",
    "side": "left", "pop": "no", "age": 34,
}  # fmt: skip


def batch(source: Path, out: Path | str, *options: str, stdin: str = "") -> Ran:
    return run("batch", source, out, "--questions", ANKLE, *options, stdin=stdin)


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def written(file: Path, *people: Any) -> Path:
    file.write_text("".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in people), encoding="utf-8")
    return file


def decided(folder: Path, *people: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The results and the rejects of these people."""
    out = folder / "out.ndjson"
    batch(written(folder / "in.ndjson", *people), out)
    return lines(out), lines(folder / "out.ndjson.rejects.ndjson")


def test_answers_are_written_as_in_an_answers_file(tmp_path: Path) -> None:
    found, rejects = decided(
        tmp_path,
        {"id": "a", **CALM},
        {"id": "b", **CALM, "tender": ["outer", "soft"]},
        {"id": "c", **CALM, "tender": {"yes": ["soft"], "unsure": ["outer"]}},
        {"id": "d", **CALM, "tender": ["soft", "outer?"]},
        {"id": "e", **CALM, "tender": "unsure"},
        {"id": "f", **CALM, "age": 17},
    )
    assert rejects == []
    assert {one["id"]: one["urgency"] for one in found} == {
        "a": "self-care", "b": "same-day", "c": "same-day", "d": "same-day", "e": "same-day", "f": "routine",
    }  # fmt: skip
    assert [one["covered"] for one in found] == [True, True, True, True, True, False]
    assert found[1]["rules"] == ["ottawa-ankle"]


@pytest.mark.parametrize(
    ("person", "key", "found", "allowed"),
    [
        ("{", None, "The line is no JSON", "Write one JSON object"),
        ({**CALM, "sde": "left"}, "sde", "'sde' is no question.", "Did you mean 'side'?"),
        ({**CALM, "side": "lefft"}, "side", "'lefft' is not offered", "Did you mean 'left'? Allowed: left, right, both."),
        ({**CALM, "tender": ["outr"]}, "tender", "'outr' is not offered", "Did you mean 'outer'?"),
        ({**CALM, "age": 300}, "age", "300 is not between 0 and 120.", ""),
        ({**CALM, "age": "old"}, "age", "'old' is no answer to 'age'.", "Give a whole number from 0 to 120."),
        ({**CALM, "tender": []}, "tender", "Nothing is chosen.", ""),
        ({**CALM, "tender": ["outer", None]}, "tender", "found nothing in the list.", "List option ids."),
        ({**CALM, "tender": ["outer", "outer?"]}, "tender", "no such answer", "Write an option once"),
        ({**CALM, "tender": ["none", "outer"]}, "tender", "'none' is an answer by itself", ""),
        ({**CALM, "pop": None}, "pop", "'pop' is not answered", "yes, no"),
        (
            {**CALM, "whole-signs": "wake"},
            "whole-signs",
            "reports a danger sign (wake) but is not asked",
            "closed by groups: none",
        ),
        ('{"age": 3, "age": 4}', "age", "'age' stands there 2 times.", "Keep one"),
    ],
)
def test_a_bad_record_is_explained_and_the_others_are_decided(
    tmp_path: Path, person: Any, key: str | None, found: str, allowed: str
) -> None:
    results, rejects = decided(tmp_path, CALM, person, "", CALM)
    assert [one["line"] for one in results] == [1, 4]
    told = next(reject for reject in rejects if reject["key"] == key)
    assert told["line"] == 2
    assert found in told["found"]
    assert allowed in told["allowed"]


def test_an_answer_left_out_that_cannot_matter_costs_neither_the_decision_nor_its_place(tmp_path: Path) -> None:
    hurt = {"groups": ["whole"], "whole-signs": ["wake"]}  # an ambulance, whatever else is answered
    people = [{"id": "a", **CALM}, {"id": "b", **hurt}, {"id": "c", **CALM, "pop": None}, {"id": "d", **CALM}]
    results, rejects = decided(tmp_path, *people)
    assert [(one["line"], one["id"], one["urgency"]) for one in results] == [
        (1, "a", "self-care"), (2, "b", "ambulance"), (4, "d", "self-care"),
    ]  # fmt: skip
    assert [one["id"] for one in rejects] == ["c"]


def test_a_reject_says_how_urgent_the_rest_of_it_is(tmp_path: Path) -> None:
    _, rejects = decided(tmp_path, {**CALM, "groups": ["whole"], "whole-signs": ["wake"], "side": "lefft"})
    assert rejects[0]["at_least"] == "ambulance"


def test_all_formats_come_to_the_same(tmp_path: Path) -> None:
    people = [{"id": str(n), **CALM, "tender": tender} for n, tender in enumerate(("none", ["outer", "soft?"], ["soft"]))]
    source = written(tmp_path / "in.ndjson", *people)
    kinds = "columns = {id: 'VARCHAR', groups: 'VARCHAR', \"steps-then\": 'VARCHAR', tender: 'VARCHAR[]', trust: 'VARCHAR',"
    kinds += " since: 'VARCHAR', trend: 'VARCHAR', side: 'VARCHAR', pop: 'VARCHAR', age: 'INTEGER'}"
    rows = [{**one, "tender": one["tender"] if isinstance(one["tender"], list) else ["none"]} for one in people]
    read = f"SELECT * FROM read_json('{written(tmp_path / 'rows.ndjson', *rows)}', {kinds})"
    duckdb.connect().execute(f"COPY ({read}) TO '{tmp_path / 'in.parquet'}'")
    spread = f"SELECT * REPLACE (array_to_string(tender, ', ') AS tender) FROM ({read})"
    duckdb.connect().execute(f"COPY ({spread}) TO '{tmp_path / 'in.csv'}' (HEADER)")
    found = []
    for name in ("in.ndjson", "in.csv", "in.parquet"):
        assert batch(tmp_path / name, tmp_path / "out.parquet").code == 0
        result = duckdb.connect().execute(f"SELECT id, urgency, rules FROM '{tmp_path / 'out.parquet'}'").fetchall()
        found.append(result)
    assert found == [found[0]] * 3
    assert [urgency for _, urgency, _ in found[0]] == ["self-care", "same-day", "self-care"]
    assert batch(source, tmp_path / "out.csv").code == 0


def test_a_pipe_gives_results_and_the_summary_stands_on_stderr() -> None:
    ran = batch(Path("-"), "-", stdin=json.dumps({"id": 1, **CALM}) + "\n" + json.dumps({"side": "x"}) + "\n")
    assert ran.code == 1
    assert [json.loads(line)["urgency"] for line in ran.out.splitlines()] == ["self-care"]
    assert "2 read, 1 decided, 1 set aside." in ran.err
    assert "'x' is not offered here." in ran.err


def test_duckdb_itself_prints_nothing(tmp_path: Path) -> None:
    source = Source("in.ndjson", str(written(tmp_path / "in.ndjson", CALM)), Format.NDJSON)
    shown = Batch(ankle(), source, Limits(None, None, tmp_path))._rows("SELECT current_setting('enable_progress_bar_print')")
    assert shown == [(False,)]


def test_a_spreadsheet_gets_no_formula(tmp_path: Path) -> None:
    assert batch(written(tmp_path / "in.ndjson", {"id": "=1+1", **CALM}), tmp_path / "out.csv").code == 0
    assert (tmp_path / "out.csv").read_text().splitlines()[1].split(",")[1] == "'=1+1"


def test_the_files_are_the_owners_alone_and_nothing_else_is_left(tmp_path: Path) -> None:
    assert batch(written(tmp_path / "in.ndjson", CALM), tmp_path / "out.ndjson").code == 0
    made = [tmp_path / "out.ndjson", tmp_path / "out.ndjson.rejects.ndjson"]
    assert sorted(tmp_path.iterdir()) == [tmp_path / "in.ndjson", *made]
    assert {file.stat().st_mode & 0o777 for file in made} == {0o600}


def test_a_broken_byte_costs_its_own_line_alone(tmp_path: Path) -> None:
    source = tmp_path / "in.ndjson"
    source.write_bytes(json.dumps(CALM).encode() + b'\n{"side": "\xff\0"}\n' + json.dumps(CALM).encode() + b"\n")
    assert batch(source, tmp_path / "out.ndjson").code == 1
    assert [one["line"] for one in lines(tmp_path / "out.ndjson")] == [1, 3]


@pytest.mark.parametrize(
    ("name", "text", "options", "code", "told"),
    [
        (
            "in.csv",
            "id,sde\n1,left\n",
            [],
            3,
            "in.csv: error[unknown-column] The column 'sde' is no question. Did you mean 'side'?",
        ),
        ("in.txt", "{}\n", [], 2, "does not tell its format. Give --from: ndjson, csv, parquet."),
        ("in.parquet", "no parquet", [], 2, "cannot be read as parquet"),
        ("in.ndjson", "{}\n", ["--memory", "lots"], 2, "DuckDB cannot be started like this"),
    ],
)
def test_what_cannot_be_read_at_all_ends_the_run_and_leaves_the_old_result(
    tmp_path: Path, name: str, text: str, options: list[str], code: int, told: str
) -> None:
    (tmp_path / name).write_text(text)
    (tmp_path / "out.ndjson").write_text("before")
    ran = batch(tmp_path / name, tmp_path / "out.ndjson", *options)
    assert ran.code == code
    assert told in " ".join(ran.err.split())
    assert (tmp_path / "out.ndjson").read_text() == "before"


@pytest.mark.parametrize("told", [RuntimeError("Query interrupted"), duckdb.InterruptException("Interrupted!")])
def test_ctrl_c_that_the_engine_hears_first_is_ctrl_c(told: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted:
        def execute(self, _: str) -> NoReturn:
            raise told

    batch = Batch(ankle(), Source("in.csv", str(tmp_path / "in.csv"), Format.CSV), Limits(1, None, tmp_path))
    monkeypatch.setattr(batch, "_connection", Interrupted())
    with pytest.raises(KeyboardInterrupt):
        batch.how_many(RANKED)
