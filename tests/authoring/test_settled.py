"""A danger sign is at least same-day unless a definite later answer settles it; a harmless line is as calm as none."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.authoring.prove import account, counterexample_files, prove
from nervecheck.authoring.prove.verdict import Kind, State
from nervecheck.base.errors import FileProblems
from nervecheck.tree.model import Tree
from tests.support import TREE, small_tree, write_folder

QUESTIONS = """
- {id: groups, topic: T, ask: 'Q?', type: many, gate: true,
   options: [{id: one, label: L, opens: [signs]}, {id: two, label: L, opens: [signs]}]}
- id: signs
  topic: T
  ask: Q?
  type: many
  ask-which: true
  options:
    - {id: numb, label: L, danger: true, settled: {since: years}}
    - {id: weak, label: L, danger: true}
    - {id: ache, label: L, harmless: true}
- {id: since, topic: T, ask: 'Q?', type: one, unsure: [days], when: {signs: numb},
   options: [{id: days, label: L, danger: true}, {id: years, label: L}]}
- {id: old, topic: T, ask: 'Q?', type: yes-no}
"""
RULES = """
rules:
  - {id: n, title: t, urgency: same-day, when: {all: [{signs: numb}, {not: {since: years}}]}, why: w, basis: judgement,
     reviewed: 2026-01-01}
  - {id: w, title: t, urgency: same-day, when: {signs: weak}, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: o, title: t, urgency: routine, when: old, why: w, basis: judgement, reviewed: 2026-01-01}
self-care: {when: {not: old}, why: w, basis: judgement, reviewed: 2026-01-01}
"""


def refuted(tree: Tree) -> list[tuple[Kind, str]]:
    proof = prove(tree)
    list(counterexample_files(proof))  # which the engine must confirm
    return [(verdict.kind, verdict.subject) for verdict in proof.failed if verdict.state is State.REFUTED]


def test_settled_signs_and_harmless_lines_are_proved(tmp_path: Path) -> None:
    assert refuted(small_tree(tmp_path, QUESTIONS, RULES)) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        (", settled: {since: years}", "", (Kind.SIGN, "signs: numb")),
        ("settled: {since: years}", "settled: {since: days}", (Kind.SIGN, "signs: numb")),
        ("urgency: same-day, when: {signs: weak}", "urgency: routine, when: {signs: weak}", (Kind.SIGN, "signs: weak")),
        ("when: old,", "when: {any: [old, {signs: ache}]},", (Kind.HARMLESS, "signs: ache")),
    ],
)
def test_a_sign_that_can_stay_calm_is_found(old: str, new: str, found: tuple[Kind, str], tmp_path: Path) -> None:
    assert (QUESTIONS + RULES).count(old) == 1
    assert found in refuted(small_tree(tmp_path, QUESTIONS.replace(old, new), RULES.replace(old, new)))


def test_not_sure_whether_it_is_settled_settles_nothing(tmp_path: Path) -> None:
    rules = RULES.replace("{not: {since: years}}", "{since: days}")
    asked = QUESTIONS.replace("unsure: [days]", "unsure: [years]").replace("days, label: L, danger: true", "days, label: L")
    assert (Kind.SIGN, "signs: numb") in refuted(small_tree(tmp_path, asked, rules))


def test_signs_that_no_gate_opens_are_held_to_it(tmp_path: Path) -> None:
    signs = '{id: mild, topic: T, ask: Q, type: yes-no, danger: true, unsure: ["yes"]}'
    first = "{id: f, title: F, questions: [{id: old, topic: T, ask: 'Q?', type: yes-no}]}"
    text = f"{TREE}  - {first}\n  - {{id: l, title: L, questions: [{signs}]}}\n"
    rule = "{id: o, title: t, urgency: routine, when: {any: [old, mild]}, why: w, basis: judgement, reviewed: 2026-01-01}"
    care = "self-care: {when: {not: old}, why: w, basis: judgement, reviewed: 2026-01-01}"
    from nervecheck.tree.load import load

    tree = load(write_folder(tmp_path, text, f"rules: [{rule}]\n{care}\n"))
    assert refuted(tree) == [(Kind.SIGN, "mild: yes")]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("{since: years}", "{since: year}", "unknown-option"), ("harmless: true", "settled: {since: years}", "bad-option")],
)
def test_what_cannot_settle_is_told(old: str, new: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(FileProblems, match=rf"\[{code}\]"):
        small_tree(tmp_path, QUESTIONS.replace(old, new), RULES)


# -- what is told names the mend


def told(tree: Tree) -> str:
    """The account of the proof, on one line."""
    return " ".join(account(prove(tree)).split())


def test_a_yes_no_sign_is_not_told_to_say_what_settles_it(tmp_path: Path) -> None:
    questions = QUESTIONS.replace("ask: 'Q?', type: yes-no", "ask: 'Q?', type: yes-no, danger: true, unsure: [yes]")
    assert "Let a rule at same-day or above name it. It comes to routine." in told(small_tree(tmp_path, questions, RULES))


def test_a_sign_of_a_list_is_told_how_to_say_what_settles_it(tmp_path: Path) -> None:
    questions = QUESTIONS.replace(", settled: {since: years}", "")
    assert "say on the option what settles it, as `settled: {question: option}`." in told(
        small_tree(tmp_path, questions, RULES)
    )


@pytest.mark.parametrize(
    ("premise", "mend"),
    [
        (
            "{signs: weak}",
            "Mend: only a line of 'groups' opens 'signs'. Add it to the `if` of the promise: {groups: [one, two]}.",
        ),
        ("{signs: weak, groups: [one, two]}", ""),
    ],
)
def test_a_promise_about_a_list_behind_a_gate_is_told_which_line_opens_it(premise: str, mend: str, tmp_path: Path) -> None:
    promise = f"- {{id: p, if: {premise}, then: {{at-least: same-day}}, basis: judgement}}\n"
    found = told(small_tree(tmp_path, QUESTIONS, RULES, promises=promise))
    assert (mend in found, "Mend:" in found) == (True, bool(mend))


def test_a_rule_that_can_never_fire_is_told_once(tmp_path: Path) -> None:
    dead = """  - {id: dead, title: t, urgency: routine, when: {all: [{any: [old, {signs: ache}]}, {not: old}, old]}, why: w,
     basis: judgement, reviewed: 2026-01-01, raise: [{to: emergency, when: {signs: weak}, why: w}]}
self-care:"""
    tree = small_tree(tmp_path, QUESTIONS, RULES.replace("self-care:", dead))
    assert [verdict.subject for verdict in prove(tree).failed] == ["dead fires"]
