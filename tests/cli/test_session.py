"""Whole sessions with the real program at a terminal of 24 rows and 80 columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from nervecheck.base.text import cells
from nervecheck.engine.answer import NoneOfThese, Picked
from nervecheck.prompts.session import FOR_HELPERS
from tests.support import shipped
from tests.support.terminal import (
    EMERGENCY,
    SELF_CARE,
    STORIES,
    Terminal,
    folded,
    headline,
    kept,
    keys,
    order,
    said,
    showing,
)

# ---- to the result ------------------------------------------------------------------------------------------------------


def test_cauda_equina_from_the_opening_to_the_result() -> None:
    with Terminal("ask") as person:
        opening = person.told.strip().splitlines()
        assert len(opening) <= 11, "at most 10 lines and the prompt come before the first question"
        assert "112, 911 or 999" in person.told
        assert showing(person.told) == ""
        person.play(EMERGENCY, until="ces-since")
        assert headline("emergency") not in person.raw

        told = person.type(keys("ces-since", "new"))
        action = shipped().advice.actions["emergency"]
        places = order(told, action.headline, *action.steps, *action.avoid, "I chose the wrong line", "Go on", "Stop here")
        assert places == sorted(places), "the action is shown at once, and only then what can be done about it"

        told = person.type("2")
        assert folded(told.split("\n\n", 1)[1]).startswith(f"EMERGENCY: {action.headline}. -- Before setting out --")
        assert person.question == "get-there", "after the action only what could make it an ambulance is asked"

        told = person.type("0")
        assert person.page == FOR_HELPERS, "what helps whoever comes is offered, and only offered"
        assert folded(told.split("\n\n", 1)[1]).startswith(f"EMERGENCY: {action.headline}"), "below what to do now"
        person.type("2")
        assert person.page == "What next?"
        page = folded(person.type("1"))
        assert "You said" in page
        assert shipped().questions["ces"].options[0].label in page
        person.type("q")
        assert person.exit_code == 0
        assert any(headline("emergency") in row for row in person.screen[-6:]), "the last thing on the screen is the action"


def test_get_there_can_make_it_an_ambulance() -> None:
    with Terminal("ask") as person:
        person.play(EMERGENCY, until="get-there")
        person.type(keys("get-there", "walk"))
        assert person.page == "What now?", "a higher level is an alarm of its own"
        told = person.through()
        assert person.exit_code == 0
        assert headline("ambulance") in told
        assert headline("emergency") not in told


AMBULANCE_SIGNS = {
    "life": ("life-signs", "wake"),
    "sudden": ("sudden-signs", "speech"),
    "chest": ("chest-signs", "press"),
    "pain": ("pain-signs", "tear"),
    "limb": ("limb-signs", "cold"),
    "spasm": ("spasm-signs", "jaw"),
    "ill": ("ill-signs", "muddle"),
}


def test_every_line_of_the_first_list_leads_to_an_ambulance_sign() -> None:
    assert list(AMBULANCE_SIGNS) == [option.id for option in shipped().questions["gate-now"].options]


@pytest.mark.parametrize("line", AMBULANCE_SIGNS)
def test_an_ambulance_sign_behind_the_first_list_ends_at_once(line: str) -> None:
    signs, sign = AMBULANCE_SIGNS[line]
    with Terminal("ask") as person:
        person.play(EMERGENCY, until="gate-now")
        person.type(keys("gate-now", line))
        assert person.question == signs, "the list of the line is asked at once"
        assert headline("ambulance") not in person.told, "a line of a gate is no sign yet"
        person.type(keys(signs, sign))
        answered, action = person.told.split("\n\n", 1)
        assert answered.splitlines()[1].startswith("Answered: ")
        assert folded(action).startswith(f"AMBULANCE: {headline('ambulance')}")
        told = person.through()
        assert person.exit_code == 0
        assert showing(told) == "", "no further question"
        assert "Summary for a doctor or nurse" in told, "going on shows what the crew needs"


def test_self_care_never_sounds_an_alarm() -> None:
    with Terminal("ask", "--region", "GB") as person:
        told = person.play(SELF_CARE)
        assert person.exit_code == 0
        before = folded(person.raw).split("SELF-CARE")[0]
        assert headline("emergency") not in before
        assert headline("ambulance") not in before
        assert headline("self-care") in told
        assert "999" in told


# ---- the screen ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["gate-now", "gate-recent"])
def test_a_danger_list_fits_the_screen(question: str) -> None:
    with Terminal("ask", columns=80, rows=24) as person:
        person.play(SELF_CARE, until=question)
        assert_whole(person, question)

        person.type("r")
        assert_whole(person, question)

        person.type("u")
        assert any("might be true" in row for row in person.screen)
        assert any(shipped().questions[question].options[-1].label in row for row in person.screen)

    with Terminal("ask", columns=80, rows=24) as person:
        person.play(SELF_CARE, until=question)
        person.type("0")
        person.type("b")
        assert person.question == question
        assert_whole(person, question, first=shipped().questions[question].ask)


def assert_whole(person: Terminal, question: str, first: str = "-- ") -> None:
    """The first line, the question, every option and the prompt are on the screen together."""
    shown = shipped().questions[question]
    rows = person.screen
    assert any(row.startswith(first) for row in rows)
    assert shown.ask in rows
    for number, option in enumerate(shown.options, 1):
        assert f"{number:2}  {option.label}" in rows
    assert ">" in rows


def test_no_line_is_wider_than_a_narrow_terminal() -> None:
    with Terminal("ask", columns=60) as person:
        person.play(STORIES["not-covered"])
        lines = person.raw.replace("\r\n", "\n").splitlines()
    plain = [line for line in lines if "\x1b" not in line and not line.strip().startswith("https://")]
    assert [line for line in plain if cells(line) > 60] == []


@pytest.mark.parametrize(("plain", "env"), [(True, {}), (False, {"ACCESSIBLE": "1"}), (False, {"TERM": "dumb"})])
def test_no_escape_byte_in_the_plain_face(plain: bool, env: dict[str, str]) -> None:
    with Terminal("ask", env=env, plain=plain) as person:
        person.play(STORIES["ambulance"])
        assert person.exit_code == 0
        assert headline("ambulance") in person.told
        assert "\x1b" not in person.raw


# ---- going back ---------------------------------------------------------------------------------------------------------


def test_back_changes_an_answer_and_names_what_is_dropped(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    with Terminal("ask", "--save", file) as person:
        person.type("")
        assert "first question" in person.type("b")
        assert person.question == "who"
        person.go_on(SELF_CARE, until="spine-signs")
        for earlier in ("ces", "age", "feel", "side", "area"):
            person.type("b")
            assert person.question == earlier
        assert "Your answer was: Low back or tailbone." in folded(person.told)
        told = person.type(keys("area", "hand"))
        assert folded(f"dropped: {shipped().questions['ces'].ask}") in folded(told)
        assert "Answered: Wrist, hand or fingers." in told
        expected = said(SELF_CARE, until="ces") | {"area": Picked(("hand",))}
        del expected["feel"]  # a hand is offered other lines, so that list is asked anew
        assert kept(file) == expected
        assert person.question not in ("ces", "spine-signs")


def test_the_action_is_shown_again_when_an_emergency_is_reached_again() -> None:
    with Terminal("ask") as person:
        person.play(EMERGENCY, until="get-there")
        assert person.type("b")
        assert person.question == "ces-since"
        assert headline("emergency") not in folded(person.type(keys("ces-since", "years")))
        person.type("b")
        assert person.question == "ces-since"
        told = person.type(keys("ces-since", "new"))
        assert headline("emergency") in folded(told)
        person.through()
        assert person.question == "get-there"


def test_enter_keeps_an_answer_gone_back_to(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    with Terminal("ask", "--save", file) as person:
        person.play(SELF_CARE, until="ces")
        person.type("b")
        assert person.question == "age"
        assert "45 years" in person.told
        person.type("")
        assert person.question == "ces"
        assert kept(file) == said(SELF_CARE, until="ces")


# ---- what is typed ------------------------------------------------------------------------------------------------------

WRONG = ("99", "nonsense", "0,1", "", "   ", "-1", "1;;x", "²", "yes please", "1 0")


def test_wrong_input_never_becomes_an_answer(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    with Terminal("ask", "--save", file) as person:
        person.type("")
        for line in (*WRONG, "1,2", "0", "u"):
            assert_refused(person, line, file)
        person.type("1")
        for line in WRONG:
            assert_refused(person, line, file)
        person.type("0")
        person.type("0")
        person.go_on(SELF_CARE, until="age")
        for line in ("", "17", "121", "-45", "45.5", "4e1", "forty", "45 46", "0", "u"):
            assert_refused(person, line, file)


def assert_refused(person: Terminal, line: str, file: Path) -> None:
    before = kept(file) if file.exists() else {}
    told = person.type(line)
    assert "Answered" not in told, line
    assert showing(told) == "", line
    assert person.exit_code is None, line
    assert (kept(file) if file.exists() else {}) == before, line
    reply = folded(told.rsplit("\n> ", 1)[0])
    assert reply.removeprefix(folded(line)).strip(), f"{line!r} is told what is allowed"


def test_why_not_sure_and_repeat_on_the_danger_lists(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    with Terminal("ask", "--save", file) as person:
        person.play(SELF_CARE, until="gate-now")
        question = shipped().questions["gate-now"]
        assert folded(question.why) in folded(person.type("?"))
        assert showing(person.type("r")) == "gate-now"

        told = person.type("u")
        assert "Which of these might be true?" in told
        assert all(option.label in told for option in question.options)
        for line in ("", "99", "0,1", "nonsense"):
            assert "Answered" not in person.type(line)
            assert kept(file) == said(SELF_CARE, until="gate-now")
        person.type("0")
        assert kept(file)["gate-now"] == NoneOfThese()

        assert person.question == "gate-recent"
        told = person.type("2?")
        assert f"not sure: {shipped().questions['gate-recent'].options[1].label}" in folded(told)
        assert kept(file)["gate-recent"] == Picked((), (shipped().questions["gate-recent"].options[1].id,))
        assert person.question == "both-signs", "a line that may be true opens its own list"


def test_might_be_true_counts_as_a_sign() -> None:
    with Terminal("ask") as person:
        person.play(SELF_CARE, until="gate-now")
        person.type(keys("gate-now", "life"))
        person.type("u")
        told = person.type(keys("life-signs", "wake"))
        assert headline("ambulance") in told
        person.type("2")
        assert person.page == FOR_HELPERS
        person.type("2")
        assert "You were not sure about" in folded(person.type("1"))


def test_the_list_of_what_might_be_true_has_the_same_keys() -> None:
    with Terminal("ask") as person:
        person.play(SELF_CARE, until="gate-now")
        question = shipped().questions["gate-now"]
        person.type("u")
        assert folded(question.why) in folded(person.type("?"))
        assert question.options[-1].label in person.type("r"), "r repeats the list, as the message promises"
        person.type("b")
        assert question.ask in person.told, "back from the list is back to its question"
        assert person.exit_code is None
