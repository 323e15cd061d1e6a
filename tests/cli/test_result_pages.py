"""The result on a terminal: its parts, what can be kept, and changing an answer after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.authoring.vignettes import read_vignettes
from nervecheck.engine.answer import Picked
from nervecheck.interview.answers_file import read_answers
from nervecheck.prompts.result import parts
from nervecheck.prompts.session import FOR_HELPERS
from nervecheck.render.terminal import lines
from nervecheck.report.compose import action, compose
from nervecheck.report.make import make_report, numbers_for
from tests.support import shipped
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
)

ANSWERS = {
    **{name: read_answers(answers_file(story).encode(), name, shipped()).answers for name, story in STORIES.items()},
    **{vignette.case.id: vignette.answers for vignette in read_vignettes(shipped())},
}


@pytest.mark.parametrize("name", ANSWERS)
def test_what_to_do_fits_a_screen_before_any_detail(name: str) -> None:
    report = make_report(shipped(), ANSWERS[name], numbers_for(shipped(), "GB"))
    pieces = parts(action(report), compose(report))
    menu = 4  # its question, the choices on at most 3 lines, the keys; the prompt is the 24th line
    assert len(list(lines(pieces.head, 80, plain=True))) + menu < 24
    assert any(title.startswith("Summary") for title in pieces.rest)


def test_the_parts_are_all_pages() -> None:
    pages = compose(make_report(shipped(), ANSWERS["routine"], numbers_for(shipped(), None)))
    pieces = parts((), pages)
    count = sum(len(part) + 1 for part in pieces.rest.values())
    assert count == sum(map(len, pages)) + 1, "the heading of the person's page is the menu's"


def finished(story: Story, *options: str) -> Terminal:
    person = Terminal("ask", *options)
    person.play(story, until="final")
    person.type("0")
    person.type("")
    assert person.page == "What next?"
    return person


def number_of(person: Terminal, label: str) -> str:
    before = folded(person.told).split(f" {label}")[0]
    return before.split()[-1]


def test_the_result_is_opened_part_by_part_and_kept(here: Path) -> None:
    with finished(STORIES["routine"]) as person:
        menu = person.told
        told = person.type(number_of(person, "Your page"))
        assert "-- Your page --" in told
        for label, name, begins in (("a page", "html", "<!DOCTYPE html>"), ("text", "md", f"# {headline('routine')}")):
            person.told = menu
            assert f"nervecheck-report.{name}" in person.type(number_of(person, f"Save the report as {label}"))
            assert (here / f"nervecheck-report.{name}").read_text().startswith(begins)
        person.told = menu
        person.type(number_of(person, "Save the answers"))
        assert list(kept(here / "nervecheck-answers.yaml")) == list(STORIES["routine"])
        person.told = menu
        person.type(number_of(person, "Read an article"))
        assert "Which one?" in person.told
        person.type("1")
        person.type("b")
        assert person.page == "What next?"
        assert headline("routine") in person.type("q")
        assert person.exit_code == 0


def test_the_library_is_searched_from_the_result() -> None:
    with finished(STORIES["routine"]) as person:
        person.type(number_of(person, "Read an article"))
        person.type(number_of(person, "Search for something else"))
        told = folded(person.type("what is a pinched nerve"))
        assert "WHAT PEOPLE MEAN BY A PINCHED NERVE" in told, "the article that answers it"
        told = folded(person.type("bone spers"))
        assert "No article holds 'spers'. Searched was 'spurs'." in told
        assert "Which one?" in folded(person.type("tablets")), "a list where none answers it alone"
        person.type("b")
        assert "No article holds 'xyzzy'." in person.type("xyzzy")
        person.type("b")
        person.type("b")
        assert person.page == "What next?"


def test_what_else_to_read_is_asked_after_the_result(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    with finished(STORIES["routine"], "--save", str(file)) as person:
        menu = person.told
        person.type(number_of(person, "What else to read about"))
        assert shipped().questions["wants"].ask in folded(person.told)
        person.type("b")
        assert person.page == "What next?", "going back from it is back to the result"
        person.told = menu
        person.type(number_of(person, "What else to read about"))
        told = person.type("2")
        assert "Answered: Treatments and tablets" in told
        assert person.page == "What next?", "no review, and no other question"
        assert "What you asked to read about" in folded(told)
        assert list(kept(file))[-1] == "wants"
        person.type("q")
        assert person.exit_code == 0


def test_nothing_to_read_is_offered_in_an_emergency() -> None:
    with Terminal("ask") as person:
        person.play(EMERGENCY, until="get-there")
        person.type("0")
        assert person.page == FOR_HELPERS
        person.type("2")
        assert person.page == "What next?"
        assert "read" not in person.told


def test_an_answer_changed_after_the_result_makes_a_new_one() -> None:
    with finished(STORIES["routine"]) as person:
        person.type(number_of(person, "Change an answer"))
        person.type(str(list(SELF_CARE).index("since") + 1))
        assert person.question == "since"
        person.type(keys("since", "two"))
        assert person.page == "Choose one to change it."
        assert headline("self-care") in person.type("")


@pytest.mark.parametrize("how", ["q", "^C", "^D"])
def test_leaving_the_result_is_a_finished_run(how: str) -> None:
    with finished(STORIES["routine"], "--exit-code") as person:
        person.leave(how)
        assert person.exit_code == 11


def test_what_was_not_sure_stays_so_when_kept(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    with Terminal("ask", "--save", file) as person:
        person.play(SELF_CARE, until="gate-recent")
        person.type("3?")
        assert kept(file)["gate-recent"] == Picked((), ("face",))
