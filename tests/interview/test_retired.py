"""Ids that were asked once: an old answers file is told what became of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.base.errors import ExitCode, FileProblems
from nervecheck.cli.emergency_signs import SHIPPED
from nervecheck.interview.answers_file import AnswerProblems, read_answers, read_settings
from nervecheck.tree.model import Tree
from tests.support import shipped, small_tree
from tests.support.program import assert_told, run
from tests.support.terminal import folded

QUESTIONS = """
- {id: place, topic: T, ask: 'Q?', type: one, options: [{id: leg, label: L}, {id: arm, label: A}]}
- {id: q, topic: T, ask: 'Q?', type: one, options: [{id: a, label: A}, {id: b, label: B}]}
"""
RETIRED = """
feet: "Say it with place."
place.limb: "Say leg or arm."
"""


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return small_tree(tmp_path, QUESTIONS, retired=RETIRED)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("feet=left", "error[retired] 'feet' is asked no longer. Say it with place."),
        ("place=limb", "error[retired] place: 'limb' is offered no longer. Say leg or arm."),
        ("foot=left", "error[unknown-question] 'foot' is no question."),
        ("place=limp", "error[not-offered] place: 'limp' is not offered here."),
    ],
)
def test_a_retired_id_is_told_with_what_took_its_place(tree: Tree, setting: str, said: str) -> None:
    name, _, value = setting.partition("=")
    with pytest.raises(AnswerProblems) as told:
        read_settings((setting,), tree)
    assert said in str(told.value)
    with pytest.raises(AnswerProblems) as told:
        read_answers(f"answers: {{{name}: {value}}}".encode(), "a.yaml", tree)
    assert said in str(told.value)


@pytest.mark.parametrize(
    ("answers", "first"),
    [
        ("danger-now: chest", "An answer to a question that is asked no longer cannot be read. It may be a danger sign."),
        ("ces: wipe", "An answer to a question that is asked no longer cannot be read. It may be a danger sign."),
        ("gate-now: life, danger-now: none", "With what is missing or cannot be read, the answers may come to 'ambulance'."),
    ],
)
def test_the_command_line_tells_the_emergency_signs_first(tmp_path: Path, answers: str, first: str) -> None:
    (tmp_path / "old.yaml").write_text(f"answers: {{who: me, {answers}}}\n")
    ran = run("ask", "--answers", tmp_path / "old.yaml")
    assert_told(ran, ExitCode.BAD_FILE)
    assert ran.err.splitlines()[: 1 + len(SHIPPED)] == [first, *SHIPPED]


@pytest.mark.parametrize(
    ("written_for", "said"),
    [
        ("{version: 2020.1, hash: 0}", "The answers were given to other questions (2020.1)"),
        (f"{{version: {shipped().about.version}, hash: 0}}", "The answers were given to another edition of"),
        (f"{{version: 1, hash: {shipped().digest}}}", ""),
    ],
)
def test_answers_to_other_questions_are_told_with_the_result(tmp_path: Path, written_for: str, said: str) -> None:
    text = f"questions: {written_for}\nanswers: {{who: me, gate-now: chest, chest-signs: press}}\n"
    (tmp_path / "old.yaml").write_text(text)
    ran = run("ask", "--answers", tmp_path / "old.yaml", "--format", "terminal")
    assert ran.code == 0
    assert said in folded(ran.out + ran.err)
    assert ("The answers were given to" in folded(ran.out + ran.err)) is bool(said)


def test_the_digest_holds_what_is_retired(tmp_path: Path, tree: Tree) -> None:
    before = tree.digest
    (tmp_path / "retired.yaml").unlink()
    assert small_tree(tmp_path, QUESTIONS).digest != before


@pytest.mark.parametrize("line", ["place: gone", "place.leg: gone"])
def test_an_id_in_use_is_not_retired(tmp_path: Path, line: str) -> None:
    with pytest.raises(FileProblems, match=r"tree.yaml:\d+:\d+: error\[retired-in-use\]"):
        small_tree(tmp_path, QUESTIONS, retired=f"{line}\n")


@pytest.mark.parametrize("line", ["place.leg.x: gone", "Place: gone", ".leg: gone", "place.: gone"])
def test_what_is_no_id_is_told(tmp_path: Path, line: str) -> None:
    with pytest.raises(FileProblems, match=r"error\[bad-id\]"):
        small_tree(tmp_path, QUESTIONS, retired=f"{line}\n")
