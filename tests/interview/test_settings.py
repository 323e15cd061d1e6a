"""Answers given on the command line with `--set`."""

from __future__ import annotations

import pytest

from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.interview.answers_file import AnswerProblems, read_answers, read_settings
from tests.support import shipped


@pytest.mark.parametrize(
    ("setting", "answers"),
    [
        ("who=me", {"who": Picked(("me",))}),
        ("gate-now=chest", {"gate-now": Picked(("chest",))}),
        ("gate-now=limb,chest", {"gate-now": Picked(("chest", "limb"))}),  # in the order of the question
        ("gate-now=chest?", {"gate-now": Picked((), ("chest",))}),
        ("gate-now=chest,limb?", {"gate-now": Picked(("chest",), ("limb",))}),
        ("gate-now=none", {"gate-now": NoneOfThese()}),
        ("since=unsure", {"since": NotSure()}),
        ("age=34", {"age": Number(34)}),
        (" gate-now = limb , chest ", {"gate-now": Picked(("chest", "limb"))}),
        ("who=", {}),  # means not answered
        ("gate-now=", {}),
        ("age=", {}),
    ],
)
def test_a_setting_is_an_answer(setting: str, answers: dict[str, Answer]) -> None:
    assert read_settings((setting,), shipped()).answers == answers


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("who", "error[wrong-type] 'who' has no '='. Write question=answer, or question=a,b."),
        ("whoo=me", "error[unknown-question] 'whoo' is no question. Did you mean 'who'?"),
        ("who=mee", "error[not-offered] who: 'mee' is not offered here. Did you mean 'me'? Allowed: me, teen, other, minor."),
        ("who=me,other", "error[wrong-type] 'me,other' is no answer to 'who'. Allowed: me, teen, other, minor."),
        ("who=me?", "error[wrong-type] 'me?' is no answer to 'who'. Allowed: me, teen, other, minor."),
        ("who=none", "error[not-offered] who: 'none' is not offered here. Allowed: me, teen, other, minor."),
        ("who=a=b", "error[not-offered] who: 'a=b' is not offered here. Allowed: me, teen, other, minor."),
        (
            "age=17",
            "error[out-of-range] age: 17 is not between 18 and 120. In whole years. "
            "Somebody under 18 is chosen at the first question.",
        ),
        ("age=34?", "error[wrong-type] '34?' is no answer to 'age'. Give a whole number from 18 to 120."),
    ],
)
def test_a_bad_setting_is_told_word_for_word(setting: str, told: str) -> None:
    with pytest.raises(AnswerProblems) as caught:
        read_settings((setting,), shipped())
    assert str(caught.value) == f"--set {setting}: {told}"


@pytest.mark.parametrize("setting", ["gate-now=none,chest", "child-signs=unsure,weak", "gate-now=?"])
def test_a_list_holds_options_only(setting: str) -> None:
    with pytest.raises(AnswerProblems):
        read_settings(("who=minor", setting), shipped())


def test_every_bad_setting_is_told() -> None:
    with pytest.raises(AnswerProblems) as caught:
        read_settings(("who", "whoo=me", "age=17", "who=me"), shipped())
    assert [problem.code for problem in caught.value.problems] == ["out-of-range", "wrong-type", "unknown-question"]


def test_the_last_setting_of_a_question_wins() -> None:
    assert read_settings(("age=34", "age=44"), shipped()).answers == {"age": Number(44)}


@pytest.mark.parametrize(
    ("setting", "answers"),
    [("age=44", {"age": Number(44)}), ("who=me", {"who": Picked(("me",)), "age": Number(34)}), ("age=", {})],
)
def test_a_setting_wins_over_the_file(setting: str, answers: dict[str, Answer]) -> None:
    assert read_answers(b"answers: {age: 34}", "a.yaml", shipped(), (setting,)).answers == answers
