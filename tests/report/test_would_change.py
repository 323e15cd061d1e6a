"""What would change a result: told to a person in `--full` alone, never as an answer to choose or a way down from help."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.authoring.vignettes import read_vignettes
from nervecheck.engine.answer import Answers, NoneOfThese, NotSure, Number, Picked
from nervecheck.render import terminal
from nervecheck.report.compose import document
from nervecheck.report.make import make_report, numbers_for
from nervecheck.report.would_change import would_change
from nervecheck.tree.model import Tree
from nervecheck.tree.terms import Urgency
from tests.support import shipped, small_tree
from tests.support.terminal import folded

QUESTIONS = """
- {id: groups, topic: Groups, ask: "Any?", type: many, gate: true, options: [
    {id: heart, label: The heart, opens: [heart-signs]}, {id: skin, label: The skin, opens: [heart-signs]}]}
- {id: heart-signs, topic: Heart, ask: "Which?", type: many, ask-which: true, options: [
    {id: press, label: Pressure, danger: true}, {id: race, label: It races, danger: true, settled: {race-since: years}}]}
- {id: race-since, topic: Since when it races, ask: "Since?", type: one, unsure: [days], when: {heart-signs: race}, options: [
    {id: days, label: Days}, {id: years, label: Years}]}
- {id: age, topic: Age, ask: "How old?", type: number, low: 18, high: 99, reader: age}
- {id: trend, topic: How it goes, ask: "How?", type: one, options: [{id: worse, label: Worse}, {id: same, label: The same}]}
- {id: ill, topic: Illness, ask: "Are you ill?", type: yes-no, unsure: [yes]}
"""
RULES = """
rules:
  - {id: heart, title: H, urgency: emergency, when: {heart-signs: press}, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: race, title: R, urgency: same-day, when: {all: [{heart-signs: race}, {not: {race-since: years}}]}, why: w,
     basis: judgement, reviewed: 2026-01-01}
  - {id: worse, title: W, urgency: same-day, when: {trend: worse}, why: w, basis: judgement, reviewed: 2026-01-01}
self-care: {when: {ill: no}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
CALM: Answers = {"groups": NoneOfThese(), "age": Number(40), "trend": Picked(("same",)), "ill": Picked(("no",))}
RACE: Answers = {**CALM, "groups": Picked(("heart",)), "heart-signs": Picked(("race",)), "race-since": Picked(("days",))}
PRESS: Answers = {**CALM, "groups": Picked(("heart",)), "heart-signs": Picked(("press",))}


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    return small_tree(tmp_path, QUESTIONS, RULES)


def test_what_is_more_urgent_is_told_by_line_the_most_urgent_first(tree: Tree) -> None:
    found = [(one.label, one.at_least, one.at_most) for one in would_change(tree, CALM).more_urgent]
    assert found == [
        ("How it goes: Worse", "same-day", "same-day"),
        ("Illness: Yes", "routine", "routine"),
        ("The heart", "self-care", "emergency"),  # a gate opens a list: more would be asked
        ("The skin", "self-care", "emergency"),
    ]


def test_a_doubt_and_what_cannot_begin_are_not_told(tmp_path: Path) -> None:
    tree = small_tree(tmp_path, QUESTIONS, RULES.replace("{trend: worse}", "{age: {min: 65}}"))
    told = {one.question for one in would_change(tree, CALM).more_urgent}
    assert told == {"ill", "groups"}
    assert all(one.label != "Illness: Not sure" for one in would_change(tree, CALM).more_urgent)


@pytest.mark.parametrize(
    ("answers", "rests_on"),
    [
        (PRESS, ()),  # an emergency: nothing about less
        (RACE, ("Since when it races",)),  # the later answer that settles the sign, and never the sign itself
        ({**CALM, "ill": NotSure()}, ("Illness",)),
        ({**CALM, "trend": Picked(("worse",))}, ("How it goes",)),
    ],
)
def test_what_it_rests_on_is_told_by_topic_alone(tree: Tree, answers: Answers, rests_on: tuple[str, ...]) -> None:
    assert would_change(tree, answers).rests_on == rests_on


def test_the_words_of_a_full_report(tree: Tree) -> None:
    report = make_report(tree, RACE, numbers_for(tree, None), full=True)
    text = folded(terminal.text(document(report, full=True), 80))
    assert "These are no answers to choose from. Say what is true, and do now what this result says." in text
    assert "if one of these is true or begins: - Emergency: Pressure" in text
    assert "answer again: - Since when it races" in text
    assert "Years" not in text.split("WHAT WOULD CHANGE THIS")[1].split("EVERY ANSWER")[0]


def test_an_ordinary_report_does_not_look_for_it(tree: Tree) -> None:
    report = make_report(tree, RACE, numbers_for(tree, None))
    assert report.would_change is None
    assert "WHAT WOULD CHANGE" not in terminal.text(document(report, full=True), 80)


def test_no_shipped_emergency_is_told_what_would_be_calmer() -> None:
    urgent = [v.answers for v in read_vignettes(shipped()) if v.case.expect.urgency[0] >= Urgency.EMERGENCY][::25]
    assert len(urgent) > 4
    assert {would_change(shipped(), answers).rests_on for answers in urgent} == {()}


def test_a_danger_sign_that_opens_questions_is_not_told_by_the_least_it_can_be(tmp_path: Path) -> None:
    questions = """
- {id: signs, topic: Signs, ask: N, type: many, ask-which: true, options: [
    {id: numb, label: Numb below, danger: true, settled: {since: old}}, {id: ache, label: It aches}]}
- {id: since, topic: Since, ask: S, type: one, unsure: [new], when: {signs: numb}, options: [
    {id: new, label: New}, {id: old, label: Old}]}
- {id: ill, topic: Illness, ask: I, type: yes-no, unsure: [yes]}
"""
    rule = "basis: judgement, reviewed: 2026-01-01"
    rules = f"""
rules:
  - {{id: new, title: N, urgency: emergency, when: {{all: [{{signs: numb}}, {{not: {{since: old}}}}]}}, why: w, {rule}}}
  - {{id: old, title: O, urgency: routine, when: {{signs: numb}}, why: w, {rule}}}
self-care: {{when: {{ill: no}}, why: w, {rule}}}
"""
    tree = small_tree(tmp_path, questions, rules)
    calm: Answers = {"signs": NoneOfThese(), "ill": Picked(("no",))}
    text = folded(terminal.text(document(make_report(tree, calm, numbers_for(tree, None), full=True), full=True), 80))
    assert "call for help first if it is bad: Numb below." in text
    assert "Routine: Illness: Yes" in text
