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


def query(tree: Tree, dialect: Dialect, source: str = SOURCE, more: tuple[str, ...] = ()) -> str:
    """The query over the table `source`, ended by a line end; `more` columns of the table are passed on before the others.

    Raises FileProblems where the folder cannot be asked in SQL, with the place.
    """
    names, tests = columns(tree), Tests(tree)
    results = decision(tests)
    steps = [*tests.facts.steps()]
    kept = _kept(steps, results)
    answers = map(column, (*more, *(name for name in names if name in kept[0])))
    built = exp.select(*answers, copy=False).from_(exp.to_table(source, quoted=True), copy=False)
    selects = [("answer", built)]
    for index, made in enumerate(steps, 1):
        carried = map(column, (*more, *kept[index]))
        selects.append((f"step_{index}", exp.select(*carried, *made, copy=False).from_(selects[-1][0], copy=False)))
    whole = exp.select(*map(column, more), *results, copy=False).from_(selects[-1][0], copy=False)
    for name, step in selects:
        whole = whole.with_(name, as_=step, materialized=dialect is Dialect.POSTGRES or None, copy=False)
    text = _fitted(whole, dialect).sql(dialect=dialect.value, pretty=True, max_text_width=120, copy=False)
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
    if dialect is Dialect.DUCKDB:
        return whole
    return whole.transform(_FITTED[dialect], copy=False)


def _for_spark(part: exp.Expr) -> exp.Expr:
    match part:
        case exp.ArrayOverlaps():
            return exp.Anonymous(this="ARRAYS_OVERLAP", expressions=[part.this, part.expression])
        case exp.ArrayContainsAll():
            strange = exp.Anonymous(this="ARRAY_EXCEPT", expressions=[part.expression, part.this])
            return exp.EQ(this=exp.ArraySize(this=strange), expression=exp.Literal.number(0))
    return part


def _for_postgres(part: exp.Expr) -> exp.Expr:
    match part:
        case exp.ArrayCompact():
            return exp.Anonymous(this="ARRAY_REMOVE", expressions=[part.this, exp.null()])
    return part


_FITTED = {Dialect.SPARK: _for_spark, Dialect.POSTGRES: _for_postgres}


def _header(tree: Tree, dialect: Dialect, source: str) -> str:
    about = tree.about
    lines = [
        f"{one_line(about.title)} {one_line(about.version)}, questions {tree.digest}, as SQL for {dialect.value}.",
        f'One row of "{source}" is one person; one row comes out. It decides nobody whose record has mistakes or gaps.',
        "maybe: NULL where an answer that is missing may still decide; surely: what was said outright.",
    ]
    return "".join(f"-- {line}\n" for line in lines)
