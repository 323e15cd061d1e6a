"""What an author may not lose in silence: a doubt read as the calm answer, and the mark of a sign that calls for help today.

A fresh author found both in the folder to start from, with `check`, `prove` and `test` clean.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.authoring.check import check, unmarked
from nervecheck.authoring.new_folder import new_folder
from tests.support import SHIPPED, small_tree


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "unsure: [dirty]",
            "unsure: [clean]",
            ["calm-doubt: Not sure at 'dirt' is read as no danger sign, and 'dirty' is one."],
        ),
        (
            "label: Pus comes out of it, danger: true}",
            "label: Pus comes out of it}",
            ["unmarked-danger: 'pus' of 'infection' alone makes the rule 'infected' fire, and is no danger sign."],
        ),
        (
            "There is still dirt or grit in it, danger: true}",
            "There is still dirt or grit in it}",
            ["unmarked-danger: 'dirty' of 'dirt' alone makes the rule 'still-dirty' fire, and is no danger sign."],
        ),
        ("unsure: [dirty]", "unsure: [dirty, clean]", []),
    ],
)
def test_what_makes_somebody_calmer_is_told(old: str, new: str, told: list[str], tmp_path: Path) -> None:
    for name, text in new_folder(SHIPPED).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text.replace(old, new) if name == "tree.yaml" else text, encoding="utf-8")
    found = [f"{problem.code}: {problem.message}" for problem in check(tmp_path).problems]
    assert found == told


@pytest.mark.parametrize(
    ("mark", "told"), [("", ["'alone' of 'way' alone lifts 'emergency' to 'ambulance'"]), (", danger: true", [])]
)
def test_a_line_that_calls_the_ambulance_by_itself_is_a_danger_sign(mark: str, told: list[str], tmp_path: Path) -> None:
    questions = """
- {id: legs, topic: Legs, ask: 'Which?', type: many, ask-which: true, options: [
    {id: weak, label: Weak, danger: true}, {id: ache, label: They ache}]}
- {id: way, topic: The way, ask: 'Which?', type: many, ask-which: true, when: {legs: weak}, options: [
    {id: alone, label: Nobody can drive}, {id: bus, label: There is a bus}]}
""".replace("drive", f"drive{mark}")
    rules = """
rules: [{id: r, title: t, urgency: emergency, when: {legs: weak}, why: w, basis: judgement, reviewed: 2026-01-01}]
escalate: [{from: emergency, to: ambulance, when: {way: alone}, why: w}]
self-care: {when: {legs: none}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
    found = [problem.message.split(",")[0] for problem in unmarked(small_tree(tmp_path, questions, rules))]
    assert found == told


def test_a_line_that_only_another_line_of_its_list_keeps_quiet_is_a_danger_sign(tmp_path: Path) -> None:
    """Whoever ticks it alone denies that other line."""
    questions = """
- {id: spasm, topic: Spasms, ask: 'Which?', type: many, ask-which: true, options: [
    {id: noise, label: Set off by noise}, {id: old, label: For months}, {id: cramp, label: A cramp, harmless: true}]}
"""
    rules = """
rules:
  - {id: r, title: t, urgency: ambulance, why: w, basis: judgement, reviewed: 2026-01-01,
     when: {all: [{spasm: noise}, {not: {spasm: old}}]}}
self-care: {when: {spasm: clear}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
    found = [problem.message.split(",")[0] for problem in unmarked(small_tree(tmp_path, questions, rules))]
    assert found == ["'noise' of 'spasm' alone makes the rule 'r' fire"]
