"""The query decides as the engine does: random people, every vignette, and folders of all shapes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nervecheck.authoring.vignettes import read_vignettes
from nervecheck.engine.answer import Picked
from nervecheck.tree.model import Tree
from tests.support import ankle, examples, shipped, small_tree
from tests.support.strategies import records, trees
from tests.support.table_rows import Decided, People, by_engine, queried

pytest.importorskip("duckdb", reason="DuckDB is not installed")


@pytest.mark.parametrize(("tree", "count"), [(ankle(), 4000), (shipped(), 1000)])
def test_random_people_and_every_vignette_are_decided_alike(tree: Tree, count: int) -> None:
    people = People(tree, seed=15)
    drawn = [people.one() for _ in range(count)]
    told = [vignette.answers for vignette in read_vignettes(tree)]
    expected = [by_engine(tree, answers) for answers in (*drawn, *told)]
    assert {one.status for one in expected[:count]} == {"decided", "incomplete", "refused"}
    assert {one.status for one in expected[count:]} == {"decided"}
    assert {one.urgency for one in expected} >= {"self-care", "routine", "same-day", "emergency", "ambulance"}
    found, whole = queried(tree, (*drawn, *told)), queried(tree, (*drawn, *told), whole=True)
    assert [case for case in zip((*drawn, *told), expected, found, strict=True) if case[1] != case[2]] == []
    pairs = [pair for pair in zip(expected, whole, strict=True) if pair[1].status != "incomplete"]
    assert [pair for pair in pairs if pair[0] != pair[1]] == []
    assert len(pairs) > count / 2


LEG = """
- {id: leg, topic: L, ask: 'L?', type: one, options: [{id: calm, label: C}, {id: bad, label: B}, {id: cold, label: D}]}
- id: worse
  topic: W
  ask: W?
  type: one
  when: {leg: [bad, cold]}
  unsure: [up, in]
  options: [{id: up, label: U, danger: true}, {id: in, label: I, danger: true}]
- {id: faint, topic: F, ask: 'F?', type: many, when: {leg: [bad, cold]}, options: [{id: fell, label: F}, {id: pale, label: P}]}
"""
LEG_RULES = """
rules:
  - {id: bad-leg, title: B, urgency: emergency, when: {leg: bad}, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: cold-leg, title: C, urgency: same-day, when: {leg: cold}, why: w, basis: judgement, reviewed: 2026-01-01}
escalate:
  - {from: same-day, to: emergency, when: {any: [faint: fell, faint: pale]}, why: w}
  - {from: emergency, to: ambulance, when: {any: [worse: up, faint: pale]}, why: w}
self-care: {when: {leg: calm}, why: w, basis: judgement, reviewed: 2026-01-01}
"""


@pytest.mark.parametrize(
    ("answers", "urgency"),
    [
        ({"leg": "calm"}, "self-care"),  # `worse`, not asked, is clear although each answer to it is a danger sign
        ({"leg": "bad", "worse": "up"}, "ambulance"),  # one side of "or" settles it, the other is not answered
        ({"leg": "cold", "faint": ["pale"]}, "ambulance"),  # lifted twice
        ({"leg": "cold", "faint": ["fell"]}, None),  # lifted once, and `worse` can lift it again
        ({"leg": "bad", "worse": "in"}, None),  # `faint` can still lift it
    ],
)
def test_what_is_not_asked_and_what_lifts_the_urgency(answers: dict[str, Any], urgency: str | None, tmp_path: Path) -> None:
    tree = small_tree(tmp_path, LEG, LEG_RULES)
    given = {name: Picked(tuple(answer) if isinstance(answer, list) else (answer,)) for name, answer in answers.items()}
    assert by_engine(tree, given).urgency == urgency
    assert queried(tree, [given]) == [by_engine(tree, given)]


LINES = """
- {id: place, topic: P, ask: 'P?', type: one, options: [{id: hand, label: H}, {id: face, label: F}]}
- {id: signs, topic: S, ask: 'S?', type: many, unsure: [droop],
   options: [{id: droop, label: D, danger: true, when: {not: {place: hand}}}, {id: sore, label: S}]}
"""
LINES_RULES = """
rules:
  - {id: droop, title: D, urgency: emergency, when: {signs: droop}, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: face, title: F, urgency: same-day, when: {place: face}, why: w, basis: judgement, reviewed: 2026-01-01}
self-care: {when: {signs: sore}, why: w, basis: judgement, reviewed: 2026-01-01}
"""


def test_a_line_that_waits_for_an_answer_counts_where_it_was_chosen(tmp_path: Path) -> None:
    tree = small_tree(tmp_path, LINES, LINES_RULES)
    given = {"signs": Picked(("droop",))}
    assert by_engine(tree, given).urgency == "emergency"
    assert queried(tree, [given]) == [by_engine(tree, given)]


@settings(deadline=None, max_examples=examples(30), suppress_health_check=list(HealthCheck))
@given(st.data())
def test_folders_of_every_shape_are_decided_alike(data: Any) -> None:
    tree = data.draw(trees())
    people = [
        {name: answer for name, answer in data.draw(records(tree)).items() if data.draw(st.integers(0, 9))} for _ in range(4)
    ]
    expected = [by_engine(tree, answers) for answers in people]
    assert queried(tree, people) == expected
    for engine, whole in zip(expected, queried(tree, people, whole=True), strict=True):
        assert whole in (engine, Decided("incomplete"))
