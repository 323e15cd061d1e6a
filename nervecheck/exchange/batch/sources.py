"""Files of records as a relation in the table form, in DuckDB's SQL: one column a question, and the record as it was written.

What cannot be an answer is made into a text that no question offers, so that the query sets the record aside.
"""

from __future__ import annotations

import csv
import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.base.errors import FileProblems
from nervecheck.base.problems import Mark, Problem, nearest, quoted
from nervecheck.exchange.batch.copies import FAULT
from nervecheck.exchange.table import DOUBT, ID, columns
from nervecheck.tree.model import Question, QuestionType, Tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from duckdb import DuckDBPyConnection

PEOPLE = "people"
CHOSEN, CHOSEN_PEOPLE = "chosen", "chosen_people"


class Format(StrEnum):
    """What a file of records is written as."""

    NDJSON = "ndjson"
    CSV = "csv"
    PARQUET = "parquet"


class Source(NamedTuple):
    """A file of records, as the program is to name it and as DuckDB opens it: of a text file a copy (`copies.py`)."""

    name: str
    path: str
    format: Format

    @property
    def counted(self) -> str:
        """What its records are counted by: the lines of the file, or its rows."""
        return "line" if self.format is Format.NDJSON else "row"


_WORDS = f"""CREATE MACRO words(v) AS CASE json_type(v)
WHEN 'ARRAY' THEN from_json(v, '["VARCHAR"]') WHEN 'VARCHAR' THEN [json_extract_string(v, '$')] ELSE ['{DOUBT}'] END"""
_LISTED = f"""CREATE MACRO listed(v) AS CASE coalesce(json_type(v), 'NULL') WHEN 'NULL' THEN NULL WHEN 'OBJECT' THEN
CASE WHEN list_has_all(['yes', 'unsure'], json_keys(v)) THEN list_concat(
  CASE WHEN json_exists(v, '$.yes') THEN words(json_extract(v, '$.yes')) ELSE [] END,
  CASE WHEN json_exists(v, '$.unsure')
    THEN list_transform(words(json_extract(v, '$.unsure')), lambda x: x || '{DOUBT}') ELSE [] END) ELSE ['{DOUBT}'] END
ELSE words(v) END"""
_SPLIT = """CREATE MACRO split_list(v) AS CASE WHEN trim(v) = '' THEN NULL ELSE
list_transform(string_split(trim(v, ' []'), ','), lambda x: trim(x)) END"""
_WHOLE = """CREATE MACRO whole(v) AS CASE WHEN trim(v) = '' THEN NULL
WHEN regexp_full_match(trim(v), '[0-9]{1,9}([.]0)?') THEN CAST(CAST(trim(v) AS DOUBLE) AS INTEGER)
WHEN v IS NOT NULL THEN -1 END"""


def make_people(connection: DuckDBPyConnection, source: Source, tree: Tree) -> bool:
    """Makes the relation `people` of the source; says whether its records have ids.

    Its columns: `row` (counted from 1; of NDJSON the line), `raw` (the record as JSON), `unreadable`, `id`, the questions.
    Of it, `chosen_people` has those whose `row` stands in the table `chosen`, and reads no more than the numbers of the rest.
    Raises FileProblems for a column that is no question; what DuckDB cannot read raises its own error.
    """
    for macro in (_WORDS, _LISTED, _SPLIT, _WHOLE):
        connection.execute(macro)
    connection.execute(f'CREATE TABLE {CHOSEN} ("row" BIGINT)')
    if source.format is Format.NDJSON:
        _of_lines(connection, source, tree)
        return True
    return _of_columns(connection, source, tree)


def _of_lines(connection: DuckDBPyConnection, source: Source, tree: Tree) -> None:
    reader = (
        f"read_csv({sql_text(source.path)}, columns = {{'line': 'VARCHAR'}}, delim = '\\0', quote = '', escape = '',"
        " header = false, auto_detect = false)"
    )
    connection.execute(f"CREATE TABLE lines AS SELECT line FROM {reader}")
    names, lists = columns(tree), [q.id for q in tree.questions.values() if q.type is QuestionType.MANY]
    usual = json.dumps({name: ["VARCHAR"] if name in lists else "VARCHAR" for name in names})  # makes NULL of any other form
    other = f"from_json(object, {sql_text(json.dumps(dict.fromkeys(lists, 'JSON')))})" if lists else "NULL"
    cells = ", ".join(f"{_of_json(tree.questions[name])} AS {sql_name(name)}" for name in tree.questions)
    strange = _strange_keys(connection, names)

    def select(relation: str, place: str) -> str:
        return f"""SELECT "row", raw, v IS NULL OR strange AS unreadable, v.id AS id, {cells} FROM (
            SELECT "row", raw, from_json(object, {sql_text(usual)}) AS v, {other} AS other, {strange} AS strange
            FROM (SELECT {place} + 1 AS "row", line AS raw,
              CASE WHEN json_valid(line) THEN CASE WHEN json_type(line) = 'OBJECT' THEN line END END AS object
              FROM {relation} WHERE trim(line) <> ''))"""

    _make_views(connection, "lines", "rowid", select)


def _strange_keys(connection: DuckDBPyConnection, names: tuple[str, ...]) -> str:
    """The condition that a record has a key that is no question, or one twice.

    That is looked for in records that have not the keys of the first alone: most files have the same on each line.
    """
    known = f"[{', '.join(map(sql_text, names))}]"
    strange = f"NOT list_has_all({known}, json_keys(object)) OR list_unique(json_keys(object)) < len(json_keys(object))"
    first = connection.execute("SELECT line FROM lines WHERE trim(line) <> '' LIMIT 1").fetchone()
    keys = connection.execute("SELECT json_keys(?) WHERE json_valid(?)", [*first, *first]).fetchone() if first else None
    if not keys or not keys[0] or not {*keys[0]} <= {*names} or len({*keys[0]}) < len(keys[0]):
        return strange
    return f"CASE WHEN json_keys(object) = [{', '.join(map(sql_text, keys[0]))}] THEN FALSE ELSE {strange} END"


def _of_columns(connection: DuckDBPyConnection, source: Source, tree: Tree) -> bool:
    relation, place, types = _csv(connection, source) if source.format is Format.CSV else _parquet(connection, source)
    _refuse_strange(source, types, tree)
    cells = [f"{_of_column(question, types.get(name))} AS {sql_name(name)}" for name, question in tree.questions.items()]
    named = ", ".join(f"{sql_text(name)}: {sql_name(name)}" for name in types)
    identity = f"CAST({sql_name(ID)} AS VARCHAR)" if ID in types else "CAST(NULL AS VARCHAR)"
    raw, fault = f"CAST(to_json({{{named}}}) AS VARCHAR)", sql_name(FAULT) if source.format is Format.CSV else "NULL"

    def select(relation: str, place: str) -> str:
        return f"""SELECT {place} + 1 AS "row", coalesce({fault}, {raw}) AS raw, {fault} IS NOT NULL AS unreadable,
            {identity} AS id, {", ".join(cells)} FROM {relation}"""

    _make_views(connection, relation, place, select)
    return ID in types


def _make_views(connection: DuckDBPyConnection, relation: str, place: str, select: Callable[[str, str], str]) -> None:
    """The two views, by what is selected from the relation, or from a part of it, whose `place` counts from 0."""
    connection.execute(f"CREATE VIEW {PEOPLE} AS {select(relation, place)}")
    # chosen from the relation and not from the view, which would first work out what every record says
    few = f'(SELECT *, {place} AS place FROM {relation} WHERE {place} IN (SELECT "row" - 1 FROM {CHOSEN}))'
    connection.execute(f"CREATE VIEW {CHOSEN_PEOPLE} AS {select(few, 'place')}")


def _csv(connection: DuckDBPyConnection, source: Source) -> tuple[str, str, dict[str, str]]:
    """Where the rows of the copy are, by what they are counted from 0, and the columns with their types."""
    with Path(source.path).open(encoding="utf-8", newline="") as file:
        *names, fault = next(csv.reader(file))
    kinds = ", ".join(f"{sql_text(name)}: 'VARCHAR'" for name in (*names, fault))
    form = f"columns = {{{kinds}}}, delim = ',', quote = '\"', escape = '\"', header = true, auto_detect = false"
    connection.execute(f"CREATE TABLE records AS SELECT * FROM read_csv({sql_text(source.path)}, {form})")
    return "records", "rowid", dict.fromkeys(names, "VARCHAR")


def _parquet(connection: DuckDBPyConnection, source: Source) -> tuple[str, str, dict[str, str]]:
    """As `_csv` says it, of a Parquet file."""
    relation, number = f"read_parquet({sql_text(source.path)}, file_row_number = true)", "file_row_number"
    described = connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
    return relation, number, {str(name): str(kind) for name, kind, *_ in described if name != number}


def _refuse_strange(source: Source, types: dict[str, str], tree: Tree) -> None:
    known = columns(tree)
    strange = [name for name in types if name not in known]
    if strange:
        problems = [
            Problem(Mark(source.name), "unknown-column", f"The column {quoted(name)} is no question.", nearest(name, known))
            for name in strange
        ]
        raise FileProblems(problems)


def _of_json(question: Question) -> str:
    value = f"v.{sql_name(question.id)}"
    match question.type:
        case QuestionType.MANY:  # to make a list of any other form takes ten times as long
            other = f"other.{sql_name(question.id)}"
            return f"CASE WHEN {value} IS NOT NULL THEN {value} WHEN {other} IS NOT NULL THEN listed({other}) END"
        case QuestionType.NUMBER:
            return f"whole({value})"
        case _:
            return f"nullif({value}, '')"


def _of_column(question: Question, kind: str | None) -> str:
    value = sql_name(question.id)
    if kind is None:
        return f"CAST(NULL AS {_KINDS.get(question.type, 'VARCHAR')})"
    match question.type:
        case QuestionType.MANY:
            return f"CAST({value} AS VARCHAR[])" if kind.endswith("[]") else f"split_list(CAST({value} AS VARCHAR))"
        case QuestionType.NUMBER if kind in _INTEGERS:
            return f"CASE WHEN {value} BETWEEN 0 AND {_MOST} THEN CAST({value} AS INTEGER) WHEN {value} IS NOT NULL THEN -1 END"
        case QuestionType.NUMBER:
            return f"whole(CAST({value} AS VARCHAR))"
        case _:
            return f"nullif(trim(CAST({value} AS VARCHAR)), '')"


_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT")
_MOST = 999_999_999
_KINDS = {QuestionType.MANY: "VARCHAR[]", QuestionType.NUMBER: "INTEGER"}


def sql_name(word: str) -> str:
    """The name of a table or a column."""
    return '"' + word.replace('"', '""') + '"'


def sql_text(word: str) -> str:
    """The word as a text."""
    return "'" + word.replace("'", "''") + "'"
