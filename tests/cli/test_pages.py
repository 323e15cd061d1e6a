"""What comes between the questions and after them, in plain lines: the danger exit, leaving, the review, the result."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.engine.answer import NoneOfThese, NotSure
from nervecheck.interview.answers_file import read_answers
from nervecheck.interview.remaining import Known, Remaining, remaining
from nervecheck.prompts.words import progress
from tests.support import shipped
from tests.support.terminal import (
    EMERGENCY,
    SELF_CARE,
    STORIES,
    Terminal,
    answers_file,
    before,
    folded,
    headline,
    kept,
    keys,
)

# ---- the danger exit ----------------------------------------------------------------------------------------------------


def call_an_ambulance(person: Terminal) -> str:
    """Ticks a sign that needs an ambulance by itself."""
    person.play(EMERGENCY, until="gate-now")
    person.type(keys("gate-now", "chest"))
    return person.type(keys("chest-signs", "press"))


def test_a_wrong_line_is_taken_back(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    with Terminal("ask", "--save", file) as person:
        call_an_ambulance(person)
        person.type("1")
        assert person.question == "chest-signs"
        assert "Your answer was: Pressure, tightness or heavy pain in the chest." in person.told
        told = person.type("0")
        assert "nothing calls for an emergency so far" in told
        assert person.question == "gate-recent"
        assert kept(file)["chest-signs"] == NoneOfThese()


def test_nobody_is_told_to_go_before_a_list_that_they_opened() -> None:
    with Terminal("ask") as person:
        person.play(EMERGENCY | {"gate-now": "sudden limb", "sudden-signs": "numb"}, until="limb-pressed")
        assert headline("emergency") in person.type(keys("limb-pressed", "hurt"))
        assert "Go on first: what you chose before may need an ambulance" in person.told
        person.type("2")
        assert person.question == "limb-signs"
        assert headline("ambulance") in person.type(keys("limb-signs", "cold"))


def test_the_same_answer_given_again_sounds_the_same_alarm() -> None:
    with Terminal("ask") as person:
        call_an_ambulance(person)
        person.type("1")
        assert headline("ambulance") in person.type("")
        assert person.page == "What now?"


def test_a_key_pressed_twice_leads_nowhere() -> None:
    with Terminal("ask") as person:
        call_an_ambulance(person)
        for line in ("", "  ", "0", "9", "chest"):
            assert "Type a number from 1 to 4" in person.type(line)
        assert person.exit_code is None


@pytest.mark.parametrize(("how", "code"), [("3", 0), ("q", 0), ("^C", 0), ("^D", 0)])
def test_stopping_at_the_ambulance_is_a_finished_run(how: str, code: int) -> None:
    with Terminal("ask") as person:
        call_an_ambulance(person)
        told = person.leave(how)
        assert person.exit_code == code
        assert f"AMBULANCE: {headline('ambulance')}" in folded(told)


def test_stopping_at_an_emergency_says_it_was_not_finished() -> None:
    with Terminal("ask") as person:
        person.play(EMERGENCY, until="ces-since")
        person.type(keys("ces-since", "new"))
        told = person.type("3")
        assert person.exit_code == 130
        assert headline("emergency") in folded(told)


def test_the_country_is_asked_after_the_action_and_remembered_nowhere(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    with Terminal("ask", "--save", file) as person:
        call_an_ambulance(person)
        person.type("4")
        assert "Which country?" in person.told
        assert "Austria" not in person.told, "so many are not read out unasked"
        assert "is not in the list" in person.type("united")
        assert "Austria" in person.type("r")
        told = person.type("irel")
        assert "112 or 999" in told
        assert person.page == "What now?"
        assert "country" not in told
    assert "IE" not in file.read_text()
    with Terminal("ask", "--region", "IE") as person:
        assert "country" not in call_an_ambulance(person)


# ---- questions ----------------------------------------------------------------------------------------------------------


def test_rather_not_say_counts_as_not_sure(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    with Terminal("ask", "--save", file) as person:
        person.play(SELF_CARE, until="ces")
        assert "p = rather not say" in person.told
        assert "Answered: not sure." in person.type("p")
        assert kept(file)["ces"] == NotSure()
        assert person.question == "ces-since", "as whoever is not sure is asked"
        assert "rather not say" not in person.told
        assert "Answered" not in person.type("p")


def test_a_dropped_answer_is_named() -> None:
    with Terminal("ask") as person:
        person.play(SELF_CARE | {"ces": "numb", "ces-since": "old"}, until="spine-signs")
        for _ in range(6):
            person.type("b")
        assert person.question == "area"
        told = folded(person.type(keys("area", "hand")))
        for name, answer in (
            ("ces", "Numb or tingling between the legs"),
            ("ces-since", "2 weeks to a year ago, and the same since"),
        ):
            assert folded(f"dropped: {shipped().questions[name].ask} Your answer was: {answer}") in told


def test_somebody_else_is_answered_for() -> None:
    note = "From here on, answer for that person, and ask them where you can."
    with Terminal("ask") as person:
        person.type("")
        assert note in folded(person.type(keys("who", "other")))
    with Terminal("ask") as person:
        person.type("")
        assert note not in folded(person.type(keys("who", "me")))


def test_progress_is_told_from_the_second_question_on() -> None:
    with Terminal("ask") as person:
        person.type("")
        assert "Question 1" not in person.told
        person.go_on(SELF_CARE, until="since")
        assert f"Question {list(SELF_CARE).index('since') + 1}. About " in person.told
        person.go_on(SELF_CARE, until="final")
        assert f"Question {len(SELF_CARE)}. Most likely the last." in person.told


@pytest.mark.parametrize("name", STORIES)
def test_progress_is_close(name: str) -> None:
    """The real number of questions is near what is told, unless an alarm cuts it short."""
    answers = list(read_answers(answers_file(STORIES[name]).encode(), name, shipped()).answers.items())
    estimate = remaining(shipped(), dict(answers[:3]), Known())
    assert estimate is not None
    assert estimate.usual <= estimate.longest
    if name in ("self-care", "routine"):
        assert estimate.usual - 2 <= len(answers) - 3 <= estimate.longest + 2


def test_progress_in_words() -> None:
    assert progress(3, Remaining(5, 6)) == "Question 3. About 4 more."
    assert progress(3, Remaining(5, 9)) == "Question 3. About 4 to 8 more."
    assert progress(3, Remaining(1, 2)) == "Question 3. About 1 more."


# ---- leaving ------------------------------------------------------------------------------------------------------------


def test_leaving_with_and_without_the_answers(here: Path) -> None:
    with Terminal("ask") as person:
        person.play(SELF_CARE, until="health")
        person.type("q")
        assert person.page == "What about your answers?"
        person.type("3")
        assert person.question == "health", "it was a slip"
        person.type("q")
        told = person.type("1")
        assert person.exit_code == 130
        assert "--resume nervecheck-answers.yaml" in told
    assert list(kept(here / "nervecheck-answers.yaml")) == before("health")
    with Terminal("ask") as person:
        person.play(SELF_CARE, until="health")
        person.type("q")
        assert "nervecheck-answers-2.yaml" in person.told, "no file is written over"
        assert "Nothing was kept" in person.type("2")
    assert [file.name for file in here.iterdir()] == ["nervecheck-answers.yaml"]


# ---- the review ---------------------------------------------------------------------------------------------------------


def test_every_answer_can_be_looked_over_and_changed() -> None:
    with Terminal("ask") as person:
        person.play(SELF_CARE, until="final")
        told = person.type("0")
        assert person.page == "Choose one to change it."
        for name in SELF_CARE:
            assert shipped().questions[name].topic in told
        person.type(str(list(SELF_CARE).index("since") + 1))
        assert person.question == "since"
        person.type(keys("since", "three"))
        assert "6 weeks to 3 months ago" in person.told
        assert person.page == "Choose one to change it."
        assert headline("routine") in person.type("")


def test_a_danger_sign_chosen_in_the_review_sounds_the_alarm() -> None:
    with Terminal("ask") as person:
        person.play(SELF_CARE, until="final")
        person.type("0")
        person.type("2")
        assert person.question == "gate-now"
        person.type(keys("gate-now", "life"))
        assert person.question == "life-signs"
        person.type(keys("life-signs", "wake"))
        assert person.page == "What now?"
        assert headline("ambulance") in person.told
