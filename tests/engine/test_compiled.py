"""Conditions: three values, negation without "not", the answers behind a truth, and what is still open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nervecheck.base.problems import Mark
from nervecheck.engine.compiled import Findings, Seen, compiled, reasons, unasked, unsettled
from nervecheck.tree.conditions import AllOf, AnyOf, AtLeast, Chosen, Condition, Named, Not, Within, atoms

HERE = Mark("t", 1, 1)
NO_FINDINGS = Findings({})
A, B, C = (Chosen(name, ("x",), HERE) for name in "abc")
YES, NO, OPEN, VOID = Seen(yes=frozenset("x")), Seen(denied=frozenset("xy")), Seen(), Seen(void=True)
BOTH = Seen(yes=frozenset("x"), denied=frozenset("xy"))  # not sure, read as x


@pytest.mark.parametrize(
    ("condition", "a", "b", "expected"),
    [
        (A, YES, OPEN, True),
        (A, NO, OPEN, False),
        (A, OPEN, OPEN, None),
        (A, VOID, OPEN, False),
        (Not(A), VOID, OPEN, False),
        (Not(A), NO, OPEN, True),
        (Not(A), OPEN, OPEN, None),
        (A, BOTH, OPEN, True),
        (Not(A), BOTH, OPEN, True),
        (AllOf((A, B)), YES, OPEN, None),
        (AllOf((A, B)), NO, OPEN, False),
        (AnyOf((A, B)), YES, OPEN, True),
        (AnyOf((A, B)), NO, OPEN, None),
        (Not(AnyOf((A, B))), NO, NO, True),
        (Not(AllOf((A, B))), NO, OPEN, True),
        (AtLeast(2, (A, B)), YES, YES, True),
        (AtLeast(2, (A, B)), YES, NO, False),
        (Not(AtLeast(2, (A, B))), YES, NO, True),
        (AllOf(()), OPEN, OPEN, True),
        (AnyOf(()), OPEN, OPEN, False),
        (Named("f", HERE), YES, OPEN, True),
        (Not(Named("f", HERE)), NO, OPEN, True),
    ],
)
def test_value(condition: Condition, a: Seen, b: Seen, expected: bool | None) -> None:
    assert compiled(condition, Findings({"f": A})).value({"a": a, "b": b}) is expected


@pytest.mark.parametrize(
    ("number", "expected", "negated"),
    [(17, False, True), (18, True, False), (65, True, False), (66, False, True), (None, None, None)],
)
def test_bounds_are_included(number: int | None, expected: bool | None, negated: bool | None) -> None:
    within, view = Within("n", 18, 65, HERE), {"n": Seen(number=number)}
    assert compiled(within, NO_FINDINGS).value(view) is expected
    assert compiled(Not(within), NO_FINDINGS).value(view) is negated


def test_a_number_not_asked_lies_nowhere() -> None:
    closed = {"n": Seen(denied=frozenset({"none"}))}
    assert compiled(Within("n", 1, 2, HERE), NO_FINDINGS).value(closed) is False
    assert compiled(Not(Within("n", 1, 2, HERE)), NO_FINDINGS).value(closed) is True


def test_reasons_are_all_true_branches_and_the_answer_behind_each_not() -> None:
    test = compiled(AllOf((AnyOf((A, B)), Not(C))), NO_FINDINGS)
    found = [(reason.question, reason.positive) for reason in reasons(test, {"a": YES, "b": YES, "c": NO})]
    assert found == [("a", True), ("b", True), ("c", False)]
    assert list(reasons(test, {"a": NO, "b": NO, "c": NO})) == []


def test_unsettled_names_only_what_could_settle_it() -> None:
    test = compiled(AllOf((AnyOf((A, B)), C)), NO_FINDINGS)
    assert list(unsettled(test, {"a": YES, "b": OPEN, "c": OPEN})) == ["c"]
    assert list(unsettled(test, {"a": NO, "b": OPEN, "c": NO})) == []


def test_unasked_takes_the_questions_for_denied() -> None:
    view = {"a": OPEN, "b": YES}
    assert unasked(compiled(AnyOf((A, B)), NO_FINDINGS), frozenset("a")).value(view) is True
    assert unasked(compiled(AllOf((A, B)), NO_FINDINGS), frozenset("a")).value(view) is False
    assert unasked(compiled(Not(A), NO_FINDINGS), frozenset("a")).value(view) is True


def test_atoms_know_whether_they_are_denied() -> None:
    assert [(atom, negated) for atom, negated in atoms(Not(AllOf((A, Not(B)))))] == [(A, True), (B, False)]


SEEN = st.sampled_from([YES, NO, OPEN])
NESTED: st.SearchStrategy[Condition] = st.recursive(
    st.sampled_from([A, B, C]),
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: AtLeast(2, tuple(parts))),
    ),
    max_leaves=8,
)


@given(NESTED, SEEN, SEEN, SEEN)
def test_a_negation_is_the_opposite(condition: Condition, a: Seen, b: Seen, c: Seen) -> None:
    view = {"a": a, "b": b, "c": c}
    value, negated = (compiled(written, NO_FINDINGS).value(view) for written in (condition, Not(condition)))
    assert negated is (None if value is None else not value)


@given(NESTED, SEEN, SEEN, SEEN)
def test_what_is_settled_stays_settled_whatever_open_questions_bring(condition: Condition, a: Seen, b: Seen, c: Seen) -> None:
    view = {"a": a, "b": b, "c": c}
    value = compiled(condition, NO_FINDINGS).value(view)
    for answer in (YES, NO):
        later = compiled(condition, NO_FINDINGS).value({name: answer if seen is OPEN else seen for name, seen in view.items()})
        assert later is not None
        assert value is None or later is value
