"""The query as text: the same each time, in three dialects, readable, and refused where a table cannot hold the questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.base.errors import FileProblems
from tests.support import ankle, small_tree
from tests.support.program import run

sqlglot = pytest.importorskip("sqlglot", reason="SQLGlot is not installed")
from nervecheck.exchange.sql.query import Dialect, query  # noqa: E402

LEG = """
- {id: q, topic: Q, ask: 'Q?', type: one, options: [{id: a, label: A}, {id: b, label: B}]}
- {id: leg, topic: L, ask: 'L?', type: many, options: [{id: cold, label: C}, {id: sore, label: S}]}
"""
RULES = """
rules:
  - {id: cold-leg, title: A cold leg, urgency: emergency, when: {leg: cold}, why: w, basis: judgement, reviewed: 2026-01-01}
self-care: {when: {q: b}, why: w, basis: judgement, reviewed: 2026-01-01}
"""


@pytest.mark.parametrize("dialect", list(Dialect))
def test_the_text_is_the_same_each_time_and_is_read_back(dialect: Dialect) -> None:
    text = query(ankle(), dialect)
    assert text == query(ankle(), dialect)
    assert f"questions {ankle().digest}, as SQL for {dialect}" in text.splitlines()[0]
    parsed = sqlglot.parse_one(text, dialect=dialect.value)
    assert parsed.named_selects[:3] == ["id", "status", "urgency"]


def test_a_rule_stands_there_by_its_id_with_what_it_asks_for(tmp_path: Path) -> None:
    text = query(small_tree(tmp_path, LEG, RULES), Dialect.DUCKDB)
    assert "['cold', 'cold?', 'sore', 'sore?', 'none', 'unsure']" in text
    assert '( "lines of leg" & 2 ) <> 0 AS "leg: cold"' in " ".join(text.split())
    assert "THEN 'cold-leg' END" in text


def test_a_question_called_as_the_key_of_the_table_is_refused_at_its_place(tmp_path: Path) -> None:
    tree = small_tree(tmp_path, LEG.replace("id: q,", "id: id,"), RULES.replace("{q: b}", "{id: b}"))
    with pytest.raises(FileProblems, match=r"tree.yaml:11:9: error\[not-a-column\]"):
        query(tree, Dialect.DUCKDB)


def test_the_command_writes_the_query_for_a_table_of_that_name() -> None:
    ran = run("sql", "--dialect", "spark", "--table", "cohort", "--questions", ankle().folder)
    assert ran.code == 0, ran.err
    assert ran.out == query(ankle(), Dialect.SPARK, "cohort")


def test_a_list_of_nothing_and_a_line_that_is_nothing_are_mistakes(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    people = duckdb.connect()
    lists = "unnest([[NULL], ['cold'], ['cold', 'cod'], [], ['none', 'none'], ['unsure']]::VARCHAR[][])"
    people.execute(f"CREATE TABLE answers AS SELECT 'p' AS id, 'a' AS q, {lists} AS leg")
    found = people.execute(query(small_tree(tmp_path, LEG, RULES), Dialect.DUCKDB)).fetchall()
    assert [one[1] for one in found] == ["refused", "decided", *["refused"] * 4]
    assert [one[-1] for one in found if one[1] == "refused"] == [["leg: no such answer"]] * 5


def test_a_list_with_more_lines_than_a_number_has_bits_is_decided(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    many = ", ".join(f"{{id: n{number}, label: L{number}}}" for number in range(40))
    long = LEG.replace("{id: cold, label: C}", f"{many}, {{id: cold, label: C}}")
    people = duckdb.connect()
    lists = "unnest([['cold'], ['cold?'], ['n0', 'sore'], ['n0', 'cod'], ['none'], ['n30', 'n30?'], ['n0', 'n0']])"
    people.execute(f"CREATE TABLE answers AS SELECT 'p' AS id, 'a' AS q, {lists} AS leg")
    found = people.execute(query(small_tree(tmp_path, long, RULES), Dialect.DUCKDB)).fetchall()
    assert [one[1:5] for one in found] == [
        ("decided", "emergency", True, ["cold-leg"]), ("decided", "routine", True, []), ("decided", "routine", True, []),
        ("refused", None, None, []), ("decided", "routine", True, []), *[("refused", None, None, [])] * 2,
    ]  # fmt: skip
