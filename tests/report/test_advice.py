"""Which lines of advice one person gets: only what fits, nothing twice, nothing that contradicts what stands before it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Picked
from nervecheck.report.make import make_report, numbers_for
from tests.support import ADVICE, SOURCES, shipped, small_tree

if TYPE_CHECKING:
    from nervecheck.report.facts import Report

QUESTIONS = """
- id: place
  topic: Place
  ask: Where?
  type: many
  unsure: [leg]
  options: [{id: leg, label: Leg}, {id: arm, label: Arm}]
- id: signs
  topic: Signs
  ask: What fits?
  type: many
  unsure: [drop]
  options:
    - {id: drop, label: A foot that drops, danger: true}
    - {id: faint, label: Fainted, danger: true}
    - {id: breath, label: Short breath, danger: true}
"""
RULES = """
rules:
  - id: faint
    title: A faint
    urgency: same-day
    when: {signs: faint}
    why: It can be the heart.
    do: [{say: Lie flat., tags: [lie-flat]}]
    basis: judgement
    reviewed: 2026-01-01
  - id: breath
    title: Short breath
    urgency: emergency
    when: {signs: breath}
    why: It can be the lungs.
    do: [{say: Sit upright., tags: [sit-up]}]
    basis: judgement
    reviewed: 2026-01-01
self-care: {when: {signs: none}, why: Nothing was found., sources: [src], reviewed: 2026-01-01}
"""


def report(folder: Path, advice: str, **answers: Answer) -> Report:
    given = {"place": Picked(("leg",)), "signs": NoneOfThese(), **answers}
    tree = small_tree(folder, QUESTIONS, RULES, advice=ADVICE + advice, sources=SOURCES)
    return make_report(tree, given, numbers_for(tree, None))


def steps(folder: Path, lines: str, **answers: Answer) -> list[str]:
    return [told.say for told in report(folder, f"steps:\n{lines}", **answers).advice.steps]


GENERAL = "  - {say: Rest., fallback: true, basis: judgement}\n"
LEG = "  - {say: Lift the leg., when: {place: leg}, basis: judgement}\n"
ALL = "  - {say: Drink., basis: judgement}\n"


def test_a_fallback_stands_only_where_nothing_special_fits(tmp_path: Path) -> None:
    lines = GENERAL + LEG + ALL
    assert steps(tmp_path, lines) == ["Lift the leg.", "Drink."]
    assert steps(tmp_path, lines, place=Picked(("arm",))) == ["Rest.", "Drink."]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (Picked(("leg",)), ["Bend it."]),
        (Picked(("arm",), unsure=("leg",)), []),
        (NotSure(), []),
        (NoneOfThese(), []),
    ],
)
def test_what_a_line_presumes_must_have_been_said_outright(tmp_path: Path, place: Answer, told: list[str]) -> None:
    assert steps(tmp_path, "  - {say: Bend it., presumes: {place: leg}, basis: judgement}\n", place=place) == told


def test_a_line_stands_only_at_its_urgencies(tmp_path: Path) -> None:
    lines = "  - {say: Go on., urgencies: [self-care], basis: judgement}\n"
    assert steps(tmp_path, lines) == ["Go on."]
    assert steps(tmp_path, lines, signs=Picked(("drop",))) == []


EXCLUDES = """
steps:
  - {say: Stay upright., tags: [sit-up], basis: judgement}
  - {say: Lie down., tags: [lie-flat], basis: judgement}
excludes: [[lie-flat, sit-up]]
"""


def test_of_two_lines_that_exclude_each_other_the_earlier_and_more_urgent_is_kept(tmp_path: Path) -> None:
    both = report(tmp_path, EXCLUDES, signs=Picked(("faint", "breath")))
    assert [(flag.rule, flag.do) for flag in both.flags] == [("breath", ("Sit upright.",)), ("faint", ())]
    assert [told.say for told in both.advice.steps] == ["Stay upright."]
    faint = report(tmp_path, EXCLUDES, signs=Picked(("faint",)))
    assert [told.say for told in faint.advice.steps] == ["Lie down."]


SIGNS = """
signs:
  - {say: anything sudden, place: call, basis: judgement}
  - {say: a foot that drops, place: hospital, when: {place: leg}, has: {signs: drop}, basis: judgement}
""" + "".join(f"  - {{say: sign {n}, place: today, when: {{place: leg}}, basis: judgement}}\n" for n in range(8))


@pytest.mark.parametrize(
    ("signs", "first"),
    [
        (NoneOfThese(), "a foot that drops"),
        (Picked((), unsure=("drop",)), "a foot that drops"),
        (Picked(("drop",)), "sign 0"),
    ],
)
def test_a_sign_is_watched_for_unless_it_is_there(tmp_path: Path, signs: Answer, first: str) -> None:
    found = report(tmp_path, SIGNS, signs=signs).advice.signs
    assert found[0].say == first
    assert [sign.general for sign in found] == [False] * 8 + [True], "eight of this trouble, then what everybody is told"
    assert "a foot that drops" not in [sign.say for sign in found[1:]]


def test_nothing_is_to_be_watched_for_at_an_emergency_unless_a_sign_says_so(tmp_path: Path) -> None:
    assert report(tmp_path, SIGNS, signs=Picked(("breath",))).advice.signs == ()
    always = "signs: [{say: worse, place: call, urgencies: [emergency], basis: judgement}]\n"
    assert [sign.say for sign in report(tmp_path, always, signs=Picked(("breath",))).advice.signs] == ["worse"]


def test_the_sources_of_self_care_and_of_its_lines_are_cited(tmp_path: Path) -> None:
    found = report(tmp_path, "steps: [{say: Rest., sources: [src]}]\n")
    assert found.self_care is not None
    assert [source.id for source in found.sources] == ["src"]


def test_no_is_counted_by_question_and_not_sure_is_no_no(tmp_path: Path) -> None:
    assert [tuple(no) for no in report(tmp_path, "").summary.no] == [("Signs", 3, True)]
    part = report(tmp_path, "", signs=Picked(("drop",), unsure=("faint",))).summary.no
    assert [tuple(no) for no in part] == [("Signs", 1, False)]
    assert report(tmp_path, "", signs=NotSure()).summary.no == ()


def test_what_is_said_of_one_fear_stands_before_what_is_said_of_any() -> None:
    tags = [line.tags for line in shipped().advice.expect]
    special = [place for place, of_line in enumerate(tags) if "calm-special" in of_line]
    general = [place for place, of_line in enumerate(tags) if "calm-general" in of_line]
    assert max(special) < min(general), "of two lines that exclude each other the earlier is kept"
