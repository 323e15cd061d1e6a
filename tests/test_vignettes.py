"""Every vignette comes out as expected: from its answers, and the same when asked line by line."""

from __future__ import annotations

import pytest

from nervecheck.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.interview import Interview
from nervecheck.triage import triage
from nervecheck.vignettes import Vignette, play, read_vignettes
from tests.faces import line_by_line
from tests.support import shipped

VIGNETTES = read_vignettes(shipped())


def line(answer: Answer) -> str:
    """What a person types for this answer."""
    match answer:
        case Number(value):
            return str(value)
        case NoneOfThese():
            return "0"
        case NotSure():
            return "u"
        case Picked(yes, unsure):
            return ",".join([*yes, *(f"{name}?" for name in unsure)])


@pytest.mark.parametrize("vignette", VIGNETTES, ids=lambda vignette: vignette.case.id)
def test_expected_outcome(vignette: Vignette) -> None:
    assert play(vignette, shipped()).differences == ()


@pytest.mark.parametrize("vignette", VIGNETTES, ids=lambda vignette: vignette.case.id)
def test_asked_line_by_line_it_comes_out_the_same(vignette: Vignette) -> None:
    def hear() -> str:
        question = states[-1].question
        assert question is not None
        return line(vignette.answers[question.id]) + "\n"

    states = [Interview(shipped(), {})]
    asked = line_by_line(states[-1], hear, after=states.append)
    outcome, played = triage(shipped(), asked.answers), play(vignette, shipped()).outcome
    assert (outcome.urgency, outcome.covered) == (played.urgency, played.covered)
    assert dict(asked.answers) == dict(vignette.answers)


def test_the_vectors_of_this_release_are_there() -> None:
    named = " ".join(vignette.case.source for vignette in VIGNETTES)
    assert all(f"vector {number} " in named for number in (1, 2, 3, 4, 6, 7, 13, 14, 35))
