"""Leaving before the result, and going on from a file, with the real program at a terminal."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from tests.support import shipped, small_tree
from tests.support.terminal import (
    EMERGENCY,
    SELF_CARE,
    STORIES,
    Story,
    Terminal,
    answers_file,
    folded,
    headline,
    kept,
    keys,
    order,
    said,
)

LEAVING = ("q", "^C", "^D")
PLACES: dict[str, tuple[Story, str]] = {
    "the opening": ({}, ""),
    "the first question": (SELF_CARE, "who"),
    "the danger list": (SELF_CARE, "gate-now"),
    "a number": (SELF_CARE, "age"),
    "a list of places": (SELF_CARE, "area"),
    "the last question": (SELF_CARE, "final"),
    "after the action": (EMERGENCY, "get-there"),
}


@pytest.mark.parametrize("how", LEAVING)
@pytest.mark.parametrize("place", PLACES)
def test_leaving_says_how_to_go_on(place: str, how: str, tmp_path: Path) -> None:
    story, until = PLACES[place]
    file = tmp_path / "answers.yaml"
    with Terminal("ask", "--save", file) as person:
        if until:
            person.play(story, until)
        told = person.leave(how)
        assert person.exit_code == 130
        assert "Traceback" not in told
        last = told.strip().splitlines()[-1]
        expected = said(story, until) if until else {}
        if expected:
            assert f"nervecheck ask --resume {file}" in last
    assert (kept(file) if file.exists() else {}) == expected
    assert [path.name for path in tmp_path.iterdir()] in (["answers.yaml"], []), "no half-written file is left"
    if file.exists():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("how", LEAVING)
def test_leaving_the_list_of_what_might_be_true(how: str) -> None:
    with Terminal("ask") as person:
        person.play(SELF_CARE, until="gate-now")
        person.type("u")
        told = person.leave(how)
        assert person.exit_code == 130
        assert "--save" in told.strip().splitlines()[-1]


@pytest.mark.parametrize("how", LEAVING)
@pytest.mark.parametrize(
    ("ticked", "urgency"), [("saddle", "emergency"), ("fluid", "ambulance"), ("saddle fluid", "ambulance")]
)
def test_leaving_before_the_sign_is_named_says_what_the_gravest_calls_for(ticked: str, urgency: str, how: str) -> None:
    with Terminal("ask") as person:
        person.play(EMERGENCY, until="gate-recent")
        person.type(keys("gate-recent", ticked))
        told = person.leave(how)
        assert person.exit_code == 130
        action = shipped().advice.actions[urgency]
        order(told, "If one of them may be true:", action.headline, "112, 911 or 999")
        assert action.steps[0] not in folded(told)
        others = {"emergency", "ambulance"} - {urgency}
        assert not any(headline(other) in folded(told) for other in others)


HOT = """
- {id: heat, topic: Heat, ask: 'How hot?', type: number, low: 30, high: 45}
- {id: more, topic: More, ask: 'What else?', type: many, ask-which: true, gate: true, options: [
    {id: breath, label: The breath, opens: [breathing]}, {id: pulse, label: The pulse, opens: [pulse]}]}
- {id: breathing, topic: The breath, ask: 'Which?', type: many, ask-which: true, options: [
    {id: blue, label: Blue lips, danger: true}, {id: fast, label: Fast}]}
- {id: pulse, topic: The pulse, ask: 'Which?', type: many, ask-which: true, options: [
    {id: gone, label: Gone, danger: true}, {id: slow, label: Slow}]}
- {id: awake, topic: Waking, ask: 'Will they not wake?', type: yes-no, unsure: [yes], danger: true}
"""
HOT_RULES = """
rules:
  - {id: hot, title: t, urgency: emergency, when: {heat: {min: 41}}, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: blue, title: t, urgency: emergency, when: {breathing: blue}, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: gone, title: t, urgency: ambulance, when: {pulse: gone}, why: w, basis: judgement, reviewed: 2026-01-01}
  - {id: deep, title: t, urgency: ambulance, when: {awake: yes}, why: w, basis: judgement, reviewed: 2026-01-01}
self-care: {when: {heat: {max: 37}}, why: w, basis: judgement, reviewed: 2026-01-01}
"""


@pytest.mark.parametrize(
    # beyond 41 the emergency is told at once, and 2 goes on
    ("typed", "told"),
    [(["42", "2", "1"], "As the questions were not finished"), (["38", "1"], "If one of them may be true:")],
)
def test_what_is_certain_already_is_no_perhaps(typed: list[str], told: str, tmp_path: Path) -> None:
    """A list is open behind a line that may be nothing, and an answer before it was an emergency by itself."""
    small_tree(tmp_path, HOT, HOT_RULES)
    with Terminal("ask", "--questions", tmp_path) as person:
        for line in ("", *typed):
            person.type(line)
        order(person.leave("q"), told, "Go now")


def test_leaving_with_no_danger_sign_sounds_no_alarm() -> None:
    with Terminal("ask") as person:
        person.play(SELF_CARE, until="area")
        told = person.type("q")
        assert not any(headline(urgency) in folded(told) for urgency in ("same-day", "emergency", "ambulance"))


def test_a_lost_terminal_loses_nothing(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    with Terminal("ask", "--save", file) as person:
        person.play(SELF_CARE, until="feel")
        person.hang_up()
    assert kept(file) == said(SELF_CARE, until="feel")
    assert [path.name for path in tmp_path.iterdir()] == ["answers.yaml"]


def test_saving_to_a_file_that_holds_answers_does_not_lose_them(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(answers_file(SELF_CARE))
    with Terminal("ask", "--save", file) as person:
        if person.exit_code is None:
            person.leave("q")
    assert kept(file) == said(SELF_CARE)


def test_resume_asks_exactly_what_is_missing(tmp_path: Path) -> None:
    file, report = tmp_path / "answers.yaml", tmp_path / "report.json"
    with Terminal("ask", "--save", file) as person:
        person.play(SELF_CARE, until="feel")
        person.leave("^C")
    rest = list(SELF_CARE)[list(SELF_CARE).index("feel") :]
    asked = []
    with Terminal("ask", "--resume", file, "--save", file, "--output", report) as person:
        while person.exit_code is None:
            asked.append(person.question)
            person.type(keys(person.question, SELF_CARE[person.question]))
            person.through()
    assert asked == rest
    assert person.exit_code == 0
    assert kept(file) == said(SELF_CARE)
    assert json.loads(report.read_text())["urgency"] == "self-care"
    assert stat.S_IMODE(report.stat().st_mode) == 0o600


def test_resume_of_a_complete_file_asks_nothing(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(answers_file(STORIES["routine"]))
    with Terminal("ask", "--resume", file) as person:
        assert person.page == "What next?"
        assert headline("routine") in folded(person.told)
        person.type("q")
        assert person.exit_code == 0


def test_resume_of_an_emergency_shows_the_action_first(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(answers_file({name: answer for name, answer in EMERGENCY.items() if name != "get-there"}))
    with Terminal("ask", "--resume", file) as person:
        places = order(person.through(), headline("emergency"), "Before setting out")
        assert places == sorted(places)
        assert person.question == "get-there"
