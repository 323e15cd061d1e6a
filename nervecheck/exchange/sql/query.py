"""The query as text, in the SQL of one engine: the same text for the same questions folder, whatever made it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlglot import expressions as exp

from nervecheck.base.text import one_line
from nervecheck.exchange.sql.decision import decision
from nervecheck.exchange.sql.facts import column
from nervecheck.exchange.sql.tests import Tests
from nervecheck.exchange.table import columns

if TYPE_CHECKING:
    from nervecheck.tree.model import Tree

SOURCE = "answers"


class Dialect(StrEnum):
    """Whose SQL is written."""

    DUCKDB = "duckdb"
    SPARK = "spark"
    POSTGRES = "postgres"


def query(tree: Tree, dialect: Dialect, source: str = SOURCE, more: tuple[str, ...] = (), whole: bool = False) -> str:
    """The query over the table `source`, ended by a line end; `more` columns of the table are passed on before the others.

    `whole` makes a smaller query, for which whoever was asked anything and did not answer is incomplete.

    Raises FileProblems where the folder cannot be asked in SQL, with the place.
    """
    names, tests = columns(tree), Tests(tree, whole)
    results = decision(tests)
    steps = tests.facts.steps()
    kept = _kept(steps, results)
    answers = map(column, (*more, *(name for name in names if name in kept[0])))
    built = exp.select(*answers, copy=False).from_(exp.to_table(source, quoted=True), copy=False)
    selects = [("answer", built)]
    for index, made in enumerate(steps, 1):
        carried = map(column, (*more, *kept[index]))
        selects.append((f"step_{index}", exp.select(*carried, *made, copy=False).from_(selects[-1][0], copy=False)))
    last = exp.select(*map(column, more), *results, copy=False).from_(selects[-1][0], copy=False)
    for name, step in selects:
        last = last.with_(name, as_=step, materialized=dialect is Dialect.POSTGRES or None, copy=False)
    text = _fitted(last, dialect).sql(dialect=dialect.value, pretty=True, max_text_width=120, copy=False)
    return f"{_header(tree, dialect, source)}{text}\n"


def _kept(steps: list[list[exp.Expr]], results: list[exp.Expr]) -> list[list[str]]:
    """For the answers, then for each step, the columns that it hands on because a later step needs them.

    An engine works through each column of each step when it plans, so that `*` would cost minutes there and nothing later.
    """
    needed, kept = _used(results), [list[str]()]
    for made in reversed(steps):
        own = {one.alias for one in made}
        kept.insert(1, sorted(needed - own))
        needed = (needed - own) | _used(made)
    return [sorted(needed), *kept[1:]]


def _used(columns: list[exp.Expr]) -> set[str]:
    return {part.name for one in columns for part in one.find_all(exp.Column)}


def _fitted(whole: exp.Expr, dialect: Dialect) -> exp.Expr:
    """The query with the functions on arrays that this engine has, where SQLGlot has another idea of them."""
    return whole.transform(_FITTED[dialect], copy=False) if dialect in _FITTED else whole


def _for_duckdb(part: exp.Expr) -> exp.Expr:
    match part:
        case exp.Reduce():  # which DuckDB does line by line, and these two for all lines at once
            _, line = part.args["merge"].expressions
            bits = exp.Lambda(this=part.args["merge"].this.expression, expressions=[line])
            all_bits = exp.Anonymous(this="LIST_BIT_OR", expressions=[exp.Transform(this=part.this, expression=bits)])
            return exp.Coalesce(this=all_bits, expressions=[part.args["initial"]])
    return part


def _for_postgres(part: exp.Expr) -> exp.Expr:
    match part:
        case exp.ArrayCompact():
            return exp.Anonymous(this="ARRAY_REMOVE", expressions=[part.this, exp.null()])
        case exp.BitwiseCount():
            return exp.Anonymous(this="BIT_COUNT", expressions=[exp.cast(part.this, "bit(64)")])
        case exp.Reduce():
            _, line = part.args["merge"].expressions
            each = exp.Unnest(expressions=[part.this], alias=exp.TableAlias(this=exp.to_identifier("l"), columns=[line]))
            bits = exp.Anonymous(this="BIT_OR", expressions=[part.args["merge"].this.expression])
            all_bits = exp.select(bits, copy=False).from_(each, copy=False).subquery(copy=False)
            return exp.Coalesce(this=all_bits, expressions=[part.args["initial"]])
    return part


_FITTED = {Dialect.DUCKDB: _for_duckdb, Dialect.POSTGRES: _for_postgres}


def _header(tree: Tree, dialect: Dialect, source: str) -> str:
    about = tree.about
    lines = [
        f"{one_line(about.title)} {one_line(about.version)}, questions {tree.digest}, as SQL for {dialect.value}.",
        f'One row of "{source}" is one person; one row comes out. It decides nobody whose record has mistakes or gaps.',
        "maybe: NULL where an answer that is missing may still decide; surely: what was said outright.",
        "lines of: a list as one number, in which each text that it may hold is a bit, from the second on.",
    ]
    return "".join(f"-- {line}\n" for line in lines)
