"""The steps of named columns: each after what it is made of, and no earlier than it is needed."""

from __future__ import annotations

import pytest

exp = pytest.importorskip("sqlglot.expressions", reason="SQLGlot is not installed")
from nervecheck.exchange.sql.facts import Facts, column  # noqa: E402
from nervecheck.exchange.sql.logic import every  # noqa: E402


def test_a_column_stands_right_before_those_that_are_made_of_it() -> None:
    facts = Facts()
    early, late = facts.add("early", exp.not_(column("answer"))), facts.add("late", exp.not_(column("other")))
    middle = facts.add("middle", exp.not_(early))
    facts.add("last", every([early, middle, late]))
    assert [[one.alias for one in step] for step in facts.steps()] == [["early"], ["late", "middle"], ["last"]]


def test_without_columns_there_are_no_steps() -> None:
    assert Facts().steps() == []
