"""A refuted check is told with what to change, in one sentence that names the rule, the guard or the escalation."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.authoring.prove import account, prove
from nervecheck.authoring.prove.verdict import Kind
from tests.support import small_tree

QUESTIONS = """
- {id: legs, topic: Legs, ask: 'Which?', type: many, ask-which: true, options: [
    {id: weak, label: Weak, danger: true}, {id: ache, label: They ache}]}
- {id: since, topic: S, ask: 'Since?', type: one, unsure: [days], options: [{id: days, label: D, danger: true},
    {id: years, label: Y}]}
- {id: walk, topic: W, ask: 'Can you walk?', type: yes-no, when: {not: {legs: weak}}}
"""
RULE = "  - {{id: r{}, title: t, urgency: {}, when: {}, why: w, basis: judgement, reviewed: 2026-01-01}}\n"
CARE = "self-care: {when: {legs: none}, why: w, basis: judgement, reviewed: 2026-01-01}\n"


def told(place: Path, rules: list[tuple[str, str]], kind: Kind, promise: str = "", more: str = "") -> str:
    """The account of the checks of this kind, on one line; the rules are r1, r2 and so on."""
    lines = "".join(RULE.format(number, *rule) for number, rule in enumerate(rules, 1))
    tree = small_tree(place, QUESTIONS, f"rules:\n{lines}{CARE}{more}", **({"promises": promise} if promise else {}))
    return " ".join(account(prove(tree, kinds=[kind])).split())


@pytest.mark.parametrize(
    ("when", "mend"),
    [
        ("{legs: none}",
         "the rule 'r1' (rules.yaml:2:5) asks for another answer: {legs: none}. Let it hold for {legs: weak} too."),
        ("{since: years}",
         "the rule 'r1' (rules.yaml:2:5) asks for another answer: {since: years}. Let it hold for {since: days} too."),
        ("{walk: yes}", "let the guard of 'walk' (tree.yaml:15:9) hold for {legs: weak} too."),
    ],
)  # fmt: skip
def test_a_danger_sign_that_lowers_the_urgency_is_told_what_ceases(when: str, mend: str, tmp_path: Path) -> None:
    assert f"Mend: {mend}" in told(tmp_path, [("emergency", when), ("same-day", "{legs: weak}")], Kind.DANGER)


def test_a_raise_and_an_escalation_that_cease_are_named(tmp_path: Path) -> None:
    lift = "escalate: [{from: same-day, to: emergency, when: {not: {legs: weak}}, why: w}]\n"
    found = told(tmp_path, [("same-day", "{since: [days, years]}")], Kind.DANGER, more=lift)
    assert "Mend: the escalation to emergency (rules.yaml:4:12) asks that {legs: weak} is not true." in found


@pytest.mark.parametrize(
    ("rules", "premise", "urgency", "mend"),
    [
        ([("emergency", "{legs: weak}"), ("same-day", "{legs: weak}")], "{legs: weak}", "same-day",
         "the rule 'r1' (rules.yaml:2:5) fires for all of them, and calls for more."),
        ([("emergency", "{legs: weak}")], "{legs: weak}", "same-day",
         "no rule at same-day fires for any of them. Let one ask for what the `if` says."),
        ([("emergency", "{since: days}"), ("ambulance", "{since: years}"), ("same-day", "{legs: weak}")], "{legs: weak}",
         "same-day", "everybody for whom a rule at same-day fires gets more by one of these: the rule 'r1' (rules.yaml:2:5), "
         "the rule 'r2' (rules.yaml:3:5)."),
        ([], "{legs: ache}", "self-care",
         "where no rule calls for more, what self-care asks for (rules.yaml:3:12) is never true."),
    ],
)  # fmt: skip
def test_a_promise_of_what_can_be_is_told_what_makes_everybody_more_urgent(
    rules: list[tuple[str, str]], premise: str, urgency: str, mend: str, tmp_path: Path
) -> None:
    promise = f"- {{id: p, if: {premise}, then: {{can-be: {urgency}}}, basis: judgement}}\n"
    rules = rules or [("same-day", "{since: days}")]
    assert f"Mend: {mend}" in told(tmp_path, rules, Kind.PROMISE, promise)


def test_a_promise_about_nobody_is_told_no_more(tmp_path: Path) -> None:
    promise = "- {id: p, if: {all: [{walk: yes}, {legs: weak}]}, then: {can-be: same-day}, basis: judgement}\n"
    assert "Mend" not in told(tmp_path, [("same-day", "{since: days}")], Kind.PROMISE, promise)
