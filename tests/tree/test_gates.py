"""Gates as they are written: what a line may open and say, and who may name one."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.base.errors import FileProblems
from tests.support import small_tree

GATE = """
- {id: before, topic: T, ask: 'Q?', type: yes-no, danger: true, unsure: ["yes"]}
- id: areas
  topic: T
  ask: Q?
  type: many
  gate: true
  options:
    - {id: chest, label: C, opens: [heart, lung]}
    - {id: head, label: H, opens: [brain]}
- {id: heart, topic: T, ask: 'Q?', type: many, ask-which: true,
   options: [{id: tight, label: L, danger: true}, {id: ache, label: L}]}
- {id: lung, topic: T, ask: 'Q?', type: yes-no, danger: true, unsure: ["yes"]}
- {id: brain, topic: T, ask: 'Q?', type: yes-no, danger: true, unsure: ["yes"]}
- {id: calm, topic: T, ask: 'Q?', type: yes-no}
"""
RULES = """
rules:
  - {id: r, title: t, urgency: emergency, when: %s, why: w, basis: judgement, reviewed: 2026-01-01}
self-care: {when: calm, why: w, basis: judgement, reviewed: 2026-01-01}
"""


def told(folder: Path, old: str = "", new: str = "", rule: str = "lung", findings: str = "{}", **more: str) -> str:
    """What is said of the folder with this slip in it."""
    assert old in GATE
    try:
        small_tree(folder, GATE.replace(old, new, 1) if old else GATE, RULES % rule, findings, **more)
    except FileProblems as bad:
        return "\n".join(str(problem).partition("error")[2] for problem in bad.problems)
    return ""


def test_the_gate_of_these_tests_is_good(tmp_path: Path) -> None:
    assert told(tmp_path) == ""


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("  gate: true\n", "", "'chest' opens questions, but 'areas' is no gate."),
        (", opens: [brain]", "", "The line 'head' of the gate 'areas' opens nothing."),
        ("[brain]", "[brian]", "[unknown-question] 'brian' is no question."),
        ("[brain]", "[before]", "'head' opens 'before', which is not asked after 'areas'."),
        ("[brain]", "[areas]", "'head' opens 'areas', which is not asked after 'areas'."),
        ("[brain]", "[calm]", "'head' opens 'calm', which lists no danger sign."),
        ("many\n", "one\n", "'areas' is of type one, and a gate."),
        ("label: H,", "label: H, danger: true,", "The line 'head' of a gate says `danger`."),
        ("label: H,", "label: H, unsure: no,", "The line 'head' of a gate says `unsure`."),
        ("label: H,", "label: H, informs: true,", "The line 'head' of a gate says `informs`."),
        ("gate: true", "gate: true\n  unsure: [head]", "The gate 'areas' says how \"not sure\" is read."),
    ],
)
def test_what_a_gate_may_not_be(old: str, new: str, found: str, tmp_path: Path) -> None:
    assert found in told(tmp_path, old, new)


@pytest.mark.parametrize("rule", ["{areas: chest}", "{all: [lung, {not: {areas: none}}]}", "in-chest"])
def test_a_rule_may_not_name_a_gate(rule: str, tmp_path: Path) -> None:
    findings = "in-chest: {says: s, when: {areas: chest}}\nother: {says: s, when: in-chest}"
    assert "[gate-decides] The rule 'r' looks at the gate 'areas'." in told(tmp_path, rule=rule, findings=findings)


def test_a_guard_and_a_promise_may_name_a_gate(tmp_path: Path) -> None:
    promise = "- {id: p, if: {all: [lung, {areas: chest}]}, then: {at-least: emergency}, basis: judgement}"
    assert told(tmp_path, "type: yes-no}", "type: yes-no, when: {areas: none}}", promises=promise) == ""
