"""What is known of people already found is as true as what a solver says: the two agree, and both with the engine."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from nervecheck.authoring.prove import prove, search
from nervecheck.authoring.prove.dependencies import all_seen
from nervecheck.authoring.prove.formula import Formula
from nervecheck.authoring.prove.part import Part
from nervecheck.authoring.prove.sample import Sample, known_of
from nervecheck.authoring.prove.verdict import Kind, State
from nervecheck.engine.answer import Answer, Picked
from nervecheck.engine.plan import plan
from nervecheck.engine.triage import definite_view, triage
from nervecheck.tree.model import QuestionType, Tree
from nervecheck.tree.terms import Urgency
from tests.support import small_tree
from tests.support.every_record import answers_to, key, records, size, ticked_pairs
from tests.support.strategies import trees


@given(st.lists(st.lists(st.integers(-9, 9).filter(bool), min_size=2, max_size=4), min_size=1, max_size=8))
def test_a_part_finds_somebody_just_when_a_walk_over_everybody_does(gates: list[list[int]]) -> None:
    formula = Formula()
    literals = [formula.fresh() for _ in range(5)]
    for parts in gates:
        chosen = [literals[(abs(part) - 1) % len(literals)] * (1 if part > 0 else -1) for part in parts]
        literals.append(formula.every(chosen))
    everybody = [{literals[at] for at in range(5) if number >> at & 1} for number in range(32)]
    sample, part = Sample(formula, 32, known_of(everybody)), Part(formula, 1_000)
    for literal in (literals[-1], -literals[-1]):
        found, known = part.solution(literal), sample.holds(literal)
        assert [bool(known >> at & 1) for at in range(32)] == [formula.is_true(literal, one) for one in everybody]
        assert isinstance(found, set) is bool(known)
        assert not isinstance(found, set) or formula.is_true(literal, found)
    part.close()


def test_whoever_a_part_finds_has_no_more_than_is_wanted() -> None:
    formula = Formula()
    one, other, third = (formula.fresh() for _ in range(3))
    part = Part(formula, 1_000)
    assert part.solution(formula.every([one, other])) == {one, other}
    assert part.solution(formula.some([one, third])) in ({one}, {third})
    part.close()


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(st.integers(-9, 9).filter(bool), min_size=1, max_size=3), min_size=1, max_size=8))
def test_a_clash_is_found_just_when_not_all_can_hold(ways: list[list[int]]) -> None:
    formula = Formula()
    literals = [formula.fresh() for _ in range(9)]
    asked = [formula.some(literals[abs(one) - 1] * (1 if one > 0 else -1) for one in way) for way in ways]
    together = formula.every(asked)
    part = Part(formula, 1_000)
    clash, can = part.clash(asked), isinstance(part.solution(together), set)
    assert clash <= {*asked}
    assert bool(clash) is not can
    assert can or part.solution(*clash) is None
    part.close()


@settings(deadline=None, max_examples=50, suppress_health_check=list(HealthCheck))
@given(trees())
def test_the_most_screens_agree_with_a_walk_over_every_record(tree: Tree) -> None:
    assume(size(tree) <= 500)
    calm = [outcome for record in records(tree) if (outcome := triage(tree, record)).urgency < Urgency.EMERGENCY]
    assert prove(tree, kinds=[]).paths.longest_possible == max((len(outcome.applied) for outcome in calm), default=0)


@given(trees(), st.integers(0, 2))
def test_what_rests_on_many_questions_is_no_less_possible(tree: Tree, few: int) -> None:
    told_at_once = prove(tree, kinds=[Kind.CAN]).verdicts
    with patch.object(search, "_FEW", few):  # more questions count as many
        assert prove(tree, kinds=[Kind.CAN]).verdicts == told_at_once


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(trees())
def test_which_options_matter_agrees_with_a_walk_over_every_record(tree: Tree) -> None:
    assume(size(tree) <= 500)
    seen, care = [*all_seen(tree)], plan(tree).self_care
    found = {verdict.subject: verdict.state for verdict in prove(tree, kinds=[Kind.MATTERS]).verdicts}
    shows = {}
    for record in records(tree):
        outcome = triage(tree, record)
        definite = definite_view(tree, record, outcome.view, outcome.applied)
        shows[key(record)] = [*(test.value(outcome.view) is True for test in seen), care.value(definite) is True]
    for question in tree.questions.values():
        for option in question.options:
            answers = [answer for answer in answers_to(question) if answer != Picked((option.id,))]
            pairs: list[tuple[Answer, Answer]] = [(answer, Picked((option.id,))) for answer in answers]
            if question.type is QuestionType.MANY:
                pairs = ticked_pairs(question, option.id)
            matters = any(
                shows[key({**record, question.id: one})] != shows[key({**record, question.id: other})]
                for record in records(tree) for one, other in pairs
            )  # fmt: skip
            state = found.get(f"{question.id}: {option.id}")
            assert state in (None, State.PROVED if matters else State.REFUTED)


def test_an_age_that_only_a_finding_names_is_told_from_others(tmp_path: Path) -> None:
    questions = """
- {id: age, topic: T, ask: 'Q?', type: number, low: 0, high: 120}
- {id: q, topic: T, ask: 'Q?', type: one, options: [{id: a, label: A}, {id: b, label: B}]}
"""
    findings = "nobody: {says: N, when: {all: [{not: {age: {min: 30}}}, {not: {age: {max: 40}}}]}}"
    proof = prove(small_tree(tmp_path, questions, findings=findings), kinds=[Kind.CAN])
    assert "nobody: It can never hold." in [f"{verdict.subject}: {verdict.message}" for verdict in proof.failed]
