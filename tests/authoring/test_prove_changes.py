"""What a change of one answer can do is found without a solver, and nothing that it can do is missed."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from nervecheck.authoring.prove.changes import COMES, GOES, LEFT, NEVER, SAME, Changes, Course
from nervecheck.authoring.prove.formula import TRUE, Formula

COURSES = st.sampled_from([NEVER, COMES, GOES, SAME, LEFT])
WAYS = ((False, False), (False, True), (True, False), (True, True))
GATES = st.lists(st.lists(st.integers(-9, 9).filter(bool), min_size=2, max_size=4), min_size=1, max_size=8)


@given(GATES)
def test_a_gate_holds_just_when_all_its_parts_do_however_it_is_simplified(gates: list[list[int]]) -> None:
    formula = Formula()
    literals = [formula.fresh() for _ in range(4)]
    for parts in gates:
        chosen = [literals[(abs(part) - 1) % len(literals)] * (1 if part > 0 else -1) for part in parts]
        literals.append(formula.every(chosen))
        for true in product([False, True], repeat=4):
            free = {literal for literal, holds in zip(literals, true, strict=False) if holds}
            assert formula.is_true(literals[-1], free) is all(formula.is_true(one, free) for one in chosen)


@given(GATES, st.tuples(COURSES, COURSES))
def test_no_course_of_a_gate_is_missed(gates: list[list[int]], courses: tuple[Course, ...]) -> None:
    formula = Formula()
    changing, others = [formula.fresh(1) for _ in courses], [formula.fresh(2) for _ in range(3)]
    literals = [*changing, *others]
    for parts in gates:
        literals.append(formula.every(literals[(abs(p) - 1) % len(literals)] * (1 if p > 0 else -1) for p in parts))
    found = Changes(formula, [dict(zip(changing, courses, strict=True))], TRUE).course(literals[-1])
    ways = [[way for way, possible in zip(WAYS, course, strict=True) if possible] for course in courses]
    for rest in product([False, True], repeat=3):
        same = {literal for literal, holds in zip(others, rest, strict=True) if holds}
        for pair in product(*ways):
            before, after = (same.union(one for one, way in zip(changing, pair, strict=True) if way[at]) for at in (0, 1))
            assert found[WAYS.index((formula.is_true(literals[-1], before), formula.is_true(literals[-1], after)))]


def test_a_rule_that_a_sign_opens_and_settles_does_not_fall_with_the_sign() -> None:
    formula = Formula()
    sign, since, another = formula.fresh(1), formula.fresh(2), formula.fresh(2)
    asked = formula.some([sign, another])
    rule = formula.every([sign, -formula.every([asked, since])])
    course = Changes(formula, [{sign: COMES}], TRUE).course(rule)
    assert (course.rises, course.falls) == (1, 0)
    assert Changes(formula, [{sign: COMES}], TRUE).course(-formula.every([asked, since])).falls == 1


def test_what_is_given_holds_before_and_after() -> None:
    formula = Formula()
    sign, other = formula.fresh(1), formula.fresh(2)
    rule = formula.every([sign, other])
    assert Changes(formula, [{sign: COMES}], other).course(rule).stays_false == 0
    assert Changes(formula, [{sign: COMES}], TRUE).course(rule).stays_false == 1
