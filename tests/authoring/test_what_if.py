"""`nervecheck what-if`: each single other answer that changes the urgency, with the rule that would decide."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from nervecheck.authoring.what_if import MOST_SHOWN, account
from nervecheck.cli.commands import app
from nervecheck.engine.alternatives import alternatives
from nervecheck.engine.answer import Answers, NoneOfThese, NotSure, Number, Picked
from nervecheck.tree.model import Tree
from tests.support import small_tree

QUESTIONS = """
- {id: legs, topic: Legs, ask: 'Which?', type: many, ask-which: true, options: [
    {id: weak, label: Both legs are weak, danger: true}, {id: numb, label: A foot is numb, danger: true},
    {id: ache, label: They ache}]}
- {id: age, topic: Age, ask: 'How old?', type: number, low: 18, high: 99, unit: years}
- {id: walk, topic: Walking, ask: 'Can you walk?', type: yes-no, unsure: [no], when: {legs: weak}}
"""
RULES = """
rules:
  - {id: both, title: Both legs, urgency: emergency, when: {legs: weak}, why: w, basis: judgement, reviewed: 2026-01-01,
     raise: [{to: ambulance, when: {walk: no}, why: w}]}
  - {id: foot, title: A numb foot, urgency: same-day, when: {legs: numb}, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: old, title: An old ache, urgency: same-day, when: {all: [{legs: ache}, {age: {min: 65}}]}, why: w,
     basis: judgement, reviewed: 2026-01-01}
self-care: {when: {age: {max: 20}}, why: w, basis: judgement, reviewed: 2026-01-01}
"""


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return small_tree(tmp_path, QUESTIONS, RULES)


def told(tree: Tree, answers: Answers, every: bool = False) -> list[str]:
    """The lines of changes."""
    lines = account(alternatives(tree, answers), 1_000, every).splitlines()
    return [line.removeprefix("- ") for line in lines if line.startswith("- ")]


def test_changes_both_ways_the_most_urgent_first(tree: Tree) -> None:
    assert told(tree, {"legs": Picked(("ache",)), "age": Number(64)}) == [
        "If 'Both legs are weak' were ticked as well (in 'Legs'): at least EMERGENCY, because: Both legs (both). "
        "More would be asked, which could make it AMBULANCE.",
        "If 'A foot is numb' were ticked as well (in 'Legs'): SAME-DAY, because: A numb foot (foot).",
        "If 'Age' were 65: SAME-DAY, because: An old ache (old).",
        "If 'Age' were 20: SELF-CARE, as all that self-care asks for was said.",
    ]


def test_what_is_not_covered_is_said_to_be_so(tmp_path: Path) -> None:
    limit = "not-covered: [{id: aches, when: {all: [{legs: ache}, {age: {max: 19}}]}, say: s, ask: a}]\n"
    tree = small_tree(tmp_path, QUESTIONS, RULES + limit)
    assert "If 'Age' were 19: ROUTINE, as the questions are not made for that." in told(
        tree, {"legs": Picked(("ache",)), "age": Number(20)}
    )


def test_what_is_ticked_is_denied_and_closes_what_it_opened(tree: Tree) -> None:
    answers: Answers = {"legs": Picked(("weak", "numb")), "age": Number(40), "walk": Picked(("no",))}
    assert told(tree, answers) == [
        "If 'yes' were the answer (in 'Walking'): EMERGENCY, because: Both legs (both).",
        "If 'Both legs are weak' were not true (in 'Legs'): SAME-DAY, because: A numb foot (foot).",
    ]


def test_a_line_that_is_not_sure_may_be_true_or_not(tree: Tree) -> None:
    assert told(tree, {"legs": Picked((), ("numb",)), "age": Number(40)})[-1] == (
        "If 'A foot is numb' were not true (in 'Legs'): ROUTINE, as no rule calls for more."
    )


def test_not_sure_of_a_whole_question_is_another_answer(tree: Tree) -> None:
    answers: Answers = {"legs": Picked(("weak",)), "age": Number(40), "walk": Picked(("yes",))}
    assert told(tree, answers)[0] == (
        "If one of 'no' or 'not sure' were the answer (in 'Walking'): AMBULANCE, because: Both legs (both)."
    )
    assert told(tree, {**answers, "walk": NotSure()})[0].startswith("If 'yes' were the answer")


def test_alike_changes_share_a_line(tmp_path: Path) -> None:
    same_day = RULES.replace("when: {legs: numb}", "when: {legs: [numb, ache]}")
    tree = small_tree(tmp_path, QUESTIONS, same_day)
    lines = told(tree, {"legs": NoneOfThese(), "age": Number(40)})
    assert "If one of 'A foot is numb' or 'They ache' were ticked (in 'Legs'): SAME-DAY" in lines[1]


@pytest.mark.parametrize(("every", "expected"), [(False, MOST_SHOWN), (True, 15)])
def test_at_most_twelve_lines_unless_all_are_wanted(tmp_path: Path, every: bool, expected: int) -> None:
    one = "- {{id: q{0}, topic: T{0}, ask: 'Is it?', type: yes-no, unsure: [yes]}}\n"
    rule = "  - {{id: r{0}, title: t, urgency: emergency, when: q{0}, why: w, basis: judgement, reviewed: 2026-01-01}}\n"
    care = "self-care: {when: {q0: no}, why: w, basis: judgement, reviewed: 2026-01-01}\n"
    numbers = range(15)
    tree = small_tree(tmp_path, "".join(map(one.format, numbers)), "rules:\n" + "".join(map(rule.format, numbers)) + care)
    answers = {f"q{number}": Picked(("no",)) for number in numbers}
    assert len(told(tree, answers, every)) == expected
    assert ("3 more changes: `--all` lists them." in account(alternatives(tree, answers), 80, every)) is not every


def test_nothing_to_change(tmp_path: Path) -> None:
    rules = "rules: []\nself-care: {when: {all: [q, {not: q}]}, why: w, basis: judgement, reviewed: 2026-01-01}\n"
    tree = small_tree(tmp_path, "- {id: q, topic: T, ask: 'Is it?', type: yes-no}", rules)
    assert "No single other answer would change the urgency." in account(alternatives(tree, {"q": Picked(("no",))}), 80)


def test_the_command_reads_an_answers_file_and_refuses_one_with_gaps(tree: Tree, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("answers: {legs: numb, age: 40}\n")
    (tmp_path / "b.yaml").write_text("answers: {legs: weak, age: 40}\n")
    whole, gap = (CliRunner().invoke(app, ["what-if", str(tmp_path / f"{n}.yaml"), "--questions", tree.folder]) for n in "ab")
    assert (whole.exit_code, gap.exit_code) == (0, 3)
    assert whole.output.startswith("Now: SAME-DAY, because: A numb foot (foot).")
    assert "'walk' is not answered" in gap.output


def test_answers_to_other_questions_are_told(tree: Tree, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("questions: {version: 0, hash: abc}\nanswers: {legs: numb, age: 40}\n")
    done = CliRunner().invoke(app, ["what-if", str(tmp_path / "a.yaml"), "--questions", tree.folder])
    assert done.output.startswith("The answers were given to other questions (0); these are 1.\nNow: SAME-DAY")


def test_a_file_of_another_folder_is_told_to_be_one_and_not_each_of_its_answers(tree: Tree, tmp_path: Path) -> None:
    (tmp_path / "foreign.yaml").write_text("answers: {dirt: dirty, place: knee, since: today, age: 40}")
    done = CliRunner().invoke(app, ["what-if", str(tmp_path / "foreign.yaml"), "--questions", tree.folder])
    assert done.exit_code == 3
    assert [line.partition("] ")[2] for line in done.output.splitlines() if "error[" in line] == [
        "3 of its answers are to no question here, so it was written for other questions. Name their folder: `--questions DIR`."
    ]
