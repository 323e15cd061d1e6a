"""Reads many records, decides them by the query and writes one result a record; what cannot be decided is set aside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from nervecheck.base.errors import NotWritten, UsageError
from nervecheck.exchange.batch.by_engine import Person, Selection, cause_columns
from nervecheck.exchange.batch.sources import CHOSEN, CHOSEN_PEOPLE, PEOPLE, Format, Source, make_people, sql_name, sql_text
from nervecheck.exchange.sql.query import Dialect, query
from nervecheck.tree.model import Tree
from nervecheck.tree.terms import Urgency

# what these look for, the query does not have: together they cost a quarter of its time, most of it in planning. None of them
# changes a result. DuckDB before 2.0 does not know them all.
_NO_USE = (
    "projection_placement", "join_order", "in_clause", "common_subexpressions", "duplicate_groups", "projection_pullup",
    "outer_join_simplification",
)  # fmt: skip
_GOOD = "status = 'decided' AND NOT unreadable"


class Limits(NamedTuple):
    """What DuckDB may take of the machine: threads, memory (as "2GB"; None leaves it to DuckDB), and a folder to spill to."""

    threads: int | None
    memory: str | None
    spill: Path


class SetAside(NamedTuple):
    """A record that was not decided: its number, the text it was read from, and what the query found wrong with it."""

    number: int
    raw: str
    found: tuple[str, ...]


class Summary(NamedTuple):
    """How many records were read and decided; decided ones by urgency, the most urgent first, and by rule, the most first.

    `shared` records have an id that another has too.
    """

    read: int
    decided: int
    shared: int
    urgencies: dict[str, int]
    rules: dict[str, int]


class Batch:
    """One run over one source. Used in this order: `decide`, `add_causes` if wanted, `write`, then all else."""

    def __init__(self, tree: Tree, source: Source, limits: Limits) -> None:
        self.tree, self.source = tree, source
        try:
            self._connection = duckdb.connect(config=_config(limits))
        except duckdb.Error as error:
            raise UsageError(f"DuckDB cannot be started like this: {_first_line(error)}") from None
        known = {name for (name,) in self._rows("SELECT name FROM duckdb_optimizers()")}
        self._connection.execute(f"SET disabled_optimizers = '{','.join(known.intersection(_NO_USE))}'")
        self._connection.execute("SET enable_progress_bar = true")  # for `progress`
        self._connection.execute("SET enable_progress_bar_print = false")  # which would go to stdout, into the results
        self._has_ids = self._has_gaps = False
        self._causes: Path | None = None

    def decide(self) -> None:
        """Reads all records and decides them; raises FileProblems or UsageError.

        To find out whether an answer that is missing matters takes as long as all the rest, so it is asked only where one is.
        """
        try:
            self._has_ids = make_people(self._connection, self.source, self.tree)
            self._connection.execute(f"CREATE TABLE decided AS {self._query(PEOPLE, whole=True)}")
            self._has_gaps = self._choose("FROM decided WHERE status = 'incomplete'")
            if self._has_gaps:
                self._connection.execute("DELETE FROM decided WHERE status = 'incomplete'")
                # as a table, because the few whom a filter leaves of each part of a file cost as much as all of them
                self._connection.execute(f"CREATE TABLE open AS SELECT * EXCLUDE (raw) FROM {CHOSEN_PEOPLE}")
                self._connection.execute(f"INSERT INTO decided {self._query('open')}")
                self._connection.execute("DROP TABLE open")
        except (duckdb.Error, RuntimeError) as error:
            _raise_stop(error)
            raise UsageError(f"{self.source.name} cannot be read as {self.source.format}: {_first_line(error)}") from None

    def how_many(self, wanted: Selection) -> int:
        """The number of records that are meant."""
        return int(self._rows(f"SELECT count(*) FROM ({_numbers(wanted)})")[0][0])

    def people(self, wanted: Selection, at_once: int) -> Iterator[list[Person]]:
        """The records that are meant, so many at once, in no order."""
        cells = ", ".join(sql_name(name) for name in self.tree.questions)
        self._choose(f"FROM ({_numbers(wanted)})")
        for rows in self._fetched(f'SELECT "row", id, {cells} FROM {CHOSEN_PEOPLE}', at_once):
            yield [Person(number, id_, dict(zip(self.tree.questions, values, strict=True))) for number, id_, *values in rows]

    def add_causes(self, parts: Iterator[list[list[Any]]], file: Path) -> None:
        """Has `write` add these rows, which `leading_causes` gives, through a file that it may write; raises OSError."""
        with file.open("w", encoding="utf-8") as out:
            for rows in parts:
                out.writelines(",".join("" if word is None else str(word) for word in row) + "\n" for row in rows)
        self._causes = file

    def write(self, file: Path, format_: Format) -> None:
        """Writes the results to the file, in the order of the records; raises NotWritten."""
        listed = "array_to_string({0}, ' ') AS {0}" if format_ is Format.CSV else "{0}"
        lists = ", ".join(listed.format(name) for name in ("rules", "raised", "limits", "unanswered"))
        identity = "" if not self._has_ids else f"{_guarded('id')} AS id," if format_ is Format.CSV else "id,"
        causes, joined, order = self._joined_causes()
        rows = (
            f'SELECT "row" AS {self.source.counted}, {identity} urgency, covered, {lists}, escalated{causes}'
            f" FROM decided {joined} WHERE {_GOOD} {order}"
        )
        try:
            self._connection.execute(f"COPY ({rows}) TO {sql_text(str(file))} ({_WRITERS[format_]})")
        except (duckdb.Error, RuntimeError) as error:
            _raise_stop(error)
            raise NotWritten(f"The results could not be written: {_first_line(error)}") from None

    def summary(self) -> Summary:
        """The counts."""
        read, decided = self._rows(f"SELECT count(*), count(*) FILTER (WHERE {_GOOD}) FROM decided")[0]
        by_urgency = dict(self._rows(f"SELECT urgency, count(*) FROM decided WHERE {_GOOD} GROUP BY 1"))
        by_rule = self._rows(
            f"SELECT rule, count(*) AS n FROM (SELECT unnest(rules) AS rule FROM decided WHERE {_GOOD})"
            " GROUP BY 1 ORDER BY n DESC, rule"
        )
        ordered = {urgency.id: by_urgency.get(urgency.id, 0) for urgency in reversed(Urgency)}
        shared = self._rows(
            "SELECT coalesce(sum(n), 0) FROM (SELECT count(*) AS n FROM decided WHERE id IS NOT NULL GROUP BY id) WHERE n > 1"
        )
        return Summary(read, decided, int(shared[0][0]), ordered, dict(by_rule))

    def set_aside(self) -> Iterator[SetAside]:
        """The records that were not decided, in their order."""
        if not self._choose(f"FROM decided WHERE NOT ({_GOOD})"):
            return
        both = f'{CHOSEN_PEOPLE} JOIN (SELECT "row", mistakes FROM decided) USING ("row")'
        for rows in self._fetched(f'SELECT "row", raw, mistakes FROM {both} ORDER BY "row"', 1000):
            yield from (SetAside(number, raw, tuple(mistakes)) for number, raw, mistakes in rows)

    def progress(self) -> float:
        """How far DuckDB is with what it does, in 100; below 0 where it cannot tell."""
        return float(self._connection.query_progress())

    def _query(self, relation: str, whole: bool = False) -> str:
        return query(self.tree, Dialect.DUCKDB, relation, ("row", "unreadable"), whole)

    def _choose(self, rows: str) -> bool:
        """Has `chosen_people` hold the people with these numbers; says whether there are any."""
        self._rows(f'CREATE OR REPLACE TABLE {CHOSEN} AS SELECT "row" {rows}')
        return bool(self._rows(f"SELECT EXISTS (FROM {CHOSEN})")[0][0])

    def _joined_causes(self) -> tuple[str, str, str]:
        """The columns of the causes, what they are taken from, and the order where it is not that of the table any more."""
        order = 'ORDER BY "row"'
        if self._causes is None:
            return "", "", order if self._has_gaps else ""
        kinds = ", ".join(["'row': 'BIGINT'", *(f"'{name}': 'VARCHAR'" for name in cause_columns())])
        form = f"columns = {{{kinds}}}, delim = ',', header = false, auto_detect = false"
        joined = f'LEFT JOIN read_csv({sql_text(str(self._causes))}, {form}) USING ("row")'
        return "".join(f", {name}" for name in cause_columns()), joined, order

    def _fetched(self, text: str, at_once: int) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of the query in parts; others may be run in between."""
        try:
            found = self._connection.cursor().execute(text)
            while rows := found.fetchmany(at_once):
                yield rows
        except (duckdb.Error, RuntimeError) as error:
            _raise_stop(error)
            raise

    def _rows(self, text: str) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(text).fetchall()
        except (duckdb.Error, RuntimeError) as error:
            _raise_stop(error)
            raise


def _numbers(wanted: Selection) -> str:
    """The query for the numbers of the records that are meant."""
    urgencies = ", ".join(f"'{urgency.id}'" for urgency in wanted.urgencies)
    first = "" if wanted.most is None else f'ORDER BY "row" LIMIT {wanted.most}'
    return f'SELECT "row" FROM decided WHERE {_GOOD} AND urgency IN ({urgencies}) {first}'


# in a spreadsheet a cell that begins like this is a formula
def _guarded(name: str) -> str:
    return f"CASE WHEN regexp_matches({name}, '^[=+@\\t\\r-]') THEN '''' || {name} ELSE {name} END"


_WRITERS = {Format.NDJSON: "FORMAT json", Format.CSV: "FORMAT csv, HEADER", Format.PARQUET: "FORMAT parquet, COMPRESSION zstd"}


def _config(limits: Limits) -> dict[str, str | bool | int | float | list[str]]:
    config: dict[str, str | bool | int | float | list[str]] = {
        "temp_directory": str(limits.spill),
        "autoinstall_known_extensions": "false",  # nothing leaves the computer, and nothing is fetched
    }
    if limits.threads is not None:
        config["threads"] = limits.threads
    if limits.memory is not None:
        config["memory_limit"] = limits.memory
    return config


def _raise_stop(error: Exception) -> None:
    """Ctrl-C reaches DuckDB first, which tells it as an error of its own."""
    if isinstance(error, duckdb.InterruptException) or "interrupted" in str(error).lower():
        raise KeyboardInterrupt from None


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0]
