"""A line of "not sure" is asked about once more, alone, before anybody is sent anywhere for it."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Picked
from nervecheck.engine.triage import triage
from nervecheck.interview.answers_file import AnswerProblems, read_answers, write_answers
from nervecheck.interview.state import Interview, NotOffered
from nervecheck.prompts.plain_face import PlainFace, Talk
from nervecheck.prompts.session import interview
from nervecheck.report.document import Banner, Document
from nervecheck.tree.load import load
from nervecheck.tree.model import Tree
from nervecheck.tree.terms import Urgency
from tests.support import TREE, small_tree, write_folder
from tests.support.faces import hooks, line_by_line
from tests.support.program import run
from tests.support.terminal import folded

QUESTIONS = """
- {id: signs, topic: T, ask: 'Q?', type: many, unsure: [numb], ask-again: true,
   options: [{id: numb, label: Numb, danger: true}, {id: weak, label: Weak, danger: true}, {id: old, label: Old},
             {id: tired, label: Tired, harmless: true}]}
- {id: place, topic: T, ask: 'Q?', type: one, options: [{id: back, label: Back}, {id: leg, label: Leg}]}
"""
RULES = """
rules:
  - {id: hot, title: t, urgency: emergency, when: {signs: [numb, weak]}, why: w, basis: judgement, reviewed: 2026-01-01}
self-care: {when: {all: [{signs: clear}, {place: back}]}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
DOUBT = Picked(("tired",), ("numb",))


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return small_tree(tmp_path, QUESTIONS, RULES)


def told(tree: Tree, answer: Answer, again: Answer | None = None) -> Interview:
    state, _ = Interview(tree, {}).answer(answer)
    return state if again is None else state.settle(again)[0]


def asked_again(state: Interview) -> list[str]:
    return [option.id for option in state.doubted.options] if state.doubted else []


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        (DOUBT, ["numb"]),
        (Picked((), ("numb", "old")), ["numb", "old"]),
        (Picked(("old",), ("tired",)), []),  # what is harmless sends nobody anywhere
        (Picked(("numb",)), []),
        (NoneOfThese(), []),
        (NotSure(), []),  # whoever cannot tell of a whole list has no line to look at
        (Picked(("weak",), ("numb",)), []),  # an emergency in any case
    ],
)
def test_only_lines_that_can_matter_are_asked_about_again(tree: Tree, given: Answer, lines: list[str]) -> None:
    assert asked_again(told(tree, given)) == lines


@pytest.mark.parametrize(
    ("again", "then", "urgency"),
    [
        (NoneOfThese(), Picked(("tired",)), Urgency.ROUTINE),
        (Picked(("numb",)), Picked(("numb", "tired")), Urgency.EMERGENCY),
        (Picked((), ("numb",)), DOUBT, Urgency.EMERGENCY),
    ],
)
def test_a_line_is_then_denied_true_or_still_not_sure(tree: Tree, again: Answer, then: Answer, urgency: Urgency) -> None:
    state = told(tree, DOUBT, again)
    assert state.answers["signs"] == then
    assert state.doubted is None
    assert triage(tree, state.answers).urgency is urgency


def test_the_last_line_denied_leaves_none_of_these(tree: Tree) -> None:
    assert told(tree, Picked((), ("numb",)), NoneOfThese()).answers["signs"] == NoneOfThese()


def test_only_its_lines_can_be_chosen(tree: Tree) -> None:
    with pytest.raises(NotOffered, match="'weak' is not offered"):
        told(tree, DOUBT, Picked(("weak",)))


def test_a_list_that_is_answered_anew_is_asked_about_anew(tree: Tree) -> None:
    state = told(tree, DOUBT, Picked((), ("numb",))).change("signs")
    assert state.doubted is None  # the list itself comes first
    assert asked_again(state.answer(DOUBT)[0]) == ["numb"]


def test_a_file_keeps_what_was_asked_again(tree: Tree) -> None:
    state = told(tree, DOUBT, Picked((), ("numb",)))
    filed = read_answers(write_answers(tree, state.answers, state.asked_again).encode(), "a.yaml", tree)
    assert Interview(tree, filed.answers, asked_again=filed.asked_again).doubted is None
    assert asked_again(Interview(tree, filed.answers)) == ["numb"]


def test_a_file_names_questions_there(tree: Tree) -> None:
    with pytest.raises(AnswerProblems, match=r"'sings' is no question\. Did you mean 'signs'"):
        read_answers(b"again: [sings]\nanswers: {}", "a.yaml", tree)


def test_it_is_asked_before_anybody_is_alarmed(tree: Tree) -> None:
    heard: list[str] = []
    lines = iter(["1?\n", "none\n", "1\n", ""])
    state = line_by_line(Interview(tree, {}), lambda: next(lines), heard.append)
    assert state.answers == {"signs": NoneOfThese(), "place": Picked(("back",))}
    assert "EMERGENCY" not in "".join(heard)


def test_whoever_leaves_there_is_told_the_worst() -> None:
    lines = "\n".join(["1", "0", "5", "2?"])  # of the shipped questions: an accident, and not sure that a limb is weak since
    ran = run("ask", "--plain", stdin=f"{lines}\n")
    assert "You were not sure here." in ran.err
    assert folded(ran.err).index("take it at its most serious: EMERGENCY") > 0


def test_no_doubt_changes_the_line_that_stands_above_while_it_is_asked_again(tmp_path: Path) -> None:
    last = """
  - id: last
    title: Last
    from: emergency
    questions:
      - {id: way, topic: T, ask: 'Q?', type: many, unsure: [walk], ask-again: true,
         options: [{id: walk, label: Cannot walk, danger: true}, {id: far, label: Far}]}
"""
    listed = textwrap.indent(QUESTIONS.strip("\n"), "      ")
    rules = f"{RULES}escalate: [{{from: emergency, to: ambulance, when: {{way: walk}}, why: w}}]\n"
    folder = write_folder(tmp_path, f"{TREE}  - id: s\n    title: S\n    questions:\n{listed}\n{last}", rules)

    def action(state: Interview) -> Document:
        word = state.progress.lowest.id
        return (Banner(word, word, "now", ()),)

    heard: list[str] = []
    lines = iter(["1\n", "1?\n", "none\n", ""])
    face = PlainFace(Talk(heard.append, lambda: next(lines), 80, patient=False))
    told_ = hooks()._replace(action=action)
    state, _ = interview(Interview(load(folder), {}), face, told_)
    assert state.progress.lowest is Urgency.EMERGENCY
    assert "EMERGENCY: now." in "".join(heard)
    assert "AMBULANCE" not in "".join(heard)
