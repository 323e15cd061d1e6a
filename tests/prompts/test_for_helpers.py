"""After an emergency: a few questions for whoever comes to help, each to pass over, on a terminal alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from nervecheck.base.errors import InputEnded
from nervecheck.engine.answer import Answer, Number, Picked
from nervecheck.interview.state import Interview
from nervecheck.prompts.face import Asked, Given, Navigation, Page, Step
from nervecheck.prompts.session import FOR_HELPERS, Ending, Hooks, interview
from tests.support import small_tree

if TYPE_CHECKING:
    from nervecheck.report.document import Document

QUESTIONS = """
- {id: sign, topic: T, ask: 'Q?', type: yes-no, danger: true, unsure: ["yes"]}
- {id: age, topic: T, ask: 'Q?', type: number, low: 18, high: 99, hand-over: true}
- {id: tea, topic: T, ask: 'Q?', type: yes-no, hand-over: true}
- {id: dog, topic: T, ask: 'Q?', type: yes-no, hand-over: true}
- {id: cat, topic: T, ask: 'Q?', type: yes-no, hand-over: true}
"""
RULES = """
rules: [{id: e, title: t, urgency: emergency, when: sign, why: w, basis: judgement, reviewed: 2026-01-01}]
self-care: {when: {not: sign}, why: w, basis: judgement, reviewed: 2026-01-01}
"""
YES = Picked(("yes",))


class Scripted:
    """A face with somebody behind it who says these things to the questions, and this to the offer."""

    def __init__(self, offer: str, *steps: Step | Answer | type[Exception], patient: bool = True) -> None:
        self.patient, self.offer, self.steps = patient, offer, list(steps)
        self.pages: list[str] = []
        self.asked: list[str] = []

    def tell(self, text: str) -> None:
        pass

    def show(self, title: str, document: Document) -> None:
        pass

    def choose(self, page: Page) -> str:
        self.pages.append(page.ask)
        return self.offer if page.ask == FOR_HELPERS else "result" if "Choose" in page.ask else "on"

    def words(self, ask: str) -> str:
        return ""

    def ask(self, asked: Asked) -> Step:
        self.asked.append(asked.question.id)
        step = self.steps.pop(0)
        if isinstance(step, type):
            raise step
        return step if isinstance(step, (Given, Navigation)) else Given(step)


def session(folder: Path, face: Scripted) -> tuple[Interview, Ending]:
    nothing = Hooks(lambda _: None, lambda _: (), lambda: (), lambda _: None, lambda: "", lambda *_: None)
    return interview(Interview(small_tree(folder, QUESTIONS, RULES), {}), face, nothing)


def test_at_most_three_are_asked_and_their_answers_are_kept(tmp_path: Path) -> None:
    face = Scripted("some", YES, Number(40), YES, YES)
    state, ending = session(tmp_path, face)
    assert face.asked == ["sign", "age", "tea", "dog"]
    assert dict(state.answers) == {"sign": YES, "age": Number(40), "tea": YES, "dog": YES}
    assert ending is Ending.SUMMARY


@pytest.mark.parametrize(
    ("steps", "asked"),
    [
        ((Navigation.BACK, Navigation.KEEP, YES), ["age", "tea", "dog"]),
        ((Number(40), Navigation.LEAVE), ["age", "tea"]),
    ],
)
def test_each_can_be_passed_over_and_all_can_be_left(tmp_path: Path, steps: tuple[Step, ...], asked: list[str]) -> None:
    face = Scripted("some", YES, *steps)
    state, ending = session(tmp_path, face)
    assert face.asked == ["sign", *asked]
    assert ending is Ending.SUMMARY
    assert len(state.answers) == 2


def test_who_breaks_off_there_still_has_the_result(tmp_path: Path) -> None:
    state, ending = session(tmp_path, Scripted("some", YES, InputEnded))
    assert (dict(state.answers), ending) == ({"sign": YES}, Ending.STOP)


def test_they_are_offered_and_not_pressed_on_anybody(tmp_path: Path) -> None:
    face = Scripted("no-more", YES)
    session(tmp_path, face)
    assert (face.asked, face.pages[-1]) == (["sign"], FOR_HELPERS)


def test_a_pipe_and_whoever_is_calm_are_not_asked(tmp_path: Path) -> None:
    for face in (Scripted("some", YES, patient=False), Scripted("some", Picked(("no",)))):
        session(tmp_path, face)
        assert FOR_HELPERS not in face.pages
        assert face.asked == ["sign"]
