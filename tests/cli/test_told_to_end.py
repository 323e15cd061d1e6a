"""SIGTERM and SIGHUP at each kind of prompt: it ends with 130, says how to go on, and keeps what was answered."""

from __future__ import annotations

import random
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import shipped
from tests.support.arrow_terminal import ArrowTerminal
from tests.support.terminal import EMERGENCY, SELF_CARE, STORIES, Story, Terminal, answers_file, folded, kept, said

if TYPE_CHECKING:
    from collections.abc import Callable

# the kind of prompt -> the story, and the question at which the signal comes ("" for the opening)
PROMPTS: dict[str, tuple[Story, str]] = {
    "the opening": ({}, ""),
    "one answer": (SELF_CARE, "who"),
    "several answers": (SELF_CARE, "gate-recent"),
    "a number": (SELF_CARE, "age"),
}


@pytest.mark.parametrize(
    ("prompt", "number"), [*((name, signal.SIGTERM) for name in PROMPTS), ("several answers", signal.SIGHUP)]
)
def test_a_signal_at_a_plain_prompt_is_a_person_who_leaves(prompt: str, number: signal.Signals, tmp_path: Path) -> None:
    story, until = PROMPTS[prompt]
    file = tmp_path / "answers.yaml"
    with Terminal("ask", "--save", file) as person:
        if until:
            person.play(story, until)
        told = folded(person.signal(number))
        assert person.exit_code == 130
        assert "The program was told to end before the result." in told
        assert "Traceback" not in told
        given = said(story, until) if until else {}
        assert (f"nervecheck ask --resume {file}" in told) is bool(given)
    assert (kept(file) if file.exists() else {}) == given
    assert [path.name for path in tmp_path.iterdir()] == (["answers.yaml"] if given else [])


def test_a_signal_at_a_page_after_the_result_loses_nothing(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(answers_file(STORIES["routine"]))
    with Terminal("ask", "--resume", file) as person:
        assert person.page == "What next?"
        told = person.signal(signal.SIGTERM)
        assert person.exit_code == 0, "the result was given"
        assert "Traceback" not in told


def test_a_signal_after_a_danger_sign_shows_the_action() -> None:
    with Terminal("ask") as person:
        person.play({**SELF_CARE, "gate-recent": "saddle"}, until="ces")
        told = folded(person.signal(signal.SIGTERM))
        assert person.exit_code == 130
        assert shipped().advice.actions["emergency"].headline in told


def asks_why(person: ArrowTerminal) -> None:
    person.play(SELF_CARE, until="gate-now")
    person.press("?")


def looks_for_a_line(person: ArrowTerminal) -> None:
    person.play(SELF_CARE, until="area")
    person.press("/", *"neck")


def is_alarmed(person: ArrowTerminal) -> None:
    person.play(EMERGENCY, until="ces-since")
    person.answer("ces-since", "new")
    person.sees("What now?")


def looks_over_the_answers(person: ArrowTerminal) -> None:
    person.play(SELF_CARE)
    person.sees("Choose one to change it.")


def has_the_result(person: ArrowTerminal) -> None:
    looks_over_the_answers(person)
    person.press("enter")
    person.sees("What next?")


def reads_an_article(person: ArrowTerminal) -> None:
    has_the_result(person)
    person.press("/", *"article", "enter", "down", "enter")
    person.sees("Which one?")
    person.press("enter")


# what the person with arrow keys does when the signal comes -> whether the result was given before
BUSY: dict[Callable[[ArrowTerminal], None], bool] = {
    asks_why: False,
    looks_for_a_line: False,
    is_alarmed: False,
    looks_over_the_answers: False,
    has_the_result: True,
    reads_an_article: True,
}


@pytest.mark.parametrize("busy", BUSY)
def test_a_signal_at_any_page_of_arrow_keys_keeps_the_answers(busy: Callable[[ArrowTerminal], None], tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    with ArrowTerminal("ask", "--save", file) as person:
        busy(person)
        before = kept(file)
        person.signal(signal.SIGTERM if BUSY[busy] else signal.SIGHUP)
        assert person.ends() == (0 if BUSY[busy] else 130)
        assert "Traceback" not in person.raw
    assert before
    assert kept(file) == before
    assert [path.name for path in tmp_path.iterdir()] == ["answers.yaml"]


def test_any_size_while_drawing_is_drawn() -> None:
    chance = random.Random(3)
    with ArrowTerminal("ask") as person:
        for columns, rows in [(1, 1), (1, 50), (300, 1), *((chance.randint(1, 200), chance.randint(1, 60)) for _ in range(12))]:
            person.resize(columns, rows)
            person.press("down")
        person.resize(80, 24)
        person.sees("Who is this about?")
        person.control("c")
        assert person.exit_code == 130
        assert "Traceback" not in person.raw
