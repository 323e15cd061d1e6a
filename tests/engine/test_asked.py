"""`{question: asked}` and `clear: [questions]`, in each reading, beside what they mean said plainly."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nervecheck.authoring.prove import prove
from nervecheck.authoring.prove.verdict import Kind
from nervecheck.authoring.uses import uses
from nervecheck.base.errors import FileProblems
from nervecheck.engine.answer import Answer, Answers, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.compiled import compiled
from nervecheck.engine.plan import meaning_of
from nervecheck.engine.triage import decision, definite_view, evidence_view, open_views
from nervecheck.tree.model import Tree
from tests.support import small_tree
from tests.support.interviewed import quick
from tests.support.strategies import records

QUESTIONS = """
- {id: who, topic: T, ask: Q, type: yes-no, unsure: [yes]}
- {id: signs, topic: T, ask: Q, type: many, ask-which: true, when: who, options: [
    {id: bad, label: B, danger: true}, {id: fine, label: F, harmless: true}, {id: odd, label: O}]}
- {id: since, topic: T, ask: Q, type: one, unsure: [new], when: {signs: asked}, options: [
    {id: new, label: N}, {id: old, label: O}]}
- {id: age, topic: T, ask: Q, type: number, low: 18, high: 99, when: {not: {since: asked}}}
"""
NAMES = ("who", "signs", "since", "age")
FINDINGS = "".join(f"asked-{name}: {{says: s, when: {{{name}: asked}}}}\n" for name in NAMES) + (
    "not-asked-signs: {says: s, when: {not: {signs: asked}}}\nclear-signs: {says: s, when: {clear: [signs]}}\n"
)
RULES = """
rules:
  - {id: bad, title: t, urgency: emergency, when: {signs: bad}, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: r, title: t, urgency: routine, when: {any: [asked-who, asked-signs, asked-since, asked-age]}, why: w,
     basis: judgement, reviewed: 2026-01-01}
self-care: {when: {all: [clear-signs, {signs: asked}]}, why: w, basis: judgement, reviewed: 2026-01-01}
"""


@cache
def tree() -> Tree:
    return small_tree(Path(mkdtemp()), QUESTIONS, RULES, FINDINGS)


def holds(name: str, view: object) -> bool | None:
    return compiled(meaning_of(tree())[name], meaning_of(tree())).value(view)  # type: ignore[arg-type]


def outright(answer: Answer) -> bool:
    """Whether something was said of it, and is not only doubted."""
    return not isinstance(answer, NotSure) and (not isinstance(answer, Picked) or bool(answer.yes))


def is_clear(answer: Answer) -> bool:
    return answer in (NoneOfThese(), Picked(("fine",)), Picked((), ("fine",)))


@quick
@given(st.data())
def test_where_a_condition_decides(data: st.DataObject) -> None:
    answers = data.draw(records(tree()))
    view, applied = decision(tree(), answers)
    assert {name: holds(f"asked-{name}", view) for name in NAMES} == {name: name in applied for name in NAMES}
    assert holds("not-asked-signs", view) is ("signs" not in applied or not outright(answers["signs"]))
    assert holds("clear-signs", view) is ("signs" not in applied or is_clear(answers["signs"]))


@quick
@given(st.data())
def test_where_it_permits_self_care_only_what_was_said_outright_counts(data: st.DataObject) -> None:
    answers = data.draw(records(tree()))
    view, applied = decision(tree(), answers)
    settled = definite_view(tree(), answers, view, applied)
    for name in NAMES:
        assert holds(f"asked-{name}", settled) is (name in applied and outright(answers[name])), name
    assert holds("not-asked-signs", settled) is False
    assert holds("clear-signs", settled) is ("signs" not in applied or is_clear(answers["signs"]))


@quick
@given(st.data())
def test_as_evidence_what_was_not_asked_or_not_sure_says_nothing(data: st.DataObject) -> None:
    answers = data.draw(records(tree()))
    view, applied = decision(tree(), answers)
    evidence = evidence_view(tree(), answers, view, applied)
    for name in NAMES:
        expected = True if name in applied and outright(answers[name]) else None
        assert holds(f"asked-{name}", evidence) is expected, name
    if "signs" not in applied or not (outright(answers["signs"]) or is_clear(answers["signs"])):
        assert holds("clear-signs", evidence) is None


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, (None, None)),  # either may still be asked
        ({"who": Picked(("yes",))}, (None, None)),
        ({"who": Picked(("no",))}, (False, False)),
        ({"who": Picked(("yes",)), "signs": NotSure()}, (True, None)),
        ({"who": Picked(("yes",)), "signs": NoneOfThese(), "since": Picked(("old",))}, (True, True)),
    ],
)
def test_in_an_interview_what_is_not_answered_yet_is_unknown(answers: Answers, asked: tuple[bool | None, ...]) -> None:
    view, _, _ = open_views(tree(), answers)
    assert (holds("asked-signs", view), holds("asked-since", view)) == asked


def test_the_prover_knows_them() -> None:
    proof = prove(tree(), kinds=(Kind.TOTAL, Kind.DANGER, Kind.UNSURE, Kind.NEEDED))
    assert proof.verdicts
    assert proof.failed == ()


def test_the_number_is_asked_of_whoever_said_nothing_outright() -> None:
    answers: Answers = {"who": Picked(("yes",)), "signs": NoneOfThese(), "since": NotSure(), "age": Number(40)}
    assert "age" in decision(tree(), answers)[1]


def test_every_list_of_clear_is_a_place_of_its_question() -> None:
    (found,) = uses(tree(), "signs")
    assert "findings.yaml:6:39: finding 'clear-signs'" in [f"{place.mark}: {place.words}" for place in found.places]


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("{sings: asked}", "'sings' is no question. Did you mean 'signs'?"),
        ("{clear: [sings]}", "'sings' is no question. Did you mean 'signs'?"),
        ("{clear: [since]}", "'clear' is no option of 'since'. Allowed: new, old, unsure."),
        ("{clear: signs}", "Found the text 'signs'. It must be a list of questions, as [chest-signs, back-signs]."),
        ("{signs: [asked, bad]}", "'asked' is no option of 'signs'."),
    ],
)
def test_mistakes_are_told(when: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(FileProblems) as bad:
        small_tree(tmp_path, QUESTIONS, RULES, FINDINGS + f"more: {{says: s, when: {when}}}\n")
    assert told in str(bad.value)


def test_a_later_question_cannot_be_known_to_be_asked(tmp_path: Path) -> None:
    with pytest.raises(FileProblems, match="'since' is not asked before this"):
        small_tree(tmp_path, QUESTIONS.replace("when: who", "when: {since: asked}"), RULES, FINDINGS)
