"""The query decides as the engine does: random people, every vignette, and folders of all shapes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nervecheck.authoring.vignettes import read_vignettes
from nervecheck.tree.model import Tree
from tests.support import ankle, shipped
from tests.support.strategies import records, trees
from tests.support.table_rows import People, by_engine, queried

pytest.importorskip("duckdb", reason="DuckDB is not installed")


@pytest.mark.parametrize(("tree", "count"), [(ankle(), 4000), (shipped(), 1000)])
def test_random_people_are_decided_alike(tree: Tree, count: int) -> None:
    people = People(tree, seed=15)
    drawn = [people.one() for _ in range(count)]
    expected = [by_engine(tree, answers) for answers in drawn]
    assert {one.status for one in expected} == {"decided", "incomplete", "refused"}
    assert {one.urgency for one in expected} >= {"self-care", "routine", "same-day", "emergency", "ambulance"}
    differing = [case for case in zip(drawn, expected, queried(tree, drawn), strict=True) if case[1] != case[2]]
    assert differing == []


@pytest.mark.parametrize("tree", [ankle(), shipped()])
def test_every_vignette_comes_to_the_same(tree: Tree) -> None:
    people = [vignette.answers for vignette in read_vignettes(tree)]
    assert people
    found = queried(tree, people)
    assert {one.status for one in found} == {"decided"}
    assert found == [by_engine(tree, answers) for answers in people]


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_folders_of_every_shape_are_decided_alike(data: Any) -> None:
    tree = data.draw(trees())
    people = [
        {name: answer for name, answer in data.draw(records(tree)).items() if data.draw(st.integers(0, 9))} for _ in range(4)
    ]
    assert queried(tree, people) == [by_engine(tree, answers) for answers in people]
