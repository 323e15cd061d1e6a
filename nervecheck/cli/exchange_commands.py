"""The commands for many people at once: parse, call one function, show, exit."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from nervecheck.cli.parameters import Folder, ToFile

exchange_commands = typer.Typer()


class SqlName(StrEnum):
    """Whose SQL is written."""

    DUCKDB = "duckdb"
    SPARK = "spark"
    POSTGRES = "postgres"


class TableFormat(StrEnum):
    """What a file of many records is written as."""

    NDJSON = "ndjson"
    CSV = "csv"
    PARQUET = "parquet"


class ReportFormat(StrEnum):
    """What the reports of many people are written as."""

    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


@exchange_commands.command()
def sql(
    dialect: Annotated[SqlName, typer.Option(help="Whose SQL.")] = SqlName.DUCKDB,
    table: Annotated[str, typer.Option(metavar="NAME", help="The table that holds the answers.")] = "answers",
    output: ToFile = None,
    questions: Folder = None,
) -> None:
    """Write the decision as one SQL query, for a table of people."""
    from nervecheck.cli.extras import installed
    from nervecheck.cli.streams import deliver, loaded

    with installed("batch"):
        from nervecheck.exchange.sql.query import Dialect, query
    deliver(query(loaded(questions, promises=False), Dialect(dialect), table), output)


@exchange_commands.command()
def batch(
    source: Annotated[str, typer.Argument(metavar="IN", help="One record a line or row (- is stdin).")],
    out: Annotated[str, typer.Argument(metavar="OUT", help="One result a line or row (- is stdout).")],
    from_: Annotated[TableFormat | None, typer.Option("--from", help="What IN is; else by its ending.")] = None,
    to: Annotated[TableFormat | None, typer.Option("--to", help="What OUT is; else by its ending.")] = None,
    rejects: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What is wrong with each record set aside; else OUT.rejects.ndjson.")
    ] = None,
    threads: Annotated[int | None, typer.Option(min=1, help="At most so many at once; else all cores.")] = None,
    memory: Annotated[str | None, typer.Option(metavar="SIZE", help="At most so much memory, such as 2GB.")] = None,
    causes: Annotated[bool, typer.Option("--causes", help="Add the first three likely causes; takes longer.")] = False,
    report: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write reports into this new folder, one file a person.")
    ] = None,
    report_format: Annotated[ReportFormat | None, typer.Option(help="What reports are; else Markdown.")] = None,
    only: Annotated[str | None, typer.Option(metavar="URGENCY", help="Reports of these alone: one, or a,b.")] = None,
    most: Annotated[int | None, typer.Option(min=1, help="At most so many reports, the first in IN.")] = None,
    region: Annotated[str | None, typer.Option(metavar="CODE", help="Country whose numbers reports name.")] = None,
    date: Annotated[str | None, typer.Option(metavar="DATE", help="When the answers were given, for reports.")] = None,
    questions: Folder = None,
) -> None:
    """Decide many records at once: NDJSON, CSV or Parquet.

    Ends with 1 if some records were set aside.
    """
    from nervecheck.cli.batch import BatchOptions, run

    files, limits = (source, out, from_, to, rejects), (threads, memory, questions, causes)
    raise typer.Exit(run(BatchOptions(*files, *limits, report, report_format, only, most, region, date)))
